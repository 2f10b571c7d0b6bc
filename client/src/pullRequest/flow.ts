/**
 * Opening a pull request in a window. This is a bundle of its own, loaded by the first use of the command:
 * what it needs (octokit, unified, simple-git) is larger than the rest of the extension.
 */
export { createIssues, type IssuesRequest } from '../issues/flow.ts';
import path from 'node:path';
import * as vscode from 'vscode';
import type { GitPort } from '../../../server/src/core/ports.ts';
import type { GateReport } from '../../../server/src/forge/evidence.ts';
import {
  describeRoute,
  preparePullRequest,
  sendPullRequest,
  type Outcome,
  type Prepared,
  type PullRequestPlan,
  type PullRequestTask,
} from '../../../server/src/forge/openPullRequest.ts';
import { findRepositoryRoot } from '../../../server/src/host/git.ts';
import type { GateResult, PullRequestSource } from '../../../server/src/protocol/messages.ts';
import type { TokenSource } from '../forge/accounts.ts';
import { windowGit } from './gitExtension.ts';
import { askBeforeSending, type Answer } from './prompt.ts';
import { canConnect, connectWith } from './signIn.ts';

export interface PullRequestRequest {
  readonly uri: vscode.Uri;
  readonly source: PullRequestSource;
  /** The last result of the task's gates. */
  readonly gate: GateResult | undefined;
  readonly log: vscode.LogOutputChannel;
  readonly token: TokenSource;
  readonly standIns: StandIns;
}

/** What stands in for a person in tests: dialogs and browsers cannot be answered there. */
export interface StandIns {
  ask?: (plan: PullRequestPlan) => Promise<Answer | undefined>;
  token?: TokenSource;
  open?: (url: string) => void;
}

/** What came of it; also the answer of the command. */
export type PullRequestResult =
  Outcome | { readonly kind: 'refused'; readonly message: string } | { readonly kind: 'dismissed' };

/** From looking at the repository to the notification with the pull request's address. */
export async function openPullRequest(request: PullRequestRequest): Promise<PullRequestResult> {
  const root = findRepositoryRoot(path.dirname(request.uri.fsPath));
  if (root === undefined) {
    return refused(vscode.l10n.t('The roadmap lies in no git repository: a pull request needs one.'));
  }
  const git = await windowGit(root, request.log);
  const result = await new PullRequestFlow(request, toTask(request, root), git).run();
  request.log.info(`Pull request for ${request.source.task.id ?? request.source.task.title}: ${result.kind}`);
  return result;
}

/** One run of the command, which may take several rounds of asking. */
class PullRequestFlow {
  readonly #request: PullRequestRequest;
  readonly #task: PullRequestTask;
  readonly #git: GitPort;
  readonly #token: TokenSource;

  constructor(request: PullRequestRequest, task: PullRequestTask, git: GitPort) {
    this.#request = request;
    this.#task = task;
    this.#git = git;
    this.#token = request.standIns.token ?? request.token;
  }

  async run(): Promise<PullRequestResult> {
    let prepared = await this.#prepare(false);
    let title: string | undefined;
    for (;;) {
      if (prepared.kind === 'refused') return refused(prepared.message);
      if (prepared.kind === 'existing') return this.#show(prepared);
      const plan: PullRequestPlan = title === undefined ? prepared : { ...prepared, title };
      const answer = await this.#ask(plan);
      if (answer === undefined) return { kind: 'dismissed' };
      title = answer.title;
      const signedIn = await this.#signIn(plan, answer);
      if (signedIn === undefined) continue;
      prepared = signedIn;
      // What was agreed to is what will happen; anything else is shown again.
      if (prepared.kind !== 'plan' || describeRoute(prepared) !== describeRoute(plan)) continue;
      const outcome = await this.#send(prepared, answer);
      const again = await this.#report(outcome);
      if (!again) return outcome;
      prepared = await this.#prepare(false);
    }
  }

  /** The plan with an account, where the answer needs one; undefined if there was no sign-in. */
  async #signIn(plan: PullRequestPlan, answer: Answer): Promise<Prepared | undefined> {
    if (answer.action === 'compare') return { ...plan, forge: undefined };
    if (plan.forge !== undefined) return plan;
    const prepared = await this.#prepare(true);
    return prepared.kind === 'plan' && prepared.forge === undefined ? undefined : prepared;
  }

  #prepare(interactive: boolean): Promise<Prepared> {
    const connect = connectWith((repository) => this.#token(repository, interactive));
    const options = {
      location: vscode.ProgressLocation.Window,
      title: vscode.l10n.t('Looking at branches and pull requests…'),
    };
    const prepare = (): Promise<Prepared> => preparePullRequest(this.#task, this.#git, connect);
    return Promise.resolve(vscode.window.withProgress(options, prepare));
  }

  #ask(plan: PullRequestPlan): Promise<Answer | undefined> {
    const { standIns, source, gate } = this.#request;
    if (standIns.ask) return standIns.ask(plan);
    const { draft } = source;
    return askBeforeSending({ plan, source, gate, draft, canCreate: canConnect(plan.target.base) });
  }

  async #send(plan: PullRequestPlan, answer: Answer): Promise<Outcome> {
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Pushing {0} to {1}…', plan.target.branch, plan.target.remote),
    };
    const choices = { title: answer.title, draft: answer.action === 'draft' };
    return vscode.window.withProgress(options, () => sendPullRequest(plan, choices, this.#git));
  }

  /** True if the person wants to try again. */
  async #report(outcome: Outcome): Promise<boolean> {
    switch (outcome.kind) {
      case 'created':
        this.#announce(
          vscode.l10n.t('Pull request #{0} is open.', outcome.pullRequest.number),
          outcome.pullRequest.url,
        );
        return false;
      case 'existing':
        this.#show(outcome);
        return false;
      case 'pushed':
        if (outcome.url !== null) this.#open(outcome.url);
        else {
          void vscode.window.showInformationMessage(
            vscode.l10n.t('The branch is pushed. Open the pull request on the page of your forge.'),
          );
        }
        return false;
      case 'failed':
        return this.#askAgain(outcome.message, outcome.url);
    }
  }

  async #askAgain(message: string, url: string | null): Promise<boolean> {
    this.#request.log.error(message);
    // Nobody is there to press a button.
    if (this.#request.standIns.ask) return false;
    const again = vscode.l10n.t('Try Again');
    const browser = vscode.l10n.t('Open in Browser');
    const buttons = url === null ? [again] : [again, browser];
    const choice = await vscode.window.showErrorMessage(message, ...buttons);
    if (choice === browser && url !== null) this.#open(url);
    return choice === again;
  }

  #show(existing: Extract<Outcome, { kind: 'existing' }>): PullRequestResult {
    const { number, url } = existing.pullRequest;
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Pull request #{0} is open for this branch already.', number),
    );
    this.#open(url);
    return existing;
  }

  #announce(message: string, url: string): void {
    const open = vscode.l10n.t('Open');
    void vscode.window.showInformationMessage(message, open).then((choice) => {
      if (choice === open) this.#open(url);
    });
  }

  #open(url: string): void {
    const { standIns } = this.#request;
    if (standIns.open) standIns.open(url);
    else void vscode.env.openExternal(vscode.Uri.parse(url, true));
  }
}

function refused(message: string): PullRequestResult {
  void vscode.window.showWarningMessage(message);
  return { kind: 'refused', message };
}

function toTask({ uri, source, gate }: PullRequestRequest, root: string): PullRequestTask {
  const relative = path.relative(root, uri.fsPath).split(path.sep).join('/');
  return {
    source,
    documentPath: relative,
    gates: toReports(source, gate),
  };
}

/** The result counts for all gates of the task: it is `passed` only if each of them passed. */
function toReports({ task }: PullRequestSource, gate: GateResult | undefined): GateReport[] {
  if (gate === undefined || gate.outcome === 'running' || gate.outcome === 'incomplete') return [];
  const { outcome, commit, duration, fresh } = gate;
  const name = task.gates.map((one) => one.name).join(', ');
  const commands = task.gates.flatMap((one) => one.commands);
  return [{ name, commands, outcome, commit, duration, fresh }];
}
