import {
  type ClaimedUnit,
  claimedElsewhere,
  claimedUnits,
  isOfSeveral,
  type PlacedClaim,
} from '../plan/claimed.ts';
import { tick } from '../../edit/items.ts';
import { rewriteClaim, statusWords } from '../../edit/status.ts';
import type { RoadmapDocument, Status } from '../../model/document.ts';
import { locate } from '../../model/workspace.ts';
import { toFix } from '../criteria.ts';
import { CONFLICT_DOUBTS, isPlain } from '../doubts/conflicts.ts';
import { gradeBy } from '../doubts/doubt.ts';
import type { Fix } from '../finding.ts';
import { nameOf } from '../plan/names.ts';
import { twinsIn } from '../plan/twins.ts';
import { areSame } from '../../remember.ts';
import { statusWord } from '../../model/status.ts';
import type { Draft, Rule, RuleContext } from '../rule.ts';

/** Two places claim different states of one task or phase. */
export const statusConflict: Rule = {
  code: 'status/conflict',
  severity: 'warning',
  doubts: CONFLICT_DOUBTS,
  reads: 'workspace',
  check(context) {
    const { workspace, document } = context;
    const units = claimedUnits(document);
    const isKept = units.some(isSaidTwice);
    const own = units.flatMap((unit) => checkUnit(document, unit, isKept));
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
    (twin) => claimedElsewhere(document, twin, pathOf).flatMap((unit) => checkUnit(document, unit, false)),
    areSame,
  );
}

/** One state in several places, as where somebody keeps all of them. */
function isSaidTwice({ claims }: ClaimedUnit): boolean {
  const states = new Set(claims.map(({ status }) => status));
  return claims.length > 1 && states.size === 1;
}

/** The first claim counts; each other one of this document that disagrees is a finding. */
function checkUnit(
  document: RoadmapDocument,
  { unit, claims }: ClaimedUnit,
  isKept: boolean,
): readonly Draft[] {
  const [first, ...others] = claims;
  if (first === undefined) return [];
  return others.flatMap((other): Draft[] => {
    if (other.document !== document || !areOpposed(first, other)) return [];
    const [here, there] = [statusWord(other.status), statusWord(first.status)];
    const { uri } = first.document;
    return [
      {
        span: other.claim.span,
        ...gradeBy(CONFLICT_DOUBTS, { unit, first, other, isKept }),
        message: `${nameOf(unit)} is ${here} here, but ${there} in ${first.where}.`,
        related: [{ uri, span: first.claim.span, message: `${nameOf(unit)} is ${there}` }],
        fixes: [
          // What a row says of several tasks may be right for the others.
          ...(isOfSeveral(other) ? [] : rewrite(other, first.status, 'here')),
          ...rewrite(first, other.status, `in ${first.where}`),
        ],
      },
    ];
  });
}

/** States that nothing can be in at once, beside done and open; `blocked` work may be begun or not. */
const APART: readonly (readonly [Status, Status])[] = [
  ['todo', 'in-progress'],
  ['todo', 'in-review'],
  ['cancelled', 'todo'],
  ['cancelled', 'in-progress'],
  ['cancelled', 'in-review'],
  ['cancelled', 'blocked'],
  ['cancelled', 'done'],
  ['deferred', 'in-progress'],
  ['deferred', 'in-review'],
  ['deferred', 'done'],
];

/** One says done and the other open, or both say in words what cannot be at once. */
function areOpposed(first: PlacedClaim, other: PlacedClaim): boolean {
  return isPlain(first.status, other.status) || areInWords(first, other);
}

/** Two states apart, each in so many words: an empty box is one for whatever is not done. */
function areInWords(first: PlacedClaim, other: PlacedClaim): boolean {
  const isWord = ({ claim: { kind } }: PlacedClaim): boolean => kind !== 'box' && kind !== 'mark';
  const both = [first.status, other.status];
  return (
    isWord(first) && isWord(other) && APART.some((pair) => pair.every((status) => both.includes(status)))
  );
}

function rewrite({ document, claim }: PlacedClaim, status: Status, where: string): readonly Fix[] {
  return toFix(`Say ${statusWord(status)} ${where}`, rewriteClaim(document, claim, status), false);
}
