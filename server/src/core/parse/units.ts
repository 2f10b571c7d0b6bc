import { partIndexAt } from '../markdown/layout.ts';
import type { Part } from '../markdown/part.ts';
import type { MarkdownTree } from '../markdown/tree.ts';
import type { Group, Task } from '../model/document.ts';
import { areSame, changedRange } from '../remember.ts';
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

/** @param units in document order. */
function unitsByPart<T extends Unit>(
  { parts, memory }: MarkdownTree,
  name: string,
  units: readonly T[],
): readonly (readonly T[])[] {
  const starts = memory.map('starts of parts', [], parts, ({ from }) => from);
  const extents = memory.map(
    `${name}: extents`,
    [],
    units,
    ({ extent: { from, to } }) => [from, to] as const,
  );
  const grid = memory.derive(`${name}: grid`, [starts, extents], () => createGrid(parts, extents));
  const known = newestLists.get(grid) as Lists<T> | undefined;
  const lists = known
    ? updated(known, grid, units)
    : memory.keep(
        name,
        grid.units.map((numbers) => listOf(numbers, units)),
        areSame,
      );
  newestLists.set(grid, { of: units, lists });
  return lists;
}

/** Which units have a piece of which part, by their numbers: the same value while units only change inside. */
interface Grid {
  readonly units: readonly (readonly number[])[];
  /** From which to which part each unit reaches. */
  readonly parts: readonly (readonly [first: number, last: number])[];
}

function createGrid(parts: readonly Part[], extents: readonly (readonly [number, number])[]): Grid {
  const units = parts.map((): number[] => []);
  const endOf = (index: number): number => parts[index + 1]?.from ?? Infinity;
  let first = 0;
  const reach = extents.map(([from, to], unit): [number, number] => {
    // Most stand behind the one before.
    if (from < (parts[first]?.from ?? 0)) first = partIndexAt(parts, from);
    while (from >= endOf(first)) first++;
    let last = first;
    while (to > endOf(last) && last + 1 < parts.length) last++;
    for (let index = first; index <= last; index++) units[index]?.push(unit);
    return [first, last];
  });
  return { units, parts: reach };
}

interface Lists<T extends Unit> {
  readonly of: readonly T[];
  readonly lists: readonly (readonly T[])[];
}

const newestLists = new WeakMap<Grid, Lists<Unit>>();

/** Only the lists of parts are made anew that have another unit now. */
function updated<T extends Unit>(
  { of, lists }: Lists<T>,
  grid: Grid,
  units: readonly T[],
): readonly (readonly T[])[] {
  if (of === units) return lists;
  const { from, newTo } = changedRange(of, units);
  let changed: (readonly T[])[] | undefined;
  for (const [first, last] of grid.parts.slice(from, newTo))
    for (let part = first; part <= last; part++) {
      const list = listOf(grid.units[part] ?? [], units);
      if (!areSame(list, lists[part] ?? [])) (changed ??= lists.slice())[part] = list;
    }
  return changed ?? lists;
}

function listOf<T extends Unit>(numbers: readonly number[], units: readonly T[]): readonly T[] {
  return numbers.flatMap((unit) => units[unit] ?? []);
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
