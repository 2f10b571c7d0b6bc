import { idKeysOf, normalizeId } from '../core/index/ids.ts';
import { scopesOf } from '../core/index/scopes.ts';
import type { TaskPlace } from '../core/index/statusPages.ts';
import { twinsOf } from '../core/index/twins.ts';
import type { RoadmapDocument, Task } from '../core/model/document.ts';
import type { Span } from '../core/text/source.ts';
import { idWithin, type IdMention, mentionAt } from './mention.ts';
import type { Snapshot } from './snapshot.ts';

/** The id that is to be renamed, and the task that has it. */
export interface RenameTarget {
  /** Where the task stands. */
  readonly document: RoadmapDocument;
  readonly task: Task;
  /** The same, and the rows of status pages that repeat it: they are renamed together. */
  readonly twins: readonly TaskPlace[];
  /** As the task says it; one of its aliases if that is what the cursor is on. */
  readonly id: string;
  /** In the form of `normalizeId`. */
  readonly key: string;
}

/** A sentence that says why it cannot be done, and what can. */
export interface Refusal {
  readonly kind: 'refused';
  readonly reason: string;
}

export type TargetAnswer =
  /** `span` is where the id stands at the cursor, without a kind word. */
  | {
      readonly kind: 'target';
      readonly target: RenameTarget;
      readonly span: Span;
      readonly mention: IdMention;
    }
  | Refusal;

export function refused(reason: string): Refusal {
  return { kind: 'refused', reason };
}

/** The id of a task at `offset`, or why there is none that could be renamed. */
export function findTarget(snapshot: Snapshot, offset: number): TargetAnswer {
  const mention = mentionAt(snapshot, offset);
  if (!mention) return noIdAt(snapshot.document, offset);
  if (mention.kind === 'reference')
    return refused(`${mention.reference.path} is a file: only ids of tasks can be renamed here.`);
  const [place] = mention.places;
  if (place?.kind !== 'task')
    return refused(`${mention.id} is the name of a phase or group: only ids of tasks can be renamed.`);
  return targetOf(snapshot, mention, place);
}

function targetOf(
  { workspace, document: { source } }: Snapshot,
  mention: IdMention,
  { document, task }: { readonly document: RoadmapDocument; readonly task: Task },
): TargetAnswer {
  const key = normalizeId(mention.id);
  const id = [task.id ?? '', ...task.aliases].find((name) => normalizeId(name) === key);
  if (id === undefined || (id === task.id && task.idSpan === null)) return refused(madeByUs(task));
  const found = idWithin(source.slice(mention.span), mention.id);
  if (!found)
    return refused('The id itself does not stand here: put the cursor on the task, or on an end of a range.');
  const span = { from: mention.span.from + found.from, to: mention.span.from + found.to };
  const twins = twinsOf(workspace, document, task);
  return { kind: 'target', target: { document, task, twins, id, key }, span, mention };
}

function noIdAt({ tasks, source }: RoadmapDocument, offset: number): Refusal {
  const line = source.lineAt(offset) + 1;
  const task = tasks.find((each) => each.line === line);
  if (task?.idSpan === null) return refused(madeByUs(task));
  return refused(
    'There is no id of a task here: put the cursor on one, in the heading of a task or where it is named.',
  );
}

function madeByUs({ id, title }: Task): string {
  return id === null
    ? `“${title}” has no id of its own that could be renamed: write one before its title.`
    : `${id} is no id that is written for “${title}”, it is the number in its name: change it there.`;
}

/** Whether a task is the target, or repeats it. */
export function isTarget({ twins }: RenameTarget, task: Task): boolean {
  return twins.some((place) => place.task === task);
}

/** Why no task can be called `name`, as far as that can be told without trying; undefined if it may. */
export function whyNotNamed(target: RenameTarget, name: string): string | undefined {
  if (name === '') return 'A task needs an id: the new one is empty.';
  if (/\s/.test(name) && !/ /.test(target.id)) return `An id has no blanks: “${name}” cannot be one.`;
  const wanted = normalizeId(name);
  if (wanted === '') return `“${name}” is no id: it needs a letter or a number.`;
  if (wanted === target.key) return undefined;
  if (idKeysOf(target.task).has(wanted))
    return 'The task has that id already: it would have the same one twice.';
  return target.twins.map((place) => whoHas(place, target, wanted)).find((reason) => reason !== undefined);
}

function whoHas(place: TaskPlace, target: RenameTarget, wanted: string): string | undefined {
  const { document, task } = place;
  const where = (line: number) =>
    document === target.document ? `line ${line}` : `line ${line} of ${fileName(document)}`;
  const group = document.groups.find(({ id }) => id !== null && normalizeId(id) === wanted);
  if (group) return `${group.id ?? ''} is taken: “${group.title}” in ${where(group.line)} is called so.`;
  const scopes = [...scopesOf(document, document.tasks)];
  const own = scopes.find((each) => each.task === task)?.scope;
  const counts = countsAnew(document);
  const other = scopes.find(
    (each) => each.task !== task && idKeysOf(each.task).has(wanted) && !(counts && each.scope !== own),
  )?.task;
  return other && `${other.id ?? ''} is taken: “${other.title}” in ${where(other.line)} has it.`;
}

function fileName({ uri }: RoadmapDocument): string {
  return decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
}

/** `Task 1` under each of two phases: such a document means the nearest by an id. */
function countsAnew(document: RoadmapDocument): boolean {
  const scopeOf = new Map<string, string>();
  return [...scopesOf(document, document.tasks)].some(({ task, scope }) => {
    if (task.id === null) return false;
    const key = normalizeId(task.id);
    const known = scopeOf.get(key);
    scopeOf.set(key, scope);
    return known !== undefined && known !== scope;
  });
}
