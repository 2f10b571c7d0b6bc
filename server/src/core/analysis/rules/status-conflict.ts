import { type ClaimedUnit, claimedUnits, type PlacedClaim } from '../plan/claimed.ts';
import { rewriteClaim } from '../../edit/status.ts';
import type { Group, RoadmapDocument, Status, Task } from '../../model/document.ts';
import { toFix } from '../criteria.ts';
import type { Fix, Severity } from '../finding.ts';
import { nameOf, statusPhrase } from '../plan/names.ts';
import type { Draft, Rule } from '../rule.ts';

/** Two places claim different states of one task or phase. */
export const statusConflict: Rule = {
  code: 'status/conflict',
  severity: 'warning',
  reads: 'document',
  check: ({ document }) => claimedUnits(document).flatMap((unit) => checkUnit(document, unit)),
};

function checkUnit(document: RoadmapDocument, { unit, claims }: ClaimedUnit): readonly Draft[] {
  const [first, ...others] = claims;
  if (first === undefined) return [];
  return others.flatMap((other): Draft[] => {
    const severity = grade(unit, first, other);
    if (severity === undefined) return [];
    return [
      {
        span: other.claim.span,
        severity,
        message: `${nameOf(unit)} is ${statusPhrase(other.status)} here, but ${statusPhrase(first.status)} in ${first.where}.`,
        related: [
          {
            uri: document.uri,
            span: first.claim.span,
            message: `${nameOf(unit)} is ${statusPhrase(first.status)}`,
          },
        ],
        fixes: [
          ...rewrite(document, other, first.status, 'here'),
          ...rewrite(document, first, other.status, first.where),
        ],
      },
    ];
  });
}

/** Undefined: the claims go together. */
function grade(unit: Task | Group, first: PlacedClaim, other: PlacedClaim): Severity | undefined {
  const both = [first.status, other.status];
  const open = both.find((status) => status === 'todo' || status === 'in-progress' || status === 'blocked');
  if (!both.includes('done') || open === undefined) return undefined;
  // A ✅ before a heading may be decoration, and so may what is written behind a box.
  const isDecoration = [first, other].some(
    ({ claim }) =>
      claim.kind === 'mark' && claim.span.to <= unit.nameSpan.from && claim.span.from >= unit.extent.from,
  );
  return isDecoration ? 'hint' : 'warning';
}

function rewrite(
  document: RoadmapDocument,
  { claim }: PlacedClaim,
  status: Status,
  where: string,
): readonly Fix[] {
  const place = where === 'here' ? where : `in ${where}`;
  return toFix(`Say ${statusPhrase(status)} ${place}`, rewriteClaim(document, claim, status), false);
}
