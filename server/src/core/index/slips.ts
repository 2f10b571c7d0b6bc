import { distance } from 'fastest-levenshtein';

/** How a path differs from one that is there. */
export interface FolderSlip {
  /** Which of its segments is the folder that is misspelt. */
  readonly at: number;
  /** Two letters changed places, and nothing else is another: no name of its own comes about like that. */
  readonly isSwap: boolean;
}

/** How a path that is not there misspells another in one folder; undefined where it may be another folder. */
export function folderSlip(written: string, real: string): FolderSlip | undefined {
  if (Math.abs(written.length - real.length) > MOST_SLIPS) return undefined;
  const [a, b] = [written.split('/'), real.split('/')];
  if (a.length !== b.length) return undefined;
  const at = a.findIndex((segment, index) => segment !== b[index]);
  if (at < 0 || at === a.length - 1 || a.slice(at + 1).join('/') !== b.slice(at + 1).join('/'))
    return undefined;
  const [wrong = '', right = ''] = [a[at], b[at]];
  if (isSwapOf(wrong, right)) return { at, isSwap: true };
  return isSlip(wrong, right) ? { at, isSwap: false } : undefined;
}

const MOST_SLIPS = 2;

/** `scr` for `src`. */
function isSwapOf(a: string, b: string): boolean {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return a !== b && a.slice(0, at) + (a[at + 1] ?? '') + (a[at] ?? '') + a.slice(at + 2) === b;
}

/**
 * A letter more or less, another letter in a longer name, or two slips in a long one. Not `app` for `api`, `v1` for `v2`, or
 * `Src` for `src`, which is the same to some systems.
 */
function isSlip(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length);
  if (shorter < 3 || a.toLowerCase() === b.toLowerCase() || digitsOf(a) !== digitsOf(b)) return false;
  const slips = distance(a, b);
  const isLetterMore = slips === 1 && a.length !== b.length;
  return isLetterMore || (slips === 1 && shorter >= 5) || (slips === MOST_SLIPS && shorter >= 7);
}

function digitsOf(name: string): string {
  return name.replace(/\D/g, '');
}
