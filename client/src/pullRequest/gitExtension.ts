import * as vscode from 'vscode';
import type { GitAnswer, GitPort, SwitchPort } from '../../../server/src/core/ports.ts';
import { openGit } from '../../../server/src/host/git.ts';
import { createGitPort } from '../../../server/src/host/gitPort.ts';
import { createSwitchPort } from '../../../server/src/host/switchPort.ts';

/** What is used of the API of VS Code's own git extension. */
interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}
interface GitApi {
  readonly state: 'uninitialized' | 'initialized';
  readonly onDidChangeState: vscode.Event<'uninitialized' | 'initialized'>;
  getRepository(uri: vscode.Uri): Repository | null;
  openRepository?(root: vscode.Uri): Thenable<Repository | null>;
}
interface Repository {
  createBranch(name: string, checkout: boolean, ref?: string): Promise<void>;
  checkout(treeish: string): Promise<void>;
  push(remote?: string, branch?: string, setUpstream?: boolean): Promise<void>;
}

/**
 * Git for the repository at `root`. It is read with git itself; branches are made and pushed by VS Code's git
 * extension, so that its sign-in serves the push and its views show what happened. Where that extension is
 * switched off, git pushes with the credentials it has.
 */
export async function windowGit(root: string, log: vscode.LogOutputChannel): Promise<GitPort> {
  const git = createGitPort(openGit(root));
  const repository = await openRepository(root);
  if (repository === undefined) {
    log.info('VS Code’s git extension does not know the repository: git pushes by itself.');
    return git;
  }
  return {
    ...git,
    createBranch: (name, start) => answer(repository.createBranch(name, false, start)),
    push: (remote, branch) => answer(repository.push(remote, branch, true)),
  };
}

/**
 * Git for starting work in the repository at `root`: VS Code's git extension switches, so that its views follow at
 * once. It lets git overwrite files that git ignores; whoever switches asks for those before.
 */
export async function windowSwitchPort(root: string, log: vscode.LogOutputChannel): Promise<SwitchPort> {
  const git = createSwitchPort(openGit(root));
  const repository = await openRepository(root);
  if (repository === undefined) {
    log.info('VS Code’s git extension does not know the repository: git switches by itself.');
    return git;
  }
  return {
    ...git,
    startBranch: (name, start) => answer(repository.createBranch(name, true, start)),
    switchTo: (branch) => answer(repository.checkout(branch)),
  };
}

async function openRepository(root: string): Promise<Repository | undefined> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  const exports = await extension?.activate();
  if (exports?.enabled !== true) return undefined;
  const api = exports.getAPI(1);
  await initialized(api);
  const uri = vscode.Uri.file(root);
  return api.getRepository(uri) ?? (await api.openRepository?.(uri)) ?? undefined;
}

/** Right after the extension's activation the list of repositories is still empty. */
async function initialized(api: GitApi): Promise<void> {
  if (api.state === 'initialized') return;
  await new Promise<void>((resolve) => {
    const subscription = api.onDidChangeState((state) => {
      if (state !== 'initialized') return;
      subscription.dispose();
      resolve();
    });
  });
}

async function answer(action: Promise<void>): Promise<GitAnswer<void>> {
  try {
    await action;
    return { kind: 'ok', value: undefined };
  } catch (error) {
    return { kind: 'failed', output: outputOf(error) };
  }
}

/** Its errors carry what git wrote. */
function outputOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const said = 'stderr' in error && typeof error.stderr === 'string' ? error.stderr.trim() : '';
  return said === '' ? error.message : said;
}
