import type { Terminal } from './terminal.ts';

/** Milliseconds: what is done sooner needs no progress, and nobody reads faster than this. */
const DELAY = 300;
const PAUSE = 100;

/** One line on standard error that says how far a long work is; only where a person looks at it. */
export class Progress {
  readonly #terminal: Terminal;
  #next: number;
  #isShown = false;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    this.#next = performance.now() + DELAY;
  }

  /** Replaces what is shown, unless that was just done. */
  show(text: string): void {
    if (!this.#terminal.interactive || performance.now() < this.#next) return;
    this.#next = performance.now() + PAUSE;
    this.#isShown = true;
    this.#terminal.progress(`\r${text}${CLEAR_REST}`);
  }

  /** The terminal for what is to be told meanwhile: each line of its own, and not behind the progress. */
  above(terminal: Terminal): Terminal {
    const err = (line: string): void => {
      this.end();
      terminal.err(line);
    };
    return { ...terminal, err };
  }

  /** Takes the line away. */
  end(): void {
    if (this.#isShown) this.#terminal.progress(`\r${CLEAR_REST}`);
    this.#isShown = false;
  }
}

const CLEAR_REST = '\u001b[K';
