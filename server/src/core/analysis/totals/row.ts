import type { Effort, RoadmapDocument, Total } from '../../model/document.ts';
import { COUNTED_NOUN, TOTAL_WORD } from '../../parse/totals.ts';
import { anyCase } from '../../text/patterns.ts';
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
  /** The row says that its work is done. */
  readonly isDone: readonly boolean[];
  /** The row has no name: it may be a part of what the row above sums, or go on with it. */
  readonly isNameless: readonly boolean[];
  /** Some rows state a limit (`<1 min`) and no amount. */
  readonly hasLimits: boolean;
  /** The header of the column of efforts says when something comes about, not how long it takes (`Timeframe`). */
  readonly isTimeframe: boolean;
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
    ...describeRows(table, effortColumn),
  };
}

/** Whether another column of a total row is the sum of the rows above it: then the rows are parts of it. */
export function addsUpElsewhere({ source }: RoadmapDocument, { span, tasks, effort }: Total): boolean {
  const line = source.lineAt(span.from);
  const table = isRowAt(source, line) ? tableEndingAt(source, source.lineAbove(line)) : null;
  if (table === null) return false;
  return cellTexts(source, line).some((cell, column) => {
    const stated = numberAtStart(cell);
    const isOwn = stated === tasks || (effort !== null && cell.includes(effort.text));
    const counts = column === 0 || stated === null || isOwn ? null : countsIn(table, column);
    return counts !== null && stated !== 0 && counts.reduce((sum, count) => sum + count, 0) === stated;
  });
}

/** Whether the column of a total row that states its number says that it counts tasks. */
export function countsTasks({ source }: RoadmapDocument, { span, tasks }: Total): boolean {
  const line = source.lineAt(span.from);
  const table = isRowAt(source, line) ? tableEndingAt(source, line) : null;
  const column = cellTexts(source, line).findIndex((cell, at) => at > 0 && numberAtStart(cell) === tasks);
  return TASK_NOUN.test(table?.headers[column] ?? '');
}

const TASK_NOUN = anyCase`^[^\p{L}]*(?:number of |total )?${COUNTED_NOUN}(?:数|數|数量|수)?(?!\p{L})`;

function describeRows(
  table: TextTable,
  effortColumn: number,
): Pick<RowsAbove, 'isOptional' | 'isDone' | 'isNameless' | 'hasLimits' | 'isTimeframe'> {
  return {
    isOptional: optionalRows(table),
    isDone: table.rows.map((cells) => cells.some((cell) => DONE_CELL.test(cell))),
    isNameless: table.rows.map(([name]) => name === ''),
    hasLimits: table.rows.some((cells) => /^\s*(?:[<>≤≥]|&[lg]t;)/.test(cells[effortColumn] ?? '')),
    isTimeframe: TIMEFRAME.test(table.headers[effortColumn] ?? ''),
  };
}

const TIMEFRAME =
  /^\P{L}*(?:time ?frame|time horizon|horizon|zeitraum|zeitrahmen|plazo|prazo|horizonte|délai|échéance|срок)(?!\p{L})/iu;

/** The estimates of the table right above a total that stands below it: the first column that holds only such. */
export function tableAbove({ source }: RoadmapDocument, total: Total): RowsAbove | null {
  let line = source.lineAt(total.span.from) - 1;
  while (line > 0 && source.lineText(line).trim() === '') line--;
  const table = isRowAt(source, line) ? tableEndingAt(source, line) : null;
  if (table === null || !hasPlainRows(table)) return null;
  const columns = table.headers.map((_, column) => effortsIn(table, column, null));
  const column = columns.findIndex((each, at) => at > 0 && each !== null);
  const efforts = columns[column] ?? null;
  return efforts && { efforts, counts: null, ...describeRows(table, column) };
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

/** A cell that is nothing but a state. */
const DONE_CELL =
  /^[^\p{L}\p{N}]*(?:[✅✓✔☑]|(?:done|completed?|erledigt|fertig|hecho|completad[oa]|terminé|готово|已完成|完成|完了|완료)(?!\p{L}))[^\p{L}\p{N}]*(?:done|completed?)?[^\p{L}\p{N}]*$/iu;

function optionalRows({ rows }: TextTable): readonly boolean[] {
  return rows.map((cells) => /optional|stretch|deferred|nice[- ]to[- ]have/i.test(cells.join(' ')));
}
