import { type Plan, unitIn } from '../../core/analysis/plan/plan.ts';
import type { RoadmapDocument } from '../../core/model/document.ts';
import { effectiveStatus } from '../../core/model/status.ts';
import { isLeft } from '../../core/status/progress.ts';
import type { GraphData, GraphTask, Range } from '../../protocol/graph.ts';
import { isSame, schedule, type Times } from './schedule.ts';

/** What of the work that is left decides how long all of it takes. */
export interface Criticality {
  readonly path: GraphData['criticalPath'];
  /** By the keys of tasks; those that decide nothing are absent. */
  readonly tasks: ReadonlyMap<string, NonNullable<GraphTask['critical']>>;
  readonly starts: ReadonlyMap<string, Range>;
  readonly ends: ReadonlyMap<string, Range>;
  /** Whether the unit begins when the one that it depends on is done, and a delay of that delays all. */
  readonly isTight: (on: number, unit: number) => boolean;
}

/**
 * The longest chain of work that is left, with the least and with the most that estimates say. Tasks without an
 * estimate in units of time count nothing; if there is no such estimate at all, each task counts the same.
 */
export function criticalPathOf(
  document: RoadmapDocument,
  plan: Plan,
  hours: ReadonlyMap<string, Range | null>,
): Criticality {
  const units = leftUnits(document, plan);
  const isEstimated = units.some((unit) => unit !== null && hours.get(unit) != null);
  const duration = (key: string | null, bound: keyof Range): number =>
    key === null ? 0 : isEstimated ? (hours.get(key)?.[bound] ?? 0) : 1;
  const timesFor = (bound: keyof Range): Times =>
    schedule(
      plan,
      units.map((key) => duration(key, bound)),
    );
  const [least, most] = [timesFor('min'), timesFor('max')];
  const trace = traceOf(plan, units, most);
  const hasPath = trace.length > 1;
  const range = (of: 'start' | 'end'): Map<string, Range> =>
    new Map(
      units.flatMap((key, unit) =>
        key === null || !isEstimated
          ? []
          : [[key, { min: least[of][unit] ?? 0, max: most[of][unit] ?? 0 }] as const],
      ),
    );
  return {
    path: hasPath
      ? {
          tasks: trace,
          hours: isEstimated ? { min: least.length, max: most.length } : { min: 0, max: 0 },
          unestimated: trace.filter((key) => hours.get(key) == null).length,
        }
      : null,
    tasks: hasPath ? criticalTasks(units, least, most) : new Map(),
    starts: range('start'),
    ends: range('end'),
    isTight: (on, unit) => hasPath && [least, most].some((times) => isTight(plan, units, times, on, unit)),
  };
}

/** The keys of the tasks that are left and hold no other task that is; null for all other units of the plan. */
function leftUnits(document: RoadmapDocument, plan: Plan): readonly (string | null)[] {
  const isOpen = plan.units.map((unit) => {
    const found = unit.kind === 'task' ? unitIn(document, unit) : undefined;
    return found !== undefined && 'form' in found && isLeft(effectiveStatus(found));
  });
  const holdsOpen = new Set(plan.parents.filter((_, unit) => isOpen[unit]));
  return plan.units.map((unit, index) =>
    isOpen[index] && !holdsOpen.has(index) ? (unitIn(document, unit)?.key ?? null) : null,
  );
}

function criticalTasks(
  units: readonly (string | null)[],
  least: Times,
  most: Times,
): ReadonlyMap<string, 'always' | 'maybe'> {
  const isCritical = (times: Times, unit: number): boolean =>
    times.startIsCritical[unit] === true &&
    times.endIsCritical[unit] === true &&
    takesAllItsTime(times, unit);
  return new Map(
    units.flatMap((key, unit) => {
      const [a, b] = [isCritical(least, unit), isCritical(most, unit)];
      return key === null || !(a || b) ? [] : [[key, a && b ? 'always' : 'maybe'] as const];
    }),
  );
}

/** Something without work that waits for nothing is on no path. */
function takesAllItsTime({ start, end }: Times, unit: number): boolean {
  return (start[unit] ?? 0) > 0 || (end[unit] ?? 0) > 0;
}

/** Between what is left, or groups that hold some of it. */
function isTight(
  plan: Plan,
  units: readonly (string | null)[],
  times: Times,
  on: number,
  unit: number,
): boolean {
  const isLeft = (index: number): boolean => units[index] !== null || plan.units[index]?.kind === 'group';
  const end = times.end[on] ?? 0;
  return (
    end > 0 &&
    isLeft(on) &&
    isLeft(unit) &&
    times.endIsCritical[on] === true &&
    times.startIsCritical[unit] === true &&
    isSame(end, times.start[unit] ?? 0)
  );
}

/** The tasks of one longest chain, in the order of work. */
function traceOf(plan: Plan, units: readonly (string | null)[], times: Times): string[] {
  const chain = units
    .flatMap((key, unit) =>
      key !== null && times.startIsCritical[unit] && times.endIsCritical[unit]
        ? [{ key, unit, start: times.start[unit] ?? 0, end: times.end[unit] ?? 0 }]
        : [],
    )
    .toSorted((a, b) => a.start - b.start || a.end - b.end);
  const trace: typeof chain = [];
  for (const step of chain) {
    const last = trace.at(-1);
    if (last === undefined ? step.start === 0 && step.end > 0 : isSame(step.start, last.end)) {
      if (last === undefined || waitsFor(plan, step.unit, last.unit)) trace.push(step);
    }
  }
  return trace.map(({ key }) => key);
}

/** By its own dependency or that of a unit around it, on a unit or on what holds it. */
function waitsFor(plan: Plan, unit: number, on: number): boolean {
  const wanted = new Set(withAncestors(plan, on));
  return withAncestors(plan, unit).some((each) =>
    (plan.needs[each] ?? []).some((need) => !need.soft && wanted.has(need.on)),
  );
}

function withAncestors({ parents }: Plan, unit: number): readonly number[] {
  const found = [unit];
  for (let at = parents[unit] ?? -1; at >= 0; at = parents[at] ?? -1) found.push(at);
  return found;
}
