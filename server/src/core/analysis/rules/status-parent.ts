import { tick } from '../../edit/items.ts';
import { rewriteClaim, setStatus, statusWords } from '../../edit/status.ts';
import type { Group, RoadmapDocument, StatusClaim, Task } from '../../model/document.ts';
import { statusWord } from '../../model/status.ts';
import { areSame } from '../../remember.ts';
import { combine, toFix } from '../criteria.ts';
import type { Fix, Severity } from '../finding.ts';
import {
  claimsOpen,
  doneCredence,
  isListedAside,
  isListedAsPart,
  isPutOff,
  isRecordWithin,
  isSetAside,
  isRemarked,
  saysToCheck,
  rowWaits,
  saysWhatItWaitsFor,
} from '../plan/claims.ts';
import { groupsToldDone, type ToldGroup } from '../plan/claimed.ts';
import { nameOf } from '../plan/names.ts';
import { saysDoneOutright } from '../plan/outright.ts';
import { ancestorsOf, type Plan, planOf, textAround, type Unit, unitIn } from '../plan/plan.ts';
import type { Draft, Rule } from '../rule.ts';

/** A phase or task claims to be done while work within it claims not to be. */
export const statusParent: Rule = {
  code: 'status/parent',
  severity: 'warning',
  reads: 'document',
  check({ document, memory }) {
    const plan = planOf(document);
    const told = memory.keep('groups told to be done', groupsToldDone(document).map(toTold), areSame);
    const found = memory.derive('open in done', [plan, told], () => findOpenInDone(plan, new Map(told)));
    const families = memory.keep(
      'open units in done ones',
      found.flatMap((each) => toFamily(document, plan, each)),
      areSame,
    );
    // What a fix writes is in the words of the document.
    const needs = [document.uri, document.headings, statusWords(document), tick(document)];
    return memory.flatMap('drafts of open in done', needs, families, (family) => toDrafts(document, family));
  },
};

/** The line of a group, and where it is said elsewhere that it is done. */
type Told = readonly [line: number, at: number];

function toTold({ group, claim }: ToldGroup): Told {
  return [group.line, claim.span.from];
}

/** What says done, the text in which it does, where that is if it is elsewhere, how states are kept there, whether words say that something is open, and what is. */
type Family = readonly [
  parent: Task | Group,
  text: string,
  told: number | null,
  kept: Kept,
  isInWords: boolean,
  ...open: (Task | Group)[],
];

/**
 * Whether the states of what is within are kept: surely, where what is done stands in the same list and the document
 * does it everywhere; maybe, where only the one or the other is so; or nobody can tell.
 */
type Kept = 'surely' | 'maybe' | 'unknown';

function toFamily(document: RoadmapDocument, plan: Plan, found: OpenInDone): readonly Family[] {
  const parent = unitAt(document, plan, found.parent);
  if (parent === undefined) return [];
  const open = found.open
    .flatMap((index) => unitAt(document, plan, index) ?? [])
    .filter((unit) => !isListedAside(document, unit) && !isPutOff(document, unit));
  const isKept = found.doneBeside > 0 && (found.doneBeside >= open.length || found.isKeptElsewhere);
  const isKnown = open.every((child) => isListedAsPart(document, child));
  const isSure = isKept && !found.isHabit && !isKnown;
  const kept = isSure ? 'surely' : found.doneBeside > 0 ? 'maybe' : 'unknown';
  const isInWords = !isKnown && open.some((child) => saysInWords(document, child));
  const text = found.told === null ? textAround(document, parent) : lineAround(document, found.told);
  return [[parent, text, found.told, kept, isInWords, ...open]];
}

function lineAround({ source }: RoadmapDocument, offset: number): string {
  return source.lineText(source.lineAt(offset));
}

/** What says done, and the tasks within it that do not. */
interface OpenInDone {
  readonly parent: number;
  /** Where it is said that the parent is done; null: at its own place. */
  readonly told: number | null;
  readonly open: number[];
  /** Tasks that are done in the same lists. */
  doneBeside: number;
  /** Other units that are done hold nothing but done tasks, and there are no fewer of them than of those that do not. */
  readonly isKeptElsewhere: boolean;
  /** Most units that are done hold something open: the word means something else here. */
  readonly isHabit: boolean;
}

/** @param told where it is said of groups, by line, that they are done. */
function findOpenInDone(own: Plan, told: ReadonlyMap<number, number>): readonly OpenInDone[] {
  const units = own.units.map((unit): Unit =>
    unit.status === null && told.has(unit.line) ? { ...unit, status: 'done' } : unit,
  );
  const plan = { ...own, units };
  const { parents } = plan;
  const doneIn = new Map<number, number>();
  for (const [index, { kind, status }] of units.entries()) {
    const parent = parents[index] ?? -1;
    if (kind === 'task' && status === 'done') doneIn.set(parent, (doneIn.get(parent) ?? 0) + 1);
  }
  const habit = habitOf(plan);
  const lists = new Set<number>();
  const found = new Map<number, OpenInDone>();
  for (const [index, { kind, status }] of units.entries()) {
    if (kind !== 'task' || (status !== 'todo' && status !== 'in-progress' && status !== 'blocked')) continue;
    const parent = doneAbove(plan, index);
    if (parent === undefined) continue;
    const said = own.units[parent];
    const at = said?.status === null ? (told.get(said.line) ?? null) : null;
    const known = found.get(parent) ?? { parent, told: at, open: [], doneBeside: 0, ...habit };
    known.open.push(index);
    const list = parents[index] ?? -1;
    if (!lists.has(list)) known.doneBeside += doneIn.get(list) ?? 0;
    lists.add(list);
    found.set(parent, known);
  }
  return [...found.values()];
}

/** What becomes of the tasks of units that are done, all over the document. */
function habitOf({ units, parents }: Plan): Pick<OpenInDone, 'isKeptElsewhere' | 'isHabit'> {
  const within = new Map<number, { done: number; all: number }>();
  for (const [index, { kind, status }] of units.entries()) {
    const parent = parents[index] ?? -1;
    if (kind !== 'task' || units[parent]?.status !== 'done') continue;
    const counts = within.get(parent) ?? { done: 0, all: 0 };
    counts.all++;
    if (status === 'done') counts.done++;
    within.set(parent, counts);
  }
  const whole = [...within.values()].filter(({ done, all }) => done === all).length;
  const left = within.size - whole;
  return { isKeptElsewhere: whole > 0 && whole >= left, isHabit: left > 1 && left > whole };
}

/** The nearest unit above that claims anything, if that is done: what stands between claims nothing. */
function doneAbove(plan: Plan, index: number): number | undefined {
  for (const ancestor of ancestorsOf(plan, index)) {
    const status = plan.units[ancestor]?.status ?? null;
    if (status !== null) return status === 'done' ? ancestor : undefined;
  }
  return undefined;
}

function toDrafts(
  document: RoadmapDocument,
  [parent, , told, kept, isInWords, ...open]: Family,
): readonly Draft[] {
  const children = open.filter(
    (child) => claimsOpen(document, child) && !isSetAside(document, child, parent),
  );
  const [first] = children;
  const claim = told === null ? null : claimAt(document, told);
  if (first === undefined || claim === undefined) return [];
  const related = children.map((child) => ({
    uri: document.uri,
    span: child.nameSpan,
    message: `${nameOf(child)} is ${statusWord(child.status ?? 'todo')}`,
  }));
  if (claim !== null) {
    // Who ticks a phase off in an overview may never have gone through its tasks.
    const severity = kept === 'surely' ? 'information' : 'hint';
    const text = message(parent, 'is done here', first, children.length);
    return [
      { span: claim.span, severity, message: text, related, fixes: fixes(document, parent, children, claim) },
    ];
  }
  const severity = grade(document, parent, children, { kept, isInWords });
  if (severity === undefined) return [];
  const text = message(parent, 'claims to be done', first, children.length);
  return [
    {
      span: parent.nameSpan,
      severity,
      message: text,
      related,
      fixes: fixes(document, parent, children, null),
    },
  ];
}

/** The claim about a state that stands there; undefined if there is none. */
function claimAt({ claims }: RoadmapDocument, at: number): StatusClaim | undefined {
  return claims.flatMap(({ statusClaim }) => statusClaim ?? []).find(({ span }) => span.from === at);
}

/** Undefined: nothing to report. */
function grade(
  document: RoadmapDocument,
  parent: Task | Group,
  children: readonly (Task | Group)[],
  { kept, isInWords }: { readonly kept: Kept; readonly isInWords: boolean },
): Severity | undefined {
  const credence = doneCredence(document, parent);
  if (credence === 'none') return undefined;
  // What is missing there is a record, maybe not the work.
  const isRecord = children.length > 0 && children.every((child) => isRecordWithin(document, child, parent));
  if (isRecord) return credence === 'sure' ? 'information' : 'hint';
  // A step that names another task reads like a task of its own.
  const isFamily = children.some((child) => isPartOf(parent, child));
  if (credence === 'sure') {
    if (!isFamily) return 'hint';
    const isSure =
      (kept === 'surely' || isInWords) &&
      saysDoneOutright(document, parent) &&
      !isExplained(document, children) &&
      !isClosed(document, parent);
    return isSure ? 'warning' : 'information';
  }
  if (kept === 'unknown') return parent.statusClaim?.kind === 'mark' ? undefined : 'hint';
  return 'form' in parent && isFamily ? 'information' : 'hint';
}

/**
 * A box may merely have been left as it was; `Status: In progress` was written by somebody, and is kept where other
 * tasks of the document say in this way that they are done.
 */
function saysInWords({ tasks }: RoadmapDocument, { statusClaim, status }: Task | Group): boolean {
  if (statusClaim === null || status === 'blocked') return false;
  const { kind } = statusClaim;
  if (kind === 'box' || kind === 'mark') return false;
  return tasks.some((task) => task.status === 'done' && task.statusClaim?.kind === kind);
}

/**
 * Something that is open has a reason that its own words tell, so that whoever said done looked at what is open: it is on hold (`[ ] ⏸ …`), waits (`(pending the servers)`), has
 * a remark (`(by hand, needs a device)`), or is a check of what was done, which many a team leaves for later.
 */
function isExplained(document: RoadmapDocument, children: readonly (Task | Group)[]): boolean {
  const { source } = document;
  return children.some((child) => {
    const { statusClaim, status, nameSpan, title } = child;
    const words = source.slice(nameSpan);
    if (status === 'blocked' && statusClaim?.kind === 'mark') return true;
    return rowWaits(document, child) || saysWhatItWaitsFor(words) || isRemarked(words) || saysToCheck(title);
  });
}

/** `Status: Closed — no data to be had`: closed without being done. */
function isClosed({ source }: RoadmapDocument, { statusClaim }: Task | Group): boolean {
  return statusClaim !== null && CLOSED.test(source.slice(statusClaim.span));
}

const CLOSED =
  /(?<!\p{L})(?:closed|geschlossen|cerrad[oa]|fermée?|fechad[oa]|chius[oa]|закрыт\p{L}*|zamknięt\p{L}*)(?!\p{L})|关闭|關閉|クローズ|종료/iu;

/** Items below an item carry ids like its own. */
function isPartOf(parent: Task | Group, child: Task | Group): boolean {
  if (!('form' in parent && 'form' in child) || child.form !== 'item' || parent.form !== 'item') return true;
  if (parent.id === null || child.id === null) return true;
  const lettersOf = (id: string): string => /^\p{L}*/u.exec(id)?.[0] ?? '';
  if (lettersOf(child.id) !== '') return lettersOf(child.id) === lettersOf(parent.id);
  return child.id.startsWith(`${parent.id}.`);
}

function message(parent: Task | Group, says: string, first: Task | Group, count: number): string {
  return count === 1
    ? `${nameOf(parent)} ${says}, but ${nameOf(first)} within it is ${statusWord(first.status ?? 'todo')}.`
    : `${nameOf(parent)} ${says}, but ${count} tasks within it are open.`;
}

/** @param claim what says elsewhere that the parent is done; null: the parent itself does. */
function fixes(
  document: RoadmapDocument,
  parent: Task | Group,
  children: readonly (Task | Group)[],
  claim: StatusClaim | null,
): readonly Fix[] {
  const [first, ...others] = children;
  const marked = combine(children.map((child) => setStatus(document, child, 'done')));
  const isOne = first !== undefined && others.length === 0;
  return [
    ...(claim
      ? toFix('Say to do here', rewriteClaim(document, claim, 'todo'), false)
      : toFix(`Reopen ${nameOf(parent)}`, setStatus(document, parent, 'todo'), false)),
    ...toFix(isOne ? `Mark ${nameOf(first)} done` : 'Mark the tasks done', marked, false),
  ];
}

function unitAt(document: RoadmapDocument, plan: Plan, index: number): Task | Group | undefined {
  const unit = plan.units[index];
  return unit && unitIn(document, unit);
}
