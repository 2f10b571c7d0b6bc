import { tick } from '../../edit/items.ts';
import { setStatus, statusWords } from '../../edit/status.ts';
import type { Dependency, Group, RoadmapDocument, Status, Task } from '../../model/document.ts';
import { statusWord } from '../../model/status.ts';
import { areSame } from '../../remember.ts';
import { toFix } from '../criteria.ts';
import { claimsOpen, doneCredence } from '../plan/claims.ts';
import { nameOf } from '../plan/names.ts';
import { type Need, type Plan, planOf, textAround, unitIn } from '../plan/plan.ts';
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

/** The unit that is done, what it depends on, how, and the texts in which their states are read. */
type Pair = readonly [unit: Task | Group, on: Task | Group, dependency: Dependency, ...texts: string[]];

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

function toPair(document: RoadmapDocument, plan: Plan, [index, need]: DoneBefore): [Pair] | undefined {
  const [unit, on] = [plan.units[index], plan.units[need.on]].map((each) => each && unitIn(document, each));
  if (unit === undefined || on === undefined) return undefined;
  return [[unit, on, need.dependency, textAround(document, unit), textAround(document, on)]];
}

/** What says done, and the dependency that does not. */
type DoneBefore = readonly [unit: number, need: Need];

function findDoneBefore({ units, needs }: Plan): readonly DoneBefore[] {
  return units.flatMap(({ status }, index) => {
    if (status !== 'done') return [];
    const open = (needs[index] ?? []).filter(
      ({ on, dependency }) => !dependency.soft && on !== index && isOpen(units[on]?.status ?? null),
    );
    return open.map((need): DoneBefore => [index, need]);
  });
}

/** What claims nothing may be finished all the same; work that was put off or dropped keeps nobody waiting. */
function isOpen(status: Status | null): boolean {
  return status === 'todo' || status === 'in-progress' || status === 'blocked';
}

function toDrafts(document: RoadmapDocument, [unit, on, dependency]: Pair): readonly Draft[] {
  if (on.status === null || !claimsOpen(document, on)) return [];
  const credence = doneCredence(document, unit);
  if (credence === 'none') return [];
  return [
    {
      span: dependency.span,
      ...(credence === 'sure' ? {} : { severity: 'hint' as const }),
      message: `${nameOf(unit)} claims to be done, but ${nameOf(on)}, on which it depends, is ${statusWord(on.status)}.`,
      related: [
        { uri: document.uri, span: on.nameSpan, message: `${nameOf(on)} is ${statusWord(on.status)}` },
      ],
      fixes: [...change(document, on, 'done'), ...change(document, unit, 'todo')],
    },
  ];
}

function change(document: RoadmapDocument, unit: Task | Group, status: 'done' | 'todo') {
  const title = status === 'done' ? `Mark ${nameOf(unit)} done` : `Reopen ${nameOf(unit)}`;
  return toFix(title, setStatus(document, unit, status), false);
}
