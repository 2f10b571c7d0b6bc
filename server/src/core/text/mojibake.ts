import {
  type CodePage,
  fromUtf8,
  IBM_437,
  IBM_850,
  LATIN_1,
  MAC_ROMAN,
  misread,
  WINDOWS_1252,
  WINDOWS_1254,
} from './codePages.ts';
import type { Span } from './source.ts';

/** A stretch of a text that was decoded with the wrong code page. */
export interface Damage extends Span {
  /** What was written before. */
  readonly repaired: string;
  /** The name of the code page it was read with. */
  readonly page: string;
}

/** Whether the text has anything that `findMojibake` has to look at. */
export function mayBeMojibake(text: string): boolean {
  return CANDIDATE.test(text);
}

/**
 * The stretches of `text` that are UTF-8 read as something else, in order. Accents that somebody wrote are left
 * alone: a sequence counts if no writing of any language has it, or if everything around it on its line is
 * damaged too and the document surely is. Bytes that were lost on the way stay lost: what cannot be decoded
 * whole is not touched.
 */
export function findMojibake(text: string): Damage[] {
  if (!CANDIDATE.test(text)) return [];
  const found = findLayer(text);
  for (let layer = 0; layer < MORE_LAYERS; layer++) if (!repairAgain(text, found)) break;
  return found;
}

/** Text that was misread, saved, and misread again. */
const MORE_LAYERS = 2;

/** Repairs what still is damaged within repaired stretches; false if there is nothing. */
function repairAgain(text: string, found: Damage[]): boolean {
  const repaired = applyRepairs(text, found);
  if (!CANDIDATE.test(repaired)) return false;
  const inner = findLayer(repaired);
  let shift = 0;
  let changed = false;
  for (const [index, damage] of found.entries()) {
    const from = damage.from + shift;
    const to = from + damage.repaired.length;
    shift += damage.repaired.length - (damage.to - damage.from);
    const own = inner
      .filter((next) => next.from >= from && next.to <= to)
      .map((next) => ({ ...next, from: next.from - from, to: next.to - from }));
    if (own.length === 0) continue;
    changed = true;
    found[index] = { ...damage, repaired: applyRepairs(damage.repaired, own) };
  }
  return changed;
}

/** The text with all damage repaired that can be. */
export function repairMojibake(text: string): string {
  return applyRepairs(text, findMojibake(text));
}

function applyRepairs(text: string, damages: readonly Damage[]): string {
  let result = '';
  let at = 0;
  for (const { from, to, repaired } of damages) {
    result += text.slice(at, from) + repaired;
    at = to;
  }
  return result + text.slice(at);
}

/** Damage as it was done once. The page that explains most comes first: some forms are damage in two pages. */
function findLayer(text: string): Damage[] {
  const runs = findRuns(text);
  const readings = READERS.map((reader) => reader.read(text, runs)).filter(({ sure }) => sure > 0);
  let found: readonly Damage[] = [];
  for (const { damages } of readings.toSorted((a, b) => b.sure - a.sure))
    found = addWhereFree(found, damages);
  if (found.length > 0) found = addWhereFree(found, findShortened(text));
  return joinNeighbours(found);
}

function addWhereFree(found: readonly Damage[], more: readonly Damage[]): readonly Damage[] {
  if (found.length === 0) return more;
  const taken = new Set<number>();
  for (const { from, to } of found) for (let at = from; at < to; at++) taken.add(at);
  const isFree = ({ from, to }: Span) => {
    for (let at = from; at < to; at++) if (taken.has(at)) return false;
    return true;
  };
  return [...found, ...more.filter(isFree)].sort((a, b) => a.from - b.from);
}

function joinNeighbours(damages: readonly Damage[]): Damage[] {
  const joined: Damage[] = [];
  for (const damage of damages) {
    const last = joined.at(-1);
    if (last?.to === damage.from)
      joined[joined.length - 1] = { ...last, to: damage.to, repaired: last.repaired + damage.repaired };
    else joined.push(damage);
  }
  return joined;
}

/**
 * Signs whose damaged form lost a byte that Windows-1252 has no character for, in a text that has other damage:
 * few enough to be known by heart.
 */
function findShortened(text: string): Damage[] {
  return Array.from(text.matchAll(SHORTENED), ({ 0: written, index }) => ({
    from: index,
    to: index + written.length,
    repaired: SHORTENED_SIGNS.get(written) ?? written,
    page: WINDOWS_1252.name,
  }));
}

const SHORTENED_SIGNS = new Map(
  ['\u201d', '❌', '⭐', '\ufe0f'].map((sign) => [
    misread(sign, WINDOWS_1252).replace(/[\u0080-\u009f]/g, ''),
    sign,
  ]),
);
// A lost quote stands behind a word; what goes on is another character that lost its end.
const SHORTENED = new RegExp(`(?:${[...SHORTENED_SIGNS.keys()].join('|')})(?![^\\u0000-\\u007f])`, 'gu');

/** Characters that are not ASCII, side by side. */
interface Run {
  readonly from: number;
  readonly text: string;
}

/** A sequence at its place in a run. */
interface Form {
  readonly at: number;
  readonly written: string;
  readonly decoded: string;
}

/** The runs that could be damage, found once for all pages. */
function findRuns(text: string): Run[] {
  return Array.from(text.matchAll(/[^\u0000-\u007f]{2,}/g), ({ 0: run, index }) => ({
    from: index,
    text: run,
  })).filter((run) => CANDIDATE.test(run.text));
}

/** One character of the original text, as it looks now. */
interface Sequence extends Span {
  readonly written: string;
  readonly decoded: string;
  readonly sure: boolean;
}

/** How far a sequence of a page, on its own, can be what somebody wrote. */
type Judge = (written: string, before: string, after: string, decoded: string) => boolean;

class Reader {
  readonly #page: CodePage;
  readonly #pattern: RegExp;
  readonly #isSure: Judge;

  constructor(page: CodePage, isSure: Judge) {
    this.#page = page;
    this.#pattern = sequencePattern(page);
    this.#isSure = isSure;
  }

  /** The damage that this page explains, character by character, and how much of it is beyond doubt. */
  read(text: string, runs: readonly Run[]): { sure: number; damages: readonly Damage[] } {
    const sequences = this.#sequences(text, runs);
    const sure = sequences.filter((sequence) => sequence.sure);
    if (sure.length === 0) return { sure: 0, damages: [] };
    const isTaken = createDoubt(text, sequences);
    const damages = sequences
      .filter((sequence) => sequence.sure || isTaken(sequence))
      .map(({ from, to, decoded }) => ({ from, to, repaired: decoded, page: this.#page.name }));
    return { sure: sure.reduce((sum, { from, to }) => sum + to - from, 0), damages };
  }

  #sequences(text: string, runs: readonly Run[]): Sequence[] {
    const found: Sequence[] = [];
    // The same few runs come again and again.
    const known = new Map<string, readonly Form[]>();
    for (const run of runs) {
      let forms = known.get(run.text);
      if (forms === undefined) known.set(run.text, (forms = this.#formsIn(run.text)));
      for (const { at, written, decoded } of forms) {
        const from = run.from + at;
        const to = from + written.length;
        const sure = this.#isSure(written, text.charAt(from - 1), text.charAt(to), decoded);
        found.push({ from, to, decoded, sure, written });
      }
    }
    return found.map((sequence, index) => ({
      ...sequence,
      // Letters of other scripts come in rows; two damaged ones side by side are no accident.
      sure: sequence.sure || touches(found[index - 1], sequence) || touches(sequence, found[index + 1]),
    }));
  }

  #formsIn(run: string): readonly Form[] {
    return Array.from(run.matchAll(this.#pattern), ({ 0: written, index }) => ({
      at: index,
      written,
      decoded: this.#decode(written),
    })).filter((form): form is Form => form.decoded !== undefined);
  }

  #decode(written: string): string | undefined {
    const decoded = fromUtf8(Array.from(written, (character) => 0x80 + this.#page.high.indexOf(character)));
    if (decoded === undefined || USELESS.test(decoded)) return undefined;
    // A control character is only right where it was one before: in text that was misread twice.
    return CONTROL.test(decoded) && !CONTROL.test(written) ? undefined : decoded;
  }
}

/** Characters that nobody writes: what decodes to them was no UTF-8. */
const USELESS = /[\p{Cn}\p{Co}]/u;

function touches(first: Sequence | undefined, second: Sequence | undefined): boolean {
  if (first?.to !== second?.from || !first || !second) return false;
  return (
    !ONLY_BOXES.test(first.written + second.written) && scriptOf(first.decoded) === scriptOf(second.decoded)
  );
}

/** A drawing that somebody made. */
const ONLY_BOXES = /^[\u2500-\u257f]*$/;

/** Neighbours of one writing: 128 code points, or the ideographs. */
function scriptOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  return code >= 0x3000 && code < 0xd800 ? -1 : code >> 9;
}

/**
 * Whether a doubtful sequence is damage after all: where all that is not ASCII is, on a line with a sequence
 * beyond doubt or in the whole text.
 */
function createDoubt(text: string, sequences: readonly Sequence[]): (sequence: Sequence) => boolean {
  if (isCovered(text, { from: 0, to: text.length }, sequences)) return () => true;
  const judged = new Map<number, boolean>();
  return ({ from }) => {
    const start = Math.max(text.lastIndexOf('\n', from), text.lastIndexOf('\r', from)) + 1;
    let whole = judged.get(start);
    if (whole === undefined) {
      const line = { from: start, to: start + text.slice(start).search(/[\r\n]|$/) };
      const own = sequences.filter((sequence) => sequence.from >= line.from && sequence.to <= line.to);
      whole = own.some(({ sure }) => sure) && isCovered(text, line, own);
      judged.set(start, whole);
    }
    return whole;
  };
}

function isCovered(text: string, line: Span, sequences: readonly Sequence[]): boolean {
  let rest = '';
  let at = line.from;
  for (const { from, to } of sequences) {
    rest += text.slice(at, from);
    at = to;
  }
  return !NOT_ASCII.test(rest + text.slice(at, line.to));
}

const NOT_ASCII = /[^\u0000-\u007f]/;

/** Two to four characters that stand for the bytes of one character in UTF-8. */
function sequencePattern({ high }: CodePage): RegExp {
  const set = (from: number, to: number) => `[${escapeSet(high.slice(from - 0x80, to - 0x80 + 1))}]`;
  const next = set(0x80, 0xbf);
  return new RegExp(
    `${set(0xc2, 0xdf)}${next}|${set(0xe0, 0xef)}${next}{2}|${set(0xf0, 0xf4)}${next}{3}`,
    'gu',
  );
}

function escapeSet(characters: string): string {
  return characters.replace(/[\\\]^-]/g, '\\$&');
}

const CONTROL = /[\u0080-\u009f]/;
const LETTER = /\p{L}/u;
const SMALL = /\p{Ll}/u;
const CAPITAL = /\p{Lu}/u;
/** Stands between or behind words also where no blank is. */
const GLUE = /[’–—…\u00a0·]/u;
/** Stands behind a word that somebody wrote. */
const BEHIND_WORD = /[’‘“”–—…\u00a0·»«›‹™®©°ºª¹²³•:;¡¿]/u;

/** Windows pages and ISO 8859-1: capitals with accents, and signs behind them. */
function isSureInWindows(written: string, before: string, after: string, decoded: string): boolean {
  const [lead = '', next = ''] = written;
  if (CONTROL.test(written)) return true;
  if (written.length > 3) return true;
  if (written.length === 3) {
    if (lead === 'â')
      return next === '€' || !LETTER.test(before) || (!BEHIND_WORD.test(next) && !LETTER.test(next));
    return decoded === '\ufeff' || decoded === '\ufe0f';
  }
  // Sharp s before a dash or a quote is German, a cross before a number a product.
  if (/[ß×ØÞŞİ]/.test(lead)) return false;
  if (/[ÂÃ]/.test(lead)) {
    if (!BEHIND_WORD.test(next)) return true;
    if (!CAPITAL.test(before)) return true;
    return LETTER.test(after) && !GLUE.test(next);
  }
  if (LETTER.test(next)) return SMALL.test(before) && LETTER.test(after);
  if (SMALL.test(before)) return true;
  return LETTER.test(after) && !GLUE.test(next) && !CAPITAL.test(before);
}

/** Pages of DOS: lines of boxes, and letters with accents behind them. */
function isSureInDos(written: string, before: string): boolean {
  const [lead = '', next = ''] = written;
  if (written.length > 3) return true;
  if (written.length === 3)
    return lead === 'Γ' || (lead === 'Ô' && !LETTER.test(before) && /[Ç£åéÜ]/u.test(next));
  if (/[─┼]/u.test(lead) && LETTER.test(before)) return true;
  return /[├┬]/u.test(lead) && !/[\u2500-\u259f]/u.test(next + before);
}

/** Mac Roman: roots and low quotes with letters behind them. */
function isSureInMac(written: string, before: string): boolean {
  const [lead = '', next = ''] = written;
  if (written.length > 3) return true;
  if (written.length === 3) return lead === '‚';
  if (/[ƒ≈∆]/u.test(lead)) return LETTER.test(before);
  if (!/[√¬]/u.test(lead)) return false;
  if (/[π∑∏∫∞Ω∆≈≤≥≠±µ]/u.test(next)) return LETTER.test(before);
  return true;
}

const READERS: readonly Reader[] = [
  new Reader(WINDOWS_1252, isSureInWindows),
  new Reader(WINDOWS_1254, isSureInWindows),
  new Reader(LATIN_1, isSureInWindows),
  new Reader(IBM_437, isSureInDos),
  new Reader(IBM_850, isSureInDos),
  new Reader(MAC_ROMAN, isSureInMac),
];

const PAGES: readonly CodePage[] = [WINDOWS_1252, WINDOWS_1254, LATIN_1, IBM_437, IBM_850, MAC_ROMAN];

/** Most documents have nothing that could be damage; one look over the text for two characters says so. */
const CANDIDATE = new RegExp(`[${charactersOf(0xc2, 0xf4)}][${charactersOf(0x80, 0xbf)}]`);

/** What the bytes of a range are in any of the pages. */
function charactersOf(from: number, to: number): string {
  const all = PAGES.map(({ high }) => high.slice(from - 0x80, to - 0x80 + 1)).join('');
  return escapeSet([...new Set(all.split(''))].join(''));
}
