import type { Effort, RoadmapDocument, Total } from '../../model/document.ts';
import { TOTAL_WORD } from '../../parse/totals.ts';
import {
  cellTexts,
  countsIn,
  effortsIn,
  isRowAt,
  numberAtStart,
  tableEndingAt,
  type TextTable,
} from './table.ts';

/** What the rows above a total state in its columns. */
export interface RowsAbove {
  /** Null: not all of them state an effort, or the total states none. */
  readonly efforts: readonly Effort[] | null;
  /** Null: not all of them state a number, or the total states none. */
  readonly counts: readonly number[] | null;
  /** The row says that it need not be done. */
  readonly isOptional: readonly boolean[];
}

/** Whether the total is the last row of a table and sums the rows above it, not a group that it names. */
export function isTotalRow({ source }: RoadmapDocument, { span }: Total): boolean {
  const line = source.lineAt(span.from);
  if (!isRowAt(source, line)) return false;
  return TOTAL_WORD.test(cellTexts(source, line)[0] ?? '');
}

/** The rows above a total row; null if there are none, or totals among them, or further rows below. */
export function rowsAbove({ source }: RoadmapDocument, total: Total): RowsAbove | null {
  const line = source.lineAt(total.span.from);
  if (isRowAt(source, source.lineBelow(line))) return null;
  const table = tableEndingAt(source, source.lineAbove(line));
  if (table === null || !hasPlainRows(table)) return null;
  const own = cellTexts(source, line);
  const { effort, tasks } = total;
  const effortColumn =
    effort === null ? -1 : own.findIndex((cell, at) => at > 0 && cell.includes(effort.text));
  const countColumn =
    tasks === null ? -1 : own.findIndex((cell, at) => at > 0 && numberAtStart(cell) === tasks);
  const hasUnit = /\d\s*\p{L}/u.test(own[effortColumn] ?? '');
  return {
    efforts:
      effort === null || effortColumn < 0
        ? null
        : effortsIn(table, effortColumn, hasUnit ? null : effort.unit),
    counts: countColumn < 0 ? null : countsAlike(table, countColumn, own[countColumn] ?? ''),
    isOptional: optionalRows(table),
  };
}

/** The estimates of the table right above a total that stands below it: the first column that holds only such. */
export function tableAbove({ source }: RoadmapDocument, total: Total): RowsAbove | null {
  let line = source.lineAt(total.span.from) - 1;
  while (line > 0 && source.lineText(line).trim() === '') line--;
  const table = isRowAt(source, line) ? tableEndingAt(source, line) : null;
  if (table === null || !hasPlainRows(table)) return null;
  const columns = table.headers.map((_, column) => effortsIn(table, column, null));
  const efforts = columns.find((each, column) => column > 0 && each !== null) ?? null;
  return efforts && { efforts, counts: null, isOptional: optionalRows(table) };
}

/** The numbers of a column that counts one kind of thing: `7 docs` and `3 features` make no `10 files`. */
function countsAlike(table: TextTable, column: number, total: string): readonly number[] | null {
  const cells = [total, ...table.rows.map((row) => row[column] ?? '')];
  const nouns = cells.flatMap((cell) => /^~?\d+\+?\s*(\p{L}+)/u.exec(cell)?.[1]?.toLowerCase() ?? []);
  return new Set(nouns.map((noun) => noun.replace(/s$/, ''))).size > 1 ? null : countsIn(table, column);
}

function hasPlainRows({ rows }: TextTable): boolean {
  return rows.length > 1 && !rows.some(([name]) => TOTAL_WORD.test(name ?? ''));
}

function optionalRows({ rows }: TextTable): readonly boolean[] {
  return rows.map((cells) => /optional|stretch|deferred|nice[- ]to[- ]have/i.test(cells.join(' ')));
}
