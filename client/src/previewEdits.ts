import * as vscode from 'vscode';
import type { EditAnswer } from '../../server/src/protocol/edits.ts';

/**
 * Has the editor show the edits that the server computed, each with a label, before any is made; undo takes them back.
 * @param labelOf of an edit, by its index and the line (1-based) at which it begins.
 * @returns why there is nothing to show, as a sentence; undefined where all is well.
 */
export async function previewEdits(
  uri: vscode.Uri,
  ask: () => Promise<EditAnswer>,
  labelOf: (index: number, line: number) => string,
): Promise<string | undefined> {
  const document = await vscode.workspace.openTextDocument(uri);
  const answer = await ask();
  if (answer.kind === 'refused') return answer.reason;
  if (answer.version !== document.version)
    return vscode.l10n.t('The roadmap changed meanwhile; nothing was edited. Try again.');
  const edit = new vscode.WorkspaceEdit();
  answer.edits.forEach(({ range: { start, end }, newText }, index) => {
    const range = new vscode.Range(start.line, start.character, end.line, end.character);
    edit.replace(uri, range, newText, {
      needsConfirmation: true,
      label: labelOf(index, start.line + 1),
    });
  });
  if (answer.edits.length > 0) await vscode.workspace.applyEdit(edit, { isRefactoring: true });
  return undefined;
}
