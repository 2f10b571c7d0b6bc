import { partIndexAt } from '../markdown/layout.ts';
import type { MarkdownTree } from '../markdown/tree.ts';
import type { Group, Task } from '../model/document.ts';
import { areSame } from '../remember.ts';
import type { Span } from '../text/source.ts';
import { type PartPlaces, readPlacesByPart } from './places.ts';
import type { DocumentView } from './view.ts';

type Unit = Task | Group;

/**
 * The places of one part, and the tasks and groups that it has a piece of, the outer ones first. What a part
 * says depends on no others, so it is read again only when its row is another value.
 */
export type Row = readonly [part: PartPlaces, groups: readonly Group[], tasks: readonly Task[]];

/** A row for each part. */
export function rowsOf({ tree, groups, tasks }: DocumentView): readonly Row[] {
  const { memory } = tree;
  return memory.derive('rows', [tree.parts, groups, tasks], () => {
    const groupsOf = unitsByPart(tree, 'groups by part', groups);
    const tasksOf = unitsByPart(tree, 'tasks by part', tasks);
    return memory.rows<Row>('rows before', [readPlacesByPart(tree), groupsOf, tasksOf]);
  });
}

const FEW = 4;

/** @param units in document order. */
function unitsByPart<T extends Unit>(
  { parts, memory }: MarkdownTree,
  name: string,
  units: readonly T[],
): readonly (readonly T[])[] {
  const none: T[] = [];
  const byPart = parts.map(() => none);
  const add = (index: number, unit: T): void => {
    const list = byPart[index] ?? none;
    // Pushing into a short list takes room for many more.
    if (list.length < FEW) byPart[index] = [...list, unit];
    else list.push(unit);
  };
  const endOf = (index: number): number => parts[index + 1]?.from ?? Infinity;
  let first = 0;
  for (const unit of units) {
    const { from, to } = unit.extent;
    // Most stand behind the one before.
    if (from < (parts[first]?.from ?? 0)) first = partIndexAt(parts, from);
    while (from >= endOf(first)) first++;
    add(first, unit);
    for (let index = first; to > endOf(index) && index + 1 < parts.length; index++) add(index + 1, unit);
  }
  return memory.keep<readonly T[]>(name, byPart, areSame);
}

/** The unit that holds an offset and is smallest; of equal ones the last. */
export function innermost<T extends { readonly extent: Span }>(
  units: readonly T[],
  offset: number,
): T | null {
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
