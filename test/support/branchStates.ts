import type { BranchState, BranchStates } from '../../server/src/core/branches/states.ts';

/** A local branch, merged by a merge commit. */
export const MERGED: BranchState = {
  name: 'feature/store',
  at: 'local',
  isCurrent: false,
  worktree: null,
  fromBase: { ahead: 0, behind: 3 },
  upstream: null,
  merged: 'commits',
};

/** A repository with these branches, whose default branch is `main`. */
export function statesOf(...all: readonly BranchState[]): BranchStates {
  const base = { name: 'main', revision: 'refs/remotes/origin/main' };
  return { base, byName: new Map(all.map((state) => [state.name, state])) };
}
