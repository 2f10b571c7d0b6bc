import assert from 'node:assert/strict';
import { annotate, type Marks, withMarks } from '../../server/src/forge/annotate.ts';
import { createGitHub } from '../../server/src/forge/github/github.ts';
import { ScriptedForge } from '../support/scriptedForge.ts';

const REPOSITORY = '/repos/acme/x';
const MARKS: Marks = { labels: [], milestones: [], assignees: [], reviewers: [] };

describe('The marks of a pull request', () => {
  let server: ScriptedForge;
  let apiUrl: string;

  beforeEach(async () => {
    server = new ScriptedForge();
    apiUrl = await server.start();
    const label = { name: 'Bug', color: 'ff0000' };
    server.on(`GET ${REPOSITORY}/labels`, { status: 200, body: [label, { ...label, name: 'P0' }] });
    server.on(`POST ${REPOSITORY}/issues/7/labels`, { status: 200, body: [] });
    server.on(`GET ${REPOSITORY}/milestones`, {
      status: 200,
      body: [{ number: 2, title: 'Beta', state: 'open' }],
    });
    server.on(`PATCH ${REPOSITORY}/issues/7`, { status: 200, body: {} });
  });

  afterEach(() => server.stop());

  function put(marks: Partial<Marks>): Promise<readonly string[]> {
    const forge = createGitHub({ name: 'GitHub', apiUrl, token: 'secret', second: 1 });
    return annotate(forge, { owner: 'acme', name: 'x' }, 7, { ...MARKS, ...marks });
  }

  function writes(): unknown[] {
    return server.requests.filter(({ line }) => !line.startsWith('GET')).map(({ body }) => body);
  }

  it('asks nothing where there are none', async () => {
    assert.deepEqual(await put({}), []);
    assert.deepEqual(server.lines, []);
  });

  it('sets the labels that are there, makes none, and names the missing ones', async () => {
    assert.deepEqual(await put({ labels: ['bug', 'P0', 'area: web'] }), [
      'There is no label "area: web" in acme/x.',
    ]);
    assert.deepEqual(writes(), [{ labels: ['Bug', 'P0'] }]);
  });

  it('sets the milestone by any of its names', async () => {
    assert.deepEqual(await put({ milestones: ['M1: Beta', 'beta', 'M1'] }), []);
    assert.deepEqual(writes(), [{ milestone: 2 }]);
    assert.deepEqual(await put({ milestones: ['M2: Final', 'Final'] }), [
      'There is no milestone "M2: Final" in acme/x.',
    ]);
  });

  it('names whom the forge left out without a word', async () => {
    const assignees = [{ login: 'Robin' }];
    server.on(`POST ${REPOSITORY}/issues/7/assignees`, { status: 201, body: { assignees } });
    assert.deepEqual(await put({ assignees: ['@robin', 'gone', 'Robin Example'] }), [
      '"Robin Example" is no login: nobody was assigned.',
      '"gone" could not be assigned. GitHub cannot assign gone in acme/x: check the login, and that it may write there.',
    ]);
  });

  it('asks the others for a review where one of them cannot be asked', async () => {
    const no = { status: 422, body: { message: 'Reviews may only be requested from collaborators.' } };
    const path = `POST ${REPOSITORY}/pulls/7/requested_reviewers`;
    server.on(path, no, { status: 201, body: {} }, no);
    const told = await put({ reviewers: ['ann', 'acme/docs'] });
    assert.deepEqual(told, [
      '"acme/docs" could not be asked for a review. GitHub did not accept the request: Reviews may only be requested from collaborators.',
    ]);
    assert.deepEqual(writes().slice(1), [
      { reviewers: ['ann'], team_reviewers: [] },
      { reviewers: [], team_reviewers: ['docs'] },
    ]);
  });

  it('says what went wrong, each thing for itself', async () => {
    server.on(`GET ${REPOSITORY}/labels`, { status: 500 });
    server.on(`GET ${REPOSITORY}/milestones`, { status: 403, body: { message: 'No' } });
    const [labels, milestone] = await put({ labels: ['a'], milestones: ['b'] });
    assert.match(labels ?? '', /^The labels were not set\. GitHub answered with status 500/);
    assert.match(milestone ?? '', /^The milestone was not set\. GitHub does not let this account/);
  });

  it('names what was not found instead of the repository, and keeps it from nobody else', async () => {
    const gone = { status: 404, body: { message: 'Not Found' } };
    server.on(`PATCH ${REPOSITORY}/issues/7`, gone);
    const assignees = [{ login: 'ann' }];
    server.on(`POST ${REPOSITORY}/issues/7/assignees`, gone, { status: 201, body: { assignees } }, gone);
    const why = 'that can be used here: check the name, and what your account may do there.';
    assert.deepEqual(await put({ milestones: ['Beta'], assignees: ['ann', 'gone'] }), [
      `The milestone was not set. acme/x has no milestone "Beta" ${why}`,
      `"gone" could not be assigned. acme/x has no account "gone" ${why}`,
    ]);
  });

  it('come from the task and from options', () => {
    const marks = withMarks(
      { ...MARKS, labels: ['a'], milestones: ['M'] },
      { labels: ['a', 'b'], reviewers: ['r'] },
    );
    assert.deepEqual(marks, { ...MARKS, labels: ['a', 'b'], milestones: ['M'], reviewers: ['r'] });
  });
});
