/**
 * Keys name groups, tasks and items within a document so that they survive edits elsewhere: the path of
 * ids (or slugs of titles) from the outermost container. The second of equal siblings gets `~2`.
 */
export class KeyMaker {
  readonly #used = new Map<string, number>();
  readonly #before: KeyMaker | undefined;

  /** @param before has made keys already, and makes no more of them. */
  constructor(before?: KeyMaker) {
    this.#before = before;
  }

  /** @param parent key of the container, or null at the top. @param own slug of the id, title or text. */
  make(parent: string | null, own: string): string {
    const path = parent === null ? own : `${parent}/${own}`;
    const count = this.#countOf(path) + 1;
    this.#used.set(path, count);
    return count === 1 ? path : `${path}~${count}`;
  }

  #countOf(path: string): number {
    const before = this.#before;
    return this.#used.get(path) ?? (before ? before.#countOf(path) : 0);
  }
}

const LONGEST = 48;

/** Lower case words joined by dashes; letters of all scripts, digits and the dots of ids stay. */
export function slug(text: string): string {
  const words = text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}.]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
  return words.slice(0, LONGEST).replace(/[-.]+$/, '') || '-';
}
