import { createRequire } from 'node:module';
import * as vscode from 'vscode';
import { PullRequestSourceRequest } from '../../../server/src/protocol/forge.ts';
import { type TaskArgument } from '../../../server/src/protocol/lenses.ts';
import { RoadmapRequest, type RoadmapOutline } from '../../../server/src/protocol/outline.ts';
import { PULL_REQUEST_SCHEME, type RoadgateClient } from '../client.ts';
import type { TokenSource } from '../forge/accounts.ts';
import type { GateResults } from '../gateResults.ts';
import { showFailure } from '../log.ts';
import { parseDraft, type PullRequestDrafts, targetOf } from '../pullRequest/drafts.ts';
import type * as Bundle from '../pullRequest/bundle.ts';
import type * as Flow from '../pullRequest/flow.ts';
import type { PullRequestStates } from '../pullRequestStates.ts';
import type { Roadmaps } from '../roadmaps.ts';
import { innermost, taskOf } from './runGate.ts';

/**
 * Opens a pull request for a task: from its lens, the tree, or the palette for the task at the cursor or one
 * that is picked. Answers with what came of it.
 */
export function registerOpenPullRequest(
  client: RoadgateClient,
  roadmaps: Roadmaps,
  results: GateResults,
  log: vscode.LogOutputChannel,
  token: TokenSource,
  standIns: Flow.StandIns,
  drafts: PullRequestDrafts,
  states: PullRequestStates,
): vscode.Disposable {
  const open = async (argument: unknown): Promise<Flow.PullRequestResult> => {
    const target =
      taskOf(argument) ??
      (await taskAtCursor(client)) ??
      (await pickTask(roadmaps, vscode.l10n.t('Open Pull Request for a Task')));
    if (target === undefined) return { kind: 'dismissed' };
    const uri = vscode.Uri.parse(target.uri);
    const reason = refusalFor(uri);
    if (reason !== undefined) return refuse(reason);
    const known = states.of(target.uri, target.task);
    if (known?.state === 'merged') {
      void vscode.env.openExternal(vscode.Uri.parse(known.url, true));
      return { kind: 'dismissed' };
    }
    const source = await client.request(PullRequestSourceRequest, target);
    if (source === null) return refuse(vscode.l10n.t('This task is no longer in its roadmap.'));
    const gate = results.get(target.uri, target.task);
    return load().openPullRequest({ uri, source, gate, log, token, standIns, drafts });
  };
  const attempt = async (
    action: () => Promise<Flow.PullRequestResult>,
  ): Promise<Flow.PullRequestResult | undefined> => {
    try {
      const result = await action();
      if (result.kind === 'created' || result.kind === 'existing') void states.refresh();
      return result;
    } catch (error) {
      // The notification stays until it is dismissed; the command has ended.
      void showFailure(log, vscode.l10n.t('The pull request could not be opened.'), error);
      return undefined;
    }
  };
  return vscode.Disposable.from(
    drafts,
    vscode.workspace.registerFileSystemProvider(PULL_REQUEST_SCHEME, drafts, { isCaseSensitive: true }),
    vscode.commands.registerCommand('roadgate.openPullRequest', (argument: unknown) =>
      attempt(() => open(argument)),
    ),
    vscode.commands.registerCommand('roadgate.createPullRequest', (argument: unknown) =>
      attempt(async () => {
        const target = await writtenTarget(argument, roadmaps);
        return target === undefined ? { kind: 'dismissed' } : open(target);
      }),
    ),
  );
}

/** The task whose text is in the editor; the text is saved, so that it is what will be sent. */
async function writtenTarget(argument: unknown, roadmaps: Roadmaps): Promise<TaskArgument | undefined> {
  const uri = argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
  const target = uri && targetOf(uri);
  if (uri === undefined || target === undefined) return undefined;
  const document = await vscode.workspace.openTextDocument(uri);
  if (parseDraft(document.getText()).title === '') {
    void vscode.window.showWarningMessage(
      vscode.l10n.t('A pull request needs a title: write it in the first line.'),
    );
    return undefined;
  }
  if (document.isDirty) await document.save();
  await roadmaps.load();
  const tasks = roadmaps.get(target.uri)?.tasks ?? [];
  const task = tasks.find(({ key, id }) => (target.id === null ? key === target.task : id === target.id));
  return { uri: target.uri, task: task?.key ?? target.task };
}

/** The bundle beside this one; `require`, since only that knows the module `vscode` everywhere. */
function load(): typeof Bundle {
  return createRequire(import.meta.url)('./pullRequest.cjs') as typeof Bundle;
}

/** Checked whatever menus show or hide: git runs what the configuration of a repository says. */
export function refusalFor(uri: vscode.Uri): string | undefined {
  if (!vscode.workspace.isTrusted) {
    return vscode.l10n.t('No pull requests in Restricted Mode: trust this folder to run git in it.');
  }
  if (uri.scheme === 'untitled') {
    return vscode.l10n.t('Save the roadmap in a git repository first: the pull request is opened there.');
  }
  return uri.scheme === 'file'
    ? undefined
    : vscode.l10n.t('Pull requests need a git repository on a disk; this workspace has none.');
}

function refuse(message: string): Flow.PullRequestResult {
  void vscode.window.showWarningMessage(message);
  return { kind: 'refused', message };
}

/** The task around the cursor of the editor that is active. */
export async function taskAtCursor(client: RoadgateClient): Promise<TaskArgument | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== 'markdown') return undefined;
  const uri = editor.document.uri.toString();
  const roadmap = await client.request(RoadmapRequest, { uri });
  const task = innermost(roadmap?.tasks ?? [], editor.selection.active.line);
  return task && { uri, task: task.key };
}

/** One of all tasks, chosen by the person. */
export async function pickTask(roadmaps: Roadmaps, title: string): Promise<TaskArgument | undefined> {
  await roadmaps.load();
  const items = roadmaps.all().flatMap(tasksOf);
  if (items.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no task in this workspace.'));
    return undefined;
  }
  const picked = await vscode.window.showQuickPick(items, {
    title,
    matchOnDescription: true,
  });
  return picked?.target;
}

function tasksOf({ uri, tasks }: RoadmapOutline): (vscode.QuickPickItem & { target: TaskArgument })[] {
  const name = vscode.workspace.asRelativePath(vscode.Uri.parse(uri));
  const separator = { label: name, kind: vscode.QuickPickItemKind.Separator, target: { uri, task: '' } };
  const items = tasks.map(({ id, title, branch, key }) => ({
    label: [id, title].filter(Boolean).join(' '),
    description: branch ?? '',
    target: { uri, task: key },
  }));
  return items.length === 0 ? [] : [separator, ...items];
}
