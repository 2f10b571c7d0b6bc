import path from 'node:path';
import * as vscode from 'vscode';
import {
  prepareUpdate,
  sendUpdate,
  type PreparedUpdate,
  type UpdatePlan,
} from '../../../server/src/forge/updatePullRequest.ts';
import { findRepositoryRoot } from '../../../server/src/host/git.ts';
import { type PullRequestRequest, refused, toTask } from './flow.ts';
import { windowGit } from './gitExtension.ts';
import { connectFor } from './signIn.ts';

export type UpdateResult =
  | { readonly kind: 'updated' | 'current'; readonly url: string }
  | { readonly kind: 'refused' | 'failed'; readonly message: string }
  | { readonly kind: 'dismissed' };

/** Compares the open pull request of a task with what is known now, and changes what the person picks. */
export async function updatePullRequest(request: Omit<PullRequestRequest, 'drafts'>): Promise<UpdateResult> {
  const root = findRepositoryRoot(path.dirname(request.uri.fsPath));
  if (root === undefined) {
    return failed(
      'refused',
      vscode.l10n.t('The roadmap lies in no git repository: a pull request needs one.'),
    );
  }
  const { log, standIns } = request;
  const git = await windowGit(root, log);
  const token = standIns.token ?? request.token;
  const connect = connectFor(token, true);
  const prepared = await inProgress(() => prepareUpdate(toTask(request, root), git, connect));
  if (prepared.kind === 'refused') return failed('refused', prepared.message);
  const { number, url } = prepared.pullRequest;
  if (prepared.kind === 'current') {
    const told = [vscode.l10n.t('Pull request #{0} is up to date.', number), ...prepared.notes];
    void vscode.window.showInformationMessage(told.join(' '));
    return { kind: 'current', url };
  }
  const agreed = await (standIns.agree ?? pickChanges)(prepared);
  if (agreed === undefined || !(agreed.body || agreed.base)) return { kind: 'dismissed' };
  const sent = await sendUpdate(prepared, agreed);
  if (sent.kind === 'failed') {
    log.error(sent.error.message);
    void vscode.window.showErrorMessage(sent.error.message);
    return { kind: 'failed', message: sent.error.message };
  }
  tell(vscode.l10n.t('Pull request #{0} is updated.', number), url, standIns.open);
  return { kind: 'updated', url };
}

/** What of a plan a person agrees to. */
export interface AgreedChanges {
  readonly body: boolean;
  readonly base: boolean;
}

async function pickChanges(plan: UpdatePlan): Promise<AgreedChanges | undefined> {
  const { number, base, body, title } = { ...plan, ...plan.pullRequest, body: plan.body, base: plan.base };
  const gates = plan.task.gates.map((gate) => {
    const stale = gate.fresh ? '' : vscode.l10n.t(' (stale)');
    return `${gate.name}: ${gate.outcome}${gate.commit === null ? '' : ` ${gate.commit}`}${stale}`;
  });
  const rows = [
    ...(body === null
      ? []
      : [
          {
            change: 'body' as const,
            picked: true,
            label: `$(checklist) ${vscode.l10n.t('Write the evidence anew')}`,
            description: gates.join(', ') || vscode.l10n.t('no gate has been run'),
            detail: vscode.l10n.t('Only what stands between its markers; the rest of the text stays.'),
          },
        ]),
    ...(base === null
      ? []
      : [
          {
            change: 'base' as const,
            picked: true,
            label: `$(git-merge) ${vscode.l10n.t('Go into {0}', base)}`,
            description: vscode.l10n.t('{0} is merged', plan.pullRequest.base),
          },
        ]),
  ];
  const picked = await vscode.window.showQuickPick(rows, {
    title: vscode.l10n.t('Update Pull Request #{0} {1}', number, title),
    placeHolder: plan.notes.join(' '),
    canPickMany: true,
    ignoreFocusOut: true,
  });
  if (picked === undefined) return undefined;
  const has = (change: 'body' | 'base'): boolean => picked.some((row) => row.change === change);
  return { body: has('body'), base: has('base') };
}

function inProgress(prepare: () => Promise<PreparedUpdate>): Thenable<PreparedUpdate> {
  const title = vscode.l10n.t('Looking at the pull request…');
  return vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, prepare);
}

function failed(kind: 'refused', message: string): UpdateResult {
  refused(message);
  return { kind, message };
}

function tell(message: string, url: string, standIn: ((url: string) => void) | undefined): void {
  const open = vscode.l10n.t('Open');
  void vscode.window.showInformationMessage(message, open).then((choice) => {
    if (choice !== open) return;
    if (standIn) standIn(url);
    else void vscode.env.openExternal(vscode.Uri.parse(url, true));
  });
}
