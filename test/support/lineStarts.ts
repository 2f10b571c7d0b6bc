import type { SourceText } from '../../server/src/core/text/source.ts';

/** Where all lines of a text start. */
export function lineStarts(source: SourceText): number[] {
  return Array.from({ length: source.lineCount }, (_, line) => source.lineStart(line));
}
