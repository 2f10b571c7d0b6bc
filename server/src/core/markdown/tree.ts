import { changedRange, Memory } from '../remember.ts';
import { changeBetween } from '../text/changeBetween.ts';
import type { SourceText, Span, TextChange } from '../text/source.ts';
import { BoundaryScan, type Cut, type Stretch } from './boundaries.ts';
import { type Layout, NO_ROOM, type Room, layOut, relayOut } from './layout.ts';
import { HEADING, isSameOpening } from './longBlocks.ts';
import type { Part } from './part.ts';

/**
 * The Markdown of one version of a document, as parts that are parsed one by one: see `boundaries.ts` for
 * where one ends. Everything that knows of Lezer lives in this folder.
 *
 * Front matter is not Markdown: it is blanked out before parsing, so that block positions stay those of
 * the file. Boxes (`[ ]`) are read from the text by `blocks.ts`, which knows more marks than GFM does.
 */
export interface MarkdownTree {
  /** The text that all offsets refer to: the document's own, or that with room behind its parts. */
  readonly source: SourceText;
  /** The document's own text, and the way between its offsets and those of `source`. */
  readonly layout: Layout;
  /** In document order; together they are the whole text. */
  readonly parts: readonly Part[];
  /** From the opening `---` to the end of the closing line, or null. */
  readonly frontMatter: Span | null;
  /** What was derived from this document's earlier versions, and may still be true of this one. */
  readonly memory: Memory;
  /** The version before the last upheaval, which may be taken back; null where none is near. */
  readonly former: Former | null;
  /** Another value after each upheaval, also one that is taken back. */
  readonly era: object;
}

/** A version that is kept, with what is known of it. */
interface Former {
  readonly tree: MarkdownTree;
  /** Edits since then. */
  readonly age: number;
}

/** An edit that gives up more parts than this is an upheaval: a fence or a comment was opened, or much was pasted. */
const UPHEAVAL = 4;

/** For so many edits the version before an upheaval is kept: a fence is opened, filled and closed again. */
const OLDEST = 1_000;

/**
 * Parses a whole document. Never fails: every text is Markdown.
 * @param room what parts may grow by before their offsets change; none for a text that nobody edits.
 */
export function parseMarkdown(
  source: SourceText,
  room: Room = NO_ROOM,
  memory: Memory = new Memory(),
): MarkdownTree {
  const frontMatter = findFrontMatter(source);
  const cuts = new BoundaryScan(source.text).scan({
    from: frontMatter?.to ?? 0,
    to: source.length,
    opening: HEADING,
    cutsLong: room !== NO_ROOM,
  });
  const layout = layOut(source, frontMatter, cuts, room);
  return { source: layout.stable, layout, parts: layout.parts, frontMatter, memory, former: null, era: {} };
}

/**
 * The tree after one change. Parts that the change does not touch stay the same values, at the same offsets. A change that
 * takes an upheaval back (a fence is closed, something undone) leads on from the version before that: what
 * was known then is known again.
 * @param change in offsets of the document's previous text; `source` is its text after it.
 */
export function updateMarkdown(previous: MarkdownTree, change: TextChange, source: SourceText): MarkdownTree {
  const next = updated(previous, change, source);
  if (!isUpheaval(previous, next)) return next;
  const former = previous.former?.tree;
  const back = former && updated(former, changeBetween(former.layout.source.text, source.text), source);
  if (back && !isUpheaval(former, back))
    return { ...back, former: { tree: { ...previous, former: null }, age: 0 }, era: {} };
  const memory = previous.memory.copy();
  return { ...next, former: { tree: { ...previous, memory, former: null }, age: 0 }, era: {} };
}

function isUpheaval(before: MarkdownTree, after: MarkdownTree): boolean {
  if ((before.frontMatter === null) !== (after.frontMatter === null)) return true;
  const { from, oldTo, newTo } = changedRange(before.parts, after.parts);
  return Math.max(oldTo, newTo) - from > UPHEAVAL;
}

function updated(previous: MarkdownTree, change: TextChange, source: SourceText): MarkdownTree {
  const frontMatter = findFrontMatter(source);
  const { layout: before } = previous;
  const first = firstChanged(previous, change, frontMatter);
  const delta = source.length - before.source.length;
  // Behind the change, a cut where one was before: all that follows is as it was.
  const isOldCut = ({ at, opening }: Cut): boolean => {
    const index = before.indexAt(at - delta);
    const old = before.parts[index];
    if (old === undefined || at - delta < change.to || before.realStart(index) !== at - delta) return false;
    return isSameOpening(old.opening, opening);
  };
  const from = first === 0 ? (frontMatter?.to ?? 0) : before.realStart(first);
  const opening = before.parts[first]?.opening ?? HEADING;
  const scanTo = (to: number): readonly Cut[] =>
    scanStretch(source, { from, to, opening, cutsLong: before.hasRoom, stopAt: isOldCut });
  // Mostly the next part is where it was: that takes neither the whole text nor a look at it.
  let cuts: readonly Cut[] = [];
  let to = from;
  for (let more = 2; to < source.length && !cuts.some(isOldCut); more *= 4) {
    const behind = before.indexAt(change.to) + more;
    to = behind < before.parts.length ? before.realStart(behind) + delta : source.length;
    cuts = scanTo(to);
  }
  const end = cuts.at(-1);
  const joins = end !== undefined && isOldCut(end);
  const next = joins ? before.indexAt(end.at - delta) : before.parts.length;
  const inside = joins ? cuts.slice(0, -1) : cuts;
  const layout = relayOut(before, source, frontMatter, { first, next }, inside);
  const { memory, former, era } = previous;
  return {
    source: layout.stable,
    layout,
    parts: layout.parts,
    frontMatter,
    memory,
    former: former && former.age < OLDEST ? { ...former, age: former.age + 1 } : null,
    era,
  };
}

/**
 * The cuts in a stretch of the text, read as if the text ended with it. Then a long table is perhaps not seen as
 * one near its end, and not cut; nothing else depends on what is behind.
 */
function scanStretch(source: SourceText, { from, to, stopAt, ...how }: Stretch): readonly Cut[] {
  const moved = (cut: Cut): Cut => ({ ...cut, at: cut.at + from });
  return new BoundaryScan(source.slice({ from, to }))
    .scan({ ...how, from: 0, to: to - from, stopAt: (cut) => stopAt?.(moved(cut)) === true })
    .map(moved);
}

/** Index of the part from which on the text may have to be cut elsewhere. */
function firstChanged(
  { layout, frontMatter: before }: MarkdownTree,
  change: TextChange,
  frontMatter: Span | null,
): number {
  // Front matter that comes, goes or moves changes what is Markdown at all.
  if (frontMatter?.to !== before?.to || change.from <= (frontMatter?.to ?? -1)) return 0;
  let index = layout.indexAt(Math.max(0, change.from - LONGEST_HEADING_MARK));
  // Whether a part goes on with what is above depends on how it begins.
  while (change.from <= layout.realStart(index) + startOf(layout.parts[index])) index--;
  return Math.max(0, index);
}

/** How far what a part begins with goes: the first line of what is in it, or a table's header. */
function startOf(part: Part | undefined): number {
  if (!part || part.opening.kind === 'heading') return -1;
  const lines = /^[^\r\n]*(?:\r\n?|\n)?(?:[^\r\n]*(?:\r\n?|\n)?)/.exec(part.text);
  return lines?.[0].length ?? 0;
}

/** `###### `: a change further right in a part leaves the heading that it begins with one. */
const LONGEST_HEADING_MARK = 8;

const DASHES = '---';

/** YAML front matter opens on the first line and is closed by `---`; unclosed, it is none. */
function findFrontMatter(source: SourceText): Span | null {
  if (!/^[\ufeff ]?---[ \t]*$/.test(source.lineText(0))) return null;
  for (let line = 1; line < source.lineCount; line++) {
    const { from } = source.lineSpan(line);
    if (/^---[ \t]*$/.test(source.lineText(line))) return { from: 0, to: from + DASHES.length };
  }
  return null;
}
