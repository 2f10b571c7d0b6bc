/** Where the pull request of a task stands, as far as its forge said. */
export interface PullRequestStanding {
  readonly number: number;
  readonly state: 'open' | 'merged' | 'closed';
  readonly draft: boolean;
  readonly checks: 'passed' | 'failed' | 'pending' | null;
  readonly review: 'approved' | 'changes-requested' | 'waiting' | null;
}

/** `Pull request #7: draft, checks passed, changes requested`. */
export function pullRequestPhrase(standing: PullRequestStanding): string {
  const { number, state, draft, checks, review } = standing;
  if (state !== 'open') return `Pull request #${number}: ${state}`;
  const parts = [draft ? 'draft' : 'open'];
  if (checks !== null) parts.push(CHECKS[checks]);
  if (review !== null) parts.push(REVIEWS[review]);
  return `Pull request #${number}: ${parts.join(', ')}`;
}

/** The same for a row that has little room: `#7 draft ✓`. */
export function pullRequestNote({ number, state, draft, checks, review }: PullRequestStanding): string {
  if (state !== 'open') return `#${number} ${state}`;
  const sign = checks === 'failed' || review === 'changes-requested' ? '✗' : checks === 'passed' ? '✓' : '';
  const word = draft ? 'draft' : review === 'approved' ? 'approved' : 'open';
  return [`#${number}`, word, sign].filter((part) => part !== '').join(' ');
}

const CHECKS = { passed: 'checks passed', failed: 'checks failed', pending: 'checks running' } as const;
const REVIEWS = {
  approved: 'approved',
  'changes-requested': 'changes requested',
  waiting: 'waiting for review',
} as const;
