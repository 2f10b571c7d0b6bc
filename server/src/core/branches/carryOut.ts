import type { GitAnswer, RepositoryFacts, SwitchPort } from '../ports.ts';
import type { StartBase, StartExisting, StartNew } from './start.ts';

/** What a person decided. */
export interface StartChoice {
  readonly plan: StartNew | StartExisting;
  /** What a new branch is made from; null for one that is there. */
  readonly base: StartBase | null;
  /** The folder for a worktree of its own, an absolute path; null: the branch is switched here. */
  readonly worktree: string | null;
}

/** Whether the working tree lets itself be switched. */
export type TreeGuard =
  | { readonly kind: 'clean' }
  /** These files are not committed; git can take them along. */
  | { readonly kind: 'dirty'; readonly files: readonly string[] }
  /** Switching would overwrite these files. */
  | { readonly kind: 'blocked'; readonly files: readonly string[] }
  | { readonly kind: 'busy'; readonly operation: string }
  | { readonly kind: 'failed'; readonly output: string };

/** Looks whether anything that is not committed would be lost, or come along, by going there. */
export async function guardTree(
  { plan, base }: StartChoice,
  { changedFiles }: RepositoryFacts,
  git: SwitchPort,
): Promise<TreeGuard> {
  const operation = await git.operation();
  if (operation.kind === 'failed') return operation;
  if (operation.value !== null) return { kind: 'busy', operation: operation.value };
  const blocking = await git.inTheWay(revisionOf(plan, base), changedFiles);
  if (blocking.kind === 'failed') return blocking;
  if (blocking.value.length > 0) return { kind: 'blocked', files: blocking.value };
  return changedFiles.length === 0 ? { kind: 'clean' } : { kind: 'dirty', files: changedFiles };
}

/** Does it. What fails leaves the working tree as it was. */
export async function carryOut(
  { plan, base, worktree }: StartChoice,
  git: SwitchPort,
): Promise<GitAnswer<void>> {
  const { branch } = plan;
  if (plan.kind === 'new') {
    const start = revisionOf(plan, base);
    return worktree === null ? git.startBranch(branch, start) : git.addWorktree(worktree, branch, start);
  }
  if (plan.remote !== null) {
    const followed = await git.follow(plan.remote, branch);
    if (followed.kind === 'failed') return followed;
  }
  return worktree === null ? git.switchTo(branch) : git.addWorktree(worktree, branch, null);
}

function revisionOf(plan: StartNew | StartExisting, base: StartBase | null): string {
  return plan.kind === 'existing' ? plan.revision : (base ?? plan.bases[0]).revision;
}
