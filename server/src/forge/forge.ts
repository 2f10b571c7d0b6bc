import type { BoardForge } from './boardForge.ts';
import type { IssueForge } from './issueForge.ts';
import type { PullRequestForge } from './pullRequestForge.ts';

/**
 * What Roadgate asks of a forge. One adapter per kind of forge implements it; everything above speaks of
 * repositories, pull requests and issues, never of HTTP.
 */
export interface Forge extends PullRequestForge, IssueForge, BoardForge {
  /** As people call it: `GitHub`, `GitHub (git.example.org)`. */
  readonly name: string;
  repository(repository: RepositoryName): Promise<ForgeResult<RepositoryInfo>>;
  /**
   * Files that an owner keeps for all of its repositories (`.github` at GitHub): those of its paths that `choose`
   * wants. Left out where a forge has no such place.
   */
  sharedFiles?(
    owner: string,
    choose: (paths: readonly string[]) => readonly string[],
  ): Promise<ForgeResult<readonly SharedFile[]>>;
}

export interface SharedFile {
  readonly path: string;
  readonly text: string;
}

export interface RepositoryName {
  readonly owner: string;
  readonly name: string;
}

export interface RepositoryInfo {
  readonly defaultBranch: string;
  /** What it was forked from. */
  readonly parent: (RepositoryName & { readonly defaultBranch: string }) | null;
}

export type ForgeResult<T> =
  { readonly kind: 'ok'; readonly value: T } | { readonly kind: 'failed'; readonly error: ForgeError };

export interface ForgeError {
  readonly kind: ForgeErrorKind;
  /** One sentence for people, which says what to do. Never holds a token. */
  readonly message: string;
  /** Seconds to wait before trying again, where the forge said so. */
  readonly retryAfter: number | null;
}

export type ForgeErrorKind =
  /** The token is missing, expired or wrong. */
  | 'unauthorised'
  /** The account may not do this. */
  | 'forbidden'
  | 'rate-limited'
  | 'not-found'
  /** There is such a thing already: a pull request for this branch, a label of this name. */
  | 'already-exists'
  /** The forge understood, and said no. */
  | 'invalid'
  /** This forge, or this version of it, cannot do that. */
  | 'unsupported'
  | 'server'
  | 'network'
  | 'cancelled';
