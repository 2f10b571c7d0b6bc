import type { Finding } from '../core/analysis/finding.ts';
import type { SourceText, Span } from '../core/text/source.ts';

/**
 * Keeps back findings that were not there before and touch the word being typed: half a path exists nowhere,
 * and nobody wants to be told while writing the other half. What is solved is never kept back.
 * @param shown the findings that the editor shows now.
 * @param typedAt where the last edit ended, in offsets of `source`.
 */
export function holdBack(
  findings: readonly Finding[],
  shown: readonly Finding[],
  source: SourceText,
  typedAt: number,
): readonly Finding[] {
  const word = wordAt(source, typedAt);
  const wasShown = (finding: Finding): boolean =>
    shown.some((other) => other.code === finding.code && other.message === finding.message);
  // Also when it moves, a finding is the same while it says the same.
  return findings.filter((finding) => !touches(finding.span, word) || wasShown(finding));
}

function wordAt(source: SourceText, offset: number): Span {
  const line = source.lineSpan(source.lineAt(offset));
  let from = Math.min(offset, line.to);
  let to = from;
  while (from > line.from && !isBlank(source.text, from - 1)) from--;
  while (to < line.to && !isBlank(source.text, to)) to++;
  return { from, to };
}

function isBlank(text: string, offset: number): boolean {
  return /\s/.test(text.charAt(offset));
}

function touches(a: Span, b: Span): boolean {
  return a.from <= b.to && b.from <= a.to;
}
