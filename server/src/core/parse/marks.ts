import type { Status } from '../model/document.ts';

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

const CODE_PAGES: readonly Readonly<Record<number, string>>[] = [
  windowsCodePage({}),
  windowsCodePage({ 0xd0: 'Ğ', 0xdd: 'İ', 0xde: 'Ş', 0xf0: 'ğ', 0xfd: 'ı', 0xfe: 'ş', 0x8e: '', 0x9e: '' }),
];

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

/** Each sign, and the two ways in which its UTF-8 bytes look when they were read as another code page. */
function signTable(): Map<string, string> {
  const table = new Map<string, string>();
  for (const sign of [...Object.keys(MARK_STATUS), ...OTHER_SIGNS]) {
    table.set(sign, sign);
    for (const page of CODE_PAGES) {
      table.set(damaged(sign, page, false), sign);
      table.set(damaged(sign, page, true), sign);
    }
  }
  return table;
}

/** Undefined bytes are dropped by some editors and kept as control characters by others. */
function damaged(sign: string, page: Readonly<Record<number, string>>, keepsUndefined: boolean): string {
  return utf8(sign)
    .map((byte) => {
      const character = page[byte] ?? String.fromCharCode(byte);
      return character === '' && keepsUndefined ? String.fromCharCode(byte) : character;
    })
    .join('');
}

function utf8(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const tail = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    const lead = [0, 0xc0, 0xe0, 0xf0][tail] ?? 0;
    bytes.push(lead | (code >> (6 * tail)));
    for (let shift = tail - 1; shift >= 0; shift--) bytes.push(0x80 | ((code >> (6 * shift)) & 0x3f));
  }
  return bytes;
}

/** Where a Windows code page differs from Latin-1; empty: undefined in it. */
function windowsCodePage(differences: Readonly<Record<number, string>>): Record<number, string> {
  const page: Record<number, string> = {};
  const high = '€\u0000‚ƒ„…†‡ˆ‰Š‹Œ\u0000Ž\u0000\u0000‘’“”•–—˜™š›œ\u0000žŸ';
  for (let index = 0; index < high.length; index++)
    page[0x80 + index] = high.charAt(index).replace('\u0000', '');
  return { ...page, ...differences };
}
