import type { ListItem, Table } from '../markdown/blocks.ts';
import type { MarkdownTree } from '../markdown/tree.ts';
import type { RoadmapDocument } from '../model/document.ts';
import { columnNamed } from '../parse/tasks/row.ts';
import { readPlainText } from '../parse/text.ts';
import type { ColumnName } from '../parse/vocabulary/index.ts';
import { type Node, type Place, innermostNode } from './place.ts';
import { code, quoted } from './text.ts';

/** What the line is in Markdown. */
export function describeBlock(tree: MarkdownTree, place: Place): string {
  if (place.isFrontMatter) return 'front matter';
  const own = place.nodes.at(-1);
  if (!own) return 'an empty line';
  const isQuoted = own.kind !== 'quote' && innermostNode(place, 'quote') !== undefined;
  return `${describeNode(tree, place, own)}${isQuoted ? ', in a quotation' : ''}`;
}

function describeNode(tree: MarkdownTree, place: Place, node: Node): string {
  switch (node.kind) {
    case 'heading':
      return `a heading of level ${node.level}`;
    case 'paragraph':
    case 'list':
    case 'item':
      return describeText(tree, place);
    case 'fence':
      return `a fence${node.language === null ? '' : ` in ${code(node.language)}`} that begins in line ${lineOf(tree, node)}${node.closed ? '' : ' and is never closed'}`;
    case 'code':
      return 'indented code (four blanks or more before the text)';
    case 'html':
      return node.comment ? 'a comment' : 'HTML';
    case 'row':
      if (node.row === null) return 'the line of dashes below the header of a table';
      return `${node.isHeader ? 'the header' : 'a row'} of a table with the columns ${columns(tree, node.table)}`;
    case 'table':
      return 'a table';
    case 'quote':
      return 'a quotation';
    case 'rule':
      return 'a rule between sections';
    case 'definition':
      return 'the target of a link';
  }
}

function describeText(tree: MarkdownTree, place: Place): string {
  const item = innermostNode(place, 'item');
  if (!item) return 'a paragraph';
  const first = lineOf(tree, item);
  if (tree.source.lineText(place.line - 1).trim() === '') return 'an empty line in a list';
  if (first !== place.line) return `text of the list item in line ${first}`;
  const depth = place.nodes.filter(({ kind }) => kind === 'item').length;
  return `a list item${depth > 1 ? ` of level ${depth}` : ''}, ${describeBox(tree, item)}`;
}

function describeBox({ source }: MarkdownTree, { box }: ListItem): string {
  return box ? `with the box ${code(source.slice(box.span))}` : 'without a box';
}

function columns(tree: MarkdownTree, { header }: Table): string {
  return header.cells
    .map((cell) => {
      const text = readPlainText(tree, cell).text;
      const name = columnNamed(text);
      return `${quoted(text)} (${name === null ? 'not known' : COLUMNS[name]})`;
    })
    .join(', ');
}

const COLUMNS: Readonly<Record<ColumnName, string>> = {
  id: 'id',
  name: 'task',
  status: 'status',
  owner: 'owner',
  effort: 'effort',
  completion: 'how much is done',
  dependsOn: 'dependencies',
  priority: 'priority',
  criteria: 'criteria',
  files: 'files',
  branch: 'branch',
  labels: 'labels',
  calendar: 'time',
};

function lineOf({ source }: MarkdownTree, { span }: { readonly span: { readonly from: number } }): number {
  return source.lineAt(span.from) + 1;
}

/** The headings above the line, the outermost first; empty without any. */
export function headingsAbove({ source }: RoadmapDocument, { sections, line }: Place): string {
  return sections
    .flatMap(({ heading, headline }) => {
      const at = heading ? source.lineAt(heading.span.from) + 1 : line;
      return headline && at !== line ? [`${quoted(headline.text.text)} (line ${at})`] : [];
    })
    .join(' › ');
}
