import assert from 'node:assert/strict';
import type { ForgeResult } from '../../../server/src/forge/forge.ts';
import { createGitHub } from '../../../server/src/forge/github/github.ts';
import { startForgeEmulator, type ForgeEmulator } from '../../support/forgeEmulator.ts';

const REPOSITORY = { owner: 'acme', name: 'parcel-tracker' };

describe('GitHub issues', () => {
  let emulator: ForgeEmulator;

  before(async () => {
    emulator = await startForgeEmulator();
  });

  after(async () => {
    await emulator.close();
  });

  it('are made with labels and a milestone, found again and changed', async () => {
    const github = createGitHub({ name: 'GitHub', apiUrl: emulator.url, token: emulator.token, second: 1 });
    const label = value(
      await github.createLabel(REPOSITORY, { name: 'area: api', color: '0e8a16', description: 'The API' }),
    );
    const milestone = value(
      await github.createMilestone(REPOSITORY, { title: 'Phase 1', description: '', due: '2026-03-31' }),
    );
    assert.equal(milestone.due, '2026-03-31');
    const made = value(
      await github.createIssue(REPOSITORY, {
        title: 'Split the client',
        body: 'Text',
        labels: [label.name],
        milestone,
        assignees: ['robin'],
      }),
    );
    const found = value(await github.issues(REPOSITORY));
    assert.deepEqual(
      found.map(({ number, labels, milestone: title, state, assignees }) => ({
        number,
        labels,
        title,
        state,
        assignees,
      })),
      [
        {
          number: made.number,
          labels: ['area: api'],
          title: 'Phase 1',
          state: 'open',
          assignees: ['robin'],
        },
      ],
    );
    const closed = value(await github.updateIssue(REPOSITORY, made.number, { state: 'closed' }));
    assert.equal(closed.state, 'closed');
    assert.equal(closed.body, 'Text');
    assert.deepEqual(
      value(await github.labels(REPOSITORY)).filter(({ name }) => name === label.name),
      [label],
    );
    assert.deepEqual(value(await github.milestones(REPOSITORY)), [milestone]);
  });
});

function value<T>(result: ForgeResult<T>): T {
  if (result.kind === 'ok') return result.value;
  throw new Error(result.error.message);
}
