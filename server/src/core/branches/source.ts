import { findById } from '../index/ids.ts';
import type { RoadmapDocument, Task } from '../model/document.ts';
import { effectiveStatus } from '../model/status.ts';
import type { Workspace } from '../model/workspace.ts';
import type { StartDependency, StartSubject } from './start.ts';
import { branchNameOf, branchTemplate } from './states.ts';

/** A task as starting work on it sees it: with the tasks that it needs, also those of other documents. */
export function startSubject(workspace: Workspace, document: RoadmapDocument, task: Task): StartSubject {
  const { id, title, branch } = task;
  return { id, title, branch, dependencies: dependenciesOf(workspace, document, task) };
}

function dependenciesOf(
  workspace: Workspace,
  document: RoadmapDocument,
  task: Task,
): readonly StartDependency[] {
  const found = new Map<Task, StartDependency>();
  for (const dependency of task.dependsOn) {
    const [place] = findById(workspace, document, dependency.id, task);
    if (place?.kind !== 'task' || place.task === task) continue;
    const { id, title } = place.task;
    const branch = branchNameOf(place.task, branchTemplate(workspace, place.document.uri));
    found.set(place.task, { id, title, branch, isDone: effectiveStatus(place.task) === 'done' });
  }
  return [...found.values()];
}
