import type { Effort } from '../../model/document.ts';
import { readEffort } from '../../parse/effort.ts';
import type { SourceText, Span } from '../../text/source.ts';

/** A table as text; the rules on totals look at columns that mean nothing to the model. */
export interface TextTable {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The 0-based line of the first row. */
  readonly firstLine: number;
}

/** Whether a 0-based line is a row of a table. */
export function isRowAt(source: SourceText, line: number): boolean {
  return /^\s*\|/.test(source.lineText(line));
}

/** The table of which a 0-based line is the last row; null if the line is in none. */
export function tableEndingAt(source: SourceText, last: number): TextTable | null {
  let first = last;
  const rows: string[][] = [];
  for (; first > 0 && isRowAt(source, first) && !isDelimiter(source.lineText(first));) {
    rows.push(cellTexts(source, first));
    first = source.lineAbove(first);
  }
  if (first <= 0 || !isDelimiter(source.lineText(first))) return null;
  const headers = cellTexts(source, source.lineAbove(first));
  return { headers, rows: rows.reverse(), firstLine: source.lineBelow(first) };
}

/** The tables in a span, by their last lines. */
export function* tablesIn(source: SourceText, { from, to }: Span): Iterable<TextTable> {
  const end = source.lineAt(to);
  for (let line = source.lineAt(from); line <= end; line++) {
    if (!isRowAt(source, line) || isRowAt(source, source.lineBelow(line))) continue;
    const table = tableEndingAt(source, line);
    if (table) yield table;
  }
}

/** The estimates in a column; null unless every row has one. */
export function effortsIn(
  { rows }: TextTable,
  column: number,
  unit: Effort['unit'] | null,
): readonly Effort[] | null {
  // `10 + 5 left` is a sum of its own.
  if (rows.some((cells) => /\d\s*\+\s*~?\d/.test(cells[column] ?? ''))) return null;
  const efforts = rows.flatMap((cells) => readEffort(cells[column] ?? '', unit)?.effort ?? []);
  return efforts.length === rows.length && efforts.every((each) => each.unit !== 'size') ? efforts : null;
}

/** The numbers in a column; null unless every row has one. */
export function countsIn({ rows }: TextTable, column: number): readonly number[] | null {
  const counts = rows.flatMap((cells) => numberAtStart(cells[column] ?? '') ?? []);
  return counts.length === rows.length ? counts : null;
}

/** `10`, `10 items`; a share, a range or a fraction is no number of things. */
export function numberAtStart(cell: string): number | null {
  const digits = /^~?(\d+)(?!\s*[%\d./–-])/.exec(cell)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** The contents of the cells of a 0-based line, without emphasis. */
export function cellTexts(source: SourceText, line: number): string[] {
  return cellsAt(source, line).map((span) =>
    source
      .slice(span)
      .replace(/[*_`~]/g, '')
      .trim(),
  );
}

/** Where the cells of a 0-based line are. */
export function cellsAt(source: SourceText, line: number): readonly Span[] {
  const { from, to } = source.lineSpan(line);
  const bars = [...source.slice({ from, to }).matchAll(/(?<!\\)\|/g)].map(({ index }) => from + index);
  const ends = bars.at(-1) === to - 1 ? bars.slice(1) : [...bars.slice(1), to];
  return ends.map((end, index) => ({ from: (bars[index] ?? from) + 1, to: end }));
}

function isDelimiter(text: string): boolean {
  return /^[\s|:-]+$/.test(text) && text.includes('-');
}
