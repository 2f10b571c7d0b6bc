import * as z from 'zod';
import type { ForgeResult, RepositoryName } from '../forge.ts';
import type { PullRequestState } from '../pullRequestForge.ts';
import { type RestClient, route } from '../rest/client.ts';
import { ok, optional } from '../results.ts';
import { projectPath } from './project.ts';

/** What a pipeline's status says about a merge request. */
export function checksFrom(pipeline: string | null): PullRequestState['checks'] {
  if (pipeline === null || pipeline === 'skipped') return null;
  if (pipeline === 'success') return 'passed';
  return pipeline === 'failed' || pipeline === 'canceled' ? 'failed' : 'pending';
}

const Reviewers = z.array(z.object({ state: z.string() }));
const Approvals = z.object({ approved_by: z.array(z.unknown()) });

/** What the reviewers say, and who approved without having been asked. */
export async function reviewOf(
  client: RestClient,
  base: RepositoryName,
  number: number,
): Promise<ForgeResult<PullRequestState['review']>> {
  const path = route`/projects/${projectPath(base)}/merge_requests/${number}`;
  const asked = optional(await client.ask(Reviewers, { path: `${path}/reviewers`, about: base }));
  if (asked.kind === 'failed') return asked;
  const given = optional(await client.ask(Approvals, { path: `${path}/approvals`, about: base }));
  if (given.kind === 'failed') return given;
  const words = (asked.value ?? []).map(({ state }) => state);
  const isApproved = (given.value?.approved_by.length ?? 0) > 0 || words.includes('approved');
  const isWaiting = words.some((word) => word !== 'approved' && word !== 'reviewed');
  const review = words.includes('requested_changes')
    ? 'changes-requested'
    : isWaiting
      ? 'waiting'
      : isApproved
        ? 'approved'
        : null;
  return ok(review);
}
