import { type DocumentRuns, NO_RUNS, type TaskRuns } from '../core/analysis/gateRuns.ts';
import { isEqual } from '../core/remember.ts';
import type { TaskResults } from '../features/snapshot.ts';
import type { GateResult } from '../protocol/gates.ts';
import { canonicalUri } from './uris.ts';

/** The last results of gates, as the editor told them: the server runs none itself. */
export class GateResults {
  #results = new Map<string, GateResult>();
  #told = new Map<string, readonly Told[]>();
  readonly #runs = new Map<string, DocumentRuns>();

  /** @returns the documents of which something else is known now. */
  replace(results: readonly GateResult[]): readonly string[] {
    this.#results = new Map(results.map((result) => [keyOf(result.uri, result.task), result]));
    const told = toldByDocument(results);
    const uris = [...new Set([...this.#told.keys(), ...told.keys()])];
    const changed = uris.filter((uri) => !isEqual(this.#told.get(uri), told.get(uri)));
    for (const uri of changed) this.#runs.set(uri, new Map(told.get(uri)?.map(toRuns)));
    this.#told = told;
    return changed;
  }

  /** The last result of a task's gates, by the task's key. */
  readonly lastOf = (uri: string, task: string): GateResult | undefined =>
    this.#results.get(keyOf(uri, task));

  readonly of: TaskResults = (uri, task) => {
    const result = this.lastOf(uri, task);
    const now = Date.now();
    const withAge = <T extends { readonly start: string }>(told: T): T & { readonly age: number } => ({
      ...told,
      age: now - Date.parse(told.start),
    });
    return result && withAge({ ...result, gates: result.gates.map(withAge) });
  };

  /** The last runs of the gates of a document: the same value as long as they are the same. */
  runsOf(uri: string): DocumentRuns {
    return this.#runs.get(uri) ?? NO_RUNS;
  }
}

/** What rules may know of a task. */
interface Told {
  readonly task: string;
  readonly gates: GateResult['gates'];
}

function toldByDocument(results: readonly GateResult[]): Map<string, readonly Told[]> {
  const told = new Map<string, Told[]>();
  for (const { uri, task, gates } of results) {
    const key = canonicalUri(uri);
    const others = told.get(key);
    if (others) others.push({ task, gates });
    else told.set(key, [{ task, gates }]);
  }
  return told;
}

function toRuns({ task, gates }: Told): readonly [string, TaskRuns] {
  return [task, new Map(gates.map((run) => [run.key, run]))];
}

function keyOf(uri: string, task: string): string {
  return `${canonicalUri(uri)} ${task}`;
}
