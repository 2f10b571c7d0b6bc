import { piecesOf } from '../analysis/totals/sum.ts';
import { childrenOf, type Subject } from '../analysis/totals/subject.ts';
import type { Effort, Group, Item, Status, Task } from '../model/document.ts';
import { addEfforts, type EffortSum, type WorkTime } from '../model/effort.ts';
import { startingIn } from '../model/nesting.ts';
import { effectiveStatus, isDropped, type Progress, progressOf } from '../model/status.ts';

/** How far a document, a group or several of them are. */
export interface PlanProgress {
  readonly tasks: TaskCounts;
  /** Criteria of the tasks; steps and deliverables are none. */
  readonly criteria: Progress;
  /** What is dropped is in neither. */
  readonly effort: { readonly done: EffortSum; readonly left: EffortSum };
}

/** Tasks at any depth by their effective status. */
export interface TaskCounts {
  readonly done: number;
  /** In progress or in review. */
  readonly started: number;
  readonly todo: number;
  readonly blocked: number;
  /** Deferred or cancelled: neither done nor left. */
  readonly dropped: number;
}

/** How far everything in `subjects` is. */
export function planProgress(subjects: readonly Subject[], time: WorkTime): PlanProgress {
  const tasks = subjects.flatMap((subject) => subject.tasks);
  const estimates = subjects.flatMap(estimatesOf);
  const sum = (isWanted: (status: Status) => boolean): EffortSum =>
    addEfforts(
      estimates.filter(({ status }) => isWanted(status)).map(({ effort }) => effort),
      time,
    );
  return {
    tasks: countTasks(tasks),
    criteria: progressOf(tasks.flatMap(({ items }) => items.filter(isCriterion))),
    effort: { done: sum((status) => status === 'done'), left: sum(isLeft) },
  };
}

/** Whether work remains to be done. */
export function isLeft(status: Status): boolean {
  return status !== 'done' && !isDropped(status);
}

/** The share of tasks that are done, of those that are not dropped, in whole percent; 0 without tasks. */
export function percentDone({ done, started, todo, blocked }: TaskCounts): number {
  const all = done + started + todo + blocked;
  // Rounded down, so that 100 % means everything.
  return all === 0 ? 0 : Math.floor((done / all) * 100);
}

function countTasks(tasks: readonly Task[]): TaskCounts {
  const counts = { done: 0, started: 0, todo: 0, blocked: 0, dropped: 0 };
  for (const task of tasks) counts[CLASSES[effectiveStatus(task)]]++;
  return counts;
}

const CLASSES: Readonly<Record<Status, keyof TaskCounts>> = {
  done: 'done',
  'in-progress': 'started',
  'in-review': 'started',
  todo: 'todo',
  blocked: 'blocked',
  deferred: 'dropped',
  cancelled: 'dropped',
};

function isCriterion({ role }: Item): boolean {
  return role === 'criterion';
}

interface Estimate {
  readonly effort: Effort | null;
  readonly status: Status;
}

function estimatesOf(subject: Subject): Estimate[] {
  const { groups, tasks } = piecesOf(subject);
  return [
    ...groups.map((group) => ({ effort: group.effort, status: groupStatus(subject, group) })),
    ...tasks.flatMap((task) => estimatesOfTask(subject, task)),
  ];
}

/** A task's own estimate; without one, those of the tasks in it, if it has any. */
function estimatesOfTask(subject: Subject, task: Task): Estimate[] {
  const own = { effort: task.effort, status: effectiveStatus(task) };
  if (task.effort !== null) return [own];
  const inner = childrenOf(subject, task).flatMap((child) => estimatesOfTask(subject, child));
  return inner.some(({ effort }) => effort !== null) ? inner : [own];
}

/** What the group claims; without a claim it is done when every task in it is done or dropped. */
function groupStatus(subject: Subject, group: Group): Status {
  if (group.status !== null) return group.status;
  const tasks = startingIn(subject.tasks, group.extent);
  return tasks.length > 0 && tasks.every((task) => !isLeft(effectiveStatus(task))) ? 'done' : 'todo';
}
