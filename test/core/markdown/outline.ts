import type { Nodes, Root } from 'mdast';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { type Block, type ListItem, readBlocks } from '../../../server/src/core/markdown/blocks.ts';
import type { MarkdownTree } from '../../../server/src/core/markdown/tree.ts';
import type { Span } from '../../../server/src/core/text/source.ts';

const remark = unified().use(remarkParse).use(remarkGfm).freeze();
// It loses what follows a `---` that opens no front matter, so it is asked only where there is some.
const withFrontMatter = unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter).freeze();
const FRONT_MATTER = /^---[ \t]*(?:\r\n|\r|\n)(?:[^]*?[\r\n])??---[ \t]*(?:[\r\n]|$)/;

/**
 * The block structure as one line per block, indented by depth: what `blocks.ts` and remark must agree on.
 * Lines are 1-based. Fences carry their text, tables the number of their rows.
 */
export function outlineOf(tree: MarkdownTree): string[] {
  const lines: string[] = [];
  const { layout } = tree;
  const line = (offset: number): number => layout.source.lineAt(layout.toReal(offset)) + 1;
  const place = ({ from, to }: Span): string => `${line(from)}-${line(to)}`;
  const visit = (blocks: readonly Block[], depth: number): void => {
    const say = (text: string): void => void lines.push('  '.repeat(depth) + text);
    for (const block of blocks) {
      switch (block.kind) {
        case 'heading':
          say(`heading ${block.level} ${place(block.span)}`);
          break;
        case 'paragraph':
          say(`paragraph ${place(block.span)}`);
          break;
        case 'list':
          say(`list ${block.ordered ? 'ordered ' : ''}${line(block.span.from)}`);
          for (const item of block.items) {
            lines.push('  '.repeat(depth + 1) + `item ${line(item.span.from)}${boxOf(item)}`);
            visit(item.children, depth + 2);
          }
          break;
        case 'fence':
          say(
            `code ${line(block.span.from)} ${block.info.replace(/\s+/g, ' ')} ${JSON.stringify(block.text)}`,
          );
          break;
        case 'table':
          say(`table ${line(block.span.from)} ${block.rows.length + 1}`);
          break;
        case 'quote':
          say(`quote ${line(block.span.from)}`);
          visit(block.children, depth + 1);
          break;
        case 'code':
        case 'html':
        case 'rule':
        case 'definition':
          say(`${block.kind} ${line(block.span.from)}`);
      }
    }
  };
  visit(readBlocks(tree), 0);
  return lines;
}

function boxOf(item: ListItem): string {
  return item.box && /^[ \txX]$/.test(item.box.state) && !item.box.optional
    ? ` [${/[xX]/.test(item.box.state) ? 'x' : ' '}]`
    : '';
}

/** The same lines, as remark reads the text. */
export function remarkOutlineOf(text: string): string[] {
  const root: Root = (FRONT_MATTER.test(text) ? withFrontMatter : remark).parse(text);
  const lines: string[] = [];
  const visit = (nodes: readonly Nodes[], depth: number): void => {
    for (const node of nodes) {
      const start = node.position?.start.line ?? 0;
      const end = node.position?.end.line ?? 0;
      const say = (said: string): void => void lines.push('  '.repeat(depth) + said);
      // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- inline nodes say nothing here
      switch (node.type) {
        case 'heading':
          say(`heading ${node.depth} ${start}-${end}`);
          break;
        case 'paragraph':
          say(`paragraph ${start}-${end}`);
          break;
        case 'list':
          say(`list ${node.ordered ? 'ordered ' : ''}${start}`);
          visit(node.children, depth + 1);
          break;
        case 'listItem':
          say(`item ${start}${typeof node.checked === 'boolean' ? ` [${node.checked ? 'x' : ' '}]` : ''}`);
          visit(node.children, depth + 1);
          break;
        case 'code':
          say(
            isFence(text, node.position?.start.offset ?? 0)
              ? `code ${start} ${[node.lang, node.meta].filter(Boolean).join(' ').replace(/\s+/g, ' ').trim()} ${JSON.stringify(node.value.replace(/\r\n?/g, '\n'))}`
              : `code ${start}`,
          );
          break;
        case 'table':
          say(`table ${start} ${node.children.length}`);
          break;
        case 'blockquote':
          say(`quote ${start}`);
          visit(node.children, depth + 1);
          break;
        case 'html':
        case 'definition':
          say(`${node.type} ${start}`);
          break;
        case 'thematicBreak':
          say(`rule ${start}`);
          break;
        case 'footnoteDefinition':
          say(`footnote ${start}`);
          break;
        default:
          break;
      }
    }
  };
  visit(root.children, 0);
  return lines;
}

function isFence(text: string, offset: number): boolean {
  return /^(?:```|~~~)/.test(text.slice(offset, offset + 3));
}
