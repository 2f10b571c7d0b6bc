import type { DocumentEdit, Finding } from '../analysis/finding.ts';
import { type Block, readPartBlocks } from '../markdown/blocks.ts';
import { partIndexAt } from '../markdown/layout.ts';
import type { MarkdownTree } from '../markdown/tree.ts';
import type { SourceText, Span } from '../text/source.ts';

/**
 * The edits that silence a finding by a comment with room for a reason, put where it leaves list, table and paragraph
 * as they are: above a heading, around code, else at the end of the line. Undefined where no comment can stand.
 * @param tree the Markdown of the document's text; the finding stands at offsets of that text.
 */
export function silence(
  uri: string,
  tree: MarkdownTree,
  { code, span }: Pick<Finding, 'code' | 'span'>,
): readonly DocumentEdit[] | undefined {
  const { layout } = tree;
  const { source } = layout;
  const at = layout.toStable(span.from);
  if (tree.frontMatter && at <= tree.frontMatter.to) return undefined;
  const part = tree.parts[partIndexAt(tree.parts, at)];
  const block = part && innermost(readPartBlocks(tree, part), at);
  const insert = (offset: number, newText: string): DocumentEdit => ({
    uri,
    span: { from: offset, to: offset },
    newText,
  });
  const line = source.lineSpan(source.lineAt(span.from));
  switch (block?.kind) {
    case 'heading':
    case 'definition':
      return [insert(line.from, `${indentOf(source, line)}${comment('disable-next-line', code)}\n`)];
    case 'fence':
    case 'code':
    case 'html': {
      const first = source.lineSpan(source.lineAt(layout.toReal(block.span.from)));
      const last = source.lineSpan(source.lineAt(layout.toReal(block.span.to)));
      const indent = indentOf(source, first);
      return [
        insert(first.from, `${indent}${comment('disable', code)}\n`),
        insert(last.to, `\n${indent}<!-- roadgate-enable ${code} -->`),
      ];
    }
    case 'table': {
      const row = [block.header, ...block.rows].find((each) => contains(each.span, at));
      const cell = row?.cells.at(-1);
      return cell && [insert(layout.toReal(cell.to), ` ${comment('disable-line', code)}`)];
    }
    case 'list':
    case 'paragraph':
    case 'quote':
    case 'rule':
    case undefined: {
      const end = line.from + source.slice(line).trimEnd().length;
      return [insert(end, ` ${comment('disable-line', code)}`)];
    }
  }
}

function comment(kind: string, code: string): string {
  return `<!-- roadgate-${kind} ${code} -- why -->`;
}

/** What a line of its own must begin with to stand where this line stands: quote marks, and blanks for all else. */
function indentOf(source: SourceText, line: Span): string {
  const [lead = ''] = /^(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*/.exec(source.slice(line)) ?? [];
  return lead.replace(/[^>\t]/g, ' ');
}

function innermost(blocks: readonly Block[], at: number): Block | undefined {
  const block = blocks.find(({ span }) => contains(span, at));
  if (block?.kind === 'quote') return innermost(block.children, at) ?? block;
  if (block?.kind !== 'list') return block;
  const item = block.items.find(({ span }) => contains(span, at));
  return item && innermost(item.children, at);
}

function contains(span: Span, at: number): boolean {
  return span.from <= at && at <= span.to;
}
