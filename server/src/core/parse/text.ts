import { type Inline, readInlines } from '../markdown/inline.ts';
import type { MarkdownTree } from '../markdown/tree.ts';
import type { Span } from '../text/source.ts';

export type Emphasis = 'strong' | 'emphasis' | 'strike' | 'code' | 'link';

/** A stretch of plain text that has a certain markup in the document. Offsets are those of the plain text. */
export interface Marked extends Span {
  readonly kind: Emphasis;
}

/**
 * What a reader sees of some inline content, with the way back to the document: words are looked for in
 * `text`, and what is found is reported at its offsets in the file.
 */
export interface PlainText {
  readonly text: string;
  readonly marked: readonly Marked[];
  /** Where each run of characters that stand together in the document starts, in `text`. */
  readonly runs: readonly Run[];
}

interface Run {
  /** Offset in the plain text. */
  readonly at: number;
  /** Offset in the document. */
  readonly source: number;
}

/** The plain text of a span that holds inline content. Comments and HTML tags leave nothing behind. */
export function readPlainText(tree: MarkdownTree, span: Span): PlainText {
  const raw = tree.source.slice(span);
  if (!MARKUP.test(raw)) return { text: raw, marked: [], runs: [{ at: 0, source: span.from }] };
  const sink: Sink = { text: '', marked: [], runs: [] };
  for (const inline of readInlines(tree, span)) append(tree, inline, sink);
  return sink;
}

const MARKUP = /[*_~`[\]<>\\&\n\r]/;

interface Sink {
  text: string;
  readonly marked: Marked[];
  readonly runs: Run[];
}

function append(tree: MarkdownTree, inline: Inline, sink: Sink): void {
  switch (inline.kind) {
    case 'comment':
    case 'html':
      return;
    case 'strong':
    case 'emphasis':
    case 'strike':
    case 'link':
    case 'image': {
      const from = sink.text.length;
      // `[P]` without a definition is a link to the parser and a tag to a reader: the brackets stay.
      const isTag = inline.kind === 'link' && inline.target === null;
      if (isTag) appendRun(tree, { from: inline.span.from, to: inline.inner.from }, sink);
      for (const child of inline.children) append(tree, child, sink);
      if (isTag) appendRun(tree, { from: inline.inner.to, to: inline.span.to }, sink);
      else if (inline.kind !== 'image') sink.marked.push({ kind: inline.kind, from, to: sink.text.length });
      return;
    }
    case 'code':
      sink.marked.push({
        kind: 'code',
        from: sink.text.length,
        to: sink.text.length + inline.inner.to - inline.inner.from,
      });
      appendRun(tree, inline.inner, sink);
      return;
    case 'escape':
      appendRun(tree, { from: inline.span.from + 1, to: inline.span.to }, sink);
      return;
    case 'break':
    case 'text':
    case 'url':
    case 'entity':
      appendRun(tree, inline.span, sink);
  }
}

function appendRun(tree: MarkdownTree, span: Span, sink: Sink): void {
  if (span.to <= span.from) return;
  sink.runs.push({ at: sink.text.length, source: span.from });
  sink.text += tree.source.slice(span);
}

/** The offset in the document of the character at `at` in the plain text. */
export function sourceOffset(text: PlainText, at: number): number {
  let low = 0;
  let high = text.runs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((text.runs[middle]?.at ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  const run = text.runs[low];
  return run ? run.source + at - run.at : 0;
}

/** The span in the document of a non-empty range of the plain text. */
export function sourceSpan(text: PlainText, range: Span): Span {
  const from = sourceOffset(text, range.from);
  return { from, to: range.to > range.from ? sourceOffset(text, range.to - 1) + 1 : from };
}
