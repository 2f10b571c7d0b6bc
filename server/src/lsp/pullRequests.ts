import type { TaskPullRequests } from '../features/snapshot.ts';
import type { KnownPullRequest } from '../protocol/forge.ts';
import { canonicalUri } from './uris.ts';

/** Where pull requests stand, as the editor told it: the server asks no forge. */
export class PullRequests {
  #known = new Map<string, KnownPullRequest>();

  replace(pullRequests: readonly KnownPullRequest[]): void {
    this.#known = new Map(pullRequests.map((one) => [keyOf(one.uri, one.task), one]));
  }

  readonly of: TaskPullRequests = (uri, task) => this.#known.get(keyOf(uri, task));
}

function keyOf(uri: string, task: string): string {
  return `${canonicalUri(uri)} ${task}`;
}
