import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver-types';
import { type Block, readBlocks } from '../core/markdown/blocks.ts';
import { parseMarkdown } from '../core/markdown/tree.ts';
import type { RoadmapDocument } from '../core/model/document.ts';
import type { SourceText, Span } from '../core/text/source.ts';

/**
 * What can be folded away: sections, list items with more than a line, fences, tables, quotes, HTML, comments
 * and front matter. Editors without a Markdown reader of their own have no other folding.
 * @param most the editor takes no more; the outermost are kept.
 */
export function provideFoldingRanges({ source }: RoadmapDocument, most = Infinity): FoldingRange[] {
  const tree = parseMarkdown(source);
  const blocks = readBlocks(tree);
  const ranges = [
    ...(tree.frontMatter ? fold(source, tree.frontMatter, FoldingRangeKind.Region) : []),
    ...sections(source, blocks),
    ...blocks.flatMap((block) => [...within(source, block)]),
  ];
  const starts = new Set<number>();
  return ranges
    .sort((a, b) => a.startLine - b.startLine || b.endLine - a.endLine)
    .filter(({ startLine }) => !starts.has(startLine) && starts.add(startLine))
    .slice(0, most);
}

/** A section reaches to the next heading of its level or above, blank lines before that left out. */
function* sections(source: SourceText, blocks: readonly Block[]): Iterable<FoldingRange> {
  const open: { readonly level: number; readonly from: number }[] = [];
  let end = 0;
  for (const block of blocks) {
    if (block.kind === 'heading') {
      yield* close(source, open, block.level, end);
      open.push({ level: block.level, from: block.span.from });
    }
    end = block.span.to;
  }
  yield* close(source, open, 0, end);
}

function* close(
  source: SourceText,
  open: { readonly level: number; readonly from: number }[],
  level: number,
  end: number,
): Iterable<FoldingRange> {
  for (let last = open.at(-1); last && last.level >= level; last = open.at(-1)) {
    open.pop();
    yield* fold(source, { from: last.from, to: end });
  }
}

function* within(source: SourceText, block: Block): Iterable<FoldingRange> {
  switch (block.kind) {
    case 'list':
      for (const item of block.items) {
        yield* fold(source, item.span);
        for (const child of item.children) yield* within(source, child);
      }
      return;
    case 'quote':
      yield* fold(source, block.span);
      for (const child of block.children) yield* within(source, child);
      return;
    case 'html':
      yield* fold(source, block.span, block.comment ? FoldingRangeKind.Comment : undefined);
      return;
    case 'fence':
    case 'table':
      yield* fold(source, block.span);
      return;
    case 'heading':
    case 'paragraph':
    case 'code':
    case 'rule':
    case 'definition':
      return;
  }
}

function* fold(source: SourceText, { from, to }: Span, kind?: FoldingRangeKind): Iterable<FoldingRange> {
  const startLine = source.lineAt(from);
  const endLine = source.lineAt(Math.max(from, to - 1));
  if (endLine > startLine) yield { startLine, endLine, ...(kind === undefined ? {} : { kind }) };
}
