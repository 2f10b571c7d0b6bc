import { gitHubApiUrl } from './github/github.ts';
import type { ForgeRepository } from './remote.ts';

/**
 * Where to speak GitHub's API for a repository; undefined for other forges. An address that the user
 * configured counts for the host it belongs to, and one on this very machine for every host. A token never
 * goes to an address that only a repository's remote suggests: that is for github.com alone.
 */
export function apiUrlFor(repository: ForgeRepository, configured: string): string | undefined {
  const address = URL.canParse(configured) ? new URL(configured) : undefined;
  if (address !== undefined && /^https?:$/.test(address.protocol)) {
    if (isLoopback(configured)) return configured;
    const hosts = repository.host === 'github.com' ? ['api.github.com'] : hostsOf(repository.host);
    if (address.protocol === 'https:' && hosts.includes(address.hostname)) return configured;
  }
  return repository.host === 'github.com' ? gitHubApiUrl(repository.host) : undefined;
}

/** Whether an address is on this very machine: what answers there asks for no pauses between requests. */
export function isLoopback(url: string): boolean {
  return URL.canParse(url) && LOOPBACK.has(new URL(url).hostname);
}

function hostsOf(host: string): readonly string[] {
  return [host, `api.${host}`];
}

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);
