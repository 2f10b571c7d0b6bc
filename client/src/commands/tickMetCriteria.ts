import * as vscode from 'vscode';
import { TickMetRequest } from '../../../server/src/protocol/edits.ts';
import type { RoadgateClient } from '../client.ts';
import { showFailure } from '../log.ts';
import { phaseOf, taskOf } from './runGate.ts';

/**
 * Offers to tick the criteria that evidence meets, of a task, a phase or the roadmap in front: as edits that the editor
 * shows first and that undo takes back. Nothing is ticked unasked.
 */
export function registerTickMetCriteria(
  client: RoadgateClient,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  return vscode.commands.registerCommand('roadgate.tickMetCriteria', async (argument: unknown) => {
    const task = taskOf(argument);
    const phase = phaseOf(argument);
    const uri = task?.uri ?? phase?.uri ?? vscode.window.activeTextEditor?.document.uri.toString();
    if (uri === undefined) return;
    try {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
      const key = task?.task ?? phase?.group ?? null;
      const { answer, reasons } = await client.request(TickMetRequest, { uri, key });
      if (answer.kind === 'refused') return await showFailure(log, answer.reason);
      if (answer.edits.length === 0 || answer.version !== document.version) {
        void vscode.window.showInformationMessage(
          vscode.l10n.t(
            'No open criterion is met by evidence that holds: run its gate, or write its report.',
          ),
        );
        return;
      }
      const edit = new vscode.WorkspaceEdit();
      answer.edits.forEach(({ range: { start, end }, newText }, index) => {
        const range = new vscode.Range(start.line, start.character, end.line, end.character);
        edit.replace(document.uri, range, newText, {
          needsConfirmation: true,
          label: vscode.l10n.t('Tick: {0}', reasons[index] ?? ''),
        });
      });
      await vscode.workspace.applyEdit(edit, { isRefactoring: true });
    } catch (error) {
      void showFailure(log, vscode.l10n.t('The criteria could not be ticked.'), error);
    }
  });
}
