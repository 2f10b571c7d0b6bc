import { changeTasks, type TaskChange } from '../core/sync/change.ts';
import { syncTasks, type SyncTask } from '../core/sync/tasks.ts';
import type { EditAnswer } from '../protocol/edits.ts';
import type { Snapshot } from './snapshot.ts';
import { toTextEdits } from './workspaceEdit.ts';

/** The tasks of a document as they are compared with a forge; null if it is no roadmap. */
export function provideSyncTasks(snapshot: Snapshot | undefined): SyncTask[] | null {
  return snapshot?.document.roadmap === true ? [...syncTasks(snapshot.document)] : null;
}

/** The edits that make tasks say what a forge says, in the order of the document. */
export function provideChangedTasks(
  { document, version }: Snapshot,
  changes: readonly TaskChange[],
): { answer: EditAnswer; refused: string[] } {
  const { edits, refused } = changeTasks(document, changes);
  return { answer: { kind: 'edits', version, edits: toTextEdits(document, edits) }, refused: [...refused] };
}
