import * as vscode from 'vscode';
import { type EditAnswer, SetCheckedRequest } from '../../server/src/protocol/edits.ts';
import type { RoadgateClient } from './client.ts';
import { showFailure } from './log.ts';

/**
 * Ticks or clears a criterion's box. A document that the user has open is edited and left unsaved, so that
 * undo works; one that is not open is edited and saved.
 */
export async function setChecked(
  client: RoadgateClient,
  log: vscode.LogOutputChannel,
  uri: string,
  key: string,
  checked: boolean,
): Promise<void> {
  await applyAnswer(log, vscode.Uri.parse(uri), () =>
    client.request(SetCheckedRequest, { uri, key, checked }),
  );
}

/**
 * Applies edits that the server computed, for exactly the version they were computed from.
 * @param ask may be asked more than once, if the document changes in between.
 */
export async function applyAnswer(
  log: vscode.LogOutputChannel,
  uri: vscode.Uri,
  ask: () => Promise<EditAnswer>,
): Promise<boolean> {
  try {
    const wasOpen = isOpenInTab(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    const leaveUnsaved = wasOpen || document.isDirty;
    for (let attempt = 0; attempt < 5; attempt++) {
      const answer = await ask();
      if (answer.kind === 'refused') {
        await showFailure(log, answer.reason);
        return false;
      }
      if (answer.version !== document.version) continue;
      if (!(await applyEdits(document, answer))) continue;
      if (!leaveUnsaved) await document.save();
      return true;
    }
    await showFailure(
      log,
      vscode.l10n.t(
        '{0} keeps changing; nothing was edited. Try again.',
        vscode.workspace.asRelativePath(uri),
      ),
    );
  } catch (error) {
    await showFailure(
      log,
      vscode.l10n.t('{0} could not be edited.', vscode.workspace.asRelativePath(uri)),
      error,
    );
  }
  return false;
}

async function applyEdits(
  document: vscode.TextDocument,
  answer: EditAnswer & { kind: 'edits' },
): Promise<boolean> {
  const edit = new vscode.WorkspaceEdit();
  edit.set(
    document.uri,
    answer.edits.map(({ range: { start, end }, newText }) =>
      vscode.TextEdit.replace(
        new vscode.Range(start.line, start.character, end.line, end.character),
        newText,
      ),
    ),
  );
  return vscode.workspace.applyEdit(edit);
}

function isOpenInTab(uri: vscode.Uri): boolean {
  const wanted = uri.toString();
  return vscode.window.tabGroups.all.some((group) =>
    group.tabs.some((tab) => {
      const input = tab.input;
      if (input instanceof vscode.TabInputText) return input.uri.toString() === wanted;
      return input instanceof vscode.TabInputTextDiff && input.modified.toString() === wanted;
    }),
  );
}
