import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PushRepository } from '../support/pushRepository.ts';
import { runRoadgate, type CommandResult } from '../support/commandLine.ts';
import { PARCELS, SECRET } from '../support/issuePlans.ts';
import { largeRoadmap } from '../support/largeRoadmap.ts';
import { IssueServer } from '../support/issueServer.ts';
import { type ForgeEmulator, startForgeEmulator } from '../support/forgeEmulator.ts';

const VARIABLES = ['GITHUB_TOKEN', 'GITHUB_API_URL', 'PATH'] as const;

describe('roadgate issues', () => {
  let repository: PushRepository;
  let server: IssueServer;
  const before = VARIABLES.map((name) => [name, process.env[name]] as const);

  beforeEach(async () => {
    repository = new PushRepository();
    repository.write('work/docs/plan.md', PARCELS);
    repository.commit('Plan', 'work');
    server = new IssueServer();
    process.env.GITHUB_API_URL = await server.start();
    process.env.GITHUB_TOKEN = SECRET;
  });

  afterEach(async () => {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
    await server.stop();
    repository.remove();
  });

  const run = (...args: string[]): Promise<CommandResult> =>
    runRoadgate(repository.root, ['issues', ...args]);

  it('plans without sending anything', async () => {
    const { status, stdout } = await run('plan');
    assert.equal(status, 0);
    assert.match(stdout, /^To create: 4 labels, 2 milestones, 4 issues\.$/m);
    assert.equal((await run('apply', '--dry-run')).stdout, stdout);
    assert.deepEqual(server.issues, []);
  });

  it('makes them, prints their addresses, writes their numbers, and makes them once', async () => {
    const { status, stdout, stderr } = await run('apply', '--write-numbers');
    assert.equal(status, 0);
    assert.match(stdout, /^(?:https:\/\/github\.com\/acme\/parcel-tracker\/issues\/\d\n){4}$/);
    assert.deepEqual(stderr, [
      'Done: 4 issues created, 4 labels, 2 milestones, 4 relations.',
      'Wrote 4 numbers into docs/plan.md.',
    ]);
    assert.match(readFileSync(path.join(repository.root, 'docs/plan.md'), 'utf8'), /Keep parcels \(#2\)\n/);
    const again = await run('apply', '--write-numbers');
    assert.deepEqual([again.status, again.stdout, again.stderr], [0, '', ['Nothing was changed.']]);
    assert.equal(server.issues.length, 4);
  });

  it('takes only the tasks that are named', async () => {
    await run('apply', '3');
    assert.deepEqual(
      [server.issues.map(({ title }) => title), server.labels.map(({ name }) => name)],
      [['Draw parcels'], ['screen']],
    );
    assert.deepEqual((await run('apply', '38')).stderr, ['There is no task 38 in this roadmap.']);
  });

  it('puts them on the board that the project file names', async () => {
    repository.write('work/.roadgate.yaml', 'issues:\n  board: acme/7\n');
    const plan = await run('plan');
    assert.match(plan.stdout, /^Board “Parcels”\n\+ Keeping → Todo\n/m);
    assert.match(plan.stdout, /^To create: 4 labels, 2 milestones, 4 issues, 4 cards\.$/m);
    const { status, stderr } = await run('apply');
    assert.equal(status, 0);
    assert.deepEqual(stderr, [
      'Done: 4 issues created, 4 labels, 2 milestones, 4 relations, 4 cards on the board.',
    ]);
    assert.deepEqual(
      server.board.cards.map(({ column }) => column),
      ['Todo', 'Todo', 'Todo', 'Todo'],
    );
    assert.deepEqual((await run('apply')).stderr, ['Nothing was changed.']);
    const { board } = JSON.parse((await run('plan', '--format', 'json')).stdout) as { board: unknown[] };
    assert.deepEqual(board[0], {
      ...{ action: 'none', reason: 'there already', task: null, line: 7, number: 1, column: 'Todo' },
    });
    server.board.scopes = ['repo'];
    const refused = await run('apply');
    assert.deepEqual([refused.status, refused.stderr.length], [2, 1]);
    assert.match(refused.stderr.join(), /needs the scope `project`/);
    repository.write(
      'work/.roadgate.yaml',
      'issues:\n  board: https://git.example.org/orgs/acme/projects/7\n',
    );
    assert.deepEqual((await run('plan')).stderr, [
      '`issues.board` names a board at git.example.org, and the issues go to github.com: correct it in .roadgate.yaml.',
    ]);
  });

  it('says where it stopped, and goes on from there', async () => {
    server.faults.set(12, { kind: 'answer', status: 401, body: { message: 'Bad credentials' } });
    const { status, stderr } = await run('apply');
    assert.equal(status, 2);
    assert.match(
      stderr.join('\n'),
      /sign in again, or renew the token\. Run the same command again: it goes on/,
    );
    assert.ok(!stderr.join('\n').includes(SECRET));
    assert.equal((await run('apply')).status, 0);
    assert.equal(server.issues.length, 4);
  });

  it('plans and writes a script without a token, as if nothing were there', async () => {
    process.env.GITHUB_TOKEN = '';
    process.env.PATH = path.dirname(process.execPath) + path.delimiter + '/usr/bin:/bin';
    const { status, stdout, stderr } = await run('plan', '--script');
    assert.equal(status, 0);
    assert.match(stdout, /^issue_2=\$\(make '<!-- roadgate-issue/m);
    assert.match(stderr.join(), /^Not compared with what is there already/);
    assert.equal((await run('apply')).status, 2);
  });

  it('gives its plan and its outcome as JSON', async () => {
    const plan = JSON.parse((await run('plan', '--format', 'json')).stdout) as {
      issues: { action: string }[];
    };
    assert.deepEqual(
      plan.issues.map(({ action }) => action),
      ['create', 'create', 'create', 'create'],
    );
    const outcome = JSON.parse((await run('apply', '--format', 'json')).stdout) as { created: unknown[] };
    assert.equal(outcome.created.length, 4);
  });

  it('asks for what it needs to know', async () => {
    assert.deepEqual((await run('make')).stderr, ['There is no `issues make`: it is plan or apply.']);
    assert.deepEqual((await run('plan', '--start', 'soon')).stderr, [
      '--start takes a day such as 2026-01-05.',
    ]);
    repository.write('work/docs/other.md', PARCELS);
    assert.deepEqual((await run('plan')).stderr, [
      `Name the roadmap with --roadmap: ${path.join('docs', 'other.md')} or ${path.join('docs', 'plan.md')}.`,
    ]);
    assert.equal((await run('plan', '--roadmap', 'docs/plan.md')).status, 0);
  });
});

describe('roadgate issues against the forge emulator', () => {
  it('makes all of a large roadmap, once', async function () {
    this.timeout(120_000);
    const text = largeRoadmap() ?? PARCELS;
    const emulator = await startForgeEmulator();
    const repository = new PushRepository();
    process.env.GITHUB_API_URL = emulator.url;
    process.env.GITHUB_TOKEN = emulator.token;
    try {
      repository.write('work/ROADMAP.md', text);
      repository.commit('Plan', 'work');
      const args = ['issues', 'apply', '--write-numbers', '--start', '2026-01-05'];
      const made = await runRoadgate(repository.root, args);
      assert.equal(made.status, 0, made.stderr.join('\n'));
      const wanted = text === PARCELS ? 4 : 57;
      assert.equal(made.stdout.trim().split('\n').length, wanted);
      if (text !== PARCELS) {
        // This forge knows no issues below issues, so their texts say it.
        const bodies = await bodiesAt(emulator);
        assert.equal(bodies.filter((body) => /^## Tasks\r?\n\r?\n- .* \(#\d+\)/m.test(body)).length, 12);
        assert.equal(bodies.filter((body) => /^## Part of\r?\n\r?\n- .* \(#\d+\)/m.test(body)).length, 45);
      }
      const again = await runRoadgate(repository.root, args);
      assert.deepEqual([again.status, again.stdout, again.stderr], [0, '', ['Nothing was changed.']]);
      const plan = await runRoadgate(repository.root, ['issues', 'plan', '--start', '2026-01-05']);
      assert.match(plan.stdout, /^Nothing to do: everything is there already\.$/m);
    } finally {
      delete process.env.GITHUB_API_URL;
      delete process.env.GITHUB_TOKEN;
      repository.remove();
      await emulator.close();
    }
  });
});

async function bodiesAt({ url, token }: ForgeEmulator): Promise<readonly string[]> {
  const address = `${url}/repos/acme/parcel-tracker/issues?state=all&per_page=100`;
  const answer = await fetch(address, { headers: { authorization: `token ${token}` } });
  return ((await answer.json()) as { body: string }[]).map(({ body }) => body);
}
