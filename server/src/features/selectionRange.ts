import type { Position, SelectionRange } from 'vscode-languageserver-types';
import { type Block, type List, type ListItem, readBlocks, type TableRow } from '../core/markdown/blocks.ts';
import { type Inline, readInlines } from '../core/markdown/inline.ts';
import { type MarkdownTree, parseMarkdown } from '../core/markdown/tree.ts';
import type { RoadmapDocument } from '../core/model/document.ts';
import { readFieldLines } from '../core/parse/fields.ts';
import type { SourceText, Span } from '../core/text/source.ts';
import { toRange, touches } from './convert.ts';
import { mentionAt } from './mention.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * What "expand selection" selects step by step from each position: the word, the id or reference it is part of,
 * the value and the whole of its field, the line, the item with what is below it, the list with its label, the
 * section, the task, the phase, the document. Each range holds the one before and is larger.
 */
export function provideSelectionRanges(snapshot: Snapshot, positions: readonly Position[]): SelectionRange[] {
  const { document } = snapshot;
  const tree = parseMarkdown(document.source);
  const blocks = readBlocks(tree);
  const outer = [...unitSpans(document), ...sectionSpans(tree, blocks)];
  return positions.map((position) => {
    const offset = document.source.offsetAt(position);
    const spans = [
      ...outer,
      ...blockSpans(tree, blocks, offset),
      ...wordSpans(document.source, offset),
      ...toldSpans(snapshot, offset),
    ];
    return toSelectionRange(document.source, nested(document.source, spans, offset));
  });
}

/** From the smallest span at `offset` outwards, those that hold the one before; the last is the document. */
function nested(source: SourceText, spans: readonly Span[], offset: number): Span[] {
  const inside = spans
    .filter((span) => touches(span, offset))
    .map((span) => withoutBlanks(source.text, span))
    .filter((span) => span.to > span.from && touches(span, offset))
    .sort((a, b) => size(a) - size(b) || b.from - a.from);
  const chain: Span[] = [];
  for (const span of [...inside, { from: 0, to: source.length }]) {
    const last = chain.at(-1);
    if (last === undefined || (span.from <= last.from && last.to <= span.to && size(span) > size(last)))
      chain.push(span);
  }
  return chain;
}

function size({ from, to }: Span): number {
  return to - from;
}

function withoutBlanks(text: string, span: Span): Span {
  let { from, to } = span;
  while (from < to && /\s/.test(text.charAt(from))) from++;
  while (to > from && /\s/.test(text.charAt(to - 1))) to--;
  return { from, to };
}

function toSelectionRange(source: SourceText, chain: readonly Span[]): SelectionRange {
  const [first = { from: 0, to: 0 }, ...rest] = chain;
  const range = toRange(source, first);
  return rest.length === 0 ? { range } : { range, parent: toSelectionRange(source, rest) };
}

function* wordSpans(source: SourceText, offset: number): Iterable<Span> {
  const line = source.lineSpan(source.lineAt(offset));
  yield line;
  const text = source.slice(line);
  for (const pattern of [WORD, TOKEN])
    for (const { 0: word, index } of text.matchAll(pattern))
      yield { from: line.from + index, to: line.from + index + word.length };
}

const WORD = /[\p{L}\p{M}\p{N}_]+/gu;
/** `P0-1`, `#12`, `1.1`, `src/app.ts`: words that stand together as one. */
const TOKEN = /#?[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_]|[-._:/](?=[\p{L}\p{N}_]))*/gu;

/** What the model knows of: ids, references with their paths and lines, states, branches. */
function* toldSpans(snapshot: Snapshot, offset: number): Iterable<Span> {
  const { tasks } = snapshot.document;
  const mention = mentionAt(snapshot, offset);
  if (mention) yield mention.span;
  if (mention?.kind === 'reference') yield* [mention.reference.pathSpan, ...mention.reference.rangeSpans];
  for (const { statusClaim, branchSpan, extent } of tasks) {
    if (!touches(extent, offset)) continue;
    if (statusClaim) yield statusClaim.span;
    if (branchSpan) yield branchSpan;
  }
}

function* unitSpans({ tasks, groups }: RoadmapDocument): Iterable<Span> {
  for (const { extent } of [...groups, ...tasks]) yield extent;
}

/** Front matter, and sections: each reaches to the next heading of its level or above. */
function* sectionSpans({ frontMatter, source }: MarkdownTree, blocks: readonly Block[]): Iterable<Span> {
  if (frontMatter) yield frontMatter;
  const open: { readonly level: number; readonly from: number }[] = [];
  for (const block of blocks) {
    if (block.kind !== 'heading') continue;
    yield* closed(open, block.level, block.span.from);
    open.push({ level: block.level, from: block.span.from });
  }
  yield* closed(open, 0, source.length);
}

function* closed(open: { readonly level: number; readonly from: number }[], level: number, to: number) {
  for (let last = open.at(-1); last && last.level >= level; last = open.at(-1)) {
    open.pop();
    yield { from: last.from, to };
  }
}

function* blockSpans(tree: MarkdownTree, blocks: readonly Block[], offset: number): Iterable<Span> {
  for (const [index, block] of blocks.entries()) {
    const next = blocks[index + 1];
    if (next && touches({ from: block.span.from, to: next.span.to }, offset))
      yield* labelled(tree, block, next);
    if (!touches(block.span, offset)) continue;
    // In an item, the span of the first paragraph has the box in it.
    yield block.kind === 'paragraph' ? block.content : block.span;
    yield* within(tree, block, offset);
  }
}

/** A label and the list, table or fence that it names. */
function* labelled(tree: MarkdownTree, block: Block, next: Block): Iterable<Span> {
  if (block.kind !== 'paragraph' || !['list', 'fence', 'table'].includes(next.kind)) return;
  const label = readFieldLines(tree, block.content).fields.at(-1);
  if (label?.value === null) yield { from: label.at, to: next.span.to };
}

function* within(tree: MarkdownTree, block: Block, offset: number): Iterable<Span> {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      yield* contentSpans(tree, block.content, offset);
      return;
    case 'list':
      yield* itemSpans(tree, block, offset);
      return;
    case 'quote':
      yield* blockSpans(tree, block.children, offset);
      return;
    case 'table':
      yield* rowSpans(tree, [block.header, ...block.rows], offset);
      return;
    case 'fence': {
      const [first, last] = [block.lines[0], block.lines.at(-1)];
      if (first && last) yield { from: first.from, to: last.to };
      return;
    }
    case 'code':
    case 'html':
    case 'rule':
    case 'definition':
      return;
  }
}

function* itemSpans(tree: MarkdownTree, list: List, offset: number): Iterable<Span> {
  const item = list.items.find(({ span }) => touches(span, offset));
  if (!item) return;
  yield item.span;
  yield ownText(item);
  if (touches(item.content, offset)) yield* contentSpans(tree, item.content, offset);
  yield* blockSpans(tree, item.children, offset);
}

/** The item from its marker, without what is nested in it. */
function ownText({ marker, content, box }: ListItem): Span {
  return { from: marker.from, to: Math.max(marker.to, box?.span.to ?? 0, content.to) };
}

function* rowSpans(tree: MarkdownTree, rows: readonly TableRow[], offset: number): Iterable<Span> {
  const row = rows.find(({ span }) => touches(span, offset));
  if (!row) return;
  yield row.span;
  for (const cell of row.cells) if (touches(cell, offset)) yield* contentSpans(tree, cell, offset);
}

/** A paragraph's, heading's or cell's text: its fields with their values, and marked text with and without marks. */
function* contentSpans(tree: MarkdownTree, content: Span, offset: number): Iterable<Span> {
  yield content;
  const { fields } = readFieldLines(tree, content);
  for (const [index, { at, labelSpan, valueSpan }] of fields.entries()) {
    yield* [{ from: at, to: fields[index + 1]?.at ?? content.to }, labelSpan, valueSpan];
  }
  yield* inlineSpans(readInlines(tree, content), offset);
}

function* inlineSpans(inlines: readonly Inline[], offset: number): Iterable<Span> {
  for (const { kind, span, inner, target, children } of inlines) {
    if (kind === 'text' || !touches(span, offset)) continue;
    yield* [span, inner, ...(target ? [target] : [])];
    yield* inlineSpans(children, offset);
  }
}
