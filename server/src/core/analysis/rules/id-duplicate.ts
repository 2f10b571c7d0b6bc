import { idsOf, normalizeId } from '../../index/ids.ts';
import { scopesOf } from '../../index/scopes.ts';
import type { RoadmapDocument, Task } from '../../model/document.ts';
import type { Span } from '../../text/source.ts';
import type { Fix } from '../finding.ts';
import type { Draft, Rule } from '../rule.ts';

/** Two tasks of one scope have the same id, so that nobody can say which of them is meant. */
export const idDuplicate: Rule = {
  code: 'id/duplicate',
  severity: 'warning',
  reads: 'document',
  check: ({ document, memory }) => {
    const tasks = memory.flatMap('tasks with ids', [], document.tasks, toIdTask);
    const ids = memory.map('ids in their forms', [], tasks, ({ form, id }) => `${form} ${normalizeId(id)}`);
    const hasSame = memory.derive('has same ids', [ids], () => new Set(ids).size < ids.length);
    if (!hasSame) return [];
    const scopes = memory.derive('same ids', [tasks, document.headings], () =>
      [...groupByScope(document, tasks).values()].filter((same) => same.length > 1),
    );
    return scopes.flatMap((same) => [...checkScope(document, same)]);
  },
};

/** What matters of a task here: it stays the same while people write on others of its lines. */
interface IdTask extends Pick<Task, 'title' | 'line' | 'parent' | 'form'> {
  readonly id: string;
  readonly idSpan: Span;
  /** A bullet without a box or a mark: it may only speak of a task. */
  readonly isMention: boolean;
}

function toIdTask({ id, idSpan, title, line, parent, form, status }: Task): readonly IdTask[] {
  if (id === null || idSpan === null) return [];
  return [{ id, idSpan, title, line, parent, form, isMention: form === 'item' && status === null }];
}

/** A task and its number among those of its scope. */
interface PlacedTask extends IdTask {
  readonly at: number;
}

function* checkScope(document: RoadmapDocument, tasks: readonly PlacedTask[]): Iterable<Draft> {
  const [first, ...others] = tasks;
  if (first === undefined) return;
  // The same id many times over is a log with entries per task, and the same title twice is one task that is
  // mentioned twice: both are worth a look, neither is surely wrong.
  const doubtful = tasks.length > 2 || first.isMention;
  for (const task of others) {
    const same =
      doubtful ||
      task.isMention ||
      isContinuation(first, task) ||
      isAnotherList(first, task) ||
      isGlued(document, first) ||
      isGlued(document, task);
    yield {
      span: task.idSpan,
      message: `${task.id} stands for two tasks: line ${document.source.lineNumber(first.line)} has it too.`,
      ...(same ? { severity: 'hint' as const } : {}),
      related: [{ uri: document.uri, span: first.idSpan, message: `The first ${task.id}` }],
      fixes: renumber(document, task),
    };
  }
}

/** Plain numbers that do not follow each other: the counting began again somewhere between them. */
function isAnotherList(first: PlacedTask, other: PlacedTask): boolean {
  return /^\d+$/.test(first.id) && other.at - first.at > 1;
}

/** `510(k)`, `10/08`, `A-1_NOTES.md`: a name or a date that begins like an id. */
function isGlued({ source }: RoadmapDocument, { idSpan: { to } }: IdTask): boolean {
  return /^(?:[(/]\S|[_\p{L}\p{N}])/u.test(source.slice({ from: to, to: to + 2 }));
}

/** Tasks by everything that must be equal for their ids to collide. */
function groupByScope(document: RoadmapDocument, tasks: readonly IdTask[]): Map<string, PlacedTask[]> {
  const scopes = new Map<string, PlacedTask[]>();
  const counts = new Map<string, number>();
  for (const { task, scope } of scopesOf(document, tasks)) {
    const at = counts.get(scope) ?? 0;
    counts.set(scope, at + 1);
    const key = [scope, task.form, normalizeId(task.id)].join('\n');
    scopes.set(key, [...(scopes.get(key) ?? []), { ...task, at }]);
  }
  return scopes;
}

function isContinuation(first: IdTask, other: IdTask): boolean {
  const plain = (title: string) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  if (plain(first.title) === plain(other.title)) return true;
  return /\b(?:cont(?:inued|['’]d|\.)|exten(?:ded|sion)|part [2-9b-d]|follow-?up|addendum|update|revisited|resumed)\b/i.test(
    other.title,
  );
}

/** The next number that is free among the ids of this form: `P1-2` → `P1-3`. */
function renumber(document: RoadmapDocument, task: IdTask): readonly Fix[] {
  const parts = /^(.*?)(\d+)(\D?)$/.exec(task.id);
  if (parts === null) return [];
  const [, prefix = '', digits = ''] = parts;
  const used = idsOf(document).flatMap((id) => {
    const other = /^(.*?)(\d+)\D?$/.exec(id);
    return other !== null && other[1] === prefix ? [Number(other[2])] : [];
  });
  const next = Math.max(...used, Number(digits)) + 1;
  const id = prefix + String(next).padStart(digits.length, '0');
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
