import { type Tree, TreeFragment } from '@lezer/common';
import { Autolink, type Line, type MarkdownConfig, Strikethrough, Table, parser } from '@lezer/markdown';
import type { SourceText, Span, TextChange } from '../text/source.ts';

/**
 * The syntax tree of one version of a document. Everything that knows of Lezer lives in this folder.
 *
 * Front matter is not Markdown: it is blanked out before parsing, so that block positions stay those of
 * the file. Boxes (`[ ]`) are read from the text by `blocks.ts`, which knows more marks than GFM does.
 */
export interface MarkdownTree {
  readonly tree: Tree;
  readonly source: SourceText;
  /** From the opening `---` to the end of the closing line, or null. */
  readonly frontMatter: Span | null;
}

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

const markdown = parser.configure([Table, Strikethrough, Autolink, SelfClosingTag, TableBorders]);

/** Parses a whole document. Never fails: every text is Markdown. */
export function parseMarkdown(source: SourceText): MarkdownTree {
  const frontMatter = findFrontMatter(source.normalized);
  return { tree: markdown.parse(withoutFrontMatter(source, frontMatter)), source, frontMatter };
}

/**
 * The tree after one change, reusing the unchanged subtrees of `previous`.
 * @param change in offsets of the previous text; `source` is the text after it.
 */
export function updateMarkdown(previous: MarkdownTree, change: TextChange, source: SourceText): MarkdownTree {
  const frontMatter = findFrontMatter(source.normalized);
  const delta = change.text.length - (change.to - change.from);
  // Where front matter comes, goes or moves its end, the blanked-out region changes with it.
  const sameFrontMatter =
    frontMatter?.to === previous.frontMatter?.to && (frontMatter === null || change.from > frontMatter.to);
  const blankedTo = sameFrontMatter
    ? 0
    : Math.max(
        frontMatter?.to ?? 0,
        (previous.frontMatter?.to ?? 0) + Math.max(delta, 0),
        change.from + change.text.length,
      );
  const toB = Math.min(source.length, Math.max(change.from + change.text.length, blankedTo));
  const fromA = sameFrontMatter ? change.from : 0;
  const toA = Math.max(toB - delta, change.to);
  const fragments = TreeFragment.applyChanges(TreeFragment.addTree(previous.tree), [
    {
      fromA,
      toA: Math.min(previous.source.length, toA),
      fromB: fromA,
      toB: Math.min(source.length, toA + delta),
    },
  ]);
  return { tree: markdown.parse(withoutFrontMatter(source, frontMatter), fragments), source, frontMatter };
}

/** YAML front matter opens on the first line and is closed by `---`; unclosed, it is none. */
function findFrontMatter(text: string): Span | null {
  const opening = /^ ?---[ \t]*(\r?\n)/.exec(text);
  if (!opening) return null;
  const closing = /^---[ \t]*\r?$/gm;
  closing.lastIndex = opening[0].length;
  const found = closing.exec(text);
  if (!found) return null;
  return { from: 0, to: found.index + found[0].trimEnd().length };
}

function withoutFrontMatter(source: SourceText, frontMatter: Span | null): string {
  const text = source.normalized;
  if (!frontMatter) return text;
  return text.slice(0, frontMatter.to).replace(/[^\r\n]/g, ' ') + text.slice(frontMatter.to);
}
