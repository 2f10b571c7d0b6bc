import type { RoadmapDocument, Task } from '../model/document.ts';
import type { Workspace } from '../model/workspace.ts';
import { normalizeId, titleKey } from './ids.ts';

/** A task with the document that it stands in. */
export interface TaskPlace {
  readonly document: RoadmapDocument;
  readonly task: Task;
}

/**
 * Everywhere that one task stands: a status page repeats the tasks of a plan in its table. Those are rows of
 * other documents with the same id and title, if just one document plans such a task: where several do, each
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
  const plans = alike.filter((place) => place.task.form !== 'row');
  const [plan] = plans;
  if (plan === undefined || plans.length > 1 || title === '') return alone;
  const rows = alike.filter((place) => place.task.form === 'row' && place.document !== plan.document);
  const all = [plan, ...rows];
  return all.some((place) => place.task === task) ? all : alone;
}
