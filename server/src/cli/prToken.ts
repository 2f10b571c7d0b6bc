import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type Accounts, connect, isLoopback } from '../forge/connect.ts';
import type { Connect } from '../forge/openPullRequest.ts';
import type { ForgeRepository } from '../forge/remote.ts';

/**
 * The forge of a repository with a token of the environment, else, for GitHub, with that of `gh`, which knows the
 * hosts it was signed in to. Each token goes to one host: the one that the environment names, or the public one.
 */
export const connectFromEnvironment: Connect = (repository) => {
  const known = environmentAccounts(process.env);
  const own = known.find(({ host, token }) => host === repository.host && token !== '');
  const accounts: Accounts = {
    addresses: known.filter(({ host }) => host === repository.host).map(({ address }) => address),
    token: async () => own?.token ?? (await tokenOfGh(repository)),
  };
  return connect(repository, accounts);
};

/** How to give a token for the forge of a repository, as half a sentence. */
export function tokenAdvice({ kind, host }: ForgeRepository): string {
  switch (kind) {
    case 'github':
      return host === 'github.com'
        ? 'set GITHUB_TOKEN, or run `gh auth login`'
        : `set GITHUB_TOKEN together with GITHUB_SERVER_URL=https://${host}, or run \`gh auth login --hostname ${host}\``;
    case 'gitlab':
      return host === 'gitlab.com'
        ? 'set GITLAB_TOKEN'
        : `set GITLAB_TOKEN together with GITLAB_HOST=${host}`;
    case 'gitea':
      return host === 'codeberg.org'
        ? 'set FORGEJO_TOKEN'
        : `set GITEA_TOKEN together with GITEA_SERVER_URL=https://${host}`;
    case 'bitbucket':
    case 'bitbucket-server':
    case 'azure-devops':
    case 'unknown':
      return 'docs/forges.md says for which forges there can be one';
  }
}

interface EnvironmentAccount {
  /** The one host that the token is for. */
  readonly host: string;
  /** Of its API. */
  readonly address: string;
  /** Empty: none. */
  readonly token: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** https://docs.gitlab.com/ci/variables/predefined_variables/ and its like for the others. */
function environmentAccounts(env: Environment): readonly EnvironmentAccount[] {
  const of = (...names: readonly string[]): string =>
    names.map((name) => env[name]?.trim() ?? '').find((value) => value !== '') ?? '';
  const gitHub = account(of('GH_TOKEN', 'GITHUB_TOKEN'), of('GITHUB_SERVER_URL'), 'github.com', '/api/v3');
  return [
    { ...gitHub, address: gitHubAddress(gitHub, of('GITHUB_API_URL')) },
    account(
      of('GITLAB_TOKEN'),
      of('GITLAB_HOST', 'CI_SERVER_URL'),
      'gitlab.com',
      '/api/v4',
      of('CI_API_V4_URL'),
    ),
    account(of('FORGEJO_TOKEN'), of('FORGEJO_SERVER_URL'), 'codeberg.org', '/api/v1'),
    account(of('GITEA_TOKEN'), of('GITEA_SERVER_URL'), 'gitea.com', '/api/v1'),
  ];
}

/** @param server a host, or the address of one; empty: `fallback`. */
function account(
  token: string,
  server: string,
  fallback: string,
  path: string,
  api = '',
): EnvironmentAccount {
  const written = server === '' ? fallback : server;
  const url = /^https?:\/\//.test(written) ? written : `https://${written}`;
  // What is no address is no reason to send the token to the public host.
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  const isItsApi = URL.canParse(api) && (new URL(api).hostname === host || isLoopback(api));
  return { host, address: isItsApi ? api : `${url.replace(/\/+$/, '')}${path}`, token };
}

/** Actions of Gitea and Forgejo set the same variables as GitHub's; their API's address tells the kind. */
function gitHubAddress({ host, address }: EnvironmentAccount, api: string): string {
  if (api !== '') return api;
  return host === 'github.com' ? 'https://api.github.com' : address;
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
