import assert from 'node:assert/strict';
import type { Forge, ForgeResult } from '../../../server/src/forge/forge.ts';
import { createGitHub } from '../../../server/src/forge/github/github.ts';
import type { IssueDetails } from '../../../server/src/forge/issueForge.ts';
import { startForgeEmulator, type ForgeEmulator } from '../../support/forgeEmulator.ts';
import { ScriptedForge } from '../../support/scriptedForge.ts';

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

describe('GitHub answers about issues', () => {
  let server: ScriptedForge;
  let github: Forge;

  beforeEach(async () => {
    server = new ScriptedForge();
    github = createGitHub({ name: 'GitHub', apiUrl: await server.start(), token: 'secret', second: 1 });
  });

  afterEach(async () => {
    await server.stop();
  });

  const ISSUES = '/repos/acme/parcel-tracker/issues';
  const one = { id: 901, number: 1, title: 'One', html_url: 'https://x/1', state: 'open', labels: [] };

  it('tell of the issue above, those below, and those waited for', async () => {
    server.on(`GET ${ISSUES}`, {
      status: 200,
      body: [
        one,
        {
          ...one,
          number: 2,
          parent_issue_url: 'https://api.github.com/repos/acme/parcel-tracker/issues/1',
          sub_issues_summary: { total: 3, completed: 0, percent_completed: 0 },
          issue_dependencies_summary: { blocked_by: 1, blocking: 0, total_blocked_by: 2, total_blocking: 0 },
        },
      ],
    });
    const found = value(await github.issues(REPOSITORY));
    assert.deepEqual(
      found.map(({ relations }) => relations),
      [undefined, { parent: 1, children: 3, blockers: 2 }],
    );
  });

  it('are well where the relation is there already', async () => {
    const issue = (number: number): IssueDetails => ({
      ...{ id: 900 + number, number, title: '', url: '', body: '', state: 'open', labels: [] },
      ...{ milestone: null, assignees: [] },
    });
    server.on(`POST ${ISSUES}/1/sub_issues`, {
      status: 422,
      body: {
        message: 'An error occurred while adding the sub-issue to the parent issue.',
        errors: ['Issue may not contain duplicate sub-issues and Sub issue may only have one parent'],
      },
    });
    server.on(`POST ${ISSUES}/2/dependencies/blocked_by`, {
      status: 422,
      body: { message: 'Validation failed: Target issue has already been taken' },
    });
    assert.equal((await github.addChild(REPOSITORY, issue(1), issue(2))).kind, 'ok');
    assert.equal((await github.addBlocker(REPOSITORY, issue(2), issue(1))).kind, 'ok');
    // Both want the key of the database, not the number that people see.
    assert.deepEqual(
      server.requests.map(({ body }) => body),
      [{ sub_issue_id: 902 }, { issue_id: 901 }],
    );
  });

  it('say where issues are switched off', async () => {
    server.on(`POST ${ISSUES}`, { status: 410, body: { message: 'Issues are disabled for this repo' } });
    const made = await github.createIssue(REPOSITORY, {
      ...{ title: 'One', body: '', labels: [], milestone: null, assignees: [] },
    });
    assert.equal(
      made.kind === 'failed' ? made.error.message : '',
      'acme/parcel-tracker has no issues: switch them on in the settings of the repository.',
    );
  });
});

function value<T>(result: ForgeResult<T>): T {
  if (result.kind === 'ok') return result.value;
  throw new Error(result.error.message);
}
