import { byNearness, findById, idKeysOf, normalizeId } from '../../core/index/ids.ts';
import type { Dependency, Group, RoadmapDocument, Task } from '../../core/model/document.ts';
import type { Workspace } from '../../core/model/workspace.ts';
import { touches } from '../convert.ts';
import { isTask } from './owner.ts';
import type { Scene } from './proposal.ts';
import type { Relation } from './target.ts';

type Unit = Task | Group;
type Named<U extends Unit = Unit> = U & { readonly id: string };

/** A task or group that has an id. */
export interface NamedUnit {
  readonly document: RoadmapDocument;
  readonly unit: Named;
}

/**
 * Those of the own document: tasks before groups, then the nearest section first; in a section what stands
 * above, since work depends on what was planned before it.
 */
export function unitsNear({ snapshot: { document }, owner, offset }: Scene): NamedUnit[] {
  const units: Unit[] = [...document.tasks, ...document.groups];
  const distance = distancesFrom(owner, new Map(units.map((unit) => [unit.line, unit])));
  const line = document.source.lineAt(offset) + 1;
  const rank = (unit: Unit): number => {
    const section = (isTask(unit) ? 0 : FARTHEST) + Math.min(distance(unit), FARTHEST - 1);
    return (2 * section + (unit.line > line ? 1 : 0)) * MOST_LINES + Math.abs(unit.line - line);
  };
  return units
    .filter(hasId)
    .map((unit) => ({ document, unit, rank: rank(unit) }))
    .sort((a, b) => a.rank - b.rank);
}

const FARTHEST = 100;
const MOST_LINES = 2 ** 32;

/** How many levels one goes up from `owner` to what holds a unit as well. */
function distancesFrom(owner: Unit | undefined, byLine: ReadonlyMap<number, Unit>): (unit: Unit) => number {
  const known = new Map<Unit, number>();
  const above = ({ parent }: Unit): Unit | undefined => (parent === null ? undefined : byLine.get(parent));
  for (let at = owner; at && !known.has(at); at = above(at)) known.set(at, known.size);
  const unrelated = known.size;
  const find = (unit: Unit): number => {
    const found = known.get(unit);
    if (found !== undefined) return found;
    // Until it is found: no document makes a circle of its sections, but nobody has proved that.
    known.set(unit, unrelated);
    const parent = above(unit);
    const distance = parent ? find(parent) : unrelated;
    known.set(unit, distance);
    return distance;
  };
  return find;
}

/** The other roadmaps, those in the same folders first. */
export function unitsElsewhere({ snapshot: { workspace, document } }: Scene): NamedUnit[] {
  const others = [...workspace.documents.values()].filter(
    ({ uri, roadmap }) => roadmap && uri !== document.uri,
  );
  return others
    .sort(byNearness(document))
    .flatMap((other) => other.tasks.filter(hasId).map((unit) => ({ document: other, unit })));
}

function hasId<U extends Unit>(unit: U): unit is Named<U> {
  return unit.id !== null;
}

/**
 * Whom a field need not or must not name: the owner, what it stands in and what stands in it, who is named
 * already, and who would close a circle.
 * @param beside words of the field's value, some of which are ids.
 */
export function excludedFrom(
  { snapshot, owner, offset }: Scene,
  relation: Relation,
  beside: readonly string[],
): ReadonlySet<Task | Group> {
  const excluded = new Set<Unit>();
  if (!owner) return excluded;
  const { document, workspace } = snapshot;
  const isOther = ({ span }: Dependency): boolean => !touches(span, offset);
  const named = relation === 'dependsOn' ? owner.dependsOn.filter(isOther).map(({ id }) => id) : beside;
  for (const id of named) for (const unit of unitsOf(workspace, document, id, owner)) excluded.add(unit);
  const units: Unit[] = [...document.tasks, ...document.groups];
  for (const unit of units) if (isWithin(unit, owner) || isWithin(owner, unit)) excluded.add(unit);
  const circular =
    relation === 'dependsOn' ? waitingFor(document, owner) : awaitedBy(workspace, document, owner);
  for (const unit of circular) excluded.add(unit);
  return excluded;
}

function unitsOf(workspace: Workspace, document: RoadmapDocument, id: string, owner: Unit): Unit[] {
  const places = findById(workspace, document, id, isTask(owner) ? owner : undefined);
  return places.map((place) => (place.kind === 'task' ? place.task : place.group));
}

/** Everything that `owner` depends on, also by way of others: to hold that up in turn would be a circle. */
function awaitedBy(workspace: Workspace, document: RoadmapDocument, owner: Unit): ReadonlySet<Unit> {
  const found = new Set<Unit>();
  const open: Unit[] = [owner];
  for (let unit = open.pop(); unit; unit = open.pop())
    for (const { id } of unit.dependsOn)
      for (const awaited of unitsOf(workspace, document, id, unit))
        if (!found.has(awaited)) {
          found.add(awaited);
          open.push(awaited);
        }
  return found;
}

function isWithin(inner: Unit, { extent }: Unit): boolean {
  return extent.from <= inner.extent.from && inner.extent.to <= extent.to;
}

/** Everything that depends on `owner`, also by way of others: to depend on it in turn would be a circle. */
function waitingFor(document: RoadmapDocument, owner: Unit): ReadonlySet<Unit> {
  const dependents = new Map<string, Unit[]>();
  for (const unit of [...document.tasks, ...document.groups])
    for (const { id } of unit.dependsOn) {
      const key = normalizeId(id);
      const known = dependents.get(key);
      if (known) known.push(unit);
      else dependents.set(key, [unit]);
    }
  const found = new Set<Unit>();
  const open: Unit[] = [owner];
  for (let unit = open.pop(); unit; unit = open.pop())
    for (const key of keysOf(unit))
      for (const waiting of dependents.get(key) ?? [])
        if (!found.has(waiting)) {
          found.add(waiting);
          open.push(waiting);
        }
  return found;
}

function keysOf(unit: Unit): Iterable<string> {
  if (isTask(unit)) return idKeysOf(unit);
  return unit.id === null ? [] : [normalizeId(unit.id)];
}
