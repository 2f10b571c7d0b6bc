import type { RoadmapDocument, Task } from '../model/document.ts';
import type { Workspace } from '../model/workspace.ts';

/** A task and the document it stands in. */
export interface TaskPlace {
  readonly document: RoadmapDocument;
  readonly task: Task;
}

/** The tasks that `id` means when `document` says it, the nearest scope first. */
export function findTasks(workspace: Workspace, document: RoadmapDocument, id: string): readonly TaskPlace[] {
  void workspace;
  return document.tasks.filter((task) => task.id === id).map((task) => ({ document, task }));
}
