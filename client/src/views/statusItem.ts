import * as vscode from 'vscode';
import type { RoadgateClient } from '../client.ts';
import type { Roadmaps } from '../roadmaps.ts';

/**
 * The `{}` item beside the language: how many roadmaps were read, whether this document is one, and whether the
 * server is well.
 */
export function registerStatusItem(client: RoadgateClient, roadmaps: Roadmaps): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('roadgate.status', { language: 'markdown' });
  item.name = 'Roadgate';
  const update = (): void => {
    const failed = client.state === 'failed';
    const uri = vscode.window.activeTextEditor?.document.uri.toString();
    const isOther = roadmaps.state === 'ready' && uri !== undefined && roadmaps.get(uri) === undefined;
    item.busy = client.state === 'starting' || (client.state === 'running' && roadmaps.state === 'scanning');
    item.severity = failed ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
    item.text = failed
      ? vscode.l10n.t('Roadgate: server not running')
      : vscode.l10n.t('Roadgate: {0} roadmaps', roadmaps.count);
    item.detail = isOther && !failed ? vscode.l10n.t('this document is none') : undefined;
    item.command = failed
      ? { command: 'roadgate.restartServer', title: vscode.l10n.t('Restart') }
      : isOther
        ? { command: 'roadgate.explainLine', title: vscode.l10n.t('Why?') }
        : { command: 'roadgate.showLog', title: vscode.l10n.t('Show Log') };
  };
  update();
  return vscode.Disposable.from(
    item,
    client.onStateChanged(update),
    roadmaps.onChanged(update),
    vscode.window.onDidChangeActiveTextEditor(update),
  );
}
