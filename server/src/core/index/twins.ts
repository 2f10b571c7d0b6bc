import type { RoadmapDocument, Task } from '../model/document.ts';
import type { Workspace } from '../model/workspace.ts';
import { normalizeId, titleKey } from './ids.ts';
import { repeatRank, type TaskPlace } from './statusPages.ts';

/**
 * Everywhere that one task stands: a status page repeats the tasks of a plan in its table or list. Those are rows and
 * items of other documents with the same id and title, if just one document plans such a task: where several do, each
 * numbers its own. The plan comes first; a task that is repeated nowhere stands alone.
 */
export function twinsOf(workspace: Workspace, document: RoadmapDocument, task: Task): readonly TaskPlace[] {
  const alone = [{ document, task }];
  const { id } = task;
  if (id === null) return alone;
  const key = normalizeId(id);
  const title = titleKey(task);
  const alike = [...workspace.documents.values()].flatMap((other) =>
    other.tasks
      .filter((each) => each.id !== null && normalizeId(each.id) === key && titleKey(each) === title)
      .map((each): TaskPlace => ({ document: other, task: each })),
  );
  const least = Math.min(...alike.map(repeatRank));
  const plans = alike.filter((place) => repeatRank(place) === least);
  const [plan] = plans;
  if (plan === undefined || plan.task.form === 'row' || plans.length > 1 || title === '') return alone;
  const repeats = alike.filter((place) => repeatRank(place) > least && place.document !== plan.document);
  const all = [plan, ...repeats];
  return all.some((place) => place.task === task) ? all : alone;
}
