/**
 * What Roadgate asks of a forge. One adapter per kind of forge implements it; everything above speaks of
 * repositories, pull requests and issues, never of HTTP.
 */
export interface Forge {
  /** As people call it: `GitHub`, `GitHub (git.example.org)`. */
  readonly name: string;
  repository(repository: RepositoryName): Promise<ForgeResult<RepositoryInfo>>;
  /** The open pull request of a branch into `base`; null if there is none. */
  findPullRequest(base: RepositoryName, head: PullRequestHead): Promise<ForgeResult<PullRequest | null>>;
  createPullRequest(base: RepositoryName, request: NewPullRequest): Promise<ForgeResult<PullRequest>>;
  /** Null if there is no such issue (a pull request of that number is none). */
  issue(repository: RepositoryName, number: number): Promise<ForgeResult<Issue | null>>;
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

/** A branch and who owns the repository it is in (the fork's owner, for a fork). */
export interface PullRequestHead {
  readonly owner: string;
  readonly branch: string;
}

export interface NewPullRequest {
  readonly head: PullRequestHead;
  /** Branch of the base repository. */
  readonly base: string;
  readonly title: string;
  /** Markdown. */
  readonly body: string;
  readonly draft: boolean;
}

export interface PullRequest {
  readonly number: number;
  readonly url: string;
  readonly title: string;
  readonly draft: boolean;
}

export interface Issue {
  readonly number: number;
  readonly title: string;
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
  /** There is an open pull request for this branch already. */
  | 'already-exists'
  /** The forge understood, and said no. */
  | 'invalid'
  | 'server'
  | 'network'
  | 'cancelled';
