import { tick } from '../../edit/items.ts';
import { setStatus, statusWords } from '../../edit/status.ts';
import type { Dependency, Group, RoadmapDocument, Status, Task } from '../../model/document.ts';
import { statusWord } from '../../model/status.ts';
import { areSame } from '../../remember.ts';
import { toFix } from '../criteria.ts';
import { isPlainField } from '../doubts/fields.ts';
import type { Severity } from '../finding.ts';
import { claimsOpen, type Credence, doneCredence } from '../plan/claims.ts';
import { saysDoneOutright } from '../plan/outright.ts';
import { nameOf } from '../plan/names.ts';
import { dependencyOf, type Need, type Plan, planOf, textAround, unitIn } from '../plan/plan.ts';
import type { Draft, Rule } from '../rule.ts';

/** A task claims to be done while one that it depends on claims not to be. */
export const dependencyDoneBefore: Rule = {
  code: 'dependency/done-before',
  severity: 'warning',
  reads: 'document',
  check({ document, memory }) {
    const plan = planOf(document);
    const found = memory.derive('done before', [plan], () => findDoneBefore(plan));
    const pairs = found.flatMap((each): Pair[] => toPair(document, plan, each) ?? []);
    const kept = memory.keep('units done before', pairs, areSame);
    // What a fix writes is in the words of the document.
    const needs = [document.uri, statusWords(document), tick(document)];
    return memory.flatMap('drafts of done before', needs, kept, (pair) => toDrafts(document, pair));
  },
};

/** The unit that is done, what it depends on, how, whether others keep the order, and the texts in which their states are read. */
type Pair = readonly [
  unit: Task | Group,
  on: Task | Group,
  dependency: Dependency,
  isKept: boolean,
  ...texts: string[],
];

/** The dependencies of the document that the rule speaks of, as places in its plan. */
export function brokenOrder(
  document: RoadmapDocument,
): readonly { readonly unit: number; readonly on: number }[] {
  const plan = planOf(document);
  return findDoneBefore(plan).flatMap((found) => {
    const [pair] = toPair(document, plan, found) ?? [];
    return pair && toDrafts(document, pair).length > 0 ? [{ unit: found[0], on: found[1].on }] : [];
  });
}

function toPair(
  document: RoadmapDocument,
  plan: Plan,
  [index, need, isKept]: DoneBefore,
): [Pair] | undefined {
  const [unit, on] = [plan.units[index], plan.units[need.on]].map((each) => each && unitIn(document, each));
  const dependency = dependencyOf(document, plan, index, need);
  if (unit === undefined || on === undefined || dependency === undefined) return undefined;
  const texts = [textAround(document, unit), textAround(document, on)];
  return [[unit, on, dependency, isKept, ...texts]];
}

/** What says done, the dependency that does not, and whether no fewer dependencies of what is done are done. */
type DoneBefore = readonly [unit: number, need: Need, isKept: boolean];

function findDoneBefore({ units, needs }: Plan): readonly DoneBefore[] {
  const all = units.flatMap(({ status }, index) => {
    if (status !== 'done') return [];
    const hard = (needs[index] ?? []).filter(({ on, soft }) => !soft && on !== index);
    return hard.map((need) => ({ index, need, on: units[need.on]?.status ?? null }));
  });
  const open = all.filter(({ on }) => isOpen(on));
  const done = all.filter(({ on }) => on === 'done');
  const isKept = done.length > 0 && done.length >= open.length;
  return open.map(({ index, need }): DoneBefore => [index, need, isKept]);
}

/** What claims nothing may be finished all the same; work that was put off or dropped keeps nobody waiting. */
function isOpen(status: Status | null): boolean {
  return status === 'todo' || status === 'in-progress' || status === 'blocked';
}

function toDrafts(document: RoadmapDocument, [unit, on, dependency, isKept]: Pair): readonly Draft[] {
  if (on.status === null || !claimsOpen(document, on)) return [];
  const credence = doneCredence(document, unit);
  if (credence === 'none') return [];
  return [
    {
      span: dependency.span,
      ...grade(document, credence, dependency, isKept && saysDoneOutright(document, unit)),
      message: `${nameOf(unit)} claims to be done, but ${nameOf(on)}, on which it depends, is ${statusWord(on.status)}.`,
      related: [
        { uri: document.uri, span: on.nameSpan, message: `${nameOf(on)} is ${statusWord(on.status)}` },
      ],
      fixes: [...change(document, on, 'done'), ...change(document, unit, 'todo')],
    },
  ];
}

/** What the rule's page says of the severity. */
function grade(
  { source }: RoadmapDocument,
  credence: Credence,
  { id, span }: Dependency,
  isKept: boolean,
): { readonly severity?: Severity } {
  if (credence !== 'sure') return { severity: 'hint' };
  const isPlain = isPlainField(source, span) && !/^\d+$/.test(id);
  return isPlain && isKept ? {} : { severity: 'information' };
}

function change(document: RoadmapDocument, unit: Task | Group, status: 'done' | 'todo') {
  const title = status === 'done' ? `Mark ${nameOf(unit)} done` : `Reopen ${nameOf(unit)}`;
  return toFix(title, setStatus(document, unit, status), false);
}
