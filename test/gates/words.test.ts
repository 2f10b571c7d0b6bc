import assert from 'node:assert/strict';
import { agePhrase, circumstances, durationPhrase, placePhrase } from '../../server/src/gates/words.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('the words for a run', () => {
  it('say how long ago it was', () => {
    const ages = [-MINUTE, 0, MINUTE - 1, MINUTE, 59 * MINUTE, HOUR, 23.9 * HOUR, 24 * HOUR, 999 * HOUR];
    assert.deepEqual(ages.map(agePhrase), [
      'just now',
      'just now',
      'just now',
      '1 min ago',
      '59 min ago',
      '1 h ago',
      '23 h ago',
      '1 d ago',
      '41 d ago',
    ]);
  });
  it('say how long it took', () => {
    const durations = [12, 3140, 59_949, 59_950, 125_000, HOUR, 1.2 * HOUR];
    assert.deepEqual(durations.map(durationPhrase), [
      '0.0 s',
      '3.1 s',
      '59.9 s',
      '1 min 0 s',
      '2 min 5 s',
      '1 h 0 min',
      '1 h 12 min',
    ]);
  });
  it('say whether it still holds', () => {
    const run = { age: 2 * MINUTE, commit: '4f26a87', duration: 3140, fresh: true };
    assert.equal(circumstances(run), '2 min ago at 4f26a87, 3.1 s');
    assert.equal(circumstances({ ...run, commit: null, fresh: false }), '2 min ago, 3.1 s (stale)');
  });
});

describe('where a gate runs, as a phrase', () => {
  it('is the folder with the reason, and the workspace folder where that has one', () => {
    assert.equal(placePhrase('api', undefined), ' in api');
    assert.equal(placePhrase('api', 'why'), ' in api (why)');
    assert.equal(placePhrase('.', 'why'), ' in the workspace folder (why)');
    assert.equal(placePhrase(undefined, undefined), '');
    assert.equal(placePhrase('.', undefined), '');
  });
});
