import { removeCodes } from '../../edit/comments.ts';
import type { Rule } from '../rule.ts';
import { type IdleComment, UNUSED } from '../suppression.ts';

/** A comment that silences what is not there: it would hide the next real finding. */
export const suppressionUnused: Rule = {
  code: UNUSED,
  severity: 'information',
  reads: 'suppression',
  *checkSuppression({ document: { uri, source } }, idle) {
    for (const comment of idle) {
      const { directive, codes } = comment;
      const whole = codes.length === directive.codes.length;
      yield {
        span: directive.span,
        message: describe(comment),
        fixes: [
          {
            title: whole ? 'Remove the comment' : `Remove ${codes.join(', ')} from the comment`,
            preferred: true,
            edits: removeCodes(uri, source, directive, codes),
          },
        ],
      };
    }
  },
};

function describe({ directive: { kind }, codes }: IdleComment): string {
  const what = codes.length === 0 ? 'nothing' : codes.join(', ');
  if (kind === 'enable') {
    return codes.length === 0
      ? 'This comment enables nothing: no rule is disabled above it.'
      : `This comment enables nothing: ${what} ${codes.length === 1 ? 'is' : 'are'} not disabled above it.`;
  }
  const findings = codes.length === 0 ? 'there is no finding' : `there is no finding of ${what}`;
  return `This comment silences nothing: ${findings} ${WHERE[kind] ?? ''}.`;
}

const WHERE: Readonly<Partial<Record<IdleComment['directive']['kind'], string>>> = {
  disable: 'where it holds',
  'disable-line': 'on its line',
  'disable-next-line': 'on the next line',
};
