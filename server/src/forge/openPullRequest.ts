import type { GitPort, RepositoryFacts } from '../core/ports.ts';
import { pullRequestBody, pullRequestTitle, type GateReport } from './body.ts';
import { findClosedIssues } from './closing.ts';
import type { Forge, ForgeResult, RepositoryInfo } from './forge.ts';
import {
  headRevision,
  intoParent,
  leftOut,
  planBase,
  planTarget,
  refuse,
  type Base,
  type Refusal,
  type Target,
} from './plan.ts';
import type { PullRequest } from './pullRequestForge.ts';
import { explainPushFailure, withoutCredentials } from './pushFailure.ts';
import { compareUrl, fileUrl, forgeName, sameRepository, type ForgeRepository } from './remote.ts';
import type { TaskSource } from './source.ts';

/** The task that a pull request is opened for, and what is known of its gates. */
export interface PullRequestTask {
  readonly source: TaskSource;
  /** Path of the roadmap from the root of the repository, with `/`; null if it lies outside. */
  readonly documentPath: string | null;
  readonly gates: readonly GateReport[];
  /** The setting that names branches of tasks that name none. */
  readonly branchTemplate: string;
}

/** Signs in to the forge of a repository; undefined without an account or without an adapter for it. */
export type Connect = (repository: ForgeRepository) => Promise<Forge | undefined>;

/** What will happen. Nothing has been made or sent so far. */
export interface PullRequestPlan {
  readonly kind: 'plan';
  readonly task: PullRequestTask;
  readonly target: Target;
  readonly base: Base;
  /** Commits that the base has not; null where the base was never seen here. */
  readonly ahead: number | null;
  /** Files whose changes are not committed and so not part of it. */
  readonly leftOut: readonly string[];
  readonly title: string;
  readonly forge: Forge | undefined;
}

export type Prepared = PullRequestPlan | Existing | Refusal;

export interface Existing {
  readonly kind: 'existing';
  readonly pullRequest: PullRequest;
}

export interface Choices {
  readonly title: string;
  readonly draft: boolean;
}

export type Outcome =
  | { readonly kind: 'created'; readonly pullRequest: PullRequest }
  | Existing
  /** Pushed; a person finishes the pull request at `url`. It is null where the forge's page is unknown. */
  | { readonly kind: 'pushed'; readonly url: string | null }
  /** `message` says how far it came and what to do; running again goes on from there. */
  | { readonly kind: 'failed'; readonly message: string; readonly url: string | null };

/**
 * Looks at the repository and at the forge: there is a pull request already, there cannot be one, or this is
 * what opening it would do. Changes nothing.
 */
export async function preparePullRequest(
  task: PullRequestTask,
  git: GitPort,
  connect: Connect,
): Promise<Prepared> {
  const facts = await git.facts();
  if (facts.kind === 'failed') return refuse('git', `Git cannot read this repository: ${said(facts.output)}`);
  const target = planTarget(task.source, facts.value, task.branchTemplate);
  if (target.kind === 'refused') return target;
  const forge = await connect(target.base);
  if (forge === undefined) return complete(task, git, facts.value, target, null, undefined);
  const info = await forge.repository(target.head);
  if (info.kind === 'failed') return refuse('forge', info.error.message);
  const resolved = intoParent(target, info.value);
  const found = await forge.findPullRequest(resolved.base, headOf(resolved));
  if (found.kind === 'failed') return refuse('forge', found.error.message);
  if (found.value !== null) return { kind: 'existing', pullRequest: found.value };
  const known = await defaultBranchOf(resolved, info.value, forge);
  if (known.kind === 'failed') return refuse('forge', known.error.message);
  return complete(task, git, facts.value, resolved, known.value, forge);
}

/**
 * Makes the branch if need be, pushes it and opens the pull request. The branch that is checked out stays.
 * Each step that is done already is found done: after a failure, prepare and send again.
 */
export async function sendPullRequest(
  plan: PullRequestPlan,
  choices: Choices,
  git: GitPort,
): Promise<Outcome> {
  const failure = await publishBranch(plan, git);
  if (failure !== undefined) return { kind: 'failed', message: failure, url: null };
  const url = compareUrl(plan.base.at, headAt(plan), choices.title) ?? null;
  const { forge, target } = plan;
  if (forge === undefined) return { kind: 'pushed', url };
  const body = await pullRequestText(plan);
  const { draft, title } = choices;
  const base = plan.base.at.branch;
  const created = await forge.createPullRequest(target.base, {
    head: headOf(target),
    base,
    title,
    body,
    draft,
  });
  if (created.kind === 'ok') return { kind: 'created', pullRequest: created.value };
  // Someone else was quicker, or the answer to our own request was lost.
  const found = await forge.findPullRequest(target.base, headOf(target));
  if (found.kind === 'ok' && found.value !== null) return { kind: 'existing', pullRequest: found.value };
  const message = `"${target.branch}" is pushed, but the pull request was not opened. ${created.error.message}`;
  return { kind: 'failed', message, url };
}

/** The Markdown that will be sent. Asks the forge which issues it may close. */
export async function pullRequestText({ task, target, base, forge }: PullRequestPlan): Promise<string> {
  const { source, documentPath, gates } = task;
  const closes = forge ? await findClosedIssues(source, forge, target.base) : new Set<number>();
  return pullRequestBody({
    source,
    gates,
    closes,
    documentPath,
    fileUrl: (path, line) => fileUrl(base.at, path, line),
  });
}

/** One line: `feature/x (new, from main) → acme/parcels:main`. */
export function describeRoute({ target, base }: PullRequestPlan): string {
  const { origin, branch, head } = target;
  const made = origin.kind === 'new' ? ` (new, from ${origin.from})` : '';
  const owner = head.owner === target.base.owner ? '' : `${head.owner}:`;
  return `${owner}${branch}${made} → ${target.base.owner}/${target.base.name}:${base.at.branch}`;
}

async function complete(
  task: PullRequestTask,
  git: GitPort,
  facts: RepositoryFacts,
  target: Target,
  defaultBranch: string | null,
  forge: Forge | undefined,
): Promise<PullRequestPlan | Refusal> {
  const base = planBase(target, facts, defaultBranch);
  if (base.kind === 'refused') return base;
  const ahead = await countAhead(git, base, target);
  if (typeof ahead === 'object' && ahead !== null) return ahead;
  const title = pullRequestTitle(task.source);
  return { kind: 'plan', task, target, base, ahead, leftOut: leftOut(target, facts), title, forge };
}

async function countAhead(git: GitPort, base: Base, target: Target): Promise<number | null | Refusal> {
  if (base.revision === null) return null;
  const counted = await git.countAhead(base.revision, headRevision(target));
  if (counted.kind === 'failed') {
    return refuse('git', `Git cannot compare the branches: ${said(counted.output)}`);
  }
  if (counted.value > 0) return counted.value;
  const from = target.origin.kind === 'new' ? target.origin.from : target.branch;
  return refuse(
    'nothing-ahead',
    `"${from}" has no commits that "${base.at.branch}" has not: commit the work first, then open the pull request.`,
  );
}

async function defaultBranchOf(
  { head, base }: Target,
  info: RepositoryInfo,
  forge: Forge,
): Promise<ForgeResult<string>> {
  if (sameRepository(head, base)) return { kind: 'ok', value: info.defaultBranch };
  const asked = await forge.repository(base);
  return asked.kind === 'ok' ? { kind: 'ok', value: asked.value.defaultBranch } : asked;
}

/** A sentence why the branch is not at the remote; undefined if it is. */
async function publishBranch({ target }: PullRequestPlan, git: GitPort): Promise<string | undefined> {
  const { branch, origin, remote } = target;
  if (origin.kind === 'remote') return undefined;
  if (origin.kind === 'new') {
    const created = await git.createBranch(branch, 'HEAD');
    if (created.kind === 'failed') {
      return `The branch "${branch}" could not be made: ${said(created.output)}`;
    }
  }
  const pushed = await git.push(remote, branch);
  return pushed.kind === 'ok' ? undefined : explainPushFailure(pushed.output, remote, branch).message;
}

function headOf({ head, branch }: Target): { owner: string; branch: string } {
  return { owner: head.owner, branch };
}

function headAt({ target }: PullRequestPlan): Base['at'] {
  return { repository: target.head, branch: target.branch };
}

/** The last thing git said, as the end of a sentence. */
function said(output: string): string {
  const lines = withoutCredentials(output)
    .trim()
    .split(/[\r\n]+/);
  const line = lines.find((candidate) => /^(?:fatal|error):/.test(candidate)) ?? lines.at(-1) ?? '';
  return `${line.replace(/^(?:fatal|error):\s*/, '').replace(/[.\s]+$/, '')}.`;
}

/** What people call the place the pull request goes to. */
export function destinationName({ target }: PullRequestPlan): string {
  return forgeName(target.base);
}
