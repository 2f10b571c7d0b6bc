import { anyCase, compile } from '../../text/patterns.ts';
import type { SourceText, Span } from '../../text/source.ts';

/** The lines that a mention gives beside its path. */
export interface LineNumbers {
  readonly ranges: readonly (readonly [number, number])[];
  /** One span per range: the digits and the dash between them. */
  readonly spans: readonly Span[];
  /** End of the whole expression, a closing bracket included. */
  readonly end: number;
}

const DIRECT = /:L?(?=\d)|#L(?=\d)/y;
// "line" in the languages of real roadmaps, with what people put between it and the path: a comma, a
// bracket, "around", "~". Every part is bounded, so a long line costs no more than a short one.
const FILLER = String.raw`[ \t\u00a0]{0,2}[,;:]?[ \t\u00a0]{0,2}[–—-]{0,2}[ \t\u00a0]{0,2}(?:[(\[](?:\p{L}{2,12} \d{1,3}, )?)?`;
const APPROXIMATELY = String.raw`(?:(?:at|on|in|around|near|about|approx(?:imately|\.)?|circa|ca\.?|see|from|starting|um|bei|auf|ab|sur|en|la|las|na|no|nas|nel|alla|alle|à|около|в|на)[ \t]{1,2}){0,3}(?:the[ \t])?[~≈±]?[ \t]?`;
const LINE = String.raw`(?:lines?|lns?\.?|zeilen?|z\.|lignes?|líneas?|lineas?|linhas?|righe|riga|linij[aeiu]|строк[аиеу]?|строках|regels?|rader?|linjer?|řádek|řádky|satır|第|行|줄|라인|l\.|l|≈[ \t]?l)`;
/** What stands there, between the file and its line: ` - function \`send\` on `. */
const SYMBOL = String.raw`(?:[ \t]{1,2}[–—-]{1,2}[ \t]{1,2}|[ \t]?\()(?:\p{L}{2,12}[ \t])?\x60[\w$]{1,40}(?:\(\))?\x60,?[ \t]`;
const WORDED = anyCase`^(?:${SYMBOL}|${FILLER})${APPROXIMATELY}${LINE}[ \t\u00a0]{0,2}[#:.]?[ \t]?[~≈]?[ \t]?(?=\d)`;
/** UTF-16 units; more than any such expression has. */
const LONGEST = 120;
const LOWER_L = compile(String.raw`(?<!\p{L})l[ \t]*$`);
const NUMBER =
  /L?(\d{1,6})(?:(?:[ \t]?(?:[-–—]|\.\.|~)[ \t]?|[ \t](?:to|through|bis|à|до)[ \t])L?(\d{1,6}))?/y;
const COLUMN = /:\d{1,5}/y;
const SEPARATOR =
  /[ \t]{0,2}(?:[,;/&+、，]|and|und|et|y|e|i|и|or|vs\.?|,[ \t]and|和)[ \t]{0,2}(?:lines?[ \t]|zeilen?[ \t]|lignes?[ \t])?(:|~|#?L)?(?=\d)/iy;

/**
 * Reads the line numbers that begin exactly at `at`: `:29`, `:3-9, 20-25`, `#L10-L20`, ` lines 85-100`,
 * ` (line 4)`, `, ~Zeile 1124`. Numbers that count something else (`: 95%`, `(226 lines)`) give null.
 * @param end nothing at or after it is read.
 */
export function readLineNumbers(source: SourceText, at: number, end: number): LineNumbers | null {
  const { text, from } = source.around({ from: at, to: Math.max(at, end) });
  return moved(readBehind(text, at - from, end - from), from);
}

function readBehind(text: string, at: number, end: number): LineNumbers | null {
  const worded = WORDED.exec(text.slice(at, Math.min(end, at + LONGEST)))?.[0].length ?? 0;
  const length = worded > 0 ? worded : (matchAt(DIRECT, text, at, end)?.[0].length ?? 0);
  const opening = text.slice(at, at + length);
  if (length === 0 || (worded > 0 && isLowerL(opening))) return null;
  const numbers = readNumbers(text, at + length, end, worded === 0);
  if (!numbers) return null;
  const bracket = /[([]/.exec(opening)?.[0];
  const close = bracket === '(' ? ')' : bracket === '[' ? ']' : null;
  return close !== null && text[numbers.end] === close ? { ...numbers, end: numbers.end + 1 } : numbers;
}

/** The numbers of a table cell that holds nothing else: `58`, `12-20`, `47, 183`, `L9`. */
export function readLineCell(source: SourceText, cell: Span): LineNumbers | null {
  const { text, from } = source.around(cell);
  const numbers = moved(readNumbers(text, cell.from - from, cell.to - from, false), from);
  return numbers?.end === cell.to ? numbers : null;
}

function moved(numbers: LineNumbers | null, by: number): LineNumbers | null {
  if (numbers === null || by === 0) return numbers;
  const spans = numbers.spans.map(({ from, to }) => ({ from: from + by, to: to + by }));
  return { ...numbers, spans, end: numbers.end + by };
}

function readNumbers(text: string, from: number, end: number, direct: boolean): LineNumbers | null {
  const ranges: (readonly [number, number])[] = [];
  const spans: Span[] = [];
  let at = from;
  let last = from;
  for (;;) {
    const number = matchAt(NUMBER, text, at, end);
    if (!number || !endsNumber(text, at + number[0].length, end)) break;
    const next = at + number[0].length;
    if (ranges.length > 0 && countsSomething(text, next, end)) break;
    ranges.push(toRange(number));
    spans.push({ from: at, to: next });
    last = next;
    if (direct && number[2] === undefined) last += matchAt(COLUMN, text, last, end)?.[0].length ?? 0;
    const separator = matchAt(SEPARATOR, text, last, end);
    if (!separator) break;
    at = last + separator[0].length;
  }
  return ranges.length === 0 ? null : { ranges, spans, end: last };
}

function toRange(number: RegExpExecArray): readonly [number, number] {
  const first = Number(number[1]);
  const second = number[2] === undefined ? first : Number(number[2]);
  return second < first ? [first, first] : [first, second];
}

const IN_A_WORD = compile(String.raw`[\p{L}\d_%]`);

/** A unit, a percent sign or a decimal point makes it another number. */
function endsNumber(text: string, at: number, end: number): boolean {
  if (at >= end) return true;
  const next = text[at] ?? '';
  if (IN_A_WORD.test(next)) return /[行줄]/.test(next);
  return !(next === '.' && /\d/.test(text[at + 1] ?? ''));
}

const WORD_BEHIND = anyCase`^[ \t]{1,2}(\p{L}+)`;

/** "line 5, 3 tests fail": a later number with a noun behind it is no line. */
function countsSomething(text: string, at: number, end: number): boolean {
  const after = text.slice(at, Math.min(end, at + 12));
  const word = WORD_BEHIND.exec(after)?.[1];
  if (word === undefined) return false;
  return /^(?:hour|hr|min|test|item|task|file|case|time|day|week|place|more|other|new|of)/.test(word);
}

/** The marks match in any case, but a lower-case `l` alone is no word for "line". */
function isLowerL(opening: string): boolean {
  return LOWER_L.test(opening);
}

function matchAt(pattern: RegExp, text: string, at: number, end: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  return found && at + found[0].length <= end ? found : null;
}
