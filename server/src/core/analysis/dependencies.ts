import { findById } from '../index/ids.ts';
import type { Dependency, Task } from '../model/document.ts';
import type { Workspace } from '../model/workspace.ts';

/** A dependency on an id that no document of the workspace has. */
export interface UnresolvedDependency {
  readonly dependency: Dependency;
  /** The task that names it; undefined for a dependency of a group. */
  readonly task: Task | undefined;
}

/** The dependencies of a document that lead nowhere, as far as the documents read so far can tell. */
export function unresolvedDependencies(workspace: Workspace, uri: string): readonly UnresolvedDependency[] {
  const document = workspace.documents.get(uri);
  if (document?.roadmap !== true) return [];
  const ofTasks = document.tasks.flatMap((task) =>
    task.dependsOn.map((dependency) => ({ dependency, task })),
  );
  const ofGroups = document.groups.flatMap((group) =>
    group.dependsOn.map((dependency) => ({ dependency, task: undefined })),
  );
  return [...ofTasks, ...ofGroups].filter(
    ({ dependency, task }) => findById(workspace, document, dependency.id, task).length === 0,
  );
}
