import type { Group, Task } from '../model/document.ts';
import type { DocumentView } from './view.ts';

/** What the tasks and groups of a document are called: the same value as long as no name changes. */
export interface UnitNames {
  /** Lower case. */
  readonly taskIds: readonly string[];
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
    units.map(({ id, title }, index) => {
      const unit: UnitName = { kind, name: id ?? title, index };
      if (id !== null) add(nameKey(id), unit);
      if (title.length > 3) add(nameKey(title), unit);
      return unit;
    });
  const inOrder = { group: addAll('group', groups), task: addAll('task', tasks) };
  for (const key of repeated) byKey.delete(key);
  return {
    taskIds: tasks.flatMap(({ id }) => id?.toLowerCase() ?? []),
    groups: new Set(groups.flatMap(({ id, title }) => [...(id === null ? [] : [id]), title]).map(lower)),
    byKey,
    inOrder,
  };
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
