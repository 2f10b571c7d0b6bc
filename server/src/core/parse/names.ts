import type { Group, Task } from '../model/document.ts';
import { type Summing, areSame, isEqual } from '../remember.ts';
import type { DocumentView } from './view.ts';

/** What the tasks and groups of a document are called: the same value as long as no name changes. */
export interface UnitNames {
  /** @param id lower case. */
  readonly isTask: (id: string) => boolean;
  /** @param name an id or title of a group, lower case. */
  readonly isGroup: (name: string) => boolean;
  /** The only task or group that has an id or title with this key; see `nameKey`. */
  readonly unit: (key: string) => UnitName | undefined;
  /** In document order. */
  readonly inOrder: Readonly<Record<UnitName['kind'], readonly UnitName[]>>;
}

export interface UnitName {
  readonly kind: 'task' | 'group';
  /** Its id, or its title without one. */
  readonly name: string;
  /** Its id and title, lower case. */
  readonly written: readonly string[];
  /** The keys of its id and title, all different. */
  readonly keys: readonly string[];
  /** Lower case; null without one. */
  readonly id: string | null;
}

export function namesOf({ tree, groups, tasks }: DocumentView): UnitNames {
  const { memory } = tree;
  const ofGroups = memory.map('group names by unit', [], groups, (group) => nameOf('group', group));
  const ofTasks = memory.map('task names by unit', [], tasks, (task) => nameOf('task', task));
  const inGroups = memory.sum('index of groups', ofGroups, NAMES);
  const inTasks = memory.sum('index of tasks', ofTasks, NAMES);
  return memory.derive('names', [ofGroups, ofTasks, inGroups, inTasks], () =>
    askable({ names: ofGroups, index: inGroups }, { names: ofTasks, index: inTasks }),
  );
}

function nameOf(kind: UnitName['kind'], { id, title }: Task | Group): UnitName {
  const keys = [...(id === null ? [] : [nameKey(id)]), ...(title.length > 3 ? [nameKey(title)] : [])];
  return {
    kind,
    name: id ?? title,
    written: [...(id === null ? [] : [lower(id)]), lower(title)],
    keys: [...new Set(keys)].filter((key) => key !== ''),
    id: id === null ? null : lower(id),
  };
}

function askable(group: Indexed, task: Indexed): UnitNames {
  const unit = (key: string): UnitName | undefined => {
    const [ofGroups, ofTasks] = [group.index.byKey.get(key), task.index.byKey.get(key)];
    const found = ofGroups ?? ofTasks;
    const isOnly = (ofGroups?.size ?? 0) + (ofTasks?.size ?? 0) === 1;
    return isOnly ? found?.values().next().value : undefined;
  };
  const written = new Set(group.names.flatMap((each) => each.written));
  return {
    isTask: (id) => (task.index.ids.get(id) ?? 0) > 0,
    isGroup: (name) => written.has(name),
    unit,
    inOrder: { group: group.names, task: task.names },
  };
}

interface Indexed {
  /** In document order. */
  readonly names: readonly UnitName[];
  readonly index: NameIndex;
}

interface NameIndex {
  readonly byKey: Map<string, Set<UnitName>>;
  /** How many units have an id. */
  readonly ids: Map<string, number>;
}

const NAMES: Summing<UnitName, NameIndex> = {
  start: () => ({ byKey: new Map(), ids: new Map() }),
  add: ({ byKey, ids }, unit) => {
    for (const key of unit.keys) {
      const others = byKey.get(key);
      if (others) others.add(unit);
      else byKey.set(key, new Set([unit]));
    }
    if (unit.id !== null) ids.set(unit.id, (ids.get(unit.id) ?? 0) + 1);
  },
  remove: ({ byKey, ids }, unit) => {
    for (const key of unit.keys) {
      const others = byKey.get(key);
      others?.delete(unit);
      if (others?.size === 0) byKey.delete(key);
    }
    if (unit.id !== null) ids.set(unit.id, (ids.get(unit.id) ?? 0) - 1);
  },
};

/**
 * The names as one reader asks for them: what was read with them stays true as long as the answers are the same,
 * whatever else gets another name.
 */
export class Names {
  readonly #names: UnitNames;
  readonly #asked: { readonly ask: (names: UnitNames) => unknown; readonly answer: unknown }[] = [];

  constructor(names: UnitNames) {
    this.#names = names;
  }

  /** @param key see `nameKey`. */
  unit(key: string): UnitName | undefined {
    return this.#ask((names) => names.unit(key));
  }

  /** The units of one kind from the first to the last; none if they are of two kinds. */
  between(first: UnitName, last: UnitName): readonly UnitName[] {
    if (last.kind !== first.kind) return [];
    return this.#ask(({ inOrder }) => {
      const units = inOrder[first.kind];
      const from = units.findIndex((unit) => isEqual(unit, first));
      return from < 0 ? [] : units.slice(from, units.findIndex((unit) => isEqual(unit, last)) + 1);
    });
  }

  /** @param text lower case. */
  startsWithTask(text: string): boolean {
    return this.#ask(({ isTask }) => startsOf(text).some(isTask));
  }

  /** @param name an id or title, lower case. */
  isGroup(name: string): boolean {
    return this.#ask(({ isGroup }) => isGroup(name));
  }

  holdFor(names: UnitNames): boolean {
    return this.#asked.every(({ ask, answer }) => isEqual(ask(names), answer));
  }

  #ask<T>(ask: (names: UnitNames) => T): T {
    const answer = ask(this.#names);
    this.#asked.push({ ask, answer });
    return answer;
  }
}

/** What an id can be that a text starts with: all that ends before something that could not be more of it. */
function startsOf(text: string): string[] {
  return [...text.slice(0, LONGEST_ID).matchAll(ID_END)].map(({ index }) => text.slice(0, index));
}

const LONGEST_ID = 80;
const ID_END = /(?<=.)(?![\p{L}\p{N}._-])/gu;

/** Remembers what was read with names. */
export class RememberedNames<Key extends object, Value> {
  readonly #known = new WeakMap<
    Key,
    { readonly needs: readonly unknown[]; readonly asked: Names; readonly value: Value }
  >();

  /** @param needs everything but the key and the names that the value depends on; compared by identity. */
  read(key: Key, needs: readonly unknown[], names: UnitNames, find: (names: Names) => Value): Value {
    const known = this.#known.get(key);
    if (known && areSame(known.needs, needs) && known.asked.holdFor(names)) return known.value;
    const asked = new Names(names);
    const value = find(asked);
    this.#known.set(key, { needs, asked, value });
    return value;
  }
}

function lower(text: string): string {
  return text.toLowerCase();
}

/** Without case, kind word, `#` and punctuation at the end. */
export function nameKey(text: string): string {
  return text
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/^(?:issue|task|story|feature|bug|item|step)s? (?=#?\d)/, '')
    .replace(/^\p{L}{2,12} (?=#\d)/u, '')
    .replace(/^#/, '')
    .replace(/[\s:.)\]]+$/, '')
    .trim();
}
