import type { SyntaxNode } from '@lezer/common';
import { areSame } from '../remember.ts';
import type { SourceText, Span } from '../text/source.ts';
import type { Part } from './part.ts';
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
  /** What it was put together of, the same values until a piece changes; absent: it was read as a whole. */
  readonly pieces?: readonly List[];
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
  /** Kiro's `[ ]*`, also escaped: the work is optional. */
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
  /** It is a piece of a table that begins further up, where the header stands. */
  readonly goesOn: boolean;
  readonly header: TableRow;
  readonly rows: readonly TableRow[];
  /** What it was put together of, the same values until a piece changes; absent: it was read as a whole. */
  readonly pieces?: readonly Table[];
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
  return sectionsOf(tree).flatMap((parts) => readSectionBlocks(tree, parts));
}

/** The rows of a table or of a piece of one; the header is only in its first piece. */
export function rowsIn(table: Table): readonly TableRow[] {
  return table.goesOn ? table.rows : [table.header, ...table.rows];
}

const known = new WeakMap<Part, readonly Block[]>();

/**
 * The top-level blocks of one part, the same values as long as the part is the same. A long list or table may
 * be cut into pieces: the first block may go on with the last one of the part before.
 */
export function readPartBlocks({ source }: MarkdownTree, part: Part): readonly Block[] {
  const read = known.get(part);
  if (read) return read;
  const blocks = readChildren(new Reading(source, part), part.tree.topNode);
  known.set(part, blocks);
  return blocks;
}

/** The parts from one heading at the margin to the next, the same values as long as the parts are the same. */
export function sectionsOf({ memory, parts }: MarkdownTree): readonly (readonly Part[])[] {
  return memory.derive('parts of sections', [parts], () => {
    const sections: (readonly Part[])[] = [];
    for (let from = 0, to = 1; from < parts.length; from = to++) {
      while (parts[to]?.goesOn === true) to++;
      sections.push((to === from + 1 ? parts[from]?.alone : undefined) ?? parts.slice(from, to));
    }
    return memory.keep('sections of parts', sections, areSame);
  });
}

const knownSections = new WeakMap<readonly Part[], readonly Block[]>();

/** The top-level blocks of a section, lists and tables as a whole. */
export function readSectionBlocks(tree: MarkdownTree, parts: readonly Part[]): readonly Block[] {
  const [first] = parts;
  if (!first) return [];
  if (parts.length === 1) return readPartBlocks(tree, first);
  const read = knownSections.get(parts);
  if (read) return read;
  const blocks = joinParts(tree, parts);
  knownSections.set(parts, blocks);
  return blocks;
}

function joinParts(tree: MarkdownTree, parts: readonly Part[]): readonly Block[] {
  const all: Block[] = [];
  let pieces: Block[] = [];
  const add = (): void => {
    const whole = joined(pieces);
    if (whole) all.push(whole);
  };
  for (const part of parts)
    for (const [index, block] of readPartBlocks(tree, part).entries()) {
      if (index === 0 && goesOn(tree, pieces.at(-1), block, part)) pieces.push(block);
      else {
        add();
        pieces = [block];
      }
    }
  add();
  return all;
}

/** Whether the first block of a part is a piece of the last one in the part before. */
export function goesOn(
  { source }: MarkdownTree,
  before: Block | undefined,
  block: Block | undefined,
  { opening }: Part,
): boolean {
  if (opening.kind === 'row') return before?.kind === 'table' && block?.kind === 'table';
  if (opening.kind !== 'item' || before?.kind !== 'list' || block?.kind !== 'list') return false;
  const marks = [before, block].map(({ items }) => source.slice(items[0]?.marker ?? NOWHERE).slice(-1));
  return before.ordered === block.ordered && marks[0] === marks[1];
}

const NOWHERE: Span = { from: 0, to: 0 };

function joined(pieces: readonly Block[]): Block | undefined {
  const [first] = pieces;
  const to = pieces.at(-1)?.span.to ?? 0;
  if (pieces.length < 2 || first === undefined) return first;
  const span = { from: first.span.from, to };
  if (first.kind === 'list') {
    const lists = pieces.filter((piece) => piece.kind === 'list');
    return { ...first, span, items: concatenated(lists.map(({ items }) => items)), pieces: lists };
  }
  if (first.kind !== 'table') return first;
  const tables = pieces.filter((piece) => piece.kind === 'table');
  return { ...first, span, rows: concatenated(tables.map(({ rows }) => rows)), pieces: tables };
}

function concatenated<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const none: readonly T[] = [];
  return none.concat(...lists);
}

/** The part that is read, and where its nodes stand in the text. */
class Reading {
  readonly source: SourceText;
  /** How many lists and quotes are around. */
  readonly depth: number;
  readonly #part: Part;

  constructor(source: SourceText, part: Part, depth = 0) {
    this.source = source;
    this.depth = depth;
    this.#part = part;
  }

  get inside(): Reading {
    return new Reading(this.source, this.#part, this.depth + 1);
  }

  /** The piece begins within a table. */
  get goesOn(): boolean {
    return this.#part.head !== '';
  }

  offset(at: number): number {
    const { from, head, headFrom } = this.#part;
    return at < head.length ? headFrom + at : from + at - head.length;
  }

  span({ from, to }: SyntaxNode): Span {
    const start = this.offset(from);
    return { from: start, to: start + to - from };
  }
}

/** Nobody writes so many lists or quotes inside one another; thousands of them would exhaust the stack. */
const DEEPEST = 100;

function spanOf(reading: Reading, node: SyntaxNode): Span {
  return reading.span(node);
}

function readChildren(tree: Reading, parent: SyntaxNode): Block[] {
  const blocks: Block[] = [];
  if (tree.depth > DEEPEST) return blocks;
  for (let node = parent.firstChild; node; node = node.nextSibling) {
    const block = readBlock(tree, node);
    if (block) blocks.push(block);
  }
  return blocks;
}

function readInside(tree: Reading, container: SyntaxNode): Block[] {
  return readChildren(tree.inside, container);
}

function readBlock(tree: Reading, node: SyntaxNode): Block | null {
  const span = spanOf(tree, node);
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
      return { kind: 'quote', span, children: readInside(tree, node) };
    case 'HTMLBlock':
    case 'CommentBlock':
    case 'ProcessingInstructionBlock':
      return { kind: 'html', span, comment: node.name === 'CommentBlock' };
    case 'HorizontalRule':
      return { kind: 'rule', span };
    case 'LinkReference':
      return { kind: 'definition', span, target: childSpan(tree, node, 'URL') };
    default:
      return null; // marks of the enclosing block
  }
}

function readHeading(tree: Reading, node: SyntaxNode, level: number, setext: boolean): Heading {
  let { from, to } = spanOf(tree, node);
  for (let mark = node.firstChild; mark; mark = mark.nextSibling) {
    if (mark.name !== 'HeaderMark') continue;
    if (mark.from === node.from && !setext) from = tree.offset(mark.to);
    else to = tree.offset(mark.from);
  }
  return {
    kind: 'heading',
    level,
    setext,
    span: spanOf(tree, node),
    content: trimmed(tree, { from, to: Math.max(from, to) }),
  };
}

function readList(tree: Reading, node: SyntaxNode): List {
  const items: ListItem[] = [];
  for (let item = node.firstChild; item; item = item.nextSibling) {
    if (item.name === 'ListItem') items.push(readItem(tree, item));
  }
  return {
    kind: 'list',
    ordered: node.name === 'OrderedList',
    span: spanOf(tree, node),
    items,
  };
}

function readItem(tree: Reading, node: SyntaxNode): ListItem {
  const mark = node.getChild('ListMark');
  const span = spanOf(tree, node);
  const marker = mark ? spanOf(tree, mark) : { from: span.from, to: span.from };
  const ordinal = /^\d+/.exec(tree.source.slice(marker))?.[0];
  const children = readInside(tree, node);
  const first = children[0];
  let box: Box | null = null;
  let content: Span = { from: marker.to, to: marker.to };
  if (first?.kind === 'paragraph') {
    box = readBox(tree, first.content);
    content = box ? trimmed(tree, { from: behindBox(tree, box), to: first.content.to }) : first.content;
    if (box) children[0] = { ...first, content };
  } else if (first?.kind === 'quote') content = comparisonIn(tree, first) ?? content;
  return {
    kind: 'item',
    span,
    marker,
    ordinal: ordinal === undefined ? null : Number(ordinal),
    box,
    content,
    children,
  };
}

/** `- >80% of the pages` says "more than", though to Markdown it is a quotation. */
function comparisonIn(tree: Reading, quote: Quote): Span | null {
  const first = quote.children[0];
  if (first?.kind !== 'paragraph') return null;
  const span = { from: quote.span.from, to: first.content.to };
  return /^>[ \t]?[$€£~]?\d/.test(tree.source.slice({ from: span.from, to: span.from + 4 })) ? span : null;
}

// GFM knows blank and x; the others are marks that real documents use (contracts: status).
const BOX =
  /^\[([ \t\u00a0xX~\-/!?*vV+✓✔✗✘✅☑❌]|DONE|done|Done|OK|PENDING|⏳|🔄|🚧)\ufe0f?\](\\?\*)?(?=[ \t\r\n])/u;

/** Behind the star of optional work, and the backslash that may escape it. */
function behindBox(tree: Reading, { span, optional }: Box): number {
  if (!optional) return span.to;
  return span.to + (tree.source.slice({ from: span.to, to: span.to + 1 }) === '*' ? 1 : 2);
}

function readBox(tree: Reading, content: Span): Box | null {
  const start = { from: content.from, to: Math.min(content.to, content.from + 16) };
  const found = BOX.exec(tree.source.slice(start));
  if (!found) return null;
  const close = content.from + found[0].length - (found[2]?.length ?? 0);
  return {
    span: { from: content.from, to: close },
    mark: { from: content.from + 1, to: close - 1 },
    state: found[1] ?? ' ',
    optional: found[2] !== undefined,
  };
}

function readFence(tree: Reading, node: SyntaxNode): Fence {
  const info = node.getChild('CodeInfo');
  const infoText = info ? tree.source.slice(spanOf(tree, info)).trim() : '';
  const marks = node.getChildren('CodeMark');
  const lines = readFenceLines(tree, node);
  return {
    kind: 'fence',
    span: spanOf(tree, node),
    info: infoText,
    language: /^[^\s{,]+/.exec(infoText)?.[0]?.toLowerCase() ?? null,
    text: lines.map((line) => tree.source.slice(line)).join('\n'),
    lines,
    closed: marks.length > 1,
  };
}

/** Lezer gives the content as runs of text that leave out container marks; one line may be two runs. */
function readFenceLines(tree: Reading, node: SyntaxNode): Span[] {
  const lines: Span[] = [];
  const source = tree.source;
  const { from, to } = spanOf(tree, node);
  const lastLine = source.lineAt(to);
  const firstLine = source.lineAt(from);
  const closed = node.getChildren('CodeMark').length > 1;
  const texts = node.getChildren('CodeText').map((text) => spanOf(tree, text));
  // Unclosed, it ends with the text: what stands behind the last line end is no line of it.
  const pastEnd = closed || (lastLine > firstLine && source.lineSpan(lastLine).from === source.length);
  const indent = fenceIndent(tree, node);
  for (let line = firstLine + 1; line <= lastLine - (pastEnd ? 1 : 0); line++) {
    const span = source.lineSpan(line);
    const run = texts.find((text) => text.from <= span.to && text.to > span.from && text.to > text.from);
    const start = run ? Math.max(run.from, span.from) : span.to;
    lines.push({ from: withoutIndent(source, start, indent), to: span.to });
  }
  return lines;
}

/** By how many blanks a fence is indented within the list item, quotation or document that holds it. */
function fenceIndent(tree: Reading, node: SyntaxNode): number {
  const { source } = tree;
  const { from } = spanOf(tree, node);
  const { from: line } = source.lineSpan(source.lineAt(from));
  const before = source.slice({ from: line, to: from });
  if (before.includes('\t')) return 0;
  const blanks = before.length - before.trimEnd().length;
  const { parent } = node;
  const mark = parent?.name === 'ListItem' ? childSpan(tree, parent, 'ListMark') : null;
  if (mark === null) return /> *$/.test(before) ? Math.max(0, blanks - 1) : blanks;
  const indent = before.length - contentColumn(source, mark);
  return mark.from >= line || indent > 3 ? 0 : Math.max(0, indent);
}

/** The column at which the content of a list item begins: behind its mark and up to four blanks. */
function contentColumn(source: SourceText, mark: Span): number {
  const line = source.lineSpan(source.lineAt(mark.from));
  const [blanks = ''] = /^ */.exec(source.slice({ from: mark.to, to: line.to })) ?? [];
  const isEmpty = mark.to + blanks.length === line.to;
  return mark.to - line.from + (isEmpty || blanks.length > 4 ? 1 : blanks.length);
}

/** As many blanks as the fence is indented by do not belong to its lines. */
function withoutIndent(source: SourceText, start: number, indent: number): number {
  if (indent === 0) return start;
  return start + (/^ */.exec(source.slice({ from: start, to: start + indent }))?.[0].length ?? 0);
}

function readTable(tree: Reading, node: SyntaxNode): Table {
  const header = node.getChild('TableHeader');
  const rows = node.getChildren('TableRow').map((row) => readRow(tree, row));
  const goesOn = tree.goesOn && node.from === 0;
  const span = spanOf(tree, node);
  const from = goesOn ? (rows[0]?.span.from ?? span.from) : span.from;
  return {
    kind: 'table',
    goesOn,
    span: { from, to: Math.max(from, tree.offset(node.to)) },
    header: header ? readRow(tree, header) : { span, cells: [] },
    rows,
  };
}

/** Lezer has no node for an empty cell, so the cells are what lies between the delimiters. */
function readRow(tree: Reading, node: SyntaxNode): TableRow {
  const cells: Span[] = [];
  const span = spanOf(tree, node);
  let { from } = span;
  let first = true;
  for (const child of node.getChildren('TableDelimiter')) {
    const bar = spanOf(tree, child);
    const cell = trimmed(tree, { from, to: bar.from });
    if (!first || cell.to > cell.from) cells.push(cell);
    from = bar.to;
    first = false;
  }
  const last = trimmed(tree, { from, to: span.to });
  if (last.to > last.from) cells.push(last);
  return { span, cells };
}

function childSpan(tree: Reading, node: SyntaxNode, name: string): Span | null {
  const child = node.getChild(name);
  return child ? spanOf(tree, child) : null;
}

function trimmed(tree: Reading, span: Span): Span {
  const { text, from: start } = tree.source.around(span);
  let from = span.from - start;
  let to = span.to - start;
  while (from < to && isBlank(text.charCodeAt(from))) from++;
  while (to > from && isBlank(text.charCodeAt(to - 1))) to--;
  return { from: from + start, to: to + start };
}

function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}
