import { startSubject } from '../core/branches/source.ts';
import { branchTemplate } from '../core/branches/states.ts';
import type { StartSource } from '../protocol/messages.ts';
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
