import type { Effort, RoadmapDocument, Total } from '../../model/document.ts';
import { addEfforts, type EffortSum, type WorkTime } from '../../model/effort.ts';
import { readEffort } from '../../parse/effort.ts';
import { Remembered } from '../../remember.ts';
import { type Piece, SourceText, type Span } from '../../text/source.ts';
import { lowerBound } from '../../text/spans.ts';
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
  const columns = [...writingIn(document.source, extent)].flatMap(({ tables }) =>
    tables.flatMap(({ efforts }) => efforts),
  );
  const above = linesAbove(document, total).map((line) => readEffort(line)?.effort ?? null);
  return [...columns, above].map((efforts) => addEfforts(efforts, time));
}

/** The same for numbers: rows, boxes and items of an extent, numbers in columns and in the lines above. */
export function writtenCounts(document: RoadmapDocument, total: Total, extent: Span): ReadonlySet<number> {
  const { source } = document;
  const writing = [...writingIn(source, extent)];
  const tables = writing.flatMap((each) => each.tables);
  return new Set([
    ...tables.flatMap(({ rowCount, counts }) => [rowCount, ...counts]),
    add(tables.map(({ rowCount }) => rowCount)),
    add(writing.map(({ boxes }) => boxes)),
    add(writing.map(({ items }) => items)),
    add(writing.map(({ ordered }) => ordered)),
    add(linesAbove(document, total).map((line) => Number(/\d+/.exec(line)?.[0] ?? 0))),
    ...listedCounts(source, source.lineAt(total.span.from)),
  ]);
}

/** Whether rows that stand among the tasks of a subject are none of them, so that what these come to is not all. */
export function hasOtherRows({ source }: RoadmapDocument, { tasks }: Subject, extent: Span): boolean {
  const lines = new Set(tasks.flatMap(({ form, line }) => (form === 'row' ? [line - 1] : [])));
  if (lines.size === 0) return false;
  return [...writingIn(source, extent)].some(({ line, tables }) =>
    tables.some(({ rowCount, firstLine }) => {
      const rows = Array.from({ length: rowCount }, (_, index) => line + firstLine + index);
      const count = rows.filter((row) => lines.has(row)).length;
      return count > 0 && count < rowCount;
    }),
  );
}

/** What a stretch of text holds, as numbers. */
interface Writing {
  readonly tables: readonly WrittenTable[];
  /** List items with a box, at any depth. */
  readonly boxes: number;
  /** List items at the margin, and those of them with a number. */
  readonly items: number;
  readonly ordered: number;
}

interface WrittenTable {
  readonly rowCount: number;
  /** 0-based, from the start of the stretch. */
  readonly firstLine: number;
  /** The columns that hold nothing but estimates. */
  readonly efforts: readonly (readonly Effort[])[];
  /** The sums of the columns that hold nothing but numbers. */
  readonly counts: readonly number[];
}

const known = new Remembered<Piece, Writing>();

/** The writing of an extent, piece by piece; `line` is the 0-based one at which a piece starts. */
function* writingIn(source: SourceText, { from, to }: Span): Iterable<Writing & { readonly line: number }> {
  const { pieces } = source;
  const first = Math.max(0, lowerBound(pieces, (piece) => piece.from, from + 1) - 1);
  for (const piece of pieces.slice(first)) {
    if (piece.from >= to) return;
    const end = piece.from + piece.text.length;
    const isWhole = from <= piece.from && end <= to;
    const start = Math.max(from, piece.from);
    const writing = isWhole
      ? known.read(piece, [], () => readWriting(piece.text))
      : readWriting(source.slice({ from: start, to: Math.min(to, end) }));
    yield { ...writing, line: source.lineAt(start) };
  }
}

function readWriting(text: string): Writing {
  const source = new SourceText(text);
  const tables = [...tablesIn(source, { from: 0, to: text.length })].map((table) => ({
    rowCount: table.rows.length,
    firstLine: table.firstLine,
    efforts: table.headers.flatMap((_, column) => {
      const efforts = effortsIn(table, column, null);
      return efforts === null ? [] : [efforts];
    }),
    counts: table.headers.flatMap((_, column) => add(countsIn(table, column) ?? [])),
  }));
  const count = (pattern: RegExp): number => [...text.matchAll(pattern)].length;
  return {
    tables,
    boxes: count(/^[ \t>]*(?:[-*+]|\d+[.)])[ \t]+\[.\]/gmu),
    items: count(/^(?:[-*+]|\d+[.)])[ \t]/gm),
    ordered: count(/^\d+[.)][ \t]/gm),
  };
}

function add(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

/** The values of the lines right above a total: `Testing: 3-4 hours` in the same paragraph or list. */
function linesAbove({ source, totals }: RoadmapDocument, total: Total): string[] {
  const lines: string[] = [];
  for (let line = source.lineAt(total.span.from) - 1; line >= 0; line--) {
    const text = source.lineText(line);
    if (text.trim() === '' || /^\s*[#|]/.test(text)) break;
    // What is a total itself may be as wrong.
    const isTotal = totals[lowerBound(totals, (other) => other.line, line + 1)]?.line === line + 1;
    if (!isTotal) lines.push(text.replace(/^[^:：]*[:：]/u, ''));
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
