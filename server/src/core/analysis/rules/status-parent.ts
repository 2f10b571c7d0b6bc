import { tick } from '../../edit/items.ts';
import { setStatus, statusWords } from '../../edit/status.ts';
import type { Group, RoadmapDocument, Task } from '../../model/document.ts';
import { statusWord } from '../../model/status.ts';
import { areSame } from '../../remember.ts';
import { combine, toFix } from '../criteria.ts';
import type { Fix, Severity } from '../finding.ts';
import { claimsOpen, doneCredence, isRecordWithin, isSetAside, ticksBoxes } from '../plan/claims.ts';
import { nameOf } from '../plan/names.ts';
import { ancestorsOf, type Plan, planOf, textAround, unitIn } from '../plan/plan.ts';
import type { Draft, Rule } from '../rule.ts';

/** A phase or task claims to be done while work within it claims not to be. */
export const statusParent: Rule = {
  code: 'status/parent',
  severity: 'warning',
  reads: 'document',
  check({ document, memory }) {
    const plan = planOf(document);
    const found = memory.derive('open in done', [plan], () => findOpenInDone(plan));
    const families = memory.keep(
      'open units in done ones',
      found.flatMap((each) => toFamily(document, plan, each)),
      areSame,
    );
    // What a fix writes is in the words of the document.
    const needs = [
      document.uri,
      document.headings,
      statusWords(document),
      tick(document),
      ticksBoxes(document),
    ];
    return memory.flatMap('drafts of open in done', needs, families, (family) => toDrafts(document, family));
  },
};

/** What says done, the text in which it does, whether states are kept there, and what is open in it. */
type Family = readonly [parent: Task | Group, text: string, isTracked: boolean, ...open: (Task | Group)[]];

function toFamily(document: RoadmapDocument, plan: Plan, found: OpenInDone): readonly Family[] {
  const parent = unitAt(document, plan, found.parent);
  if (parent === undefined) return [];
  const open = found.open.flatMap((index) => unitAt(document, plan, index) ?? []);
  return [[parent, textAround(document, parent), found.isTracked, ...open]];
}

/** What says done, and the tasks within it that do not. */
interface OpenInDone {
  readonly parent: number;
  readonly open: number[];
  /** Something right below it is done: states are kept there. */
  readonly isTracked: boolean;
}

function findOpenInDone(plan: Plan): readonly OpenInDone[] {
  const { units, parents } = plan;
  const withDone = new Set(units.flatMap(({ status }, index) => (status === 'done' ? [parents[index]] : [])));
  const found = new Map<number, OpenInDone>();
  for (const [index, { kind, status }] of units.entries()) {
    if (kind !== 'task' || (status !== 'todo' && status !== 'in-progress' && status !== 'blocked')) continue;
    const parent = doneAbove(plan, index);
    if (parent === undefined) continue;
    const known = found.get(parent);
    if (known) known.open.push(index);
    else found.set(parent, { parent, open: [index], isTracked: withDone.has(parent) });
  }
  return [...found.values()];
}

/** The nearest unit above that claims anything, if that is done: what stands between claims nothing. */
function doneAbove(plan: Plan, index: number): number | undefined {
  for (const ancestor of ancestorsOf(plan, index)) {
    const status = plan.units[ancestor]?.status ?? null;
    if (status !== null) return status === 'done' ? ancestor : undefined;
  }
  return undefined;
}

function toDrafts(document: RoadmapDocument, [parent, , isTracked, ...open]: Family): readonly Draft[] {
  const children = open.filter(
    (child) => claimsOpen(document, child) && !isSetAside(document, child, parent),
  );
  const [first] = children;
  const severity = grade(document, parent, children, isTracked);
  if (first === undefined || severity === undefined) return [];
  return [
    {
      span: parent.nameSpan,
      severity,
      message: message(parent, first, children.length),
      related: children.map((child) => ({
        uri: document.uri,
        span: child.nameSpan,
        message: `${nameOf(child)} is ${statusWord(child.status ?? 'todo')}`,
      })),
      fixes: fixes(document, parent, first, children),
    },
  ];
}

/** Undefined: nothing to report. */
function grade(
  document: RoadmapDocument,
  parent: Task | Group,
  children: readonly (Task | Group)[],
  isTracked: boolean,
): Severity | undefined {
  const credence = doneCredence(document, parent);
  if (credence === 'none') return undefined;
  // What is missing there is a record, maybe not the work.
  const isRecord = children.length > 0 && children.every((child) => isRecordWithin(document, child, parent));
  if (isRecord) return credence === 'sure' ? 'information' : 'hint';
  // A step that names another task reads like a task of its own.
  const isFamily = children.some((child) => isPartOf(parent, child));
  if (credence === 'sure')
    return !isFamily ? 'hint' : isExplained(document, parent, children) ? 'information' : 'warning';
  if (!isTracked) return parent.statusClaim?.kind === 'mark' ? undefined : 'hint';
  return 'form' in parent && isFamily ? 'warning' : 'hint';
}

/**
 * All that is open says that something is in its way (`[ ] ⏸ …`), or the claim is a mere ✅ over empty boxes in a
 * document in which no box is ticked: then either may be how its author writes lists.
 */
function isExplained(
  document: RoadmapDocument,
  parent: Task | Group,
  children: readonly (Task | Group)[],
): boolean {
  if (children.every(({ statusClaim, status }) => status === 'blocked' && statusClaim?.kind === 'mark'))
    return true;
  const isEmptyBox = ({ statusClaim, status }: Task | Group): boolean =>
    statusClaim?.kind === 'box' && status === 'todo';
  return parent.statusClaim?.kind === 'mark' && children.every(isEmptyBox) && !ticksBoxes(document);
}

/** Items below an item carry ids like its own. */
function isPartOf(parent: Task | Group, child: Task | Group): boolean {
  if (!('form' in parent && 'form' in child) || child.form !== 'item' || parent.form !== 'item') return true;
  if (parent.id === null || child.id === null) return true;
  const lettersOf = (id: string): string => /^\p{L}*/u.exec(id)?.[0] ?? '';
  if (lettersOf(child.id) !== '') return lettersOf(child.id) === lettersOf(parent.id);
  return child.id.startsWith(`${parent.id}.`);
}

function message(parent: Task | Group, first: Task | Group, count: number): string {
  return count === 1
    ? `${nameOf(parent)} claims to be done, but ${nameOf(first)} within it is ${statusWord(first.status ?? 'todo')}.`
    : `${nameOf(parent)} claims to be done, but ${count} tasks within it are open.`;
}

function fixes(
  document: RoadmapDocument,
  parent: Task | Group,
  first: Task | Group,
  children: readonly (Task | Group)[],
): readonly Fix[] {
  const marked = combine(children.map((child) => setStatus(document, child, 'done')));
  return [
    ...toFix(`Reopen ${nameOf(parent)}`, setStatus(document, parent, 'todo'), false),
    ...toFix(children.length === 1 ? `Mark ${nameOf(first)} done` : 'Mark the tasks done', marked, false),
  ];
}

function unitAt(document: RoadmapDocument, plan: Plan, index: number): Task | Group | undefined {
  const unit = plan.units[index];
  return unit && unitIn(document, unit);
}
