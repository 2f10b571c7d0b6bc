import type { ForgeResult } from './forge.ts';
import type { PullRequestHead, PullRequestState } from './pullRequestForge.ts';
import { ok } from './results.ts';

/** What a list of pull requests tells of one. */
type Listed = Pick<PullRequestState, 'number' | 'url' | 'title' | 'draft' | 'state'>;

/** What a forge is asked for the states of pull requests. */
export interface StateQuestions<Found extends Listed> {
  /** The newest pull request of a branch; undefined where there is none. */
  newest(head: PullRequestHead): Promise<ForgeResult<Found | undefined>>;
  checks(found: Found): Promise<ForgeResult<PullRequestState['checks']>>;
  review(found: Found): Promise<ForgeResult<PullRequestState['review']>>;
}

/** The state of the newest pull request of each branch that has one; the first failure ends it. */
export async function statesOf<Found extends Listed>(
  heads: readonly PullRequestHead[],
  questions: StateQuestions<Found>,
): Promise<ForgeResult<readonly PullRequestState[]>> {
  const result: PullRequestState[] = [];
  for (const head of heads) {
    const newest = await questions.newest(head);
    if (newest.kind === 'failed') return newest;
    if (newest.value === undefined) continue;
    const state = await stateOf(head, newest.value, questions);
    if (state.kind === 'failed') return state;
    result.push(state.value);
  }
  return ok(result);
}

/** Nobody waits for checks and reviews of what is merged or closed. */
async function stateOf<Found extends Listed>(
  head: PullRequestHead,
  found: Found,
  questions: StateQuestions<Found>,
): Promise<ForgeResult<PullRequestState>> {
  const { number, url, title, draft, state } = found;
  const known = { number, url, title, draft, state, head };
  if (state !== 'open') return ok({ ...known, checks: null, review: null });
  const checks = await questions.checks(found);
  if (checks.kind === 'failed') return checks;
  const review = await questions.review(found);
  return review.kind === 'failed' ? review : ok({ ...known, checks: checks.value, review: review.value });
}
