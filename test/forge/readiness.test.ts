import assert from 'node:assert/strict';
import type { GitPort } from '../../server/src/core/ports.ts';
import { evidenceBlock, type GateReport } from '../../server/src/forge/evidence.ts';
import { createGitHub } from '../../server/src/forge/github/github.ts';
import type { Connect, PullRequestTask } from '../../server/src/forge/openPullRequest.ts';
import { openSeveral, summarize } from '../../server/src/forge/openSeveral.ts';
import { assessTasks, type Readiness } from '../../server/src/forge/readiness.ts';
import { readStates } from '../../server/src/forge/states.ts';
import { prepareUpdate, sendUpdate } from '../../server/src/forge/updatePullRequest.ts';
import { openGit } from '../../server/src/host/git.ts';
import { createGitPort } from '../../server/src/host/gitPort.ts';
import { pullRequestSource } from '../support/pullRequestSource.ts';
import { PushRepository } from '../support/pushRepository.ts';
import { ScriptedForge } from '../support/scriptedForge.ts';

const REPOSITORY = '/repos/acme/parcel-tracker';
const PULLS = `${REPOSITORY}/pulls`;
const PASSED: GateReport = {
  name: 'Validate',
  commands: ['make'],
  outcome: 'passed',
  commit: '4f26a87',
  duration: 1,
  fresh: true,
};

/** A repository with the branches `a`, `b` (upon `a`) and `empty`, and a forge that knows no pull request. */
class Scene {
  readonly repository = new PushRepository();
  readonly server = new ScriptedForge();
  readonly git: GitPort = createGitPort(openGit(this.repository.root));
  connect: Connect = () => Promise.resolve(undefined);

  async start(): Promise<void> {
    for (const name of ['a', 'b']) {
      this.repository.run('switch', '--quiet', '--create', name);
      this.repository.write(`work/${name}.txt`, '');
      this.repository.commit(name, 'work');
    }
    this.repository.run('switch', '--quiet', 'main');
    this.repository.run('branch', 'empty');
    const apiUrl = await this.server.start();
    this.connect = () =>
      Promise.resolve(createGitHub({ name: 'GitHub', apiUrl, token: 'secret', second: 1 }));
    this.server.on(`GET ${REPOSITORY}`, { status: 200, body: { default_branch: 'main' } });
    this.server.on(`GET ${PULLS}`, { status: 200, body: [] });
  }

  async stop(): Promise<void> {
    await this.server.stop();
    this.repository.remove();
  }

  /** The forge has these pull requests; `number` counts from 1. */
  pulls(...pulls: { ref: string; state?: string; merged_at?: string; body?: string; base?: string }[]): void {
    const body = pulls.map((pull, index) => answer(index + 1, pull));
    this.server.on(`GET ${PULLS}`, { status: 200, body });
    for (const one of body) this.server.on(`GET ${PULLS}/${one.number}`, { status: 200, body: one });
  }
}

function answer(
  number: number,
  { ref, base = 'main', ...rest }: { ref: string; base?: string },
): { readonly number: number } & Record<string, unknown> {
  const head = { ref, label: `acme:${ref}`, sha: 'f'.repeat(40) };
  const html_url = `https://github.com/acme/parcel-tracker/pull/${number}`;
  return { number, html_url, title: ref, state: 'open', head, base: { ref: base }, ...rest };
}

function task(
  branch: string,
  parts: Parameters<typeof pullRequestSource>[0] = {},
  gates: PullRequestTask['gates'] = [],
): PullRequestTask {
  return { source: pullRequestSource({ title: branch, branch, ...parts }), documentPath: null, gates };
}

const UNMET = {
  key: 'x',
  text: 'x',
  checked: false,
  hasBox: true,
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
};

describe('Several pull requests', () => {
  let scene: Scene;

  beforeEach(async () => {
    scene = new Scene();
    await scene.start();
  });

  afterEach(() => scene.stop());

  async function assess(one: PullRequestTask): Promise<Readiness> {
    const [only] = await assessTasks([one], scene.git, scene.connect);
    assert(only);
    return only.readiness;
  }

  function reasons(readiness: Readiness): unknown {
    if (readiness.kind === 'doubtful') return readiness.reasons;
    return readiness.kind === 'impossible' ? readiness.reason : readiness.kind;
  }

  it('are offered for tasks that are ready, with the reasons why others are not', async () => {
    assert.equal(reasons(await assess(task('a'))), 'ready');
    assert.equal(reasons(await assess(task('a', { hasGates: true }, [PASSED]))), 'ready');
    assert.deepEqual(reasons(await assess(task('a', { hasGates: true, criteria: [UNMET] }))), [
      '0 of 1 criteria met',
      'gate not run',
    ]);
    const stale = [{ ...PASSED, fresh: false }];
    assert.deepEqual(reasons(await assess(task('a', {}, stale))), ['gate passed before later changes']);
    const failed = [{ ...PASSED, outcome: 'failed' as const }];
    assert.deepEqual(reasons(await assess(task('a', {}, failed))), ['gate failed']);
    assert.equal(reasons(await assess(task('empty'))), 'no commits of its own');
    assert.match(String(reasons(await assess(task('main')))), /is the branch that pull requests go into/);
    scene.pulls({ ref: 'a' });
    assert.equal(reasons(await assess(task('a'))), 'existing');
  });

  it('ask the forge nothing about tasks without a branch, and of the repository once', async () => {
    const tasks = [task('none'), task('a'), task('b'), task('none too')];
    const assessed = await assessTasks(tasks, scene.git, scene.connect);
    assert.deepEqual(
      assessed.map(({ readiness }) => readiness.kind),
      ['impossible', 'ready', 'ready', 'impossible'],
    );
    const templates = 'GET /repos/acme/.github/git/trees/HEAD';
    assert.deepEqual(scene.server.lines, [`GET ${REPOSITORY}`, `GET ${PULLS}`, templates, `GET ${PULLS}`]);
  });

  it('go out in the order of their dependencies, one stacked upon the other', async () => {
    const dependencies = [{ id: null, title: 'a', branch: 'a' }];
    scene.server.on(
      `POST ${PULLS}`,
      { status: 201, body: answer(1, { ref: 'a' }) },
      { status: 201, body: answer(2, { ref: 'b' }) },
    );
    const pull = { status: 200, body: [answer(1, { ref: 'a' })] };
    scene.server.on(`GET ${PULLS}`, { status: 200, body: [] }, { status: 200, body: [] }, pull);
    const sent = await openSeveral([task('b', { dependencies }), task('a')], scene.git, scene.connect);
    assert.equal(summarize(sent), '2 opened.');
    const bodies = scene.server.requests.map(({ body }) => body).filter((body) => body !== undefined);
    assert.deepEqual(
      (bodies as { head: string; base: string }[]).map(({ head, base }) => `${head} → ${base}`),
      ['acme:a → main', 'acme:b → a'],
    );
  });

  it('stop between two when cancelled, and where the same trouble would come again', async () => {
    scene.server.on(`POST ${PULLS}`, { status: 201, body: answer(1, { ref: 'a' }) });
    const controller = new AbortController();
    const cancelled = await openSeveral([task('a'), task('b')], scene.git, scene.connect, {
      signal: controller.signal,
      onTask: () => controller.abort(),
    });
    assert.equal(summarize(cancelled), '1 opened, 1 not begun.');
    scene.server.on(`GET ${REPOSITORY}`, { status: 401 });
    const tasks = [task('a'), task('b'), task('c'), task('d')];
    const failed = await openSeveral(tasks, scene.git, scene.connect);
    assert.equal(
      summarize(failed),
      '2 failed, 2 not begun.',
      JSON.stringify(failed.map(({ outcome }) => outcome)),
    );
  });
});

describe('The update of a pull request', () => {
  let scene: Scene;

  beforeEach(async () => {
    scene = new Scene();
    await scene.start();
    scene.repository.run('update-ref', 'refs/remotes/origin/a', 'a');
    scene.repository.run('update-ref', 'refs/remotes/origin/b', 'b');
  });

  afterEach(() => scene.stop());

  const old = `Mine\n\n${evidenceBlock([])}\n\nYours\n`;

  it('writes the evidence anew, into the text as it is when it is sent', async () => {
    scene.pulls({ ref: 'a', body: old.replaceAll('\n', '\r\n') });
    const prepared = await prepareUpdate(task('a', {}, [PASSED]), scene.git, scene.connect);
    if (prepared.kind !== 'update') assert.fail(JSON.stringify(prepared));
    assert.equal(prepared.base, null);
    scene.pulls({ ref: 'a', body: old.replace('Yours', 'Ours') });
    scene.server.on(`PATCH ${PULLS}/1`, { status: 200, body: answer(1, { ref: 'a' }) });
    assert.equal((await sendUpdate(prepared, { body: true, base: true })).kind, 'ok');
    assert.deepEqual(scene.server.requests.at(-1)?.body, {
      body: `Mine\n\n${evidenceBlock([PASSED])}\n\nOurs\n`,
    });
  });

  it('is none where nothing is new, and never without markers', async () => {
    scene.pulls({ ref: 'a', body: `${old.replaceAll('\n', '\r\n')}\r\n` });
    const current = await prepareUpdate(task('a'), scene.git, scene.connect);
    assert.deepEqual([current.kind, 'notes' in current && current.notes], ['current', []]);
    scene.pulls({ ref: 'a', body: 'Mine' });
    const without = await prepareUpdate(task('a', {}, [PASSED]), scene.git, scene.connect);
    assert.equal(without.kind, 'current');
    assert.match('notes' in without ? (without.notes[0] ?? '') : '', /has no place for evidence/);
  });

  it('goes into the usual base once the one it was stacked upon is merged', async () => {
    scene.pulls({ ref: 'b', base: 'a', body: old });
    const dependent = task('b', { dependencies: [{ id: null, title: 'a', branch: 'a' }] });
    assert.equal((await prepareUpdate(dependent, scene.git, scene.connect)).kind, 'current');
    scene.pulls(
      { ref: 'b', base: 'a', body: old },
      { ref: 'a', state: 'closed', merged_at: '2026-01-01T00:00:00Z' },
    );
    const prepared = await prepareUpdate(dependent, scene.git, scene.connect);
    assert.deepEqual(prepared.kind === 'update' ? [prepared.base, prepared.body] : prepared, ['main', null]);
  });

  it('says that there is none, and what was not pushed', async () => {
    const none = await prepareUpdate(task('a'), scene.git, scene.connect);
    assert.equal(none.kind === 'refused' && none.why, 'no-pull-request');
    scene.pulls({ ref: 'a', body: old });
    scene.repository.run('switch', '--quiet', 'a');
    scene.repository.commit('More', 'work');
    const current = await prepareUpdate(task('a'), scene.git, scene.connect);
    assert.deepEqual('notes' in current ? current.notes : [], ['1 commit of "a" is not pushed.']);
  });
});

describe('The states of pull requests', () => {
  let scene: Scene;

  beforeEach(async () => {
    scene = new Scene();
    await scene.start();
    scene.repository.run('update-ref', 'refs/remotes/origin/a', 'a');
  });

  afterEach(() => scene.stop());

  const subject = (branch: string): Parameters<typeof readStates>[0][number] => ({
    task: { id: null, title: branch, branch },
    branchTemplate: 'task/{slug}',
  });

  it('are asked for branches that are at the remote, and for no others', async () => {
    const merged = { ref: 'a', state: 'closed', merged_at: '2026-01-01T00:00:00Z' };
    scene.pulls(merged);
    const states = await readStates([subject('b'), subject('a b'), subject('a')], scene.git, scene.connect);
    assert(states?.kind === 'ok');
    assert.deepEqual([...states.value.keys()], [2]);
    assert.equal(states.value.get(2)?.state, 'merged');
    assert.equal(scene.server.lines.length, 2);
  });

  it('are unknown where nobody can be asked', async () => {
    assert.equal(await readStates([subject('b')], scene.git, scene.connect), undefined);
    const nobody: Connect = () => Promise.resolve(undefined);
    assert.equal(await readStates([subject('a')], scene.git, nobody), undefined);
    assert.deepEqual(scene.server.lines, []);
  });
});
