import { findById, hasId, idsOf } from '../index/ids.ts';
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
  const own = [idsOf(document)];
  const isForeign = ({ id }: Dependency): boolean => !hasId(document, id);
  const ofTasks = memory.flatMap('foreign of tasks', own, document.tasks, (task) =>
    task.dependsOn.filter(isForeign).map((dependency) => ({ dependency, task })),
  );
  const ofGroups = memory.flatMap('foreign of groups', own, document.groups, (group) =>
    group.dependsOn.filter(isForeign).map((dependency) => ({ dependency, task: undefined })),
  );
  const foreign: readonly UnresolvedDependency[] = memory.derive('foreign', [ofTasks, ofGroups], () => [
    ...ofTasks,
    ...ofGroups,
  ]);
  // Most documents do not look at others.
  if (foreign.length === 0) return foreign;
  const others = [...own, otherDocuments(workspace, document)];
  return memory.flatMap('unresolved', others, foreign, (each) =>
    findById(workspace, document, each.dependency.id).length === 0 ? [each] : [],
  );
}
