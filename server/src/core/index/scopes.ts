import type { Heading, RoadmapDocument, Task } from '../model/document.ts';

export interface TaskScope<T> {
  readonly task: T;
  /** The same text for tasks of one scope, in which no two should have the same id. */
  readonly scope: string;
}

/**
 * Ids are scoped by the enclosing task or group, and by any heading above the task: numbering starts again
 * below many a heading that groups nothing else. One walk over both lists, as documents have thousands of each.
 * @param tasks all of the document, or some of them, in document order.
 */
export function* scopesOf<T extends Pick<Task, 'line' | 'parent'>>(
  { headings }: RoadmapDocument,
  tasks: readonly T[],
): Iterable<TaskScope<T>> {
  const open: Heading[] = [];
  let next = 0;
  for (const task of tasks) {
    for (let heading = headings[next]; heading && heading.line < task.line; heading = headings[++next]) {
      while ((open.at(-1)?.level ?? 0) >= heading.level) open.pop();
      open.push(heading);
    }
    const own = headings[next]?.line === task.line ? headings[next] : undefined;
    const above = own === undefined ? open.at(-1) : open.findLast(({ level }) => level < own.level);
    yield { task, scope: `${task.parent ?? ''} ${above?.line ?? ''}` };
  }
}
