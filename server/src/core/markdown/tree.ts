import { Memory } from '../remember.ts';
import type { SourceText, Span, TextChange } from '../text/source.ts';
import { BoundaryScan } from './boundaries.ts';
import { type Layout, NO_ROOM, type Room, layOut, relayOut } from './layout.ts';
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
}

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
  const cuts = new BoundaryScan(source.text).scan(frontMatter?.to ?? 0, source.length);
  const layout = layOut(source, frontMatter, cuts, room);
  return { source: layout.stable, layout, parts: layout.parts, frontMatter, memory };
}

/**
 * The tree after one change. Parts that the change does not touch stay the same values, at the same offsets.
 * @param change in offsets of the document's previous text; `source` is its text after it.
 */
export function updateMarkdown(previous: MarkdownTree, change: TextChange, source: SourceText): MarkdownTree {
  const frontMatter = findFrontMatter(source);
  const { layout: before } = previous;
  // Front matter that comes, goes or moves changes what is Markdown at all.
  const isSame = frontMatter?.to === previous.frontMatter?.to && change.from > (frontMatter?.to ?? -1);
  if (!isSame && (frontMatter ?? previous.frontMatter) !== null)
    return parseMarkdown(source, before.room, previous.memory);
  const delta = source.length - before.source.length;
  const first = before.indexAt(Math.max(0, change.from - LONGEST_HEADING_MARK));
  const from = before.realStart(first);
  // Behind the change, a cut where one was before: all that follows is as it was.
  const isOldCut = (offset: number) => {
    const old = offset - delta;
    return old >= change.to && before.realStart(before.indexAt(old)) === old;
  };
  const start = first === 0 ? (frontMatter?.to ?? 0) : from;
  const cuts = new BoundaryScan(source.text).scan(start, source.length, isOldCut);
  const end = cuts.at(-1);
  const joins = end !== undefined && isOldCut(end);
  const next = joins ? before.indexAt(end - delta) : before.parts.length;
  const inside = joins ? cuts.slice(0, -1) : cuts;
  const layout = relayOut(before, source, frontMatter, { first, next }, inside);
  return { source: layout.stable, layout, parts: layout.parts, frontMatter, memory: previous.memory };
}

/** `###### `: a change further right in a part leaves the heading that it begins with one. */
const LONGEST_HEADING_MARK = 8;

/** YAML front matter opens on the first line and is closed by `---`; unclosed, it is none. */
function findFrontMatter(source: SourceText): Span | null {
  if (!/^[\ufeff ]?---/.test(source.text)) return null;
  const text = source.normalized;
  const opening = /^ ?---[ \t]*(\r?\n)/.exec(text);
  if (!opening) return null;
  const closing = /^---[ \t]*\r?$/gm;
  closing.lastIndex = opening[0].length;
  const found = closing.exec(text);
  if (!found) return null;
  return { from: 0, to: found.index + found[0].trimEnd().length };
}
