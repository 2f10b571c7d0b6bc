import { normalizeId } from '../../index/ids.ts';
import type { RoadmapDocument, Task } from '../../model/document.ts';
import { otherDocuments } from '../../model/others.ts';
import type { Workspace } from '../../model/workspace.ts';
import { areSame, memoryOf } from '../../remember.ts';

/** A row that repeats a task which another document plans. */
export interface Twin {
  readonly row: Task;
  readonly plan: RoadmapDocument;
  readonly task: Task;
}

/**
 * The rows of a status page or roadmap whose task stands in another document: with the same id and title, and in one
 * document only, since where several plan such a task, each numbers its own.
 */
export function twinsIn(workspace: Workspace, document: RoadmapDocument): readonly Twin[] {
  const memory = memoryOf(document);
  const rows = memory.flatMap(
    'rows with ids',
    [],
    document.tasks,
    (task) => (keyOf(task, true) ? [task] : []),
    areSame,
  );
  if (rows.length === 0) return [];
  const others = otherDocuments(workspace, document);
  const plans = memory.derive('other plans', [others], () => others.filter(({ roadmap }) => roadmap));
  return memory.flatMap(
    'twins',
    [plans],
    rows,
    (row) => {
      const key = keyOf(row, true) ?? '';
      const found = plans.flatMap((plan) =>
        (tasksByKey(plan).get(key) ?? []).map((task): Twin => ({ row, plan, task })),
      );
      return found.length === 1 ? found : [];
    },
    areSame,
  );
}

function tasksByKey(document: RoadmapDocument): ReadonlyMap<string, readonly Task[]> {
  const memory = memoryOf(document);
  const keyed = memory.flatMap(
    'planned tasks',
    [],
    document.tasks,
    (task) => {
      const key = keyOf(task, false);
      return key === undefined ? [] : [[key, task] as const];
    },
    Object.is,
  );
  return memory.derive('tasks by key', [keyed], () => {
    const byKey = new Map<string, Task[]>();
    for (const [key, task] of keyed) {
      const same = byKey.get(key);
      if (same) same.push(task);
      else byKey.set(key, [task]);
    }
    return byKey;
  });
}

/** Undefined for a task that claims nothing or has no title of its own, and where rows are asked for, for others. */
function keyOf({ id, title, form, statusClaim }: Task, isRow: boolean): string | undefined {
  if (id === null || statusClaim === null || (form === 'row') !== isRow) return undefined;
  const words = title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return words === '' || words === normalizeId(id) ? undefined : `${normalizeId(id)}\n${words}`;
}
