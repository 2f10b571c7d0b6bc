/**
 * Starting work on a task in a window. This is a bundle of its own, loaded by the first use of the command: what it
 * needs of git is larger than the rest of the extension.
 */
import path from 'node:path';
import * as vscode from 'vscode';
import { carryOut, guardTree, type StartChoice } from '../../../server/src/core/branches/carryOut.ts';
import {
  planStart,
  type StartElsewhere,
  type StartExisting,
  type StartFacts,
  type StartNew,
  type StartRefusal,
} from '../../../server/src/core/branches/start.ts';
import { branchNameOf } from '../../../server/src/core/branches/states.ts';
import type { SwitchPort } from '../../../server/src/core/ports.ts';
import { BranchReader } from '../../../server/src/host/branchStates.ts';
import { findRepositoryRoot, type Git, openGit } from '../../../server/src/host/git.ts';
import { createGitPort } from '../../../server/src/host/gitPort.ts';
import type { EditAnswer } from '../../../server/src/protocol/edits.ts';
import type { StartSource } from '../../../server/src/protocol/startWork.ts';
import { previewEdits } from '../previewEdits.ts';
import { windowSwitchPort } from '../pullRequest/gitExtension.ts';
import { askFolder, askName, askPlace, askUnsaved, askWhatToDo } from './prompt.ts';

export interface StartRequest {
  readonly uri: vscode.Uri;
  readonly source: StartSource;
  readonly log: vscode.LogOutputChannel;
  /** The edit that writes another name into the task's branch field. */
  readonly nameBranch: (branch: string) => Promise<EditAnswer>;
}

/** From looking at the repository to the branch that is checked out. Whoever turns away has changed nothing. */
export async function startWork(request: StartRequest): Promise<void> {
  const root = findRepositoryRoot(path.dirname(request.uri.fsPath));
  if (root === undefined) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t('The roadmap lies in no git repository: a branch needs one.'),
    );
    return;
  }
  await new StartFlow(request, openGit(root), await windowSwitchPort(root, request.log)).run();
}

class StartFlow {
  readonly #request: StartRequest;
  readonly #log: vscode.LogOutputChannel;
  readonly #title: string;
  readonly #git: Git;
  readonly #port: SwitchPort;
  #source: StartSource;

  constructor(request: StartRequest, git: Git, port: SwitchPort) {
    const { source, log } = request;
    this.#request = request;
    this.#source = source;
    this.#log = log;
    this.#git = git;
    this.#port = port;
    this.#title = vscode.l10n.t('Start Work on {0}', [source.id, source.title].filter(Boolean).join(' '));
  }

  async run(): Promise<void> {
    for (;;) {
      const facts = await this.#facts();
      if (facts === undefined) return;
      const plan = planStart(this.#source, facts, this.#source.branchTemplate);
      switch (plan.kind) {
        case 'refused':
          if (!(await this.#otherName(plan, facts))) return;
          continue;
        case 'current':
          void vscode.window.showInformationMessage(
            vscode.l10n.t('"{0}" is checked out already.', plan.branch),
          );
          return;
        case 'elsewhere':
          return showElsewhere(plan);
        case 'new':
        case 'existing':
          return this.#choose(plan, facts);
      }
    }
  }

  async #facts(): Promise<StartFacts | undefined> {
    const { dependencies, branchTemplate } = this.#source;
    const names = [branchNameOf(this.#source, branchTemplate), ...dependencies.map(({ branch }) => branch)];
    const [repository, states] = await Promise.all([
      createGitPort(this.#git).facts(),
      new BranchReader(this.#git).read(names.filter((name) => name !== null)),
    ]);
    if (repository.kind === 'ok') return { repository: repository.value, states };
    this.#fail(repository.output);
    return undefined;
  }

  /** True where the person gave a name that git takes. */
  async #otherName(plan: StartRefusal, { repository }: StartFacts): Promise<boolean> {
    if (plan.suggestion === null) {
      void vscode.window.showWarningMessage(plan.message);
      return false;
    }
    const name = await askName(this.#title, plan, repository);
    if (name === undefined) return false;
    this.#source = { ...this.#source, branch: name };
    return true;
  }

  async #choose(plan: StartNew | StartExisting, facts: StartFacts): Promise<void> {
    const place = await askPlace(this.#title, plan);
    if (place === undefined) return;
    const choice = { plan, base: place.base, worktree: null };
    await (place.isWorktree ? this.#inWorktree(choice) : this.#here(choice, facts));
  }

  async #inWorktree(choice: StartChoice): Promise<void> {
    const folder = await askFolder(this.#title, this.#git.root, choice.plan.branch);
    if (folder !== undefined) await this.#carryOut({ ...choice, worktree: folder });
  }

  async #here(choice: StartChoice, before: StartFacts): Promise<void> {
    const unsaved = this.#unsaved();
    if (unsaved.length > 0 && !(await askUnsaved(this.#title, unsaved))) return;
    const facts = unsaved.length > 0 ? await this.#facts() : before;
    if (facts === undefined) return;
    const guard = await guardTree(choice, facts.repository, this.#port);
    if (guard.kind === 'failed') return this.#fail(guard.output);
    const answer = guard.kind === 'clean' ? 'go' : await askWhatToDo(this.#title, guard);
    if (answer === 'go') await this.#carryOut(choice);
    if (answer === 'worktree') await this.#inWorktree(choice);
  }

  /** Documents of the repository that differ from the disk: git would not see what they hold. */
  #unsaved(): vscode.TextDocument[] {
    const isInside = (file: string): boolean => !path.relative(this.#git.root, file).startsWith('..');
    return vscode.workspace.textDocuments.filter(
      ({ isDirty, uri }) => isDirty && uri.scheme === 'file' && isInside(uri.fsPath),
    );
  }

  async #carryOut(choice: StartChoice): Promise<void> {
    const { plan, worktree } = choice;
    const options = {
      location: vscode.ProgressLocation.Window,
      title: vscode.l10n.t('Switching to {0}…', plan.branch),
    };
    const done = await vscode.window.withProgress(options, () => carryOut(choice, this.#port));
    if (done.kind === 'failed') return this.#fail(done.output);
    this.#log.info(`Work on ${this.#source.id ?? this.#source.title} is on ${plan.branch}.`);
    if (worktree !== null) offerWindow(vscode.l10n.t('"{0}" is in {1}.', plan.branch, worktree), worktree);
    else void vscode.window.showInformationMessage(vscode.l10n.t('You are on "{0}" now.', plan.branch));
    await this.#writeName(plan.branch);
  }

  /** Where the task names another branch than the one that was made; shown before it is written. */
  async #writeName(branch: string): Promise<void> {
    const { uri, source, nameBranch } = this.#request;
    if (source.branch === null || source.branch === branch) return;
    const label = vscode.l10n.t('The branch on which the work is');
    const trouble = await previewEdits(
      uri,
      () => nameBranch(branch),
      () => label,
    );
    if (trouble !== undefined) void vscode.window.showWarningMessage(trouble);
  }

  #fail(output: string): void {
    this.#log.error(output);
    void vscode.window.showErrorMessage(
      vscode.l10n.t('Git did not do it, and nothing of yours was touched: {0}', output),
    );
  }
}

function showElsewhere({ branch, folder }: StartElsewhere): void {
  offerWindow(vscode.l10n.t('"{0}" is checked out in {1}.', branch, folder), folder);
}

function offerWindow(message: string, folder: string): void {
  const open = vscode.l10n.t('Open in New Window');
  void vscode.window.showInformationMessage(message, open).then((choice) => {
    if (choice !== open) return;
    void vscode.commands.executeCommand('vscode.openFolder', vscode.Uri.file(folder), {
      forceNewWindow: true,
    });
  });
}
