import type { Effort, RoadmapDocument, Total } from '../../model/document.ts';
import { readEffort } from '../../parse/effort.ts';
import { TOTAL_WORD } from '../../parse/totals.ts';
import type { Span } from '../../text/source.ts';

/** What the rows above a total row state in its columns. */
export interface RowsAbove {
  /** Null: not all of them state an effort, or the total states none. */
  readonly efforts: readonly Effort[] | null;
  /** Null: not all of them state a number, or the total states none. */
  readonly counts: readonly number[] | null;
  /** The row says that it need not be done. */
  readonly isOptional: readonly boolean[];
}

/** Whether the text of a span is a row of a table. */
export function isRow({ source }: RoadmapDocument, span: Span): boolean {
  return /^\s*\|/.test(source.lineText(source.lineAt(span.from)));
}

/** Whether the total is the sum of the rows above it, not of one group that it names. */
export function isTotalRow(document: RoadmapDocument, { span }: Total): boolean {
  if (!isRow(document, span)) return false;
  return TOTAL_WORD.test(cellTexts(document, document.source.lineAt(span.from))[0] ?? '');
}

/** The rows between the header and a total row; null if one of them is a total, too, or there is no table. */
export function rowsAbove(document: RoadmapDocument, total: Total): RowsAbove | null {
  const line = document.source.lineAt(total.span.from);
  let first = line - 1;
  while (first > 0 && !isDelimiter(document.source.lineText(first))) {
    if (!/^\s*\|/.test(document.source.lineText(first))) return null;
    first--;
  }
  if (first <= 0) return null;
  const rows = Array.from({ length: line - first - 1 }, (_, index) => cellTexts(document, first + 1 + index));
  if (rows.length < 2 || rows.some(([name]) => TOTAL_WORD.test(name ?? ''))) return null;
  const headers = cellTexts(document, first - 1);
  const own = cellTexts(document, line);
  return {
    efforts: total.effort && effortsIn(rows, headers, own, total.effort),
    counts: total.tasks === null ? null : countsIn(rows, headers, own, total.tasks),
    isOptional: rows.map((cells) => /optional|stretch|deferred|nice[- ]to[- ]have/i.test(cells.join(' '))),
  };
}

/** The contents of a row's cells. */
export function cellsOf({ source }: RoadmapDocument, span: Span): readonly Span[] {
  const line = source.lineSpan(source.lineAt(span.from));
  const bars = [...source.slice(line).matchAll(/(?<!\\)\|/g)].map(({ index }) => line.from + index);
  const ends = bars.at(-1) === line.to - 1 ? bars.slice(1) : [...bars.slice(1), line.to];
  return ends.map((to, index) => ({ from: (bars[index] ?? line.from) + 1, to }));
}

function cellTexts(document: RoadmapDocument, line: number): string[] {
  return cellsOf(document, document.source.lineSpan(line)).map((span) =>
    document.source
      .slice(span)
      .replace(/[*_`~]/g, '')
      .trim(),
  );
}

function effortsIn(
  rows: readonly (readonly string[])[],
  headers: readonly string[],
  own: readonly string[],
  total: Effort,
): readonly Effort[] | null {
  const column = own.findIndex((cell, index) => index > 0 && cell.includes(total.text));
  if (column < 0) return null;
  const unit = /\d\s*\p{L}/u.test(own[column] ?? '') ? null : total.unit;
  const efforts = rows.map((cells) => readEffort(cells[column] ?? '', unit)?.effort ?? null);
  const known = efforts.flatMap((effort) => (effort === null || effort.unit === 'size' ? [] : [effort]));
  return headers[column] !== undefined && known.length === rows.length ? known : null;
}

function countsIn(
  rows: readonly (readonly string[])[],
  headers: readonly string[],
  own: readonly string[],
  total: number,
): readonly number[] | null {
  const column = own.findIndex((cell, index) => index > 0 && numberAtStart(cell) === total);
  if (column < 0 || headers[column] === undefined) return null;
  const counts = rows.map((cells) => numberAtStart(cells[column] ?? ''));
  const known = counts.flatMap((count) => count ?? []);
  return known.length === rows.length ? known : null;
}

/** `10`, `10 items`; a share, a range or a fraction is no number of things. */
function numberAtStart(cell: string): number | null {
  const digits = /^~?(\d+)(?!\s*[%\d./–-])/.exec(cell)?.[1];
  return digits === undefined ? null : Number(digits);
}

function isDelimiter(text: string): boolean {
  return /^[\s|:-]+$/.test(text) && text.includes('-');
}
