import * as vscode from 'vscode';

/** What is used of the API of VS Code's own git extension. */
interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}
interface GitApi {
  readonly repositories: readonly Repository[];
  readonly onDidOpenRepository: vscode.Event<Repository>;
}
interface Repository {
  readonly state: { readonly onDidChange: vscode.Event<void> };
}

/**
 * Tells of commits, checkouts and changed files in the repositories of this window. Waits for VS Code's git
 * extension and does nothing where that is off.
 */
export async function watchRepositories(listener: () => void): Promise<vscode.Disposable> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  const git = await extension?.activate();
  if (git?.enabled !== true) return vscode.Disposable.from();
  const subscriptions: vscode.Disposable[] = [];
  const watch = (repository: Repository): void => {
    subscriptions.push(repository.state.onDidChange(listener));
  };
  const api = git.getAPI(1);
  api.repositories.forEach(watch);
  subscriptions.push(api.onDidOpenRepository(watch));
  return new vscode.Disposable(() => {
    for (const subscription of subscriptions) subscription.dispose();
  });
}
