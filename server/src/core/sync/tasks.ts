import type { RoadmapDocument, Status, Task } from '../model/document.ts';
import { issueKeys } from '../issues/source.ts';
import { effectiveStatus, progressOf } from '../model/status.ts';

/** A task, as far as a forge may say something else about it. */
export interface SyncTask {
  readonly key: string;
  /** Under which issues that were made from the document name it. */
  readonly issueKey: string;
  readonly id: string | null;
  readonly title: string;
  /** 1-based. */
  readonly line: number;
  /** What the document claims, else what its boxes say. */
  readonly status: Status;
  /** The one that the task names. */
  readonly branch: string | null;
  /** How many boxes of criteria and steps are open. */
  readonly unmet: number;
  /** The task's own text, without that of the tasks below it. */
  readonly text: string;
}

export function syncTasks(document: RoadmapDocument): readonly SyncTask[] {
  const keys = issueKeys(document);
  return document.tasks.map((task, index) => ({
    key: task.key,
    issueKey: keys.get(task.line) ?? '',
    id: task.id,
    title: task.title,
    line: task.line,
    status: effectiveStatus(task),
    branch: task.branch,
    unmet: progressOf(task.items.filter(({ role }) => role !== 'deliverable')).unmet,
    text: ownText(document, task, document.tasks[index + 1]),
  }));
}

function ownText({ source }: RoadmapDocument, { extent }: Task, next: Task | undefined): string {
  const to = next !== undefined && next.extent.from < extent.to ? next.extent.from : extent.to;
  return source.slice({ from: extent.from, to });
}
