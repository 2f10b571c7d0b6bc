import type { Documents } from './documents.ts';

export interface ReliefOptions {
  /** Milliseconds without a document that is opened or edited. */
  readonly rest: number;
  /** Bytes by which the process must have grown since the last time. */
  readonly worth: number;
  /** Bytes of a process that is left as it is, since nobody should wait for as long as it would take. */
  readonly most: number;
  readonly release: () => Promise<void>;
}

/** Gives memory back when work is over: a server runs for days, and what a burst of edits left behind would stay. */
export class Relief {
  readonly #documents: Documents;
  readonly #options: ReliefOptions;
  #before = size();
  #timer: NodeJS.Timeout | undefined;

  constructor(documents: Documents, options: ReliefOptions) {
    this.#documents = documents;
    this.#options = options;
  }

  /** Something was read or checked. */
  worked(): void {
    this.#timer ??= setTimeout(() => void this.#look(), this.#options.rest).unref();
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  async #look(): Promise<void> {
    const { rest, worth, most, release } = this.#options;
    const left = this.#documents.lastTouched + rest - performance.now();
    if (left > 0) {
      this.#timer = setTimeout(() => void this.#look(), left).unref();
      return;
    }
    const grown = size();
    if (grown >= this.#before + worth && grown <= most) {
      await release();
      this.#before = size();
    }
    this.#timer = undefined;
  }
}

function size(): number {
  return process.memoryUsage.rss();
}
