import { nameOf } from '../analysis/plan/names.ts';
import { type Subject, subjectOf } from '../analysis/totals/subject.ts';
import { normalizeId } from '../index/ids.ts';
import type { Group, RoadmapDocument, Task } from '../model/document.ts';
import type { EffortSum, WorkTime } from '../model/effort.ts';
import { convert } from '../model/effort.ts';
import { startingIn } from '../model/nesting.ts';
import { effectiveStatus, type Progress } from '../model/status.ts';
import { Remembered } from '../remember.ts';
import { isLeft, planProgress } from '../status/progress.ts';

/** What a version of a roadmap comes to: small enough to keep for each of a thousand commits. */
export interface PlanCounts {
  readonly whole: Counts;
  /** The outermost groups that hold tasks, in the order of the text. */
  readonly groups: readonly GroupCounts[];
  readonly tasks: readonly CountedTask[];
}

export interface GroupCounts extends Counts {
  /** The same in other versions: by its id, else by its title. */
  readonly key: string;
  readonly name: string;
}

/** Of tasks at any depth, and of their criteria and estimates. */
export interface Counts {
  readonly tasks: { readonly done: number; readonly left: number; readonly dropped: number };
  readonly criteria: Progress;
  readonly effort: EffortCounts;
}

/** Estimates; what is dropped is in neither sum. */
export interface EffortCounts {
  /** Hours; points where nothing is estimated in time. Null: there are no estimates. */
  readonly unit: 'h' | 'pt' | null;
  readonly done: Bounds;
  readonly left: Bounds;
  /** How many have no estimate that could be added. */
  readonly missing: number;
}

export interface Bounds {
  readonly min: number;
  readonly max: number;
}

export interface CountedTask {
  /** The same in other versions: by its id where that is the only one, else by where it stands. */
  readonly key: string;
  readonly name: string;
  readonly state: 'done' | 'left' | 'dropped';
}

/** @param time what a day and a week of work are. */
export function countPlan(document: RoadmapDocument, time: WorkTime): PlanCounts {
  const outer = document.groups.filter(
    (group) => group.parent === null && startingIn(document.tasks, group.extent).length > 0,
  );
  return {
    whole: countsOf(document, null, time),
    groups: withOwnKeys(outer.map((group) => groupCounts(document, group, time))),
    tasks: tasksOf(document),
  };
}

function groupCounts(document: RoadmapDocument, group: Group, time: WorkTime): GroupCounts {
  const { id, title } = group;
  const key = id === null ? title.toLowerCase() : normalizeId(id);
  const name = id === null ? title : title === '' || title === id ? id : `${id}: ${title}`;
  return { key, name, ...countsOf(document, group, time) };
}

function withOwnKeys(groups: readonly GroupCounts[]): readonly GroupCounts[] {
  const seen = new Map<string, number>();
  return groups.map((group) => {
    const count = (seen.get(group.key) ?? 0) + 1;
    seen.set(group.key, count);
    return count === 1 ? group : { ...group, key: `${group.key}~${count}` };
  });
}

/** Most phases are the same in one version and the next. */
const knownCounts = new Remembered<Subject, Counts>();

function countsOf(document: RoadmapDocument, group: Group | null, time: WorkTime): Counts {
  const subject = subjectOf(document, group);
  return knownCounts.read(subject, [time], () => countSubject(subject, time));
}

function countSubject(subject: Subject, time: WorkTime): Counts {
  const { tasks, criteria, effort } = planProgress([subject], time);
  const { done, started, todo, blocked, dropped } = tasks;
  return {
    tasks: { done, left: started + todo + blocked, dropped },
    criteria,
    effort: effortCounts(effort.done, effort.left, time),
  };
}

function effortCounts(done: EffortSum, left: EffortSum, time: WorkTime): EffortCounts {
  const unit = (['h', 'pt'] as const).find((each) =>
    [done, left].some((sum) => amountIn(sum, each, time) !== null),
  );
  const missing = done.missing + left.missing + done.sized + left.sized;
  if (unit === undefined) return { unit: null, done: NONE, left: NONE, missing };
  return {
    unit,
    done: amountIn(done, unit, time) ?? NONE,
    left: amountIn(left, unit, time) ?? NONE,
    missing,
  };
}

const NONE: Bounds = { min: 0, max: 0 };

function amountIn({ amounts }: EffortSum, unit: 'h' | 'pt', time: WorkTime): Bounds | null {
  const converted = amounts.flatMap((amount) => convert(amount, unit, time) ?? []);
  if (converted.length === 0) return null;
  const { min, max } = converted.reduce((a, b) => ({ ...a, min: a.min + b.min, max: a.max + b.max }));
  return { min, max };
}

function tasksOf({ tasks }: RoadmapDocument): readonly CountedTask[] {
  const ids = new Map<string, number>();
  const idOf = ({ id }: Task): string | null => (id === null ? null : normalizeId(id));
  for (const task of tasks) {
    const id = idOf(task);
    if (id !== null) ids.set(id, (ids.get(id) ?? 0) + 1);
  }
  return tasks.map((task) => {
    const id = idOf(task);
    const status = effectiveStatus(task);
    return {
      key: id !== null && ids.get(id) === 1 ? `#${id}` : task.key,
      name: nameOf(task),
      state: status === 'done' ? 'done' : isLeft(status) ? 'left' : 'dropped',
    };
  });
}
