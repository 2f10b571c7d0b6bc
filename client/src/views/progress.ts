import type { RoadmapOutline, TaskOutline } from '../../../server/src/protocol/outline.ts';

/** How many tasks are in which state; those that are dropped are neither done nor left. */
export interface TaskTally {
  readonly done: number;
  /** In progress or in review. */
  readonly started: number;
  readonly blocked: number;
  readonly todo: number;
  /** Deferred or cancelled. */
  readonly dropped: number;
  /** All that are not dropped. */
  readonly total: number;
}

/** Counts the tasks of some roadmaps, at any depth, by their effective status. */
export function tallyOf(roadmaps: readonly RoadmapOutline[]): TaskTally {
  const tally = { done: 0, started: 0, blocked: 0, todo: 0, dropped: 0 };
  for (const { tasks } of roadmaps) for (const task of tasks) tally[CLASSES[task.effectiveStatus]]++;
  return { ...tally, total: tally.done + tally.started + tally.blocked + tally.todo };
}

const CLASSES: Readonly<
  Record<TaskOutline['effectiveStatus'], 'done' | 'started' | 'blocked' | 'todo' | 'dropped'>
> = {
  todo: 'todo',
  'in-progress': 'started',
  'in-review': 'started',
  blocked: 'blocked',
  done: 'done',
  deferred: 'dropped',
  cancelled: 'dropped',
};

/** Whole percent, rounded down so that 100 means everything; 0 of nothing. */
export function percentOf(done: number, total: number): number {
  return total <= 0 ? 0 : Math.floor((done / total) * 100);
}

/** How many of the cells of a bar are full: something begun shows at least one, and only what is done all of them. */
export function fullCells(done: number, total: number, cells: number): number {
  const begun = done > 0 && total > 0 ? 1 : 0;
  return Math.max(begun, Math.floor((percentOf(done, total) * cells) / 100));
}
