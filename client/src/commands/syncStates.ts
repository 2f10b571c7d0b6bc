import { createRequire } from 'node:module';
import * as vscode from 'vscode';
import { ChangeTasksRequest, SyncTasksRequest } from '../../../server/src/protocol/sync.ts';
import type { RoadgateClient } from '../client.ts';
import type { TokenSource } from '../forge/accounts.ts';
import { showFailure } from '../log.ts';
import type { Roadmaps } from '../roadmaps.ts';
import type * as Flow from '../sync/flow.ts';

/** Shows where the forge and the roadmap in front disagree, and settles what somebody decides. */
export function registerSyncStates(
  client: RoadgateClient,
  roadmaps: Roadmaps,
  log: vscode.LogOutputChannel,
  token: TokenSource,
): vscode.Disposable {
  return vscode.commands.registerCommand('roadgate.syncStates', async () => {
    try {
      const reason = refusal();
      if (reason !== undefined) return void vscode.window.showWarningMessage(reason);
      const uri = await chooseRoadmap(client, roadmaps);
      if (uri === undefined) return;
      const tasks = await client.request(SyncTasksRequest, { uri: uri.toString() });
      await load().syncStates({
        uri,
        tasks: tasks ?? [],
        log,
        token,
        change: (changes) => client.request(ChangeTasksRequest, { uri: uri.toString(), changes }),
      });
    } catch (error) {
      void showFailure(log, vscode.l10n.t('The states could not be compared.'), error);
    }
  });
}

/** The bundle beside this one; `require`, since only that knows the module `vscode` everywhere. */
function load(): typeof Flow {
  return createRequire(import.meta.url)('./syncStates.cjs') as typeof Flow;
}

/** Checked whatever menus show or hide: git runs what the configuration of a repository says. */
function refusal(): string | undefined {
  return vscode.workspace.isTrusted
    ? undefined
    : vscode.l10n.t(
        'Nothing is compared in Restricted Mode: trust this folder to run git and to ask its forge.',
      );
}

async function chooseRoadmap(client: RoadgateClient, roadmaps: Roadmaps): Promise<vscode.Uri | undefined> {
  const front = vscode.window.activeTextEditor?.document;
  if (front?.languageId === 'markdown' && front.uri.scheme === 'file') {
    const tasks = await client.request(SyncTasksRequest, { uri: front.uri.toString() });
    if (tasks !== null) return front.uri;
  }
  await roadmaps.load();
  const all = roadmaps.all().map(({ uri, title }) => ({
    label: vscode.workspace.asRelativePath(vscode.Uri.parse(uri)),
    description: title ?? '',
    uri: vscode.Uri.parse(uri),
  }));
  const files = all.filter(({ uri }) => uri.scheme === 'file');
  if (files.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no roadmap in this workspace.'));
    return undefined;
  }
  const title = vscode.l10n.t('Which roadmap is compared with its forge?');
  return (await vscode.window.showQuickPick(files, { title }))?.uri;
}
