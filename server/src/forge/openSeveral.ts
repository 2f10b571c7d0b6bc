import { chooseBranch } from '../core/branch.ts';
import type { GitPort } from '../core/ports.ts';
import {
  preparePullRequest,
  sendPullRequest,
  type Connect,
  type Outcome,
  type PullRequestTask,
} from './openPullRequest.ts';
import type { Refusal } from './plan.ts';

/** What came of one of several pull requests. */
export interface Sent {
  readonly task: PullRequestTask;
  /** `skipped`: it was cancelled before, or the same trouble as just before would have met it. */
  readonly outcome: Outcome | Refusal | { readonly kind: 'skipped' };
}

export interface SeveralOptions {
  /** Undefined: as the settings say. */
  readonly draft?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told before each task; `index` counts from 0. */
  readonly onTask?: (task: PullRequestTask, index: number) => void;
}

/**
 * Opens pull requests one after another, those that others are stacked upon first. Each is prepared anew, since
 * the one before may be its base. Cancelling takes effect between two of them.
 */
export async function openSeveral(
  tasks: readonly PullRequestTask[],
  git: GitPort,
  connect: Connect,
  options: SeveralOptions = {},
): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  for (const [index, task] of dependenciesFirst(tasks).entries()) {
    if (options.signal?.aborted === true || isHopeless(sent)) {
      sent.push({ task, outcome: { kind: 'skipped' } });
      continue;
    }
    options.onTask?.(task, index);
    sent.push({ task, outcome: await openOne(task, git, connect, options.draft) });
  }
  return sent;
}

/** One sentence: `3 opened, 1 was open already, 1 failed, 2 left.` */
export function summarize(sent: readonly Sent[]): string {
  const count = (...kinds: Sent['outcome']['kind'][]): number =>
    sent.filter(({ outcome }) => kinds.includes(outcome.kind)).length;
  const parts = [
    [count('created'), 'opened'],
    [count('pushed'), 'pushed'],
    [count('existing'), 'open already'],
    [count('failed', 'refused'), 'failed'],
    [count('skipped'), 'not begun'],
  ] as const;
  const told = parts.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`);
  return `${told.join(', ')}.`;
}

/** The name of a task in lists: `#12 Show where a parcel has been`. */
export function nameOfTask({ source }: PullRequestTask): string {
  return [source.task.id, source.task.title].filter(Boolean).join(' ');
}

async function openOne(
  task: PullRequestTask,
  git: GitPort,
  connect: Connect,
  draft: boolean | undefined,
): Promise<Sent['outcome']> {
  const prepared = await preparePullRequest(task, git, connect);
  if (prepared.kind !== 'plan') return prepared;
  return sendPullRequest(prepared, { title: prepared.title, draft: draft ?? task.source.draft }, git);
}

/** Two in a row met the same trouble: no network, no sign-in. */
function isHopeless(sent: readonly Sent[]): boolean {
  const begun = sent.filter(({ outcome }) => outcome.kind !== 'skipped');
  const [before, last] = begun.slice(-2).map(({ outcome }) => troubleOf(outcome));
  return last !== undefined && last === before;
}

function troubleOf(outcome: Sent['outcome']): string | undefined {
  if (outcome.kind === 'failed') return outcome.message;
  return outcome.kind === 'refused' && outcome.why === 'forge' ? outcome.message : undefined;
}

/** Dependencies first; otherwise the order stays. */
export function dependenciesFirst(tasks: readonly PullRequestTask[]): PullRequestTask[] {
  const byBranch = new Map(tasks.map((task) => [branchOf(task.source.task, task), task]));
  const ordered = new Set<PullRequestTask>();
  const begun = new Set<PullRequestTask>();
  const visit = (task: PullRequestTask): void => {
    if (begun.has(task)) return;
    begun.add(task);
    for (const dependency of task.source.dependencies) {
      const below = byBranch.get(branchOf(dependency, task));
      if (below !== undefined) visit(below);
    }
    ordered.add(task);
  };
  tasks.forEach(visit);
  return [...ordered];
}

function branchOf(
  subject: PullRequestTask['source']['dependencies'][number],
  { source }: PullRequestTask,
): string {
  const choice = chooseBranch(subject, source.branchTemplate);
  return choice.kind === 'branch' ? choice.name : '';
}
