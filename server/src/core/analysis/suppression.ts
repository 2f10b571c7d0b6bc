import type { Directive, RoadmapDocument } from '../model/document.ts';
import type { Span } from '../text/source.ts';

/**
 * Whether a comment in the document silences a finding of `code` at `span`:
 * `roadgate-disable-next-line` the next line that is not blank, `roadgate-disable` everything up to the
 * `roadgate-enable` of the same codes. A finding stands where it begins.
 */
export function createSuppression(document: RoadmapDocument): (code: string, span: Span) => boolean {
  const { directives, source } = document;
  const lines = directives.filter(({ kind }) => kind === 'disable-next-line');
  const silencedLines = lines.map((directive) => ({ directive, line: nextTextLine(document, directive) }));
  return (code, span) => {
    const line = source.lineAt(span.from);
    const here = silencedLines.some((entry) => entry.line === line && covers(entry.directive, code));
    return here || isInStretch(directives, code, span);
  };
}

function isInStretch(directives: readonly Directive[], code: string, span: Span): boolean {
  let disabled = false;
  for (const directive of directives) {
    if (directive.span.from > span.from) break;
    if (directive.kind === 'disable' && covers(directive, code)) disabled = true;
    if (directive.kind === 'enable' && covers(directive, code)) disabled = false;
  }
  return disabled;
}

function covers({ codes }: Directive, code: string): boolean {
  return codes.length === 0 || codes.includes(code);
}

/** 0-based; people leave a blank line between a comment and a heading. */
function nextTextLine({ source }: RoadmapDocument, directive: Directive): number {
  let line = source.lineAt(directive.span.to) + 1;
  while (line < source.lineCount && source.lineText(line).trim() === '') line++;
  return line;
}
