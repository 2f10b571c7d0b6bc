import type { SyntaxNode } from '@lezer/common';
import type { Span } from '../text/source.ts';
import type { MarkdownTree } from './tree.ts';

/**
 * The block structure of a document, as plain records with offsets. Inline content is read on demand by
 * `inline.ts` from the spans given here.
 */
export type Block =
  Heading | Paragraph | List | Fence | IndentedCode | Table | Quote | Html | Rule | Definition;

interface Node {
  readonly span: Span;
}

export interface Heading extends Node {
  readonly kind: 'heading';
  readonly level: number;
  /** The text without `#` marks or underline, trimmed. */
  readonly content: Span;
  readonly setext: boolean;
}

export interface Paragraph extends Node {
  readonly kind: 'paragraph';
  /** The inline content; in a list item it starts after the box. */
  readonly content: Span;
}

export interface List extends Node {
  readonly kind: 'list';
  readonly ordered: boolean;
  readonly items: readonly ListItem[];
}

export interface ListItem extends Node {
  readonly kind: 'item';
  /** `-`, `*`, `+`, `1.` or `1)`. */
  readonly marker: Span;
  /** The number of an ordered item as written. */
  readonly ordinal: number | null;
  readonly box: Box | null;
  /** The first paragraph's inline content after the box; empty if the item starts with another block. */
  readonly content: Span;
  /** All blocks of the item, its first paragraph included. */
  readonly children: readonly Block[];
}

/** A check box at the start of an item: `[ ]`, `[x]`, `[~]`, `[✓]` … */
export interface Box {
  /** With brackets. */
  readonly span: Span;
  /** Between the brackets. */
  readonly mark: Span;
  /** The mark itself, e.g. ` `, `x`, `~`. */
  readonly state: string;
  /** Kiro's `[ ]*`: the work is optional. */
  readonly optional: boolean;
}

export interface Fence extends Node {
  readonly kind: 'fence';
  /** The info string, trimmed; empty if there is none. */
  readonly info: string;
  /** The first word of the info string in lower case; null if there is none. */
  readonly language: string | null;
  /** The content without the container's indentation, lines joined by `\n`, no final line end. */
  readonly text: string;
  /** Each content line's span in the document, in order (indentation of the container excluded). */
  readonly lines: readonly Span[];
  /** False: the document or container ends before the closing fence. */
  readonly closed: boolean;
}

export interface IndentedCode extends Node {
  readonly kind: 'code';
}

export interface Table extends Node {
  readonly kind: 'table';
  readonly header: TableRow;
  readonly rows: readonly TableRow[];
}

export interface TableRow extends Node {
  /** One trimmed span per column, empty cells included. */
  readonly cells: readonly Span[];
}

export interface Quote extends Node {
  readonly kind: 'quote';
  readonly children: readonly Block[];
}

/** An HTML block; a comment if it begins with `<!--`. */
export interface Html extends Node {
  readonly kind: 'html';
  readonly comment: boolean;
}

export interface Rule extends Node {
  readonly kind: 'rule';
}

/** A link reference definition. */
export interface Definition extends Node {
  readonly kind: 'definition';
  /** Where it points to, as written; null if the definition is broken. */
  readonly target: Span | null;
}

/** The top-level blocks of a document, in order. */
export function readBlocks(tree: MarkdownTree): Block[] {
  return readChildren(tree, tree.tree.topNode);
}

function readChildren(tree: MarkdownTree, parent: SyntaxNode): Block[] {
  const blocks: Block[] = [];
  for (let node = parent.firstChild; node; node = node.nextSibling) {
    const block = readBlock(tree, node);
    if (block) blocks.push(block);
  }
  return blocks;
}

function readBlock(tree: MarkdownTree, node: SyntaxNode): Block | null {
  const span = { from: node.from, to: node.to };
  const heading = /^(ATX|Setext)Heading([1-6])$/.exec(node.name);
  if (heading) return readHeading(tree, node, Number(heading[2]), heading[1] === 'Setext');
  switch (node.name) {
    case 'Paragraph':
      return { kind: 'paragraph', span, content: trimmed(tree, span) };
    case 'BulletList':
    case 'OrderedList':
      return readList(tree, node);
    case 'FencedCode':
      return readFence(tree, node);
    case 'CodeBlock':
      return { kind: 'code', span };
    case 'Table':
      return readTable(tree, node);
    case 'Blockquote':
      return { kind: 'quote', span, children: readChildren(tree, node) };
    case 'HTMLBlock':
    case 'CommentBlock':
    case 'ProcessingInstructionBlock':
      return { kind: 'html', span, comment: node.name === 'CommentBlock' };
    case 'HorizontalRule':
      return { kind: 'rule', span };
    case 'LinkReference':
      return { kind: 'definition', span, target: childSpan(node, 'URL') };
    default:
      return null; // marks of the enclosing block
  }
}

function readHeading(tree: MarkdownTree, node: SyntaxNode, level: number, setext: boolean): Heading {
  let { from, to } = node;
  for (let mark = node.firstChild; mark; mark = mark.nextSibling) {
    if (mark.name !== 'HeaderMark') continue;
    if (mark.from === node.from && !setext) from = mark.to;
    else to = mark.from;
  }
  return {
    kind: 'heading',
    level,
    setext,
    span: { from: node.from, to: node.to },
    content: trimmed(tree, { from, to: Math.max(from, to) }),
  };
}

function readList(tree: MarkdownTree, node: SyntaxNode): List {
  const items: ListItem[] = [];
  for (let item = node.firstChild; item; item = item.nextSibling) {
    if (item.name === 'ListItem') items.push(readItem(tree, item));
  }
  return {
    kind: 'list',
    ordered: node.name === 'OrderedList',
    span: { from: node.from, to: node.to },
    items,
  };
}

function readItem(tree: MarkdownTree, node: SyntaxNode): ListItem {
  const mark = node.getChild('ListMark');
  const marker = mark ? { from: mark.from, to: mark.to } : { from: node.from, to: node.from };
  const ordinal = /^\d+/.exec(tree.source.slice(marker))?.[0];
  const children = readChildren(tree, node);
  const first = children[0];
  let box: Box | null = null;
  let content: Span = { from: marker.to, to: marker.to };
  if (first?.kind === 'paragraph') {
    box = readBox(tree, first.content);
    content = box
      ? trimmed(tree, { from: box.span.to + (box.optional ? 1 : 0), to: first.content.to })
      : first.content;
    if (box) children[0] = { ...first, content };
  }
  return {
    kind: 'item',
    span: { from: node.from, to: node.to },
    marker,
    ordinal: ordinal === undefined ? null : Number(ordinal),
    box,
    content,
    children,
  };
}

// GFM knows blank and x; the others are marks that real documents use (contracts: status).
const BOX =
  /^\[([ \t\u00a0xX~\-/!?*vV+✓✔✗✘✅☑❌]|DONE|done|Done|OK|PENDING|⏳|🔄|🚧)\ufe0f?\](\*?)(?=[ \t\r\n])/u;

function readBox(tree: MarkdownTree, content: Span): Box | null {
  const found = BOX.exec(tree.source.text.slice(content.from, Math.min(content.to, content.from + 16)));
  if (!found) return null;
  const close = content.from + found[0].length - (found[2]?.length ?? 0);
  return {
    span: { from: content.from, to: close },
    mark: { from: content.from + 1, to: close - 1 },
    state: found[1] ?? ' ',
    optional: found[2] === '*',
  };
}

function readFence(tree: MarkdownTree, node: SyntaxNode): Fence {
  const info = node.getChild('CodeInfo');
  const infoText = info ? tree.source.text.slice(info.from, info.to).trim() : '';
  const marks = node.getChildren('CodeMark');
  const lines = readFenceLines(tree, node);
  return {
    kind: 'fence',
    span: { from: node.from, to: node.to },
    info: infoText,
    language: /^[^\s{,]+/.exec(infoText)?.[0]?.toLowerCase() ?? null,
    text: lines.map((line) => tree.source.slice(line)).join('\n'),
    lines,
    closed: marks.length > 1,
  };
}

/** Lezer gives the content as runs of text that leave out container marks; one line may be two runs. */
function readFenceLines(tree: MarkdownTree, node: SyntaxNode): Span[] {
  const lines: Span[] = [];
  const source = tree.source;
  const lastLine = source.lineAt(node.to);
  const firstLine = source.lineAt(node.from);
  const closed = node.getChildren('CodeMark').length > 1;
  const texts = node.getChildren('CodeText');
  // Unclosed, it ends with the text: what stands behind the last line end is no line of it.
  const pastEnd = closed || (lastLine > firstLine && source.lineSpan(lastLine).from === source.length);
  for (let line = firstLine + 1; line <= lastLine - (pastEnd ? 1 : 0); line++) {
    const span = source.lineSpan(line);
    const run = texts.find((text) => text.from <= span.to && text.to > span.from && text.to > text.from);
    lines.push(run ? { from: Math.max(run.from, span.from), to: span.to } : { from: span.to, to: span.to });
  }
  return lines;
}

function readTable(tree: MarkdownTree, node: SyntaxNode): Table {
  const header = node.getChild('TableHeader');
  return {
    kind: 'table',
    span: { from: node.from, to: node.to },
    header: header ? readRow(tree, header) : { span: { from: node.from, to: node.from }, cells: [] },
    rows: node.getChildren('TableRow').map((row) => readRow(tree, row)),
  };
}

/** Lezer has no node for an empty cell, so the cells are what lies between the delimiters. */
function readRow(tree: MarkdownTree, node: SyntaxNode): TableRow {
  const cells: Span[] = [];
  let from = node.from;
  let first = true;
  for (const bar of node.getChildren('TableDelimiter')) {
    const cell = trimmed(tree, { from, to: bar.from });
    if (!first || cell.to > cell.from) cells.push(cell);
    from = bar.to;
    first = false;
  }
  const last = trimmed(tree, { from, to: node.to });
  if (last.to > last.from) cells.push(last);
  return { span: { from: node.from, to: node.to }, cells };
}

function childSpan(node: SyntaxNode, name: string): Span | null {
  const child = node.getChild(name);
  return child ? { from: child.from, to: child.to } : null;
}

function trimmed(tree: MarkdownTree, span: Span): Span {
  const text = tree.source.text;
  let { from, to } = span;
  while (from < to && isBlank(text.charCodeAt(from))) from++;
  while (to > from && isBlank(text.charCodeAt(to - 1))) to--;
  return { from, to };
}

function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}
