import type { Group, RoadmapDocument, Status, StatusClaim, Task } from '../model/document.ts';
import { statusWord } from '../model/status.ts';
import { TODO_WORDS, isTodo } from '../model/todo.ts';
import { isEqual, memoryOf } from '../remember.ts';
import { type EditResult, tick } from './items.ts';

/** Changes what a task or group claims at its own place, in the kind of claim it already makes. */
export function setStatus(
  document: RoadmapDocument,
  { statusClaim }: Pick<Task | Group, 'statusClaim'>,
  status: Status,
): EditResult {
  if (statusClaim === null) return refused('Nothing is claimed here: there is nothing to change.');
  return rewriteClaim(document, statusClaim, status);
}

/** Makes a claim, wherever it stands, say another status. */
export function rewriteClaim(document: RoadmapDocument, claim: StatusClaim, status: Status): EditResult {
  const word = claimFor(document, claim, status);
  if (word === undefined) return refused('This status can only be changed by hand.');
  const before = markBefore(document, claim);
  const span = { from: claim.span.from - before.length, to: claim.span.to };
  const newText = isWord(word) ? markFor(document, claim, status, before) + word : word;
  return { kind: 'edits', edits: [{ uri: document.uri, span, newText }] };
}

/** `✅ DONE` is one claim in two forms: the mark goes with the word. Its mark, with the space behind it. */
function markBefore(document: RoadmapDocument, { kind, span }: StatusClaim): string {
  if (kind !== 'word' && kind !== 'field') return '';
  const before = document.source.slice({ from: Math.max(0, span.from - LONGEST_MARK), to: span.from });
  return /(?:\p{Extended_Pictographic}|[✓✗])\uFE0F?[ \t]{0,2}$/u.exec(before)?.[0] ?? '';
}

/** A mark of two code units, its variation selector and two spaces. */
const LONGEST_MARK = 5;

/** As the document writes this status elsewhere; where it nowhere does, a mark takes the place of a mark. */
function markFor(document: RoadmapDocument, { kind }: StatusClaim, status: Status, before: string): string {
  const known = statusWords(document)[`${kind} ${status}`];
  if (known !== undefined) return splitMark(known).mark;
  const space = /[ \t]*$/.exec(before)?.[0] ?? '';
  return before === '' || MARKS[status] === undefined ? '' : MARKS[status] + space;
}

function splitMark(claim: string): { readonly mark: string; readonly word: string } {
  const at = /\p{L}/u.exec(claim)?.index ?? 0;
  return { mark: claim.slice(0, at), word: claim.slice(at) };
}

function isWord(claim: string): boolean {
  return /\p{L}/u.test(claim);
}

/** Undefined where a claim of this kind cannot say it. */
function claimFor(document: RoadmapDocument, claim: StatusClaim, status: Status): string | undefined {
  const old = document.source.slice(claim.span);
  switch (claim.kind) {
    case 'box':
      return status === 'done' ? tick(document) : status === 'todo' ? ' ' : undefined;
    case 'mark':
      return /^[✅✓☑⬜⏳📋🔄🚧]/u.test(old) ? MARKS[status] : undefined;
    case 'word':
    case 'field':
    case 'label':
      // A field may claim its status with a mark alone.
      return /\p{L}/u.test(old) ? inCaseOf(old, wordFor(document, claim, status)) : MARKS[status];
    case 'front-matter':
      return isOfTodo(document, claim) ? TODO_WORDS[status] : wordFor(document, claim, status);
    case 'percent':
    case 'strike':
      return undefined;
  }
}

function isOfTodo({ tasks }: RoadmapDocument, { span }: StatusClaim): boolean {
  return tasks.some((task) => isTodo(task) && task.statusClaim?.span.from === span.from);
}

const MARKS: Readonly<Partial<Record<Status, string>>> = { done: '✅', todo: '⏳', 'in-progress': '🔄' };

/** The word that the document uses elsewhere for this status, so that its vocabulary stays one. */
function wordFor(document: RoadmapDocument, { kind }: StatusClaim, status: Status): string {
  const known = statusWords(document)[`${kind} ${status}`];
  return known === undefined ? statusWord(status) : splitMark(known).word;
}

/**
 * How the document says each status in each kind of claim, as most of its claims do, with the mark before the word
 * (`✅ DONE`): the same value for the same words.
 */
export function statusWords(document: RoadmapDocument): Readonly<Record<string, string>> {
  const memory = memoryOf(document);
  const wordsOf = ({ status, statusClaim }: Task | Group): readonly (readonly [string, string])[] => {
    if (status === null || statusClaim === null || statusClaim.kind === 'box') return [];
    const word = document.source.slice(statusClaim.span);
    const said = markBefore(document, statusClaim) + word;
    return /^[\p{L} -]{3,20}$/u.test(word) ? [[`${statusClaim.kind} ${status}`, said]] : [];
  };
  const ofTasks = memory.flatMap('status words of tasks', [], document.tasks, wordsOf);
  const ofGroups = memory.flatMap('status words of groups', [], document.groups, wordsOf);
  const read = (): Readonly<Record<string, string>> => mostCommon([...ofTasks, ...ofGroups]);
  return memory.derive('status words', [ofTasks, ofGroups], read, isEqual);
}

/** Of those that are as common, the first. */
function mostCommon(pairs: readonly (readonly [string, string])[]): Readonly<Record<string, string>> {
  const counts = new Map<string, Map<string, number>>();
  for (const [key, said] of pairs) {
    const of = counts.get(key) ?? new Map<string, number>();
    counts.set(key, of.set(said, (of.get(said) ?? 0) + 1));
  }
  return Object.fromEntries(
    [...counts].map(([key, of]) => {
      const [most] = [...of].sort(([, one], [, other]) => other - one);
      return [key, most?.[0] ?? ''];
    }),
  );
}

function inCaseOf(model: string, word: string): string {
  if (model.length > 1 && model === model.toUpperCase()) return word.toUpperCase();
  const first = model.charAt(0);
  return first === first.toUpperCase() ? word.charAt(0).toUpperCase() + word.slice(1) : word;
}

function refused(reason: string): EditResult {
  return { kind: 'refused', reason };
}
