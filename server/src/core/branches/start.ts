import { branchNameProblem, type BranchSubject, chooseBranch } from '../branch.ts';
import type { RepositoryFacts } from '../ports.ts';
import type { BranchStates } from './states.ts';

/** A task on which work is to begin. */
export interface StartSubject extends BranchSubject {
  readonly dependencies: readonly StartDependency[];
}

/** A task that has to come before. */
export interface StartDependency {
  readonly id: string | null;
  readonly title: string;
  /** The name of its branch, whether there is one or not; null for a name that git refuses. */
  readonly branch: string | null;
  readonly isDone: boolean;
}

export type StartPlan = StartRefusal | StartNew | StartExisting | StartCurrent | StartElsewhere;

/** Why no work can begin: a sentence that says what to do. */
export interface StartRefusal {
  readonly kind: 'refused';
  readonly why: 'invalid-branch' | 'name-taken' | 'branch-is-base' | 'no-commits' | 'no-base' | 'git';
  readonly message: string;
  /** A name for the branch to offer instead; null if there is none. */
  readonly suggestion: string | null;
}

/** The branch is to be made. */
export interface StartNew {
  readonly kind: 'new';
  readonly branch: string;
  /** What it can be made from; the one that fits best comes first. */
  readonly bases: readonly [StartBase, ...StartBase[]];
  /** Sentences about what is not as one would wish. */
  readonly notes: readonly string[];
}

export interface StartBase {
  /** As people call it: `main`, `feature/store`. */
  readonly name: string;
  readonly revision: string;
  readonly kind: 'dependency' | 'default' | 'current' | 'named';
  /** Why it is offered, as half a sentence. */
  readonly reason: string;
}

/** The branch is there. */
export interface StartExisting {
  readonly kind: 'existing';
  readonly branch: string;
  readonly revision: string;
  /** The remote that has it, where there is no local branch yet; else null. */
  readonly remote: string | null;
}

/** The branch is checked out already. */
export interface StartCurrent {
  readonly kind: 'current';
  readonly branch: string;
}

/** The branch is checked out in another folder, an absolute path. */
export interface StartElsewhere {
  readonly kind: 'elsewhere';
  readonly branch: string;
  readonly folder: string;
}

/** What is known of the repository. */
export interface StartFacts {
  readonly repository: RepositoryFacts;
  /** At least of the task's branch and those of its dependencies. */
  readonly states: BranchStates;
}

/** The branch that the task is worked on, and where it comes from. Nothing is done by this. */
export function planStart(subject: StartSubject, facts: StartFacts, template: string): StartPlan {
  const { repository, states } = facts;
  const choice = chooseBranch(subject, template);
  if (choice.kind === 'invalid') return refuseStart('invalid-branch', choice.reason, choice.suggestion);
  const { name } = choice;
  if (repository.head.kind === 'unborn')
    return refuseStart(
      'no-commits',
      'This repository has no commits yet: make the first one, then try again.',
    );
  if (name === states.base?.name)
    return refuseStart(
      'branch-is-base',
      `"${name}" is the default branch: give the task a branch of its own.`,
      chooseSuggestion(subject, template),
    );
  const known = states.byName.get(name);
  if (known?.isCurrent === true) return { kind: 'current', branch: name };
  if (known?.worktree != null) return { kind: 'elsewhere', branch: name, folder: known.worktree };
  const there = revisionNamed(name, repository);
  if (there) return { kind: 'existing', branch: name, ...there };
  const taken = nameInTheWay(name, repository.branches);
  if (taken !== undefined)
    return refuseStart(
      'name-taken',
      `Git cannot have "${name}" beside the branch "${taken}".`,
      freeName(name, repository.branches),
    );
  return planNew(name, subject, facts);
}

/** The branch with this name as a base; undefined if there is none. */
export function baseNamed(
  name: string,
  { bases }: StartNew,
  repository: RepositoryFacts,
): StartBase | undefined {
  const offered = bases.find((base) => base.name === name);
  if (offered) return offered;
  const there = revisionNamed(name, repository);
  return there && { name, revision: there.revision, kind: 'named', reason: 'as you said' };
}

/** Why a name that somebody typed cannot be that of a new branch, as a sentence; undefined if it can. */
export function newNameProblem(name: string, { branches }: RepositoryFacts): string | undefined {
  const problem = branchNameProblem(name);
  if (problem !== undefined) return `Not a valid name: ${problem}.`;
  const taken = nameInTheWay(name, branches);
  return taken === undefined ? undefined : `Git cannot have this beside the branch "${taken}".`;
}

/** `3 files are not committed: a.js, b.js and c.js.` */
export function describeFiles(files: readonly string[], what: 'not committed' | 'in the way'): string {
  const shown = files.slice(0, MOST_SHOWN);
  const rest = files.length - shown.length;
  const last = rest > 0 ? `${rest} more` : shown.pop();
  const names = shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
  const count = files.length === 1 ? '1 file is' : `${files.length} files are`;
  return `${count} ${what}: ${names}.`;
}

const MOST_SHOWN = 5;

/** Where a worktree for a branch goes unless somebody says otherwise: beside the repository, which is an absolute path. */
export function worktreeFolder(root: string, branch: string): string {
  return `${root.replace(/[\\/]+$/, '')}.worktrees/${branch.replaceAll('/', '-')}`;
}

export function refuseStart(
  why: StartRefusal['why'],
  message: string,
  suggestion: string | null = null,
): StartRefusal {
  return { kind: 'refused', why, message, suggestion };
}

function planNew(branch: string, { dependencies }: StartSubject, facts: StartFacts): StartNew | StartRefusal {
  const { base } = facts.states;
  const candidates = [
    ...dependencies.flatMap((dependency) => dependencyBase(dependency, facts)),
    ...(base === null ? [] : [defaultBase(base)]),
    ...currentBase(facts.repository),
  ];
  const bases = candidates.filter(
    ({ name }, index) => candidates.findIndex((other) => other.name === name) === index,
  );
  const [first, ...others] = bases;
  if (first === undefined) return refuseStart('no-base', 'There is no branch here to start from.');
  const notes = dependencies.flatMap((dependency) => noteOn(dependency, facts));
  return { kind: 'new', branch, bases: [first, ...others], notes };
}

/** The branch of a dependency that is not in the default branch yet: what builds on it has to start there. */
function dependencyBase(
  dependency: StartDependency,
  { repository, states }: StartFacts,
): readonly StartBase[] {
  const { branch } = dependency;
  if (branch === null || branch === states.base?.name) return [];
  const there = revisionNamed(branch, repository);
  if (!there || states.byName.get(branch)?.merged != null) return [];
  const reason = `the branch of ${nameOf(dependency)}, which this task needs and which is not merged yet`;
  return [{ name: branch, revision: there.revision, kind: 'dependency', reason }];
}

function defaultBase({ name, revision }: NonNullable<BranchStates['base']>): StartBase {
  const fetched = revision.startsWith('refs/remotes/') ? ', as last fetched' : '';
  return { name, revision, kind: 'default', reason: `the default branch${fetched}` };
}

function currentBase({ head }: RepositoryFacts): readonly StartBase[] {
  const reason = 'what is checked out now';
  if (head.kind === 'branch')
    return [{ name: head.name, revision: `refs/heads/${head.name}`, kind: 'current', reason }];
  return head.kind === 'detached' ? [{ name: head.commit, revision: 'HEAD', kind: 'current', reason }] : [];
}

function noteOn(dependency: StartDependency, { repository, states }: StartFacts): readonly string[] {
  const { branch, isDone } = dependency;
  const state = branch === null ? undefined : states.byName.get(branch);
  if (isDone || state?.merged != null) return [];
  const isThere = branch !== null && revisionNamed(branch, repository) !== undefined;
  return isThere ? [] : [`${nameOf(dependency)}, which this task needs, is not done and has no branch here.`];
}

function nameOf({ id, title }: StartDependency): string {
  return id === null ? `“${title}”` : id;
}

/** A local branch goes before one at a remote; `origin` before other remotes. */
function revisionNamed(
  name: string,
  { branches, remoteBranches }: RepositoryFacts,
): { readonly revision: string; readonly remote: string | null } | undefined {
  if (branches.includes(name)) return { revision: `refs/heads/${name}`, remote: null };
  const at = remoteBranches.filter(({ branch }) => branch === name).map(({ remote }) => remote);
  const remote = at.find((each) => each === 'origin') ?? at[0];
  return remote === undefined ? undefined : { revision: `refs/remotes/${remote}/${name}`, remote };
}

/** Git keeps branches as files: `feature` and `feature/store` exclude each other. */
function nameInTheWay(name: string, branches: readonly string[]): string | undefined {
  return branches.find(
    (branch) => branch === name || branch.startsWith(`${name}/`) || name.startsWith(`${branch}/`),
  );
}

function freeName(name: string, branches: readonly string[]): string | null {
  const flat = name.replaceAll('/', '-');
  const candidates = [flat, `${flat}-2`, `work/${flat}`];
  return candidates.find((each) => nameInTheWay(each, branches) === undefined) ?? null;
}

function chooseSuggestion(subject: BranchSubject, template: string): string | null {
  const choice = chooseBranch({ ...subject, branch: null }, template);
  return choice.kind === 'branch' ? choice.name : null;
}
