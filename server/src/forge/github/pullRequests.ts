import * as z from 'zod';
import { peopleAndTeams } from '../answers.ts';
import type { ForgeResult, RepositoryName } from '../forge.ts';
import type {
  NewPullRequest,
  PullRequestDetails,
  PullRequestForge,
  PullRequestHead,
  PullRequestNotes,
  PullRequestState,
} from '../pullRequestForge.ts';
import { statesOf } from '../pullRequestStates.ts';
import { doAll, fail, ok, optional, orNull } from '../results.ts';
import type { GitHubClient } from './client.ts';

/** https://docs.github.com/en/rest/pulls/pulls */
export function gitHubPullRequests(client: GitHubClient): PullRequestForge {
  return {
    findPullRequest: async (base, head) => {
      const found = await client.list(PullRequests, base, `GET ${PULLS}`, {
        state: 'open',
        head: label(head),
      });
      // The filter is applied here again: a server that ignores it must not lead to a stranger's pull request.
      if (found.kind === 'failed') return found;
      return ok(found.value.find((one) => isOf(one, head) && one.state === 'open') ?? null);
    },
    createPullRequest: (base, request) =>
      client.ask(PullRequestAnswer, base, `POST ${PULLS}`, toPayload(request)),
    pullRequest: async (base, number) =>
      orNull(await client.ask(PullRequestAnswer, base, `GET ${PULL}`, { pull_number: number })),
    updatePullRequest: (base, number, change) =>
      client.ask(PullRequestAnswer, base, `PATCH ${PULL}`, { pull_number: number, ...change }),
    annotatePullRequest: (base, number, notes) => annotate(client, base, number, notes),
    pullRequestStates: (base, heads) => states(client, base, heads),
  };
}

const PULLS = '/repos/{owner}/{repo}/pulls';
const PULL = `${PULLS}/{pull_number}`;
const ISSUE = '/repos/{owner}/{repo}/issues/{issue_number}';

const PullRequestShape = z.object({
  number: z.int(),
  html_url: z.string(),
  title: z.string(),
  body: z.string().nullish(),
  draft: z.boolean().nullish(),
  state: z.string().optional(),
  merged_at: z.string().nullish(),
  // `user` and `repo` are null where the fork was deleted.
  head: z.object({ ref: z.string(), label: z.string().nullish(), sha: z.string().optional() }),
  base: z.object({ ref: z.string() }).optional(),
});

interface FoundPullRequest extends PullRequestDetails {
  readonly branch: string;
  readonly label: string | null;
  readonly commit: string | null;
  readonly state: PullRequestState['state'];
}

const PullRequestAnswer: z.ZodType<FoundPullRequest> = PullRequestShape.transform((answer) => ({
  number: answer.number,
  url: answer.html_url,
  title: answer.title,
  body: answer.body ?? '',
  draft: answer.draft ?? false,
  base: answer.base?.ref ?? '',
  branch: answer.head.ref,
  label: answer.head.label ?? null,
  commit: answer.head.sha ?? null,
  state: answer.merged_at ? 'merged' : answer.state === 'closed' ? 'closed' : 'open',
}));
const PullRequests = z.array(PullRequestAnswer);
const Anything = z.unknown();

function annotate(
  client: GitHubClient,
  base: RepositoryName,
  number: number,
  { labels, milestone, assignees, reviewers }: PullRequestNotes,
): Promise<ForgeResult<void>> {
  const addLabels = (): Promise<ForgeResult<unknown>> =>
    client.ask(Anything, base, `POST ${ISSUE}/labels`, { issue_number: number, labels });
  const askReviewers = (): Promise<ForgeResult<unknown>> =>
    client.ask(Anything, base, `POST ${PULL}/requested_reviewers`, {
      pull_number: number,
      ...peopleAndTeams(reviewers),
    });
  return doAll([
    ...(labels.length > 0 ? [addLabels] : []),
    ...(assignees.length > 0 ? [() => assign(client, base, number, assignees)] : []),
    ...(milestone === null ? [] : [() => setMilestone(client, base, number, milestone)]),
    ...(reviewers.length > 0 ? [askReviewers] : []),
  ]);
}

const Assigned = z.object({ assignees: z.array(z.object({ login: z.string() })) });

/** GitHub leaves out without a word whom it cannot assign. */
async function assign(
  client: GitHubClient,
  base: RepositoryName,
  number: number,
  assignees: readonly string[],
): Promise<ForgeResult<unknown>> {
  const asked = { issue_number: number, assignees };
  const answer = await client.ask(Assigned, base, `POST ${ISSUE}/assignees`, asked);
  if (answer.kind === 'failed') return answer;
  const now = answer.value.assignees.map(({ login }) => login.toLowerCase());
  const missing = assignees.filter((login) => !now.includes(login.toLowerCase()));
  if (missing.length === 0) return answer;
  return fail(
    'invalid',
    `GitHub cannot assign ${missing.join(', ')} in ${base.owner}/${base.name}: check the login, and that it may write there.`,
  );
}

const Milestones = z.array(z.object({ number: z.int(), title: z.string() }));

async function setMilestone(
  client: GitHubClient,
  base: RepositoryName,
  number: number,
  title: string,
): Promise<ForgeResult<unknown>> {
  const known = await client.list(Milestones, base, 'GET /repos/{owner}/{repo}/milestones', { state: 'all' });
  if (known.kind === 'failed') return known;
  const milestone = known.value.find((candidate) => candidate.title === title);
  if (milestone === undefined) {
    return fail(
      'invalid',
      `${base.owner}/${base.name} has no milestone "${title}": create it, or leave it out.`,
    );
  }
  return client.ask(Anything, base, `PATCH ${ISSUE}`, { issue_number: number, milestone: milestone.number });
}

function states(
  client: GitHubClient,
  base: RepositoryName,
  heads: readonly PullRequestHead[],
): Promise<ForgeResult<readonly PullRequestState[]>> {
  return statesOf(heads, {
    newest: async (head) => {
      const found = await client.list(PullRequests, base, `GET ${PULLS}`, {
        state: 'all',
        head: label(head),
      });
      if (found.kind === 'failed') return found;
      const own = found.value.filter((candidate) => isOf(candidate, head));
      return ok(own.sort((a, b) => b.number - a.number)[0]);
    },
    checks: ({ commit }) => checksOf(client, base, commit),
    review: ({ number }) => reviewOf(client, base, number),
  });
}

const CheckRuns = z.object({
  check_runs: z.array(z.object({ status: z.string(), conclusion: z.string().nullish() })),
});
const CombinedStatus = z.object({ state: z.string(), total_count: z.int().optional() });

/** Check runs (Actions, apps) and commit statuses (older services) together. */
async function checksOf(
  client: GitHubClient,
  base: RepositoryName,
  commit: string | null,
): Promise<ForgeResult<PullRequestState['checks']>> {
  if (commit === null) return ok(null);
  const runs = optional(
    await client.ask(CheckRuns, base, 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs', {
      ref: commit,
      per_page: 100,
    }),
  );
  if (runs.kind === 'failed') return runs;
  const combined = optional(
    await client.ask(CombinedStatus, base, 'GET /repos/{owner}/{repo}/commits/{ref}/status', {
      ref: commit,
    }),
  );
  if (combined.kind === 'failed') return combined;
  const outcomes = (runs.value?.check_runs ?? []).map(outcomeOf);
  const status = combined.value;
  if (status !== null && status.total_count !== 0)
    outcomes.push(STATUS_OUTCOMES.get(status.state) ?? 'pending');
  for (const outcome of ['failed', 'pending', 'passed'] as const) {
    if (outcomes.includes(outcome)) return ok(outcome);
  }
  return ok(null);
}

const STATUS_OUTCOMES: ReadonlyMap<string, 'passed' | 'failed'> = new Map([
  ['success', 'passed'],
  ['failure', 'failed'],
  ['error', 'failed'],
]);

function outcomeOf(run: {
  readonly status: string;
  readonly conclusion?: string | null | undefined;
}): 'passed' | 'failed' | 'pending' {
  if (run.status !== 'completed') return 'pending';
  return ['success', 'neutral', 'skipped'].includes(run.conclusion ?? '') ? 'passed' : 'failed';
}

const Reviews = z.array(z.object({ state: z.string(), user: z.object({ login: z.string() }).nullish() }));
const Asked = z.object({ users: z.array(z.unknown()), teams: z.array(z.unknown()) });

/** The last word of each reviewer counts; a comment is none. */
async function reviewOf(
  client: GitHubClient,
  base: RepositoryName,
  number: number,
): Promise<ForgeResult<PullRequestState['review']>> {
  const given = optional(await client.list(Reviews, base, `GET ${PULL}/reviews`, { pull_number: number }));
  if (given.kind === 'failed') return given;
  const asked = optional(
    await client.ask(Asked, base, `GET ${PULL}/requested_reviewers`, { pull_number: number }),
  );
  if (asked.kind === 'failed') return asked;
  const last = new Map<string, string>();
  for (const { state, user } of given.value ?? []) {
    if (state === 'APPROVED' || state === 'CHANGES_REQUESTED' || state === 'DISMISSED') {
      last.set(user?.login ?? '', state);
    }
  }
  const words = [...last.values()];
  const waiting = (asked.value?.users.length ?? 0) + (asked.value?.teams.length ?? 0) > 0;
  const review = words.includes('CHANGES_REQUESTED')
    ? 'changes-requested'
    : waiting
      ? 'waiting'
      : words.includes('APPROVED')
        ? 'approved'
        : null;
  return ok(review);
}

function label({ owner, branch }: PullRequestHead): string {
  return `${owner}:${branch}`;
}

function isOf(candidate: FoundPullRequest, head: PullRequestHead): boolean {
  if (candidate.branch !== head.branch) return false;
  return candidate.label === null || candidate.label.toLowerCase() === label(head).toLowerCase();
}

function toPayload(request: NewPullRequest): Readonly<Record<string, unknown>> {
  const { base, title, body, draft } = request;
  return { head: label(request.head), base, title, body, draft };
}
