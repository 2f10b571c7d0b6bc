import type { Effort, Group, Task } from '../../model/document.ts';
import { addEfforts, type EffortSum, type WorkTime } from '../../model/effort.ts';
import { outermost, startingIn } from '../../model/nesting.ts';
import { readEffort } from '../../parse/effort.ts';
import { Remembered } from '../../remember.ts';
import type { SourceText } from '../../text/source.ts';
import { coverage } from '../../text/spans.ts';
import { childrenOf, type Subject } from './subject.ts';

/** What a subject's effort is added up from. */
export interface Pieces {
  /** Groups that state an effort of their own while no task in them has an estimate. */
  readonly groups: readonly Group[];
  /** The other tasks; those within others left out. */
  readonly tasks: readonly Task[];
}

const knownPieces = new Remembered<Subject, Pieces>();

export function piecesOf(subject: Subject): Pieces {
  return knownPieces.read(subject, [], () => {
    const isWhole = (group: Group): boolean =>
      group.effort !== null && startingIn(subject.tasks, group.extent).every(({ effort }) => effort === null);
    const groups = outermost(subject.groups.filter(isWhole));
    const isIn = coverage(groups.map(({ extent }) => extent));
    return { groups, tasks: subject.parts.filter(({ extent }) => !isIn(extent.from)) };
  });
}

const knownSums = new Remembered<Subject, EffortSum>();

/** What the pieces come to. */
export function sumOf(subject: Subject, time: WorkTime): EffortSum {
  return knownSums.read(subject, timeKey(time), () => addPieces(subject, piecesOf(subject), time));
}

const knownPossible = new Remembered<Subject, readonly EffortSum[]>();

/**
 * The sums that an author may have had in mind besides that of everything: without what is dropped or
 * optional, of what is still open, of what is done. A total that equals one of them is right.
 */
export function otherSums(subject: Subject, time: WorkTime): readonly EffortSum[] {
  return knownPossible.read(subject, timeKey(time), () => {
    const { groups, tasks } = piecesOf(subject);
    return selections(tasks).map((selected) => addPieces(subject, { groups, tasks: selected }, time));
  });
}

const knownLacking = new Remembered<Subject, readonly Task[]>();

/**
 * The parts without an estimate, where it is clear that they lack one: the others are more, two at least, and of the same form.
 * Empty where it is not.
 */
export function lackingEstimates(source: SourceText, subject: Subject): readonly Task[] {
  return knownLacking.read(subject, [], () => {
    const { groups, tasks } = piecesOf(subject);
    const isEstimated = ({ effort }: Task): boolean => effort !== null && effort.unit !== 'size';
    const [known, lacking] = [tasks.filter(isEstimated), tasks.filter((task) => !isEstimated(task))];
    const counted = groups.length + known.length;
    const isClear = lacking.every(
      (task) =>
        effortsOf(subject, [task]).every((effort) => effort === null) &&
        !holdsAmount(source, task) &&
        known.some(({ form, id }) => form === task.form && (id === null) === (task.id === null)),
    );
    const isWork = lacking.some(({ status }) => status !== 'cancelled' && status !== 'deferred');
    return isClear && isWork && counted > 1 && counted > lacking.length ? lacking : [];
  });
}

const knownAmounts = new Remembered<Task, boolean>();

/** Somewhere in its text stands what may be an estimate in a form that is not read as one. */
function holdsAmount(source: SourceText, task: Task): boolean {
  return knownAmounts.read(task, [], () =>
    source
      .slice(task.extent)
      .split('\n')
      .some((line) => (readEffort(line)?.effort.unit ?? 'size') !== 'size'),
  );
}

function addPieces(subject: Subject, { groups, tasks }: Pieces, time: WorkTime): EffortSum {
  return addEfforts([...groups.map(({ effort }) => effort), ...effortsOf(subject, tasks)], time);
}

function timeKey({ hoursPerDay, daysPerWeek }: WorkTime): readonly number[] {
  return [hoursPerDay, daysPerWeek];
}

const knownCounts = new Remembered<Subject, ReadonlySet<number>>();

/** The numbers of tasks that an author may have had in mind. */
export function possibleCounts(subject: Subject): ReadonlySet<number> {
  return knownCounts.read(subject, [], () => {
    const { parts, tasks } = subject;
    const withIds = tasks.filter(({ id }) => id !== null);
    const alike = [...classesOf(tasks, ({ form }) => form), ...classesOf(withIds, shapeOf)];
    // `Task 0: Planning` stands before the work that is counted.
    const numbered = parts.filter(({ id }) => !/(?<!\d)0$/.test(id ?? ''));
    const kinds = [leaves(subject), withIds, numbered, outermost(subject.groups)];
    const sets = [parts, ...selections(parts), tasks, ...kinds];
    // What has one id may be one thing that is told of twice.
    const ids = new Set(parts.map(({ id }, index) => id ?? index));
    const aliases = parts.reduce((sum, task) => sum + task.aliases.length, 0);
    return new Set([...sets.map(({ length }) => length), ...alike, ids.size, parts.length + aliases]);
  });
}

/** How many tasks there are of each class. */
function classesOf(tasks: readonly Task[], classOf: (task: Task) => string): Iterable<number> {
  const classes = new Map<string, number>();
  for (const task of tasks) classes.set(classOf(task), (classes.get(classOf(task)) ?? 0) + 1);
  return classes.values();
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
  return [isKept, isPlanned, isNeeded, isOpen, isDone].map((keep) => parts.filter(keep));
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
