import { resolverFor } from '../../index/references.ts';
import type { Reference } from '../../model/document.ts';
import type { Severity } from '../finding.ts';
import { isWrong, type LineClaim, lineClaimOf } from '../lineClaims.ts';
import { isInDoneWork, isRecord, tellsOfItsTime } from '../missing.ts';
import type { PlacedContext, ReferenceRule } from '../rule.ts';

/** The document says that a file has another number of lines than it has. */
export const claimLineCount: ReferenceRule = {
  code: 'claim/line-count',
  severity: 'information',
  reads: 'reference',
  needs: ({ facts, place, document }) => [
    facts,
    resolverFor(place.folder, document),
    isRecord(document, place),
  ],
  *checkReference(context, reference) {
    const { document, facts, resolve } = context;
    const claim = lineClaimOf(document.source, reference);
    if (claim === undefined || reference.expectation === 'gone' || reference.expectation === 'to-create')
      return;
    if (claim.isApproximate && isEstimate(context, reference)) return;
    const path = resolve(reference)?.path;
    const lines = path === undefined ? undefined : facts.lineCount(path);
    if (path === undefined || lines === undefined || !isWrong(claim, lines)) return;
    const severity = grade(context, reference);
    yield {
      span: claim.span,
      severity,
      message: `${path} has ${lines === 1 ? '1 line' : `${lines} lines`}; this says ${claim.count}.`,
      fixes: [
        {
          title: `Change to ${write(claim, document.source.slice(claim.span), lines)}`,
          preferred: severity === 'information',
          edits: [
            {
              uri: document.uri,
              span: claim.span,
              newText: write(claim, document.source.slice(claim.span), lines),
            },
          ],
        },
      ],
    };
  },
};

/** `Create the page in a.tsx (~50 lines)`, which is not done: how long it may become. */
function isEstimate({ document }: PlacedContext, reference: Reference): boolean {
  const { source } = document;
  const before = source.slice({
    from: source.lineSpan(reference.line - 1).from,
    to: reference.span.from,
  });
  return TO_MAKE.test(before) && !isInDoneWork(document, reference);
}

const TO_MAKE = /\b(?:create|implement|add|build|write|introduce|scaffold)\b[^.;]*$/i;

/** What finished work, old plans and reports of a day say was true in its time; and a bare name may be that of another file. */
function grade({ document, place, resolve }: PlacedContext, reference: Reference): Severity {
  const isDoubtful = resolve(reference)?.confidence !== 'sure';
  return isDoubtful || tellsOfItsTime(document, place) || isInDoneWork(document, reference)
    ? 'hint'
    : 'information';
}

/** As precise as it was written: `~730` becomes `~810`, `1,126` becomes `1,204`. */
function write({ isApproximate, isAtLeast }: LineClaim, written: string, lines: number): string {
  const step = isApproximate || isAtLeast ? (lines >= 100 ? 10 : 5) : 1;
  const count = isAtLeast ? Math.floor(lines / step) * step : Math.round(lines / step) * step;
  return written.includes(',') ? count.toLocaleString('en-US') : String(count);
}
