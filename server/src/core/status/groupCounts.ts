import type { Group, RoadmapDocument, Task } from '../model/document.ts';
import { effectiveStatus, isDropped } from '../model/status.ts';

/** Tasks of a group; those that are dropped are neither done nor left. */
export interface GroupCounts {
  readonly done: number;
  readonly total: number;
}

export const NO_TASKS: GroupCounts = { done: 0, total: 0 };

/** Per group's line (1-based), the tasks below it at any depth. */
export function countByGroup({ groups, tasks }: RoadmapDocument): ReadonlyMap<number, GroupCounts> {
  const owners = new Map<number, Group | Task>([...groups, ...tasks].map((owner) => [owner.line, owner]));
  const counts = new Map(groups.map(({ line }) => [line, { ...NO_TASKS }]));
  for (const task of tasks) {
    const status = effectiveStatus(task);
    if (isDropped(status)) continue;
    for (let line = task.parent; line !== null; line = parentAbove(owners, line)) {
      const count = counts.get(line);
      if (!count) continue;
      count.total++;
      if (status === 'done') count.done++;
    }
  }
  return counts;
}

/** A parent stands above its child; anything else would be a circle. */
function parentAbove(owners: ReadonlyMap<number, Group | Task>, line: number): number | null {
  const parent = owners.get(line)?.parent ?? null;
  return parent !== null && parent < line ? parent : null;
}
