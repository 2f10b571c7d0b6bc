import type { GitPort } from '../core/ports.ts';
import { EVIDENCE_END, EVIDENCE_START, replaceEvidence } from './evidence.ts';
import type { Forge, ForgeResult } from './forge.ts';
import type { Connect, PullRequestTask } from './openPullRequest.ts';
import { intoParent, planBase, planTarget, refuse, type Refusal, type Target } from './plan.ts';
import type { PullRequest, PullRequestChange, PullRequestDetails } from './pullRequestForge.ts';
import { sameRepository } from './remote.ts';
import { findStack, isMerged } from './stack.ts';

/** What would change of an open pull request. Nothing has been sent so far. */
export interface UpdatePlan {
  readonly kind: 'update';
  readonly task: PullRequestTask;
  readonly target: Target;
  readonly forge: Forge;
  readonly pullRequest: PullRequestDetails;
  /** The text with the evidence of now; null if it says that already, or has no place for it. */
  readonly body: string | null;
  /** The branch it should go into, now that the one it goes into is merged; null if it should stay. */
  readonly base: string | null;
  /** What a person should know, as sentences. */
  readonly notes: readonly string[];
}

export type PreparedUpdate =
  | UpdatePlan
  /** There is nothing to change. */
  | { readonly kind: 'current'; readonly pullRequest: PullRequest; readonly notes: readonly string[] }
  | Refusal;

/** Compares the open pull request of a task with what is known now. Changes nothing. */
export async function prepareUpdate(
  task: PullRequestTask,
  git: GitPort,
  connect: Connect,
): Promise<PreparedUpdate> {
  const facts = await git.facts();
  if (facts.kind === 'failed') return refuse('git', `Git cannot read this repository: ${facts.output}`);
  const planned = planTarget(task.source, facts.value, task.source.branchTemplate);
  if (planned.kind === 'refused') return planned;
  const forge = await connect(planned.base);
  if (forge === undefined) {
    return refuse('forge', 'Sign in to the forge first: an update of a pull request needs an account.');
  }
  const info = await forge.repository(planned.head);
  if (info.kind === 'failed') return refuse('forge', info.error.message);
  const target = intoParent(planned, info.value);
  const details = await openDetails(target, forge);
  if (details.kind === 'failed') return refuse('forge', details.error.message);
  const pullRequest = details.value;
  if (pullRequest === null) {
    return refuse('no-pull-request', `There is no open pull request for "${target.branch}": open one first.`);
  }
  const isOwn = sameRepository(target.head, target.base);
  const usual = planBase(target, facts.value, isOwn ? info.value.defaultBranch : null);
  const merged = await isMerged(pullRequest.base, target, forge);
  const notes = await unpushed(target, git, facts.value.branches);
  let base: string | null = null;
  if (merged && usual.kind === 'base') {
    const stack = await findStack(target, usual, task.source, facts.value, git, forge);
    const wanted = (stack.base ?? usual).at.branch;
    base = wanted === pullRequest.base ? null : wanted;
  }
  const replaced = replaceEvidence(pullRequest.body, task.gates);
  if (replaced === undefined) notes.push(NO_PLACE);
  const body = replaced === undefined || isSame(replaced, pullRequest.body) ? null : replaced;
  if (body === null && base === null) return { kind: 'current', pullRequest, notes };
  return { kind: 'update', task, target, forge, pullRequest, body, base, notes };
}

/**
 * Sends what a person agreed to. The text is read once more: what somebody wrote meanwhile stays.
 */
export async function sendUpdate(
  plan: UpdatePlan,
  agreed: { readonly body: boolean; readonly base: boolean },
): Promise<ForgeResult<PullRequest>> {
  const { forge, target, pullRequest, task } = plan;
  const now = await forge.pullRequest(target.base, pullRequest.number);
  if (now.kind === 'failed') return now;
  const body = agreed.body ? replaceEvidence(now.value?.body ?? '', task.gates) : undefined;
  const change: PullRequestChange = {
    ...(body === undefined ? {} : { body }),
    ...(agreed.base && plan.base !== null ? { base: plan.base } : {}),
  };
  if (Object.keys(change).length === 0) return { kind: 'ok', value: pullRequest };
  return forge.updatePullRequest(target.base, pullRequest.number, change);
}

const NO_PLACE = `Its text has no place for evidence: only what stands between \`${EVIDENCE_START}\` and \`${EVIDENCE_END}\` is ever rewritten.`;

async function openDetails(target: Target, forge: Forge): Promise<ForgeResult<PullRequestDetails | null>> {
  const found = await forge.findPullRequest(target.base, {
    owner: target.head.owner,
    branch: target.branch,
  });
  if (found.kind === 'failed' || found.value === null) return found.kind === 'failed' ? found : NONE;
  return forge.pullRequest(target.base, found.value.number);
}

const NONE: ForgeResult<null> = { kind: 'ok', value: null };

async function unpushed(
  { branch, remote, origin }: Target,
  git: GitPort,
  branches: readonly string[],
): Promise<string[]> {
  if (origin.kind !== 'local' || !branches.includes(branch)) return [];
  const ahead = await git.countAhead(`refs/remotes/${remote}/${branch}`, `refs/heads/${branch}`);
  if (ahead.kind === 'failed' || ahead.value === 0) return [];
  const commits = ahead.value === 1 ? '1 commit' : `${ahead.value} commits`;
  return [`${commits} of "${branch}" ${ahead.value === 1 ? 'is' : 'are'} not pushed.`];
}

/** Forges change line ends and blanks at the ends. */
function isSame(one: string, other: string): boolean {
  const plain = (text: string): string => text.replace(/\r\n?/g, '\n').trim();
  return plain(one) === plain(other);
}
