import assert from 'node:assert/strict';
import type { Forge } from '../../../server/src/forge/forge.ts';
import { readBoard } from '../../../server/src/forge/issues/state.ts';
import { createGitea } from '../../../server/src/forge/gitea/gitea.ts';
import { refusalOf, valueOf } from '../../support/forgeResult.ts';
import { ScriptedForge } from '../../support/scriptedForge.ts';

// Shapes after `/api/swagger` of Gitea and Forgejo, reduced to what is read and a few fields around it.
const REPOSITORY = { owner: 'octo', name: 'plans' };
const HEAD = { owner: 'octo', branch: 'task/1' };
const PATH = '/repos/octo/plans';
const TOKEN = 'verysecret';

const pull = (number: number, owner: string | null, more = {}): object => ({
  id: 100 + number,
  number,
  html_url: `https://codeberg.org/octo/plans/pulls/${number}`,
  title: 'Split',
  body: 'Text',
  draft: false,
  state: 'open',
  merged: false,
  head: {
    label: 'task/1',
    ref: 'task/1',
    sha: 'c0ffee',
    repo: owner === null ? null : { full_name: `${owner}/plans`, owner: { login: owner } },
  },
  base: { label: 'main', ref: 'main' },
  ...more,
});

const issue = (number: number, more = {}): object => ({
  id: 500 + number,
  number,
  title: 'Split the client',
  body: '',
  state: 'open',
  labels: [{ id: 1, name: 'area: api', color: '0e8a16' }],
  milestone: { id: 9, title: 'Phase 1' },
  assignees: null,
  html_url: `https://codeberg.org/octo/plans/issues/${number}`,
  pull_request: null,
  repository: { id: 1, name: 'plans', owner: 'octo', full_name: 'octo/plans' },
  ...more,
});

const details = (number: number): Parameters<Forge['blockers']>[1] => ({
  id: 500 + number,
  number,
  title: '',
  url: '',
  body: '',
  state: 'open',
  labels: [],
  milestone: null,
  assignees: [],
});

describe('Gitea', () => {
  let server: ScriptedForge;
  let gitea: Forge;

  beforeEach(async () => {
    server = new ScriptedForge();
    gitea = createGitea({ name: 'codeberg.org', apiUrl: await server.start(), token: TOKEN, second: 1 });
  });

  afterEach(async () => {
    await server.stop();
  });

  const ok = (
    body: unknown,
    headers = {},
  ): { status: number; body: unknown; headers: object & Record<string, string> } => ({
    status: 200,
    body,
    headers,
  });
  const bodies = (): unknown[] =>
    server.requests.map(({ body }) => body).filter((body) => body !== undefined);

  it('knows the default branch and what a fork was forked from', async () => {
    const parent = { name: 'plans', owner: { login: 'origin' }, default_branch: 'trunk' };
    server.on(`GET ${PATH}`, ok({ default_branch: 'main', parent }));
    assert.deepEqual(valueOf(await gitea.repository(REPOSITORY)), {
      defaultBranch: 'main',
      parent: { owner: 'origin', name: 'plans', defaultBranch: 'trunk' },
    });
    assert.equal(server.requests[0]?.authorization, `token ${TOKEN}`);
  });

  it('finds the pull request of a branch among all pages, and no stranger’s', async () => {
    const total = { 'x-total-count': '3' };
    server.on(
      `GET ${PATH}/pulls`,
      ok([pull(5, 'stranger'), pull(6, null)], total),
      ok([pull(7, 'Octo', { title: 'WIP: Split', draft: true })], total),
    );
    const found = valueOf(await gitea.findPullRequest(REPOSITORY, HEAD));
    assert.deepEqual([found?.number, found?.title, found?.draft], [7, 'Split', true]);
    assert.deepEqual(
      server.requests.map(({ line }) => line),
      [1, 2].map((page) => `GET ${PATH}/pulls?state=open&sort=recentupdate&limit=50&page=${page}`),
    );
  });

  it('opens pull requests and drafts, from the repository and from forks', async () => {
    server.on(
      `POST ${PATH}/pulls`,
      { status: 201, body: pull(8, 'me', { title: 'WIP: Split', draft: true }) },
      { status: 409, body: { message: 'pull request already exists for these targets' } },
    );
    const request = { base: 'main', title: 'Split', body: 'Text' };
    const made = await gitea.createPullRequest(REPOSITORY, {
      ...request,
      head: { owner: 'me', branch: 'task/1' },
      draft: true,
    });
    assert.deepEqual([valueOf(made).number, valueOf(made).draft], [8, true]);
    const again = await gitea.createPullRequest(REPOSITORY, { ...request, head: HEAD, draft: false });
    assert.match(refusalOf(again), /^already-exists: /);
    assert.deepEqual(bodies(), [
      { head: 'me:task/1', base: 'main', title: 'WIP: Split', body: 'Text' },
      { head: 'task/1', base: 'main', title: 'Split', body: 'Text' },
    ]);
  });

  it('keeps a draft a draft when its title changes', async () => {
    server.on(`GET ${PATH}/pulls/6`, ok(pull(6, 'octo', { title: '[WIP] Split', draft: true })));
    server.on(`PATCH ${PATH}/pulls/6`, {
      status: 201,
      body: pull(6, 'octo', { title: 'WIP: Part', draft: true }),
    });
    assert.equal(valueOf(await gitea.updatePullRequest(REPOSITORY, 6, { title: 'Part' })).title, 'Part');
    await gitea.updatePullRequest(REPOSITORY, 6, { body: 'New', base: 'next' });
    assert.deepEqual(bodies(), [{ title: 'WIP: Part' }, { body: 'New', base: 'next' }]);
    assert.equal(valueOf(await gitea.pullRequest(REPOSITORY, 7)), null);
  });

  it('adds labels, milestone and people to a pull request', async () => {
    server.on(`GET ${PATH}/labels`, ok([{ id: 1, name: 'area: api', color: '0e8a16' }]));
    server.on(`GET ${PATH}/milestones`, ok([]));
    server.on(`GET ${PATH}/issues/6`, ok(issue(6, { assignees: [{ login: 'ada' }] })));
    server.on(`POST ${PATH}/issues/6/labels`, ok([]));
    server.on(`PATCH ${PATH}/issues/6`, { status: 201, body: issue(6) });
    server.on(`POST ${PATH}/pulls/6/requested_reviewers`, { status: 201, body: [] });
    const annotated = await gitea.annotatePullRequest(REPOSITORY, 6, {
      labels: ['area: api'],
      milestone: 'Phase 1',
      assignees: ['robin'],
      reviewers: ['robin', 'octo/core'],
    });
    assert.equal(
      refusalOf(annotated),
      'invalid: octo/plans has no milestone "Phase 1": create it, or leave it out.',
    );
    assert.deepEqual(bodies(), [
      { labels: [1] },
      { assignees: ['ada', 'robin'] },
      { reviewers: ['robin'], team_reviewers: ['core'] },
    ]);
  });

  it('knows checks, review and end of pull requests', async () => {
    const closed = [pull(3, null, { state: 'closed', head: { ref: 'task/2', sha: 'f00', repo: null } })];
    server.on(`GET ${PATH}/pulls`, ok([pull(6, 'octo')]), ok(closed));
    server.on(`GET ${PATH}/commits/c0ffee/status`, ok({ state: 'failure', total_count: 2 }));
    server.on(
      `GET ${PATH}/pulls/6/reviews`,
      ok([
        { id: 1, state: 'REQUEST_CHANGES', dismissed: true, user: { login: 'ada' } },
        { id: 2, state: 'REQUEST_REVIEW', user: { login: 'robin' } },
        { id: 3, state: 'APPROVED', user: { login: 'robin' } },
        { id: 4, state: 'COMMENT', user: { login: 'robin' } },
      ]),
    );
    const heads = [1, 2, 3].map((number) => ({ owner: 'octo', branch: `task/${number}` }));
    const states = valueOf(await gitea.pullRequestStates(REPOSITORY, heads));
    assert.deepEqual(
      states.map(({ number, state, checks, review }) => [number, state, checks, review]),
      [
        [6, 'open', 'failed', 'approved'],
        [3, 'closed', null, null],
      ],
    );
  });

  it('lists, makes and changes issues', async () => {
    server.on(`GET ${PATH}/issues`, ok([issue(2, { state: 'closed' }), issue(1)]));
    server.on(`GET ${PATH}/issues/3`, ok(issue(3, { pull_request: { merged: false } })));
    server.on(`GET ${PATH}/labels`, ok([{ id: 1, name: 'area: api', color: '0e8a16' }]));
    server.on(`POST ${PATH}/issues`, { status: 201, body: issue(4) });
    server.on(`PUT ${PATH}/issues/4/labels`, ok([]));
    server.on(`PATCH ${PATH}/issues/4`, { status: 201, body: issue(4, { state: 'closed', labels: [] }) });
    const all = valueOf(await gitea.issues(REPOSITORY));
    assert.deepEqual(
      all.map(({ number, state, milestone, labels }) => [number, state, milestone, labels[0]]),
      [
        [1, 'open', 'Phase 1', 'area: api'],
        [2, 'closed', 'Phase 1', 'area: api'],
      ],
    );
    assert.match(server.requests[0]?.line ?? '', /state=all&type=issues/);
    assert.equal(valueOf(await gitea.issue(REPOSITORY, 3)), null);
    const wanted = { title: 'Split', body: 'Text', milestone: null, assignees: ['robin'] };
    valueOf(await gitea.createIssue(REPOSITORY, { ...wanted, labels: ['area: api'] }));
    valueOf(
      await gitea.updateIssue(REPOSITORY, 4, { state: 'closed', labels: ['area: api'], milestone: null }),
    );
    assert.deepEqual(bodies(), [
      { title: 'Split', body: 'Text', assignees: ['robin'], labels: [1] },
      { labels: [1] },
      { state: 'closed', milestone: 0 },
    ]);
    assert.equal(
      refusalOf(await gitea.createIssue(REPOSITORY, { ...wanted, labels: ['area: ui'] })),
      'invalid: octo/plans has no label "area: ui": create it, or leave it out.',
    );
  });

  it('makes no second label or milestone of one name, though the server would', async () => {
    const label = { name: 'area: api', color: '0e8a16', description: 'The API' };
    server.on(`GET ${PATH}/labels`, ok([]), ok([{ id: 1, ...label }]));
    server.on(`POST ${PATH}/labels`, { status: 201, body: { id: 1, ...label } });
    assert.deepEqual(valueOf(await gitea.createLabel(REPOSITORY, label)), label);
    assert.match(refusalOf(await gitea.createLabel(REPOSITORY, label)), /^already-exists: /);
    const milestone = { title: 'Phase 1', description: '', due: '2026-03-31' };
    const answer = {
      id: 9,
      title: 'Phase 1',
      description: '',
      state: 'open',
      due_on: '2026-03-31T12:00:00Z',
    };
    server.on(`GET ${PATH}/milestones`, ok([]), ok([{ ...answer, due_on: '9999-12-31T00:00:00Z' }]));
    server.on(`POST ${PATH}/milestones`, { status: 201, body: answer });
    assert.equal(valueOf(await gitea.createMilestone(REPOSITORY, milestone)).due, '2026-03-31');
    assert.equal(valueOf(await gitea.milestones(REPOSITORY))[0]?.due, null);
    assert.match(refusalOf(await gitea.createMilestone(REPOSITORY, milestone)), /^already-exists: /);
    assert.deepEqual(bodies(), [
      { name: 'area: api', color: '#0e8a16', description: 'The API' },
      { title: 'Phase 1', description: '', due_on: '2026-03-31T12:00:00Z' },
    ]);
  });

  it('makes dependencies once, and says where a repository has none', async () => {
    const path = `${PATH}/issues/1/dependencies`;
    const foreign = issue(7, { repository: { full_name: 'octo/other' } });
    server.on(`GET ${path}`, ok([issue(3), foreign]));
    server.on(`POST ${path}`, { status: 201, body: issue(1) });
    assert.deepEqual(valueOf(await gitea.blockers(REPOSITORY, details(1))), [3]);
    valueOf(await gitea.addBlocker(REPOSITORY, details(1), details(3)));
    valueOf(await gitea.addBlocker(REPOSITORY, details(1), details(7)));
    assert.deepEqual(bodies(), [{ owner: 'octo', repo: 'plans', index: 7 }]);
    assert.match(refusalOf(await gitea.addBlocker(REPOSITORY, details(2), details(3))), /^unsupported: /);
    assert.match(refusalOf(await gitea.children(REPOSITORY, details(1))), /^unsupported: /);
  });

  it('names whom issues can be given to', async () => {
    server.on(`GET ${PATH}/assignees`, ok([{ id: 4, login: 'robin' }]));
    assert.deepEqual(valueOf(await gitea.assignable(REPOSITORY)), ['robin']);
  });

  it('says that no API reaches its boards', async () => {
    const read = await readBoard(gitea, REPOSITORY, { address: 'octo/7', columns: {} }, []);
    assert.match(
      refusalOf(read),
      /^unsupported: .* has no API for the columns of its boards: take `issues\.board` out/,
    );
  });
});
