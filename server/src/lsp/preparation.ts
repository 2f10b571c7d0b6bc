import { type Documents, MOST_READY } from './documents.ts';
import { nextTurn } from './turns.ts';

/** Milliseconds since a document was opened or edited: an editor has asked by then for what else it shows of it. */
const CALM = 150;

/**
 * Makes documents ready for edits that were taken as somebody read them before, one after the other, while nobody opens or
 * edits any.
 */
export class Preparation {
  readonly #documents: Documents;
  readonly #check: (uri: string) => Promise<unknown>;
  readonly #waiting = new Set<string>();
  #isRunning = false;

  /** @param check finds what is wrong in a document, for the next check to compare with. */
  constructor(documents: Documents, check: (uri: string) => Promise<unknown>) {
    this.#documents = documents;
    this.#check = check;
  }

  /** What was found in this document is on its way to the editor. */
  shown(uri: string): void {
    if (!this.#documents.isUnprepared(uri)) return;
    this.#waiting.delete(uri);
    this.#waiting.add(uri);
    for (const oldest of this.#waiting) {
      if (this.#waiting.size <= MOST_READY) break;
      this.#waiting.delete(oldest);
    }
    if (this.#isRunning) return;
    this.#isRunning = true;
    void this.#run();
  }

  async #run(): Promise<void> {
    for (;;) {
      await this.#documents.untouched(CALM);
      const [uri] = this.#waiting;
      if (uri === undefined) break;
      this.#waiting.delete(uri);
      // A check that fails will fail again when it is published, and is told then.
      if (this.#documents.prepare(uri)) await this.#check(uri).catch(() => undefined);
      await nextTurn();
    }
    this.#isRunning = false;
  }
}
