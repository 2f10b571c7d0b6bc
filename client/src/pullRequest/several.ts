import path from 'node:path';
import * as vscode from 'vscode';
import { isStatusFile } from '../../../server/src/core/status/plan.ts';
import type { PullRequestTask } from '../../../server/src/forge/openPullRequest.ts';
import { nameOfTask, openSeveral, type Sent, summarize } from '../../../server/src/forge/openSeveral.ts';
import { type Assessed, assessTasks } from '../../../server/src/forge/readiness.ts';
import { findRepositoryRoot } from '../../../server/src/host/git.ts';
import type { TokenSource } from '../forge/accounts.ts';
import { type PullRequestRequest, refused, type StandIns, toTask } from './flow.ts';
import { windowGit } from './gitExtension.ts';
import { connectFor } from './signIn.ts';

/** The tasks of the workspace, with what is known of their gates. */
export interface ReadyRequest {
  readonly tasks: readonly Pick<PullRequestRequest, 'uri' | 'source' | 'gate'>[];
  readonly log: vscode.LogOutputChannel;
  readonly token: TokenSource;
  readonly standIns: StandIns;
}

export type ReadyResult =
  | { readonly kind: 'sent'; readonly summary: string }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'dismissed' };

/** Shows which tasks are ready and why others are not, and opens a pull request for each that is picked. */
export async function openReadyPullRequests(request: ReadyRequest): Promise<ReadyResult> {
  const { log, standIns } = request;
  const roots = groupByRoot(request);
  const [root] = roots.size > 1 ? [await pickRoot([...roots.keys()])] : [...roots.keys()];
  const tasks = root === undefined ? undefined : roots.get(root);
  if (root === undefined || tasks === undefined) {
    if (roots.size > 1) return { kind: 'dismissed' };
    const message = vscode.l10n.t('No roadmap lies in a git repository: pull requests need one.');
    refused(message);
    return { kind: 'refused', message };
  }
  const git = await windowGit(root, log);
  const token = standIns.token ?? request.token;
  const connect = connectFor(token, true);
  const assessed = await withCancel(vscode.l10n.t('Looking for tasks that are ready'), (report) =>
    assessTasks(tasks, git, connect, { ...report, onTask: report.onTask }),
  );
  const picked = await (standIns.pickReady ?? pickReady)(assessed);
  if (picked === undefined || picked.length === 0) return { kind: 'dismissed' };
  const sent = await withCancel(vscode.l10n.t('Opening pull requests'), (report) =>
    openSeveral(picked, git, connect, report),
  );
  tell(sent, log, standIns);
  return { kind: 'sent', summary: summarize(sent) };
}

function groupByRoot({ tasks }: ReadyRequest): Map<string, PullRequestTask[]> {
  const roots = new Map<string, PullRequestTask[]>();
  for (const one of tasks) {
    // A status page repeats the tasks of a plan.
    if (isStatusFile(path.basename(one.uri.fsPath))) continue;
    const root = findRepositoryRoot(path.dirname(one.uri.fsPath));
    if (root === undefined) continue;
    const made = toTask(one, root);
    const others = roots.get(root);
    if (others) others.push(made);
    else roots.set(root, [made]);
  }
  return roots;
}

async function pickRoot(roots: readonly string[]): Promise<string | undefined> {
  const rows = roots.map((root) => ({ label: path.basename(root), description: root, root }));
  const title = vscode.l10n.t('Pull Requests of Which Repository?');
  return (await vscode.window.showQuickPick(rows, { title }))?.root;
}

interface Row extends vscode.QuickPickItem {
  readonly task?: PullRequestTask;
}

/** Those that are ready are picked; of the others some may be, and some cannot. */
function pickReady(assessed: readonly Assessed[]): Promise<readonly PullRequestTask[] | undefined> {
  const rows = rowsOf(assessed);
  const picker = vscode.window.createQuickPick<Row>();
  picker.title = vscode.l10n.t('Open Pull Requests for Ready Tasks');
  picker.placeholder = vscode.l10n.t('Branches are pushed and pull requests opened for what is ticked');
  picker.canSelectMany = true;
  picker.ignoreFocusOut = true;
  picker.matchOnDescription = true;
  picker.items = rows;
  picker.selectedItems = rows.filter(({ picked }) => picked === true);
  return new Promise((resolve) => {
    picker.onDidChangeSelection((selected) => {
      const possible = selected.filter(({ task }) => task !== undefined);
      if (possible.length < selected.length) picker.selectedItems = possible;
    });
    picker.onDidAccept(() => {
      resolve(picker.selectedItems.flatMap(({ task }) => task ?? []));
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}

function rowsOf(assessed: readonly Assessed[]): Row[] {
  const separator = (label: string): Row => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const ready: Row[] = [];
  const doubtful: Row[] = [];
  const others: Row[] = [];
  for (const { task, readiness } of assessed) {
    const label = nameOfTask(task);
    if (readiness.kind === 'ready') {
      const description = `${readiness.plan.target.branch} → ${readiness.plan.base.at.branch}`;
      ready.push({ label: `$(pass) ${label}`, description, picked: true, task });
    } else if (readiness.kind === 'doubtful') {
      const description = readiness.reasons.join(', ');
      doubtful.push({ label: `$(warning) ${label}`, description, task });
    } else {
      const description =
        readiness.kind === 'existing'
          ? vscode.l10n.t('pull request #{0} is open', readiness.pullRequest.number)
          : readiness.reason;
      others.push({ label: `$(circle-slash) ${label}`, description });
    }
  }
  return [
    ...(ready.length === 0 ? [] : [separator(vscode.l10n.t('Ready')), ...ready]),
    ...(doubtful.length === 0 ? [] : [separator(vscode.l10n.t('Not ready, but possible')), ...doubtful]),
    ...(others.length === 0 ? [] : [separator(vscode.l10n.t('Not possible')), ...others]),
  ];
}

interface Report {
  readonly signal: AbortSignal;
  readonly onTask: (task: PullRequestTask, index: number) => void;
}

function withCancel<T>(title: string, work: (report: Report) => Promise<T>): Thenable<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (progress, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    return work({
      signal: controller.signal,
      onTask: (task, index) => progress.report({ message: `${index + 1}: ${nameOfTask(task)}` }),
    });
  });
}

/** One message for all; what each of them came to stands in the log. */
function tell(sent: readonly Sent[], log: vscode.LogOutputChannel, { open }: StandIns): void {
  for (const { task, outcome } of sent) log.info(`${nameOfTask(task)}: ${resultOf(outcome)}`);
  const urls = sent.flatMap(({ outcome }) => {
    if (outcome.kind === 'created') return [outcome.pullRequest.url];
    return outcome.kind === 'pushed' && outcome.url !== null ? [outcome.url] : [];
  });
  const isWell = sent.every(({ outcome }) => ['created', 'existing', 'pushed'].includes(outcome.kind));
  const show = isWell ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  const [openAll, showLog] = [vscode.l10n.t('Open in Browser'), vscode.l10n.t('Show Log')];
  const message = vscode.l10n.t('Pull requests: {0}', summarize(sent));
  void show(message, ...(urls.length === 0 ? [] : [openAll]), showLog).then((choice) => {
    if (choice === showLog) log.show();
    if (choice !== openAll) return;
    for (const url of urls) {
      if (open) open(url);
      else void vscode.env.openExternal(vscode.Uri.parse(url, true));
    }
  });
}

function resultOf(outcome: Sent['outcome']): string {
  switch (outcome.kind) {
    case 'created':
      return [outcome.pullRequest.url, ...outcome.notes].join(' ');
    case 'existing':
      return outcome.pullRequest.url;
    case 'pushed':
      return outcome.url ?? 'pushed';
    case 'failed':
    case 'refused':
      return outcome.message;
    case 'skipped':
      return 'not begun';
  }
}
