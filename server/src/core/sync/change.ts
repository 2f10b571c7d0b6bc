import type { DocumentEdit } from '../analysis/finding.ts';
import type { RoadmapDocument, Status, Task } from '../model/document.ts';
import { type EditResult, tickItem } from '../edit/items.ts';
import { setStatus } from '../edit/status.ts';

/** What somebody decided about a task. */
export interface TaskChange {
  /** Key. */
  readonly task: string;
  /** Of these the first that the task's own kind of claim can say; none: the claim stays. */
  readonly status: readonly Status[];
  /** Open boxes of criteria and steps are ticked. */
  readonly tick: boolean;
}

export interface TaskChanges {
  readonly edits: readonly DocumentEdit[];
  /** A sentence for each change that cannot be made. */
  readonly refused: readonly string[];
}

/** All changes as one edit of the document. */
export function changeTasks(document: RoadmapDocument, changes: readonly TaskChange[]): TaskChanges {
  const tasks = new Map(document.tasks.map((task) => [task.key, task]));
  const edits: DocumentEdit[] = [];
  const refused: string[] = [];
  for (const change of changes) {
    const task = tasks.get(change.task);
    const result = task ? changeTask(document, task, change) : GONE;
    if (result.kind === 'edits') edits.push(...result.edits);
    else refused.push(`${task?.id ?? task?.title ?? change.task}: ${result.reason}`);
  }
  return { edits: withoutRepeats(edits), refused };
}

const GONE: EditResult = { kind: 'refused', reason: 'There is no such task in this document any more.' };

function changeTask(document: RoadmapDocument, task: Task, { status, tick }: TaskChange): EditResult {
  const claimed = status.map((each) => setStatus(document, task, each));
  const claim = claimed.find(({ kind }) => kind === 'edits') ?? claimed[0];
  const items = task.items.filter(({ role, checked }) => role !== 'deliverable' && checked === false);
  const ticked = tick ? items.map((item) => tickItem(document, item, true)) : [];
  const results = [...(claim === undefined ? [] : [claim]), ...ticked];
  const edits = results.flatMap((result) => (result.kind === 'edits' ? result.edits : []));
  // A task without a claim of its own is done by its boxes.
  if (edits.length > 0 || claim === undefined) return { kind: 'edits', edits };
  return claim.kind === 'refused' ? { kind: 'refused', reason: BY_HAND } : claim;
}

const BY_HAND = 'its state stands nowhere in a form that can be changed; change it by hand.';

/** A box may be the claim of one task and an item of the one above it. */
function withoutRepeats(edits: readonly DocumentEdit[]): readonly DocumentEdit[] {
  const seen = new Set<string>();
  return edits.filter(({ uri, span }) => {
    const place = `${uri} ${span.from} ${span.to}`;
    if (seen.has(place)) return false;
    seen.add(place);
    return true;
  });
}
