import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { apiUrlFor, isLoopback } from '../forge/connect.ts';
import { createGitHub, gitHubApiUrl } from '../forge/github/github.ts';
import type { Connect } from '../forge/openPullRequest.ts';
import { forgeName, type ForgeRepository } from '../forge/remote.ts';

/**
 * GitHub with the token of `GITHUB_TOKEN` (for github.com, or the server that `GITHUB_SERVER_URL` names), else
 * with that of `gh`, which knows the hosts it was signed in to. Nothing is connected without a token.
 */
export const connectFromEnvironment: Connect = async (repository) => {
  const { GITHUB_API_URL: configured = '' } = process.env;
  const token = environmentToken(repository) ?? (await tokenOfGh(repository));
  if (token === undefined) return undefined;
  const apiUrl = apiUrlFor(repository, configured) ?? gitHubApiUrl(repository.host);
  return createGitHub({ name: forgeName(repository), apiUrl, token, pauses: !isLoopback(apiUrl) });
};

function environmentToken({ host }: ForgeRepository): string | undefined {
  const { GITHUB_TOKEN: token = '', GITHUB_SERVER_URL: server = '' } = process.env;
  if (token.trim() === '') return undefined;
  const named = URL.canParse(server) ? new URL(server).hostname : undefined;
  return host === 'github.com' || host === named ? token.trim() : undefined;
}

async function tokenOfGh({ host, kind }: ForgeRepository): Promise<string | undefined> {
  if (kind !== 'github') return undefined;
  try {
    const { stdout } = await promisify(execFile)('gh', ['auth', 'token', '--hostname', host]);
    return stdout.trim() || undefined;
  } catch {
    // It is not installed, or not signed in there.
    return undefined;
  }
}
