import * as vscode from 'vscode';
import { visibleText } from '../../../server/src/gates/approval.ts';
import type { Approvals } from '../gates/approvals.ts';

/** The list of gates that may run in this workspace; what is unticked is asked for again. */
export function registerManageApprovedGates(approvals: Approvals): vscode.Disposable {
  return vscode.commands.registerCommand('roadgate.manageApprovedGates', async () => {
    const items = approvals.all().map(({ digest, script, shell, directory, document }) => ({
      digest,
      label: visibleText(script).replace(/\n/g, ' ⏎ '),
      description: `${shell} · ${visibleText(directory)}`,
      detail: visibleText(document),
      picked: true,
    }));
    if (items.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('No gate was approved in this workspace yet.'));
      return;
    }
    const kept = await vscode.window.showQuickPick(items, {
      canPickMany: true,
      title: vscode.l10n.t('Approved gates'),
      placeHolder: vscode.l10n.t('Untick a gate to be asked again before it runs'),
    });
    if (kept) await approvals.revokeAllBut(new Set(kept.map(({ digest }) => digest)));
  });
}
