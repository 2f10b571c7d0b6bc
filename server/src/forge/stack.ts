import { chooseBranch } from '../core/branch.ts';
import type { GitPort, RepositoryFacts } from '../core/ports.ts';
import type { Forge } from './forge.ts';
import { type Base, headRevision, type Target } from './plan.ts';
import { sameRepository } from './remote.ts';
import type { TaskSource } from './source.ts';

export interface Stack {
  /** The branch of a dependency to go into; null: the usual base. */
  readonly base: Base | null;
  /** What a person should know of it. */
  readonly notes: readonly string[];
}

/**
 * Whether a task's branch was built upon the branch of a task that it waits for and that is not merged yet. Its
 * pull request then goes into that branch, so that it shows only what is new; of several, into the one that is
 * nearest. A branch without an open pull request of its own is no base.
 */
export async function findStack(
  target: Target,
  usual: Base,
  source: TaskSource,
  facts: RepositoryFacts,
  git: GitPort,
  forge: Forge | undefined,
): Promise<Stack> {
  const below = await branchesBelow(target, usual, source, facts, git);
  const notes: string[] = [];
  for (const { branch, revision } of below) {
    if (forge === undefined) {
      notes.push(
        `It holds commits of "${branch}", which is not merged: without an account it goes into "${usual.at.branch}".`,
      );
      continue;
    }
    const found = await forge.findPullRequest(target.base, { owner: target.base.owner, branch });
    if (found.kind === 'ok' && found.value !== null) {
      const at = { repository: target.base, branch };
      return { base: { kind: 'base', at, revision, stackedOn: found.value.number }, notes: [] };
    }
    if (await isMerged(branch, target, forge)) continue;
    notes.push(
      `It holds commits of "${branch}", which has no open pull request: open that one first to go into it.`,
    );
  }
  return { base: null, notes };
}

/** Whether a branch of the base repository was merged by a pull request of its own, as the forge knows. */
export async function isMerged(branch: string, { base }: Target, forge: Forge): Promise<boolean> {
  const states = await forge.pullRequestStates(base, [{ owner: base.owner, branch }]);
  return states.kind === 'ok' && states.value[0]?.state === 'merged';
}

interface BranchBelow {
  readonly branch: string;
  readonly revision: string;
  /** Commits that the task's branch has and this one has not. */
  readonly distance: number;
}

/** Branches of dependencies at the remote with commits that the base has not and the task's branch has, nearest first. */
async function branchesBelow(
  target: Target,
  usual: Base,
  { dependencies, branchTemplate }: TaskSource,
  facts: RepositoryFacts,
  git: GitPort,
): Promise<readonly BranchBelow[]> {
  // Only branches of the base repository can be a base.
  if (usual.revision === null || target.baseRemote === null || !sameRepository(target.head, target.base)) {
    return [];
  }
  const head = headRevision(target);
  const all = await git.countAhead(usual.revision, head);
  if (all.kind === 'failed') return [];
  const found: BranchBelow[] = [];
  for (const dependency of dependencies) {
    const choice = chooseBranch(dependency, branchTemplate);
    if (choice.kind === 'invalid' || choice.name === target.branch || choice.name === usual.at.branch)
      continue;
    const isSeen = facts.remoteBranches.some(
      ({ remote, branch }) => remote === target.baseRemote && branch === choice.name,
    );
    if (!isSeen) continue;
    const revision = `refs/remotes/${target.baseRemote}/${choice.name}`;
    const distance = await git.countAhead(revision, head);
    if (distance.kind === 'ok' && distance.value < all.value) {
      found.push({ branch: choice.name, revision, distance: distance.value });
    }
  }
  return found.sort((a, b) => a.distance - b.distance);
}
