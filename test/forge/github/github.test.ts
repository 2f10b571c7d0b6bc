import assert from 'node:assert/strict';
import { createGitHub, gitHubApiUrl } from '../../../server/src/forge/github/github.ts';
import type { Forge, ForgeResult } from '../../../server/src/forge/forge.ts';
import { ScriptedForge, type Reply } from '../../support/scriptedForge.ts';

const REPOSITORY = { owner: 'octo', name: 'plans' };
const HEAD = { owner: 'me', branch: 'task/1' };
const REQUEST = { head: HEAD, base: 'main', title: 'Split', body: 'Text', draft: true };
const TOKEN = 'ghp_verysecret';
const PULLS = '/repos/octo/plans/pulls';

describe('GitHub', () => {
  let server: ScriptedForge;
  let url: string;

  beforeEach(async () => {
    server = new ScriptedForge();
    url = await server.start();
  });

  afterEach(async () => {
    await server.stop();
  });

  function connect(signal?: AbortSignal): Forge {
    const options = { name: 'GitHub', apiUrl: `${url}/`, token: TOKEN, second: 1 };
    return createGitHub(signal === undefined ? options : { ...options, signal });
  }

  /** Asking for the repository, the forge answering with `reply`, fails with this kind and sentence. */
  async function checkFailure(reply: Reply, kind: string, message: string): Promise<void> {
    server.on('GET /repos/octo/plans', reply);
    const { error } = failure(await connect().repository(REPOSITORY));
    assert.deepEqual(
      { kind: error.kind, message: error.message.replace(/127\.0\.0\.1:\d+/, 'HOST') },
      { kind, message },
    );
  }

  it('knows the default branch and what a fork was forked from', async () => {
    const parent = { name: 'plans', owner: { login: 'origin' }, default_branch: 'trunk' };
    server.on('GET /repos/octo/plans', { status: 200, body: { default_branch: 'main', parent } });
    assert.deepEqual(await connect().repository(REPOSITORY), {
      kind: 'ok',
      value: { defaultBranch: 'main', parent: { owner: 'origin', name: 'plans', defaultBranch: 'trunk' } },
    });
    assert.equal(server.requests[0]?.authorization, `token ${TOKEN}`);
  });

  it('finds the open pull request of a branch, and no stranger’s', async () => {
    const pull = (number: number, label: string, ref: string): unknown => ({
      number,
      html_url: `https://github.com/octo/plans/pull/${number}`,
      title: 'Split',
      head: { ref, label },
    });
    server.on(`GET ${PULLS}`, {
      status: 200,
      body: [
        pull(5, 'stranger:task/1', 'task/1'),
        pull(6, 'me:task/2', 'task/2'),
        pull(7, 'Me:task/1', 'task/1'),
      ],
    });
    const found = await connect().findPullRequest(REPOSITORY, HEAD);
    assert.equal(found.kind === 'ok' ? found.value?.number : undefined, 7);
    assert.match(server.requests[0]?.line ?? '', /state=open&head=me%3Atask%2F1/);
    server.on(`GET ${PULLS}`, { status: 200, body: [] });
    assert.deepEqual(await connect().findPullRequest(REPOSITORY, HEAD), { kind: 'ok', value: null });
  });

  it('creates a pull request', async () => {
    const body = { number: 8, html_url: 'https://x/8', title: 'Split', draft: true, head: { ref: 'task/1' } };
    server.on(`POST ${PULLS}`, { status: 201, body });
    const created = await connect().createPullRequest(REPOSITORY, REQUEST);
    assert.equal(created.kind === 'ok' ? created.value.url : undefined, 'https://x/8');
    assert.deepEqual(server.requests[0]?.body, {
      head: 'me:task/1',
      base: 'main',
      title: 'Split',
      body: 'Text',
      draft: true,
    });
  });

  it('knows an issue, no issue, and a pull request that is none', async () => {
    server.on('GET /repos/octo/plans/issues/38', { status: 200, body: { number: 38, title: 'Split' } });
    server.on('GET /repos/octo/plans/issues/39', {
      status: 200,
      body: { number: 39, title: 'x', pull_request: {} },
    });
    server.on('GET /repos/octo/plans/issues/40', { status: 410, body: { message: 'deleted' } });
    const github = connect();
    assert.deepEqual(await github.issue(REPOSITORY, 38), {
      kind: 'ok',
      value: { number: 38, title: 'Split' },
    });
    for (const number of [39, 40, 41]) {
      assert.deepEqual(await github.issue(REPOSITORY, number), { kind: 'ok', value: null });
    }
  });

  it('says what to do about each refusal', async () => {
    const forbidden = { message: 'Resource not accessible' };
    await checkFailure(
      { status: 401 },
      'unauthorised',
      'GitHub did not accept the sign-in: sign in again, or renew the token.',
    );
    await checkFailure(
      { status: 403, body: forbidden },
      'forbidden',
      'GitHub does not let this account do that in octo/plans (Resource not accessible): ask for write access, or sign in with another account.',
    );
    await checkFailure(
      { status: 403, headers: { 'x-github-sso': 'required; url=https://x' }, body: forbidden },
      'forbidden',
      'GitHub wants single sign-on for octo/plans: authorise the token for the organisation, then try again.',
    );
    await checkFailure(
      { status: 404 },
      'not-found',
      "GitHub has no octo/plans that this account may see: check the remote's URL and the account you signed in with.",
    );
    await checkFailure(
      { status: 200, body: [] },
      'server',
      'GitHub answered with something unexpected: check the API URL in the settings.',
    );
  });

  it('tells how long a rate limit lasts', async () => {
    await checkFailure(
      {
        status: 403,
        headers: { 'retry-after': '61' },
        body: { message: 'You have exceeded a secondary rate limit' },
      },
      'rate-limited',
      'GitHub asks to wait: try again in 61 seconds.',
    );
    const reset = String(Math.floor(Date.now() / 1000) + 3000);
    server.on('GET /repos/octo/plans', {
      status: 429,
      headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset },
    });
    const { error } = failure(await connect().repository(REPOSITORY));
    assert.equal(error.kind, 'rate-limited');
    assert.ok(error.retryAfter !== null && error.retryAfter > 2900 && error.retryAfter <= 3001);
    assert.match(error.message, /try again in (49|50|51) minutes\.$/);
  });

  it('waits out a short rate limit once', async () => {
    const limit: Reply = {
      status: 403,
      headers: { 'retry-after': '3' },
      body: { message: 'secondary rate limit' },
    };
    server.on('GET /repos/octo/plans', limit, { status: 200, body: { default_branch: 'main' } });
    assert.equal((await connect().repository(REPOSITORY)).kind, 'ok');
    server.on('GET /repos/octo/plans', limit);
    assert.equal(failure(await connect().repository(REPOSITORY)).error.kind, 'rate-limited');
    assert.equal(server.requests.length, 4);
  });

  it('repeats a read when the server or the connection fails', async () => {
    const well: Reply = { status: 200, body: { default_branch: 'main' } };
    server.on('GET /repos/octo/plans', { status: 502 }, 'drop', well);
    assert.equal((await connect().repository(REPOSITORY)).kind, 'ok');
    assert.equal(server.requests.length, 3);
  });

  it('gives up on a read in the end', async () => {
    await checkFailure(
      { status: 503, body: { message: 'Down' } },
      'server',
      'GitHub answered with status 503 (Down): try again in a while.',
    );
    await checkFailure(
      'drop',
      'network',
      'GitHub could not be reached at HOST (other side closed): check the network and try again.',
    );
    assert.equal(server.requests.length, 6);
  });

  for (const [reply, kind] of [
    [{ status: 500 }, 'server'],
    ['drop', 'network'],
  ] as const) {
    it(`never repeats a write that failed (${kind})`, async () => {
      server.on(`POST ${PULLS}`, reply);
      assert.equal(failure(await connect().createPullRequest(REPOSITORY, REQUEST)).error.kind, kind);
      assert.equal(server.requests.length, 1);
    });
  }

  for (const [title, errors, expected] of [
    [
      'a pull request that exists',
      [{ resource: 'PullRequest', code: 'custom', message: 'A pull request already exists for me:task/1.' }],
      'already-exists: GitHub already has a pull request for this branch: open that one.',
    ],
    [
      'a wrong field',
      [{ resource: 'PullRequest', field: 'head', code: 'invalid' }],
      'invalid: GitHub did not accept the request: head is invalid.',
    ],
    ['no details', [], 'invalid: GitHub did not accept the request: Validation Failed.'],
  ] as const) {
    it(`understands a request that was not accepted: ${title}`, async () => {
      server.on(`POST ${PULLS}`, { status: 422, body: { message: 'Validation Failed', errors } });
      const { error } = failure(await connect().createPullRequest(REPOSITORY, REQUEST));
      assert.equal(`${error.kind}: ${error.message}`, expected);
    });
  }

  describe('knows checks, review and end of pull requests:', () => {
    const COMMIT = '/repos/octo/plans/commits/c0ffee';
    const run = (status: string, conclusion: string | null = null): object => ({ status, conclusion });
    const review = (login: string, state: string): object => ({ user: { login }, state });

    /** What the forge answers, and what is told of the open pull request 5 of `HEAD`. */
    async function check(
      answers: {
        readonly runs?: readonly object[];
        readonly status?: object;
        readonly reviews?: readonly object[];
        readonly asked?: object;
      },
      expected: readonly [string | null, string | null],
    ): Promise<void> {
      const { runs = [], status = { state: 'pending', total_count: 0 }, reviews = [] } = answers;
      const { asked = { users: [], teams: [] } } = answers;
      server.on(`GET ${PULLS}`, { status: 200, body: [open(5)] });
      server.on(`GET ${COMMIT}/check-runs`, { status: 200, body: { check_runs: runs } });
      server.on(`GET ${COMMIT}/status`, { status: 200, body: status });
      server.on(`GET ${PULLS}/5/reviews`, { status: 200, body: reviews });
      server.on(`GET ${PULLS}/5/requested_reviewers`, { status: 200, body: asked });
      const states = await connect().pullRequestStates(REPOSITORY, [HEAD]);
      assert.equal(states.kind, 'ok');
      const [state] = states.kind === 'ok' ? states.value : [];
      assert.deepEqual([state?.state, state?.checks, state?.review], ['open', ...expected]);
    }

    const open = (number: number, more: object = {}): object => ({
      ...{ number, html_url: 'https://x/5', title: 'Split', state: 'open', merged_at: null },
      ...{ head: { ref: HEAD.branch, label: 'me:task/1', sha: 'c0ffee' }, base: { ref: 'main' } },
      ...more,
    });

    it('pending, failing and passing checks, of apps and of older services', async () => {
      await check({}, [null, null]);
      await check({ runs: [run('completed', 'success'), run('in_progress')] }, ['pending', null]);
      await check({ runs: [run('queued'), run('completed', 'timed_out')] }, ['failed', null]);
      await check({ runs: [run('completed', 'neutral'), run('completed', 'skipped')] }, ['passed', null]);
      const passed = [run('completed', 'success')];
      await check({ runs: passed, status: { state: 'failure', total_count: 1 } }, ['failed', null]);
      await check({ runs: passed, status: { state: 'pending', total_count: 1 } }, ['pending', null]);
      await check({ status: { state: 'success', total_count: 2 } }, ['passed', null]);
    });

    it('the last word of each reviewer, and who is still asked', async () => {
      await check({ reviews: [review('ada', 'APPROVED')] }, [null, 'approved']);
      const changes = review('ada', 'CHANGES_REQUESTED');
      await check({ reviews: [changes, review('bob', 'APPROVED')] }, [null, 'changes-requested']);
      await check({ reviews: [changes, review('ada', 'COMMENTED')] }, [null, 'changes-requested']);
      await check({ reviews: [changes, review('ada', 'DISMISSED')] }, [null, null]);
      await check({ reviews: [changes, review('ada', 'APPROVED')] }, [null, 'approved']);
      await check({ asked: { users: [], teams: [{ slug: 'docs' }] } }, [null, 'waiting']);
    });

    it('what a token may not see is not known, and nobody asks about what is over', async () => {
      server.on(`GET ${PULLS}`, { status: 200, body: [open(5)] });
      const lines = (): readonly string[] => server.lines.filter((line) => line !== `GET ${PULLS}`);
      const unseen = await connect().pullRequestStates(REPOSITORY, [HEAD]);
      assert.equal(unseen.kind === 'ok' && unseen.value[0]?.checks, null);
      assert.equal(lines().length, 4);
      server.on(`GET ${PULLS}`, {
        status: 200,
        body: [open(5), open(6, { state: 'closed', merged_at: '2026-01-05T10:00:00Z' })],
      });
      const merged = await connect().pullRequestStates(REPOSITORY, [HEAD]);
      assert.equal(merged.kind === 'ok' && merged.value[0]?.state, 'merged');
      assert.equal(lines().length, 4);
    });
  });

  it('stops when it is cancelled', async () => {
    const controller = new AbortController();
    controller.abort();
    const { error } = failure(await connect(controller.signal).repository(REPOSITORY));
    assert.equal(error.kind, 'cancelled');
  });

  it('never says the token', async () => {
    server.on('GET /repos/octo/plans', { status: 403, body: { message: `bad token ${TOKEN}` } });
    const answer = await connect().repository(REPOSITORY);
    assert.equal(JSON.stringify(answer).includes(TOKEN), false);
    assert.match(failure(answer).error.message, /bad token …/);
  });
});

describe('gitHubApiUrl', () => {
  it('knows the cloud, data residency and a server', () => {
    assert.deepEqual(['github.com', 'acme.ghe.com', 'github.example.org'].map(gitHubApiUrl), [
      'https://api.github.com',
      'https://api.acme.ghe.com',
      'https://github.example.org/api/v3',
    ]);
  });
});

function failure<T>(result: ForgeResult<T>): Extract<ForgeResult<T>, { kind: 'failed' }> {
  assert.equal(result.kind, 'failed');
  if (result.kind !== 'failed') throw new Error('unreachable');
  return result;
}
