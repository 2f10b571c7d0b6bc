import type { GitPort, RepositoryFacts } from '../core/ports.ts';
import { annotate, type Marks } from './annotate.ts';
import { type BodyTemplate, pullRequestTitle } from './body.ts';
import type { GateReport } from './evidence.ts';
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
import { pullRequestText } from './pullRequestText.ts';
import { explainPushFailure, withoutCredentials } from './pushFailure.ts';
import { compareUrl, forgeName, sameRepository, type ForgeRepository } from './remote.ts';
import { bodyTemplates, repositoryTemplates, sharedTemplates } from './repositoryTemplates.ts';
import type { TaskSource } from './source.ts';
import { findStack } from './stack.ts';

/** The task that a pull request is opened for, and what is known of its gates. */
export interface PullRequestTask {
  readonly source: TaskSource;
  /** Path of the roadmap from the root of the repository, with `/`; null if it lies outside. */
  readonly documentPath: string | null;
  readonly gates: readonly GateReport[];
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
  /** All digits of the commit that will be the branch's newest. */
  readonly commit: string;
  /** What its text can be made from, the usual choice first. */
  readonly templates: readonly [BodyTemplate, ...BodyTemplate[]];
  /** What a person should know before they send it, as sentences. */
  readonly notes: readonly string[];
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
  /** The text as a person wrote it; without it, it is made from `template`. */
  readonly body?: string | undefined;
  /** The usual one of the plan without it. */
  readonly template?: BodyTemplate | undefined;
  /** Those of the task without it. */
  readonly marks?: Marks | undefined;
}

/** What a person wants otherwise than it would be. */
export interface Wishes {
  /** Branch of the base repository. */
  readonly base?: string | undefined;
}

export type Outcome =
  /** `notes` says, as sentences, what it should have and has not: a label that the forge does not know. */
  | { readonly kind: 'created'; readonly pullRequest: PullRequest; readonly notes: readonly string[] }
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
  wishes: Wishes = {},
): Promise<Prepared> {
  const facts = await git.facts();
  if (facts.kind === 'failed') return refuse('git', `Git cannot read this repository: ${said(facts.output)}`);
  const target = planTarget(task.source, facts.value, task.source.branchTemplate);
  if (target.kind === 'refused') return target;
  const given = { task, git, facts: facts.value, wishes };
  const forge = await connect(target.base);
  if (forge === undefined) return complete(given, target, null, undefined);
  const info = await forge.repository(target.head);
  if (info.kind === 'failed') return refuse('forge', info.error.message);
  const resolved = intoParent(target, info.value);
  const found = await forge.findPullRequest(resolved.base, headOf(resolved));
  if (found.kind === 'failed') return refuse('forge', found.error.message);
  if (found.value !== null) return { kind: 'existing', pullRequest: found.value };
  const known = await defaultBranchOf(resolved, info.value, forge);
  if (known.kind === 'failed') return refuse('forge', known.error.message);
  return complete(given, resolved, known.value, forge);
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
  const { draft, title, marks = plan.task.source } = choices;
  const body = choices.body ?? (await pullRequestText(plan, git, choices.template)).markdown;
  const base = plan.base.at.branch;
  const created = await forge.createPullRequest(target.base, {
    head: headOf(target),
    base,
    title,
    body,
    draft,
  });
  if (created.kind === 'ok') {
    const notes = await annotate(forge, target.base, created.value.number, marks);
    return { kind: 'created', pullRequest: created.value, notes };
  }
  // Someone else was quicker, or the answer to our own request was lost.
  const found = await forge.findPullRequest(target.base, headOf(target));
  if (found.kind === 'ok' && found.value !== null) {
    if (found.value.title === title) await annotate(forge, target.base, found.value.number, marks);
    return { kind: 'existing', pullRequest: found.value };
  }
  const message = `"${target.branch}" is pushed, but the pull request was not opened. ${created.error.message}`;
  return { kind: 'failed', message, url };
}

/** One line: `feature/x (new, from main) → acme/parcels:main`. */
export function describeRoute({ target, base }: PullRequestPlan): string {
  const { origin, branch, head } = target;
  const made = origin.kind === 'new' ? ` (new, from ${origin.from})` : '';
  const owner = head.owner === target.base.owner ? '' : `${head.owner}:`;
  return `${owner}${branch}${made} → ${target.base.owner}/${target.base.name}:${base.at.branch}`;
}

interface Given {
  readonly task: PullRequestTask;
  readonly git: GitPort;
  readonly facts: RepositoryFacts;
  readonly wishes: Wishes;
}

async function complete(
  { task, git, facts, wishes }: Given,
  target: Target,
  defaultBranch: string | null,
  forge: Forge | undefined,
): Promise<PullRequestPlan | Refusal> {
  const usual = planBase(target, facts, wishes.base ?? defaultBranch);
  if (usual.kind === 'refused') return usual;
  const ahead = await countAhead(git, usual, target);
  if (typeof ahead === 'object' && ahead !== null) return ahead;
  const commit = await git.commitOf(headRevision(target));
  if (commit.kind === 'failed')
    return refuse('git', `Git cannot read "${target.branch}": ${said(commit.output)}`);
  const { source } = task;
  const asked = wishes.base !== undefined;
  const stack = asked ? NO_STACK : await findStack(target, usual, source, facts, git, forge);
  const base = stack.base ?? usual;
  const stacked = stack.base === null ? ahead : await countAhead(git, base, target);
  if (typeof stacked === 'object' && stacked !== null) return stacked;
  const own = await repositoryTemplates(git, usual.revision ?? commit.value, target.base);
  const found = own.length > 0 ? own : await sharedTemplates(forge, target.base);
  return {
    kind: 'plan',
    task,
    target,
    base,
    ahead: stacked,
    leftOut: leftOut(target, facts),
    title: pullRequestTitle({ ...source, task: { ...source.task, branch: target.branch } }),
    commit: commit.value,
    templates: bodyTemplates(source, found),
    notes: stack.notes,
    forge,
  };
}

const NO_STACK = { base: null, notes: [] };

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
