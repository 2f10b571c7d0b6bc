import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { connectFromEnvironment } from '../../server/src/cli/prToken.ts';
import { runCommandLine } from '../../server/src/cli/run.ts';
import type { Terminal } from '../../server/src/cli/terminal.ts';
import { parseRemoteUrl } from '../../server/src/forge/remote.ts';
import { PushRepository } from '../support/pushRepository.ts';
import { ScriptedForge } from '../support/scriptedForge.ts';

const NAMES = [
  'CI_API_V4_URL CI_SERVER_URL FORGEJO_SERVER_URL FORGEJO_TOKEN GH_TOKEN GITEA_SERVER_URL GITEA_TOKEN',
  'GITHUB_API_URL GITHUB_SERVER_URL GITHUB_TOKEN GITLAB_HOST GITLAB_TOKEN PATH',
].flatMap((names) => names.split(' '));

describe('tokens of the environment', () => {
  const before = NAMES.map((name) => [name, process.env[name]] as const);
  const realFetch = globalThis.fetch;

  beforeEach(() => {
    // Nothing of the machine's own: no variable, and no `gh`.
    for (const name of NAMES) Reflect.deleteProperty(process.env, name);
  });

  afterEach(() => {
    globalThis.fetch = realFetch;
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  });

  /** @returns where a token is sent for a repository; the network is not asked. */
  async function sentTo(remote: string): Promise<string | undefined> {
    const repository = parseRemoteUrl(remote);
    assert.ok(repository);
    const forge = await connectFromEnvironment(repository);
    let sent: string | undefined;
    globalThis.fetch = (input, init) => {
      const url = input instanceof Request ? input.url : String(input);
      const { origin, pathname } = new URL(url);
      const token = new Headers(init?.headers).get('authorization') ?? '';
      sent = `${token} to ${origin}${pathname.replace(/\/(?:repos|projects)\/.*/, '')}`;
      return Promise.resolve(new Response('{"message":"no"}', { status: 401 }));
    };
    await forge?.repository(repository);
    globalThis.fetch = realFetch;
    return sent;
  }

  it('go to the public forge they are for, and to no other host', async () => {
    Object.assign(process.env, { GITHUB_TOKEN: 'hub', GITLAB_TOKEN: 'lab', FORGEJO_TOKEN: 'berg' });
    assert.equal(await sentTo('https://github.com/a/b'), 'token hub to https://api.github.com');
    assert.equal(await sentTo('https://gitlab.com/a/t/b'), 'Bearer lab to https://gitlab.com/api/v4');
    assert.equal(await sentTo('https://codeberg.org/a/b'), 'token berg to https://codeberg.org/api/v1');
    for (const host of ['github.evil.example', 'gitlab.evil.example', 'gitea.evil.example', 'evil.example']) {
      assert.equal(await sentTo(`https://${host}/a/b`), undefined, host);
    }
  });

  it('go to the server that the environment names, and then not to the public one', async () => {
    Object.assign(process.env, {
      GITHUB_TOKEN: 'hub',
      GITHUB_SERVER_URL: 'https://ghe.example.org',
      GITLAB_TOKEN: 'lab',
      GITLAB_HOST: 'git.example.org',
      GITEA_TOKEN: 'tea',
      GITEA_SERVER_URL: 'https://code.example.org/forgejo/',
    });
    assert.equal(await sentTo('https://ghe.example.org/a/b'), 'token hub to https://ghe.example.org/api/v3');
    assert.equal(await sentTo('git@git.example.org:a/b'), 'Bearer lab to https://git.example.org/api/v4');
    assert.equal(
      await sentTo('https://code.example.org/forgejo/a/b'),
      'token tea to https://code.example.org/forgejo/api/v1',
    );
    for (const host of ['github.com', 'gitlab.com', 'gitea.com', 'codeberg.org']) {
      assert.equal(await sentTo(`https://${host}/a/b`), undefined, host);
    }
  });

  it('are those of a job: of GitLab, and of Forgejo, which uses the names of GitHub', async () => {
    Object.assign(process.env, {
      CI_SERVER_URL: 'https://gitlab.example.org',
      CI_API_V4_URL: 'https://gitlab.example.org/api/v4',
      GITLAB_TOKEN: 'lab',
      GITHUB_TOKEN: 'job',
      GITHUB_SERVER_URL: 'https://git.example.org',
      GITHUB_API_URL: 'https://git.example.org/api/v1',
    });
    assert.equal(
      await sentTo('https://gitlab.example.org/a/b'),
      'Bearer lab to https://gitlab.example.org/api/v4',
    );
    assert.equal(await sentTo('https://git.example.org/a/b'), 'token job to https://git.example.org/api/v1');
    assert.equal(await sentTo('https://github.com/a/b'), undefined);
    process.env['GITLAB_HOST'] = 'no host:';
    assert.equal(await sentTo('https://gitlab.com/a/b'), undefined);
  });

  it('stand in nothing that is written, even if the forge repeats them', async () => {
    const token = 'glpat-verysecret';
    const forge = new ScriptedForge();
    const repository = new PushRepository();
    try {
      repository.write('work/ROADMAP.md', '# Plan\n\n## Phase 1\n\n### Task 1: Split\n\n- [ ] Done\n');
      repository.commit('Plan', 'work');
      repository.run('push', '--quiet', 'origin', 'main');
      repository.branchWithWork('task/1-split');
      repository.run('config', 'remote.origin.url', 'https://gitlab.com/acme/tools/plans.git');
      const path = '/api/v4/projects/acme%2Ftools%2Fplans';
      Object.assign(process.env, { GITLAB_TOKEN: token, CI_API_V4_URL: `${await forge.start()}/api/v4` });
      process.env['PATH'] = before.find(([name]) => name === 'PATH')?.[1];
      const repeats = { message: `you sent ${token}` };
      const answers = [400, 401, 403, 404, 409, 422, 429].map((status) => ({ status, body: repeats }));
      forge.on(`GET ${path}`, ...answers, { status: 200, body: { id: 1, default_branch: 'main' } });
      let written = '';
      const terminal: Terminal = {
        cwd: repository.root,
        colors: false,
        interactive: false,
        out: (text) => void (written += text),
        err: (line) => void (written += `${line}\n`),
        progress: () => undefined,
      };
      for (let run = 0; run <= answers.length; run++) await runCommandLine(['pr', '1'], terminal, '0');
      assert.equal(forge.requests[0]?.authorization, `Bearer ${token}`);
      assert.ok(written.includes('you sent …'), written);
      assert.ok(!written.includes(token), written);
      for (const file of filesBelow(repository.path)) {
        assert.ok(!readFileSync(file).includes(token), file);
      }
    } finally {
      await forge.stop();
      repository.remove();
    }
  });
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true);
}
