import assert from 'node:assert/strict';
import {
  pullRequestNote,
  pullRequestPhrase,
  type PullRequestStanding,
} from '../../server/src/core/pullRequestWords.ts';

const OPEN: PullRequestStanding = { number: 7, state: 'open', draft: false, checks: null, review: null };

describe('Where a pull request stands, in words', () => {
  it('tells what keeps it from being merged', () => {
    assert.equal(pullRequestPhrase(OPEN), 'Pull request #7: open');
    assert.equal(
      pullRequestPhrase({ ...OPEN, draft: true, checks: 'failed', review: 'changes-requested' }),
      'Pull request #7: draft, checks failed, changes requested',
    );
    assert.equal(
      pullRequestPhrase({ ...OPEN, state: 'merged', checks: 'failed' }),
      'Pull request #7: merged',
    );
  });

  it('is short in a row', () => {
    assert.equal(pullRequestNote(OPEN), '#7 open');
    assert.equal(pullRequestNote({ ...OPEN, checks: 'passed', review: 'approved' }), '#7 approved ✓');
    assert.equal(pullRequestNote({ ...OPEN, checks: 'passed', review: 'changes-requested' }), '#7 open ✗');
    assert.equal(pullRequestNote({ ...OPEN, state: 'closed' }), '#7 closed');
  });
});
