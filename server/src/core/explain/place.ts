import { type Block, type ListItem, type Table, type TableRow, readBlocks } from '../markdown/blocks.ts';
import type { MarkdownTree } from '../markdown/tree.ts';
import { type Section, allSections } from '../parse/sections.ts';
import type { Span } from '../text/source.ts';

/** A block, or a part of one that has a line of its own. */
export type Node = Block | ListItem | TableLine;

export interface TableLine {
  readonly kind: 'row';
  readonly table: Table;
  /** Null: the line of dashes below the header. */
  readonly row: TableRow | null;
  readonly isHeader: boolean;
}

/** Where a line stands. */
export interface Place {
  /** 1-based. */
  readonly line: number;
  /** The line itself. */
  readonly span: Span;
  readonly isFrontMatter: boolean;
  /** From the outermost to the one whose heading or block the line is; the last one before a line between blocks. */
  readonly sections: readonly Section[];
  /** The blocks that hold the line, containers first; empty between blocks. */
  readonly nodes: readonly Node[];
}

/** @param line 1-based, within the document. */
export function findPlace(tree: MarkdownTree, root: Section, line: number): Place {
  const span = tree.source.lineSpan(line - 1);
  const isFrontMatter = tree.frontMatter !== null && span.from < tree.frontMatter.to;
  const nodes = isFrontMatter ? [] : nodesAt(tree, readBlocks(tree), span);
  return { line, span, isFrontMatter, sections: sectionsAt(root, nodes[0], span), nodes };
}

function nodesAt(tree: MarkdownTree, blocks: readonly Block[], line: Span): Node[] {
  const block = blocks.find(({ span }) => holds(span, line));
  if (!block) return [];
  switch (block.kind) {
    case 'list': {
      const item = block.items.find(({ span }) => holds(span, line));
      return item ? [block, item, ...nodesAt(tree, item.children, line)] : [block];
    }
    case 'quote':
      return [block, ...nodesAt(tree, block.children, line)];
    case 'table':
      return [block, tableLine(block, line)];
    case 'heading':
    case 'paragraph':
    case 'fence':
    case 'code':
    case 'html':
    case 'rule':
    case 'definition':
      return [block];
  }
}

function tableLine(table: Table, line: Span): TableLine {
  if (holds(table.header.span, line)) return { kind: 'row', table, row: table.header, isHeader: true };
  const row = table.rows.find(({ span }) => holds(span, line)) ?? null;
  return { kind: 'row', table, row, isHeader: false };
}

function holds(span: Span, line: Span): boolean {
  return span.from <= line.to && span.to > line.from;
}

/** The outline above a top-level block, or above a line between blocks. */
function sectionsAt(root: Section, block: Node | undefined, line: Span): Section[] {
  let own = root;
  for (const section of allSections(root)) {
    const isOwn =
      block !== undefined && (section.heading === block || section.blocks.some((one) => one === block));
    if (isOwn) return pathTo(root, section);
    if (section.heading && section.heading.span.from <= line.from) own = section;
  }
  return pathTo(root, own);
}

function pathTo(section: Section, target: Section): Section[] {
  if (section === target) return [section];
  for (const child of section.children) {
    const below = pathTo(child, target);
    if (below.length > 0) return [section, ...below];
  }
  return [];
}

/** The innermost node of a kind. */
export function innermostNode<K extends Node['kind']>(
  { nodes }: Place,
  kind: K,
): Extract<Node, { kind: K }> | undefined {
  return nodes.findLast((node): node is Extract<Node, { kind: K }> => node.kind === kind);
}
