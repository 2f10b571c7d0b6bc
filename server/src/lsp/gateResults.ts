import type { TaskResults } from '../features/snapshot.ts';
import type { GateResult } from '../protocol/messages.ts';
import { canonicalUri } from './uris.ts';

/** The last results of gates, as the editor told them: the server runs none itself. */
export class GateResults {
  #results = new Map<string, GateResult>();

  replace(results: readonly GateResult[]): void {
    this.#results = new Map(results.map((result) => [keyOf(result.uri, result.task), result]));
  }

  readonly of: TaskResults = (uri, task) => this.#results.get(keyOf(uri, task));
}

function keyOf(uri: string, task: string): string {
  return `${canonicalUri(uri)} ${task}`;
}
