import { idsOf, normalizeId } from '../../index/ids.ts';
import { scopesOf } from '../../index/scopes.ts';
import type { RoadmapDocument, Task } from '../../model/document.ts';
import type { Fix } from '../finding.ts';
import { gradeBy } from '../doubts/doubt.ts';
import { type IdTask, type PlacedTask, SAME_ID_DOUBTS, type SameIds } from '../doubts/sameIds.ts';
import type { Draft, Rule } from '../rule.ts';

/** Two tasks of one scope have the same id, so that nobody can say which of them is meant. */
export const idDuplicate: Rule = {
  code: 'id/duplicate',
  severity: 'warning',
  doubts: SAME_ID_DOUBTS,
  reads: 'document',
  check: ({ document, memory }) => {
    const tasks = memory.flatMap('tasks with ids', [], document.tasks, toIdTask);
    const ids = memory.map('ids in their forms', [], tasks, ({ form, id }) => `${form} ${normalizeId(id)}`);
    const hasSame = memory.derive('has same ids', [ids], () => new Set(ids).size < ids.length);
    if (!hasSame) return [];
    const scopes = memory.derive('same ids', [tasks, document.headings], () => findSame(document, tasks));
    const numbers = memory.derive('numbers of ids', [idsOf(document)], () => numbersOf(idsOf(document)));
    return scopes.flatMap((same) => [...checkScope(document, same, numbers)]);
  },
};

function toIdTask(task: Task): readonly IdTask[] {
  const { id, idSpan, title, line, parent, form } = task;
  if (id === null || idSpan === null) return [];
  return [{ id, idSpan, title, line, parent, form, isMention: recordsNothing(task) }];
}

/** Nothing in it says that it is work of a plan; lists stand below the headings of reports, too. */
function recordsNothing({ form, status, effort, priority, dependsOn, assignees }: Task): boolean {
  if (status !== null || form === 'row' || form === 'file') return false;
  if (form === 'item') return true;
  return effort === null && priority === null && dependsOn.length + assignees.length === 0;
}

function* checkScope(document: RoadmapDocument, same: SameIds, numbers: Numbers): Iterable<Draft> {
  const [first, ...others] = same.tasks;
  if (first === undefined) return;
  for (const other of others) {
    yield {
      span: other.idSpan,
      message: `${other.id} stands for two tasks: line ${document.source.lineNumber(first.line)} has it too.`,
      ...gradeBy(SAME_ID_DOUBTS, { ...same, document, first, other }),
      related: [{ uri: document.uri, span: first.idSpan, message: `The first ${other.id}` }],
      fixes: renumber(document, other, numbers),
    };
  }
}

function findSame(document: RoadmapDocument, tasks: readonly IdTask[]): readonly SameIds[] {
  const placed = placeByScope(document, tasks);
  const lists = groupBy(placed, ({ scope, form }) => `${scope}\n${form}`);
  const found = [...lists.values()].flatMap((list) => {
    const byId = [...groupBy(list, ({ id }) => normalizeId(id)).values()];
    return byId.filter((same) => same.length > 1).map((same) => ({ same, list }));
  });
  const counts = groupBy(tasks, ({ id }) => normalizeId(id));
  return found.map(({ same, list }): SameIds => {
    const id = same[0]?.id ?? '';
    const isBeside = (other: IdTask) =>
      normalizeId(other.id) !== normalizeId(id) && shapeOf(other.id) === shapeOf(id);
    return {
      tasks: same,
      list: {
        isNumbered: list.some(isBeside),
        isSlip: isSlip(list, same),
        isHabit: found.length > 1,
        isElsewhere: (counts.get(normalizeId(id)) ?? []).length > same.length,
      },
    };
  });
}

/**
 * `1`, `2`, `2`, `4`: one behind the other, and the number that the second should have is the only one missing. At the
 * end of a row there is none to miss: headings are enough there, since one task has seldom two.
 */
function isSlip(list: readonly IdTask[], same: readonly IdTask[]): boolean {
  const [first] = same;
  if (first === undefined || same.length !== 2) return false;
  const row = list.filter(({ id }) => shapeOf(id) === shapeOf(first.id));
  const numbers = row.map(({ id }) => Number(partsOf(id)?.digits));
  const second = row.findIndex(({ line }) => line === first.line) + 1;
  const stepTo = (index: number): number => (index === second ? 0 : index === second + 1 ? 2 : 1);
  const runsOn = numbers.every((number, index) => {
    return index === 0 || number - (numbers[index - 1] ?? 0) === stepTo(index);
  });
  return runsOn && row.length > 2 && (second + 1 < row.length || first.form === 'heading');
}

/** What is left of an id without its last number: `P1-2` and `P1-12` are of one shape. */
function shapeOf(id: string): string {
  return normalizeId(id).replace(/\d+(?=\D*$)/, '0');
}

interface ScopedTask extends PlacedTask {
  readonly scope: string;
}

function placeByScope(document: RoadmapDocument, tasks: readonly IdTask[]): readonly ScopedTask[] {
  const counts = new Map<string, number>();
  return [...scopesOf(document, tasks)].map(({ task, scope }) => {
    const at = counts.get(scope) ?? 0;
    counts.set(scope, at + 1);
    return { ...task, at, scope };
  });
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

interface Numbers {
  readonly taken: ReadonlySet<string>;
  /** The highest number behind what ids begin with: 2 for `P1-` where there are `P1-1` and `P1-2`. */
  readonly highest: ReadonlyMap<string, number>;
}

function numbersOf(ids: readonly string[]): Numbers {
  const highest = new Map<string, number>();
  for (const id of ids) {
    const { prefix, digits } = partsOf(id) ?? {};
    if (prefix === undefined) continue;
    highest.set(prefix, Math.max(Number(digits), highest.get(prefix) ?? 0));
  }
  return { taken: new Set(ids.map(normalizeId)), highest };
}

/** What an id is made of, but for a letter at its end; undefined if it has no number before that. */
function partsOf(id: string): { readonly prefix: string; readonly digits: string } | undefined {
  const [, prefix = '', digits = ''] = /^(.*?)(\d+)\D?$/.exec(id) ?? [];
  return digits === '' ? undefined : { prefix, digits };
}

/** A number that is free among the ids of this form, the next if it is: `P1-2` → `P1-3`. */
function renumber(document: RoadmapDocument, task: IdTask, { taken, highest }: Numbers): readonly Fix[] {
  const parts = partsOf(task.id);
  if (parts === undefined) return [];
  const { prefix, digits } = parts;
  const idOf = (number: number): string => prefix + String(number).padStart(digits.length, '0');
  const [next, last] = [idOf(Number(digits) + 1), idOf((highest.get(prefix) ?? 0) + 1)];
  const id = taken.has(normalizeId(next)) ? last : next;
  // The span may hold the number alone (`Issue #12`, written without its mark).
  const written = document.source.slice(task.idSpan);
  const newText = written.endsWith(task.id)
    ? written.slice(0, written.length - task.id.length) + id
    : undefined;
  if (newText === undefined) return [];
  return [
    {
      title: `Change to ${id}, the next free id`,
      preferred: false,
      edits: [{ uri: document.uri, span: task.idSpan, newText }],
    },
  ];
}
