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

/** By branch. */
export type StatesByBranch = ReadonlyMap<string, PullRequestState>;

/**
 * Where the pull requests of tasks stand, as the forge says. Only branches that were seen at the remote are asked
 * about. Undefined where there is nobody to ask: no remote, no account, no such branch.
 */
export async function readStates(
  tasks: readonly BranchTask[],
  git: GitPort,
  connect: Connect,
): Promise<ForgeResult<StatesByBranch> | undefined> {
  const facts = await git.facts();
  if (facts.kind === 'failed') return undefined;
  const targets = tasks.flatMap((task) => pushedTarget(task, facts.value) ?? []);
  const [first] = targets;
  const forge = first === undefined ? undefined : await connect(first.base);
  if (first === undefined || forge === undefined) return undefined;
  const info = await forge.repository(first.head);
  if (info.kind === 'failed') return info;
  const { base, head } = intoParent(first, info.value);
  const branches = [...new Set(targets.map(({ branch }) => branch))];
  const states = await forge.pullRequestStates(
    base,
    branches.map((branch) => ({ owner: head.owner, branch })),
  );
  if (states.kind === 'failed') return states;
  return { kind: 'ok', value: new Map(states.value.map((state) => [state.head.branch, state])) };
}

function pushedTarget({ task, branchTemplate }: BranchTask, facts: RepositoryFacts): Target | undefined {
  const target = planTarget({ task }, facts, branchTemplate);
  if (target.kind === 'refused') return undefined;
  const isPushed = facts.remoteBranches.some(
    ({ remote, branch }) => remote === target.remote && branch === target.branch,
  );
  return isPushed ? target : undefined;
}
