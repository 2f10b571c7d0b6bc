import type { Group, RoadmapDocument, Task } from '../../core/model/document.ts';

/**
 * The innermost task, else the innermost group, that a line written at `offset` belongs to. A section ends with
 * its last block: the blank lines below it are still its own.
 */
export function ownerAt(document: RoadmapDocument, offset: number): Task | Group | undefined {
  const { text } = document.source;
  const holds = ({ extent }: Task | Group): boolean =>
    extent.from <= offset && (offset <= extent.to || text.slice(extent.to, offset).trim() === '');
  const task = document.tasks.findLast((each) => holds(each) && (each.form !== 'row' || isIn(each, offset)));
  const own = task?.form === 'item' && !isInItem(document, task, offset) ? outer(document, task) : task;
  return own ?? document.groups.findLast(holds);
}

export function isTask(owner: Task | Group | undefined): owner is Task {
  return owner !== undefined && 'form' in owner;
}

function isIn({ extent }: Task, offset: number): boolean {
  return offset <= extent.to;
}

/** What stands below an item and is not indented is no part of it. */
function isInItem({ source }: RoadmapDocument, { extent }: Task, offset: number): boolean {
  if (offset <= extent.to) return true;
  const line = source.lineSpan(source.lineAt(offset));
  const itemLine = source.lineSpan(source.lineAt(extent.from));
  return offset - line.from > extent.from - itemLine.from;
}

function outer({ tasks }: RoadmapDocument, { parent }: Task): Task | undefined {
  return tasks.find(({ line }) => line === parent);
}
