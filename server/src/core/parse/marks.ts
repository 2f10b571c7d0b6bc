import type { Status } from '../model/document.ts';
import { anyDamaged, damagedForms } from './damage.ts';

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

/** The signs that are known, damaged, and any pictograph that was read as Windows-1252 or 1254. */
const DAMAGED = `[ðğ]Ÿ[^\\sA-Za-z\\d]{0,3}|â[^\\sA-Za-z\\d]{1,2}|ï¸\\u008f?|${anyDamaged([...Object.keys(MARK_STATUS), ...OTHER_SIGNS, '\ufe0f'])}`;

const SIGN_OF = signTable();
const SIGN = new RegExp(
  `(${[...SIGN_OF.keys()]
    .sort((a, b) => b.length - a.length)
    .map((form) => form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('|')})(?:\\ufe0f|${anyDamaged(['\ufe0f'])})?`,
  'gu',
);

/** All state marks of a text, in order, also those whose encoding is damaged. */
export function findMarks(text: string): Mark[] {
  if (!NOT_ASCII.test(text)) return [];
  const found: Mark[] = [];
  for (const match of text.matchAll(SIGN)) {
    const sign = SIGN_OF.get(match[1] ?? '');
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

// A replacement character is what is left of a sign that was lost.
const DECORATION = new RegExp(
  `^(?:\\s|(?![#*\\d])\\p{Emoji}|[\\p{So}\\u{1F3FB}-\\u{1F3FF}\\ufe0f\\u200d\\u20e3\\ufffd✓✔✗✘→•]|${DAMAGED})+`,
  'u',
);

/** Removes pictographs from the start and the end of a text. */
export function withoutDecoration(text: string): string {
  const rest = text.slice(decorationLength(text));
  const last = rest.charCodeAt(rest.length - 1);
  return last > 32 && last < 128 ? rest : rest.replace(TRAILING, '');
}

const TRAILING = new RegExp(
  `(?:\\s|(?![#*\\d])\\p{Emoji}|[\\p{So}\\ufe0f\\u200d\\ufffd✓✔✗✘]|${DAMAGED})+$`,
  'u',
);

/** Each sign, and the ways in which it looks when its UTF-8 was read as another code page. */
function signTable(): Map<string, string> {
  const table = new Map<string, string>();
  for (const sign of [...Object.keys(MARK_STATUS), ...OTHER_SIGNS])
    for (const form of damagedForms(sign)) if (!table.has(form)) table.set(form, sign);
  return table;
}
