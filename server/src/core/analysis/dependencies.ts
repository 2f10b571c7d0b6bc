import { findById, idsOf } from '../index/ids.ts';
import type { Dependency, Task } from '../model/document.ts';
import { otherDocuments } from '../model/others.ts';
import type { Workspace } from '../model/workspace.ts';
import { memoryOf } from '../remember.ts';

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
  const memory = memoryOf(document);
  const needs = [idsOf(document), otherDocuments(workspace, document)];
  const isUnresolved = ({ id }: Dependency): boolean => findById(workspace, document, id).length === 0;
  const ofTasks = memory.flatMap('unresolved of tasks', needs, document.tasks, (task) =>
    task.dependsOn.filter(isUnresolved).map((dependency) => ({ dependency, task })),
  );
  const ofGroups = memory.flatMap('unresolved of groups', needs, document.groups, (group) =>
    group.dependsOn.filter(isUnresolved).map((dependency) => ({ dependency, task: undefined })),
  );
  return memory.derive('unresolved', [ofTasks, ofGroups], () => [...ofTasks, ...ofGroups]);
}
