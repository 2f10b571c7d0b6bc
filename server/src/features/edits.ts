import type { Finding } from '../core/analysis/finding.ts';
import { verdictOn } from '../core/analysis/automatic/verdict.ts';
import { combine, countCriteria } from '../core/analysis/criteria.ts';
import { type Facts, folderOf } from '../core/analysis/facts.ts';
import { insertGate } from '../core/edit/gates.ts';
import { setChecked, tickItem, type EditResult } from '../core/edit/items.ts';
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

/** The boxes that evidence may tick, of one task or of all. */
export function provideTickMet(
  snapshot: Snapshot,
  taskKey: string | null,
  facts: Facts,
): { answer: EditAnswer; reasons: string[] } {
  const { workspace, document } = snapshot;
  const directory = folderOf(locate(workspace, document.uri)?.path ?? '');
  const reasons: string[] = [];
  const ticked = document.tasks
    .filter(({ key }) => taskKey === null || key === taskKey)
    .flatMap((task) =>
      countCriteria(task).unmet.flatMap((item) => {
        const verdict = verdictOn(document, task, item, { evidence: facts, directory });
        if (verdict?.met !== true) return [];
        reasons.push(verdict.reason);
        return [tickItem(document, item, true)];
      }),
    );
  return { answer: toAnswer(snapshot, combine(ticked)), reasons };
}

/** The edits for the version that was looked at, or why there are none. */
export function toAnswer({ document, version }: Snapshot, result: EditResult): EditAnswer {
  if (result.kind === 'refused') return result;
  const own = result.edits.filter(({ uri }) => uri === document.uri);
  return { kind: 'edits', version, edits: toTextEdits(document, own) };
}
