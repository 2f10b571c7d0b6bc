import { periodOf } from '../../calendar/period.ts';
import type { Group, RoadmapDocument, Task } from '../../model/document.ts';
import { nameOf } from '../plan/names.ts';
import { againstCalendar, againstGroups, againstList, type Misordered, orderLists } from '../plan/order.ts';
import { ancestorsOf, dependencyOf, type Need, type Plan, planOf, unitIn } from '../plan/plan.ts';
import type { Draft, Rule } from '../rule.ts';

/** The document's own sequence puts a task before one that it depends on. */
export const dependencyOrder: Rule = {
  code: 'dependency/order',
  severity: 'information',
  reads: 'document',
  check({ document, memory }) {
    const plan = planOf(document);
    if (plan.needs.every((needs) => needs.length === 0)) return [];
    const { groups } = document;
    const inGroups = memory.derive('order of groups', [plan, groups], () => againstGroups(document, plan));
    const inLists = orderLists(document).flatMap((list) => againstList(plan, list));
    const times = {
      tasks: memory.map('times of tasks', [], document.tasks, periodOf),
      groups: memory.map('times of groups', [], groups, periodOf),
    };
    const byTime = memory.derive('order of times', [times.tasks, times.groups, plan], () =>
      againstCalendar(document, plan),
    );
    // One dependency is one finding, whatever else contradicts it.
    const told = new Set<Need>();
    return [...inGroups, ...inLists, ...byTime].flatMap((each) => {
      if (told.has(each.need)) return [];
      const drafts = toDrafts(document, plan, each);
      if (drafts.length > 0) told.add(each.need);
      return drafts;
    });
  },
};

function toDrafts(document: RoadmapDocument, plan: Plan, found: Misordered): readonly Draft[] {
  const { unit: index, need } = found;
  const unit = unitAt(document, plan, index);
  const on = unitAt(document, plan, need.on);
  const dependency = dependencyOf(document, plan, index, need);
  // What is done shows that it could be done in that order.
  if (!unit || !on || !dependency || unit.status === 'done' || on.status === 'done') return [];
  const { uri, source } = document;
  const [name, other] = [nameOf(unit), nameOf(on)];
  if (found.kind === 'groups') {
    const { own, later } = found;
    const place = unit === own ? name : `${name} stands in ${nameOf(own)}, but it`;
    const where = on === later ? nameOf(later) : `${other} in ${nameOf(later)}`;
    return [
      {
        span: dependency.span,
        message: `${place} depends on ${where}, which comes later.`,
        related: [{ uri, span: on.nameSpan, message: `${other} comes later` }],
      },
    ];
  }
  if (found.kind === 'calendar') {
    const [when, then] = [timeOf(document, plan, index), timeOf(document, plan, need.on)];
    return [
      {
        span: dependency.span,
        message: `${name} is planned for ${when}, but it depends on ${other}, which is planned for ${then}.`,
        related: [{ uri, span: on.nameSpan, message: `${other} is planned for ${then}` }],
      },
    ];
  }
  const line = source.lineNumber(source.lineAt(found.place.from) + 1);
  return [
    {
      span: dependency.span,
      message: `${name} depends on ${other}, but the order in line ${line} puts it before ${other}.`,
      related: [{ uri, span: found.place, message: `${name} comes first here` }],
    },
  ];
}

/** When a unit is to happen, in the words of the plan: its own, or those of what it stands in. */
function timeOf(document: RoadmapDocument, plan: Plan, index: number): string {
  for (const each of [index, ...ancestorsOf(plan, index)]) {
    const unit = unitAt(document, plan, each);
    if (unit && periodOf(unit) !== null) return unit.calendar?.text.trim() ?? nameOf(unit);
  }
  return 'another time';
}

function unitAt(document: RoadmapDocument, plan: Plan, index: number): Task | Group | undefined {
  const unit = plan.units[index];
  return unit && unitIn(document, unit);
}
