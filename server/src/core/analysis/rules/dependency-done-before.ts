import { setStatus } from '../../edit/status.ts';
import type { Group, RoadmapDocument, Status, Task } from '../../model/document.ts';
import { toFix } from '../criteria.ts';
import { claimsOpen, doneCredence } from '../plan/claims.ts';
import { nameOf, statusPhrase } from '../plan/names.ts';
import { type Need, type Plan, planOf, unitIn } from '../plan/plan.ts';
import type { Draft, Rule } from '../rule.ts';

/** A task claims to be done while one that it depends on claims not to be. */
export const dependencyDoneBefore: Rule = {
  code: 'dependency/done-before',
  severity: 'warning',
  reads: 'document',
  check({ document, memory }) {
    const plan = planOf(document);
    const found = memory.derive('done before', [plan], () => findDoneBefore(plan));
    return found.flatMap(([index, need]) => toDrafts(document, plan, index, need));
  },
};

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

function toDrafts(document: RoadmapDocument, plan: Plan, index: number, need: Need): readonly Draft[] {
  const [unit, on] = [plan.units[index], plan.units[need.on]].map((each) => each && unitIn(document, each));
  if (unit === undefined || on === undefined || on.status === null || !claimsOpen(document, on)) return [];
  const credence = doneCredence(document, unit);
  if (credence === 'none') return [];
  return [
    {
      span: need.dependency.span,
      ...(credence === 'sure' ? {} : { severity: 'hint' as const }),
      message: `${nameOf(unit)} claims to be done, but ${nameOf(on)}, on which it depends, is ${statusPhrase(on.status)}.`,
      related: [
        { uri: document.uri, span: on.nameSpan, message: `${nameOf(on)} is ${statusPhrase(on.status)}` },
      ],
      fixes: [...change(document, on, 'done'), ...change(document, unit, 'todo')],
    },
  ];
}

function change(document: RoadmapDocument, unit: Task | Group, status: 'done' | 'todo') {
  const title = status === 'done' ? `Mark ${nameOf(unit)} done` : `Reopen ${nameOf(unit)}`;
  return toFix(title, setStatus(document, unit, status), false);
}
