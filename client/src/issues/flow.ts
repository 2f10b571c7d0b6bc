import path from 'node:path';
import * as vscode from 'vscode';
import { endOfWeek, isDay } from '../../../server/src/core/issues/milestones.ts';
import {
  applyIssues,
  type ApplyOutcome,
  type ApplyProgress,
} from '../../../server/src/forge/issues/apply.ts';
import { describePlan, summarize } from '../../../server/src/forge/issues/describe.ts';
import { planIssues, type IssuePlan, type IssueStep } from '../../../server/src/forge/issues/plan.ts';
import { destination, prepareIssues, type PreparedIssues } from '../../../server/src/forge/issues/prepare.ts';
import { numberEdits } from '../../../server/src/forge/issues/writeBack.ts';
import { findRepositoryRoot } from '../../../server/src/host/git.ts';
import type { IssueSource } from '../../../server/src/protocol/forge.ts';
import { PROJECT_SCOPE, type TokenSource } from '../forge/accounts.ts';
import { windowGit } from '../pullRequest/gitExtension.ts';
import { connectFor } from '../pullRequest/signIn.ts';
import { writeSummary } from './summary.ts';

export interface IssuesRequest {
  readonly uri: vscode.Uri;
  /** The roadmap as it is now; null if it is none any more. */
  readonly source: () => Promise<IssueSource | null>;
  readonly log: vscode.LogOutputChannel;
  readonly token: TokenSource;
  /** Shows a text in a tab of its own, in place of what was shown before. */
  readonly show: (text: string, languageId: string) => Promise<void>;
  readonly standIns: IssueStandIns;
}

/** What stands in for a person in tests: dialogs cannot be answered there. */
export interface IssueStandIns {
  token?: TokenSource;
  /** Keys of the items to make; undefined: none. */
  choose?: (plan: IssuePlan) => readonly string[] | undefined;
  confirm?: (question: string) => boolean;
  writeNumbers?: boolean;
}

export type IssuesResult =
  | { readonly kind: 'dismissed' | 'nothing' }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'applied'; readonly outcome: ApplyOutcome };

/** From the plan, shown as a diff, to the issues and their numbers in the roadmap. */
export async function createIssues(request: IssuesRequest): Promise<IssuesResult> {
  const root = findRepositoryRoot(path.dirname(request.uri.fsPath));
  if (root === undefined) {
    return refused(vscode.l10n.t('The roadmap lies in no git repository: its remote says where issues go.'));
  }
  const source = await request.source();
  if (source === null) return refused(vscode.l10n.t('This document is not a roadmap with tasks.'));
  const result = await new IssuesFlow(request, root, source).run();
  request.log.info(`Issues of ${path.basename(request.uri.fsPath)}: ${result.kind}`);
  return result;
}

type Planned = Extract<PreparedIssues, { kind: 'plan' }>;

class IssuesFlow {
  readonly #request: IssuesRequest;
  readonly #root: string;
  readonly #source: IssueSource;
  readonly #documentPath: string;

  constructor(request: IssuesRequest, root: string, source: IssueSource) {
    this.#request = request;
    this.#root = root;
    this.#source = source;
    this.#documentPath = path.relative(root, request.uri.fsPath).split(path.sep).join('/');
  }

  async run(): Promise<IssuesResult> {
    const start = await this.#askStart();
    if (start === undefined) return { kind: 'dismissed' };
    for (;;) {
      const all = await this.#prepare(start, null);
      if (all.kind === 'refused') return refused(all.message);
      await this.#show(all);
      if (all.forge === undefined) {
        return refused(
          vscode.l10n.t(
            'Nothing was sent: sign in to {0} to create issues.',
            destination(all.repository).forge,
          ),
        );
      }
      const only = await this.#choose(all.plan);
      if (only === undefined) return { kind: isIdle(all.plan) ? 'nothing' : 'dismissed' };
      const chosen: Planned = {
        ...all,
        input: { ...all.input, only },
        plan: planIssues({ ...all.input, only }),
      };
      if (!(await this.#confirm(chosen))) return { kind: 'dismissed' };
      // What was agreed to is what will happen; anything else is shown again.
      const now = await this.#prepare(start, only);
      if (now.kind === 'refused') return refused(now.message);
      if (this.#describe(now) !== this.#describe(chosen)) continue;
      return this.#apply(now);
    }
  }

  /** The day on which week 1 begins, where the roadmap counts weeks and does not say; undefined: turned away. */
  async #askStart(): Promise<string | null | undefined> {
    const { milestones, start } = this.#source;
    const week = milestones.find((milestone) => milestone.week !== null && milestone.due === null)?.week;
    if (start !== null || week === undefined || week === null || this.#request.standIns.choose) return start;
    const answer = await vscode.window.showInputBox({
      title: vscode.l10n.t('On Which Day Does Week 1 Begin?'),
      prompt: vscode.l10n.t(
        'Milestones get their dates from it. Leave it empty for milestones without dates.',
      ),
      placeHolder: '2026-01-05',
      ignoreFocusOut: true,
      validateInput: (value) => {
        if (value.trim() === '') return undefined;
        if (!isDay(value.trim())) return vscode.l10n.t('A day such as 2026-01-05.');
        const message = vscode.l10n.t('Week {0} ends on {1}.', week, endOfWeek(value.trim(), week));
        return { message, severity: vscode.InputBoxValidationSeverity.Info };
      },
    });
    return answer === undefined ? undefined : answer.trim() === '' ? null : answer.trim();
  }

  async #prepare(start: string | null, only: ReadonlySet<string> | null): Promise<PreparedIssues> {
    const git = await windowGit(this.#root, this.#request.log);
    const token = this.#request.standIns.token ?? this.#request.token;
    const options = {
      location: vscode.ProgressLocation.Window,
      title: vscode.l10n.t('Comparing the roadmap with its issues…'),
    };
    return vscode.window.withProgress(options, () =>
      prepareIssues({
        source: this.#source,
        documentPath: this.#documentPath,
        start,
        only,
        git,
        connect: connectFor(token, true, this.#source.board === null ? [] : [PROJECT_SCOPE]),
        exists: (file) =>
          Promise.resolve(
            vscode.workspace.fs.stat(vscode.Uri.file(path.join(this.#root, file))).then(
              () => true,
              () => false,
            ),
          ),
      }),
    );
  }

  #describe({ plan, repository }: Planned): string {
    return describePlan(plan, { ...destination(repository), documentPath: this.#documentPath });
  }

  #show(planned: Planned): Promise<void> {
    return this.#request.show(this.#describe(planned), 'diff');
  }

  async #choose(plan: IssuePlan): Promise<ReadonlySet<string> | null | undefined> {
    const { standIns } = this.#request;
    if (isIdle(plan)) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Nothing to do: everything is there already.'));
      return undefined;
    }
    const active = plan.issues.filter(isActive);
    // Labels, dates, relations or cards alone: there is nothing to choose from.
    if (active.length === 0) return null;
    const keys = standIns.choose ? standIns.choose(plan) : await pickItems(active);
    if (keys === undefined) return undefined;
    return keys.length === active.length ? null : new Set(keys);
  }

  async #confirm({ plan, repository }: Planned): Promise<boolean> {
    const { repository: name } = destination(repository);
    const created = plan.issues.filter(({ kind }) => kind === 'create').length;
    const question =
      created === 1
        ? vscode.l10n.t('Create 1 issue in {0}?', name)
        : created > 0
          ? vscode.l10n.t('Create {0} issues in {1}?', created, name)
          : vscode.l10n.t('Update the issues of {0}?', name);
    const { confirm } = this.#request.standIns;
    if (confirm) return confirm(question);
    const button = created > 0 ? vscode.l10n.t('Create') : vscode.l10n.t('Update');
    const detail = `${summarize(plan)} ${vscode.l10n.t('Everything is in the plan that is shown.')}`;
    return (await vscode.window.showInformationMessage(question, { modal: true, detail }, button)) === button;
  }

  async #apply({ input, forge, repository }: Planned): Promise<IssuesResult> {
    if (forge === undefined) return { kind: 'dismissed' };
    const options = {
      location: vscode.ProgressLocation.Notification,
      cancellable: true,
      title: vscode.l10n.t('Issues in {0}', destination(repository).repository),
    };
    const outcome = await vscode.window.withProgress(options, (progress, cancellation) => {
      const controller = new AbortController();
      cancellation.onCancellationRequested(() => controller.abort());
      return applyIssues(input, {
        forge,
        repository,
        signal: controller.signal,
        sleep: waitFor,
        onProgress: reportTo(progress, destination(repository).forge),
      });
    });
    await this.#request.show(writeSummary(outcome, destination(repository).repository), 'markdown');
    await this.#tell(outcome, [this.#documentPath, ...input.formerPaths]);
    return { kind: 'applied', outcome };
  }

  async #tell(outcome: ApplyOutcome, documents: readonly string[]): Promise<void> {
    const { kind, message, refused: notAccepted, created } = outcome;
    if (kind === 'stopped' || notAccepted.length > 0)
      this.#request.log.warn([message, ...notAccepted].join(' '));
    if (kind !== 'done') {
      const text = vscode.l10n.t('{0} Run the command again: it goes on from here.', message ?? '');
      void vscode.window.showWarningMessage(text);
    }
    const edits = numberEdits(this.#source, outcome.state.issues, new Set(documents));
    if (edits.length === 0) return;
    if (this.#request.standIns.writeNumbers === true) return this.#writeNumbers(outcome, documents, false);
    if (this.#request.standIns.choose) return;
    const write = vscode.l10n.t('Write Numbers into the Roadmap…');
    const text =
      created.length === 1
        ? vscode.l10n.t('1 issue was created.')
        : vscode.l10n.t('{0} issues were created.', created.length);
    void vscode.window.showInformationMessage(text, write).then((choice) => {
      if (choice === write) void this.#writeNumbers(outcome, documents, true);
    });
  }

  /** From the roadmap as it is by now. With `preview`, the editor shows the edit before it is made. */
  async #writeNumbers(
    { state }: ApplyOutcome,
    documents: readonly string[],
    preview: boolean,
  ): Promise<void> {
    const document = await vscode.workspace.openTextDocument(this.#request.uri);
    const source = await this.#request.source();
    if (source === null) return;
    const edit = new vscode.WorkspaceEdit();
    const label = vscode.l10n.t('Numbers of issues');
    for (const { from, text } of numberEdits(source, state.issues, new Set(documents))) {
      const metadata = { label, needsConfirmation: preview };
      edit.insert(document.uri, document.positionAt(from), text, metadata);
    }
    await vscode.workspace.applyEdit(edit);
  }
}

interface Row extends vscode.QuickPickItem {
  readonly key: string;
}

async function pickItems(steps: readonly IssueStep[]): Promise<readonly string[] | undefined> {
  const rows = steps.map(({ kind, item, issue, reason, content }): Row => ({
    key: item.key,
    label: `${kind === 'create' ? '$(add)' : '$(edit)'} ${item.id ?? ''} ${item.title}`.replace(/\s+/g, ' '),
    description: kind === 'create' ? (content?.labels.join(', ') ?? '') : `#${issue?.number ?? ''} ${reason}`,
    picked: true,
  }));
  const picked = await vscode.window.showQuickPick(rows, {
    title: vscode.l10n.t('Which Issues Shall Be Created or Updated?'),
    placeHolder: vscode.l10n.t('The whole plan is shown in the editor behind this list'),
    canPickMany: true,
    ignoreFocusOut: true,
    matchOnDescription: true,
  });
  return picked === undefined || picked.length === 0 ? undefined : picked.map(({ key }) => key);
}

function reportTo(
  progress: vscode.Progress<{ message?: string; increment?: number }>,
  forge: string,
): (progress: ApplyProgress) => void {
  let shown = 0;
  return (at) => {
    const part = (100 * at.done) / Math.max(1, at.total);
    const increment = Math.max(0, part - shown);
    shown = Math.max(shown, part);
    const message =
      at.kind === 'wait'
        ? vscode.l10n.t('{0}/{1}: {2} asks to wait, {3} s left', at.done, at.total, forge, at.seconds)
        : `${at.done}/${at.total}: ${at.text}`;
    progress.report({ message, increment });
  };
}

function waitFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done);
  });
}

function isActive({ kind }: { readonly kind: string }): boolean {
  return kind === 'create' || kind === 'update';
}

function isIdle({ labels, milestones, issues, relations, board }: IssuePlan): boolean {
  const steps = [...labels, ...milestones, ...issues, ...(board?.steps ?? [])];
  return relations.length === 0 && !steps.some(isActive);
}

function refused(message: string): IssuesResult {
  void vscode.window.showWarningMessage(message);
  return { kind: 'refused', message };
}
