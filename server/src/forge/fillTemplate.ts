import type { Nodes } from 'mdast';
import { remarkGfm, remarkParse, unified } from '../core/markdown/remark.ts';

/** What stands in the place of a placeholder. */
export interface TemplateValue {
  /** A block begins on a line of its own, wherever the placeholder stands. */
  readonly kind: 'inline' | 'block';
  readonly markdown: string;
}

export interface FilledTemplate {
  readonly markdown: string;
  /** Names of the placeholders that were filled in. */
  readonly used: ReadonlySet<string>;
  /** Names that look like placeholders and are none; they stay as they stand. */
  readonly unknown: readonly string[];
}

/**
 * Fills in the `{placeholders}` of a Markdown template. Only text counts: braces in code, HTML and comments
 * are what they are, and so is `\{id}`. Everything else stays as it was written, apart from line ends (`\n`).
 */
export function fillTemplate(template: string, values: ReadonlyMap<string, TemplateValue>): FilledTemplate {
  const source = template.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const used = new Set<string>();
  const unknown = new Set<string>();
  let markdown = '';
  let end = 0;
  for (const { from, to, name } of placeholders(source)) {
    const value = values.get(name);
    if (value === undefined) unknown.add(name);
    else {
      used.add(name);
      const place = value.kind === 'block' ? blockPlace(source, from, to) : { from, to };
      const start = Math.max(place.from, end);
      markdown += source.slice(end, start);
      markdown += written(value, markdown, place.to === source.length);
      end = place.to;
    }
  }
  return { markdown: markdown + source.slice(end), used, unknown: [...unknown] };
}

/** A one-line template with its placeholders filled in; what an empty one leaves behind is taken away. */
export function fillLine(template: string, values: ReadonlyMap<string, string>): string {
  return template
    .replace(PLACEHOLDER, (whole, name: string) => values.get(name) ?? whole)
    .replace(/\[\s*\]|\(\s*\)/g, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(/^[\s:–—|-]+|[\s:–—|-]+$/gu, '');
}

interface Placeholder {
  readonly from: number;
  readonly to: number;
  readonly name: string;
}

const PLACEHOLDER = /(?<!\\)\{([A-Za-z][A-Za-z-]{0,40})\}/g;

const parser = unified().use(remarkParse).use(remarkGfm);

function placeholders(source: string): Placeholder[] {
  return textSpans(parser.parse(source)).flatMap(([start, end]) =>
    [...source.slice(start, end).matchAll(PLACEHOLDER)].map((match) => {
      const from = start + match.index;
      return { from, to: from + match[0].length, name: match[1] ?? '' };
    }),
  );
}

function textSpans(node: Nodes): [from: number, to: number][] {
  if (node.type === 'text') {
    const { start, end } = node.position ?? {};
    return start?.offset === undefined || end?.offset === undefined ? [] : [[start.offset, end.offset]];
  }
  return 'children' in node ? node.children.flatMap((child) => textSpans(child)) : [];
}

/** A block takes the blanks and line ends around it away, and brings its own. */
function blockPlace(source: string, from: number, to: number): { from: number; to: number } {
  const before = /\s*$/.exec(source.slice(0, from))?.[0].length ?? 0;
  const after = /^\s*/.exec(source.slice(to))?.[0].length ?? 0;
  return { from: from - before, to: to + after };
}

function written({ kind, markdown }: TemplateValue, before: string, isLast: boolean): string {
  if (kind === 'inline') return markdown;
  const above = before === '' || before.endsWith('\n\n') ? '' : '\n\n';
  return `${above}${markdown.trim()}${isLast ? '\n' : '\n\n'}`;
}
