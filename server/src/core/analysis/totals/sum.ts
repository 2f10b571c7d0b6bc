import type { Effort, Group, Task } from '../../model/document.ts';
import { addEfforts, type EffortSum, type WorkTime } from '../../model/effort.ts';
import { outermost, startingIn } from '../../model/nesting.ts';
import { coverage } from '../../text/spans.ts';
import { childrenOf, type Subject } from './subject.ts';

/** What a subject's effort is added up from. */
export interface Pieces {
  /** Groups that state an effort of their own while no task in them has an estimate. */
  readonly groups: readonly Group[];
  /** The other tasks; those within others left out. */
  readonly tasks: readonly Task[];
}

export function piecesOf(subject: Subject): Pieces {
  const isWhole = (group: Group): boolean =>
    group.effort !== null && startingIn(subject.tasks, group.extent).every(({ effort }) => effort === null);
  const groups = outermost(subject.groups.filter(isWhole));
  const isIn = coverage(groups.map(({ extent }) => extent));
  return { groups, tasks: subject.parts.filter(({ extent }) => !isIn(extent.from)) };
}

/** What the pieces come to. */
export function sumOf(subject: Subject, { groups, tasks }: Pieces, time: WorkTime): EffortSum {
  return addEfforts([...groups.map(({ effort }) => effort), ...effortsOf(subject, tasks)], time);
}

/**
 * The sums that an author may have had in mind: of everything, without what is dropped or optional, of what
 * is still open. A total that equals one of them is right.
 */
export function possibleSums(subject: Subject, { groups, tasks }: Pieces, time: WorkTime): EffortSum[] {
  return selections(tasks).map((selected) => sumOf(subject, { groups, tasks: selected }, time));
}

/** The numbers of tasks that an author may have had in mind. */
export function possibleCounts(subject: Subject): ReadonlySet<number> {
  const { parts, tasks } = subject;
  const withIds = tasks.filter(({ id }) => id !== null);
  const alike = [...classesOf(tasks, ({ form }) => form), ...classesOf(withIds, shapeOf)];
  const sets = [...selections(parts), tasks, leaves(subject), withIds, ...alike, outermost(subject.groups)];
  const aliases = parts.reduce((sum, task) => sum + task.aliases.length, 0);
  return new Set([...sets.map(({ length }) => length), parts.length + aliases]);
}

function classesOf(tasks: readonly Task[], classOf: (task: Task) => string): Task[][] {
  const classes = new Map<string, Task[]>();
  for (const task of tasks) classes.set(classOf(task), [...(classes.get(classOf(task)) ?? []), task]);
  return [...classes.values()];
}

/** An id without its numbers: `P0-12` and `P0-3` are of one shape. */
export function shapeOf({ id }: Task): string {
  return (id ?? '').replace(/\d+/g, '0');
}

function selections(parts: readonly Task[]): readonly (readonly Task[])[] {
  const isKept = ({ status }: Task): boolean => status !== 'cancelled';
  const isPlanned = (task: Task): boolean => isKept(task) && task.status !== 'deferred';
  const isNeeded = (task: Task): boolean => isPlanned(task) && !OPTIONAL.test(task.title);
  const isOpen = (task: Task): boolean => isPlanned(task) && task.status !== 'done';
  const isDone = (task: Task): boolean => task.status === 'done';
  return [parts, ...[isKept, isPlanned, isNeeded, isOpen, isDone].map((keep) => parts.filter(keep))];
}

const OPTIONAL = /optional|stretch|bonus|nice[- ]to[- ]have/i;

function leaves({ tasks }: Subject): readonly Task[] {
  return tasks.filter(({ extent }, index) => (tasks[index + 1]?.extent.from ?? Infinity) >= extent.to);
}

/** A task's own estimate; without one, those of the tasks in it, if it has any. */
function effortsOf(subject: Subject, tasks: readonly Task[]): (Effort | null)[] {
  return tasks.flatMap((task) => {
    if (task.effort !== null) return [task.effort];
    const children = childrenOf(subject, task);
    const efforts = effortsOf(subject, children);
    return efforts.some((effort) => effort !== null) ? efforts : [null];
  });
}
