import { Remembered } from '../remember.ts';
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
export function withoutRepeats(plan: Plan): KeptPlan {
  const tasks = primary(plan);
  const index = indexOf(tasks, plan.groups);
  const stays = new Set(tasks.filter((task) => !isRepeat(task, index)));
  const remaining = plan.tasks.filter((task) => stays.has(task));
  const used = usedGroups(remaining);
  const parentOf = ({ parent }: Draft) => keptAbove(parent, used, stays);
  const groups = plan.groups.filter((group) => used.has(group));
  return { ...plan, tasks: remaining, groups, parentOf };
}

/** Work that has its own place; what is work only where there is no other, if there is no other. */
function primary({ tasks }: Plan): readonly TaskDraft[] {
  return tasks.some((task) => !task.secondary) ? tasks.filter((task) => !task.secondary) : tasks;
}

/** Why work that was found is not counted; null: it is a task of the document. */
export function whyLeftOut(plan: Plan, task: TaskDraft): LeftOut | null {
  const tasks = primary(plan);
  if (!tasks.includes(task)) return { kind: 'secondary' };
  const index = indexOf(tasks, plan.groups);
  if (!isRepeat(task, index)) return null;
  const own = task.id === null ? undefined : index.byId.get(idKey(task.id));
  const of = own && own !== task ? own : index.titles.get(namesOf(task).title);
  return { kind: 'repeat', of: of && of !== task ? of : null };
}

export type LeftOut =
  /** Below Next steps, a checklist or a dated entry, in a document whose work stands elsewhere. */
  | { readonly kind: 'secondary' }
  /** `of`: the task that it repeats; null for a group. */
  | { readonly kind: 'repeat'; readonly of: TaskDraft | null };

interface Index {
  /** The strongest task of each id. */
  readonly byId: ReadonlyMap<string, TaskDraft>;
  readonly titles: ReadonlyMap<string, TaskDraft>;
  readonly groupNames: ReadonlySet<string>;
}

function indexOf(tasks: readonly TaskDraft[], groups: readonly GroupDraft[]): Index {
  const byId = new Map<string, TaskDraft>();
  const titles = new Map<string, TaskDraft>();
  for (const task of tasks) {
    const { keys, title } = namesOf(task);
    for (const key of keys) {
      const other = byId.get(key);
      if (!other || other.weight < task.weight) byId.set(key, task);
    }
    const other = titles.get(title);
    if (!other || other.weight < task.weight) titles.set(title, task);
  }
  const groupNames = new Set(
    groups.flatMap(({ headline }) => [
      fold(headline.title),
      ...(headline.group?.id != null ? [fold(headline.group.id)] : []),
    ]),
  );
  return { byId, titles, groupNames };
}

interface Names {
  readonly keys: readonly string[];
  /** Folded. */
  readonly title: string;
}

const knownNames = new Remembered<TaskDraft, Names>();

function namesOf(task: TaskDraft): Names {
  return knownNames.read(task, [], () => ({ keys: keysOf(task), title: fold(task.title) }));
}

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
  if (task.form === 'heading' || task.form === 'file') return isRepeatedGroup(task, index);
  const own = task.id === null ? undefined : index.byId.get(idKey(task.id));
  const isCounted = task.id !== null && /^\d+$/.test(task.id);
  if (task.form === 'item') {
    if (task.id === null && isRepeatedGroup(task, index)) return true;
    return (
      own !== undefined &&
      own !== task &&
      !(isCounted && task.found?.kind === 'number') &&
      task.weight < own.weight
    );
  }
  if (task.parent?.type === 'task' && task.parent.form === 'row') return isRepeat(task.parent, index);
  if (own && own !== task && (own.weight > task.weight || (own.form === 'row' && !isCounted))) return true;
  if (index.groupNames.has(namesOf(task).title)) return true;
  const namesake = index.titles.get(namesOf(task).title);
  return namesake !== undefined && namesake.form !== 'row';
}

/** `## Phase 1 - Files created` beside the group Phase 1. */
function isRepeatedGroup(task: TaskDraft, index: Index): boolean {
  return task.found === null && task.groupId != null && index.groupNames.has(fold(task.groupId));
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
  stays: ReadonlySet<TaskDraft>,
): Draft['parent'] {
  let above = parent;
  while (above && !(above.type === 'group' ? used.has(above) : stays.has(above))) above = above.parent;
  return above;
}
