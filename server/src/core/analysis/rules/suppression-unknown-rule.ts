import { codeSpans } from '../../edit/comments.ts';
import { didYouMean, nearestName } from '../../text/nearest.ts';
import type { Fix } from '../finding.ts';
import type { Rule } from '../rule.ts';

/** A comment names a rule that does not exist, so that it silences nothing. */
export const suppressionUnknownRule: Rule = {
  code: 'suppression/unknown-rule',
  severity: 'warning',
  reads: 'document',
  *check({ document: { uri, source, directives }, codes: known }) {
    for (const directive of directives) {
      if (directive.kind === 'on' || directive.kind === 'off') continue;
      for (const [index, span] of codeSpans(source, directive).entries()) {
        const code = directive.codes[index] ?? '';
        if (known.has(code)) continue;
        const nearest = nearestName(code, known);
        const fixes: Fix[] =
          nearest === undefined
            ? []
            : [{ title: `Change to ${nearest}`, preferred: false, edits: [{ uri, span, newText: nearest }] }];
        yield { span, message: `There is no rule ${code}${didYouMean(code, known)}`, fixes };
      }
    }
  },
};
