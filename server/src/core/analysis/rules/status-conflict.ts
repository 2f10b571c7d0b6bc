import { type ClaimedUnit, claimedElsewhere, claimedUnits, type PlacedClaim } from '../plan/claimed.ts';
import { tick } from '../../edit/items.ts';
import { rewriteClaim, statusWords } from '../../edit/status.ts';
import type { Group, RoadmapDocument, Status, Task } from '../../model/document.ts';
import { locate } from '../../model/workspace.ts';
import { toFix } from '../criteria.ts';
import type { Fix, Severity } from '../finding.ts';
import { nameOf } from '../plan/names.ts';
import { twinsIn } from '../plan/twins.ts';
import { areSame } from '../../remember.ts';
import { statusWord } from '../../model/status.ts';
import type { Draft, Rule, RuleContext } from '../rule.ts';

/** Two places claim different states of one task or phase. */
export const statusConflict: Rule = {
  code: 'status/conflict',
  severity: 'warning',
  reads: 'workspace',
  check(context) {
    const { workspace, document } = context;
    const own = claimedUnits(document).flatMap((unit) => checkUnit(document, unit));
    // Before every document has been read, another one may plan the same task.
    return workspace.complete ? [...own, ...conflictsElsewhere(context)] : own;
  },
};

/** What rows say otherwise than the documents that plan their tasks: asked again only about those that changed. */
function conflictsElsewhere({ workspace, document, memory }: RuleContext): readonly Draft[] {
  const { uri, title, headings } = document;
  const pathOf = (plan: RoadmapDocument): string => locate(workspace, plan.uri)?.path ?? plan.uri;
  const needs = [uri, title, headings, workspace.folders, tick(document), statusWords(document)];
  return memory.flatMap(
    'conflicts elsewhere',
    needs,
    twinsIn(workspace, document),
    (twin) => claimedElsewhere(document, twin, pathOf).flatMap((unit) => checkUnit(document, unit)),
    areSame,
  );
}

/** The first claim counts; each other one of this document that disagrees is a finding. */
function checkUnit(document: RoadmapDocument, { unit, claims }: ClaimedUnit): readonly Draft[] {
  const [first, ...others] = claims;
  if (first === undefined) return [];
  return others.flatMap((other): Draft[] => {
    const severity = other.document === document ? grade(unit, first, other) : undefined;
    if (severity === undefined) return [];
    const [here, there] = [statusWord(other.status), statusWord(first.status)];
    const { uri } = first.document;
    return [
      {
        span: other.claim.span,
        severity,
        message: `${nameOf(unit)} is ${here} here, but ${there} in ${first.where}.`,
        related: [{ uri, span: first.claim.span, message: `${nameOf(unit)} is ${there}` }],
        fixes: [
          ...rewrite(other, first.status, 'here'),
          ...rewrite(first, other.status, `in ${first.where}`),
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
  // In a table elsewhere, `Documentation` may be an aspect, and not the task of that name.
  const isAnyName = unit.id === null && !/\s/.test(unit.title) && [first, other].some(isElsewhere(unit));
  return isDecoration || isAnyName ? 'hint' : 'warning';
}

function isElsewhere({ extent }: Task | Group): (claim: PlacedClaim) => boolean {
  return ({ claim: { span } }) => span.from < extent.from || span.to > extent.to;
}

function rewrite({ document, claim }: PlacedClaim, status: Status, where: string): readonly Fix[] {
  return toFix(`Say ${statusWord(status)} ${where}`, rewriteClaim(document, claim, status), false);
}
