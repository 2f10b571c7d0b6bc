import type { Group, Task } from '../model/document.ts';
import { type Summing, areSame, changedRange, isEqual } from '../remember.ts';
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

function namesOf({ tree, groups, tasks }: DocumentView): UnitNames {
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
  let written: ReadonlySet<string> | undefined;
  return {
    isTask: (id) => (task.index.ids.get(id) ?? 0) > 0,
    isGroup: (name) => (written ??= new Set(group.names.flatMap((each) => each.written))).has(name),
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

/** Something that was asked of the names, and what they said. */
interface Question {
  /** Only units with one of these names can change the answer; null: any can. */
  readonly about: readonly string[] | null;
  readonly ask: (names: UnitNames) => unknown;
  readonly answer: unknown;
}

/** What questions can be about of which a unit is the answer. */
function namesIn({ keys, id, written }: UnitName): readonly string[] {
  return [...keys, ...(id === null ? [] : [id]), ...written];
}

function isAnswered(names: UnitNames): (question: Question) => boolean {
  return ({ ask, answer }) => isEqual(ask(names), answer);
}

/**
 * The names as one reader asks for them: what was read with them stays true as long as the answers are the same,
 * whatever else gets another name.
 */
export class Names {
  readonly questions: Question[] = [];
  readonly #names: UnitNames;

  constructor(names: UnitNames) {
    this.#names = names;
  }

  /** @param key see `nameKey`. */
  unit(key: string): UnitName | undefined {
    return this.#ask([key], (names) => names.unit(key));
  }

  /** The units of one kind from the first to the last; none if they are of two kinds. */
  between(first: UnitName, last: UnitName): readonly UnitName[] {
    if (last.kind !== first.kind) return [];
    return this.#ask(null, ({ inOrder }) => {
      const units = inOrder[first.kind];
      const from = units.findIndex((unit) => isEqual(unit, first));
      return from < 0 ? [] : units.slice(from, units.findIndex((unit) => isEqual(unit, last)) + 1);
    });
  }

  /** @param text lower case. */
  startsWithTask(text: string): boolean {
    const starts = startsOf(text);
    return this.#ask(starts, ({ isTask }) => starts.some(isTask));
  }

  /** @param name an id or title, lower case. */
  isGroup(name: string): boolean {
    return this.#ask([name], ({ isGroup }) => isGroup(name));
  }

  #ask<T>(about: Question['about'], ask: (names: UnitNames) => T): T {
    const answer = ask(this.#names);
    this.questions.push({ about, ask, answer });
    return answer;
  }
}

/** What an id can be that a text starts with: all that ends before something that could not be more of it. */
function startsOf(text: string): string[] {
  return [...text.slice(0, LONGEST_ID).matchAll(ID_END)].map(({ index }) => text.slice(0, index));
}

const LONGEST_ID = 80;
const ID_END = /(?<=.)(?![\p{L}\p{N}._-])/gu;

/** All that readers of one kind have asked of the names of a document. */
class Asked {
  readonly #asked = new Set<readonly Question[]>();
  readonly #about = new Set<string>();
  readonly #aboutAny: Question[] = [];
  /** Those for which all answers hold; undefined where answers are from several. */
  #names: UnitNames | undefined;

  constructor(names: UnitNames) {
    this.#names = names;
  }

  add(questions: readonly Question[], names: UnitNames): void {
    if (questions.length === 0 || this.#asked.has(questions)) return;
    if (names !== this.#names) this.#names = undefined;
    this.#asked.add(questions);
    for (const question of questions) {
      if (question.about === null) this.#aboutAny.push(question);
      else for (const name of question.about) this.#about.add(name);
    }
  }

  holdFor(names: UnitNames): boolean {
    // What was asked about earlier versions of a text is among them: at some time it is too much.
    if (this.#asked.size > MOST_ASKED || !this.#isAnswered(names)) return false;
    this.#names = names;
    return true;
  }

  #isAnswered(names: UnitNames): boolean {
    const isSame = isAnswered(names);
    const before = this.#names;
    const isConcerned = (unit: UnitName): boolean => namesIn(unit).some((name) => this.#about.has(name));
    if (before && !changedNames(before, names).some(isConcerned)) return this.#aboutAny.every(isSame);
    for (const questions of this.#asked) if (!questions.every(isSame)) return false;
    return true;
  }
}

/** The units that only one of two versions has. */
function changedNames(before: UnitNames, now: UnitNames): readonly UnitName[] {
  return (['group', 'task'] as const).flatMap((kind) => {
    const [a, b] = [before.inOrder[kind], now.inOrder[kind]];
    const { from, oldTo, newTo } = changedRange(a, b);
    return [...a.slice(from, oldTo), ...b.slice(from, newTo)];
  });
}

const MOST_ASKED = 20_000;

/** The names of a document's units, for readers of one kind. */
export interface NamesFor {
  readonly names: UnitNames;
  /** The same value as long as all that these readers have asked has the same answers: then nothing has to be read again. */
  readonly asked: Asked;
}

/** @param readers a name for them, one for each memory. */
export function namesFor(readers: string, view: DocumentView): NamesFor {
  const names = namesOf(view);
  const { memory } = view.tree;
  const asked = memory.derive(
    `asked by ${readers}`,
    [names],
    () => new Asked(names),
    (before) => before.holdFor(names),
  );
  return { names, asked };
}

/** Remembers what was read with names. */
export class RememberedNames<Key extends object, Value> {
  readonly #known = new WeakMap<
    Key,
    { readonly needs: readonly unknown[]; readonly questions: readonly Question[]; readonly value: Value }
  >();

  /** @param needs everything but the key and the names that the value depends on; compared by identity. */
  read(
    key: Key,
    needs: readonly unknown[],
    { names, asked }: NamesFor,
    find: (names: Names) => Value,
  ): Value {
    const known = this.#known.get(key);
    if (known && areSame(known.needs, needs) && known.questions.every(isAnswered(names))) {
      asked.add(known.questions, names);
      return known.value;
    }
    const reader = new Names(names);
    const value = find(reader);
    const { questions } = reader;
    this.#known.set(key, { needs, questions, value });
    asked.add(questions, names);
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
