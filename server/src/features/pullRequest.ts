import type { Reference, RoadmapDocument, Task } from '../core/model/document.ts';
import type { PullRequestSource } from '../protocol/messages.ts';
import { provideTaskOutline } from './outline.ts';
import type { Snapshot } from './snapshot.ts';

/** What a pull request for a task is made of; undefined if no task has this key. */
export function providePullRequestSource(snapshot: Snapshot, key: string): PullRequestSource | undefined {
  const { document } = snapshot;
  const task = document.tasks.find((candidate) => candidate.key === key);
  const outline = provideTaskOutline(snapshot, key);
  if (!task || !outline) return undefined;
  return {
    task: outline,
    group: groupTitle(document, task),
    documentTitle: document.title,
    template: task.pullRequestTemplate,
    files: filesOf(document, task),
  };
}

/** The title of the innermost group around a task. */
function groupTitle(document: RoadmapDocument, task: Task): string | null {
  let line = task.parent;
  while (line !== null) {
    const at: number = line;
    const group = document.groups.find((candidate) => candidate.line === at);
    if (group) return group.title;
    const parent: number | null = document.tasks.find((candidate) => candidate.line === at)?.parent ?? null;
    line = parent !== null && parent < at ? parent : null;
  }
  return null;
}

/** The files that a task and the tasks within it mention, each once, in the order of the text. */
function filesOf({ references }: RoadmapDocument, { extent }: Task): string[] {
  const isInside = ({ span }: Reference): boolean => extent.from <= span.from && span.to <= extent.to;
  const files = references.filter((reference) => reference.kind === 'file' && isInside(reference));
  return [...new Set(files.map(({ path }) => path))];
}
