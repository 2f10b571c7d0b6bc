import type { Group, Task } from '../model/document.ts';
import { Remembered, areSame, isEqual } from '../remember.ts';
import type { DocumentView } from './view.ts';

/** What the tasks and groups of a document are called: the same value as long as no name changes. */
export interface UnitNames {
  /** Lower case. */
  readonly taskIds: ReadonlySet<string>;
  /** Ids and titles of groups, lower case. */
  readonly groups: ReadonlySet<string>;
  /** By the key of an id or title that names exactly one task or group. */
  readonly byKey: ReadonlyMap<string, UnitName>;
  /** What stands between two of a kind is found by their `index`. */
  readonly inOrder: Readonly<Record<UnitName['kind'], readonly UnitName[]>>;
}

export interface UnitName {
  readonly kind: 'task' | 'group';
  /** Its id, or its title without one. */
  readonly name: string;
  /** Among those of its kind, in document order. */
  readonly index: number;
}

export function namesOf({ tree, groups, tasks }: DocumentView): UnitNames {
  const names: (string | null)[] = [];
  for (const { id, title } of groups) names.push(id, title);
  names.push('tasks');
  for (const { id, title } of tasks) names.push(id, title);
  return tree.memory.derive('names', names, () => collect(groups, tasks));
}

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
    return this.#ask((names) => names.byKey.get(key));
  }

  /** The units of one kind from the first to the last; none if they are of two kinds. */
  between(first: UnitName, last: UnitName): readonly UnitName[] {
    const end = last.kind === first.kind ? last.index + 1 : 0;
    return this.#ask((names) => names.inOrder[first.kind].slice(first.index, end));
  }

  /** @param text lower case. */
  startsWithTask(text: string): boolean {
    return this.#ask(({ taskIds }) => startsOf(text).some((start) => taskIds.has(start)));
  }

  /** @param name an id or title, lower case. */
  isGroup(name: string): boolean {
    return this.#ask(({ groups }) => groups.has(name));
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

type Named = Pick<Task | Group, 'id' | 'title'>;

function collect(groups: readonly Named[], tasks: readonly Named[]): UnitNames {
  const byKey = new Map<string, UnitName>();
  const repeated = new Set<string>();
  const add = (key: string, unit: UnitName): void => {
    if (key === '') return;
    if (byKey.has(key) && byKey.get(key) !== unit) repeated.add(key);
    byKey.set(key, unit);
  };
  const addAll = (kind: UnitName['kind'], units: readonly Named[]): UnitName[] =>
    units.map((named, index) => {
      const { id, title } = named;
      const unit: UnitName = { kind, name: id ?? title, index };
      for (const key of knownKeys.read(named, [], () => keysOf(named))) add(key, unit);
      return unit;
    });
  const inOrder = { group: addAll('group', groups), task: addAll('task', tasks) };
  for (const key of repeated) byKey.delete(key);
  return {
    taskIds: new Set(tasks.flatMap(({ id }) => id?.toLowerCase() ?? [])),
    groups: new Set(groups.flatMap(({ id, title }) => [...(id === null ? [] : [id]), title]).map(lower)),
    byKey,
    inOrder,
  };
}

const knownKeys = new Remembered<Named, readonly string[]>();

function keysOf({ id, title }: Named): string[] {
  return [...(id === null ? [] : [nameKey(id)]), ...(title.length > 3 ? [nameKey(title)] : [])];
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
