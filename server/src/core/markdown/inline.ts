import type { SyntaxNode } from '@lezer/common';
import type { Span } from '../text/source.ts';
import { partIndexAt } from './layout.ts';
import type { Part } from './part.ts';
import type { MarkdownTree } from './tree.ts';

export type InlineKind =
  | 'text'
  | 'strong'
  | 'emphasis'
  | 'strike'
  | 'code'
  | 'link'
  | 'image'
  | 'url'
  | 'html'
  | 'comment'
  | 'escape'
  | 'entity'
  | 'break';

/** A piece of inline content. Text between marked-up pieces is a node of kind `text`. */
export interface Inline {
  readonly kind: InlineKind;
  /** With the marks. */
  readonly span: Span;
  /** Without the marks: between the asterisks, the backticks, or a link's brackets. */
  readonly inner: Span;
  /** A link's or image's destination; null for other kinds and for shortcut references such as `[P]`. */
  readonly target: Span | null;
  /** What is inside strong, emphasis, strike, link and image. */
  readonly children: readonly Inline[];
}

const KINDS: Readonly<Record<string, InlineKind>> = {
  StrongEmphasis: 'strong',
  Emphasis: 'emphasis',
  Strikethrough: 'strike',
  InlineCode: 'code',
  Link: 'link',
  Image: 'image',
  URL: 'url',
  Autolink: 'url',
  HTMLTag: 'html',
  ProcessingInstruction: 'html',
  Comment: 'comment',
  Escape: 'escape',
  Entity: 'entity',
  HardBreak: 'break',
};

/** The inline content of a span that `blocks.ts` gave: a paragraph's, heading's or cell's content. */
export function readInlines(tree: MarkdownTree, span: Span): Inline[] {
  if (span.to <= span.from) return [];
  const part = tree.parts[partIndexAt(tree.parts, span.from)];
  if (!part) return [];
  // Offsets in the tree of a part begin with what is parsed before its text.
  const base = part.from - part.head.length;
  return collect(enclosingBlock(part, span, base), span, base);
}

/** What a reader sees: marks, comments and HTML removed, links by their text, entities kept as written. */
export function plainText(tree: MarkdownTree, inlines: readonly Inline[]): string {
  return inlines.map((inline) => plainTextOf(tree, inline)).join('');
}

function plainTextOf(tree: MarkdownTree, inline: Inline): string {
  switch (inline.kind) {
    case 'comment':
    case 'html':
      return '';
    case 'strong':
    case 'emphasis':
    case 'strike':
    case 'link':
    case 'image':
      return plainText(tree, inline.children);
    case 'code':
      return tree.source.slice(inline.inner);
    case 'escape':
      return tree.source.slice(inline.span).slice(1);
    case 'break':
      return ' ';
    case 'text':
    case 'url':
    case 'entity':
      return tree.source.slice(inline.span).replace(/(?<!\s)\s*[\r\n]+\s*/g, ' ');
  }
}

/** @param from what is offset 0 in the tree of the part. */
function enclosingBlock({ tree }: Part, span: Span, from: number): SyntaxNode {
  let node = tree.resolveInner(span.from - from, 1);
  while (
    node.parent &&
    (from + node.to < span.to || KINDS[node.name] !== undefined || node.name.endsWith('Mark'))
  )
    node = node.parent;
  return node;
}

/** @param base what is offset 0 in the tree that the node is in. */
function collect(parent: SyntaxNode, span: Span, base: number): Inline[] {
  const result: Inline[] = [];
  let at = span.from;
  const end = span.to - base;
  for (let node = parent.childAfter(span.from - base); node && node.from < end; node = node.nextSibling) {
    if (node.to > end || base + node.from < at) continue;
    const kind = KINDS[node.name];
    const isContainerMark = node.name === 'QuoteMark';
    if (kind === undefined && !isContainerMark) continue;
    if (base + node.from > at) result.push(textNode(at, base + node.from));
    at = base + node.to;
    if (kind !== undefined) result.push(inlineNode(node, kind, base));
  }
  if (span.to > at) result.push(textNode(at, span.to));
  return result;
}

function textNode(from: number, to: number): Inline {
  return { kind: 'text', span: { from, to }, inner: { from, to }, target: null, children: [] };
}

function inlineNode(node: SyntaxNode, kind: InlineKind, base: number): Inline {
  const span = shifted(node, base);
  const inner = shifted(innerSpan(node, kind), base);
  const url = kind === 'link' || kind === 'image' ? node.getChild('URL') : null;
  const holdsInlines =
    kind === 'strong' || kind === 'emphasis' || kind === 'strike' || kind === 'link' || kind === 'image';
  return {
    kind,
    span,
    inner,
    target: url ? shifted(url, base) : null,
    children: holdsInlines ? collect(node, inner, base) : [],
  };
}

function shifted({ from, to }: Span, by: number): Span {
  return { from: from + by, to: to + by };
}

function innerSpan(node: SyntaxNode, kind: InlineKind): Span {
  const first = node.firstChild;
  if (!first?.name.endsWith('Mark')) return { from: node.from, to: node.to };
  if (kind === 'link' || kind === 'image') {
    const close = node.getChildren('LinkMark')[1];
    return { from: first.to, to: close ? close.from : node.to };
  }
  const last = node.lastChild;
  return { from: first.to, to: last && last.from >= first.to ? last.from : node.to };
}
