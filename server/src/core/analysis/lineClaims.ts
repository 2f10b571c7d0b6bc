import type { Reference } from '../model/document.ts';
import { Remembered } from '../remember.ts';
import type { SourceText, Span } from '../text/source.ts';

/** How long a document says that a file is: `(726 LOC)`, `(~200 lines)`, or the column of a table. */
export interface LineClaim {
  readonly count: number;
  /** The digits. */
  readonly span: Span;
  /** `~200`, `about 200`. */
  readonly isApproximate: boolean;
  /** `450+` */
  readonly isAtLeast: boolean;
  /** Lines of code: some count those without blank lines and comments. */
  readonly isOfCode: boolean;
}

/** What the document says beside the mention of a file about its length; undefined where it says nothing. */
export function lineClaimOf(source: SourceText, reference: Reference): LineClaim | undefined {
  if (reference.kind !== 'file' || reference.ranges.length > 0) return undefined;
  // In a part of the document that changed, each reference is another value.
  return known.read(reference, [], () => readBehind(source, reference) ?? readColumn(source, reference));
}

const known = new Remembered<Reference, LineClaim | undefined>();

const BEHIND =
  /^[`*_)\]]*\s*(?:\(|[—–]\s|-\s|:\s)\s*(?:now |currently )?((?:[~≈]|about |approx\.? |ca\. )\s*)?(\d{1,3}(?:,\d{3})+|\d{2,6})(\+?)\s*(LOC|SLOC|lines of code|lines|Zeilen|lignes|líneas|linhas|строк\p{L}*|行)(?![\p{L}\d])\s*(\+|[-–—→>]|to\b)?/iu;

function readBehind(source: SourceText, { span }: Reference): LineClaim | undefined {
  const end = source.lineSpan(source.lineAt(span.to)).to;
  const text = source.slice({ from: span.to, to: Math.min(end, span.to + 60) });
  const match = BEHIND.exec(text);
  // `200 lines → 80`: what was, and what is to be.
  if (match === null || (match[5] !== undefined && match[5] !== '-' && match[5] !== '–' && match[5] !== '—'))
    return undefined;
  const [whole, about, digits = '', plus, unit = ''] = match;
  const from = span.to + whole.indexOf(digits);
  return toClaim(digits, from, about !== undefined, plus === '+', /LOC|code/i.test(unit));
}

/** The number in the column Lines beside the file. */
function readColumn(source: SourceText, { span, line }: Reference): LineClaim | undefined {
  const at = line - 1;
  const row = source.lineText(at);
  if (!row.trimStart().startsWith('|')) return undefined;
  const headers = headerAbove(source, at);
  const column = headers?.findIndex((header) => HEADER.test(plain(header))) ?? -1;
  if (headers === undefined || column < 0) return undefined;
  const cells = cellsOf(row, source.lineSpan(at).from);
  const own = cells.findIndex(({ from, to }) => from <= span.from && span.to <= to);
  const cell = cells[column];
  if (cell === undefined || own === column || !OF_FILE.test(plain(headers[own] ?? ''))) return undefined;
  const match = CELL.exec(source.slice(cell));
  if (match === null) return undefined;
  const [whole, about, digits = '', plus, unit = ''] = match;
  const isOfCode = /LOC|code/i.test(unit) || /LOC|code/i.test(headers[column] ?? '');
  return toClaim(digits, cell.from + whole.indexOf(digits), about !== undefined, plus === '+', isOfCode);
}

const HEADER =
  /^(?:# ?(?:of )?)?(?:current |actual )?(?:lines|lines of code|line count|loc|sloc|size \((?:lines|loc)\)|zeilen|lignes|líneas|linhas|строк\p{L}*|行数)(?: \(loc\))?$/iu;
const OF_FILE = /(?:file|path|module|script|component|name|class|datei|archivo|fichier|файл|文件)/i;
const CELL = /^\s*[*_]{0,2}([~≈]\s*)?(\d{1,3}(?:,\d{3})+|\d{1,6})(\+?)\s*(LOC|SLOC|lines)?[*_]{0,2}\s*$/i;

function toClaim(
  digits: string,
  from: number,
  isApproximate: boolean,
  isAtLeast: boolean,
  isOfCode: boolean,
): LineClaim {
  const span = { from, to: from + digits.length };
  return { count: Number(digits.replaceAll(',', '')), span, isApproximate, isAtLeast, isOfCode };
}

/** The cells of the header of the table that the row stands in. */
function headerAbove(source: SourceText, row: number): readonly string[] | undefined {
  for (let at = row - 1; at > 0 && row - at < MOST_ROWS; at--) {
    const text = source.lineText(at);
    if (!text.trimStart().startsWith('|')) return undefined;
    if (!/^[\s|:-]+$/.test(text)) continue;
    const from = source.lineSpan(at - 1).from;
    return cellsOf(source.lineText(at - 1), from).map((cell) => source.slice(cell));
  }
  return undefined;
}

const MOST_ROWS = 300;

/** A bar in code marks parts cells too, unless it is escaped. */
function cellsOf(row: string, offset: number): readonly Span[] {
  const bars = [...row.matchAll(/(?<!\\)\|/g)].map(({ index }) => index);
  return bars.slice(0, -1).map((bar, index) => ({
    from: offset + bar + 1,
    to: offset + (bars[index + 1] ?? row.length),
  }));
}

function plain(text: string): string {
  return text.replace(/[*_`]/g, '').trim();
}

/** Whether a file of so many lines makes the claim wrong: it is off by more than a tenth. */
export function isWrong({ count, isApproximate, isAtLeast, isOfCode }: LineClaim, lines: number): boolean {
  const slack = Math.max(isApproximate ? 0.25 : 0.1, 2 / Math.max(1, lines));
  if (count > lines * (1 + slack)) return true;
  // Blank lines and comments may not be counted.
  return !isAtLeast && count < lines * (isOfCode ? 0.75 - slack + 0.1 : 1 - slack);
}
