import { ancestorsOf, type Plan, planOf, unitIn } from '../../core/analysis/plan/plan.ts';
import { type Period, periodOf } from '../../core/calendar/period.ts';
import type { Effort, Group, RoadmapDocument, Status, Task } from '../../core/model/document.ts';
import { convert, type WorkTime } from '../../core/model/effort.ts';
import { effectiveStatus } from '../../core/model/status.ts';
import { Clock, type WeekSpan, WEEKS_PER_MONTH, type Window } from './timelineClock.ts';
import type { Range } from './timelineSchedule.ts';

/** The tasks and groups of a document with what a schedule needs to know of them. All lists go by `plan.units`. */
export interface TimelineUnits {
  readonly plan: Plan;
  readonly units: readonly (Task | Group)[];
  /** What a unit is called: a group's status is that of its tasks where it claims none. */
  readonly statuses: readonly Status[];
  /** Neither to be done nor done. */
  readonly isDropped: readonly boolean[];
  readonly clock: Clock;
  /** When it is to happen by its own words; null where it does not say, or nothing says when that is. */
  readonly said: readonly (WeekSpan | null)[];
  /** The time that it has: its own, or that of the innermost unit around it that has any. */
  readonly windows: readonly (OwnedWindow | null)[];
  /** Hours of its own estimate; null without one in units of time. */
  readonly hours: readonly (Range | null)[];
  /** The unit that is planned as one piece of work and holds this one; -1 for what only holds such. */
  readonly pieceOf: readonly number[];
  /** How many say when, and cannot be placed as nothing says on which day the plan begins. */
  readonly unplaced: number;
}

export interface OwnedWindow extends Window {
  readonly owner: number;
}

export interface UnitOptions {
  readonly time: WorkTime;
  readonly sprintWeeks: number;
  /** The first day of the plan; null: as the document says. */
  readonly start: number | null;
}

export function timelineUnits(document: RoadmapDocument, options: UnitOptions): TimelineUnits {
  const plan = planOf(document);
  const found = plan.units.map((unit) => unitIn(document, unit));
  const units = found.filter((unit) => unit !== undefined);
  const periods = units.map(periodOf);
  const clock = clockFor(periods, options);
  const said = periods.map((period) => placed(period, clock));
  const statuses = statusesOf(plan, units);
  const isDropped = statuses.map((status, index) =>
    [status, ...[...ancestorsOf(plan, index)].map((at) => statuses[at])].some(
      (each) => each === 'cancelled' || each === 'deferred',
    ),
  );
  const hours = units.map(({ effort }) => hoursOf(effort, options.time));
  return {
    plan,
    units,
    statuses,
    isDropped,
    clock,
    said,
    windows: windowsOf(plan, said),
    hours,
    pieceOf: piecesOf(plan, hours, isDropped),
    unplaced: periods.filter((period, index) => period !== null && said[index] === null).length,
  };
}

/** Hours of work; null without an estimate in units of time. A month has as many weeks as a twelfth of a year. */
export function hoursOf(effort: Effort | null, time: WorkTime): Range | null {
  if (effort === null) return null;
  const { hoursPerDay, daysPerWeek } = time;
  const month = effort.unit === 'mo' ? WEEKS_PER_MONTH * hoursPerDay * daysPerWeek : null;
  const amount = month === null ? convert(effort, 'h', time) : null;
  if (month !== null) return { min: effort.min * month, max: effort.max * month };
  return amount && amount.max > 0 ? { min: amount.min, max: amount.max } : null;
}

/** Where days are stated and nothing says when the plan begins, it begins with the first of them. */
function clockFor(periods: readonly (Period | null)[], { time, sprintWeeks, start }: UnitOptions): Clock {
  const { daysPerWeek } = time;
  const days = periods.flatMap((period) =>
    period?.kind === 'dated' ? (period.from ?? (period.to === null ? [] : period.to - 1)) : [],
  );
  const counted = periods.filter((period) => period?.kind === 'counted').length;
  const first = days.length > counted ? days.reduce((a, b) => Math.min(a, b), Infinity) : null;
  return new Clock({ daysPerWeek, sprintWeeks, start: start ?? first });
}

function placed(period: Period | null, clock: Clock): WeekSpan | null {
  const span = period && clock.spanOf(period);
  // What a plan says of the time before it begins is history.
  return span && (span.to === null || span.to > 0) ? span : null;
}

function statusesOf(plan: Plan, units: readonly (Task | Group)[]): readonly Status[] {
  const statuses: Status[] = [];
  const below = units.map((): Status[] => []);
  // What is in a unit stands behind it.
  for (let index = units.length - 1; index >= 0; index--) {
    const unit = units[index];
    if (!unit) continue;
    const status = 'form' in unit ? effectiveStatus(unit) : (unit.status ?? summed(below[index] ?? []));
    statuses[index] = status;
    below[plan.parents[index] ?? -1]?.push(status);
  }
  return statuses;
}

function summed(statuses: readonly Status[]): Status {
  const left = statuses.filter((status) => status !== 'cancelled' && status !== 'deferred');
  if (left.length === 0) return statuses[0] ?? 'todo';
  if (left.every((status) => status === 'done')) return 'done';
  return left.every((status) => status === 'todo' || status === 'blocked') ? 'todo' : 'in-progress';
}

function windowsOf(plan: Plan, said: readonly (WeekSpan | null)[]): readonly (OwnedWindow | null)[] {
  const windows: (OwnedWindow | null)[] = [];
  for (const [index, span] of said.entries()) {
    const own =
      span?.from != null && span.to !== null ? { from: span.from, to: span.to, owner: index } : null;
    windows[index] = own ?? windows[plan.parents[index] ?? -1] ?? null;
  }
  return windows;
}

/** A task with an estimate is one piece of work, whatever stands in it; so is a group of which only the sum is known. */
function piecesOf(
  plan: Plan,
  hours: readonly (Range | null)[],
  isDropped: readonly boolean[],
): readonly number[] {
  const holdsHours = new Set<number>();
  const holdsTasks = new Set<number>();
  for (const [index, unit] of plan.units.entries()) {
    if (isDropped[index]) continue;
    for (const outer of ancestorsOf(plan, index)) {
      if (unit.kind === 'task') holdsTasks.add(outer);
      if (unit.kind === 'task' && hours[index]) holdsHours.add(outer);
    }
  }
  const pieces: number[] = [];
  for (const [index, { kind }] of plan.units.entries()) {
    const outer = pieces[plan.parents[index] ?? -1] ?? -1;
    const isWhole = kind === 'task' ? hours[index] !== null : hours[index] !== null && !holdsHours.has(index);
    const isLeaf = kind === 'task' && !holdsTasks.has(index);
    pieces[index] = outer >= 0 ? outer : isDropped[index] ? -1 : isWhole || isLeaf ? index : -1;
  }
  return pieces;
}
