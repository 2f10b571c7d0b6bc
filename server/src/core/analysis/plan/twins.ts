import { normalizeId } from '../../index/ids.ts';
import { isStatusPage, repeatRank } from '../../index/statusPages.ts';
import type { RoadmapDocument, Task } from '../../model/document.ts';
import { otherDocuments } from '../../model/others.ts';
import type { Workspace } from '../../model/workspace.ts';
import { areSame, memoryOf } from '../../remember.ts';

/** A row, or an item of a status page, that repeats a task which another document plans. */
export interface Twin {
  readonly repeat: Task;
  readonly plan: RoadmapDocument;
  readonly task: Task;
}

/**
 * The rows of a document and the items of a status page whose task stands in another document: with the same id and
 * title, and in one document only, since where several plan such a task, each numbers its own.
 */
export function twinsIn(workspace: Workspace, document: RoadmapDocument): readonly Twin[] {
  const memory = memoryOf(document);
  const repeats = memory.flatMap(
    'repeats with ids',
    [isStatusPage(document)],
    document.tasks,
    (task) => (repeatRank({ document, task }) > 0 && keyOf(task) !== undefined ? [task] : []),
    areSame,
  );
  if (repeats.length === 0) return [];
  const others = otherDocuments(workspace, document);
  const plans = memory.derive('other plans', [others], () => others.filter(({ roadmap }) => roadmap));
  return memory.flatMap(
    'twins',
    [plans],
    repeats,
    (repeat) => {
      const key = keyOf(repeat) ?? '';
      const found = plans.flatMap((plan) =>
        (tasksByKey(plan).get(key) ?? []).map((task): Twin => ({ repeat, plan, task })),
      );
      const rankOf = ({ plan, task }: Twin): number => repeatRank({ document: plan, task });
      const least = Math.min(...found.map(rankOf));
      const planned = found.filter((twin) => rankOf(twin) === least);
      return planned.length === 1 && least < repeatRank({ document, task: repeat }) ? planned : [];
    },
    areSame,
  );
}

/** The tasks that are no rows. */
function tasksByKey(document: RoadmapDocument): ReadonlyMap<string, readonly Task[]> {
  const memory = memoryOf(document);
  const keyed = memory.flatMap(
    'planned tasks',
    [],
    document.tasks,
    (task) => {
      const key = task.form === 'row' ? undefined : keyOf(task);
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

/** Undefined for a task that claims nothing or has no title of its own. */
function keyOf({ id, title, statusClaim }: Task): string | undefined {
  if (id === null || statusClaim === null) return undefined;
  const words = title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return words === '' || words === normalizeId(id) ? undefined : `${normalizeId(id)}\n${words}`;
}
