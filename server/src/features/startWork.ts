import { startSubject } from '../core/branches/source.ts';
import { nameBranch } from '../core/edit/branch.ts';
import { branchTemplate } from '../core/branches/states.ts';
import type { EditAnswer } from '../protocol/edits.ts';
import type { StartSource } from '../protocol/startWork.ts';
import { toAnswer } from './edits.ts';
import type { Snapshot } from './snapshot.ts';

/** What starting work on a task is made of; undefined if no task has this key. */
export function provideStartSource({ workspace, document }: Snapshot, key: string): StartSource | undefined {
  const task = document.tasks.find((candidate) => candidate.key === key);
  if (!task) return undefined;
  const { dependencies, ...subject } = startSubject(workspace, document, task);
  return {
    ...subject,
    dependencies: [...dependencies],
    branchTemplate: branchTemplate(workspace, document.uri),
  };
}

/** Writes the name that somebody chose into the branch field of the task with this key. */
export function provideNamedBranch(snapshot: Snapshot, key: string, branch: string): EditAnswer {
  return toAnswer(snapshot, nameBranch(snapshot.document, key, branch));
}
