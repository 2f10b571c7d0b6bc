import type { GitPort, RepositoryFacts } from '../core/ports.ts';
import type { ForgeResult } from './forge.ts';
import type { Connect } from './openPullRequest.ts';
import { intoParent, planTarget, type Target } from './plan.ts';
import type { PullRequestState } from './pullRequestForge.ts';
import type { TaskSource } from './source.ts';

/** A task, as far as its branch is concerned. */
export interface BranchTask {
  readonly task: Pick<TaskSource['task'], 'id' | 'title' | 'branch'>;
  readonly branchTemplate: string;
}

/**
 * Where the pull requests of tasks stand, as the forge says, by the place of the task in `tasks`. Only branches that were seen at the remote are asked
 * about. Undefined where there is nobody to ask: no remote, no account, no such branch.
 */
export async function readStates(
  tasks: readonly BranchTask[],
  git: GitPort,
  connect: Connect,
): Promise<ForgeResult<ReadonlyMap<number, PullRequestState>> | undefined> {
  const facts = await git.facts();
  if (facts.kind === 'failed') return undefined;
  const targets = tasks.map((task) => pushedTarget(task, facts.value));
  const pushed = targets.filter((target) => target !== undefined);
  const [first] = pushed;
  const forge = first === undefined ? undefined : await connect(first.base);
  if (first === undefined || forge === undefined) return undefined;
  const info = await forge.repository(first.head);
  if (info.kind === 'failed') return info;
  const { base, head } = intoParent(first, info.value);
  const branches = [...new Set(pushed.map(({ branch }) => branch))];
  const states = await forge.pullRequestStates(
    base,
    branches.map((branch) => ({ owner: head.owner, branch })),
  );
  if (states.kind === 'failed') return states;
  const byBranch = new Map(states.value.map((state) => [state.head.branch, state]));
  const found = targets.flatMap((target, index) => {
    const state = target && byBranch.get(target.branch);
    return state === undefined ? [] : [[index, state] as const];
  });
  return { kind: 'ok', value: new Map(found) };
}

function pushedTarget({ task, branchTemplate }: BranchTask, facts: RepositoryFacts): Target | undefined {
  const target = planTarget({ task }, facts, branchTemplate);
  if (target.kind === 'refused') return undefined;
  const isPushed = facts.remoteBranches.some(
    ({ remote, branch }) => remote === target.remote && branch === target.branch,
  );
  return isPushed ? target : undefined;
}
