import { createRequire } from 'node:module';
import * as vscode from 'vscode';
import { type EditAnswer, NameBranchRequest } from '../../../server/src/protocol/edits.ts';
import { StartSourceRequest } from '../../../server/src/protocol/startWork.ts';
import type { RoadgateClient } from '../client.ts';
import { showFailure } from '../log.ts';
import type { Roadmaps } from '../roadmaps.ts';
import type * as Flow from '../startWork/flow.ts';
import { pickTask, taskAtCursor } from './openPullRequest.ts';
import { taskOf } from './runGate.ts';

/**
 * Makes the branch of a task and goes there, or goes to the one that is there: from the task's lens, the tree, or the
 * palette for the task at the cursor or one that is picked.
 */
export function registerStartWork(
  client: RoadgateClient,
  roadmaps: Roadmaps,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const start = async (argument: unknown): Promise<void> => {
    const target =
      taskOf(argument) ??
      (await taskAtCursor(client)) ??
      (await pickTask(roadmaps, vscode.l10n.t('Start Work on Task')));
    if (target === undefined) return;
    const uri = vscode.Uri.parse(target.uri);
    const source = refusalFor(uri) ?? (await client.request(StartSourceRequest, target));
    if (typeof source === 'string') return refuse(source);
    if (source === null) return refuse(vscode.l10n.t('This task is no longer in its roadmap.'));
    const nameBranch = (branch: string): Promise<EditAnswer> =>
      client.request(NameBranchRequest, { ...target, branch });
    await load().startWork({ uri, source, log, nameBranch });
  };
  const run = async (argument: unknown): Promise<void> => {
    try {
      await start(argument);
    } catch (error) {
      // The notification stays until it is dismissed; the command has ended.
      void showFailure(log, vscode.l10n.t('Work on the task could not be started.'), error);
    }
  };
  return vscode.Disposable.from(
    vscode.commands.registerCommand('roadgate.startWork', run),
    // The same, under the name that fits where the branch is there.
    vscode.commands.registerCommand('roadgate.switchToBranch', run),
  );
}

/** The bundle beside this one; `require`, since only that knows the module `vscode` everywhere. */
function load(): typeof Flow {
  return createRequire(import.meta.url)('./startWork.cjs') as typeof Flow;
}

/** Checked whatever menus show or hide: git runs what the configuration of a repository says. */
function refusalFor(uri: vscode.Uri): string | undefined {
  if (!vscode.workspace.isTrusted) {
    return vscode.l10n.t('No branches in Restricted Mode: trust this folder to run git in it.');
  }
  if (uri.scheme === 'untitled') {
    return vscode.l10n.t('Save the roadmap in a git repository first: the branch is made there.');
  }
  return uri.scheme === 'file'
    ? undefined
    : vscode.l10n.t('Branches need a git repository on a disk; this workspace has none.');
}

function refuse(message: string): void {
  void vscode.window.showWarningMessage(message);
}
