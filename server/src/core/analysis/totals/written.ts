import type { Effort, RoadmapDocument, Total } from '../../model/document.ts';
import { addEfforts, type EffortSum, type WorkTime } from '../../model/effort.ts';
import { readEffort } from '../../parse/effort.ts';
import { Remembered } from '../../remember.ts';
import { computeLineStarts, type Piece, SourceText, type Span } from '../../text/source.ts';
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
  return [...writingIn(source, extent)].some(({ lineAt, tables }) =>
    tables.some(({ rowCount, firstLine }) => {
      const rows = Array.from({ length: rowCount }, (_, index) => firstLine + index);
      const count = rows.filter((row) => lines.has(lineAt(row))).length;
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

/** Where a stretch stands. */
interface Placed {
  /** The 0-based line in the document of one counted from the start of the stretch. */
  readonly lineAt: (line: number) => number;
}

/** The writing of an extent, stretch by stretch. */
function* writingIn(source: SourceText, { from, to }: Span): Iterable<Writing & Placed> {
  const { pieces } = source;
  let first = Math.max(0, lowerBound(pieces, (piece) => piece.from, from + 1) - 1);
  while (first > 0 && pieces[first]?.goesOn === true) first--;
  for (let next: number; first < pieces.length && (pieces[first]?.from ?? to) < to; first = next) {
    next = first + 1;
    while (pieces[next]?.goesOn === true) next++;
    const inside = pieces.slice(first, next).filter((piece) => endOf(piece) > from && piece.from < to);
    const clipped = inside.map((piece) => clip(piece, { from, to }));
    const [piece] = inside;
    if (!piece) continue;
    const texts = clipped.map(({ text }) => text);
    const writing = inside.every((each, index) => each === clipped[index])
      ? known.read(piece, inside, () => readWriting(texts.join('')))
      : readWriting(texts.join(''));
    yield { ...writing, lineAt: linesOf(source, clipped) };
  }
}

function endOf({ from, text }: Piece): number {
  return from + text.length;
}

/** What of a piece stands in a span; the piece itself if all of it does. */
function clip(piece: Piece, { from, to }: Span): Piece {
  if (from <= piece.from && endOf(piece) <= to) return piece;
  const start = Math.max(from, piece.from);
  return { from: start, text: piece.text.slice(start - piece.from, Math.max(start, to) - piece.from) };
}

function linesOf(source: SourceText, pieces: readonly Piece[]): Placed['lineAt'] {
  let lines = 0;
  const starts = pieces.map(({ from, text }) => {
    const start = { at: lines, line: source.lineAt(from) };
    lines += computeLineStarts(text).length - 1;
    return start;
  });
  return (line) => {
    const start = starts.findLast(({ at }) => at <= line);
    return line + (start ? start.line - start.at : 0);
  };
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
  const first = source.lineAbove(source.lineAt(total.span.from));
  for (let line = first; line >= 0; line = source.lineAbove(line)) {
    const text = source.lineText(line);
    if (text.trim() === '' || /^\s*[#|]/.test(text)) break;
    // The label of the list: `**Time spent:**`.
    if (/[:：][*_\s]*$/u.test(text)) continue;
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
