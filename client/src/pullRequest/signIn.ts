import * as vscode from 'vscode';
import { apiUrlFor, isLoopback } from '../../../server/src/forge/connect.ts';
import { createGitHub } from '../../../server/src/forge/github/github.ts';
import type { Connect } from '../../../server/src/forge/openPullRequest.ts';
import { forgeName, type ForgeRepository } from '../../../server/src/forge/remote.ts';

/** A token for the forge of a repository; undefined without an account. Asks for a sign-in if `interactive`. */
export type TokenSource = (repository: ForgeRepository, interactive: boolean) => Promise<string | undefined>;

/** Whether there is an adapter for the repository's forge, given an account. */
export function canConnect(repository: ForgeRepository): boolean {
  return apiUrl(repository) !== undefined;
}

export function connectWith(token: (repository: ForgeRepository) => Promise<string | undefined>): Connect {
  return async (repository) => {
    const url = apiUrl(repository);
    const secret = url === undefined ? undefined : await token(repository);
    if (url === undefined || secret === undefined) return undefined;
    return createGitHub({
      name: forgeName(repository),
      apiUrl: url,
      token: secret,
      pauses: !isLoopback(url),
    });
  };
}

/** Tokens of VS Code's own accounts. The scope is what pushing to and opening pull requests in private repositories needs. */
export function sessionToken(log: vscode.LogOutputChannel): TokenSource {
  return async (repository, interactive) => {
    const provider = repository.host === 'github.com' ? 'github' : 'github-enterprise';
    const options = interactive ? { createIfNone: true } : { silent: true };
    try {
      const session = await vscode.authentication.getSession(provider, ['repo'], options);
      return session?.accessToken;
    } catch (error) {
      // A person who declines to sign in, and an editor without such accounts, look the same from here.
      log.info(`No sign-in at ${repository.host}: ${error instanceof Error ? error.message : 'declined'}`);
      return undefined;
    }
  };
}

/** The setting is of machine scope: a workspace cannot send a token anywhere. */
function apiUrl(repository: ForgeRepository): string | undefined {
  const configured = vscode.workspace.getConfiguration('roadgate.forge').get('apiUrl', '');
  return apiUrlFor(repository, configured.trim());
}
