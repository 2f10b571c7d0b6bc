import type { RoadmapDocument, Status, StatusClaim, Task } from '../model/document.ts';
import type { Span } from '../text/source.ts';
import type { EditResult } from './items.ts';

/** Changes what the task with this key claims at its own place, in the kind of claim it already makes. */
export function setStatus(document: RoadmapDocument, taskKey: string, status: 'todo' | 'done'): EditResult {
  const task = document.tasks.find(({ key }) => key === taskKey);
  if (task === undefined) return refused('There is no such task in this document any more.');
  if (task.statusClaim === null) return refused('The task claims no status: there is nothing to change.');
  const newText = claimFor(document, task, task.statusClaim, status);
  if (newText === undefined) return refused('The status of this task can only be changed by hand.');
  const span = withMarkBefore(document, task.statusClaim);
  return { kind: 'edits', edits: [{ uri: document.uri, span, newText }] };
}

/** `✅ DONE` is one claim in two forms: the mark goes with the word. */
function withMarkBefore(document: RoadmapDocument, claim: StatusClaim): Span {
  if (claim.kind !== 'word' && claim.kind !== 'field') return claim.span;
  const before = document.source.slice({ from: Math.max(0, claim.span.from - 4), to: claim.span.from });
  const mark = /[✅✓☑⏳🔄🚧]\uFE0F?[ \t]*$/u.exec(before)?.[0] ?? '';
  return { from: claim.span.from - mark.length, to: claim.span.to };
}

function claimFor(
  document: RoadmapDocument,
  task: Task,
  claim: StatusClaim,
  status: 'todo' | 'done',
): string | undefined {
  const old = document.source.slice(claim.span);
  switch (claim.kind) {
    case 'box':
      return status === 'done' ? 'x' : ' ';
    case 'mark':
      return /^[✅✓☑⬜⏳📋🔄🚧]/u.test(old) ? (status === 'done' ? '✅' : '⏳') : undefined;
    case 'word':
    case 'field':
    case 'label':
      return inCaseOf(old, wordFor(document, task, status));
    case 'front-matter':
      return wordFor(document, task, status);
    case 'percent':
    case 'strike':
      return undefined;
  }
}

/** The word that other tasks of the document use for this status, so that its vocabulary stays one. */
function wordFor(document: RoadmapDocument, task: Task, status: Status): string {
  const claims = document.tasks.flatMap(({ key, status: claimed, statusClaim }) =>
    key !== task.key &&
    claimed === status &&
    statusClaim !== null &&
    statusClaim.kind === task.statusClaim?.kind
      ? [document.source.slice(statusClaim.span)]
      : [],
  );
  const known = claims.find((word) => /^[\p{L} -]{3,20}$/u.test(word));
  return known ?? (status === 'done' ? 'done' : 'to do');
}

function inCaseOf(model: string, word: string): string {
  if (model.length > 1 && model === model.toUpperCase()) return word.toUpperCase();
  const first = model.charAt(0);
  return first === first.toUpperCase() ? word.charAt(0).toUpperCase() + word.slice(1) : word;
}

function refused(reason: string): EditResult {
  return { kind: 'refused', reason };
}
