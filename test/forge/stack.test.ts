import assert from 'node:assert/strict';
import { createGitHub } from '../../server/src/forge/github/github.ts';
import {
  describeRoute,
  preparePullRequest,
  type Prepared,
  type Wishes,
} from '../../server/src/forge/openPullRequest.ts';
import { openGit } from '../../server/src/host/git.ts';
import { createGitPort } from '../../server/src/host/gitPort.ts';
import { pullRequestSource } from '../support/pullRequestSource.ts';
import { PushRepository } from '../support/pushRepository.ts';
import { ScriptedForge } from '../support/scriptedForge.ts';

const REPOSITORY = '/repos/acme/parcel-tracker';
const SOURCE = pullRequestSource({
  id: '#3',
  branch: 'c',
  dependencies: [
    { id: '#1', title: 'A', branch: 'a' },
    { id: '#2', title: 'B', branch: 'b' },
    { id: '#3', title: 'C', branch: 'c' },
    { id: '#9', title: 'Odd', branch: 'a b' },
  ],
});

describe('The base of a pull request', () => {
  let repository: PushRepository;
  let server: ScriptedForge;
  let apiUrl: string;

  /** `a` and `b` are built upon each other and pushed, `c` upon both. */
  beforeEach(async () => {
    repository = new PushRepository();
    for (const name of ['a', 'b', 'c']) {
      repository.run('switch', '--quiet', '--create', name);
      repository.write(`work/${name}.txt`, '');
      repository.commit(name, 'work');
      if (name !== 'c') repository.run('update-ref', `refs/remotes/origin/${name}`, name);
    }
    server = new ScriptedForge();
    apiUrl = await server.start();
    server.on(`GET ${REPOSITORY}`, { status: 200, body: { default_branch: 'main' } });
    open();
  });

  afterEach(async () => {
    await server.stop();
    repository.remove();
  });

  /** These branches have open pull requests. */
  function open(...branches: string[]): void {
    const body = branches.map((ref, index) => ({
      number: 20 + index,
      html_url: `https://github.com/acme/parcel-tracker/pull/${20 + index}`,
      title: ref,
      head: { ref, label: `acme:${ref}` },
    }));
    server.on(`GET ${REPOSITORY}/pulls`, { status: 200, body });
  }

  async function prepare(wishes: Wishes = {}, token = 'secret'): Promise<Prepared> {
    const forge = token === '' ? undefined : createGitHub({ name: 'GitHub', apiUrl, token, second: 1 });
    const git = createGitPort(openGit(repository.root));
    const task = { source: SOURCE, documentPath: null, gates: [] };
    return preparePullRequest(task, git, () => Promise.resolve(forge), wishes);
  }

  async function check(
    route: string,
    ahead: number,
    stackedOn: number | null,
    wishes?: Wishes,
  ): Promise<void> {
    const prepared = await prepare(wishes);
    if (prepared.kind !== 'plan') assert.fail(JSON.stringify(prepared));
    assert.equal(describeRoute(prepared), `c → acme/parcel-tracker:${route}`);
    assert.deepEqual([prepared.ahead, prepared.base.stackedOn], [ahead, stackedOn]);
  }

  it('is the nearest unmerged branch below it that has an open pull request', async () => {
    open('a', 'b');
    await check('b', 1, 21);
    open('a');
    await check('a', 2, 20);
  });

  it('is the usual one where nothing below is open, with the reason', async () => {
    await check('main', 3, null);
    const prepared = await prepare();
    assert.deepEqual(prepared.kind === 'plan' ? prepared.notes : [], [
      'It holds commits of "b", which has no open pull request: open that one first to go into it.',
      'It holds commits of "a", which has no open pull request: open that one first to go into it.',
    ]);
    const alone = await prepare({}, '');
    assert.match(
      alone.kind === 'plan' ? (alone.notes[0] ?? '') : '',
      /without an account it goes into "main"/,
    );
  });

  it('is the usual one once the branches below are merged', async () => {
    open('a', 'b');
    repository.run('update-ref', 'refs/remotes/origin/main', 'b');
    await check('main', 1, null);
  });

  it('is the usual one for a branch that was not built upon them', async () => {
    open('a', 'b');
    repository.run('switch', '--quiet', '--force-create', 'c', 'main');
    repository.commit('c', 'work');
    await check('main', 1, null);
  });

  it('is what a person says', async () => {
    open('a', 'b');
    await check('a', 2, null, { base: 'a' });
    const prepared = await prepare({ base: 'c' });
    assert.equal(prepared.kind === 'refused' && prepared.why, 'branch-is-base');
  });
});
