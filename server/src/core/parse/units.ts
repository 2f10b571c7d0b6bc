import { partIndexAt } from '../markdown/layout.ts';
import type { MarkdownTree } from '../markdown/tree.ts';
import type { Group, Task } from '../model/document.ts';
import type { Span } from '../text/source.ts';

type Unit = Task | Group;

const known = new WeakMap<readonly Unit[], readonly (readonly Unit[])[]>();

/**
 * The tasks or groups that each part has a piece of, the outer ones first. What a part says depends on no
 * others, so it is read again only when one of these changes.
 * @param units in document order.
 */
export function unitsByPart<T extends Unit>(
  tree: MarkdownTree,
  units: readonly T[],
): readonly (readonly T[])[] {
  // The entry was made from the same array, so it holds the same type.
  const read = known.get(units) as readonly (readonly T[])[] | undefined;
  if (read) return read;
  const byPart: T[][] = tree.parts.map(() => []);
  for (const unit of units) {
    const last = partIndexAt(tree.parts, Math.max(unit.extent.from, unit.extent.to - 1));
    for (let index = partIndexAt(tree.parts, unit.extent.from); index <= last; index++)
      byPart[index]?.push(unit);
  }
  known.set(units, byPart);
  return byPart;
}

/** The unit that holds an offset and is smallest; of equal ones the last. */
export function innermost<T extends Unit>(units: readonly T[], offset: number): T | null {
  let found: T | null = null;
  for (const unit of units) {
    if (offset < unit.extent.from || offset >= unit.extent.to) continue;
    if (found === null || size(unit.extent) <= size(found.extent)) found = unit;
  }
  return found;
}

function size(span: Span): number {
  return span.to - span.from;
}
