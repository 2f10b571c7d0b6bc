import type { RoadmapDocument, Total } from '../../model/document.ts';
import { addEfforts, type EffortSum, type WorkTime } from '../../model/effort.ts';
import { readEffort } from '../../parse/effort.ts';
import type { SourceText, Span } from '../../text/source.ts';
import type { Subject } from './subject.ts';
import { countsIn, effortsIn, tablesIn } from './table.ts';

/**
 * What the text itself adds up to, read as lines: not every list is a list of tasks, and a total that equals
 * what stands beside it is right, whatever the model took for a task.
 */
export function writtenSums(
  document: RoadmapDocument,
  total: Total,
  extent: Span,
  time: WorkTime,
): EffortSum[] {
  const { source } = document;
  const columns = [...tablesIn(source, extent)].flatMap((table) =>
    table.headers.map((_, column) => effortsIn(table, column, null)),
  );
  const above = linesAbove(document, total).map((line) => readEffort(line)?.effort ?? null);
  return [...columns.flatMap((efforts) => (efforts === null ? [] : [efforts])), above].map((efforts) =>
    addEfforts(efforts, time),
  );
}

/** Whether rows that stand among the tasks of a subject are none of them, so that what these come to is not all. */
export function hasOtherRows({ source }: RoadmapDocument, { tasks }: Subject, extent: Span): boolean {
  const lines = new Set(tasks.flatMap(({ form, line }) => (form === 'row' ? [line - 1] : [])));
  if (lines.size === 0) return false;
  return [...tablesIn(source, extent)].some(({ rows, firstLine }) => {
    const count = rows.filter((_, index) => lines.has(firstLine + index)).length;
    return count > 0 && count < rows.length;
  });
}

/** The same for numbers: rows, boxes and items of an extent, numbers in columns and in the lines above. */
export function writtenCounts(document: RoadmapDocument, total: Total, extent: Span): ReadonlySet<number> {
  const { source } = document;
  const tables = [...tablesIn(source, extent)];
  const sum = (numbers: readonly number[]): number => numbers.reduce((all, number) => all + number, 0);
  const columns = tables.flatMap((table) =>
    table.headers.flatMap((_, column) => sum(countsIn(table, column) ?? [])),
  );
  const text = source.slice(extent);
  const count = (pattern: RegExp): number => [...text.matchAll(pattern)].length;
  const above = linesAbove(document, total).map((line) => Number(/\d+/.exec(line)?.[0] ?? 0));
  return new Set([
    ...tables.map(({ rows }) => rows.length),
    sum(tables.map(({ rows }) => rows.length)),
    ...columns,
    count(/^[ \t>]*(?:[-*+]|\d+[.)])[ \t]+\[.\]/gmu),
    count(/^(?:[-*+]|\d+[.)])[ \t]/gm),
    count(/^\d+[.)][ \t]/gm),
    sum(above),
    ...listedCounts(source, source.lineAt(total.span.from)),
  ]);
}

/** The values of the lines right above a total: `Testing: 3-4 hours` in the same paragraph or list. */
function linesAbove({ source, totals }: RoadmapDocument, total: Total): string[] {
  const lines: string[] = [];
  for (let line = source.lineAt(total.span.from) - 1; line >= 0; line--) {
    const text = source.lineText(line);
    if (text.trim() === '' || /^\s*[#|]/.test(text)) break;
    // What is a total itself may be as wrong.
    if (!totals.some((other) => other.line === line + 1)) lines.push(text.replace(/^[^:：]*[:：]/u, ''));
  }
  return lines;
}

/** How many things a line lists itself: in brackets, or in a list below it. */
function listedCounts(source: SourceText, line: number): number[] {
  const brackets = [...source.lineText(line).matchAll(/[(（]([^()（）]*)[)）]/gu)].map(
    ([, inner = '']) => inner,
  );
  const listed = brackets.map((inner) => inner.split(/[,，、;&+]|\s(?:and|und|y|et)\s/u).length);
  return [...listed, itemsBelow(source, line)];
}

/** Items of the list right below a line, or of the one nested in the item on that line. */
function itemsBelow(source: SourceText, line: number): number {
  const own = ITEM.exec(source.lineText(line))?.[1]?.length ?? -1;
  let indent: number | undefined;
  let count = 0;
  for (let next = line + 1; next < source.lineCount; next++) {
    const text = source.lineText(next);
    if (text.trim() === '') continue;
    const depth = ITEM.exec(text)?.[1]?.length;
    const margin = /^\s*/.exec(text)?.[0].length ?? 0;
    if (depth === undefined && margin <= Math.max(own, 0)) break;
    if (depth === undefined) continue;
    if (depth <= own) break;
    indent ??= depth;
    if (depth === indent) count++;
    else if (depth < indent) break;
  }
  return count;
}

const ITEM = /^(\s*)(?:[-*+]|\d+[.)])\s/;
