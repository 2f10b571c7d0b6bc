import type {
  Claim,
  Group,
  Heading,
  RoadmapDocument,
  Status,
  StatusClaim,
  Task,
} from '../../model/document.ts';
import { nameKey } from '../../parse/names.ts';
import { memoryOf } from '../../remember.ts';
import { lowerBound } from '../../text/spans.ts';
import type { Workspace } from '../../model/workspace.ts';
import { isSureValue, speaksOf } from './claims.ts';
import { twinsIn } from './twins.ts';

/** A task or group with the claims about its state that can be nothing else. */
export interface ClaimedUnit {
  readonly unit: Task | Group;
  /** The one that counts comes first. */
  readonly claims: readonly PlacedClaim[];
}

export interface PlacedClaim {
  readonly document: RoadmapDocument;
  readonly status: Status;
  readonly claim: StatusClaim;
  /** Where it stands, as a phrase: `its heading`, `line 12`. */
  readonly where: string;
}

/** What more than one claim is made about, in the order of the text, tasks first. */
export function claimedUnits(document: RoadmapDocument): readonly ClaimedUnit[] {
  const elsewhere = claimsByUnit(document);
  return [...document.tasks, ...document.groups].flatMap((unit) => {
    const others = elsewhere.get(unit.line) ?? [];
    if (unit.otherStatus === null && others.length === 0) return [];
    const told = others.filter((claim) => speaksOf(document, claim, unit) && !isHistory(document, claim));
    const claims = [...ownClaims(document, unit), ...told.map((claim) => placed(document, claim))];
    const sure = claims.filter(isSure);
    return sure.length > 1 ? [{ unit, claims: sure }] : [];
  });
}

function ownClaims(document: RoadmapDocument, unit: Task | Group): readonly PlacedClaim[] {
  const { status, statusClaim, otherStatus } = unit;
  const own = status && statusClaim ? [{ status, claim: statusClaim }] : [];
  return [...own, ...(otherStatus ? [otherStatus] : [])].map((each) => ({
    ...each,
    document,
    where: placeOf(unit, each.claim),
  }));
}

function placeOf(unit: Task | Group, { kind }: StatusClaim): string {
  switch (kind) {
    case 'field':
    case 'percent':
      return 'its status field';
    case 'box':
      return 'its box';
    case 'label':
      return 'its labels';
    case 'front-matter':
      return 'its front matter';
    case 'word':
    case 'mark':
    case 'strike':
      return !('form' in unit) || unit.form === 'heading' ? 'its heading' : 'its text';
  }
}

function placed(document: RoadmapDocument, { status, statusClaim, line }: StatedClaim): PlacedClaim {
  const where = `line ${document.source.lineNumber(line)}`;
  return { document, status, claim: statusClaim, where };
}

function isSure({ document, claim }: PlacedClaim): boolean {
  return isSureValue(document, claim);
}

/**
 * What rows of a document claim about tasks that another document plans. A page of a certain day is a record.
 * @param pathOf a document as a person names it.
 */
export function claimedElsewhere(
  workspace: Workspace,
  document: RoadmapDocument,
  pathOf: (document: RoadmapDocument) => string,
): readonly ClaimedUnit[] {
  if (HISTORY.test(document.title ?? '') || DATED.test(document.uri)) return [];
  return twinsIn(workspace, document).flatMap(({ row, plan, task }) => {
    if (isHistory(document, row) || isHistory(plan, task)) return [];
    const where = pathOf(plan);
    const there = ownClaims(plan, task).map((claim) => ({ ...claim, where }));
    const claims = [...there, ...ownClaims(document, row)].filter(isSure);
    return claims.some((claim) => claim.document === document) && claims.length > 1
      ? [{ unit: row, claims }]
      : [];
  });
}

const DATED = /20\d\d-?\d\d-?\d\d/;

interface StatedClaim extends Claim {
  readonly status: Status;
  readonly statusClaim: StatusClaim;
}

/** By the line of the unit. */
function claimsByUnit(document: RoadmapDocument): ReadonlyMap<number, readonly StatedClaim[]> {
  const found = new Map<number, StatedClaim[]>();
  const stated = document.claims.filter(isStated);
  if (stated.length === 0) return found;
  const lines = linesByName(document);
  for (const claim of stated) {
    const line = lines.get(nameKey(claim.about)) ?? null;
    if (line === null) continue;
    const claims = found.get(line);
    if (claims) claims.push(claim);
    else found.set(line, [claim]);
  }
  return found;
}

function isStated(claim: Claim): claim is StatedClaim {
  return claim.status !== null && claim.statusClaim !== null;
}

/** The line of the only unit with a name; null where several have it. */
function linesByName(document: RoadmapDocument): ReadonlyMap<string, number | null> {
  const memory = memoryOf(document);
  const namesOf = ({ id, title, line }: Task | Group): readonly Named[] =>
    [...new Set([nameKey(id ?? title), nameKey(title)])].map((name) => ({ name, line }));
  const tasks = memory.flatMap('names of tasks', [], document.tasks, namesOf);
  const groups = memory.flatMap('names of groups', [], document.groups, namesOf);
  return memory.derive('lines by name', [tasks, groups], () => {
    const lines = new Map<string, number | null>();
    for (const { name, line } of [...tasks, ...groups]) lines.set(name, lines.has(name) ? null : line);
    return lines;
  });
}

interface Named {
  readonly name: string;
  readonly line: number;
}

/** What stands below the heading of a log or a date was true then. */
function isHistory({ headings }: RoadmapDocument, { line }: Pick<Task, 'line'>): boolean {
  let level = Infinity;
  for (let index = lowerBound(headings, (heading) => heading.line, line) - 1; index >= 0; index--) {
    const heading: Heading | undefined = headings[index];
    if (heading === undefined || heading.level >= level) continue;
    if (heading.level > 1 && HISTORY.test(heading.text)) return true;
    level = heading.level;
    if (level <= 2) break;
  }
  return false;
}

const HISTORY =
  /\b(?:histor(?:y|ical)|change ?logs?|revisions?|(?:work|session|progress|status|daily|dev) ?(?:logs?|updates?|reports?)|logs?|journal|sessions?|archived?|previous(?:ly)?|before|initial(?:ly)?|original|snapshot|as of|lessons|retrospective|old|verlauf|historique|historial|cronologia|historia|история)\b|\b(?:19|20)\d\d[-/.]\d{1,2}|历史|履歴|日志|更新记录|변경/iu;
