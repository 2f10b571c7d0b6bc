import type { GitPort } from '../core/ports.ts';
import type { Forge } from './forge.ts';
import {
  preparePullRequest,
  type Connect,
  type PullRequestPlan,
  type PullRequestTask,
} from './openPullRequest.ts';
import { planTarget } from './plan.ts';
import type { PullRequest } from './pullRequestForge.ts';
import { fullName } from './remote.ts';

/** Whether a pull request of a task could be opened now, and whether it should be. */
export type Readiness =
  | { readonly kind: 'ready'; readonly plan: PullRequestPlan }
  /** It could be, but something speaks against it. */
  | { readonly kind: 'doubtful'; readonly plan: PullRequestPlan; readonly reasons: readonly string[] }
  | { readonly kind: 'existing'; readonly pullRequest: PullRequest }
  | { readonly kind: 'impossible'; readonly reason: string };

export interface Assessed {
  readonly task: PullRequestTask;
  readonly readiness: Readiness;
}

export interface AssessOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told before each task; `index` counts from 0. */
  readonly onTask?: (task: PullRequestTask, index: number) => void;
}

/**
 * Looks at the tasks of one repository. Of a task without a branch nothing is asked anywhere. Changes nothing;
 * stops early, with what is known so far, when cancelled.
 */
export async function assessTasks(
  tasks: readonly PullRequestTask[],
  git: GitPort,
  connect: Connect,
  { signal, onTask }: AssessOptions = {},
): Promise<readonly Assessed[]> {
  const [remembered, connected] = [rememberFacts(git), rememberForges(connect)];
  const assessed: Assessed[] = [];
  for (const [index, task] of tasks.entries()) {
    if (signal?.aborted === true) break;
    onTask?.(task, index);
    assessed.push({ task, readiness: await assess(task, remembered, connected) });
  }
  return assessed;
}

/** What speaks against a pull request that could be opened, as short phrases. */
export function doubtsOf({ task, leftOut }: Pick<PullRequestPlan, 'task' | 'leftOut'>): string[] {
  const { source, gates } = task;
  const criteria = source.task.criteria.filter(({ checked }) => checked !== null);
  const met = criteria.filter(({ checked }) => checked === true).length;
  const doubts: string[] = [];
  if (met < criteria.length) doubts.push(`${met} of ${criteria.length} criteria met`);
  if (source.hasGates && gates.length === 0) doubts.push('gate not run');
  if (gates.some(({ outcome }) => outcome !== 'passed')) doubts.push('gate failed');
  else if (gates.some(({ fresh }) => !fresh)) doubts.push('gate passed before later changes');
  if (leftOut.length > 0) doubts.push('uncommitted changes');
  return doubts;
}

async function assess(task: PullRequestTask, git: GitPort, connect: Connect): Promise<Readiness> {
  const facts = await git.facts();
  if (facts.kind === 'ok') {
    const target = planTarget(task.source, facts.value, task.source.branchTemplate);
    if (target.kind === 'target' && target.origin.kind === 'new') {
      return { kind: 'impossible', reason: 'no branch yet' };
    }
  }
  const prepared = await preparePullRequest(task, git, connect);
  if (prepared.kind === 'existing') return prepared;
  if (prepared.kind === 'refused') {
    const reason = prepared.why === 'nothing-ahead' ? 'no commits of its own' : prepared.message;
    return { kind: 'impossible', reason };
  }
  const reasons = doubtsOf(prepared);
  return reasons.length === 0
    ? { kind: 'ready', plan: prepared }
    : { kind: 'doubtful', plan: prepared, reasons };
}

/** The facts of a repository do not change while it is only looked at. */
function rememberFacts(git: GitPort): GitPort {
  let facts: ReturnType<GitPort['facts']> | undefined;
  return { ...git, facts: () => (facts ??= git.facts()) };
}

function rememberForges(connect: Connect): Connect {
  const forges = new Map<string, Promise<Forge | undefined>>();
  return (repository) => {
    const key = `${repository.host} ${fullName(repository)}`;
    const known =
      forges.get(key) ?? connect(repository).then((forge) => forge && rememberRepositories(forge));
    forges.set(key, known);
    return known;
  };
}

/** Neither a repository nor what its owner keeps for all of them changes meanwhile. */
function rememberRepositories(forge: Forge): Forge {
  const sharedFiles = forge.sharedFiles?.bind(forge);
  const shared = new Map<string, ReturnType<NonNullable<typeof sharedFiles>>>();
  const known = new Map<string, ReturnType<Forge['repository']>>();
  return {
    ...forge,
    repository: (repository) => {
      const key = `${repository.owner}/${repository.name}`;
      const answer = known.get(key) ?? forge.repository(repository);
      known.set(key, answer);
      return answer;
    },
    ...(sharedFiles && {
      sharedFiles: (owner, choose) => {
        const answer = shared.get(owner) ?? sharedFiles(owner, choose);
        shared.set(owner, answer);
        return answer;
      },
    }),
  };
}
