import * as z from 'zod';
import { peopleAndTeams } from '../answers.ts';
import { draftTitles } from '../draftTitle.ts';
import type { ForgeResult, RepositoryName } from '../forge.ts';
import type {
  PullRequestChange,
  PullRequestDetails,
  PullRequestForge,
  PullRequestHead,
  PullRequestNotes,
  PullRequestState,
} from '../pullRequestForge.ts';
import { statesOf } from '../pullRequestStates.ts';
import { type RestClient, route } from '../rest/client.ts';
import { doAll, ok, orNull } from '../results.ts';
import { labelIds, repositoryPath, unknown } from './repository.ts';
import { checksOf, reviewOf } from './state.ts';

/** The part "repository" of `/api/swagger` of each Gitea and Forgejo. */
export function giteaPullRequests(client: RestClient): PullRequestForge {
  return {
    findPullRequest: async (base, head) => {
      const open = await listed(client, base, 'open');
      if (open.kind === 'failed') return open;
      return ok(newestOf(open.value, base, head) ?? null);
    },
    createPullRequest: (base, { head, base: target, title, body, draft }) =>
      client.ask(PullRequestAnswer, {
        method: 'POST',
        path: `${repositoryPath(base)}/pulls`,
        about: base,
        body: { head: label(base, head), base: target, title: TITLES.marked(title, draft), body },
      }),
    pullRequest: async (base, number) => orNull(await one(client, base, number)),
    updatePullRequest: (base, number, change) => update(client, base, number, change),
    annotatePullRequest: (base, number, notes) => annotate(client, base, number, notes),
    pullRequestStates: (base, heads) => states(client, base, heads),
  };
}

/** These are the prefixes that a server takes if nobody changed its settings. */
const TITLES = draftTitles('WIP: ', /^\s*(?:(?:wip:|\[wip\])\s*)+/i);

const PullRequestShape = z.object({
  number: z.int(),
  html_url: z.string(),
  title: z.string(),
  body: z.string().nullish(),
  draft: z.boolean().nullish(),
  state: z.string(),
  merged: z.boolean().nullish(),
  // The repository is null where a fork was deleted.
  head: z.object({
    ref: z.string(),
    sha: z.string().nullish(),
    repo: z.object({ owner: z.object({ login: z.string() }) }).nullish(),
  }),
  base: z.object({ ref: z.string() }),
});

interface FoundPullRequest extends PullRequestDetails {
  readonly branch: string;
  readonly owner: string | null;
  readonly commit: string | null;
  readonly state: PullRequestState['state'];
}

const PullRequestAnswer: z.ZodType<FoundPullRequest> = PullRequestShape.transform((answer) => ({
  number: answer.number,
  url: answer.html_url,
  title: TITLES.plain(answer.title),
  body: answer.body ?? '',
  draft: answer.draft ?? TITLES.isDraft(answer.title),
  base: answer.base.ref,
  branch: answer.head.ref,
  owner: answer.head.repo?.owner.login ?? null,
  commit: answer.head.sha ?? null,
  state: answer.merged === true ? 'merged' : answer.state === 'closed' ? 'closed' : 'open',
}));

/** Closed ones are looked at as far back as this many pages. */
const MOST_PAGES = 10;

function one(
  client: RestClient,
  base: RepositoryName,
  number: number,
): Promise<ForgeResult<FoundPullRequest>> {
  return client.ask(PullRequestAnswer, {
    path: `${repositoryPath(base)}${route`/pulls/${number}`}`,
    about: base,
  });
}

/** There is no filter for the branch. */
function listed(
  client: RestClient,
  base: RepositoryName,
  state: 'open' | 'closed',
): Promise<ForgeResult<readonly FoundPullRequest[]>> {
  return client.list(z.array(PullRequestAnswer), {
    path: `${repositoryPath(base)}/pulls`,
    query: { state, sort: 'recentupdate' },
    about: base,
    ...(state === 'closed' ? { mostPages: MOST_PAGES } : {}),
  });
}

function newestOf(
  all: readonly FoundPullRequest[],
  base: RepositoryName,
  head: PullRequestHead,
): FoundPullRequest | undefined {
  const isOf = ({ branch, owner, state }: FoundPullRequest): boolean => {
    if (branch !== head.branch) return false;
    // Whose it was, nobody can tell any more: it must not be taken for one that is under way.
    if (owner === null) return state !== 'open' && isSame(head.owner, base.owner);
    return isSame(owner, head.owner);
  };
  return all.filter(isOf).sort((a, b) => b.number - a.number)[0];
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function label(base: RepositoryName, { owner, branch }: PullRequestHead): string {
  return isSame(owner, base.owner) ? branch : `${owner}:${branch}`;
}

/** A title is all that says "draft": a new one must go on saying so. */
async function update(
  client: RestClient,
  base: RepositoryName,
  number: number,
  { title, ...change }: PullRequestChange,
): Promise<ForgeResult<FoundPullRequest>> {
  const before = title === undefined ? undefined : await one(client, base, number);
  if (before?.kind === 'failed') return before;
  const retitled = title === undefined ? {} : { title: TITLES.marked(title, before?.value.draft ?? false) };
  return client.ask(PullRequestAnswer, {
    method: 'PATCH',
    path: `${repositoryPath(base)}${route`/pulls/${number}`}`,
    about: base,
    body: { ...change, ...retitled },
  });
}

const Milestones = z.array(z.object({ id: z.int(), title: z.string() }));
const Assignees = z.object({ assignees: z.array(z.object({ login: z.string() })).nullish() });
const Anything = z.unknown();

function annotate(
  client: RestClient,
  about: RepositoryName,
  number: number,
  { labels, milestone, assignees, reviewers }: PullRequestNotes,
): Promise<ForgeResult<void>> {
  const issue = `${repositoryPath(about)}${route`/issues/${number}`}`;
  const addLabels = async (): Promise<ForgeResult<unknown>> => {
    const ids = await labelIds(client, about, labels);
    if (ids.kind === 'failed') return ids;
    return client.ask(Anything, {
      method: 'POST',
      path: `${issue}/labels`,
      body: { labels: ids.value },
      about,
    });
  };
  const setMilestone = async (): Promise<ForgeResult<unknown>> => {
    const known = await client.list(Milestones, {
      path: `${repositoryPath(about)}/milestones`,
      query: { state: 'all' },
      about,
    });
    if (known.kind === 'failed') return known;
    const found = known.value.find(({ title }) => title === milestone);
    if (found === undefined) return unknown(about, 'milestone', milestone ?? '');
    return client.ask(Anything, { method: 'PATCH', path: issue, body: { milestone: found.id }, about });
  };
  const addAssignees = async (): Promise<ForgeResult<unknown>> => {
    const before = await client.ask(Assignees, { path: issue, about });
    if (before.kind === 'failed') return before;
    const all = new Set([...(before.value.assignees ?? []).map(({ login }) => login), ...assignees]);
    return client.ask(Anything, { method: 'PATCH', path: issue, body: { assignees: [...all] }, about });
  };
  const askReviewers = (): Promise<ForgeResult<unknown>> =>
    client.ask(Anything, {
      method: 'POST',
      path: `${repositoryPath(about)}${route`/pulls/${number}/requested_reviewers`}`,
      about,
      body: peopleAndTeams(reviewers),
    });
  return doAll([
    ...(labels.length > 0 ? [addLabels] : []),
    ...(milestone === null ? [] : [setMilestone]),
    ...(assignees.length > 0 ? [addAssignees] : []),
    ...(reviewers.length > 0 ? [askReviewers] : []),
  ]);
}

async function states(
  client: RestClient,
  base: RepositoryName,
  heads: readonly PullRequestHead[],
): Promise<ForgeResult<readonly PullRequestState[]>> {
  if (heads.length === 0) return ok([]);
  const open = await listed(client, base, 'open');
  if (open.kind === 'failed') return open;
  const isMissing = heads.some((head) => newestOf(open.value, base, head) === undefined);
  const closed = isMissing ? await listed(client, base, 'closed') : undefined;
  if (closed?.kind === 'failed') return closed;
  const all = [...open.value, ...(closed?.value ?? [])];
  return statesOf(heads, {
    newest: (head) => Promise.resolve(ok(newestOf(all, base, head))),
    checks: ({ commit }) => checksOf(client, base, commit),
    review: ({ number }) => reviewOf(client, base, number),
  });
}
