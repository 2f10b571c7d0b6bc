import * as z from 'zod';
import type { ForgeResult, RepositoryName } from '../forge.ts';
import type { PullRequestState } from '../pullRequestForge.ts';
import { type RestClient, route } from '../rest/client.ts';
import { ok, optional } from '../results.ts';
import { repositoryPath } from './repository.ts';

const CombinedStatus = z.object({ state: z.string(), total_count: z.int().optional() });

/** What the statuses of a commit say together. */
export async function checksOf(
  client: RestClient,
  about: RepositoryName,
  commit: string | null,
): Promise<ForgeResult<PullRequestState['checks']>> {
  if (commit === null) return ok(null);
  const path = `${repositoryPath(about)}${route`/commits/${commit}/status`}`;
  const found = optional(await client.ask(CombinedStatus, { path, about }));
  if (found.kind === 'failed') return found;
  const status = found.value;
  if (status === null || status.total_count === 0 || status.state === '') return ok(null);
  return ok(OUTCOMES.get(status.state) ?? 'pending');
}

const OUTCOMES: ReadonlyMap<string, 'passed' | 'failed'> = new Map([
  ['success', 'passed'],
  ['warning', 'passed'],
  ['skipped', 'passed'],
  ['failure', 'failed'],
  ['error', 'failed'],
]);

const Reviews = z.array(
  z.object({
    state: z.string(),
    dismissed: z.boolean().nullish(),
    user: z.object({ login: z.string() }).nullish(),
    // A team that was asked stands here instead of a person.
    team: z.object({ name: z.string() }).nullish(),
  }),
);

/** The last word of each reviewer counts; a comment is none, and having been asked is one. */
export async function reviewOf(
  client: RestClient,
  about: RepositoryName,
  number: number,
): Promise<ForgeResult<PullRequestState['review']>> {
  const path = `${repositoryPath(about)}${route`/pulls/${number}/reviews`}`;
  const found = optional(await client.list(Reviews, { path, about }));
  if (found.kind === 'failed') return found;
  const last = new Map<string, string>();
  for (const { state, dismissed, user, team } of found.value ?? []) {
    if (!WORDS.has(state)) continue;
    last.set(`${user?.login ?? ''}/${team?.name ?? ''}`, dismissed === true ? '' : state);
  }
  const words = [...last.values()];
  const review = words.includes('REQUEST_CHANGES')
    ? 'changes-requested'
    : words.includes('REQUEST_REVIEW')
      ? 'waiting'
      : words.includes('APPROVED')
        ? 'approved'
        : null;
  return ok(review);
}

const WORDS: ReadonlySet<string> = new Set(['APPROVED', 'REQUEST_CHANGES', 'REQUEST_REVIEW']);
