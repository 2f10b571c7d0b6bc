import * as vscode from 'vscode';
import { UpdateLineReferencesRequest } from '../../../server/src/protocol/edits.ts';
import type { RoadgateClient } from '../client.ts';
import { applyAnswer } from '../setChecked.ts';

/** Writes where the lines are now that the references of the document in front meant. */
export function registerUpdateLineReferences(
  client: RoadgateClient,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  return vscode.commands.registerCommand('roadgate.updateLineReferences', async () => {
    const document = vscode.window.activeTextEditor?.document;
    if (!document) return;
    let count = 0;
    const applied = await applyAnswer(log, document.uri, async () => {
      const answer = await client.request(UpdateLineReferencesRequest, { uri: document.uri.toString() });
      count = answer.kind === 'edits' ? answer.edits.length : 0;
      return answer;
    });
    if (applied) void vscode.window.showInformationMessage(tell(count));
  });
}

function tell(count: number): string {
  if (count === 1) return vscode.l10n.t('1 line reference was updated.');
  if (count > 1) return vscode.l10n.t('{0} line references were updated.', count);
  return vscode.l10n.t(
    'No line reference was updated: each still names the lines it meant when it was committed, or there is no one answer.',
  );
}
