import { distance } from 'fastest-levenshtein';

/**
 * Whether two versions of a line say the same: a box was ticked, marks came or went, a few words changed. Both
 * name the same lines of the same file.
 * @param reference as it is written in the later one.
 */
export function isSameSentence(earlier: string, later: string, reference: string): boolean {
  if (!earlier.includes(reference)) return false;
  const [a, b] = [withoutMarks(earlier), withoutMarks(later)];
  const longer = Math.max(a.length, b.length);
  if (a === b) return true;
  return longer <= MAX_LENGTH && distance(a, b) <= longer * (1 - ALIKE);
}

const ALIKE = 0.7;
const MAX_LENGTH = 1000;

/** The words of a line: no box, bullet, emphasis, emoji or bars. */
function withoutMarks(line: string): string {
  return line
    .replace(/^\s*(?:[-*+]|\d+[.)])?\s*(?:\[.\])?/u, ' ')
    .replace(/[\p{Extended_Pictographic}\ufe0f✓✔✗✘*_~|]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
