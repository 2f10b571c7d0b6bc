import * as vscode from 'vscode';
import type { GateResult } from '../../server/src/protocol/gates.ts';
import type { RoadgateClient } from './client.ts';

/** The last result of each task's gates in this window; told to the server, which shows it in lenses. */
export class GateResults implements vscode.Disposable {
  readonly #client: RoadgateClient;
  readonly #changed = new vscode.EventEmitter<void>();
  #results = new Map<string, GateResult>();

  readonly onChanged = this.#changed.event;

  constructor(client: RoadgateClient) {
    this.#client = client;
  }

  get(uri: string, task: string): GateResult | undefined {
    return this.#results.get(keyOf(uri, task));
  }

  all(): readonly GateResult[] {
    return [...this.#results.values()];
  }

  /** Replaces everything. */
  reset(results: readonly GateResult[]): void {
    this.#results = new Map(results.map((result) => [keyOf(result.uri, result.task), result]));
    this.#publish();
  }

  /** They are as before and older. */
  tellAgain(): void {
    if (this.#results.size > 0) this.#publish();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #publish(): void {
    this.#client.sendGateResults(this.all());
    this.#changed.fire();
  }
}

function keyOf(uri: string, task: string): string {
  return `${uri}#${task}`;
}
