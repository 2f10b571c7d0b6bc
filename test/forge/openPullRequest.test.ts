import assert from 'node:assert/strict';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { GitPort } from '../../server/src/core/ports.ts';
import type { Forge } from '../../server/src/forge/forge.ts';
import { createGitHub } from '../../server/src/forge/github/github.ts';
import {
  describeRoute,
  preparePullRequest,
  sendPullRequest,
  type Outcome,
  type Prepared,
  type PullRequestPlan,
} from '../../server/src/forge/openPullRequest.ts';
import { pullRequestText } from '../../server/src/forge/pullRequestText.ts';
import { openGit } from '../../server/src/host/git.ts';
import { createGitPort } from '../../server/src/host/gitPort.ts';
import { startForgeEmulator } from '../support/forgeEmulator.ts';
import { pullRequestSource } from '../support/pullRequestSource.ts';
import { PushRepository } from '../support/pushRepository.ts';
import { ScriptedForge } from '../support/scriptedForge.ts';

const PULLS = '/repos/acme/parcel-tracker/pulls';
const BRANCH = 'feature/scan-history';
const SOURCE = pullRequestSource({ id: '#12', title: 'Show where a parcel has been', branch: BRANCH });
const CREATED = {
  status: 201,
  body: {
    number: 7,
    html_url: 'https://github.com/acme/parcel-tracker/pull/7',
    title: 'x',
    head: { ref: BRANCH },
  },
};

describe('opening a pull request', () => {
  let repository: PushRepository;
  let git: GitPort;
  let server: ScriptedForge;
  let apiUrl: string;
  let forge: Forge;

  beforeEach(async () => {
    repository = new PushRepository();
    git = createGitPort(openGit(repository.root));
    server = new ScriptedForge();
    apiUrl = await server.start();
    server.on('GET /repos/acme/parcel-tracker', { status: 200, body: { default_branch: 'main' } });
    server.on(`GET ${PULLS}`, { status: 200, body: [] });
    server.on(`POST ${PULLS}`, CREATED);
    forge = createGitHub({ name: 'GitHub', apiUrl, token: 'secret', second: 1 });
  });

  afterEach(async () => {
    await server.stop();
    repository.remove();
  });

  function prepare(source = SOURCE, connected: Forge | null = forge): Promise<Prepared> {
    const task = { source, documentPath: 'docs/ROADMAP.md', gates: [] };
    return preparePullRequest(task, git, () => Promise.resolve(connected ?? undefined));
  }

  async function plan(source = SOURCE, connected: Forge | null = forge): Promise<PullRequestPlan> {
    const prepared = await prepare(source, connected);
    if (prepared.kind !== 'plan') assert.fail(JSON.stringify(prepared));
    return prepared;
  }

  async function send(source = SOURCE, connected: Forge | null = forge): Promise<Outcome> {
    const ready = await plan(source, connected);
    return sendPullRequest(ready, { title: ready.title, draft: false }, git);
  }

  async function checkRefusal(why: string, message: RegExp, source = SOURCE): Promise<void> {
    for (const connected of [forge, null]) {
      const prepared = await prepare(source, connected);
      assert.equal(prepared.kind === 'refused' ? prepared.why : prepared.kind, why);
      assert.match(prepared.kind === 'refused' ? prepared.message : '', message);
    }
    assert.deepEqual(repository.pushed(), ['main']);
    assert.deepEqual(
      server.lines.filter((line) => line.startsWith('POST')),
      [],
    );
  }

  it('pushes the branch that the task names and asks for the pull request', async () => {
    repository.branchWithWork(BRANCH);
    const ready = await plan();
    assert.equal(describeRoute(ready), `${BRANCH} → acme/parcel-tracker:main`);
    assert.deepEqual([ready.ahead, ready.leftOut], [1, []]);
    assert.deepEqual(repository.pushed(), ['main']);
    const outcome = await sendPullRequest(ready, { title: 'My title', draft: true }, git);
    assert.equal(outcome.kind === 'created' ? outcome.pullRequest.number : outcome.kind, 7);
    assert.deepEqual(repository.pushed(), [BRANCH, 'main']);
    assert.deepEqual(server.requests.at(-1)?.body, {
      head: `acme:${BRANCH}`,
      base: 'main',
      title: 'My title',
      body: 'Task 12 of the roadmap.\n',
      draft: true,
    });
  });

  it('makes the branch from what is checked out, and leaves that checked out', async () => {
    repository.commit('Work', 'work');
    repository.write('work/unfinished.txt', '');
    const ready = await plan(pullRequestSource({ id: '#12', title: 'Show it' }));
    assert.equal(
      describeRoute(ready),
      'task/12-Show-it (new, from main) → acme/parcel-tracker:main'.toLowerCase(),
    );
    assert.deepEqual(ready.leftOut, ['unfinished.txt']);
    await sendPullRequest(ready, { title: ready.title, draft: false }, git);
    assert.deepEqual(repository.pushed(), ['main', 'task/12-show-it']);
    assert.equal(repository.run('symbolic-ref', '--short', 'HEAD'), 'main');
  });

  it('pushes nothing where the branch is at the remote only', async () => {
    repository.branchWithWork(BRANCH);
    repository.run('update-ref', `refs/remotes/origin/${BRANCH}`, BRANCH);
    repository.run('branch', '--quiet', '-D', BRANCH);
    assert.equal((await send()).kind, 'created');
    assert.deepEqual(repository.pushed(), ['main']);
  });

  it('opens the pull request that is there instead of a second one', async () => {
    repository.branchWithWork(BRANCH);
    const body = [{ ...CREATED.body, head: { ref: BRANCH, label: `acme:${BRANCH}` } }];
    server.on(`GET ${PULLS}`, { status: 200, body });
    const prepared = await prepare();
    assert.equal(prepared.kind === 'existing' ? prepared.pullRequest.number : prepared.kind, 7);
    assert.deepEqual(repository.pushed(), ['main']);
  });

  it('goes on where it broke off: pushed, but not created', async () => {
    repository.branchWithWork(BRANCH);
    server.on(`POST ${PULLS}`, { status: 502 }, CREATED);
    const broken = await send();
    assert.deepEqual(broken, {
      kind: 'failed',
      message: `"${BRANCH}" is pushed, but the pull request was not opened. GitHub answered with status 502: try again in a while.`,
      url: `https://github.com/acme/parcel-tracker/compare/main...feature%2Fscan-history?expand=1&title=12%3A%20Show%20where%20a%20parcel%20has%20been`,
    });
    assert.equal((await send()).kind, 'created');
  });

  it('finds what was created where the answer was lost', async () => {
    repository.branchWithWork(BRANCH);
    const there = [{ ...CREATED.body, head: { ref: BRANCH, label: `acme:${BRANCH}` } }];
    server.on(`POST ${PULLS}`, 'drop');
    server.on(`GET ${PULLS}`, { status: 200, body: [] }, { status: 200, body: there });
    assert.equal((await send()).kind, 'existing');
  });

  it('leads to the page of the forge where there is no account', async () => {
    repository.branchWithWork(BRANCH);
    const outcome = await send(SOURCE, null);
    const url =
      'https://github.com/acme/parcel-tracker/compare/main...feature%2Fscan-history?expand=1&title=12%3A%20Show%20where%20a%20parcel%20has%20been';
    assert.deepEqual(outcome, { kind: 'pushed', url });
    assert.deepEqual(repository.pushed(), [BRANCH, 'main']);
    assert.deepEqual(server.lines, []);
  });

  it('closes an issue only if it is the one meant', async () => {
    repository.branchWithWork(BRANCH);
    const source = { ...SOURCE, template: 'Closes #12' };
    const issue = '/repos/acme/parcel-tracker/issues/12';
    const title = (text: string): { status: number; body: unknown } => ({
      status: 200,
      body: { number: 12, title: text },
    });
    server.on(`GET ${issue}`, title('Crash at start'), title('Show where a parcel has been!'));
    const ready = await plan(source);
    assert.equal((await pullRequestText(ready, git)).markdown, 'Closes 12\n');
    assert.equal((await pullRequestText(ready, git)).markdown, 'Closes #12\n');
    assert.equal((await pullRequestText({ ...ready, forge: undefined }, git)).markdown, 'Closes 12\n');
  });

  it('closes the issue whose number stands behind the title of the task', async () => {
    repository.branchWithWork(BRANCH);
    const task = { ...SOURCE.task, title: `${SOURCE.task.title} (#57)` };
    server.on('GET /repos/acme/parcel-tracker/issues/57', {
      status: 200,
      body: { number: 57, title: SOURCE.task.title },
    });
    const ready = await plan({ ...SOURCE, task, template: null });
    assert.match((await pullRequestText(ready, git)).markdown, /^Closes #57$/m);
  });

  it('falls back to the templates that the owner keeps for all repositories', async () => {
    repository.branchWithWork(BRANCH);
    const shared = '/repos/acme/.github/git';
    const blob = (path: string, sha: string): object => ({ path, type: 'blob', sha });
    server.on(`GET ${shared}/trees/HEAD`, {
      status: 200,
      body: {
        tree: [
          { path: 'docs', type: 'tree', sha: 'a' },
          blob('README.md', 'b'),
          blob('docs/pull_request_template.md', 'c0ffee'),
        ],
      },
    });
    const content = Buffer.from('## Über alles\n').toString('base64');
    server.on(`GET ${shared}/blobs/c0ffee`, { status: 200, body: { content, encoding: 'base64' } });
    const path = 'acme/.github/docs/pull_request_template.md';
    const own = { ...SOURCE, template: null };
    assert.deepEqual((await plan(own)).templates[0], { kind: 'repository', path, text: '## Über alles\n' });

    repository.write('work/.github/pull_request_template.md', 'Ours\n');
    repository.commit('Template', 'work');
    repository.run('update-ref', 'refs/remotes/origin/main', 'main');
    const [first] = (await plan(own)).templates;
    assert.equal(first.kind === 'repository' && first.text, 'Ours\n');
  });

  it('goes from a fork to the remote named upstream', async () => {
    repository.run('remote', 'set-url', 'origin', 'git@github.com:me/parcel-tracker.git');
    repository.run('remote', 'add', 'upstream', 'https://github.com/acme/parcel-tracker');
    repository.branchWithWork(BRANCH);
    server.on('GET /repos/me/parcel-tracker', { status: 200, body: { default_branch: 'main' } });
    const ready = await plan();
    assert.equal(describeRoute(ready), `me:${BRANCH} → acme/parcel-tracker:main`);
    await sendPullRequest(ready, { title: 'x', draft: false }, git);
    assert.equal(server.lines.at(-1), `POST ${PULLS}`);
    assert.equal((server.requests.at(-1)?.body as { head: string }).head, `me:${BRANCH}`);
  });

  it('goes from a fork to the repository that the forge knows as its parent', async () => {
    repository.run('remote', 'set-url', 'origin', 'https://github.com/me/parcels.git');
    repository.branchWithWork(BRANCH);
    const parent = { name: 'parcel-tracker', owner: { login: 'acme' }, default_branch: 'main' };
    server.on('GET /repos/me/parcels', { status: 200, body: { default_branch: 'main', parent } });
    const outcome = await send();
    assert.equal(outcome.kind, 'created');
    assert.equal((server.requests.at(-1)?.body as { head: string }).head, `me:${BRANCH}`);
  });

  describe('refuses', () => {
    it('a branch without commits of its own', async () => {
      await checkRefusal(
        'nothing-ahead',
        /^"main" has no commits that "main" has not: commit the work first/,
      );
      repository.run('branch', BRANCH);
      await checkRefusal('nothing-ahead', /^"feature\/scan-history" has no commits that "main" has not/);
    });

    it('a repository without a remote, and a remote that is a folder', async () => {
      repository.run('remote', 'set-url', 'origin', '../origin.git');
      await checkRefusal('no-forge', /The remote "origin" \(\.\.\/origin\.git\) is no repository of a forge/);
      repository.run('remote', 'remove', 'origin');
      await checkRefusal('no-remote', /has no remote to push to: add one/);
    });

    it('a name that is none, a detached HEAD, and the base itself', async () => {
      await checkRefusal('invalid-branch', /"a b" is not a valid name.*"a-b" would be one/, {
        ...SOURCE,
        task: { ...SOURCE.task, branch: 'a b' },
      });
      await checkRefusal('branch-is-base', /"main" is the branch that pull requests go into/, {
        ...SOURCE,
        task: { ...SOURCE.task, branch: 'main' },
      });
      repository.run('checkout', '--quiet', '--detach');
      await checkRefusal('detached-head', /No branch is checked out \(HEAD is at [\da-f]+\)/);
    });

    it('where the forge will not have us', async () => {
      repository.branchWithWork(BRANCH);
      server.on('GET /repos/acme/parcel-tracker', { status: 401 });
      const prepared = await prepare();
      assert.match(prepared.kind === 'refused' ? prepared.message : '', /did not accept the sign-in/);
    });
  });

  describe('tells why a push was rejected', () => {
    async function checkPush(message: RegExp): Promise<void> {
      const outcome = await send();
      assert.match(outcome.kind === 'failed' ? outcome.message : outcome.kind, message);
      assert.equal(server.lines.includes(`POST ${PULLS}`), false);
    }

    beforeEach(() => {
      repository.branchWithWork(BRANCH);
    });

    it('by newer commits', async () => {
      repository.run('push', '--quiet', 'origin', BRANCH);
      repository.run('commit', '--quiet', '--amend', '--allow-empty', '-m', 'Other');
      repository.run('branch', '--force', BRANCH, 'main');
      await checkPush(/"origin" has commits on "feature\/scan-history" that are not here: pull or rebase/);
    });

    it('by a hook', async () => {
      const hook = path.join(repository.path, 'origin.git/hooks/pre-receive');
      writeFileSync(hook, '#!/bin/sh\necho "No pushes on Fridays" >&2\nexit 1\n');
      chmodSync(hook, 0o755);
      await checkPush(/A hook declined the push to "origin" \(No pushes on Fridays\)/);
    });

    it('by a repository that is gone', async () => {
      rmSync(path.join(repository.path, 'origin.git'), { recursive: true });
      await checkPush(/"origin" leads to no repository that this account may see/);
    });

    it('by the network', async () => {
      repository.run('config', 'remote.origin.pushurl', 'http://someone:hunter2@127.0.0.1:1/x.git');
      const outcome = await send();
      const message = outcome.kind === 'failed' ? outcome.message : outcome.kind;
      assert.match(message, /"origin" could not be reached \(.*\): check the network/);
      assert.doesNotMatch(message, /hunter2/);
    });

    it('by a missing right', async () => {
      const url = apiUrl.replace('//', '//x-access-token:hunter2@');
      repository.run('config', 'remote.origin.pushurl', `${url}/acme/parcel-tracker.git`);
      for (const status of [403, 401]) {
        server.on('GET /acme/parcel-tracker.git/info/refs', { status });
        const outcome = await send();
        const message = outcome.kind === 'failed' ? outcome.message : outcome.kind;
        assert.match(message, /"origin" did not let this account push \(.*\): sign in with an account/);
        assert.doesNotMatch(message, /hunter2/);
      }
    });

    it('by a branch that is protected', async () => {
      const hook = path.join(repository.path, 'origin.git/hooks/update');
      writeFileSync(hook, '#!/bin/sh\necho "error: GH006: Protected branch update failed" >&2\nexit 1\n');
      chmodSync(hook, 0o755);
      await checkPush(/"origin" protects "feature\/scan-history" against pushes \(GH006: Protected branch/);
    });
  });

  it('works with a forge that keeps what it was told', async function () {
    this.timeout(60_000);
    repository.branchWithWork(BRANCH);
    const emulator = await startForgeEmulator();
    try {
      const github = createGitHub({ name: 'GitHub', apiUrl: emulator.url, token: emulator.token });
      const first = await send(SOURCE, github);
      assert.equal(first.kind, 'created');
      const again = await prepare(SOURCE, github);
      assert.equal(again.kind, 'existing');
      assert.equal(
        again.kind === 'existing' ? again.pullRequest.number : undefined,
        first.kind === 'created' ? first.pullRequest.number : null,
      );
    } finally {
      await emulator.close();
    }
  });
});
