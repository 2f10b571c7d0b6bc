import type { Group, RoadmapDocument, Task } from '../model/document.ts';
import { Memory, Remembered, type Summing, hasVersions, memoryOf } from '../remember.ts';
import type { Workspace } from '../model/workspace.ts';
import { repeatRank, type TaskPlace } from './statusPages.ts';

/** What an id can stand for. */
export type IdPlace =
  | { readonly kind: 'task'; readonly document: RoadmapDocument; readonly task: Task }
  | { readonly kind: 'group'; readonly document: RoadmapDocument; readonly group: Group };

/**
 * What `id` means when `document` says it. Ids are scoped: the places beside `from` come first, then the rest
 * of the document; other documents are asked only if it has none, the nearest folder first.
 * @param from the task that names the id.
 */
export function findById(
  workspace: Workspace,
  document: RoadmapDocument,
  id: string,
  from?: Task,
): readonly IdPlace[] {
  const key = normalizeId(id);
  const own = placesIn(document, key);
  if (own.length > 0) return sortByScope(own, from);
  const found: IdPlace[] = [];
  for (const other of workspace.documents.values())
    if (other.uri !== document.uri) found.push(...placesIn(other, key));
  const order = byNearness(document);
  return planFirst(found.toSorted((a, b) => order(a.document, b.document)));
}

/** Orders documents: those that share most folders with `document` first. */
export function byNearness(document: RoadmapDocument): (a: RoadmapDocument, b: RoadmapDocument) => number {
  const folders = document.uri.split('/');
  const nearness = ({ uri }: RoadmapDocument): number => {
    const differs = uri.split('/').findIndex((segment, index) => segment !== folders[index]);
    return differs < 0 ? folders.length : differs;
  };
  return (a, b) => nearness(b) - nearness(a);
}

/** Whether a row or item only says again, under the same title or none, what another task is: a status page repeats a plan. */
export function isRepeatOf(repeat: TaskPlace, plan: TaskPlace): boolean {
  if (repeatRank(repeat) <= repeatRank(plan)) return false;
  // Without a title a task is called by its id.
  return repeat.task.title === repeat.task.id || titleKey(repeat.task) === titleKey(plan.task);
}

/** The form in which titles of tasks are compared: their words. */
export function titleKey({ title }: Task): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Whoever names a task means the plan of it, also where a row that repeats it is nearer. */
function planFirst(places: readonly IdPlace[]): readonly IdPlace[] {
  const [first] = places;
  if (first?.kind !== 'task') return places;
  const plan = places.find((place) => place.kind === 'task' && isRepeatOf(first, place));
  return plan ? [plan, ...places.filter((place) => place !== plan)] : places;
}

/** Whether a task or group of the document is called `id`. */
export function hasId(document: RoadmapDocument, id: string): boolean {
  return placesIn(document, normalizeId(id)).length > 0;
}

/** Every id of the document's tasks and groups, as written, aliases included: the same value for the same ids. */
export function idsOf(document: RoadmapDocument): readonly string[] {
  const { tasks, groups } = document;
  const memory = memoryOf(document);
  const ofTasks = memory.flatMap('ids of tasks', [], tasks, ({ id, aliases }) =>
    id === null ? [] : [id, ...aliases],
  );
  const ofGroups = memory.flatMap('ids of groups', [], groups, ({ id }) => (id === null ? [] : [id]));
  return memory.derive('ids of all', [ofTasks, ofGroups], () => [...ofTasks, ...ofGroups]);
}

/**
 * The form in which ids are compared: `#38`, `Issue 38` and `38` are one, and so are `p0-1` and `P0-1`.
 * A group's kind word stays: `Phase 1` is no task `1`.
 */
export function normalizeId(id: string): string {
  return id
    .trim()
    .replace(/^(?:issue|task|story|ticket|item|bug|feature|step)s?[\s:#]+(?=\S)/i, '')
    .replace(/^#/, '')
    .replace(/[.:,;)]+$/, '')
    .replace(/\s+/g, ' ')
    .toLowerCase();
}

/**
 * Tasks before groups, each in the order of the text.
 * @param key of `normalizeId`.
 */
function placesIn(document: RoadmapDocument, key: string): readonly IdPlace[] {
  const { tasks, groups } = indexOf(document);
  return [
    ...inOrder(tasks.get(key)).map((task): IdPlace => ({ kind: 'task', document, task })),
    ...inOrder(groups.get(key)).map((group): IdPlace => ({ kind: 'group', document, group })),
  ];
}

interface Index {
  readonly tasks: ReadonlyMap<string, ReadonlySet<Task>>;
  readonly groups: ReadonlyMap<string, ReadonlySet<Group>>;
}

const indexes = new WeakMap<RoadmapDocument, Index>();

/** True until another version of the document is asked about. */
function indexOf(document: RoadmapDocument): Index {
  const known = indexes.get(document);
  if (known) return known;
  // Of documents that nobody edits there are many, each of which may be asked about many times.
  const memory = hasVersions(document) ? memoryOf(document) : new Memory();
  const index = {
    tasks: memory.sum('tasks by id', document.tasks, TASKS_BY_ID),
    groups: memory.sum('groups by id', document.groups, GROUPS_BY_ID),
  };
  if (!hasVersions(document)) indexes.set(document, index);
  return index;
}

function inOrder<T extends Task | Group>(units: ReadonlySet<T> | undefined): readonly T[] {
  if (units === undefined) return NOTHING;
  return units.size < 2 ? [...units] : [...units].sort((a, b) => a.line - b.line);
}

const NOTHING: readonly never[] = [];

/** The units that each key is an id of. */
function byKeys<T extends Task | Group>(
  keysOf: (unit: T) => Iterable<string>,
): Summing<T, Map<string, Set<T>>> {
  return {
    start: () => new Map(),
    add(sum, unit) {
      for (const key of keysOf(unit)) {
        const units = sum.get(key);
        if (units) units.add(unit);
        else sum.set(key, new Set([unit]));
      }
    },
    remove(sum, unit) {
      for (const key of keysOf(unit)) {
        const units = sum.get(key);
        units?.delete(unit);
        if (units?.size === 0) sum.delete(key);
      }
    },
  };
}

const knownKeys = new Remembered<Task, ReadonlySet<string>>();

/** The forms of a task's id and aliases in which they are compared. */
export function idKeysOf(task: Task): ReadonlySet<string> {
  return knownKeys.read(task, [], () => {
    const ids = task.id === null ? task.aliases : [task.id, ...task.aliases];
    return new Set(ids.map(normalizeId));
  });
}

const TASKS_BY_ID = byKeys<Task>(idKeysOf);
const GROUPS_BY_ID = byKeys<Group>(({ id }) => (id === null ? NOTHING : [normalizeId(id)]));

function sortByScope(places: readonly IdPlace[], from: Task | undefined): readonly IdPlace[] {
  if (from === undefined || places.length < 2) return places;
  const isBeside = (place: IdPlace) => place.kind === 'task' && place.task.parent === from.parent;
  return places.toSorted((a, b) => Number(isBeside(b)) - Number(isBeside(a)));
}
