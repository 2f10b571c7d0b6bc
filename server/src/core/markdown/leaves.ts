import type { Span } from '../text/source.ts';
import type { Marked } from './inline.ts';
import type { Part } from './part.ts';

/** A block that holds inline text: a paragraph, a heading or a table's cell. Offsets are those of the tree's `source`. */
export class Leaf implements Span {
  readonly from: number;
  readonly to: number;
  #text: LeafText | undefined;
  #marked: readonly Marked[] | undefined;

  constructor({ from, to }: Span, text: LeafText) {
    this.from = from;
    this.to = to;
    this.#text = text;
  }

  /** The markup that `read` finds in its text. It is found once, as several steps ask for the same leaf. */
  marked(read: (text: LeafText) => readonly Marked[]): readonly Marked[] {
    if (this.#text) this.#marked = read(this.#text);
    this.#text = undefined;
    return this.#marked ?? [];
  }
}

/** What the inline text of a leaf is read from. */
export interface LeafText {
  /** Offset in the tree's `source` of its start. */
  readonly from: number;
  /** Offset for offset what stands there; marks of quotations around it are blanks. */
  readonly text: string;
  /** The marks of quotations at the start of its lines. */
  readonly quoteMarks: readonly Span[];
}

const known = new WeakMap<Part, readonly Leaf[]>();

/** The leaf that holds the whole span, if one does. */
export function leafAt(part: Part, { from, to }: Span): Leaf | undefined {
  const leaves = leavesOf(part);
  let low = 0;
  let high = leaves.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((leaves[middle]?.from ?? 0) <= from) low = middle;
    else high = middle - 1;
  }
  const leaf = leaves[low];
  return leaf && leaf.from <= from && to <= leaf.to ? leaf : undefined;
}

/** In order, those of the header that is only parsed with the part included. */
function leavesOf(part: Part): readonly Leaf[] {
  const read = known.get(part);
  if (read) return read;
  const leaves = readLeaves(part);
  known.set(part, leaves);
  return leaves;
}

interface Found extends Span {
  readonly type: 'paragraph' | 'cell' | 'atx' | 'setext';
  /** Those of a heading: around its text, or the line below. */
  readonly headerMarks: Span[];
  readonly quoteMarks: Span[];
}

const LEAVES: Readonly<Record<string, Found['type']>> = {
  Paragraph: 'paragraph',
  TableCell: 'cell',
  ATXHeading1: 'atx',
  ATXHeading2: 'atx',
  ATXHeading3: 'atx',
  ATXHeading4: 'atx',
  ATXHeading5: 'atx',
  ATXHeading6: 'atx',
  SetextHeading1: 'setext',
  SetextHeading2: 'setext',
};

function readLeaves(part: Part): Leaf[] {
  const leaves: Leaf[] = [];
  const text = part.parsedText;
  // Offsets in the tree of a part begin with what is parsed before its text.
  const base = part.from - part.head.length;
  let found: Found | undefined;
  part.tree.iterate({
    enter({ name, from, to }) {
      const type = LEAVES[name];
      if (type) found = { type, from, to, headerMarks: [], quoteMarks: [] };
      else if (found && name === 'QuoteMark') found.quoteMarks.push({ from, to });
      else if (found && name === 'HeaderMark') found.headerMarks.push({ from, to });
    },
    leave({ name }) {
      if (!found || !LEAVES[name]) return;
      leaves.push(toLeaf(found, text, base));
      found = undefined;
    },
  });
  return leaves;
}

function toLeaf(found: Found, text: string, base: number): Leaf {
  const { from, to } = contentOf(found, text);
  const marks = found.quoteMarks.filter((mark) => mark.to <= to);
  let content = '';
  let at = from;
  for (const mark of marks) {
    content += `${text.slice(at, mark.from)} `;
    at = mark.to;
  }
  return new Leaf(
    { from: found.from + base, to: found.to + base },
    {
      from: from + base,
      text: content + text.slice(at, to),
      quoteMarks: marks.map((mark) => ({ from: mark.from + base, to: mark.to + base })),
    },
  );
}

/** Without the marks or the underline of a heading. */
function contentOf({ type, from, to, headerMarks }: Found, text: string): Span {
  const [first, last] = headerMarks;
  if (type === 'atx' && first) {
    const start = Math.min(first.to + 1, to);
    return { from: start, to: last && last !== first ? Math.max(start, last.from) : to };
  }
  if (type === 'setext' && first) return { from, to: text.lastIndexOf('\n', first.from) };
  return { from, to };
}
