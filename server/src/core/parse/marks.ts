import type { Status } from '../model/document.ts';
import { misread, WINDOWS_1252, WINDOWS_1254 } from '../text/codePages.ts';

/** A pictograph that says something about a state. */
export interface Mark {
  /** The mark as it should be, whatever encoding the document was damaged by. */
  readonly sign: string;
  readonly from: number;
  readonly to: number;
}

/** What a mark claims wherever it stands at a place for a status. */
export const MARK_STATUS: Readonly<Record<string, Status | undefined>> = {
  '✅': 'done',
  '✓': 'done',
  '✔': 'done',
  '☑': 'done',
  '🔄': 'in-progress',
  '🚧': 'in-progress',
  '🟡': 'in-progress',
  '◐': 'in-progress',
  '◑': 'in-progress',
  '◒': 'in-progress',
  '◓': 'in-progress',
  '⬜': 'todo',
  '⏳': 'todo',
  '📋': 'todo',
  '☐': 'todo',
  '🔲': 'todo',
  '⏸': 'blocked',
};

const OTHER_SIGNS = [
  '❌',
  '✗',
  '✘',
  '⚠',
  '🔴',
  '🟢',
  '🟠',
  '🔵',
  '⚪',
  '🎯',
  '🚀',
  '🔥',
  '🚨',
  '📊',
  '📝',
  '📅',
];

/** Signs that say priority or topic in a heading as often as they say a state: no status there. */
export const AMBIGUOUS_SIGNS: ReadonlySet<string> = new Set(['🟡', '📋']);

const SIGN_OF = signTable();
const SIGN = new RegExp(
  `(?:${[...SIGN_OF.keys()]
    .sort((a, b) => b.length - a.length)
    .map((form) => form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('|')})\\ufe0f?`,
  'gu',
);

/** All state marks of a text, in order, also those whose encoding is damaged. */
export function findMarks(text: string): Mark[] {
  if (!NOT_ASCII.test(text)) return [];
  const found: Mark[] = [];
  for (const match of text.matchAll(SIGN)) {
    const sign = SIGN_OF.get(match[0].replace(/\ufe0f$/, ''));
    if (sign) found.push({ sign, from: match.index, to: match.index + match[0].length });
  }
  return found;
}

const NOT_ASCII = /[^\u0000-\u007f]/;

/**
 * Length of what decorates the start of a text: pictographs (whole or damaged), joiners and blanks.
 * Words, digits, brackets and punctuation end it.
 */
export function decorationLength(text: string): number {
  const first = text.charCodeAt(0);
  const startsWithWord = first > 32 && first < 128;
  return startsWithWord ? 0 : (DECORATION.exec(text)?.[0].length ?? 0);
}

const DECORATION =
  /^(?:\s|(?![#*\d])\p{Emoji}|[\p{So}\u{1F3FB}-\u{1F3FF}\ufe0f\u200d\u20e3✓✔✗✘→•]|[ðğ]Ÿ[^\sA-Za-z\d]{0,3}|â[^\sA-Za-z\d]{1,2}|ï¸\u008f?)+/u;

/** Removes pictographs from the start and the end of a text. */
export function withoutDecoration(text: string): string {
  const rest = text.slice(decorationLength(text));
  const last = rest.charCodeAt(rest.length - 1);
  return last > 32 && last < 128 ? rest : rest.replace(TRAILING, '');
}

const TRAILING =
  /(?:\s|(?![#*\d])\p{Emoji}|[\p{So}\ufe0f\u200d✓✔✗✘]|[ðğ]Ÿ[^\sA-Za-z\d]{0,3}|â[^\sA-Za-z\d]{1,2}|ï¸\u008f?)+$/u;

/** Each sign, and what its UTF-8 bytes look like when they were read as a Windows code page. */
function signTable(): Map<string, string> {
  const table = new Map<string, string>();
  for (const sign of [...Object.keys(MARK_STATUS), ...OTHER_SIGNS]) {
    table.set(sign, sign);
    for (const page of [WINDOWS_1252, WINDOWS_1254]) {
      const damaged = misread(sign, page);
      // Bytes that the page does not define are dropped by some editors, and kept as control characters by others.
      table.set(damaged.replace(/[\u0080-\u009f]/g, ''), sign);
      table.set(damaged, sign);
    }
  }
  return table;
}
