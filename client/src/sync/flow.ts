/**
 * Comparing a roadmap with its forge in a window. This is a bundle of its own, loaded by the first use of the
 * command, as it speaks with forges.
 */
import path from 'node:path';
import * as vscode from 'vscode';
import type { TaskChange } from '../../../server/src/core/sync/change.ts';
import type { SyncTask } from '../../../server/src/core/sync/tasks.ts';
import type { SyncRow } from '../../../server/src/forge/sync/plan.ts';
import { placeName, prepareSync, type PreparedSync } from '../../../server/src/forge/sync/prepare.ts';
import { BranchReader } from '../../../server/src/host/branchStates.ts';
import { findRepositoryRoot, openGit } from '../../../server/src/host/git.ts';
import { createGitPort } from '../../../server/src/host/gitPort.ts';
import type { EditAnswer } from '../../../server/src/protocol/edits.ts';
import type { TokenSource } from '../forge/accounts.ts';
import { canConnect, connectFor } from '../pullRequest/signIn.ts';
import { previewEdits } from '../previewEdits.ts';
import { chooseRows, chooseSides } from './prompt.ts';

export interface SyncStatesRequest {
  readonly uri: vscode.Uri;
  readonly tasks: readonly SyncTask[];
  readonly log: vscode.LogOutputChannel;
  readonly token: TokenSource;
  /** The edits for changes that somebody decided on, from the document as it is then. */
  readonly change: (changes: TaskChanges) => Promise<{ answer: EditAnswer; refused: string[] }>;
}

type TaskChanges = { task: string; status: SyncTask['status'][]; tick: boolean }[];
type Compared = Extract<PreparedSync, { kind: 'rows' }>;

/** From asking the forge to the edits or requests that were decided on. */
export async function syncStates(request: SyncStatesRequest): Promise<void> {
  const root = findRepositoryRoot(path.dirname(request.uri.fsPath));
  if (root === undefined) {
    warn(vscode.l10n.t('The roadmap lies in no git repository: its remote says which forge to ask.'));
    return;
  }
  const compared = await compare(request, root);
  if (compared === undefined) return;
  const place = placeName(compared.repository);
  if (compared.rows.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('The roadmap and {0} agree.', place));
    return;
  }
  const chosen = await chooseRows(compared.rows, place);
  if (chosen === undefined || chosen.length === 0) return;
  const sides = await chooseSides(chosen, place);
  if (sides === undefined) return;
  if (sides.document.length > 0) await changeIssues(request, compared, sides.document);
  if (sides.forge.length > 0) await editRoadmap(request, sides.forge);
}

/** Asks for a sign-in only if there is none yet. */
async function compare(request: SyncStatesRequest, root: string): Promise<Compared | undefined> {
  for (const interactive of [false, true]) {
    const prepared = await ask(request, root, interactive);
    if (prepared.kind === 'rows') return prepared;
    if (prepared.kind === 'refused') {
      warn(prepared.message);
      return undefined;
    }
    if (!canConnect(prepared.repository)) {
      warn(vscode.l10n.t('Roadgate cannot ask {0} about issues.', placeName(prepared.repository)));
      return undefined;
    }
  }
  return undefined;
}

async function ask(
  { uri, tasks, token }: SyncStatesRequest,
  root: string,
  interactive: boolean,
): Promise<PreparedSync> {
  const options = {
    location: vscode.ProgressLocation.Window,
    title: vscode.l10n.t('Comparing the roadmap with its forge…'),
  };
  const git = openGit(root);
  return vscode.window.withProgress(options, () =>
    prepareSync({
      tasks,
      git: createGitPort(git),
      branches: new BranchReader(git),
      connect: connectFor(token, interactive),
      documentPath: path.relative(root, uri.fsPath).split(path.sep).join('/'),
    }),
  );
}

/** The editor shows the edits first, and undo takes them back. */
async function editRoadmap({ uri, change }: SyncStatesRequest, rows: readonly SyncRow[]): Promise<void> {
  const ask = async (): Promise<EditAnswer> => {
    const { answer, refused } = await change(rows.map(({ documentChange }) => toMessage(documentChange)));
    if (refused.length > 0) warn(refused.join('\n'));
    return answer;
  };
  const trouble = await previewEdits(uri, ask, (_, line) =>
    vscode.l10n.t('Line {0}: as the forge says', line),
  );
  if (trouble !== undefined) warn(trouble);
}

function toMessage({ task, status, tick }: TaskChange): TaskChanges[number] {
  return { task, status: [...status], tick };
}

/** One after another, until it is cancelled; what was done stays done, and the next run goes on from there. */
async function changeIssues(
  { log }: SyncStatesRequest,
  { forge, repository }: Compared,
  rows: readonly SyncRow[],
): Promise<void> {
  const changes = rows.flatMap(({ forgeChange }) => forgeChange ?? []);
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Changing issues of {0}', placeName(repository)),
    cancellable: true,
  };
  await vscode.window.withProgress(options, async (progress, cancelled) => {
    for (const { issue, state } of changes) {
      if (cancelled.isCancellationRequested) return;
      progress.report({ message: `#${issue}`, increment: 100 / changes.length });
      const changed = await forge.updateIssue(repository, issue, { state });
      if (changed.kind === 'failed') {
        void vscode.window.showErrorMessage(`#${issue}: ${changed.error.message}`);
        return;
      }
      log.info(`${state === 'closed' ? 'Closed' : 'Reopened'} #${issue}`);
    }
  });
}

function warn(message: string): void {
  void vscode.window.showWarningMessage(message);
}
