import assert from 'node:assert/strict';
import { readBoardAddress } from '../../../server/src/core/issues/board.ts';
import type { Forge, ForgeResult } from '../../../server/src/forge/forge.ts';
import { createGitLab } from '../../../server/src/forge/gitlab/gitlab.ts';
import { refusalOf, valueOf } from '../../support/forgeResult.ts';
import { ScriptedForge } from '../../support/scriptedForge.ts';

// Shapes after https://docs.gitlab.com/api/, reduced to what is read and a few fields around it.
const REPOSITORY = { owner: 'acme/tools', name: 'plans' };
const PROJECT = '/projects/acme%2Ftools%2Fplans';
const TOKEN = 'glpat-verysecret';

const project = (id: number, path: string, more = {}): object => ({
  id,
  path_with_namespace: path,
  namespace: { full_path: path.slice(0, path.lastIndexOf('/')) },
  default_branch: 'main',
  ...more,
});

const mergeRequest = (iid: number, more = {}): object => ({
  id: 1000 + iid,
  iid,
  project_id: 3,
  title: 'Split',
  description: 'Text',
  state: 'opened',
  draft: false,
  web_url: `https://gitlab.com/acme/tools/plans/-/merge_requests/${iid}`,
  source_branch: 'task/1',
  source_project_id: 3,
  target_branch: 'main',
  ...more,
});

const issue = (iid: number, more = {}): object => ({
  id: 500 + iid,
  iid,
  title: 'Split the client',
  description: null,
  state: 'opened',
  labels: ['area: api'],
  milestone: { id: 9, iid: 1, title: 'Phase 1' },
  assignees: [{ id: 4, username: 'robin' }],
  web_url: `https://gitlab.com/acme/tools/plans/-/issues/${iid}`,
  ...more,
});

describe('GitLab', () => {
  let server: ScriptedForge;
  let gitlab: Forge;

  beforeEach(async () => {
    server = new ScriptedForge();
    gitlab = createGitLab({ name: 'GitLab', apiUrl: await server.start(), token: TOKEN, second: 1 });
  });

  afterEach(async () => {
    await server.stop();
  });

  const ok = (body: unknown): { status: number; body: unknown } => ({ status: 200, body });
  const bodies = (): unknown[] =>
    server.requests.map(({ body }) => body).filter((body) => body !== undefined);

  it('knows a project of nested groups and what it was forked from', async () => {
    const parent = { path_with_namespace: 'origin/deep/group/plans', default_branch: 'trunk' };
    server.on(`GET ${PROJECT}`, ok(project(3, 'acme/tools/plans', { forked_from_project: parent })));
    assert.deepEqual(valueOf(await gitlab.repository(REPOSITORY)), {
      defaultBranch: 'main',
      parent: { owner: 'origin/deep/group', name: 'plans', defaultBranch: 'trunk' },
    });
    assert.equal(server.requests[0]?.authorization, `Bearer ${TOKEN}`);
  });

  it('finds the merge request of a branch, and no fork’s', async () => {
    server.on(`GET ${PROJECT}`, ok(project(3, 'acme/tools/plans')));
    server.on(
      `GET ${PROJECT}/merge_requests`,
      ok([
        mergeRequest(5, { source_project_id: 8 }),
        mergeRequest(6, { title: 'Draft: Split', draft: true }),
      ]),
    );
    const head = { owner: 'acme/tools', branch: 'task/1' };
    const found = valueOf(await gitlab.findPullRequest(REPOSITORY, head));
    assert.deepEqual([found?.number, found?.title, found?.draft], [6, 'Split', true]);
    assert.match(server.requests[0]?.line ?? '', /state=opened&source_branch=task%2F1&per_page=100&page=1$/);
    server.on(`GET ${PROJECT}/merge_requests`, ok([]));
    assert.equal(valueOf(await gitlab.findPullRequest(REPOSITORY, head)), null);
  });

  it('opens a draft from a fork that has another name', async () => {
    server.on(`GET ${PROJECT}`, ok(project(3, 'acme/tools/plans')));
    server.on(`GET ${PROJECT}/forks`, ok([project(7, 'someone/plans'), project(8, 'Robin/plans-of-mine')]));
    server.on('POST /projects/8/merge_requests', {
      status: 201,
      body: mergeRequest(12, { title: 'Draft: Split', draft: true }),
    });
    const head = { owner: 'robin', branch: 'task/1' };
    const created = valueOf(
      await gitlab.createPullRequest(REPOSITORY, {
        head,
        base: 'main',
        title: 'WIP: Split',
        body: 'Text',
        draft: true,
      }),
    );
    assert.equal(created.number, 12);
    assert.deepEqual(bodies(), [
      {
        source_branch: 'task/1',
        target_branch: 'main',
        target_project_id: 3,
        title: 'Draft: WIP: Split',
        description: 'Text',
      },
    ]);
  });

  it('says that there is a merge request already', async () => {
    server.on(`GET ${PROJECT}`, ok(project(3, 'acme/tools/plans')));
    server.on('POST /projects/3/merge_requests', {
      status: 409,
      body: { message: ['Another open merge request already exists for this source branch: !12'] },
    });
    const head = { owner: 'acme/tools', branch: 'task/1' };
    const refused = await gitlab.createPullRequest(REPOSITORY, {
      head,
      base: 'main',
      title: 'Split',
      body: '',
      draft: false,
    });
    assert.match(refusalOf(refused), /^already-exists: GitLab has that already in acme\/tools\/plans/);
  });

  it('keeps a draft a draft when its title changes', async () => {
    const path = `${PROJECT}/merge_requests/6`;
    server.on(`GET ${path}`, ok(mergeRequest(6, { title: 'Draft: Split', draft: true })));
    server.on(`PUT ${path}`, ok(mergeRequest(6, { title: 'Draft: Part', draft: true })));
    const changed = valueOf(await gitlab.updatePullRequest(REPOSITORY, 6, { title: 'Part', base: 'next' }));
    assert.equal(changed.title, 'Part');
    await gitlab.updatePullRequest(REPOSITORY, 6, { body: 'New' });
    assert.deepEqual(bodies(), [{ title: 'Draft: Part', target_branch: 'next' }, { description: 'New' }]);
    assert.equal(valueOf(await gitlab.pullRequest(REPOSITORY, 7)), null);
  });

  it('adds labels, milestone and people to a merge request, and makes none of them up', async () => {
    const path = `${PROJECT}/merge_requests/6`;
    server.on(`GET ${PROJECT}/labels`, ok([{ name: 'area: api', color: '#112233', description: null }]));
    server.on(`GET ${PROJECT}/milestones`, ok([{ id: 9, title: 'Phase 1', state: 'active' }]));
    server.on('GET /users', ok([{ id: 4, username: 'robin' }]));
    server.on(`GET ${path}`, ok({ ...mergeRequest(6), assignees: [{ id: 2 }], reviewers: [] }));
    server.on(`PUT ${path}`, ok(mergeRequest(6)));
    const notes = { milestone: 'Phase 1', assignees: ['robin'], reviewers: ['robin'] };
    const annotated = await gitlab.annotatePullRequest(REPOSITORY, 6, { ...notes, labels: ['area: ui'] });
    assert.equal(
      refusalOf(annotated),
      'invalid: acme/tools/plans has no label "area: ui": create it, or leave it out.',
    );
    assert.deepEqual(bodies(), [{ milestone_id: 9 }, { assignee_ids: [2, 4] }, { reviewer_ids: [4] }]);
  });

  it('knows checks, review and end of merge requests', async () => {
    const path = `${PROJECT}/merge_requests`;
    server.on(`GET ${PROJECT}`, ok(project(3, 'acme/tools/plans')));
    server.on(
      `GET ${path}`,
      ok([mergeRequest(5, { state: 'closed' }), mergeRequest(6)]),
      ok([]),
      ok([mergeRequest(4, { state: 'merged', source_branch: 'task/3' })]),
    );
    server.on(`GET ${path}/6`, ok(mergeRequest(6, { head_pipeline: { status: 'running' } })));
    server.on(`GET ${path}/6/reviewers`, ok([{ user: { id: 4 }, state: 'unreviewed' }]));
    server.on(`GET ${path}/6/approvals`, { status: 403, body: { message: '403 Forbidden' } });
    const heads = [1, 2, 3].map((number) => ({ owner: 'acme/tools', branch: `task/${number}` }));
    const states = valueOf(await gitlab.pullRequestStates(REPOSITORY, heads));
    assert.deepEqual(
      states.map(({ number, state, checks, review }) => [number, state, checks, review]),
      [
        [6, 'open', 'pending', 'waiting'],
        [4, 'merged', null, null],
      ],
    );
    server.on(`GET ${path}`, ok([mergeRequest(6)]));
    server.on(`GET ${path}/6`, ok(mergeRequest(6, { head_pipeline: { status: 'success' } })));
    server.on(`GET ${path}/6/reviewers`, ok([]));
    server.on(`GET ${path}/6/approvals`, ok({ approved: true, approved_by: [{ user: { id: 4 } }] }));
    const [approved] = valueOf(await gitlab.pullRequestStates(REPOSITORY, heads.slice(0, 1)));
    assert.deepEqual([approved?.checks, approved?.review], ['passed', 'approved']);
  });

  it('lists, makes and changes issues', async () => {
    server.on(`GET ${PROJECT}/issues`, ok([issue(1), issue(2, { state: 'closed', milestone: null })]));
    server.on(`GET ${PROJECT}/issues/1`, ok(issue(1)));
    server.on(`POST ${PROJECT}/issues`, { status: 201, body: issue(3) });
    server.on(`PUT ${PROJECT}/issues/3`, ok(issue(3, { state: 'closed' })));
    server.on('GET /users', ok([{ id: 4, username: 'robin' }]));
    const all = valueOf(await gitlab.issues(REPOSITORY));
    assert.deepEqual(
      all.map(({ number, state, milestone, assignees, labels }) => [
        number,
        state,
        milestone,
        assignees[0],
        labels[0],
      ]),
      [
        [1, 'open', 'Phase 1', 'robin', 'area: api'],
        [2, 'closed', null, 'robin', 'area: api'],
      ],
    );
    assert.equal(valueOf(await gitlab.issue(REPOSITORY, 1))?.title, 'Split the client');
    assert.equal(valueOf(await gitlab.issue(REPOSITORY, 404)), null);
    const milestone = { id: 9, title: 'Phase 1', description: '', due: null, state: 'open' } as const;
    const made = await gitlab.createIssue(REPOSITORY, {
      title: 'Split the client',
      body: 'Text',
      labels: ['area: api', 'epic'],
      milestone,
      assignees: ['robin'],
    });
    assert.equal(valueOf(made).number, 3);
    const closed = await gitlab.updateIssue(REPOSITORY, 3, { state: 'closed', milestone: null });
    assert.equal(valueOf(closed).state, 'closed');
    assert.deepEqual(bodies(), [
      {
        title: 'Split the client',
        description: 'Text',
        labels: 'area: api,epic',
        milestone_id: 9,
        assignee_ids: [4],
      },
      { milestone_id: 0, state_event: 'close' },
    ]);
    server.on('GET /users', ok([]));
    assert.equal(
      refusalOf(await gitlab.updateIssue(REPOSITORY, 3, { assignees: ['nobody'] })),
      'invalid: There is no account "nobody": name another, or leave it out.',
    );
  });

  it('makes labels and milestones', async () => {
    const label = { name: 'area: api', color: '0e8a16', description: 'The API' };
    server.on(`POST ${PROJECT}/labels`, { status: 201, body: { id: 1, ...label, color: '#0e8a16' } });
    assert.deepEqual(valueOf(await gitlab.createLabel(REPOSITORY, label)), label);
    server.on(`POST ${PROJECT}/labels`, { status: 409, body: { message: 'Label already exists' } });
    assert.match(refusalOf(await gitlab.createLabel(REPOSITORY, label)), /^already-exists/);
    const answer = {
      id: 9,
      iid: 1,
      title: 'Phase 1',
      description: '',
      due_date: '2026-03-31',
      state: 'active',
    };
    server.on(`POST ${PROJECT}/milestones`, { status: 201, body: answer });
    server.on(`PUT ${PROJECT}/milestones/9`, ok({ ...answer, due_date: null }));
    const milestone = valueOf(
      await gitlab.createMilestone(REPOSITORY, { title: 'Phase 1', description: '', due: '2026-03-31' }),
    );
    assert.deepEqual([milestone.id, milestone.due, milestone.state], [9, '2026-03-31', 'open']);
    assert.equal(valueOf(await gitlab.updateMilestone(REPOSITORY, milestone, { due: null })).due, null);
    assert.deepEqual(bodies().slice(2), [
      { title: 'Phase 1', description: '', due_date: '2026-03-31' },
      { due_date: '' },
    ]);
  });

  it('links issues that block where the edition can', async () => {
    const [one, two] = [1, 2].map((number) => ({
      id: 500 + number,
      number,
      title: '',
      url: '',
      body: '',
      state: 'open' as const,
      labels: [],
      milestone: null,
      assignees: [],
    }));
    assert.ok(one && two);
    const full = (iid: number, path = 'acme/tools/plans'): object => ({ full: `${path}#${iid}` });
    server.on(
      `GET ${PROJECT}/issues/1/links`,
      ok([
        { ...issue(2), link_type: 'is_blocked_by', references: full(2) },
        { ...issue(3), link_type: 'blocks', references: full(3) },
        { ...issue(4), link_type: 'is_blocked_by', references: full(4, 'acme/other') },
      ]),
    );
    assert.deepEqual(valueOf(await gitlab.blockers(REPOSITORY, one)), [2]);
    server.on(
      `POST ${PROJECT}/issues/2/links`,
      { status: 201, body: {} },
      { status: 409, body: { message: 'Issue(s) already assigned' } },
      { status: 403, body: { message: 'Blocked issues not available for current license' } },
    );
    valueOf(await gitlab.addBlocker(REPOSITORY, one, two));
    valueOf(await gitlab.addBlocker(REPOSITORY, one, two));
    assert.match(refusalOf(await gitlab.addBlocker(REPOSITORY, one, two)), /^unsupported: /);
    assert.deepEqual(bodies()[0], {
      target_project_id: 'acme/tools/plans',
      target_issue_iid: 1,
      link_type: 'blocks',
    });
    assert.match(refusalOf(await gitlab.addChild(REPOSITORY, one, two)), /^unsupported: /);
  });

  it('names whom issues can be given to', async () => {
    server.on(`GET ${PROJECT}/members/all`, ok([{ id: 4, username: 'robin' }]));
    assert.deepEqual(valueOf(await gitlab.assignable(REPOSITORY)), ['robin']);
  });

  it('puts issues into the columns of a board, which are labels', async () => {
    const list = (id: number, name: string | null): object => ({
      ...{ id, position: id, list_type: name === null ? 'assignee' : 'label' },
      ...(name === null ? {} : { label: { id, name, color: '#F0AD4E', description: null } }),
    });
    const lists = [list(1, 'workflow::ready'), list(2, null), list(3, 'workflow::in progress')];
    server.on('GET /groups/acme%2Ftools/boards/7', ok({ id: 7, name: 'Team', lists }));
    server.on(`PUT ${PROJECT}/issues/1`, ok(issue(1)));
    server.on(`GET ${PROJECT}/issues`, ok([issue(1), issue(2, { labels: ['workflow::ready'] })]));
    const address = readBoardAddress('https://gitlab.com/groups/acme/tools/-/boards/7');
    const issues = valueOf(await gitlab.issues(REPOSITORY));
    assert.ok(address);
    const board = known(await gitlab.board?.(REPOSITORY, address, issues));
    assert.deepEqual(
      [board.title, board.columns.map(({ name }) => name), board.cards.map(({ column }) => column)],
      ['Team', ['workflow::ready', 'workflow::in progress'], [null, 'workflow::ready']],
    );
    const [one] = issues;
    const [, doing] = board.columns;
    assert.ok(one && doing);
    const card = known(await gitlab.addToBoard?.(REPOSITORY, board, one));
    const moved = known(await gitlab.moveOnBoard?.(REPOSITORY, board, card, doing));
    assert.equal(moved.column, 'workflow::in progress');
    assert.deepEqual(bodies(), [{ add_labels: 'workflow::in progress', remove_labels: 'workflow::ready' }]);
    const missing = await gitlab.board?.(REPOSITORY, { ...address, number: 8 }, []);
    assert.ok(missing);
    assert.equal(
      refusalOf(missing),
      'not-found: GitLab has no board 8 in acme/tools that this account may see: correct `issues.board` in .roadgate.yaml.',
    );
  });
});

function known<T>(result: ForgeResult<T> | undefined): T {
  assert.ok(result);
  return valueOf(result);
}
