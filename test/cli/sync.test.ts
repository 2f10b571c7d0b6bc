import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runCommandLine } from '../../server/src/cli/run.ts';
import type { Terminal } from '../../server/src/cli/terminal.ts';
import { writeBody } from '../../server/src/forge/issues/marker.ts';
import { createGitHub } from '../../server/src/forge/github/github.ts';
import { startForgeEmulator, type ForgeEmulator } from '../support/forgeEmulator.ts';
import { valueOf } from '../support/forgeResult.ts';
import { PushRepository } from '../support/pushRepository.ts';
import { ScriptedForge } from '../support/scriptedForge.ts';

const PLAN = `# Plan

## Phase 1

### Task T1: Sort the scans

**Status:** In progress
**Issue:** #1

- [ ] Stable

### Task T2: Show a map

**Status:** Done
**Issue:** #2

### Task T3: Print labels

**Status:** Planned
**Branch:** \`feature/labels\`
`;
const REPOSITORY = { owner: 'acme', name: 'parcel-tracker' };
const VARIABLES = ['GH_TOKEN', 'GITHUB_TOKEN', 'GITHUB_API_URL', 'PATH'] as const;

describe('roadgate sync', () => {
  let emulator: ForgeEmulator;
  let repository: PushRepository;
  const before = VARIABLES.map((name) => [name, process.env[name]] as const);

  beforeEach(async () => {
    emulator = await startForgeEmulator();
    Object.assign(process.env, { GITHUB_API_URL: emulator.url, GITHUB_TOKEN: emulator.token, GH_TOKEN: '' });
    repository = new PushRepository();
    repository.write('work/ROADMAP.md', PLAN);
    repository.commit('Plan', 'work');
    repository.branchWithWork('feature/labels');
    repository.run('merge', '--quiet', '--no-ff', '-m', 'Labels', 'feature/labels');
    const issue = { body: '', labels: [], milestone: null, assignees: [] };
    valueOf(await gitHub().createIssue(REPOSITORY, { ...issue, title: 'Sort the scans' }));
    valueOf(await gitHub().createIssue(REPOSITORY, { ...issue, title: 'Show a map' }));
    valueOf(await gitHub().updateIssue(REPOSITORY, 1, { state: 'closed' }));
  });

  afterEach(async () => {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
    await emulator.close();
    repository.remove();
  });

  function gitHub(): ReturnType<typeof createGitHub> {
    const { url, token } = emulator;
    return createGitHub({ name: 'GitHub', apiUrl: url, token, pauses: false });
  }

  async function run(...args: string[]): Promise<{ status: number; out: string; err: string }> {
    let out = '';
    let err = '';
    const terminal: Terminal = {
      cwd: repository.root,
      colors: false,
      interactive: false,
      out: (text) => void (out += text),
      err: (line) => void (err += `${line}\n`),
      progress: () => undefined,
    };
    return { status: await runCommandLine(['sync', ...args], terminal, '0'), out, err };
  }

  async function states(): Promise<readonly string[]> {
    return valueOf(await gitHub().issues(REPOSITORY)).map(({ state }) => state);
  }

  const roadmap = (): string => readFileSync(path.join(repository.root, 'ROADMAP.md'), 'utf8');

  it('shows what disagrees, and changes nothing', async () => {
    const { status, out } = await run();
    assert.equal(
      out,
      `ROADMAP.md and acme/parcel-tracker (GitHub)
  ROADMAP.md:5  T1 Sort the scans
      here: in progress, 1 criterion open; there: #1 is closed
  ROADMAP.md:12  T2 Show a map
      here: done; there: #2 is open
  ROADMAP.md:17  T3 Print labels
      here: open; there: "feature/labels" is merged
`,
    );
    assert.equal(status, 1);
    const dry = await run('--apply', 'document', '--dry-run');
    assert.match(dry.out, /T1 Sort .*\n.*\n {6}→ there: reopen #1\n/);
    assert.match(dry.out, /T3 Print .*\n.*\n {6}→ nothing that can be done there\n/);
    assert.match(
      (await run('--apply', 'forge', '--dry-run')).out,
      /→ in the roadmap: say done, tick its open boxes/,
    );
    assert.equal(roadmap(), PLAN);
    assert.deepEqual(await states(), ['closed', 'open']);
  });

  it('edits the roadmap where the forge is right, and then agrees', async () => {
    assert.deepEqual((await run('--apply', 'forge')).err, 'Updated ROADMAP.md.\n');
    assert.equal(
      roadmap(),
      PLAN.replace('Status:** Done', 'Status:** Planned')
        .replace('In progress', 'Done')
        .replace('- [ ] Stable', '- [x] Stable')
        .replace(/Planned(\n\*\*Branch)/, 'Done$1'),
    );
    assert.deepEqual(await run(), { status: 0, out: '', err: 'Roadmap and forge agree.\n' });
    assert.deepEqual(await states(), ['closed', 'open']);
  });

  it('closes and reopens issues where the roadmap is right, only those of the tasks that are named', async () => {
    assert.deepEqual((await run('T2', '--apply', 'document')).err, 'Closed #2.\n');
    assert.deepEqual(await states(), ['closed', 'closed']);
    const { status, err } = await run('--apply', 'document');
    assert.equal(status, 1);
    assert.equal(err, 'Reopened #1.\nT3: nothing that can be done at the forge.\n');
    assert.deepEqual(await states(), ['open', 'closed']);
    assert.equal(roadmap(), PLAN);
  });

  it('knows issues by what their bodies say, before numbers', async () => {
    const marker = { document: 'ROADMAP.md', task: 't1', title: '', text: '', boxes: '' };
    const body = writeBody({ ...marker, labels: [], milestone: null, assignees: [] }, 'Text');
    const issue = { title: 'Other words', body, labels: [], milestone: null, assignees: [] };
    valueOf(await gitHub().createIssue(REPOSITORY, issue));
    // Issue #1, which the field of T1 names, is closed; the one that was made from it is open, as the task is.
    assert.doesNotMatch((await run()).out, /T1/);
  });

  it('gives its findings as JSON', async () => {
    const { rows } = JSON.parse((await run('--format', 'json')).out) as { rows: readonly object[] };
    assert.deepEqual(rows[1], {
      kind: 'issue-open',
      document: 'ROADMAP.md',
      line: 12,
      id: 'T2',
      title: 'Show a map',
      here: 'done',
      there: '#2 is open',
      url: `${emulator.url}/acme/parcel-tracker/issues/2`,
      ifForgeIsRight: { status: 'todo', tick: false },
      ifDocumentIsRight: { issue: 2, state: 'closed' },
    });
  });

  it('says what is missing or wrong', async () => {
    assert.match((await run('--apply', 'both')).err, /^--apply must be forge or document/);
    process.env.GITHUB_TOKEN = 'wrong';
    const forge = new ScriptedForge();
    process.env.GITHUB_API_URL = await forge.start();
    try {
      forge.on('GET /repos/acme/parcel-tracker/issues', { status: 401 });
      assert.deepEqual(await run(), {
        status: 2,
        out: '',
        err: 'GitHub did not accept the sign-in: sign in again, or renew the token.\n',
      });
    } finally {
      await forge.stop();
    }
    repository.run('config', 'remote.origin.url', 'https://gitlab.example.org/acme/parcel-tracker');
    assert.equal(
      (await run()).err,
      'There is no token for acme/parcel-tracker (GitLab (gitlab.example.org)): set GITLAB_TOKEN together with GITLAB_HOST=gitlab.example.org.\n',
    );
  });
});
