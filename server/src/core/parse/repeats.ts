import { Memory, Remembered, isEqual } from '../remember.ts';
import type { Draft, GroupDraft, Plan, TaskDraft } from './drafts.ts';
import { idKey } from './headline.ts';
import { fold } from './vocabulary/index.ts';

/** The plan of a whole document, without what only repeats other work. */
export interface KeptPlan extends Plan {
  /** What a task, group or criterion stands in, of what was kept. */
  readonly parentOf: (draft: Draft) => TaskDraft | GroupDraft | null;
}

/** A plan in which nothing repeats. */
export function kept(plan: Plan): KeptPlan {
  return { ...plan, parentOf: ({ parent }) => parent };
}

/**
 * What only repeats work that stands elsewhere in the document is a claim about it and no task: items and
 * rows with the id of a heading, lists under Next steps, rows that name a group.
 */
export function withoutRepeats(memory: Memory, plan: Plan): KeptPlan {
  const tasks = primary(plan);
  const index = indexOf(memory, tasks, plan.groups);
  const { names, groupNames, phaseNames, containers } = index;
  // As long as no two tasks share a name, what one is called says nothing about another.
  const own = memory.map('repeats', [names.version, groupNames, phaseNames, containers], tasks, (task) =>
    isRepeatItself(task, index),
  );
  const stays = (task: TaskDraft, at: number): boolean => {
    const above = rowAbove(task);
    return above ? !isRepeat(above, index) : own[at] === false;
  };
  const remaining = tasks.filter(stays);
  const used = usedGroups(remaining);
  const left = leftOut(plan.tasks, remaining);
  const parentOf = ({ parent }: Draft) => keptAbove(parent, used, left);
  const groups = plan.groups.filter((group) => used.has(group));
  return { ...plan, tasks: remaining, groups, parentOf };
}

/** What is in the first list and not in the second, which holds some of the same in the same order. */
function leftOut(all: readonly TaskDraft[], some: readonly TaskDraft[]): ReadonlySet<TaskDraft> {
  const left = new Set<TaskDraft>();
  let at = 0;
  for (const task of all) {
    if (task === some[at]) at++;
    else left.add(task);
  }
  return left;
}

/** Work that has its own place; what is work only where there is no other, if there is no other. */
function primary({ tasks, groups }: Plan): readonly TaskDraft[] {
  const own = tasks.some((task) => !task.secondary) ? tasks.filter((task) => !task.secondary) : tasks;
  if (own.every(({ below }) => below === null)) return own;
  const ids = new Set(groups.flatMap(({ headline: { id } }) => (id ? [idKey(id.id)] : [])));
  for (const task of own) if (task.below === null) for (const key of namesOf(task).keys) ids.add(key);
  return own.filter(({ below }) => below === null || !ids.has(below));
}

/** Why work that was found is not counted; null: it is a task of the document. */
export function whyLeftOut(plan: Plan, task: TaskDraft): LeftOut | null {
  const tasks = primary(plan);
  if (!tasks.includes(task)) return { kind: 'secondary' };
  const index = indexOf(new Memory(), tasks, plan.groups);
  if (!isRepeat(task, index)) return null;
  const own = task.id === null ? undefined : index.names.withId(idKey(task.id));
  const of = own && own !== task ? own : index.names.withTitle(namesOf(task).title);
  return { kind: 'repeat', of: of && of !== task ? of : null };
}

export type LeftOut =
  /** Below Next steps, a checklist or a dated entry, in a document whose work stands elsewhere. */
  | { readonly kind: 'secondary' }
  /** `of`: the task that it repeats; null for a group. */
  | { readonly kind: 'repeat'; readonly of: TaskDraft | null };

interface Index {
  readonly names: TaskNames;
  /** The same value as long as no group gets another name. */
  readonly groupNames: ReadonlySet<string>;
  /** The same of containers that are tasks themselves: their titles by `phase 2`. */
  readonly phaseNames: ReadonlyMap<string, string>;
  /** Containers of all kinds, also those that are items of a list: `phase 2`. */
  readonly containers: ReadonlySet<string>;
}

function indexOf(memory: Memory, tasks: readonly TaskDraft[], groups: readonly GroupDraft[]): Index {
  const names = memory.sum('task names', tasks, {
    start: () => new TaskNames(),
    add: (sum, task) => sum.add(task),
    remove: (sum, task) => sum.remove(task),
  });
  const named = memory.flatMap('names that groups go by', [], groups, ({ headline }) => [
    fold(headline.title),
    ...(headline.group?.id != null ? [fold(headline.group.id)] : []),
    ...(headline.id?.kind === 'code' ? [codeName(headline.id.id)] : []),
  ]);
  const phases = memory.flatMap('names of phases', [], tasks, ({ form, groupId, title }) =>
    form === 'heading' && groupId !== null ? [[fold(groupId), title] as const] : [],
  );
  const inGroups = memory.flatMap('containers that are groups', [], groups, ({ headline }) =>
    headline.group?.id != null ? [fold(headline.group.id)] : [],
  );
  const inTasks = memory.flatMap('containers that are tasks', [], tasks, ({ groupId }) =>
    groupId !== null ? [fold(groupId)] : [],
  );
  return {
    names,
    groupNames: memory.derive('group names', [named], () => new Set(named), isEqual),
    phaseNames: memory.derive('phase names', [phases], () => new Map(phases), isEqual),
    containers: memory.derive(
      'containers',
      [inGroups, inTasks],
      () => new Set([...inGroups, ...inTasks]),
      isEqual,
    ),
  };
}

/** Which tasks have an id or title, kept up to date while tasks come and go. */
class TaskNames {
  readonly #byId = new Map<string, Namesakes>();
  readonly #byTitle = new Map<string, Namesakes>();
  /** How many tasks ask who has an id without being known by it. */
  readonly #asked = new Map<string, number>();
  #version: object = {};

  /** Another value whenever a name came or went that means something to another task, too. */
  get version(): object {
    return this.#version;
  }

  /** The strongest task of an id; see `idKey`. */
  withId(key: string): TaskDraft | undefined {
    return this.#byId.get(key)?.strongest;
  }

  /** @param title folded. */
  withTitle(title: string): TaskDraft | undefined {
    return this.#byTitle.get(title)?.strongest;
  }

  add(task: TaskDraft): void {
    const { keys, asks, title } = namesOf(task);
    for (const key of keys) this.#put(this.#byId, key, task);
    this.#put(this.#byTitle, title, task);
    if (asks !== null) this.#asked.set(asks, (this.#asked.get(asks) ?? 0) + 1);
  }

  remove(task: TaskDraft): void {
    const { keys, asks, title } = namesOf(task);
    for (const key of keys) this.#take(this.#byId, key, task);
    this.#take(this.#byTitle, title, task);
    if (asks !== null) this.#asked.set(asks, (this.#asked.get(asks) ?? 0) - 1);
  }

  #put(tasks: Map<string, Namesakes>, key: string, task: TaskDraft): void {
    const known = tasks.get(key);
    if (known) known.add(task);
    else tasks.set(key, new Namesakes(task));
    if (known || this.#isAsked(tasks, key)) this.#version = {};
  }

  #take(tasks: Map<string, Namesakes>, key: string, task: TaskDraft): void {
    const known = tasks.get(key);
    known?.remove(task);
    const isLast = known?.isEmpty ?? true;
    if (isLast) tasks.delete(key);
    if (!isLast || this.#isAsked(tasks, key)) this.#version = {};
  }

  #isAsked(tasks: Map<string, Namesakes>, key: string): boolean {
    return tasks === this.#byId && (this.#asked.get(key) ?? 0) > 0;
  }
}

/** Tasks that share an id or title: one, mostly, but it may also be all of a document. */
class Namesakes {
  readonly #tasks: Set<TaskDraft>;
  #strongest: TaskDraft | undefined;

  constructor(task: TaskDraft) {
    this.#tasks = new Set([task]);
    this.#strongest = task;
  }

  get isEmpty(): boolean {
    return this.#tasks.size === 0;
  }

  /** Of equally strong ones the first in the document. */
  get strongest(): TaskDraft | undefined {
    for (const task of this.#strongest ? [] : this.#tasks) this.#weigh(task);
    return this.#strongest;
  }

  add(task: TaskDraft): void {
    if (this.#strongest) this.#weigh(task);
    this.#tasks.add(task);
  }

  remove(task: TaskDraft): void {
    this.#tasks.delete(task);
    if (task === this.#strongest) this.#strongest = undefined;
  }

  #weigh(task: TaskDraft): void {
    const best = this.#strongest;
    const isFirst = task.weight === best?.weight && task.extent.from < best.extent.from;
    if (best === undefined || task.weight > best.weight || isFirst) this.#strongest = task;
  }
}

interface Names {
  /** All different. */
  readonly keys: readonly string[];
  /** The key of its id if that is none of `keys`. */
  readonly asks: string | null;
  /** Folded. */
  readonly title: string;
}

const knownNames = new Remembered<TaskDraft, Names>();

function namesOf(task: TaskDraft): Names {
  return knownNames.read(task, NO_NEEDS, () => {
    const keys = [...new Set(keysOf(task))];
    const own = task.id === null ? null : idKey(task.id);
    return { keys, asks: own === null || keys.includes(own) ? null : own, title: fold(task.title) };
  });
}

const NO_NEEDS: readonly unknown[] = [];

/** Its id, and the id with the initial of its kind word: `Feature 001` is also F001. */
function keysOf(task: TaskDraft): string[] {
  // `Milestone 1` is no other Task 1.
  if (task.id === null || (task.found === null && task.groupId !== null)) return [];
  const word = task.found?.word;
  const initial =
    word && /^#?\d/.test(task.id) ? [idKey(`${word.charAt(0)}${task.id.replace(/^#/, '')}`)] : [];
  return [idKey(task.id), ...task.aliases.map(idKey), ...initial];
}

function isRepeat(task: TaskDraft, index: Index): boolean {
  const above = rowAbove(task);
  return above ? isRepeat(above, index) : isRepeatItself(task, index);
}

/** A row below another row is a repetition if that one is. */
function rowAbove({ form, parent }: TaskDraft): TaskDraft | null {
  return form === 'row' && parent?.type === 'task' && parent.form === 'row' ? parent : null;
}

function isRepeatItself(task: TaskDraft, { names, groupNames, phaseNames, containers }: Index): boolean {
  if (task.form === 'heading' || task.form === 'file') return isRepeatedGroup(task, groupNames);
  if (task.form === 'item' && task.found?.kind === 'code' && groupNames.has(codeName(task.found.id)))
    return true;
  const own = task.id === null ? undefined : names.withId(idKey(task.id));
  const isCounted = task.id !== null && /^\d+$/.test(task.id);
  if (task.form === 'item') {
    if (task.id === null && (isRepeatedGroup(task, groupNames) || isTold(task, phaseNames))) return true;
    if (task.id === null && spansContainers(task, containers)) return true;
    return (
      own !== undefined &&
      own !== task &&
      !(isCounted && task.found?.kind === 'number') &&
      task.weight < own.weight
    );
  }
  const isOther = isCounted && own?.found?.kind === 'number' && !sharesWord(task.title, own.title);
  if (own && own !== task && !isOther && (own.weight > task.weight || (own.form === 'row' && !isCounted)))
    return true;
  const { title } = namesOf(task);
  if (groupNames.has(title) || phaseNames.has(title)) return true;
  const namesake = names.withTitle(title);
  return namesake !== undefined && namesake.form !== 'row';
}

/** `T1` of the group `## T1 — Roof`, beside its title. */
function codeName(id: string): string {
  return `#${idKey(id)}`;
}

/** `| 1 | Wash the windows |` is not what stands below `### 1. Lay the tiles`. */
export function sharesWord(one: string, other: string): boolean {
  const known = new Set(wordsOf(other));
  return wordsOf(one).some((word) => known.has(word));
}

/** Words long enough to say something, without their endings. */
function wordsOf(title: string): string[] {
  return (fold(title).match(/\p{L}{3,}|\p{Script=Han}/gu) ?? []).map((word) => word.slice(0, 5));
}

/** `## Phase 1 - Files created` beside the group Phase 1. */
function isRepeatedGroup(task: TaskDraft, groupNames: ReadonlySet<string>): boolean {
  return task.found === null && task.groupId != null && groupNames.has(fold(task.groupId));
}

/** `- ✅ v1.0 – Phases 1-3` above the three: what a release comes to. The last of them is often yet to come. */
function spansContainers({ title, statusClaim }: TaskDraft, containers: Index['containers']): boolean {
  if (statusClaim?.kind === 'box') return false;
  const [, word, first, last = first] = SPAN_BEHIND_DASH.exec(title) ?? [];
  if (word === undefined) return false;
  const names = [fold(word), fold(word).replace(/s$/u, '')];
  return names.some((name) => containers.has(`${name} ${first}`) || containers.has(`${name} ${last}`));
}

const SPAN_BEHIND_DASH =
  /\s[-–—]\s+(\p{L}{2,20})\s+(\d{1,3}(?:\.\d{1,2})?)(?:\s?[-–—]\s?(\d{1,3}(?:\.\d{1,2})?))?(?=\s*$|\s+[-–—+(])/u;

/** `- ✅ Phase 1: Roof` above `## Phase 1: Roof`; a box of another name is ticked off there, whatever stands below. */
function isTold({ found, groupId, title, statusClaim }: TaskDraft, phaseNames: Index['phaseNames']): boolean {
  const name = found === null && groupId !== null ? phaseNames.get(fold(groupId)) : undefined;
  return name !== undefined && (statusClaim?.kind !== 'box' || sharesWord(title, name));
}

/** Groups that still have work below them; the others' criteria move up. */
function usedGroups(tasks: readonly TaskDraft[]): ReadonlySet<GroupDraft> {
  const used = new Set<GroupDraft>();
  for (const task of tasks) {
    for (let above = task.parent; above; above = above.parent) {
      if (above.type !== 'group') continue;
      // What is above a group that was seen before was seen, too.
      if (used.has(above)) break;
      used.add(above);
    }
  }
  return used;
}

function keptAbove(
  parent: Draft['parent'],
  used: ReadonlySet<GroupDraft>,
  left: ReadonlySet<TaskDraft>,
): Draft['parent'] {
  let above = parent;
  while (above && !(above.type === 'group' ? used.has(above) : !left.has(above))) above = above.parent;
  return above;
}
