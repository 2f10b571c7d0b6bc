import type { Remote, RepositoryFacts } from '../core/ports.ts';
import { chooseBranch } from '../core/branch.ts';
import type { RepositoryInfo } from './forge.ts';
import { withoutCredentials } from './pushFailure.ts';
import { parseRemoteUrl, sameRepository, type BranchAt, type ForgeRepository } from './remote.ts';
import type { TaskSource } from './source.ts';

/** Why no pull request can be opened as things are: one sentence that says what to do. */
export interface Refusal {
  readonly kind: 'refused';
  readonly why:
    | 'invalid-branch'
    | 'no-commits'
    | 'no-remote'
    | 'no-forge'
    | 'detached-head'
    | 'no-base'
    | 'branch-is-base'
    | 'nothing-ahead'
    | 'no-pull-request'
    | 'git'
    | 'forge';
  readonly message: string;
}

/** Where a task's branch is, and which repositories it goes from and to. */
export interface Target {
  readonly kind: 'target';
  readonly branch: string;
  readonly origin: BranchOrigin;
  /** The remote that is pushed to. */
  readonly remote: string;
  readonly head: ForgeRepository;
  /** The remote of the base repository; null if it has none here (a fork's parent that the forge named). */
  readonly baseRemote: string | null;
  readonly base: ForgeRepository;
}

export type BranchOrigin =
  /** A local branch is there. */
  | { readonly kind: 'local'; readonly checkedOut: boolean }
  /** It is at the remote only: nothing has to be pushed. */
  | { readonly kind: 'remote' }
  /** It will be made from the commit that is checked out, on the branch `from`. */
  | { readonly kind: 'new'; readonly from: string };

/** The base branch, and the revision at which it was last seen here; null if it never was. */
export interface Base {
  readonly kind: 'base';
  readonly at: BranchAt;
  readonly revision: string | null;
  /** The number of the open pull request whose branch this is; null for a branch of its own standing. */
  readonly stackedOn: number | null;
}

/** Everything that is decided without asking a forge. */
export function planTarget(
  source: { readonly task: Pick<TaskSource['task'], 'id' | 'title' | 'branch'> },
  facts: RepositoryFacts,
  template: string,
): Target | Refusal {
  const choice = chooseBranch(source.task, template);
  if (choice.kind === 'invalid') {
    const instead = choice.suggestion === null ? '' : ` "${choice.suggestion}" would be one.`;
    return refuse('invalid-branch', `${choice.reason}${instead}`);
  }
  const remotes = planRemotes(facts);
  if (remotes.kind === 'refused') return remotes;
  const origin = originOf(choice.name, remotes.remote, facts);
  if (origin.kind === 'refused') return origin;
  return { ...remotes, kind: 'target', branch: choice.name, origin };
}

/** The same target, with the repository it was forked from as its base where no remote says otherwise. */
export function intoParent(target: Target, { parent }: RepositoryInfo): Target {
  if (parent === null || !sameRepository(target.base, target.head)) return target;
  const { head } = target;
  const webUrl = `${new URL(head.webUrl).origin}/${parent.owner}/${parent.name}`;
  return { ...target, base: { ...head, owner: parent.owner, name: parent.name, webUrl }, baseRemote: null };
}

/** `known` is the default branch as the forge tells it; null where it was not asked. */
export function planBase(target: Target, facts: RepositoryFacts, known: string | null): Base | Refusal {
  const remote = facts.remotes.find(({ name }) => name === target.baseRemote);
  const seen = facts.remoteBranches.filter((branch) => branch.remote === target.baseRemote);
  const usual = ['main', 'master'].find((name) => seen.some(({ branch }) => branch === name));
  const branch = known ?? remote?.defaultBranch ?? usual;
  if (branch === undefined) {
    const name = target.baseRemote ?? target.remote;
    return refuse(
      'no-base',
      `The default branch of "${name}" is not known here: run \`git remote set-head ${name} --auto\`, then try again.`,
    );
  }
  if (branch === target.branch && sameRepository(target.base, target.head)) {
    return refuse(
      'branch-is-base',
      `"${branch}" is the branch that pull requests go into: give the task a branch of its own.`,
    );
  }
  const at = { repository: target.base, branch };
  return { kind: 'base', at, revision: revisionOf(branch, target, facts), stackedOn: null };
}

/** The revision whose commits the pull request will hold. */
export function headRevision({ branch, origin, remote }: Target): string {
  switch (origin.kind) {
    case 'local':
      return `refs/heads/${branch}`;
    case 'remote':
      return `refs/remotes/${remote}/${branch}`;
    case 'new':
      return 'HEAD';
  }
}

/** Files whose changes are not committed, where the branch to send is the one that is worked on. */
export function leftOut({ origin }: Target, { changedFiles }: RepositoryFacts): readonly string[] {
  return origin.kind === 'new' || (origin.kind === 'local' && origin.checkedOut) ? changedFiles : [];
}

export function refuse(why: Refusal['why'], message: string): Refusal {
  return { kind: 'refused', why, message };
}

interface Remotes {
  readonly kind: 'remotes';
  readonly remote: string;
  readonly head: ForgeRepository;
  readonly baseRemote: string;
  readonly base: ForgeRepository;
}

/** The push goes where the configuration says, else to `origin`; the base is `upstream` where there is one. */
function planRemotes({ remotes, pushRemote }: RepositoryFacts): Remotes | Refusal {
  const named = (name: string | null): Remote | undefined => remotes.find((remote) => remote.name === name);
  const remote = named(pushRemote) ?? named('origin') ?? remotes[0];
  if (remote === undefined) {
    return refuse(
      'no-remote',
      'This repository has no remote to push to: add one with `git remote add origin URL`, then try again.',
    );
  }
  const head = parseRemoteUrl(remote.url);
  if (head === undefined) {
    return refuse(
      'no-forge',
      `The remote "${remote.name}" (${withoutCredentials(remote.url)}) is no repository of a forge: pull requests need one such as GitHub.`,
    );
  }
  const main = named('upstream') ?? named('origin');
  const base = main && parseRemoteUrl(main.url);
  // Between two hosts there are no pull requests.
  if (main === undefined || base?.host !== head.host) {
    return { kind: 'remotes', remote: remote.name, head, baseRemote: remote.name, base: head };
  }
  return { kind: 'remotes', remote: remote.name, head, baseRemote: main.name, base };
}

function originOf(branch: string, remote: string, facts: RepositoryFacts): BranchOrigin | Refusal {
  const { head } = facts;
  if (head.kind === 'unborn') {
    return refuse('no-commits', 'This repository has no commits yet: commit the work first, then try again.');
  }
  if (facts.branches.includes(branch)) {
    return { kind: 'local', checkedOut: head.kind === 'branch' && head.name === branch };
  }
  if (facts.remoteBranches.some((seen) => seen.remote === remote && seen.branch === branch)) {
    return { kind: 'remote' };
  }
  if (head.kind === 'branch') return { kind: 'new', from: head.name };
  return refuse(
    'detached-head',
    `No branch is checked out (HEAD is at ${head.commit}), so there is nothing to make "${branch}" from: switch to the branch that holds the work, then try again.`,
  );
}

/** Where the base has no remote here (the parent of a fork), the fork's own copy stands in. */
function revisionOf(
  branch: string,
  { baseRemote, remote }: Target,
  { remoteBranches }: RepositoryFacts,
): string | null {
  const name = baseRemote ?? remote;
  const isSeen = remoteBranches.some((seen) => seen.remote === name && seen.branch === branch);
  return isSeen ? `refs/remotes/${name}/${branch}` : null;
}
