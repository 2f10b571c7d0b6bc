import type { ForgeResult, RepositoryName } from './forge.ts';

/** What a forge does with issues, labels and milestones. Lists are whole, however many pages the forge makes of them. */
export interface IssueForge {
  readonly issueAbilities: IssueAbilities;
  /** Null if there is no such issue (a pull request of that number is none). */
  issue(repository: RepositoryName, number: number): Promise<ForgeResult<Issue | null>>;
  /** Open and closed ones, without pull requests. */
  issues(repository: RepositoryName): Promise<ForgeResult<readonly IssueDetails[]>>;
  createIssue(repository: RepositoryName, issue: NewIssue): Promise<ForgeResult<IssueDetails>>;
  updateIssue(
    repository: RepositoryName,
    number: number,
    change: IssueChange,
  ): Promise<ForgeResult<IssueDetails>>;

  /** Logins of those whom issues can be given to; `unsupported` or `not-found` where the forge does not tell. */
  assignable(repository: RepositoryName): Promise<ForgeResult<readonly string[]>>;

  labels(repository: RepositoryName): Promise<ForgeResult<readonly Label[]>>;
  /** `already-exists` if there is one of this name. */
  createLabel(repository: RepositoryName, label: Label): Promise<ForgeResult<Label>>;

  /** Open and closed ones. */
  milestones(repository: RepositoryName): Promise<ForgeResult<readonly Milestone[]>>;
  createMilestone(repository: RepositoryName, milestone: NewMilestone): Promise<ForgeResult<Milestone>>;
  updateMilestone(
    repository: RepositoryName,
    milestone: Milestone,
    change: Partial<NewMilestone>,
  ): Promise<ForgeResult<Milestone>>;

  /** Numbers of the issues below an issue. `unsupported` where `issueAbilities` says so. */
  children(repository: RepositoryName, parent: IssueDetails): Promise<ForgeResult<readonly number[]>>;
  /** Adding what is there already succeeds. */
  addChild(repository: RepositoryName, parent: IssueDetails, child: IssueDetails): Promise<ForgeResult<void>>;
  /** Numbers of the issues that an issue waits for. */
  blockers(repository: RepositoryName, issue: IssueDetails): Promise<ForgeResult<readonly number[]>>;
  addBlocker(
    repository: RepositoryName,
    issue: IssueDetails,
    blocker: IssueDetails,
  ): Promise<ForgeResult<void>>;
}

/** Where a forge has no relation of its own, the issue's text says it. */
export interface IssueAbilities {
  readonly children: boolean;
  readonly blockers: boolean;
}

export interface Issue {
  /** What people see: `#38`. */
  readonly number: number;
  readonly title: string;
}

export interface IssueDetails extends Issue {
  /** The forge's own key, where its API wants one; else the number. */
  readonly id: number;
  /** The key in the forge's other API, where it has one. */
  readonly nodeId?: string;
  readonly url: string;
  /** Markdown; empty if there is none. */
  readonly body: string;
  readonly state: 'open' | 'closed';
  readonly labels: readonly string[];
  /** Title of its milestone. */
  readonly milestone: string | null;
  /** Logins. */
  readonly assignees: readonly string[];
  /** Left out where the forge does not tell along with the issue: then `children` and `blockers` are asked. */
  readonly relations?: IssueRelations;
}

export interface IssueRelations {
  /** Number of the issue above it; null if there is none. */
  readonly parent: number | null;
  /** How many issues are below it. */
  readonly children: number;
  /** How many issues it waits for, open and closed. */
  readonly blockers: number;
}

export interface NewIssue {
  readonly title: string;
  /** Markdown. */
  readonly body: string;
  /** Names of labels that there are. */
  readonly labels: readonly string[];
  readonly milestone: Milestone | null;
  /** Logins. Whom the forge does not know is left out by some forges and refused by others. */
  readonly assignees: readonly string[];
}

/** What is left out stays as it is. */
export interface IssueChange extends Partial<NewIssue> {
  readonly state?: 'open' | 'closed';
}

export interface Label {
  readonly name: string;
  /** Six hexadecimal digits, without `#`. */
  readonly color: string;
  readonly description: string;
}

export interface NewMilestone {
  readonly title: string;
  /** Markdown. */
  readonly description: string;
  /** `2026-03-31`; null without a date. */
  readonly due: string | null;
}

export interface Milestone extends NewMilestone {
  /** The forge's own key. */
  readonly id: number;
  readonly state: 'open' | 'closed';
}
