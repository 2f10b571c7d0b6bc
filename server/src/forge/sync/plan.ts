import type { TaskChange } from '../../core/sync/change.ts';
import type { SyncTask } from '../../core/sync/tasks.ts';
import { ownNumbers, titlesMatch } from '../closing.ts';
import type { IssueDetails } from '../issueForge.ts';
import type { PullRequestState } from '../pullRequestForge.ts';

/** What the forge and git say, read at one time. */
export interface ForgeFacts {
  readonly issues: readonly IssueDetails[];
  /** Page of the repository, to know links to its issues. */
  readonly webUrl: string;
  /** The newest of each branch. */
  readonly pullRequests: ReadonlyMap<string, PullRequestState>;
  /** Branches that are in the default branch, as git tells. */
  readonly merged: ReadonlySet<string>;
  /** The `issueKey` of the task of this document that an issue was made from, where its body says so. */
  readonly taskOf: (issue: IssueDetails) => string | undefined;
}

export type SyncKind =
  /** The issue is closed, the task is open. */
  | 'issue-closed'
  /** The issue is open, the task is done or cancelled. */
  | 'issue-open'
  /** The work is merged, the task is open. */
  | 'merged'
  /** The work is merged and the task done, with open criteria. */
  | 'criteria-open'
  /** The task is done, its pull request is open. */
  | 'pull-request-open';

/** One disagreement, and what either side would do about it. */
export interface SyncRow {
  readonly kind: SyncKind;
  readonly task: Pick<SyncTask, 'key' | 'id' | 'title' | 'line'>;
  /** `in progress, 2 criteria open`. */
  readonly document: string;
  /** `#12 is closed`. */
  readonly forge: string;
  /** Of the issue or pull request; null for a branch. */
  readonly url: string | null;
  /** The forge is right: what changes in the document. */
  readonly documentChange: TaskChange;
  /** The document is right: what changes at the forge; null where nothing can be done there. */
  readonly forgeChange: ForgeChange | null;
}

export interface ForgeChange {
  readonly issue: number;
  readonly state: 'open' | 'closed';
}

/** Where forge and document disagree, in the order of the document; a task whose issue says it is told of once. */
export function planSync(tasks: readonly SyncTask[], facts: ForgeFacts): readonly SyncRow[] {
  const issues = findIssues(tasks, facts);
  return tasks.flatMap((task) => {
    const issue = issues.get(task.key);
    return ((issue && compareIssue(task, issue)) ?? compareBranch(task, facts)) || [];
  });
}

function compareIssue(task: SyncTask, { number, state, url }: IssueDetails): SyncRow | undefined {
  const row = { task, document: describe(task), url };
  if (state === 'closed' && isOpen(task)) {
    return {
      ...row,
      kind: 'issue-closed',
      forge: `#${number} is closed`,
      documentChange: { task: task.key, status: ['done'], tick: true },
      forgeChange: { issue: number, state: 'open' },
    };
  }
  if (state === 'open' && isOver(task)) {
    return {
      ...row,
      kind: 'issue-open',
      forge: `#${number} is open`,
      documentChange: { task: task.key, status: ['todo', 'in-progress'], tick: false },
      forgeChange: { issue: number, state: 'closed' },
    };
  }
  return undefined;
}

function compareBranch(task: SyncTask, { pullRequests, merged }: ForgeFacts): SyncRow | undefined {
  if (task.branch === null) return undefined;
  const pull = pullRequests.get(task.branch);
  const row = { task, document: describe(task), url: pull?.url ?? null, forgeChange: null };
  const isMerged = pull === undefined ? merged.has(task.branch) : pull.state === 'merged';
  const how = pull === undefined ? `"${task.branch}" is merged` : `pull request #${pull.number} is merged`;
  const done = { task: task.key, status: ['done'], tick: true } as const;
  if (isMerged && isOpen(task)) return { ...row, kind: 'merged', forge: how, documentChange: done };
  if (isMerged && task.status === 'done' && task.unmet > 0) {
    const documentChange = { ...done, status: [] };
    return { ...row, kind: 'criteria-open', forge: how, documentChange };
  }
  if (pull?.state === 'open' && task.status === 'done') {
    return {
      ...row,
      kind: 'pull-request-open',
      forge: `${pull.draft ? 'draft' : 'pull request'} #${pull.number} is open`,
      documentChange: { task: task.key, status: ['in-review', 'in-progress', 'todo'], tick: false },
    };
  }
  return undefined;
}

/** Deferred: neither open nor over, and whatever the issue says is right. */
function isOpen({ status }: SyncTask): boolean {
  return status !== 'deferred' && !isOver({ status });
}

function isOver({ status }: Pick<SyncTask, 'status'>): boolean {
  return status === 'done' || status === 'cancelled';
}

function describe({ status, unmet }: SyncTask): string {
  const words = status === 'todo' ? 'open' : status.replace('-', ' ');
  if (unmet === 0) return words;
  return `${words}, ${unmet === 1 ? '1 criterion' : `${unmet} criteria`} open`;
}

/**
 * The issue of each task, as sure as it can be known: what the issue's body says, what the task's own field or
 * link says, and the number behind its title (`(#57)`) or an id written as an issue (`#38`) whose issue has the task's title: a plan counts as it likes.
 */
function findIssues(
  tasks: readonly SyncTask[],
  { issues, webUrl, taskOf }: ForgeFacts,
): ReadonlyMap<string, IssueDetails> {
  const byNumber = new Map(issues.map((issue) => [issue.number, issue]));
  const marked = new Map(issues.flatMap((issue) => pair(taskOf(issue), issue)));
  return new Map(
    tasks.flatMap((task) => {
      const named = namedNumber(task.text, webUrl);
      const own = ownNumbers(task)
        .flatMap((number) => byNumber.get(number) ?? [])
        .filter(({ title }) => titlesMatch(title, task.title));
      const issue = marked.get(task.issueKey) ?? (named === undefined ? own[0] : byNumber.get(named));
      return pair(task.key, issue);
    }),
  );
}

function pair<T>(key: string | undefined, value: T | undefined): readonly (readonly [string, T])[] {
  return key === undefined || value === undefined ? [] : [[key, value]];
}

/** `**Issue:** #12`, or a link to an issue of this repository in the field or in the task's first line. */
function namedNumber(text: string, webUrl: string): number | undefined {
  const lines = text.split(/\r\n|\r|\n/);
  const field = lines.map((line) => FIELD.exec(line)?.[1]).find((value) => value !== undefined);
  const places = field === undefined ? lines.slice(0, 1) : [field];
  const link = places.map((place) => linkedNumber(place, webUrl)).find((number) => number !== undefined);
  if (link !== undefined || field === undefined) return link;
  // A link to an issue of another repository names a number of that one.
  const plain = /:\/\//.test(field) ? undefined : /(?:^|[\s[(])(?:#|GH-)(\d{1,9})\b/i.exec(field)?.[1];
  return plain === undefined ? undefined : Number(plain);
}

const FIELD =
  /^[ \t]*(?:[-*+][ \t]+)?(?:\*\*|__)?(?:(?:GitHub|GitLab|Gitea)[ \t]+)?Issue(?:\*\*|__)?[ \t]*:(.*)$/i;

function linkedNumber(text: string, webUrl: string): number | undefined {
  const at = text.toLowerCase().indexOf(`${webUrl.toLowerCase()}/`);
  if (at < 0) return undefined;
  const digits = /^\/(?:-\/)?(?:issues|work_items)\/(\d{1,9})\b/.exec(text.slice(at + webUrl.length))?.[1];
  return digits === undefined ? undefined : Number(digits);
}
