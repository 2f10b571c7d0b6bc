import { Autolink, type Line, type MarkdownConfig, Strikethrough, Table, parser } from '@lezer/markdown';

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

const DELIMITER_ROW = /^[ \t>]*\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?$/;

function columns(row: string): number {
  return row.replace(/^[\s>]*\|?|\|?\s*$/g, '').split('|').length;
}

// Where GFM starts or ends a table inside a run of lines and Lezer does not: `---` behind a table's rows is
// a rule (Lezer makes the table a heading), and a table may follow a line of text that has a bar in it.
const TableBorders: MarkdownConfig = {
  parseBlock: [
    {
      name: 'TableBorders',
      endLeaf(context, line, leaf) {
        const text = line.text.slice(line.basePos);
        const [, second = ''] = leaf.content.split('\n', 2);
        if (DELIMITER_ROW.test(second)) return /^ {0,3}(?:-{3,}|=+)[ \t]*$/.test(text);
        if (!text.includes('|') || !leaf.content.includes('|')) return false;
        const next = context.peekLine();
        return DELIMITER_ROW.test(next) && columns(text) === columns(next);
      },
    },
  ],
};

/** GitHub's Markdown, with the places mended where Lezer and the specification differ. */
export const markdown = parser.configure([Table, Strikethrough, Autolink, SelfClosingTag, TableBorders]);
