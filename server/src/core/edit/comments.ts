import type { Directive } from '../model/document.ts';
import type { DocumentEdit } from '../analysis/finding.ts';
import type { SourceText, Span } from '../text/source.ts';

/** Where each code of a comment stands, in their order. */
export function codeSpans(source: SourceText, { span, codes }: Directive): readonly Span[] {
  const text = source.slice(span);
  let from = 0;
  return codes.map((code) => {
    from = text.indexOf(code, from);
    const found = { from: span.from + from, to: span.from + from + code.length };
    from += code.length;
    return found;
  });
}

/**
 * Takes codes out of a comment, and the comment itself where nothing would be left of it: with its line if it has
 * one of its own.
 * @param codes empty: the whole comment.
 */
export function removeCodes(
  uri: string,
  source: SourceText,
  directive: Directive,
  codes: readonly string[],
): readonly DocumentEdit[] {
  const spans = codeSpans(source, directive);
  const gone = directive.codes.map((code) => codes.length === 0 || codes.includes(code));
  if (gone.every(Boolean)) return [{ uri, span: withLine(source, directive.span), newText: '' }];
  const text = source.text;
  return spans.flatMap((span, index) => {
    if (gone[index] !== true) return [];
    let { from } = span;
    // With the comma or blanks before it: something stands before every code.
    while (/[\s,]/.test(text[from - 1] ?? '')) from--;
    const isFirst = index === 0 || gone.slice(0, index).every(Boolean);
    return [
      {
        uri,
        span: { from, to: isFirst ? endOfSeparator(text, span.to) : span.to },
        newText: isFirst ? ' ' : '',
      },
    ];
  });
}

function endOfSeparator(text: string, at: number): number {
  let to = at;
  while (/[\s,]/.test(text[to] ?? '')) to++;
  return to;
}

/** A comment with all of its line where nothing else stands in it, else with the blanks before it. */
function withLine(source: SourceText, span: Span): Span {
  const first = source.lineSpan(source.lineAt(span.from));
  const last = source.lineSpan(source.lineAt(span.to));
  const before = source.slice({ from: first.from, to: span.from });
  const after = source.slice({ from: span.to, to: last.to });
  if (before.trim() === '' && after.trim() === '') {
    const next = source.lineStart(source.lineAt(span.to) + 1);
    return { from: first.from, to: next };
  }
  return { from: span.from - (before.length - before.trimEnd().length), to: span.to };
}
