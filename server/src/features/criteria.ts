import type { Group, Item, RoadmapDocument, Task } from '../core/model/document.ts';
import { type Progress, progressOf } from '../core/model/status.ts';

/** What must be true before a task is done; its steps and deliverables left out. */
export function criteriaOf(task: Task): readonly Item[] {
  return task.items.filter(({ role }) => role === 'criterion');
}

export function taskProgress(task: Task): Progress {
  return progressOf(criteriaOf(task));
}

/** That of the criteria that are a phase's own. */
export function groupProgress({ criteria }: RoadmapDocument, { line }: Group): Progress {
  return progressOf(criteria.filter(({ group }) => group === line));
}
