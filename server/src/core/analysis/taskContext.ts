import type { Reference, RoadmapDocument, Task } from '../model/document.ts';

/** The title of the innermost group around a task. */
export function groupTitleOf(document: RoadmapDocument, task: Task): string | null {
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
export function mentionedFiles({ references }: RoadmapDocument, { extent }: Task): string[] {
  const isInside = ({ span }: Reference): boolean => extent.from <= span.from && span.to <= extent.to;
  const files = references.filter((reference) => reference.kind === 'file' && isInside(reference));
  return [...new Set(files.map(({ path }) => path))];
}
