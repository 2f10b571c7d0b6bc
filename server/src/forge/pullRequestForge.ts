import type { ForgeResult, RepositoryName } from './forge.ts';

/** What a forge does with pull requests (merge requests, at GitLab). */
export interface PullRequestForge {
  /** The open pull request of a branch into `base`; null if there is none. */
  findPullRequest(base: RepositoryName, head: PullRequestHead): Promise<ForgeResult<PullRequest | null>>;
  createPullRequest(base: RepositoryName, request: NewPullRequest): Promise<ForgeResult<PullRequest>>;
  /** Null if there is no such pull request. */
  pullRequest(base: RepositoryName, number: number): Promise<ForgeResult<PullRequestDetails | null>>;
  updatePullRequest(
    base: RepositoryName,
    number: number,
    change: PullRequestChange,
  ): Promise<ForgeResult<PullRequest>>;
  /** Adds to what is there. What the repository does not know is an error of kind `invalid` and changes nothing else. */
  annotatePullRequest(
    base: RepositoryName,
    number: number,
    notes: PullRequestNotes,
  ): Promise<ForgeResult<void>>;
  /** The newest pull request of each branch, in whatever state; branches that never had one are left out. */
  pullRequestStates(
    base: RepositoryName,
    heads: readonly PullRequestHead[],
  ): Promise<ForgeResult<readonly PullRequestState[]>>;
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

export interface PullRequestDetails extends PullRequest {
  /** Markdown; empty if there is none. */
  readonly body: string;
  /** Branch of the base repository it goes into. */
  readonly base: string;
}

/** What is left out stays as it is. */
export interface PullRequestChange {
  readonly title?: string;
  readonly body?: string;
  /** Branch of the base repository. */
  readonly base?: string;
}

/** Each by the name people use: labels and milestones by title, people by login, teams as `org/team`. */
export interface PullRequestNotes {
  readonly labels: readonly string[];
  readonly milestone: string | null;
  readonly assignees: readonly string[];
  readonly reviewers: readonly string[];
}

export interface PullRequestState extends PullRequest {
  readonly head: PullRequestHead;
  readonly state: 'open' | 'merged' | 'closed';
  /** Of the newest commit; null if nothing checks it, or the forge does not say. */
  readonly checks: 'passed' | 'failed' | 'pending' | null;
  /** What its reviewers say together; null if nobody was asked or answered, or the forge does not say. */
  readonly review: 'approved' | 'changes-requested' | 'waiting' | null;
}
