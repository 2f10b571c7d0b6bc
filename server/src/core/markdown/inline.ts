import type { Element } from '@lezer/markdown';
import type { Span } from '../text/source.ts';
import { lowerBound } from '../text/spans.ts';
import { partIndexAt } from './layout.ts';
import { type LeafText, leafAt } from './leaves.ts';
import { inlineParser, mayHoldMarks } from './parser.ts';
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

/** The inline content of a span that `blocks.ts` gave, or of a piece of one: a paragraph's, heading's or cell's content. */
export function readInlines(tree: MarkdownTree, span: Span): Inline[] {
  if (span.to <= span.from) return [];
  const part = tree.parts[partIndexAt(tree.parts, span.from)];
  const leaf = part && leafAt(part, span);
  return withTexts(leaf?.marked(readMarked) ?? NOTHING, span);
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

/** Markup, and what is no content at all: the mark of a quotation at the start of a line. */
export type Marked = Inline | { readonly kind: 'gap'; readonly span: Span };

/** One list for all that hold nothing, as most do. */
const NOTHING: readonly never[] = [];

function readMarked({ text, from, quoteMarks }: LeafText): readonly Marked[] {
  if (quoteMarks.length === 0 && !mayHoldMarks(text)) return NOTHING;
  return toMarked(inlineParser.parseInline(text, from), quoteMarks);
}

/** The markup that lies whole within the span, and as text all that lies between. */
function withTexts(marked: readonly Marked[], span: Span): Inline[] {
  const result: Inline[] = [];
  let at = span.from;
  for (let index = lowerBound(marked, (node) => node.span.to, at + 1); index < marked.length; index++) {
    const node = marked[index];
    if (!node || node.span.from >= span.to) break;
    const { from, to } = node.span;
    if (to > span.to || from < at) continue;
    if (from > at) result.push(textNode(at, from));
    at = to;
    if (node.kind !== 'gap') result.push(node);
  }
  if (span.to > at) result.push(textNode(at, span.to));
  return result;
}

function textNode(from: number, to: number): Inline {
  const span = { from, to };
  return { kind: 'text', span, inner: span, target: null, children: NOTHING };
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

const { types } = inlineParser.nodeSet;
/** By the number of Lezer's type. */
const kinds = types.map(({ name }) => KINDS[name]);
const isMark = types.map(({ name }) => name.endsWith('Mark'));
const LINK_MARK = types.findIndex(({ name }) => name === 'LinkMark');
const URL = types.findIndex(({ name }) => name === 'URL');

function toMarked(elements: readonly Element[], quoteMarks: readonly Span[]): readonly Marked[] {
  const marked: Marked[] = [];
  for (const element of elements) {
    const kind = kinds[element.type];
    if (kind !== undefined) marked.push(toInline(element, kind, quoteMarks));
  }
  if (quoteMarks.length === 0) return marked;
  // Both stand in order.
  let index = 0;
  for (const span of quoteMarks) {
    while ((elements[index]?.to ?? Infinity) < span.to) index++;
    const element = elements[index];
    if (!element || element.from >= span.from) marked.push({ kind: 'gap', span });
  }
  return marked.sort((a, b) => a.span.from - b.span.from);
}

function toInline(element: Element, kind: InlineKind, quoteMarks: readonly Span[]): Inline {
  const { from, to } = element;
  const children = childrenOf(element);
  const isLink = kind === 'link' || kind === 'image';
  const url = isLink ? children.find(({ type }) => type === URL) : undefined;
  const inner = innerSpan(element, children, isLink);
  const holdsInlines = isLink || kind === 'strong' || kind === 'emphasis' || kind === 'strike';
  return {
    kind,
    span: { from, to },
    inner,
    target: url ? { from: url.from, to: url.to } : null,
    children: holdsInlines ? withTexts(toMarked(children, marksIn(quoteMarks, element)), inner) : NOTHING,
  };
}

/** Those of the marks, which stand in order, that lie within the span. */
function marksIn(marks: readonly Span[], { from, to }: Span): readonly Span[] {
  if (marks.length === 0) return marks;
  return marks.slice(
    lowerBound(marks, (mark) => mark.from, from),
    lowerBound(marks, (mark) => mark.to, to + 1),
  );
}

function childrenOf(element: Element): readonly Element[] {
  return hasChildren(element) ? element.children : NOTHING;
}

/** Lezer keeps them out of its types. */
function hasChildren(element: Element): element is Element & { readonly children: readonly Element[] } {
  return 'children' in element;
}

function innerSpan({ from, to }: Span, children: readonly Element[], isLink: boolean): Span {
  const [first] = children;
  if (!first || isMark[first.type] !== true) return { from, to };
  if (isLink) {
    const close = children.filter(({ type }) => type === LINK_MARK)[1];
    return { from: first.to, to: close ? close.from : to };
  }
  const last = children.at(-1);
  return { from: first.to, to: last && last.from >= first.to ? last.from : to };
}
