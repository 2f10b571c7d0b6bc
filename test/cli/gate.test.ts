import assert from 'node:assert/strict';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { runCommandLine } from '../../server/src/cli/run.ts';
import type { Terminal } from '../../server/src/cli/terminal.ts';

const PLAN = `# Plan

## Phase 1: Base

### Issue #1: Store parcels

**Status:** in progress

**Validate:**

\`\`\`bash
echo one >> ran
test -f store.txt
echo done
\`\`\`

### Issue #2: Show parcels

**Status:** in progress

**Validate:**

\`\`\`bash
echo two >> ran
\`\`\`

### Issue #3: Write it down

**Status:** to do

## Validation

\`\`\`sh
echo shared >> ran
\`\`\`
`;

const Listing = z.object({
  tasks: z.array(
    z.object({
      id: z.string().nullable(),
      source: z.string(),
      gates: z.array(z.object({ script: z.string(), digest: z.string() })),
      last: z.object({ outcome: z.string(), commit: z.string(), fresh: z.boolean() }).nullable(),
    }),
  ),
});

describe('roadgate gate', () => {
  let root: string;
  const at = (name: string): string => path.join(root, name);
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();

  beforeEach(async () => {
    root = await realpath(await mkdtemp(path.join(tmpdir(), 'gate-cli-test-')));
    git('init', '-q', '-b', 'main');
    await mkdir(at('docs'));
    await writeFile(at('docs/PLAN.md'), PLAN);
    await writeFile(at('.gitignore'), 'ran\n');
    await writeFile(at('store.txt'), '');
    git('add', '.');
    git('-c', 'user.name=A', '-c', 'user.email=a@example.com', 'commit', '-qm', 'first');
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  /** Runs the command line in the project. */
  const gate = (...args: string[]): ReturnType<typeof commandLine> => commandLine('gate', ...args);
  async function commandLine(...args: string[]): Promise<{ status: number; out: string; err: string }> {
    let out = '';
    let err = '';
    const terminal: Terminal = {
      cwd: root,
      colors: false,
      interactive: false,
      out: (text) => void (out += text),
      err: (line) => void (err += `${line}\n`),
      progress: () => undefined,
    };
    const status = await runCommandLine(args, terminal, '0');
    return { status, out, err };
  }
  /** What ran, in order; nothing if no gate did. */
  const ran = async (): Promise<string> =>
    existsSync(at('ran')) ? (await readFile(at('ran'), 'utf8')).trim() : '';
  const listed = async (): Promise<z.infer<typeof Listing>['tasks']> =>
    Listing.parse(JSON.parse((await gate('list', '--format', 'json')).out)).tasks;
  /** The last result of each task, as `#1 passed` or `#1 passed stale`. */
  const results = async (): Promise<string[]> =>
    (await listed()).flatMap(({ id, last }) =>
      last ? [`${id} ${last.outcome}${last.fresh ? '' : ' stale'}`] : [],
    );

  it('lists the gates of each task and whose they are', async () => {
    const tasks = await listed();
    assert.deepEqual(
      tasks.map(({ id, source }) => `${id} ${source}`),
      ['#1 task', '#2 task', '#3 document'],
    );
    assert.match((await gate('list')).out, /^docs\/PLAN\.md\n {2}#1 Store parcels\n {6}echo one >> ran\n/);
  });

  it('runs nothing that was not approved, and shows what it would run', async () => {
    const { status, out, err } = await gate('run', '1');
    assert.equal(status, 2);
    assert.equal(out, '');
    assert.match(
      err,
      /\n[0-9a-f]{64} {2}\(.*bash\)\n {4}echo one >> ran\n {4}test -f store\.txt\n {4}echo done\n/,
    );
    assert.equal(await ran(), '');
  });

  it('runs what a file of digests approves', async () => {
    const { out: digests } = await gate('list', '--format', 'digests');
    await writeFile(at('docs/approved.txt'), digests.split('\n').slice(0, 1).join('\n'));
    assert.equal((await gate('run', '1', '2', '--approve', 'docs/approved.txt')).status, 2);
    assert.equal(await ran(), '');
    assert.equal((await gate('run', '1', '--approve', 'docs/approved.txt')).status, 0);
    assert.equal(await ran(), 'one');
  });

  it('records evidence that holds until a file changes', async () => {
    assert.equal((await gate('run', '#1', '--yes')).status, 0);
    assert.deepEqual(await results(), ['#1 passed']);
    await writeFile(at('docs/PLAN.md'), PLAN.replace('in progress', 'done'));
    assert.deepEqual(await results(), ['#1 passed'], 'the roadmap itself is not covered');
    await writeFile(at('store.txt'), 'changed');
    assert.deepEqual(await results(), ['#1 passed stale']);
  });

  it('says at which line a gate failed', async () => {
    await rm(at('store.txt'));
    const { status, out } = await gate('run', '1', '--yes');
    assert.equal(status, 1);
    assert.match(
      out,
      /^✗ #1: .*\n {4}Line 2 failed \(exit code 1\): test -f store\.txt\n0 passed, 1 failed\.\n$/,
    );
    assert.deepEqual(await results(), ['#1 failed']);
  });

  it('has `check` report what failed, and what is stale by now', async () => {
    await rm(at('store.txt'));
    await gate('run', '1', '2', '--yes');
    const findings = async (): Promise<string[]> => {
      const { out } = await commandLine('check', 'docs/PLAN.md', '--format', 'json');
      const report = z.object({ findings: z.array(z.object({ line: z.number(), code: z.string() })) });
      const found = report.parse(JSON.parse(out)).findings;
      return found.flatMap(({ line, code }) => (code.startsWith('gate/') ? [`${line} ${code}`] : []));
    };
    assert.deepEqual(await findings(), ['11 gate/failed']);
    await writeFile(at('docs/OTHER.md'), '# Plan\n\n## Issue #9: X\n\n**Status:** todo\n');
    assert.deepEqual(await findings(), ['11 gate/failed'], 'another roadmap is not covered');
    await writeFile(at('other.txt'), '');
    assert.deepEqual(await findings(), ['11 gate/stale', '23 gate/stale']);
  });

  it('has `check` tell of ticked criteria that evidence refutes', async () => {
    const criteria = [
      '`make all` passes',
      'Coverage ≥ 97 % (`lcov.info`)',
      'Coverage ≥ 97 % (`coverage.xml`)',
      'Coverage ≥ 97 % (`coverage.json`)',
      '`docs/API.md` exists',
      'All items in `docs/IMPROVEMENTS.md` (Modularization section) completed',
    ];
    const boxes = criteria.map((text) => `- [x] ${text}\n`).join('');
    await writeFile(
      at('docs/PLAN.md'),
      `# Plan\n\n### Issue #1: A\n\n**Status:** Done\n\n**Acceptance Criteria:**\n\n${boxes}`,
    );
    await writeFile(at('Makefile'), 'all:\n\tfalse\n');
    await writeFile(at('lcov.info'), 'SF:a\nLF:100\nLH:96\nend_of_record\n');
    await writeFile(at('coverage.xml'), '<?xml version="1.0"?><coverage line-rate="0.96" branch-rate="0">');
    await writeFile(at('coverage.json'), '{"totals":{"percent_covered":96.4}}');
    await writeFile(
      at('docs/IMPROVEMENTS.md'),
      '# I\n\n## Modularization\n\n- [ ] a\n\n## Other\n\n- [x] b\n',
    );
    const phantoms = async (): Promise<string[]> => {
      const { out } = await commandLine('check', 'docs/PLAN.md', '--rule', 'criteria/unmet-but-done');
      return [...out.matchAll(/this criterion is ticked, but (.*)\. {2}criteria/g)].map(
        ([, why = '']) => why,
      );
    };
    const known = [
      'lcov.info states 96 %',
      'coverage.xml states 96 %',
      'coverage.json states 96.4 %',
      'docs/API.md does not exist',
      '1 of 1 boxes in docs/IMPROVEMENTS.md, section Modularization, are open',
    ];
    assert.deepEqual(await phantoms(), known, 'a gate that never ran refutes nothing');
    await gate('run', '--all', '--yes');
    const failed = `make all failed at ${git('rev-parse', 'HEAD').slice(0, 7)}`;
    assert.deepEqual(await phantoms(), [failed, ...known]);
    await writeFile(at('lcov.info'), 'SF:a\nLF:100\nLH:97\nend_of_record\n');
    assert.deepEqual(await phantoms(), known.slice(1), 'the gate is stale now, and the coverage reached');
  });

  it('does what comments and options say', async () => {
    await mkdir(at('api'));
    await writeFile(at('api/.keep'), '');
    await writeFile(at('.env'), 'WORD=from-file\nPATH=/nowhere\n');
    const gates = [
      '<!-- roadgate-gate: name=there cwd=api covers=api/** -->\n\n```bash\npwd; echo $WORD\n```',
      '<!-- roadgate-gate: timeout=300ms -->\n\n```bash\nsleep 100\n```',
    ];
    const text = gates.map((gate, index) => `### Issue #${index + 7}: A\n\n**Status:** todo\n\n${gate}\n`);
    await writeFile(at('docs/PLAN.md'), `# Plan\n\n${text.join('\n')}`);
    const { out, status } = await gate(
      'run',
      '--all',
      '--yes',
      '--dotenv',
      '.env',
      '--log-dir',
      'ran',
      '--jobs',
      '2',
    );
    assert.equal(status, 1);
    assert.match(out, /✓ #7: there \(/);
    assert.match(out, /✗ #8: .*\n {4}The gate did not end within 0\.3 s and was stopped\./);
    const logs = await Promise.all(
      (await readdir(at('ran'))).map((name) => readFile(at(`ran/${name}`), 'utf8')),
    );
    assert.deepEqual(logs.toSorted(), ['', `${at('api')}\nfrom-file\n`]);
    await writeFile(at('other.txt'), '');
    assert.deepEqual(await results(), ['#7 passed', '#8 failed stale'], 'only api is covered by the first');
    assert.match((await gate('run', '7', '--yes', '--timeout', 'soon')).err, /--timeout takes a duration/);
  });

  it('runs tasks behind those they depend on, and goes on where it stopped', async () => {
    const depending = PLAN.replace('#1: Store parcels\n', '#1: Store parcels\n\n**Depends on:** #2\n');
    await writeFile(at('docs/PLAN.md'), depending);
    await rm(at('store.txt'));
    const all = ['run', '1', '2', '--yes', '--fail-fast', '--resume'];
    assert.equal((await gate(...all)).status, 1);
    assert.equal(await ran(), 'two\none');
    assert.deepEqual(await results(), ['#1 failed', '#2 passed']);
    assert.equal((await gate(...all)).status, 1);
    assert.equal(await ran(), 'two\none\none');
    assert.equal((await gate('run', '2', '--yes', '--resume')).status, 0);
    assert.equal(await ran(), 'two\none\none');
  });

  describe('of phases and documents', () => {
    // Issue 3 says the same as its phase: it must not run twice.
    const VALIDATE = '\n**Validate:** `echo phase >> ran`\n';
    const OWN = PLAN.replace('Phase 1: Base\n', `Phase 1: Base\n${VALIDATE}`).replace(
      '**Status:** to do\n',
      `**Status:** to do\n${VALIDATE}`,
    );
    beforeEach(() => writeFile(at('docs/PLAN.md'), OWN));
    const rest = z.object({ phases: Listing.shape.tasks, documents: Listing.shape.tasks });

    it('are listed, and whose they are', async () => {
      const { phases, documents } = rest.parse(JSON.parse((await gate('list', '--format', 'json')).out));
      const told = (list: typeof phases): string[] =>
        list.map(({ id, source, gates }) => `${id} ${source} ${gates.map(({ script }) => script).join()}`);
      assert.deepEqual(told(phases), ['Phase 1 phase echo phase >> ran']);
      assert.deepEqual(told(documents), ['null document echo shared >> ran']);
      const { out } = await gate('list');
      assert.match(out, /^docs\/PLAN\.md\n {2}Phase 1 Base \(the phase itself\)\n {6}echo phase >> ran\n/);
      assert.match(out, /\n {2}Plan \(the document itself\)\n {6}echo shared >> ran\n$/);
      assert.doesNotMatch((await gate('list', 'Phase 1', '--own')).out, /shared|two/);
    });

    it('run behind those of the tasks, each text once', async () => {
      const { out, status } = await gate('run', '--all', '--yes');
      assert.equal(status, 0);
      assert.equal(await ran(), 'one\ntwo\nphase\nshared');
      assert.match(out, /✓ #3, Phase 1: echo phase >> ran /);
      assert.match(out, /✓ Plan: /);
      const listing = rest.parse(JSON.parse((await gate('list', '--format', 'json')).out));
      for (const { last } of [...listing.phases, ...listing.documents]) {
        assert.deepEqual([last?.outcome, last?.fresh], ['passed', true]);
      }
      const again = await gate('run', 'docs/PLAN.md', '--yes', '--resume');
      assert.equal(
        `${again.status} ${again.err}`,
        '0 All of these gates have passed, and nothing changed since.\n',
      );
      await writeFile(at('store.txt'), 'changed');
      assert.match((await gate('list', 'phase 1: base', '--own')).out, /✓ passed .* \(stale\)/);
    });

    it('run alone with --own, or with all that stands in the phase', async () => {
      await gate('run', 'Phase 1', '--own', '--yes');
      assert.equal(await ran(), 'phase');
      await gate('run', 'phase 1: base', '--yes', '--resume');
      assert.equal(
        await ran(),
        'phase\none\ntwo\nphase',
        'the task has a gate of its own with the same text',
      );
      await rm(at('ran'));
      await gate('run', 'docs/PLAN.md', '--own', '--yes');
      assert.equal(await ran(), 'shared');
      await rm(at('ran'));
      await gate('run', '--all', '--own', '--yes');
      assert.equal(await ran(), 'phase\nshared');
    });

    it('need approval as well', async () => {
      const { status, err } = await gate('run', 'Phase 1', '--own');
      assert.equal(status, 2);
      assert.match(err, /\n {4}echo phase >> ran\n/);
      assert.equal(await ran(), '');
    });

    it('are told of by `check` when they fail', async () => {
      await writeFile(at('docs/PLAN.md'), OWN.replace('echo shared >> ran', 'false'));
      await gate('run', 'docs/PLAN.md', '--own', '--yes');
      const { out } = await commandLine('check', 'docs/PLAN.md', '--rule', 'gate/failed');
      assert.match(
        out,
        /^docs\/PLAN\.md\n {2}37:1 {2}warning {2}The gate failed when it last ran.*\n.*sh\n.*\n\n0 errors, 1 warning/,
      );
    });
  });

  it('stops after a failure when told to', async () => {
    await rm(at('store.txt'));
    const { status, out } = await gate('run', '--all', '--yes', '--fail-fast');
    assert.equal(status, 1);
    assert.match(out, /0 passed, 1 failed, 2 did not run\.\n$/);
    assert.equal(await ran(), 'one');
  });

  it('writes results for CI services', async () => {
    await gate('run', '--all', '--yes', '--jobs', '2', '--junit', 'new/ran.xml');
    const xml = await readFile(at('new/ran.xml'), 'utf8');
    assert.equal(xml.match(/<testcase /g)?.length, 4);
    assert.match(xml, /<testsuite name="docs\/PLAN\.md" tests="4">/);
  });

  it('says before it runs anything that results or logs cannot be written', async () => {
    for (const [option, name] of [
      ['--junit', 'store.txt/ran.xml'],
      ['--log-dir', 'store.txt'],
    ] as const) {
      const { status, err } = await gate('run', '--all', '--yes', option, name);
      assert.equal(status, 2);
      assert.match(err, /^store\.txt\S* cannot be written: E[A-Z]+: .*\. Choose another place\.\n$/);
    }
    assert.equal(await ran(), '');
    if (process.platform === 'linux') {
      const refused = await gate('run', '1', '--yes', '--log-dir', '/proc/roadgate');
      assert.equal(refused.status, 2);
      assert.match(
        refused.err,
        /^\/proc\/roadgate cannot be written: ENOENT: .*\. Choose another place\.\n$/,
      );
    }
    const { status, err } = await gate('run', '1', '--yes', '--junit', 'docs');
    assert.equal(status, 2);
    assert.match(err, /docs cannot be written: EISDIR/);
  });

  it('explains wrong usage in a sentence', async () => {
    for (const [args, message] of [
      [['run'], 'Name the tasks or phases whose gates to run, or --all.'],
      [['run', '7', '--yes'], 'No task or phase 7 has a gate; `roadgate gate list` shows those that do.'],
      [['stop'], 'There is no `gate stop`: it is list or run.'],
      [['run', '1', '--approve', 'nowhere'], 'There is no file nowhere.'],
      [['run', '1', '--roadmap', 'store.txt'], 'store.txt is no roadmap of this project with gates.'],
    ] as const) {
      const { status, err } = await gate(...args);
      assert.equal(`${status} ${err}`, `2 ${message}\n`);
    }
  });

  describe('in the middle of a run', () => {
    const SLOW = PLAN.replace('echo two >> ran', 'sleep 1000 &\necho slow >> ran\nwait');
    beforeEach(() => writeFile(at('docs/PLAN.md'), SLOW));

    async function interrupt(signal: NodeJS.Signals): Promise<ChildProcess> {
      const child = start(root, ['run', '1', '2', '--yes']);
      while (!(await ran()).endsWith('slow')) await delay(20);
      child.kill(signal);
      await once(child, 'close');
      return child;
    }
    const evidence = async (): Promise<number> =>
      (await readFile(at('.roadgate/evidence.jsonl'), 'utf8')).trim().split('\n').length;

    it('ends the gate with Ctrl+C and keeps earlier evidence', async () => {
      assert.equal((await interrupt('SIGINT')).exitCode, 1);
      assert.deepEqual(processesIn(root), []);
      assert.equal(await evidence(), 1);
    });

    it('ends the gate when it is killed and keeps earlier evidence', async () => {
      await interrupt('SIGKILL');
      while (processesIn(root).length > 0) await delay(20);
      assert.equal(await evidence(), 1);
    });
  });
});

/** Starts the command line as a process of its own, to be killed. */
function start(cwd: string, args: readonly string[]): ChildProcess {
  const cli = path.resolve(import.meta.dirname, '../../server/src/cli.ts');
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  return spawn(process.execPath, ['--import', tsx, cli, 'gate', ...args], { cwd, stdio: 'ignore' });
}

/** Command lines of the processes whose working directory is `directory`. */
function processesIn(directory: string): string[] {
  const find =
    'for p in /proc/[0-9]*; do [ "$(readlink $p/cwd)" = "$1" ] && tr "\\0" " " <$p/cmdline && echo; done; true';
  return execFileSync('bash', ['-c', find, 'find', directory], { encoding: 'utf8', cwd: '/' })
    .split('\n')
    .filter((line) => line !== '');
}
