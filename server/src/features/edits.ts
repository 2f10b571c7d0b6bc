import type { Finding } from '../core/analysis/finding.ts';
import { verdictOn } from '../core/analysis/automatic/verdict.ts';
import { combine, countCriteria } from '../core/analysis/criteria.ts';
import { type Facts, folderOf } from '../core/analysis/facts.ts';
import { insertGate } from '../core/edit/gates.ts';
import { setChecked, tickItem, type EditResult } from '../core/edit/items.ts';
import type { Item, RoadmapDocument, Task } from '../core/model/document.ts';
import { locate } from '../core/model/workspace.ts';
import type { EditAnswer } from '../protocol/edits.ts';
import { updatedLines } from './codeAction.ts';
import type { Snapshot } from './snapshot.ts';
import { toTextEdits } from './workspaceEdit.ts';

/** Ticks or clears the box of the criterion with this key. */
export function provideSetChecked(snapshot: Snapshot, key: string, checked: boolean): EditAnswer {
  return toAnswer(snapshot, setChecked(snapshot.document, key, checked));
}

/** Adds an empty validation fence to the task with this key. */
export function provideAddGate(snapshot: Snapshot, task: string): EditAnswer {
  return toAnswer(snapshot, insertGate(snapshot.document, task));
}

/** Writes where the lines are now that the document's references meant; no edits where nothing moved. */
export function provideUpdatedLines(
  { document, version }: Snapshot,
  findings: readonly Finding[],
): EditAnswer {
  return { kind: 'edits', version, edits: toTextEdits(document, updatedLines(findings)) };
}

/**
 * The boxes that evidence may tick.
 * @param key of a task: its own; of a phase: all that stand in it; null: all of the document.
 */
export function provideTickMet(
  snapshot: Snapshot,
  key: string | null,
  facts: Facts,
): { answer: EditAnswer; reasons: string[] } {
  const { workspace, document } = snapshot;
  const directory = folderOf(locate(workspace, document.uri)?.path ?? '');
  const reasons: string[] = [];
  const ticked = openCriteria(document, key).flatMap(({ task, item }) => {
    const verdict = verdictOn(document, task, item, { evidence: facts, directory });
    if (verdict?.met !== true) return [];
    reasons.push(verdict.reason);
    return [tickItem(document, item, true)];
  });
  return { answer: toAnswer(snapshot, combine(ticked)), reasons };
}

/** An open criterion, and whose it is: null for one of a phase or of the document. */
interface OpenCriterion {
  readonly task: Task | null;
  readonly item: Item;
}

/** In document order. */
function openCriteria(document: RoadmapDocument, key: string | null): readonly OpenCriterion[] {
  const extent = document.groups.find((group) => group.key === key)?.extent;
  const isMeant = ({ task, item }: OpenCriterion): boolean =>
    key === null ||
    task?.key === key ||
    (extent !== undefined && extent.from <= item.span.from && item.span.from < extent.to);
  const ofTasks = document.tasks.flatMap((task) => countCriteria(task).unmet.map((item) => ({ task, item })));
  const others = document.criteria.filter(({ checked }) => checked === false);
  return [...ofTasks, ...others.map((item) => ({ task: null, item }))]
    .filter(isMeant)
    .sort((a, b) => a.item.span.from - b.item.span.from);
}

/** The edits for the version that was looked at, or why there are none. */
export function toAnswer({ document, version }: Snapshot, result: EditResult): EditAnswer {
  if (result.kind === 'refused') return result;
  const own = result.edits.filter(({ uri }) => uri === document.uri);
  return { kind: 'edits', version, edits: toTextEdits(document, own) };
}
