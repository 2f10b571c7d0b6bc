import { resolverFor } from '../../index/references.ts';
import { circumstancesOf, isEmptyGlobWrong } from '../missing.ts';
import type { ReferenceRule } from '../rule.ts';

/** A pattern of paths matches no file. */
export const referenceGlobEmpty: ReferenceRule = {
  code: 'reference/glob-empty',
  severity: 'hint',
  reads: 'reference',
  needs: (context) => [resolverFor(context.place.folder, context.document), circumstancesOf(context)],
  *checkReference(context, reference) {
    if (reference.kind !== 'glob' || context.resolve(reference)?.kind !== 'missing') return;
    if (!isEmptyGlobWrong(context, reference, circumstancesOf(context))) return;
    yield { span: reference.pathSpan, message: `No file matches ${reference.path}.` };
  },
};
