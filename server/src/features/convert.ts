import type { Range } from 'vscode-languageserver-types';
import type { SourceText, Span } from '../core/text/source.ts';

/** The core counts offsets, LSP counts lines and columns; both in UTF-16 code units, from 0. */
export function toRange(source: SourceText, span: Span): Range {
  return { start: source.placeAt(span.from), end: source.placeAt(span.to) };
}

/** Places outside the text are moved to its nearest end. */
export function toSpan(source: SourceText, range: Range): Span {
  const from = source.offsetAt(range.start);
  return { from, to: Math.max(from, source.offsetAt(range.end)) };
}

/** The range of 1-based, inclusive lines of another file, whose text is not at hand. */
export function lineRange(first: number, last: number): Range {
  const start = Math.max(0, first - 1);
  return { start: { line: start, character: 0 }, end: { line: Math.max(start, last - 1), character: 0 } };
}

/** True if the cursor touches the span: a position at its end counts, as it does for editors. */
export function touches(span: Span, offset: number): boolean {
  return span.from <= offset && offset <= span.to;
}
