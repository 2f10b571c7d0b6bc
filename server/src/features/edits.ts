import type { Finding } from '../core/analysis/finding.ts';
import { insertGate } from '../core/edit/gates.ts';
import { setChecked, type EditResult } from '../core/edit/items.ts';
import type { EditAnswer } from '../protocol/messages.ts';
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

function toAnswer({ document, version }: Snapshot, result: EditResult): EditAnswer {
  if (result.kind === 'refused') return result;
  const own = result.edits.filter(({ uri }) => uri === document.uri);
  return { kind: 'edits', version, edits: toTextEdits(document, own) };
}
