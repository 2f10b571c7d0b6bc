import path from 'node:path';
import * as vscode from 'vscode';
import type { GitPort } from '../../../server/src/core/ports.ts';
import { type BodyTemplate, pullRequestTitle } from '../../../server/src/forge/body.ts';
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
import { pullRequestText } from '../../../server/src/forge/pullRequestText.ts';
import { isUnasked } from '../../../server/src/forge/repositoryTemplates.ts';
import type { Assessed } from '../../../server/src/forge/readiness.ts';
import type { UpdatePlan } from '../../../server/src/forge/updatePullRequest.ts';
import { findRepositoryRoot } from '../../../server/src/host/git.ts';
import type { PullRequestSource } from '../../../server/src/protocol/forge.ts';
import type { GateResult } from '../../../server/src/protocol/gates.ts';
import type { TokenSource } from '../forge/accounts.ts';
import { windowGit } from './gitExtension.ts';
import type { DraftTarget, PullRequestDrafts } from './drafts.ts';
import { askBeforeSending, pickTemplate, type Answer } from './prompt.ts';
import { canConnect, connectFor } from './signIn.ts';
import type { AgreedChanges } from './update.ts';

export interface PullRequestRequest {
  readonly uri: vscode.Uri;
  readonly source: PullRequestSource;
  /** The last result of the task's gates. */
  readonly gate: GateResult | undefined;
  readonly log: vscode.LogOutputChannel;
  readonly token: TokenSource;
  readonly standIns: StandIns;
  readonly drafts: PullRequestDrafts;
}

/** What stands in for a person in tests: dialogs and browsers cannot be answered there. */
export interface StandIns {
  ask?: (plan: PullRequestPlan) => Promise<Answer | undefined>;
  token?: TokenSource;
  open?: (url: string) => void;
  agree?: (plan: UpdatePlan) => Promise<AgreedChanges | undefined>;
  pickReady?: (assessed: readonly Assessed[]) => Promise<readonly PullRequestTask[] | undefined>;
}

/** What came of it; also the answer of the command. */
export type PullRequestResult =
  | Outcome
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'dismissed' }
  /** The text is open in an editor; nothing was sent. */
  | { readonly kind: 'editing' };

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
  readonly #target: DraftTarget;
  #template: BodyTemplate | undefined;

  constructor(request: PullRequestRequest, task: PullRequestTask, git: GitPort) {
    this.#request = request;
    this.#task = task;
    this.#git = git;
    this.#token = request.standIns.token ?? request.token;
    const { key, id } = request.source.task;
    this.#target = { uri: request.uri.toString(), task: key, id };
  }

  async run(): Promise<PullRequestResult> {
    let prepared = await this.#prepare(false);
    let title: string | undefined;
    for (;;) {
      if (prepared.kind === 'refused') return refused(prepared.message);
      if (prepared.kind === 'existing') return this.#show(prepared);
      const plan: PullRequestPlan = title === undefined ? prepared : { ...prepared, title };
      this.#template ??= await usualTemplate(plan);
      const answer = await this.#ask(plan);
      if (answer === undefined) return { kind: 'dismissed' };
      title = answer.title;
      this.#template = answer.template ?? this.#template;
      if (answer.action === 'text') return this.#edit(plan, answer);
      if (answer.action === 'discard') {
        await this.#request.drafts.discard(this.#target);
        title = undefined;
        continue;
      }
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
    const connect = connectFor(this.#token, interactive);
    const options = {
      location: vscode.ProgressLocation.Window,
      title: vscode.l10n.t('Looking at branches and pull requests…'),
    };
    const prepare = (): Promise<Prepared> => preparePullRequest(this.#task, this.#git, connect);
    return Promise.resolve(vscode.window.withProgress(options, prepare));
  }

  #ask(plan: PullRequestPlan): Promise<Answer | undefined> {
    const { standIns, source, gate, drafts } = this.#request;
    if (standIns.ask) return standIns.ask(plan);
    const { draft } = source;
    const [template, written] = [this.#template ?? plan.templates[0], drafts.find(this.#target)];
    const canCreate = canConnect(plan.target.base);
    return askBeforeSending({ plan, source, gate, draft, canCreate, template, written });
  }

  async #send(plan: PullRequestPlan, answer: Answer): Promise<Outcome> {
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Pushing {0} to {1}…', plan.target.branch, plan.target.remote),
    };
    const written = this.#request.drafts.find(this.#target);
    const title = written?.title ?? answer.title;
    const draft = answer.action === 'draft';
    const choices = { title, draft, body: written?.body, template: this.#template };
    // A title that somebody typed must not be typed again after a failure.
    if (written === undefined && title !== pullRequestTitle(this.#task.source)) {
      await this.#request.drafts.save(this.#target, { title, body: await this.#compose(plan) });
    }
    const outcome = await vscode.window.withProgress(options, () =>
      sendPullRequest(plan, choices, this.#git),
    );
    if (outcome.kind === 'created') await this.#request.drafts.discard(this.#target);
    return outcome;
  }

  /** Opens the text in an editor, whose title has a button that goes on from there. */
  async #edit(plan: PullRequestPlan, { title }: Answer): Promise<PullRequestResult> {
    const { drafts } = this.#request;
    const draft = drafts.find(this.#target) ?? { title, body: await this.#compose(plan) };
    const uri = await drafts.save(this.#target, draft);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: false });
    return { kind: 'editing' };
  }

  async #compose(plan: PullRequestPlan): Promise<string> {
    const { markdown, unknown } = await pullRequestText(plan, this.#git, this.#template);
    if (unknown.length > 0) {
      const names = unknown.map((name) => `{${name}}`).join(', ');
      void vscode.window.showWarningMessage(
        vscode.l10n.t('{0} in the template is no placeholder: it stays in the text.', names),
      );
    }
    return markdown;
  }

  /** True if the person wants to try again. */
  async #report(outcome: Outcome): Promise<boolean> {
    switch (outcome.kind) {
      case 'created':
        this.#announce(
          vscode.l10n.t('Pull request #{0} is open.', outcome.pullRequest.number),
          outcome.pullRequest.url,
          outcome.notes,
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

  /** What it should have and has not is told with it: it is open all the same. */
  #announce(message: string, url: string, notes: readonly string[]): void {
    const open = vscode.l10n.t('Open');
    for (const note of notes) this.#request.log.warn(note);
    const told = [message, ...notes].join(' ');
    const show = notes.length === 0 ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
    void show(told, open).then((choice) => {
      if (choice === open) this.#open(url);
    });
  }

  #open(url: string): void {
    const { standIns } = this.#request;
    if (standIns.open) standIns.open(url);
    else void vscode.env.openExternal(vscode.Uri.parse(url, true));
  }
}

/** One of several forms of the repository is not taken unasked. */
async function usualTemplate(plan: PullRequestPlan): Promise<BodyTemplate> {
  const [first] = plan.templates;
  const forms = plan.templates.filter(({ kind }) => kind === 'repository');
  if (first.kind !== 'repository' || isUnasked(first) || forms.length === 1) return first;
  return (await pickTemplate(plan)) ?? first;
}

export function refused(message: string): PullRequestResult {
  void vscode.window.showWarningMessage(message);
  return { kind: 'refused', message };
}

/** What the pull request of a task is made of; `root` is that of its repository. */
export function toTask(
  { uri, source, gate }: Pick<PullRequestRequest, 'uri' | 'source' | 'gate'>,
  root: string,
): PullRequestTask {
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
