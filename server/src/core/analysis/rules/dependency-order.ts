import type { Group, RoadmapDocument, Task } from '../../model/document.ts';
import { nameOf } from '../plan/names.ts';
import { againstGroups, againstList, type Misordered, orderLists } from '../plan/order.ts';
import { type Plan, planOf, unitIn } from '../plan/plan.ts';
import type { Draft, Rule } from '../rule.ts';

/** The document's own sequence puts a task before one that it depends on. */
export const dependencyOrder: Rule = {
  code: 'dependency/order',
  severity: 'information',
  reads: 'document',
  check({ document, memory }) {
    const plan = planOf(document);
    const { groups } = document;
    const inGroups = memory.derive('order of groups', [plan, groups], () => againstGroups(document, plan));
    const inLists = orderLists(document).flatMap((list) => againstList(plan, list));
    return [...inGroups, ...inLists].flatMap((each) => toDrafts(document, plan, each));
  },
};

function toDrafts(document: RoadmapDocument, plan: Plan, found: Misordered): readonly Draft[] {
  const { unit: index, need } = found;
  const unit = unitAt(document, plan, index);
  const on = unitAt(document, plan, need.on);
  // What is done shows that it could be done in that order.
  if (unit === undefined || on === undefined || unit.status === 'done' || on.status === 'done') return [];
  const { uri, source } = document;
  const [name, other] = [nameOf(unit), nameOf(on)];
  if (found.kind === 'groups') {
    const { own, later } = found;
    const place = unit === own ? name : `${name} stands in ${nameOf(own)}, but it`;
    const where = on === later ? nameOf(later) : `${other} in ${nameOf(later)}`;
    return [
      {
        span: need.dependency.span,
        message: `${place} depends on ${where}, which comes later.`,
        related: [{ uri, span: on.nameSpan, message: `${other} comes later` }],
      },
    ];
  }
  const line = source.lineNumber(source.lineAt(found.place.from) + 1);
  return [
    {
      span: need.dependency.span,
      message: `${name} depends on ${other}, but the order in line ${line} puts it before ${other}.`,
      related: [{ uri, span: found.place, message: `${name} comes first here` }],
    },
  ];
}

function unitAt(document: RoadmapDocument, plan: Plan, index: number): Task | Group | undefined {
  const unit = plan.units[index];
  return unit && unitIn(document, unit);
}
