import * as vscode from 'vscode';

/** Which roadmap the board shows while it is in sight, for what tells of it elsewhere. */
export class ShownRoadmap implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onChanged = this.#changed.event;
  #uri: string | undefined;

  /** Undefined: no board is in sight, or there is nothing on it. */
  get uri(): string | undefined {
    return this.#uri;
  }

  tell(uri: string | undefined): void {
    if (uri === this.#uri) return;
    this.#uri = uri;
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
