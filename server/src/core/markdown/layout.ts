import { Chunk, type Piece, SourceText, type Span, computeLineStarts, lastUpTo } from '../text/source.ts';
import type { Cut } from './boundaries.ts';
import { HEADING, type Opening, isSameOpening } from './longBlocks.ts';
import { Part, type PartText } from './part.ts';

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
    return lastUpTo(this.#realStarts, offset);
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

  /** The 0-based line of the stable text that stands above one in the document: room is left out. */
  lineAbove(line: number): number {
    const index = searchBy(this.parts, (part) => part.line, line - 1);
    const part = this.parts[index];
    const next = this.realLines[index + 1];
    if (!this.hasRoom || !part || next === undefined) return line - 1;
    return Math.min(line - 1, part.line + Math.max(0, next - (this.realLines[index] ?? 0) - 1));
  }

  /** The 0-based line of the stable text that stands below one in the document: room is left out. */
  lineBelow(line: number): number {
    const index = searchBy(this.parts, (part) => part.line, line);
    const part = this.parts[index];
    const next = this.realLines[index + 1];
    if (!this.hasRoom || !part || next === undefined) return line + 1;
    const count = next - (this.realLines[index] ?? 0);
    return line + 1 < part.line + count ? line + 1 : (this.parts[index + 1]?.line ?? line + 1);
  }
}

/** A text with room for edits, which knows the lines of the document itself. Each part and its room are a chunk. */
class StableText extends SourceText {
  layout: Layout | undefined;

  override get pieces(): readonly Piece[] {
    return this.layout?.parts ?? super.pieces;
  }

  override lineAbove(line: number): number {
    return this.layout ? this.layout.lineAbove(line) : super.lineAbove(line);
  }

  override lineBelow(line: number): number {
    return this.layout ? this.layout.lineBelow(line) : super.lineBelow(line);
  }

  override lineNumber(line: number): number {
    return this.layout ? this.layout.toRealLine(line - 1) + 1 : line;
  }
}

/** @param cuts where parts start, but for the first. */
export function layOut(
  source: SourceText,
  frontMatter: Span | null,
  cuts: readonly Cut[],
  room: Room,
): Layout {
  const pieces = cutUp(source, { from: 0, to: source.length, opening: HEADING }, cuts);
  if (room === NO_ROOM) {
    const parts = pieces.map((piece, index) => {
      const from = cuts[index - 1]?.at ?? 0;
      return new Part({ from, line: source.lineAt(from) }, piece, index === 0 ? frontMatter?.to : 0);
    });
    return new Layout(source, source, parts, room);
  }
  const placed = place(pieces, {
    start: { from: 0, line: 0 },
    extraOf: ({ text }) => generous(text, room),
    frontMatter,
  });
  return new Layout(source, new StableText(placed.chunks), placed.parts, room);
}

/**
 * The layout after the text of some parts changed.
 * @param first index of the first part that changed.
 * @param next index of the first part behind the change.
 * @param cuts where in `source` parts start within the changed stretch.
 */
export function relayOut(
  before: Layout,
  source: SourceText,
  frontMatter: Span | null,
  { first, next }: { readonly first: number; readonly next: number },
  cuts: readonly Cut[],
): Layout {
  if (!before.hasRoom) return withoutRoom(before, source, frontMatter, { first, next }, cuts);
  const delta = source.length - before.source.length;
  const stretch = {
    from: before.realStart(first),
    to: before.realStart(next) + delta,
    opening: before.parts[first]?.opening ?? HEADING,
  };
  const pieces = cutUp(source, stretch, cuts);
  const same = countSame(before.parts.slice(first, next), pieces);
  const start = first + same.atStart;
  const changed: PartText[] = pieces.slice(same.atStart, pieces.length - same.atEnd);
  let end = next - same.atEnd;
  let placed = fit(before, start, end, changed, frontMatter);
  for (let more = 4; !placed && end < before.parts.length; more *= 4) {
    // The parts behind give of their room; they are read anew at their new places.
    const behind = before.parts.slice(end, end + more);
    changed.push(...behind);
    end += behind.length;
    placed = fit(before, start, end, changed, frontMatter);
  }
  if (!placed) return layOut(source, frontMatter, allCuts(before, first, next, delta, cuts), before.room);
  const { chunks } = before.stable;
  const stable = new StableText(chunks.slice(0, start).concat(placed.chunks, chunks.slice(end)));
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
  cuts: readonly Cut[],
): Layout {
  const delta = source.length - before.source.length;
  return layOut(source, frontMatter, allCuts(before, first, next, delta, cuts), NO_ROOM);
}

function allCuts(before: Layout, first: number, next: number, delta: number, cuts: readonly Cut[]): Cut[] {
  const starts = before.parts.map(({ opening }, index) => ({ at: before.realStart(index), opening }));
  const behind = starts.slice(next).map(({ at, opening }) => ({ at: at + delta, opening }));
  return [...starts.slice(1, first + 1), ...cuts, ...behind];
}

function cutUp(
  source: SourceText,
  { from, to, opening }: Span & { readonly opening: Opening },
  cuts: readonly Cut[],
): PartText[] {
  const starts = [{ at: from, opening }, ...cuts];
  return starts.map((start, index) => ({
    text: source.slice({ from: start.at, to: starts[index + 1]?.at ?? to }),
    opening: start.opening,
  }));
}

/** How many parts at the start and at the end did not change; one old and one new part stay to hold the room. */
function countSame(old: readonly Part[], pieces: readonly PartText[]): { atStart: number; atEnd: number } {
  const most = Math.min(old.length, pieces.length) - 1;
  let atStart = 0;
  while (atStart < most && isSamePiece(old[atStart], pieces[atStart])) atStart++;
  let atEnd = 0;
  while (
    atEnd < most - atStart &&
    isSamePiece(old[old.length - 1 - atEnd], pieces[pieces.length - 1 - atEnd])
  )
    atEnd++;
  return { atStart, atEnd };
}

function isSamePiece(a: PartText | undefined, b: PartText | undefined): boolean {
  return a !== undefined && b !== undefined && a.text === b.text && isSameOpening(a.opening, b.opening);
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

/** The new pieces in the room of the old parts; undefined if they do not fit. */
function fit(
  before: Layout,
  start: number,
  end: number,
  pieces: readonly PartText[],
  frontMatter: Span | null,
): Placed | undefined {
  const head = before.parts[start];
  const tail = before.parts[end];
  if (!head) return undefined;
  const count = pieces.length;
  const previous = end === start + 1 && count === 1 ? head : undefined;
  const known = { start: head, frontMatter, previous, before: before.parts[start - 1] };
  if (!tail) return place(pieces, { ...known, extraOf: ({ text }) => generous(text, before.room) });
  const characters = tail.from - head.from - sumOf(pieces, ({ text }) => text.length);
  const lines = tail.line - head.line - sumOf(pieces, ({ text }) => countLineEnds(text));
  const each = { characters: Math.floor(characters / count), lines: Math.floor(lines / count) };
  const rest = {
    characters: characters - each.characters * (count - 1),
    lines: lines - each.lines * (count - 1),
  };
  if (each.lines < 1 || each.characters <= each.lines || rest.characters <= rest.lines) return undefined;
  const extraOf = (_: PartText, index: number): Extra => (index === count - 1 ? rest : each);
  const placed = place(pieces, { ...known, extraOf, isInside: true });
  // Rows behind know where the header of their table is.
  const last = placed.parts.at(-1);
  return tail.opening.kind === 'row' && tail.headFrom !== last?.headFrom ? undefined : placed;
}

function sumOf<T>(items: readonly T[], numberOf: (item: T) => number): number {
  return items.reduce((sum, item) => sum + numberOf(item), 0);
}

interface Placed {
  readonly parts: readonly Part[];
  /** The text of each with the room behind it. */
  readonly chunks: readonly Chunk[];
}

interface Placing {
  readonly start: { readonly from: number; readonly line: number };
  readonly extraOf: (piece: PartText, index: number) => Extra;
  readonly frontMatter: Span | null;
  /** The part before the first piece. */
  readonly before?: Part | undefined;
  /** What the only piece was before a change. */
  readonly previous?: Part | undefined;
  /** Something follows, so that the last piece has room behind it, too. */
  readonly isInside?: boolean;
}

function place(
  pieces: readonly PartText[],
  { start, extraOf, frontMatter, before, previous, isInside = false }: Placing,
): Placed {
  const parts: Part[] = [];
  const chunks: Chunk[] = [];
  let { from, line } = start;
  for (const [index, piece] of pieces.entries()) {
    const frontMatterTo = from === 0 ? frontMatter?.to : 0;
    parts.push(new Part({ from, line }, piece, frontMatterTo, parts[index - 1] ?? before, previous));
    const isLast = index === pieces.length - 1 && !isInside;
    const extra = isLast ? NOTHING : extraOf(piece, index);
    const room = ' '.repeat(extra.characters - extra.lines) + '\n'.repeat(extra.lines);
    const chunk = new Chunk(piece.text + room);
    chunks.push(chunk);
    from += chunk.text.length;
    line += chunk.lineEnds;
  }
  return { parts, chunks };
}

const NOTHING: Extra = { characters: 0, lines: 0 };

function countLineEnds(text: string): number {
  return computeLineStarts(text).length - 1;
}

/** Index of the part that holds an offset of the tree's `source`, room included. */
export function partIndexAt(parts: readonly Part[], offset: number): number {
  let low = 0;
  let high = parts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((parts[middle]?.from ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
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
