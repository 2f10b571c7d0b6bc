import assert from 'node:assert/strict';
import * as z from 'zod';
import type { ForgeResult } from '../../../server/src/forge/forge.ts';
import { createRestClient, type RestClient, route } from '../../../server/src/forge/rest/client.ts';
import { ScriptedForge, type Reply } from '../../support/scriptedForge.ts';

const TOKEN = 'glpat-verysecret';
const about = { owner: 'octo', name: 'plans' };
const Numbers = z.array(z.int());

describe('the REST client', () => {
  let server: ScriptedForge;
  let url: string;

  beforeEach(async () => {
    server = new ScriptedForge();
    url = await server.start();
  });

  afterEach(async () => {
    await server.stop();
  });

  function connect(more: { readonly signal?: AbortSignal; readonly timeout?: number } = {}): RestClient {
    return createRestClient(
      { name: 'The forge', apiUrl: `${url}/api/`, token: TOKEN, second: 1, ...more },
      {
        authorization: (token) => `Bearer ${token}`,
        pageSize: 2,
        pageSizeName: 'per_page',
        hasMore: (headers, count) => {
          const total = headers.get('x-total');
          return total === null ? undefined : count < Number(total);
        },
      },
    );
  }

  function read(client = connect()): Promise<ForgeResult<number[]>> {
    return client.ask(Numbers, { path: '/x', about });
  }

  /** @returns kind and sentence of the failure that these replies lead to. */
  async function failureOf(...replies: Reply[]): Promise<string> {
    server.on('GET /api/x', ...replies);
    const result = await read();
    if (result.kind === 'ok') return 'no failure';
    const { kind, message } = result.error;
    assert.ok(!message.includes(TOKEN), message);
    return `${kind}: ${message.replace(/127\.0\.0\.1:\d+/, 'HOST')}`;
  }

  it('goes on until the pages end, by the header or by a page that is not full', async () => {
    const page = (body: number[], headers = {}): Reply => ({ status: 200, body, headers });
    server.on('GET /api/x', page([1, 2]), page([3, 4]), page([5]));
    const list = (): Promise<ForgeResult<readonly number[]>> =>
      connect().list(Numbers, { path: '/x', about });
    assert.deepEqual(await list(), { kind: 'ok', value: [1, 2, 3, 4, 5] });
    assert.deepEqual(
      server.requests.map(({ line }) => line),
      [1, 2, 3].map((number) => `GET /api/x?per_page=2&page=${number}`),
    );
    // A server that gives fewer than it was asked for, and one that ends with a full page.
    server.on('GET /api/x', page([1], { 'x-total': '2' }), page([2], { 'x-total': '2' }));
    assert.deepEqual(await list(), { kind: 'ok', value: [1, 2] });
    server.on('GET /api/x', page([1, 2], { 'x-total': '2' }));
    assert.deepEqual(await list(), { kind: 'ok', value: [1, 2] });
  });

  it('encodes what stands in a path', () => {
    assert.equal(route`/projects/${'group/team/a b'}/x/${7}`, '/projects/group%2Fteam%2Fa%20b/x/7');
    assert.equal(route`/repos/${'..'}/${'?x#y'}`, '/repos/%2E%2E/%3Fx%23y');
    assert.equal(route`/${'half \ud800'}`, '/half%20%EF%BF%BD');
  });

  it('says what to do about each refusal', async () => {
    assert.equal(
      await failureOf({ status: 401, body: { message: '401 Unauthorized' } }),
      'unauthorised: The forge did not accept the token: make a new one and sign in again.',
    );
    assert.equal(
      await failureOf({ status: 403, body: { message: '403 Forbidden' } }),
      'forbidden: The forge does not let this account do that in octo/plans (Forbidden): ask for write access, or sign in with another account.',
    );
    assert.equal(
      await failureOf({
        status: 403,
        body: { error: 'insufficient_scope', error_description: 'Needs more.', scope: 'api' },
      }),
      'forbidden: The token for The forge lacks a scope (insufficient_scope, Needs more., needs api): make one with the scopes that docs/forges.md names.',
    );
    assert.equal(
      await failureOf({ status: 404, body: { message: '404 Project Not Found' } }),
      "not-found: The forge has no octo/plans that this account may see, or not what was asked for in it: check the remote's URL and the account you signed in with.",
    );
    assert.equal(
      await failureOf({ status: 409, body: { message: ['Another open merge request already exists'] } }),
      'already-exists: The forge has that already in octo/plans: Another open merge request already exists.',
    );
    assert.equal(
      await failureOf({ status: 409, body: { message: 'SHA does not match' } }),
      'invalid: The forge has it differently by now: SHA does not match.',
    );
    assert.equal(
      await failureOf({ status: 422, body: { message: { title: ['is too long', 'is odd'] } } }),
      'invalid: The forge did not accept the request: title is too long, is odd.',
    );
    assert.equal(
      await failureOf({ status: 400, text: '' }),
      'invalid: The forge did not accept the request: it did not say why.',
    );
    assert.equal(server.requests.length, 8, 'no refusal is asked for again');
  });

  it('tells how long a limit lasts, and waits out a short one', async () => {
    const limit = { 'ratelimit-remaining': '0' };
    assert.equal(
      await failureOf({ status: 429, headers: { 'retry-after': '61' } }),
      'rate-limited: The forge asks to wait: try again in 61 seconds.',
    );
    const reset = String(Math.floor(Date.now() / 1000) + 3000);
    assert.match(
      await failureOf({ status: 429, headers: { ...limit, 'ratelimit-reset': reset } }),
      /^rate-limited: .* in (49|50|51) minutes\.$/,
    );
    assert.equal(
      await failureOf({ status: 429 }),
      'rate-limited: The forge asks to wait: try again in a few minutes.',
    );
    server.requests.length = 0;
    server.on('GET /api/x', { status: 429, headers: { 'retry-after': '3' } }, { status: 200, body: [1] });
    assert.deepEqual(await read(), { kind: 'ok', value: [1] });
    assert.equal(server.requests.length, 2);
  });

  it('repeats reads that the server or the network failed', async () => {
    server.on('GET /api/x', { status: 502, text: '<html>' }, 'drop', { status: 200, body: [1] });
    assert.deepEqual(await read(), { kind: 'ok', value: [1] });
    assert.equal(
      await failureOf({ status: 503, text: '<html>busy</html>' }),
      'server: The forge answered with status 503: try again in a while.',
    );
    assert.match(
      await failureOf('drop'),
      /^network: The forge could not be reached at HOST \(.+\): check the network and try again\.$/,
    );
    assert.equal(server.requests.length, 9);
  });

  it('never repeats a write whose fate is unknown', async () => {
    for (const reply of [{ status: 500 }, 'drop'] as const) {
      server.requests.length = 0;
      server.on('POST /api/x', reply, { status: 201, body: [1] });
      const result = await connect().ask(Numbers, { method: 'POST', path: '/x', body: { a: 1 }, about });
      assert.equal(result.kind, 'failed');
      assert.deepEqual(server.lines, ['POST /api/x']);
      assert.deepEqual(server.requests[0]?.body, { a: 1 });
    }
  });

  it('knows a page for people from data', async () => {
    const sentence =
      'server: The forge answered with something unexpected at HOST: check that this is the address of the forge, and that no sign-in page of a network stands before it.';
    const html = { 'content-type': 'text/html' };
    assert.equal(await failureOf({ status: 200, headers: html, text: '<!doctype html>' }), sentence);
    assert.equal(await failureOf({ status: 200, body: { no: 'list' } }), sentence);
  });

  it('gives up waiting, and can be cancelled while it waits', async () => {
    server.on('GET /api/x', 'silence');
    const late = await read(connect({ timeout: 50 }));
    assert.match(late.kind === 'failed' ? late.error.message : '', /^The forge took too long to answer/);
    const controller = new AbortController();
    const asked = read(connect({ signal: controller.signal }));
    controller.abort();
    const result = await asked;
    assert.equal(result.kind === 'failed' && result.error.kind, 'cancelled');
  });

  it('follows a read on its own host, and takes the token to no other', async () => {
    server.on('GET /api/x', { status: 301, headers: { location: '/api/y' } });
    server.on('GET /api/y', { status: 200, body: [1] });
    assert.deepEqual(await read(), { kind: 'ok', value: [1] });
    const other = new ScriptedForge();
    const elsewhere = await other.start();
    try {
      assert.equal(
        await failureOf({ status: 302, headers: { location: `${elsewhere}/x` } }),
        "not-found: The forge says that octo/plans has moved: change the remote's URL to the new one (`git remote set-url`).",
      );
      assert.deepEqual(other.requests, []);
    } finally {
      await other.stop();
    }
  });
});
