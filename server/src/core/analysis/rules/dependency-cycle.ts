import type { Group, RoadmapDocument, Task } from '../../model/document.ts';
import { CYCLE_DOUBTS } from '../doubts/cycles.ts';
import { gradeBy } from '../doubts/doubt.ts';
import { type Cycle, findCycles, type Step } from '../plan/cycles.ts';
import { nameOf } from '../plan/names.ts';
import { ancestorsOf, dependencyOf, type Plan, planOf, unitIn } from '../plan/plan.ts';
import type { Draft, Rule } from '../rule.ts';

/** Tasks depend on each other in a round, so that none of them can be the first. */
export const dependencyCycle: Rule = {
  code: 'dependency/cycle',
  severity: 'error',
  doubts: CYCLE_DOUBTS,
  reads: 'document',
  check({ document, memory }) {
    const plan = planOf(document);
    const cycles = memory.derive('dependency cycles', [plan], () => findCycles(plan));
    return cycles.flatMap((cycle) => toDrafts(document, plan, cycle));
  },
};

function toDrafts(document: RoadmapDocument, plan: Plan, { steps }: Cycle): readonly Draft[] {
  const [first] = steps;
  const dependency = first && dependencyOf(document, plan, first.unit, first.need);
  if (first === undefined || dependency === undefined) return [];
  const names = steps.map(({ unit }) => nameIn(document, plan, unit));
  const [name = ''] = names;
  return [
    {
      span: dependency.span,
      message:
        steps.length === 1 && first.unit === first.need.on
          ? `${name} depends on itself.`
          : `${name} waits for itself: ${roundPhrase(document, plan, steps)}.`,
      ...gradeBy(CYCLE_DOUBTS, { document, plan, steps }),
      related: steps.slice(1).flatMap(({ unit, need }) => {
        const next = dependencyOf(document, plan, unit, need);
        const message = `${nameIn(document, plan, unit)} depends on ${nameIn(document, plan, need.on)}`;
        return next ? [{ uri: document.uri, span: next.span, message }] : [];
      }),
    },
  ];
}

/** `A → B → A`; `A → Phase 2 (with B) → A` where the next step is that of a part, `(in …)` where it is that of the whole. */
function roundPhrase(document: RoadmapDocument, plan: Plan, steps: readonly Step[]): string {
  const [first] = steps;
  const parts = first ? [nameIn(document, plan, first.unit)] : [];
  for (const [index, { need }] of steps.entries()) {
    const next = steps[(index + 1) % steps.length];
    const on = nameIn(document, plan, need.on);
    if (next === undefined || next.unit === need.on) parts.push(on);
    else {
      const isWhole = [...ancestorsOf(plan, need.on)].includes(next.unit);
      parts.push(`${on} (${isWhole ? 'in' : 'with'} ${nameIn(document, plan, next.unit)})`);
    }
  }
  return parts.join(' → ');
}

function nameIn(document: RoadmapDocument, plan: Plan, index: number): string {
  const unit = plan.units[index];
  const found: Task | Group | undefined = unit && unitIn(document, unit);
  return found ? nameOf(found) : '';
}
