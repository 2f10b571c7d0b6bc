import type { Forge } from './forge.ts';
import { createGitea } from './gitea/gitea.ts';
import { createGitHub, gitHubApiUrl } from './github/github.ts';
import { createGitLab } from './gitlab/gitlab.ts';
import { withRenewal } from './renewal.ts';
import { forgeName, type ForgeRepository } from './remote.ts';

export type Adapter = 'github' | 'gitlab' | 'gitea';

/** Where to speak which API. */
export interface Endpoint {
  readonly adapter: Adapter;
  readonly apiUrl: string;
}

/** What is known of the forges that somebody uses. */
export interface Accounts {
  /** Addresses of APIs that the user configured, also of forges whose kind no host name tells. */
  readonly addresses: readonly string[];
  /**
   * The token that belongs to the host of the repository; undefined without one. Nobody may answer with a token
   * that was made for another host: `endpoint` may come from nothing but the repository's remote.
   */
  token(repository: ForgeRepository, endpoint: Endpoint): Promise<string | undefined>;
  /** Another token for the same host, where the forge refused that one; left out: nobody can be asked. */
  renew?(repository: ForgeRepository, refused: string): Promise<string | undefined>;
}

/** The forge of a repository, ready to be asked; undefined without a token, and for forges without an adapter. */
export async function connect(repository: ForgeRepository, accounts: Accounts): Promise<Forge | undefined> {
  const endpoint = endpointFor(repository, accounts.addresses);
  const token = endpoint && (await accounts.token(repository, endpoint));
  if (endpoint === undefined || token === undefined || token === '') return undefined;
  const forge = createForge(repository, endpoint, token);
  return withRenewal(forge, async () => {
    const next = await accounts.renew?.(repository, token);
    return next === undefined ? undefined : createForge(repository, endpoint, next);
  });
}

/** The adapter for an address. */
export function createForge(
  repository: ForgeRepository,
  { adapter, apiUrl }: Endpoint,
  token: string,
): Forge {
  const options = { name: forgeName(repository), apiUrl, token };
  switch (adapter) {
    case 'github':
      return createGitHub({ ...options, pauses: !isLoopback(apiUrl) });
    case 'gitlab':
      return createGitLab(options);
    case 'gitea':
      return createGitea(options);
  }
}

/**
 * Where the API of a repository's forge is; undefined where there is no adapter for it. An address that the user
 * configured counts for the host it belongs to, and one on this very machine for every host.
 */
export function endpointFor(repository: ForgeRepository, addresses: readonly string[]): Endpoint | undefined {
  const configured = addresses.find((address) => isFor(repository, address));
  if (configured !== undefined) return { adapter: adapterAt(configured), apiUrl: configured };
  const { host, kind, webUrl } = repository;
  switch (kind) {
    case 'github':
      return { adapter: 'github', apiUrl: gitHubApiUrl(host) };
    case 'gitlab':
      return { adapter: 'gitlab', apiUrl: `${new URL(webUrl).origin}/api/v4` };
    case 'gitea':
      return { adapter: 'gitea', apiUrl: `${new URL(webUrl).origin}/api/v1` };
    case 'bitbucket':
    case 'bitbucket-server':
    case 'azure-devops':
    case 'unknown':
      return undefined;
  }
}

/** Whether an address leads to this very machine. */
export function isLoopback(address: string): boolean {
  return URL.canParse(address) && LOOPBACK.has(new URL(address).hostname);
}

function isFor({ kind, host }: ForgeRepository, address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  const isItsKind = kind === 'unknown' || kind === adapterAt(address);
  if (!isItsKind || !/^https?:$/.test(protocol)) return false;
  if (isLoopback(address)) return true;
  // A token never travels in the clear.
  const hosts = host === 'github.com' ? ['api.github.com'] : [host, `api.${host}`];
  return protocol === 'https:' && hosts.includes(hostname);
}

/** Each kind of forge has its API at a path of its own. */
function adapterAt(address: string): Adapter {
  const path = new URL(address).pathname.replace(/\/+$/, '');
  if (path.endsWith('/api/v4')) return 'gitlab';
  return path.endsWith('/api/v1') ? 'gitea' : 'github';
}

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);
