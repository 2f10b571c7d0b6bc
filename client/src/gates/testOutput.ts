/**
 * Passes a gate's output on to a view that keeps all it is given, so only so much of it: the beginning
 * while it comes, and at the end the last lines.
 */
export class BoundedOutput {
  readonly #write: (text: string) => void;
  #left = FIRST;
  #dropped = 0;
  #end = '';

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  push(text: string): void {
    const now = text.slice(0, this.#left);
    this.#left -= now.length;
    if (now !== '') this.#write(toTerminal(now));
    const rest = text.slice(now.length);
    if (rest === '') return;
    if (this.#dropped === 0) this.#write('\r\n…\r\n');
    this.#dropped += rest.length;
    this.#end += rest;
    // Not at every push: cutting copies all of it.
    if (this.#end.length > 2 * LAST) this.#end = this.#end.slice(-LAST);
  }

  finish(): void {
    if (this.#dropped > LAST) this.#write(`… ${this.#dropped - LAST} …\r\n`);
    if (this.#end !== '') this.#write(toTerminal(this.#end.slice(-LAST)));
  }
}

/** Terminals go back to the start of a line only when they are told to. */
export function toTerminal(text: string): string {
  return text.replace(/(?<!\r)\n/g, '\r\n');
}

/** UTF-16 units. */
const FIRST = 1024 * 1024;
const LAST = 64 * 1024;
