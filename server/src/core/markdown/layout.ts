import { type Piece, SourceText, type Span, computeLineStarts } from '../text/source.ts';
import { Part } from './part.ts';

/** What a part may grow by before the offsets of all that follows change. */
export interface Room {
  readonly characters: number;
  readonly lines: number;
}

export const NO_ROOM: Room = { characters: 0, lines: 0 };

/** Enough for a person to type a while in one place; a part that needs more takes it from those behind it. */
export const EDITING_ROOM: Room = { characters: 256, lines: 12 };

/**
 * Where the parts of a document stand. An edit must not move the offsets of everything behind it, or nothing
 * that was found out there could be kept. So each part but the last has room behind it, filled with blank
 * lines: the *stable* text. A heading follows, so the blank lines mean nothing in Markdown.
 */
export class Layout {
  /** The document's own text. */
  readonly source: SourceText;
  /** The same text with room behind its parts; `source` itself where there is none. */
  readonly stable: SourceText;
  readonly parts: readonly Part[];
  readonly room: Room;
  readonly #realStarts: readonly number[];
  #realLines: readonly number[] | undefined;

  /** @param realLines if the caller knows them. */
  constructor(
    source: SourceText,
    stable: SourceText,
    parts: readonly Part[],
    room: Room,
    realLines?: readonly number[],
  ) {
    this.source = source;
    this.stable = stable;
    this.parts = parts;
    this.room = room;
    const starts: number[] = [];
    let at = 0;
    for (const { text } of parts) {
      starts.push(at);
      at += text.length;
    }
    this.#realStarts = starts;
    this.#realLines = realLines;
    if (stable instanceof StableText) stable.layout = this;
  }

  /** Whether offsets of the stable text are not those of the document. */
  get hasRoom(): boolean {
    return this.stable !== this.source;
  }

  /** The 0-based lines in the document at which the parts start: the same value while no edit moves any. */
  get realLines(): readonly number[] {
    return (this.#realLines ??= this.#realStarts.map((start) => this.source.lineAt(start)));
  }

  /** Index of the part that holds a real offset. */
  indexAt(offset: number): number {
    return search(this.#realStarts, offset);
  }

  /** Real offset at which a part starts; behind the last one, the end of the text. */
  realStart(index: number): number {
    return this.#realStarts[index] ?? this.source.length;
  }

  /** The offset in the document of one in the stable text; room counts as the end of its part. */
  toReal(offset: number): number {
    if (!this.hasRoom) return offset;
    const index = partIndexAt(this.parts, offset);
    const part = this.parts[index];
    return part ? this.realStart(index) + Math.min(offset - part.from, part.text.length) : offset;
  }

  /** The offset in the stable text of one in the document. */
  toStable(offset: number): number {
    if (!this.hasRoom) return offset;
    const index = this.indexAt(offset);
    return (this.parts[index]?.from ?? 0) + offset - this.realStart(index);
  }

  /** The 0-based line in the document of one in the stable text. */
  toRealLine(line: number): number {
    if (!this.hasRoom) return line;
    const index = searchBy(this.parts, (part) => part.line, line);
    const first = this.realLines[index] ?? 0;
    const next = this.realLines[index + 1] ?? this.source.lineCount;
    return Math.min(first + line - (this.parts[index]?.line ?? 0), Math.max(first, next - 1));
  }
}

/** A text with room for edits, which knows the lines of the document itself. */
class StableText extends SourceText {
  layout: Layout | undefined;

  override get pieces(): readonly Piece[] {
    return this.layout?.parts ?? super.pieces;
  }

  override lineNumber(line: number): number {
    return this.layout ? this.layout.toRealLine(line - 1) + 1 : line;
  }
}

/** @param cuts real offsets at which parts start, but for the first. */
export function layOut(
  source: SourceText,
  frontMatter: Span | null,
  cuts: readonly number[],
  room: Room,
): Layout {
  const texts = cutUp(source, 0, source.length, cuts);
  if (room === NO_ROOM) {
    const starts = [0, ...cuts];
    const parts = texts.map((text, index) => {
      const from = starts[index] ?? 0;
      return new Part(from, source.lineAt(from), text, index === 0 ? frontMatter?.to : 0);
    });
    return new Layout(source, source, parts, room);
  }
  const placed = place(texts, (text) => generous(text, room), { from: 0, line: 0 }, frontMatter);
  return new Layout(source, new StableText(placed.text, placed.lineStarts), placed.parts, room);
}

/**
 * The layout after the text of some parts changed.
 * @param first index of the first part that changed.
 * @param next index of the first part behind the change.
 * @param cuts real offsets in `source` at which parts start within the changed stretch.
 */
export function relayOut(
  before: Layout,
  source: SourceText,
  frontMatter: Span | null,
  { first, next }: { readonly first: number; readonly next: number },
  cuts: readonly number[],
): Layout {
  if (!before.hasRoom) return withoutRoom(before, source, frontMatter, { first, next }, cuts);
  const delta = source.length - before.source.length;
  const texts = cutUp(source, before.realStart(first), before.realStart(next) + delta, cuts);
  const same = countSame(before.parts.slice(first, next), texts);
  const start = first + same.atStart;
  const changed = texts.slice(same.atStart, texts.length - same.atEnd);
  let end = next - same.atEnd;
  let placed = fit(before, start, end, changed, frontMatter);
  for (let more = 4; !placed && end < before.parts.length; more *= 4) {
    // The parts behind give of their room; they are read anew at their new places.
    const behind = before.parts.slice(end, end + more);
    changed.push(...behind.map(({ text }) => text));
    end += behind.length;
    placed = fit(before, start, end, changed, frontMatter);
  }
  if (!placed) return layOut(source, frontMatter, allCuts(before, first, next, delta, cuts), before.room);
  const head = before.parts[start];
  const tail = before.parts[end];
  const { text, lineStarts } = before.stable;
  const stable = new StableText(
    text.slice(0, head?.from) + placed.text + (tail ? text.slice(tail.from) : ''),
    lineStarts.slice(0, head?.line).concat(placed.lineStarts, tail ? lineStarts.slice(tail.line) : []),
  );
  const parts = before.parts.slice(0, start).concat(placed.parts, before.parts.slice(end));
  const isOneForOne = end - start === 1 && placed.parts.length === 1;
  const keepsLines = isOneForOne && source.lineCount === before.source.lineCount;
  return new Layout(source, stable, parts, before.room, keepsLines ? before.realLines : undefined);
}

/** Parts before the change keep their offsets, those behind it are new. */
function withoutRoom(
  before: Layout,
  source: SourceText,
  frontMatter: Span | null,
  { first, next }: { readonly first: number; readonly next: number },
  cuts: readonly number[],
): Layout {
  const delta = source.length - before.source.length;
  return layOut(source, frontMatter, allCuts(before, first, next, delta, cuts), NO_ROOM);
}

function allCuts(
  before: Layout,
  first: number,
  next: number,
  delta: number,
  cuts: readonly number[],
): number[] {
  const starts = before.parts.map((_, index) => before.realStart(index));
  return [...starts.slice(1, first + 1), ...cuts, ...starts.slice(next).map((at) => at + delta)];
}

function cutUp(source: SourceText, from: number, to: number, cuts: readonly number[]): string[] {
  const ends = [...cuts, to];
  return ends.map((end, index) => source.text.slice(index === 0 ? from : ends[index - 1], end));
}

/** How many parts at the start and at the end did not change; one old and one new part stay to hold the room. */
function countSame(old: readonly Part[], texts: readonly string[]): { atStart: number; atEnd: number } {
  const most = Math.min(old.length, texts.length) - 1;
  let atStart = 0;
  while (atStart < most && old[atStart]?.text === texts[atStart]) atStart++;
  let atEnd = 0;
  while (atEnd < most - atStart && old[old.length - 1 - atEnd]?.text === texts[texts.length - 1 - atEnd])
    atEnd++;
  return { atStart, atEnd };
}

/** What is added behind a text: blanks and then line ends. */
interface Extra {
  /** Line ends included; more than there are of those: without one, the next heading were none. */
  readonly characters: number;
  readonly lines: number;
}

function generous(text: string, room: Room): Extra {
  const lines = room.lines + (countLineEnds(text) >> 2);
  return { characters: Math.max(lines + 1, room.characters + (text.length >> 2)), lines };
}

/** The new texts in the room of the old parts; undefined if they do not fit. */
function fit(
  before: Layout,
  start: number,
  end: number,
  texts: readonly string[],
  frontMatter: Span | null,
): Placed | undefined {
  const head = before.parts[start];
  const tail = before.parts[end];
  if (!head) return undefined;
  const previous = end === start + 1 && texts.length === 1 ? head : undefined;
  if (!tail) return place(texts, (text) => generous(text, before.room), head, frontMatter, previous);
  const characters = tail.from - head.from - texts.reduce((sum, text) => sum + text.length, 0);
  const lines = tail.line - head.line - texts.reduce((sum, text) => sum + countLineEnds(text), 0);
  const each = { characters: Math.floor(characters / texts.length), lines: Math.floor(lines / texts.length) };
  const rest = {
    characters: characters - each.characters * (texts.length - 1),
    lines: lines - each.lines * (texts.length - 1),
  };
  if (each.lines < 1 || each.characters <= each.lines || rest.characters <= rest.lines) return undefined;
  const extra = (_: string, index: number) => (index === texts.length - 1 ? rest : each);
  return place(texts, extra, head, frontMatter, previous, true);
}

interface Placed {
  readonly parts: readonly Part[];
  /** With the room behind the parts. */
  readonly text: string;
  /** Offsets in the whole stable text. */
  readonly lineStarts: readonly number[];
}

/** @param isInside something follows, so that the last text has room behind it, too. */
function place(
  texts: readonly string[],
  extraOf: (text: string, index: number) => Extra,
  start: { readonly from: number; readonly line: number },
  frontMatter: Span | null,
  previous?: Part,
  isInside = false,
): Placed {
  const parts: Part[] = [];
  const lineStarts: number[] = [];
  let whole = '';
  let { from, line } = start;
  for (const [index, text] of texts.entries()) {
    parts.push(new Part(from, line, text, from === 0 ? frontMatter?.to : 0, previous));
    const isLast = index === texts.length - 1 && !isInside;
    const extra = isLast ? NOTHING : extraOf(text, index);
    const filled = text + ' '.repeat(extra.characters - extra.lines) + '\n'.repeat(extra.lines);
    const starts = computeLineStarts(filled);
    // The line behind the room is the first of the next part.
    if (!isLast) starts.pop();
    for (const at of starts) lineStarts.push(from + at);
    whole += filled;
    from += filled.length;
    line += starts.length;
  }
  return { parts, text: whole, lineStarts };
}

const NOTHING: Extra = { characters: 0, lines: 0 };

function countLineEnds(text: string): number {
  return computeLineStarts(text).length - 1;
}

/** Index of the part that holds an offset of the tree's `source`, room included. */
export function partIndexAt(parts: readonly Part[], offset: number): number {
  return searchBy(parts, (part) => part.from, offset);
}

function search(values: readonly number[], wanted: number): number {
  return searchBy(values, (value) => value, wanted);
}

/** Index of the last item whose number is not above the wanted one; 0 if all are. */
function searchBy<T>(items: readonly T[], numberOf: (item: T) => number, wanted: number): number {
  let low = 0;
  let high = items.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const item = items[middle];
    if (item !== undefined && numberOf(item) <= wanted) low = middle;
    else high = middle - 1;
  }
  return low;
}
