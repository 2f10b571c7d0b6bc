import type { SourceText } from '../text/source.ts';

/** How many lines a file has; the empty one after a final line break is none. */
export function countLines(source: SourceText): number {
  const last = source.lineSpan(source.lineCount - 1);
  return last.from === last.to ? source.lineCount - 1 : source.lineCount;
}
