import {
  Autolink,
  type InlineContext,
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
  return row.replace(/^[\s>]*\|?|(?<!\\)\|?\s*$/g, '').split(/(?<!\\)\|/).length;
}

// Where GFM starts or ends a table inside a run of lines and Lezer does not: `---` behind a table's rows is
// a rule (Lezer makes the table a heading), items are no rows, and a table may follow a line of text that has
// a bar in it.
const Tables: MarkdownConfig = {
  ...Table,
  parseBlock: (Table.parseBlock ?? []).map((lezer) => ({
    ...lezer,
    leaf(context, leaf) {
      const table = lezer.leaf?.(context, leaf) ?? null;
      return table && withoutTrailingBlanks(table);
    },
    endLeaf(context, line, leaf) {
      const text = line.text.slice(line.basePos);
      const [first = '', second] = leaf.content.split('\n', 2);
      if (second !== undefined && isDelimiter(second, first)) return TABLE_END.test(text);
      if (!text.includes('|') || (second === undefined && isDelimiter(text, first))) return false;
      const next = context.peekLine();
      return isDelimiter(next, text) && !/^\s*-\s/.test(next);
    },
  })),
};

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

/** GitHub's Markdown, with the places mended where Lezer and the specification differ. */
export const markdown = parser.configure([
  Tables,
  Strikethrough,
  Autolink,
  SelfClosingTag,
  ItemsOutside,
  Blanks,
  Plain,
]);
