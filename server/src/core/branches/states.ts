import { chooseBranch } from '../branch.ts';
import type { RoadmapDocument, Task } from '../model/document.ts';
import { configOf, type Workspace } from '../model/workspace.ts';
import { memoryOf } from '../remember.ts';

/** What git says of the branches that tasks are about, as one value. */
export interface BranchStates {
  /** What branches are compared with; null where no default branch is known. */
  readonly base: BaseBranch | null;
  /** By name; a name that no branch has is absent. */
  readonly byName: ReadonlyMap<string, BranchState>;
}

export interface BaseBranch {
  /** As people call it: `main`. */
  readonly name: string;
  /** The local branch, or what was last fetched of it: the newer of both. */
  readonly revision: string;
}

export interface BranchState {
  readonly name: string;
  /** `remote`: it is at a remote only, as last fetched. */
  readonly at: 'local' | 'remote';
  /** It is checked out where the roadmap stands. */
  readonly isCurrent: boolean;
  /** The folder of another worktree in which it is checked out, absolute. */
  readonly worktree: string | null;
  /** Commits that it has and the base has not, and the other way round; null without a base, and for the base. */
  readonly fromBase: Distance | null;
  readonly upstream: Upstream | null;
  /** How it came into the base; null: it is not merged, as far as git can tell. */
  readonly merged: Merged | null;
}

export interface Distance {
  readonly ahead: number;
  readonly behind: number;
}

/** `gone`: the branch that it was pushed to is no longer there. */
export type Upstream =
  | { readonly kind: 'gone'; readonly name: string }
  | ({ readonly kind: 'there'; readonly name: string } & Distance);

/** `commits`: its commits are in the base; `changes`: their changes are, as other commits (rebased, squashed). */
export type Merged = 'commits' | 'changes';

/** Git was not asked, or knows nothing. */
export const NO_BRANCHES: BranchStates = { base: null, byName: new Map() };

/** For each task of a document the name of its branch, by its own field or the template; null for a name that git refuses. */
export function branchNames(workspace: Workspace, document: RoadmapDocument): readonly (string | null)[] {
  const template = branchTemplate(workspace, document.uri);
  return memoryOf(document).map('branch names', [template], document.tasks, (task) =>
    branchNameOf(task, template),
  );
}

/** The state of a task's branch; undefined if there is no such branch, or it is the base itself. */
export function branchStateOf(
  states: BranchStates,
  task: Pick<Task, 'id' | 'title' | 'branch'>,
  template: string,
): BranchState | undefined {
  if (states.byName.size === 0) return undefined;
  return stateNamed(states, branchNameOf(task, template));
}

/** The state of a branch that is not the base. */
export function stateNamed({ base, byName }: BranchStates, name: string | null): BranchState | undefined {
  return name === null || name === base?.name ? undefined : byName.get(name);
}

/** How the branches of tasks are called that name none. */
export function branchTemplate(workspace: Workspace, uri: string): string {
  return configOf(workspace, uri).branch.template;
}

/** The name of a task's branch; null for one that git refuses. */
export function branchNameOf(task: Pick<Task, 'id' | 'title' | 'branch'>, template: string): string | null {
  const key = [task.branch ?? '', template, task.id ?? '', task.title].join('\n');
  const known = filled.get(key);
  if (known !== undefined) return known;
  const choice = chooseBranch(task, template);
  const name = choice.kind === 'branch' ? choice.name : null;
  if (filled.size >= MOST_NAMES) filled.clear();
  filled.set(key, name);
  return name;
}

/** Making a name of a title takes long enough to be noticed where a long plan is asked for all of its tasks. */
const filled = new Map<string, string | null>();
const MOST_NAMES = 20_000;
