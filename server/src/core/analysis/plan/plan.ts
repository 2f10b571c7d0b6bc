import { idKeysOf, normalizeId } from '../../index/ids.ts';
import type { Dependency, Group, RoadmapDocument, Status, Task } from '../../model/document.ts';
import { atLine } from '../../model/nesting.ts';
import { memoryOf } from '../../remember.ts';

/**
 * A document's tasks and groups as one tree with the dependencies between them. The same value as long as no
 * id, state, place or dependency changes: rules that walk over the whole plan walk only then.
 */
export interface Plan {
  /** In the order of the text. */
  readonly units: readonly Unit[];
  /** Where each unit's parent stands in `units`; -1 at the top. */
  readonly parents: readonly number[];
  /** The dependencies of each unit that name exactly one unit of the document, itself included. */
  readonly needs: readonly (readonly Need[])[];
}

/** What matters here of a task or group: it stays the same while people write on others of its lines. */
export interface Unit {
  readonly kind: 'task' | 'group';
  /** 1-based, as in the model. */
  readonly line: number;
  readonly parent: number | null;
  readonly status: Status | null;
  /** The forms of its ids in which they are compared. */
  readonly ids: readonly string[];
  readonly dependsOn: readonly Pick<Dependency, 'id' | 'soft'>[];
}

/** A dependency of a unit, which names another one by its id. */
export interface Need {
  /** Where the other stands in `units`. */
  readonly on: number;
  readonly id: string;
  readonly soft: boolean;
  /** Where it stands among the dependencies of its unit; see `dependencyOf`. */
  readonly at: number;
}

export function planOf(document: RoadmapDocument): Plan {
  const memory = memoryOf(document);
  const tasks = memory.flatMap('tasks of the plan', [], document.tasks, taskUnit);
  const groups = memory.flatMap('groups of the plan', [], document.groups, groupUnit);
  return memory.derive('plan', [tasks, groups], () => createPlan([...groups, ...tasks]));
}

/** The task or group of the document that a unit stands for. */
export function unitIn(document: RoadmapDocument, { kind, line }: Unit): Task | Group | undefined {
  return kind === 'task' ? atLine(document.tasks, line) : atLine(document.groups, line);
}

/** The dependency that a need of a unit stands for, with its place in the text. */
export function dependencyOf(
  document: RoadmapDocument,
  { units }: Plan,
  unit: number,
  { at }: Need,
): Dependency | undefined {
  const place = units[unit];
  return place && unitIn(document, place)?.dependsOn[at];
}

/** The keys of the tasks and groups of the document that a task or group says it depends on. */
export function neededKeys(document: RoadmapDocument, { line, dependsOn }: Task | Group): string[] {
  if (dependsOn.length === 0) return [];
  const { units, needs } = planOf(document);
  const index = units.findIndex((unit) => unit.line === line);
  return (needs[index] ?? []).flatMap(({ on }) => {
    const unit = units[on];
    return unit ? (unitIn(document, unit)?.key ?? []) : [];
  });
}

/**
 * The text that claims about a unit are read in, as far as the unit can be the same value after the text changed: a
 * task never is, a group is while its name and places are.
 */
export function textAround({ source }: RoadmapDocument, unit: Task | Group): string {
  if ('form' in unit) return '';
  const offsets = [unit.nameSpan.from, ...(unit.statusClaim ? [unit.statusClaim.span.from] : [])];
  return offsets.map((offset) => source.lineText(source.lineAt(offset))).join('\n');
}

/** The units around one, the innermost first. */
export function* ancestorsOf({ parents }: Plan, unit: number): Iterable<number> {
  for (let at = parents[unit] ?? -1; at >= 0; at = parents[at] ?? -1) yield at;
}

function taskUnit(task: Task): readonly Unit[] {
  const { line, parent, status, dependsOn } = task;
  return [
    { kind: 'task', line, parent, status, ids: [...idKeysOf(task)], dependsOn: withoutPlaces(dependsOn) },
  ];
}

function groupUnit({ line, parent, status, id, dependsOn }: Group): readonly Unit[] {
  const ids = id === null ? [] : [normalizeId(id)];
  return [{ kind: 'group', line, parent, status, ids, dependsOn: withoutPlaces(dependsOn) }];
}

function withoutPlaces(dependencies: readonly Dependency[]): Unit['dependsOn'] {
  return dependencies.map(({ id, soft }) => ({ id, soft }));
}

function createPlan(unsorted: readonly Unit[]): Plan {
  const units = unsorted.toSorted((a, b) => a.line - b.line);
  const byLine = new Map(units.map(({ line }, index) => [line, index]));
  const parents = units.map(({ parent }) => (parent === null ? -1 : (byLine.get(parent) ?? -1)));
  const byId = indexIds(units);
  const needs = units.map(({ dependsOn }, index) =>
    dependsOn.flatMap(({ id, soft }, at): Need[] => {
      const on = theOne(byId.get(normalizeId(id)) ?? [], parents, index);
      return on === undefined ? [] : [{ on, id, soft, at }];
    }),
  );
  return { units, parents, needs };
}

function indexIds(units: readonly Unit[]): ReadonlyMap<string, readonly number[]> {
  const byId = new Map<string, number[]>();
  for (const [index, { ids }] of units.entries()) {
    for (const id of ids) {
      const same = byId.get(id);
      if (same) same.push(index);
      else byId.set(id, [index]);
    }
  }
  return byId;
}

/** Ids are scoped: of several units with one id, the only one beside `from` is meant, if there is one. */
function theOne(places: readonly number[], parents: readonly number[], from: number): number | undefined {
  if (places.length < 2) return places[0];
  const beside = places.filter((place) => parents[place] === parents[from]);
  return beside.length === 1 ? beside[0] : undefined;
}
