import assert from 'node:assert/strict';
import { connect } from '../../server/src/forge/connect.ts';
import { parseRemoteUrl } from '../../server/src/forge/remote.ts';
import { ScriptedForge } from '../support/scriptedForge.ts';

const OLD = 'glpat-worn-out';
const NEW = 'glpat-brand-new';
const PROJECT = '/api/v4/projects/acme%2Fplans';

describe('a token that the forge refuses', () => {
  let server: ScriptedForge;
  let url: string;
  let asked: string[];

  beforeEach(async () => {
    server = new ScriptedForge();
    url = `${await server.start()}/api/v4`;
    asked = [];
  });

  afterEach(() => server.stop());

  /** The answers of the forge, of which the first were for the old token; undefined: nobody gives a new one. */
  async function labels(
    next: string | undefined,
    ...statuses: readonly number[]
  ): Promise<readonly string[]> {
    const replies = statuses.map((status) => ({ status, body: status === 200 ? [] : { message: 'no' } }));
    server.on(`GET ${PROJECT}/labels`, ...replies);
    const repository = parseRemoteUrl('https://gitlab.example.org/acme/plans.git');
    assert.ok(repository);
    const forge = await connect(repository, {
      addresses: [url],
      token: () => Promise.resolve(OLD),
      renew: ({ host }, refused) => {
        asked.push(`${host} ${refused}`);
        return Promise.resolve(next);
      },
    });
    assert.ok(forge);
    const both = await Promise.all([forge.labels(repository), forge.labels(repository)]);
    const third = await forge.labels(repository);
    return [...both, third].map((result) => (result.kind === 'ok' ? 'ok' : result.error.kind));
  }

  const tokens = (): readonly string[] =>
    server.requests.map(({ authorization }) => authorization.replace('Bearer ', ''));

  it('is asked for again, once, and what was turned away is asked anew', async () => {
    assert.deepEqual(await labels(NEW, 401, 401, 200), ['ok', 'ok', 'ok']);
    assert.deepEqual(asked, [`gitlab.example.org ${OLD}`]);
    assert.deepEqual(tokens(), [OLD, OLD, NEW, NEW, NEW]);
  });

  it('is told where nobody gives another one, and where that one is refused too', async () => {
    assert.deepEqual(await labels(undefined, 401), ['unauthorised', 'unauthorised', 'unauthorised']);
    assert.equal(asked.length, 1);
    assert.deepEqual(await labels(NEW, 401), ['unauthorised', 'unauthorised', 'unauthorised']);
    assert.equal(asked.length, 2);
  });

  it('is not asked for where something else fails', async () => {
    assert.deepEqual(await labels(NEW, 403), ['forbidden', 'forbidden', 'forbidden']);
    assert.deepEqual(asked, []);
  });
});
