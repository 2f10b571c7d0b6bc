import type {
  Claim,
  Group,
  Heading,
  RoadmapDocument,
  Status,
  StatusClaim,
  Task,
} from '../../model/document.ts';
import { idsListed } from '../../parse/idLists.ts';
import { nameKey } from '../../parse/names.ts';
import { atLine } from '../../model/nesting.ts';
import { Remembered, areSame, memoryOf } from '../../remember.ts';
import { lowerBound } from '../../text/spans.ts';
import { isSureValue, restOfItem, speaksOf } from './claims.ts';
import { textAround } from './plan.ts';
import type { Twin } from './twins.ts';

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
  /** Where it stands, as a phrase: `its heading`, `another place`. */
  readonly where: string;
}

/** What more than one claim is made about, tasks first. */
export function claimedUnits(document: RoadmapDocument): readonly ClaimedUnit[] {
  return sureUnits(document).filter(({ claims }) => claims.length > 1);
}

/** A group that says nothing of its state and is said to be done elsewhere. */
export interface ToldGroup {
  readonly group: Group;
  /** The first of the claims, which all say so. */
  readonly claim: StatusClaim;
}

/** `- [x] Phase 2: Walls` or a row of a table, about groups that claim no state themselves. */
export function groupsToldDone(document: RoadmapDocument): readonly ToldGroup[] {
  return sureUnits(document).flatMap(({ unit, claims }) => {
    const [first] = claims;
    const isTold =
      !('form' in unit) && unit.status === null && claims.every(({ status }) => status === 'done');
    return first && isTold ? [{ group: unit, claim: first.claim }] : [];
  });
}

const known = new Remembered<RoadmapDocument, readonly ClaimedUnit[]>();

/** What a sure claim is made about. */
function sureUnits(document: RoadmapDocument): readonly ClaimedUnit[] {
  return known.read(document, [], () => findSureUnits(document));
}

function findSureUnits(document: RoadmapDocument): readonly ClaimedUnit[] {
  const memory = memoryOf(document);
  const isTwofold = (unit: Task | Group) => (unit.otherStatus === null ? [] : [unit]);
  const twofold = [
    ...memory.flatMap('tasks of two states', [], document.tasks, isTwofold, areSame),
    ...document.groups.flatMap(isTwofold),
  ];
  const elsewhere = claimsByUnit(document);
  const units = new Set([...twofold, ...elsewhere.keys()]);
  const told = [...units].map((unit): Told => {
    const claims = elsewhere.get(unit) ?? [];
    return [
      unit,
      [
        textAround(document, unit),
        ...ownClaims(unit).map(({ claim }) => restOfItem(document.source, claim.span)),
      ].join('\n'),
      ...claims.flatMap((claim) => [claim, document.source.slice(claim.span)]),
    ];
  });
  const kept = memory.keep('units of several claims', told, areSame);
  const found = memory.flatMap(
    'claims of units',
    [document.uri, document.headings],
    kept,
    ([unit, , ...claims]) => {
      const sure = sureClaims(
        document,
        unit,
        claims.filter((claim) => typeof claim !== 'string'),
      );
      return sure.length > 0 ? [{ unit, claims: sure }] : [];
    },
    areSame,
  );
  // What is remembered must not hold on to the document as it was then.
  return found.map(({ unit, claims }) => ({ unit, claims: claims.map((claim) => ({ ...claim, document })) }));
}

/** A unit, the text in which its state is read, and the claims elsewhere, each with its text. */
type Told = readonly [unit: Task | Group, text: string, ...claims: (StatedClaim | string)[]];

function sureClaims(
  document: RoadmapDocument,
  unit: Task | Group,
  claims: readonly StatedClaim[],
): readonly OwnClaim[] {
  const told = claims.filter((claim) => speaksOf(document, claim, unit) && !isHistory(document, claim));
  const elsewhere = told.map(({ status, statusClaim }): OwnClaim => {
    return { status, claim: statusClaim, where: 'another place' };
  });
  return [...ownClaims(unit), ...elsewhere].filter(({ claim }) => isSureValue(document, claim));
}

type OwnClaim = Omit<PlacedClaim, 'document'>;

function ownClaims(unit: Task | Group): readonly OwnClaim[] {
  const { status, statusClaim, otherStatus } = unit;
  const own = status && statusClaim ? [{ status, claim: statusClaim }] : [];
  return [...own, ...(otherStatus ? [otherStatus] : [])].map((each) => ({
    ...each,
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

/**
 * What a row or item of a document claims about a task that another document plans: nothing, or one unit. A page of a certain
 * day is a record. Of the document, only its URI, title and headings matter beside it.
 * @param pathOf a document as a person names it.
 */
export function claimedElsewhere(
  document: RoadmapDocument,
  { repeat, plan, task }: Twin,
  pathOf: (document: RoadmapDocument) => string,
): readonly ClaimedUnit[] {
  if (HISTORY.test(document.title ?? '') || DATED.test(document.uri)) return [];
  if (isHistory(document, repeat) || isHistory(plan, task)) return [];
  const where = pathOf(plan);
  const there = ownClaims(task).map((claim) => ({ ...claim, document: plan, where }));
  const here = ownClaims(repeat).map((claim) => ({ ...claim, document }));
  const claims = [...there, ...here].filter(({ claim, document: at }) => isSureValue(at, claim));
  return claims.some((claim) => claim.document === document) && claims.length > 1
    ? [{ unit: repeat, claims }]
    : [];
}

/** Whether the row of a claim states it of several tasks that it lists: `T-1, T-2`. */
export function isOfSeveral({ document: { source, claims }, claim }: PlacedClaim): boolean {
  const own = claims.find(({ statusClaim }) => statusClaim?.span.from === claim.span.from);
  return (
    own !== undefined &&
    source
      .slice(own.span)
      .split('|')
      .some((cell) => idsListed(cell).includes(nameKey(own.about)))
  );
}

const DATED = /20\d\d-?\d\d-?\d\d/;

interface StatedClaim extends Claim {
  readonly status: Status;
  readonly statusClaim: StatusClaim;
}

function claimsByUnit(document: RoadmapDocument): ReadonlyMap<Task | Group, readonly StatedClaim[]> {
  const found = new Map<Task | Group, StatedClaim[]>();
  const stated = document.claims.filter(isStated);
  if (stated.length === 0) return found;
  const lines = linesByName(document);
  for (const claim of stated) {
    const line = lines.get(nameKey(claim.about)) ?? null;
    const unit = line === null ? undefined : (atLine(document.tasks, line) ?? atLine(document.groups, line));
    if (unit === undefined) continue;
    const claims = found.get(unit);
    if (claims) claims.push(claim);
    else found.set(unit, [claim]);
  }
  return found;
}

function isStated(claim: Claim): claim is StatedClaim {
  return claim.status !== null && claim.statusClaim !== null;
}

/** The line of the only unit with a name; null where several have it. */
export function linesByName(document: RoadmapDocument): ReadonlyMap<string, number | null> {
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
export function isHistory({ headings }: RoadmapDocument, { line }: Pick<Task, 'line'>): boolean {
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
