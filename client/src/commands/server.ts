import * as vscode from 'vscode';
import type { RoadgateClient } from '../client.ts';
import { showFailure } from '../log.ts';
import type { PullRequestStates } from '../pullRequestStates.ts';
import type { Roadmaps } from '../roadmaps.ts';

/** Restart, refresh, log: what to reach for when something looks wrong. */
export function registerServerCommands(
  client: RoadgateClient,
  roadmaps: Roadmaps,
  states: PullRequestStates,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('roadgate.restartServer', async () => {
      try {
        await client.restart();
      } catch (error) {
        await showFailure(log, vscode.l10n.t('The Roadgate language server could not be started.'), error);
      }
    }),
    vscode.commands.registerCommand('roadgate.refresh', async () => {
      await roadmaps.load(true);
      void states.refresh();
    }),
    vscode.commands.registerCommand('roadgate.showLog', () => log.show()),
  );
}
