import type { Group, RoadmapDocument, Status, StatusClaim, Task } from '../model/document.ts';
import { statusWord } from '../model/status.ts';
import { isEqual, memoryOf } from '../remember.ts';
import type { Span } from '../text/source.ts';
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
  const newText = claimFor(document, claim, status);
  if (newText === undefined) return refused('This status can only be changed by hand.');
  const span = withMarkBefore(document, claim);
  return { kind: 'edits', edits: [{ uri: document.uri, span, newText }] };
}

/** `✅ DONE` is one claim in two forms: the mark goes with the word. */
function withMarkBefore(document: RoadmapDocument, claim: StatusClaim): Span {
  if (claim.kind !== 'word' && claim.kind !== 'field') return claim.span;
  const before = document.source.slice({ from: Math.max(0, claim.span.from - 4), to: claim.span.from });
  const mark = /[✅✓☑⏳🔄🚧]\uFE0F?[ \t]*$/u.exec(before)?.[0] ?? '';
  return { from: claim.span.from - mark.length, to: claim.span.to };
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
      return wordFor(document, claim, status);
    case 'percent':
    case 'strike':
      return undefined;
  }
}

const MARKS: Readonly<Partial<Record<Status, string>>> = { done: '✅', todo: '⏳', 'in-progress': '🔄' };

/** The word that the document uses elsewhere for this status, so that its vocabulary stays one. */
function wordFor(document: RoadmapDocument, { kind }: StatusClaim, status: Status): string {
  return statusWords(document)[`${kind} ${status}`] ?? statusWord(status);
}

/** The document's first word for each kind of claim and status: the same value for the same words. */
export function statusWords(document: RoadmapDocument): Readonly<Record<string, string>> {
  const memory = memoryOf(document);
  const wordsOf = ({ status, statusClaim }: Task | Group): readonly (readonly [string, string])[] => {
    if (status === null || statusClaim === null || statusClaim.kind === 'box') return [];
    const word = document.source.slice(statusClaim.span);
    return /^[\p{L} -]{3,20}$/u.test(word) ? [[`${statusClaim.kind} ${status}`, word]] : [];
  };
  const ofTasks = memory.flatMap('status words of tasks', [], document.tasks, wordsOf);
  const ofGroups = memory.flatMap('status words of groups', [], document.groups, wordsOf);
  const read = (): Readonly<Record<string, string>> =>
    Object.fromEntries([...ofTasks, ...ofGroups].reverse());
  return memory.derive('status words', [ofTasks, ofGroups], read, isEqual);
}

function inCaseOf(model: string, word: string): string {
  if (model.length > 1 && model === model.toUpperCase()) return word.toUpperCase();
  const first = model.charAt(0);
  return first === first.toUpperCase() ? word.charAt(0).toUpperCase() + word.slice(1) : word;
}

function refused(reason: string): EditResult {
  return { kind: 'refused', reason };
}
