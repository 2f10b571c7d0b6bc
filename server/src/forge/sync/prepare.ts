import type { BranchStates } from '../../core/branches/states.ts';
import type { GitPort, RepositoryFacts } from '../../core/ports.ts';
import type { SyncTask } from '../../core/sync/tasks.ts';
import type { Forge, ForgeResult } from '../forge.ts';
import type { IssueDetails } from '../issueForge.ts';
import type { Connect } from '../openPullRequest.ts';
import type { PullRequestState } from '../pullRequestForge.ts';
import { withoutCredentials } from '../pushFailure.ts';
import { forgeName, type ForgeRepository, parseRemoteUrl } from '../remote.ts';
import { readBody } from '../issues/marker.ts';
import { planSync, type SyncRow } from './plan.ts';

export interface SyncRequest {
  readonly tasks: readonly SyncTask[];
  readonly git: GitPort;
  /** Tells the states of the branches with these names. */
  readonly branches: { readonly read: (names: readonly string[]) => Promise<BranchStates> };
  readonly connect: Connect;
  /** Path of the roadmap from the root of the repository, with `/`. */
  readonly documentPath: string;
}

export type PreparedSync =
  | {
      readonly kind: 'rows';
      readonly rows: readonly SyncRow[];
      readonly repository: ForgeRepository;
      readonly forge: Forge;
    }
  /** Nobody to ask: no account, or a forge without an adapter. */
  | { readonly kind: 'unconnected'; readonly repository: ForgeRepository }
  | { readonly kind: 'refused'; readonly message: string };

/** Asks the forge and compares. Changes nothing. */
export async function prepareSync(request: SyncRequest): Promise<PreparedSync> {
  const facts = await request.git.facts();
  if (facts.kind === 'failed') {
    return refuse(`Git cannot read this repository: ${withoutCredentials(facts.output).trim()}`);
  }
  const places = placesOf(facts.value);
  if (places === undefined) {
    return refuse(
      'No remote of this repository leads to a forge: states are compared with the one that a remote names.',
    );
  }
  const { base, head } = places;
  const forge = await request.connect(base);
  if (forge === undefined) return { kind: 'unconnected', repository: base };
  const issues = await withoutIssues(forge.issues(base));
  if (issues.kind === 'failed') return refuse(issues.error.message);
  const pullRequests = await readPullRequests(request.tasks, forge, base, head);
  if (pullRequests.kind === 'failed') return refuse(pullRequests.error.message);
  const named = await request.branches.read(request.tasks.flatMap(({ branch }) => branch ?? []));
  const merged = [...named.byName.values()].filter((branch) => branch.merged !== null);
  const rows = planSync(request.tasks, {
    issues: issues.value,
    webUrl: base.webUrl,
    pullRequests: pullRequests.value,
    merged: new Set(merged.map(({ name }) => name)),
    taskOf: ({ body }) => taskIn(body, request.documentPath),
  });
  return { kind: 'rows', rows, repository: base, forge };
}

/** What people call the forge that was asked. */
export function placeName(repository: ForgeRepository): string {
  return `${repository.owner}/${repository.name} (${forgeName(repository)})`;
}

/** The `issueKey` of the task of this document that an issue was made from, where its body says so. */
function taskIn(body: string, documentPath: string): string | undefined {
  const marker = readBody(body)?.marker;
  return marker?.document === documentPath ? marker.task : undefined;
}

/** A repository can do without issues; its pull requests are compared all the same. */
async function withoutIssues(
  asked: Promise<ForgeResult<readonly IssueDetails[]>>,
): Promise<ForgeResult<readonly IssueDetails[]>> {
  const issues = await asked;
  if (issues.kind === 'ok' || issues.error.kind !== 'unsupported') return issues;
  return { kind: 'ok', value: [] };
}

async function readPullRequests(
  tasks: readonly SyncTask[],
  forge: Forge,
  base: ForgeRepository,
  head: ForgeRepository,
): Promise<ForgeResult<ReadonlyMap<string, PullRequestState>>> {
  const branches = [...new Set(tasks.flatMap(({ branch }) => branch ?? []))];
  const states = await forge.pullRequestStates(
    base,
    branches.map((branch) => ({ owner: head.owner, branch })),
  );
  if (states.kind === 'failed') return states;
  return { kind: 'ok', value: new Map(states.value.map((state) => [state.head.branch, state])) };
}

/** Issues and pull requests are those of `upstream`, branches those of the remote that pushes go to. */
function placesOf({
  remotes,
  pushRemote,
}: RepositoryFacts): { readonly base: ForgeRepository; readonly head: ForgeRepository } | undefined {
  const at = (name: string | null): ForgeRepository | undefined => {
    const remote = remotes.find((candidate) => candidate.name === name);
    return remote && parseRemoteUrl(remote.url);
  };
  const others = remotes.flatMap(({ url }) => parseRemoteUrl(url) ?? []);
  const base = at('upstream') ?? at('origin') ?? others[0];
  return base && { base, head: at(pushRemote) ?? at('origin') ?? base };
}

function refuse(message: string): PreparedSync {
  return { kind: 'refused', message };
}
