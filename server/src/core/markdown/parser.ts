import {
  Autolink,
  type InlineContext,
  type LeafBlock,
  type LeafBlockParser,
  type Line,
  type MarkdownConfig,
  Strikethrough,
  Table,
  parser,
} from '@lezer/markdown';

// A line that is one tag opens an HTML block also if the tag closes itself; Lezer knows the others.
const SELF_CLOSING =
  /^<[a-z][\w-]*(?:\s+[a-z:_][\w.:-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?)*\s*\/>\s*$/i;

const SelfClosingTag: MarkdownConfig = {
  parseBlock: [
    {
      name: 'SelfClosingTag',
      before: 'HTMLBlock',
      parse(context, line) {
        if (line.next !== LESS_THAN || !SELF_CLOSING.test(line.text.slice(line.pos))) return false;
        const from = context.lineStart + line.pos;
        const { depth } = context;
        while (context.nextLine() && isInside(line, depth) && !isBlank(line));
        context.addElement(context.elt('HTMLBlock', from, context.prevLineEnd()));
        return true;
      },
    },
  ],
};
const LESS_THAN = 60;

/** Lezer keeps to itself how many of the enclosing blocks go on in a line. */
function isInside(line: Line, depth: number): boolean {
  return !('depth' in line) || typeof line.depth !== 'number' || line.depth >= depth;
}

function isBlank(line: Line): boolean {
  return line.skipSpace(line.basePos) >= line.text.length;
}

const DELIMITER_ROW = /^[ \t>]*\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?)?\s*$/;

/** What ends a table though Lezer takes it for a row or an underline: a rule, an item. */
const TABLE_END = /^ {0,3}(?:-+|=+)[ \t]*$|^ {0,3}(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$)/;

/** Whether a row of dashes and bars makes the line above it the header of a table. */
export function isDelimiter(row: string, header: string): boolean {
  return DELIMITER_ROW.test(row) && columns(row) === columns(header);
}

function columns(row: string): number {
  return row
    .trimEnd()
    .replace(/^[\s>]*\|?|(?<!\\)\|$/g, '')
    .split(/(?<!\\)\|/).length;
}

// Where GFM starts or ends a table inside a run of lines and Lezer does not: `---` behind a table's rows is
// a rule (Lezer makes the table a heading), items are no rows, and a table may follow a line of text that has
// a bar in it.
const Tables: MarkdownConfig = {
  ...Table,
  parseBlock: (Table.parseBlock ?? []).map((lezer) => ({
    ...lezer,
    leaf(context, leaf) {
      // Lezer looks for one, too, but character by character.
      if (!leaf.content.includes('|')) return null;
      const table = lezer.leaf?.(context, leaf) ?? null;
      return table && withoutTrailingBlanks(table);
    },
    endLeaf(context, line, leaf) {
      const text = line.text.slice(line.basePos);
      const [first, second] = firstLines(leaf);
      if (second !== undefined && isDelimiter(second, first)) return TABLE_END.test(text);
      if (!text.includes('|') || (second === undefined && isDelimiter(text, first))) return false;
      const next = context.peekLine();
      return isDelimiter(next, text) && !/^\s*-\s/.test(next);
    },
  })),
};

/** The first two lines of a paragraph; the second is undefined as long as there is only one. */
function firstLines(leaf: LeafBlock): readonly [string, string | undefined] {
  const known = FIRST_LINES.get(leaf);
  if (known) return known;
  const [first = '', second] = leaf.content.split('\n', 2);
  if (second !== undefined) FIRST_LINES.set(leaf, [first, second]);
  return [first, second];
}

/** Lezer asks at each line of a paragraph, and to look into its text takes a copy of all that was read of it. */
const FIRST_LINES = new WeakMap<LeafBlock, readonly [string, string]>();

/** Lezer sees no table where blanks stand behind the bar that ends the second row. */
function withoutTrailingBlanks(table: LeafBlockParser): LeafBlockParser {
  return {
    nextLine(context, line, leaf) {
      const { text } = line;
      line.text = text.trimEnd();
      const ends = table.nextLine(context, line, leaf);
      line.text = text;
      return ends;
    },
    finish: (context, leaf) => table.finish(context, leaf),
  };
}

// `2.` or an empty item cannot break into a paragraph, but where the line is outside of the item or quote
// that the paragraph stands in, there is nothing to break into: Lezer takes such a line for more text.
const ItemsOutside: MarkdownConfig = {
  parseBlock: [
    {
      name: 'ItemsOutside',
      endLeaf(context, line) {
        return !isInside(line, context.depth) && ITEM.test(line.text.slice(line.pos));
      },
    },
  ],
};

// An item with nothing behind its mark is over if the next line is blank, too. Lezer does not see that of each such
// item, and of others it thinks so for as long as their first paragraph goes on: a second one would stand outside.
const ItemsBelowTheirMark: MarkdownConfig = {
  parseBlock: [
    {
      name: 'ItemsBelowTheirMark',
      before: 'LinkReference',
      parse(context, line) {
        const block: unknown = 'block' in context ? context.block : undefined;
        const begins = typeof block === 'object' && block !== null && 'blankFirstLine' in block;
        if (begins) block.blankFirstLine = line.next < 0;
        return false;
      },
    },
  ],
};

const ITEM = /^(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$)/;

// At each blank Lezer looks whether a line break is all that follows: in a long row of them, again and again.
const Blanks: MarkdownConfig = {
  parseInline: [
    {
      name: 'Blanks',
      before: 'HardBreak',
      parse(context, next, start) {
        if (next !== SPACE) return -1;
        let end = start + 1;
        while (context.char(end) === SPACE) end++;
        return end === start + 1 || context.char(end) === LINE_FEED ? -1 : end;
      },
    },
  ],
};
const SPACE = 32;
const LINE_FEED = 10;

// Lezer goes through code character by character; paths in code are much of the text of a plan.
const CodeSpans: MarkdownConfig = {
  parseInline: [
    {
      name: 'InlineCode',
      parse(context, next, start) {
        const { text, offset } = context;
        const from = start - offset;
        if (next !== BACKTICK || text.charCodeAt(from - 1) === BACKTICK) return -1;
        const inside = behindBackticks(text, from);
        for (let at = text.indexOf('`', inside); at >= 0;) {
          const end = behindBackticks(text, at);
          if (end - at === inside - from) {
            const marks = [
              context.elt('CodeMark', start, inside + offset),
              context.elt('CodeMark', at + offset, end + offset),
            ];
            return context.addElement(context.elt('InlineCode', start, end + offset, marks));
          }
          at = text.indexOf('`', end);
        }
        return -1;
      },
    },
  ],
};
const BACKTICK = 96;

function behindBackticks(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === BACKTICK) at++;
  return at;
}

// Lezer asks all of its parsers at each character. Most characters are letters that none of them is for.
const Plain: MarkdownConfig = {
  parseInline: [
    {
      name: 'Plain',
      before: 'Escape',
      parse(context, _next, start) {
        const { text, offset } = context;
        const stop = mayHoldLink(context) ? STOP_OR_WORD : STOP;
        stop.lastIndex = start - offset;
        const end = stop.test(text) ? stop.lastIndex - 1 : text.length;
        return end === start - offset ? -1 : end + offset;
      },
    },
  ],
};

/** What the parsers of Lezer and those above look for; a match is one character. */
const STOP = /[\\&`<_*[\]!~]| (?= )/g;
/** The same, and where an address that nothing marks may begin. */
const STOP_OR_WORD = /[\\&`<_*[\]!~]| (?= )|(?<!\w)[\w.+-]/g;
const LINK_SIGN = /@|www\.|:\/\/|mailto:|xmpp:/;

/** Asked at each stop, of one text after the other. */
function mayHoldLink(context: InlineContext): boolean {
  if (context !== asked?.context) asked = { context, mayHoldLink: LINK_SIGN.test(context.text) };
  return asked.mayHoldLink;
}

let asked: { readonly context: InlineContext; readonly mayHoldLink: boolean } | undefined;

/** GitHub's Markdown, with the places mended where Lezer and the specification differ; for inline text. */
export const inlineParser = parser.configure([
  Tables,
  Strikethrough,
  Autolink,
  SelfClosingTag,
  ItemsOutside,
  ItemsBelowTheirMark,
  Blanks,
  CodeSpans,
  Plain,
]);

/**
 * The same for blocks. It leaves inline text alone: that is read where somebody asks for it (`inline.ts`), and a
 * tree that holds all of it takes longer to make, to keep and to walk than reading a paragraph by itself.
 */
export const blockParser = inlineParser.configure({});
blockParser.parseInline = () => [];

/** False: reading the text as inline text finds nothing in it. */
export function mayHoldMarks(text: string): boolean {
  return MARK.test(text);
}

/** What each kind of inline markup has in it. */
const MARK = /[\\&`<_*[~@]| {2}\n|www\.|:\/\/|mailto:|xmpp:/;
