import * as z from 'zod';
import { draftTitles } from '../draftTitle.ts';
import type { ForgeResult, RepositoryName } from '../forge.ts';
import type {
  PullRequestChange,
  PullRequestDetails,
  PullRequestForge,
  PullRequestHead,
  PullRequestState,
} from '../pullRequestForge.ts';
import { statesOf } from '../pullRequestStates.ts';
import { type RestClient, route } from '../rest/client.ts';
import { ok, orNull } from '../results.ts';
import { annotateMergeRequest } from './annotate.ts';
import { projectOf, projectPath } from './project.ts';
import { checksFrom, reviewOf } from './state.ts';

/** https://docs.gitlab.com/api/merge_requests/ */
export function gitLabMergeRequests(client: RestClient): PullRequestForge {
  return {
    findPullRequest: async (base, head) => {
      const found = await ofBranch(client, base, head, 'opened');
      return found.kind === 'failed' ? found : ok(found.value[0] ?? null);
    },
    createPullRequest: async (base, { head, title, body, draft, base: target }) => {
      const source = await projectOf(client, base, head.owner);
      if (source.kind === 'failed') return source;
      const isOwn = head.owner.toLowerCase() === base.owner.toLowerCase();
      const into = isOwn ? source : await projectOf(client, base, base.owner);
      if (into.kind === 'failed') return into;
      return client.ask(MergeRequestAnswer, {
        method: 'POST',
        path: route`/projects/${source.value}/merge_requests`,
        about: base,
        body: {
          source_branch: head.branch,
          target_branch: target,
          target_project_id: into.value,
          title: TITLES.marked(title, draft),
          description: body,
        },
      });
    },
    pullRequest: async (base, number) => orNull(await one(client, base, number)),
    updatePullRequest: (base, number, change) => update(client, base, number, change),
    annotatePullRequest: (base, number, notes) => annotateMergeRequest(client, base, number, notes),
    pullRequestStates: (base, heads) => states(client, base, heads),
  };
}

const TITLES = draftTitles('Draft: ', /^\s*(?:(?:\[draft\]|\(draft\)|draft:)\s*)+/i);

const MergeRequestShape = z.object({
  iid: z.int(),
  web_url: z.string(),
  title: z.string(),
  description: z.string().nullish(),
  draft: z.boolean().optional(),
  state: z.string(),
  source_branch: z.string(),
  source_project_id: z.int().nullish(),
  target_branch: z.string(),
  // Only where one is asked for.
  head_pipeline: z.object({ status: z.string() }).nullish(),
});

interface FoundMergeRequest extends PullRequestDetails {
  readonly branch: string;
  readonly sourceProject: number | null;
  readonly state: PullRequestState['state'];
  readonly pipeline: string | null;
}

const MergeRequestAnswer: z.ZodType<FoundMergeRequest> = MergeRequestShape.transform((answer) => ({
  number: answer.iid,
  url: answer.web_url,
  title: TITLES.plain(answer.title),
  body: answer.description ?? '',
  draft: answer.draft ?? TITLES.isDraft(answer.title),
  base: answer.target_branch,
  branch: answer.source_branch,
  sourceProject: answer.source_project_id ?? null,
  state: answer.state === 'merged' ? 'merged' : answer.state === 'closed' ? 'closed' : 'open',
  pipeline: answer.head_pipeline?.status ?? null,
}));

function one(
  client: RestClient,
  base: RepositoryName,
  number: number,
): Promise<ForgeResult<FoundMergeRequest>> {
  const path = route`/projects/${projectPath(base)}/merge_requests/${number}`;
  return client.ask(MergeRequestAnswer, { path, about: base });
}

/** Those of a branch, the newest first. */
async function ofBranch(
  client: RestClient,
  base: RepositoryName,
  head: PullRequestHead,
  state: 'opened' | 'all',
): Promise<ForgeResult<readonly FoundMergeRequest[]>> {
  const found = await client.list(z.array(MergeRequestAnswer), {
    path: route`/projects/${projectPath(base)}/merge_requests`,
    about: base,
    query: { state, source_branch: head.branch },
  });
  // A server that ignores the filter must not lead to a stranger's merge request.
  if (found.kind === 'failed') return found;
  const ofName = found.value.filter(({ branch }) => branch === head.branch);
  if (ofName.length === 0) return ok([]);
  const source = await projectOf(client, base, head.owner);
  if (source.kind === 'failed') return source;
  const own = ofName.filter(({ sourceProject }) => sourceProject === source.value);
  return ok(own.sort((a, b) => b.number - a.number));
}

/** A title is all that says "draft": a new one must go on saying so. */
async function update(
  client: RestClient,
  base: RepositoryName,
  number: number,
  change: PullRequestChange,
): Promise<ForgeResult<FoundMergeRequest>> {
  const before = change.title === undefined ? undefined : await one(client, base, number);
  if (before?.kind === 'failed') return before;
  const { title, body, base: target } = change;
  return client.ask(MergeRequestAnswer, {
    method: 'PUT',
    path: route`/projects/${projectPath(base)}/merge_requests/${number}`,
    about: base,
    body: {
      ...(title === undefined ? {} : { title: TITLES.marked(title, before?.value.draft ?? false) }),
      ...(body === undefined ? {} : { description: body }),
      ...(target === undefined ? {} : { target_branch: target }),
    },
  });
}

function states(
  client: RestClient,
  base: RepositoryName,
  heads: readonly PullRequestHead[],
): Promise<ForgeResult<readonly PullRequestState[]>> {
  return statesOf(heads, {
    newest: async (head) => {
      const found = await ofBranch(client, base, head, 'all');
      return found.kind === 'failed' ? found : ok(found.value[0]);
    },
    // A list does not tell of pipelines.
    checks: async ({ number }) => {
      const whole = await one(client, base, number);
      return whole.kind === 'failed' ? whole : ok(checksFrom(whole.value.pipeline));
    },
    review: ({ number }) => reviewOf(client, base, number),
  });
}
