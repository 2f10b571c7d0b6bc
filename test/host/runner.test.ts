import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { planGate } from '../../server/src/gates/plan.ts';
import { runGate, type RunOptions, type RunResult } from '../../server/src/host/runner.ts';

describe('running a gate', () => {
  let root: string;
  beforeEach(async () => {
    root = await realpath(await mkdtemp(path.join(tmpdir(), 'gates-test-')));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  async function run(
    text: string,
    language: string | null = 'bash',
    more: RunOptions & Limits = {},
  ): Promise<RunResult> {
    const { env = {}, timeout = null, ...options } = more;
    const settings = { platform: process.platform, shell: 'bash', userShell: null, root, env, timeout };
    return runGate(planGate({ name: 'gate', language, text }, settings), options);
  }
  interface Limits {
    readonly env?: Readonly<Record<string, string>>;
    readonly timeout?: number;
  }

  /** What a person is told about a run. */
  async function checkRun(
    text: string,
    language: string | null,
    expected: string,
    output?: string,
  ): Promise<void> {
    const result = await run(text, language);
    assert.equal(result.reason ?? result.outcome, expected, result.output);
    if (output !== undefined) assert.equal(result.output, output);
  }

  it('passes with the exit code, in the workspace folder, its output kept', () =>
    checkRun('pwd\necho two', 'bash', 'passed', `${root}\ntwo\n`));

  it('measures how long it took', async () => {
    const { duration } = await run('sleep 0.2');
    assert.ok(duration >= 200, `${duration} ms`);
  });

  it('keeps the order of both streams', () =>
    checkRun('echo 1; echo 2 >&2; echo 3; echo 4 >/dev/stderr', 'bash', 'passed', '1\n2\n3\n4\n'));

  for (const shell of ['sh', ...['bash', 'zsh'].filter((name) => findOnPath(name))]) {
    describe(`with an expected exit code, in ${shell}`, () => {
      const leak = 'echo one\ngrep -r password=1234 code  # roadgate: expect=1\necho three';
      beforeEach(() => mkdir(path.join(root, 'code')));

      it('passes where the command ends so, and goes on', () =>
        checkRun(leak, shell, 'passed', 'one\nthree\n'));
      it('fails where it succeeds', async () => {
        await writeFile(path.join(root, 'code/a'), 'password=1234\n');
        await checkRun(
          leak,
          shell,
          'Line 2 ended with exit code 0, and 1 is expected: grep -r password=1234 code  # roadgate: expect=1',
          'one\ncode/a:password=1234\n',
        );
      });
      it('fails where it ends otherwise', async () => {
        await rm(path.join(root, 'code'), { recursive: true });
        const { outcome, exitCode, failingLine } = await run(leak, shell);
        assert.deepEqual([outcome, exitCode, failingLine], ['failed', 2, 2]);
      });
      it('lets other commands fail', () =>
        checkRun(
          `false\n${leak}`,
          shell,
          /^sh$/.test(shell) ? NO_LINE : 'Line 1 failed (exit code 1): false',
        ));
    });
  }
  const NO_LINE = 'A command in this block failed (exit code 1; sh does not tell at which line).';

  it('does not run with a mistake in its comment', async () => {
    const settings = {
      platform: process.platform,
      shell: 'bash',
      userShell: null,
      root,
      env: {},
      timeout: null,
    };
    const gate = { name: 'g', language: 'bash', text: 'touch ran', problem: 'timeout=x is no duration.' };
    const { outcome, reason } = await runGate(planGate(gate, settings));
    assert.deepEqual([outcome, reason], ['errored', 'timeout=x is no duration.']);
    assert.equal(existsSync(path.join(root, 'ran')), false);
  });

  it('does not leave the workspace folder through a link', async () => {
    await symlink(tmpdir(), path.join(root, 'out'));
    const settings = {
      platform: process.platform,
      shell: 'bash',
      userShell: null,
      root,
      env: {},
      timeout: null,
    };
    const plan = planGate({ name: 'g', language: 'bash', text: 'pwd', cwd: 'out' }, settings);
    const { outcome, reason } = await runGate(plan);
    assert.equal(outcome, 'errored');
    assert.match(reason ?? '', /leads out of the workspace folder\.$/);
  });

  it('hides secrets as output comes, in what is kept and in the log', async () => {
    const log = path.join(root, 'logs/run.log');
    let shown = '';
    const { output } = await run(
      'printf "a $MY_TOKEN"; sleep 0.1; printf s3cre; sleep 0.1; echo t-value',
      'bash',
      {
        env: { MY_TOKEN: 's3cret-value' },
        onOutput: (text) => (shown += text),
        log,
      },
    );
    const expected = 'a ******\n';
    for (const text of [shown, output, await readFile(log, 'utf8')]) assert.equal(text, expected);
  });

  it('keeps the whole output in a log', async () => {
    const log = path.join(root, 'run.log');
    const { dropped } = await run('head -c 3000000 /dev/zero | tr "\\0" x', 'bash', { log });
    assert.ok(dropped > 0);
    assert.equal((await stat(log)).size, 3_000_000);
  });

  it('runs also where a log cannot be written', async () => {
    await writeFile(path.join(root, 'file'), '');
    assert.equal((await run('echo ok', 'bash', { log: path.join(root, 'file/run.log') })).outcome, 'passed');
  });

  it('gives it nothing to read', () => checkRun('cat', 'bash', 'passed', ''));

  const shells = ['bash', 'zsh'].filter((shell) => findOnPath(shell));
  for (const shell of shells) {
    describe(`in ${shell}`, () => {
      it('names the failing line in the middle', () =>
        checkRun('echo one\nls /nowhere\necho three', shell, 'Line 2 failed (exit code 2): ls /nowhere'));

      it('lets a pipeline fail', () =>
        checkRun('echo one\nfalse | cat\necho never', shell, 'Line 2 failed (exit code 1): false | cat'));

      it('names a line in a subshell', () =>
        checkRun('(\n  cd /\n  false\n  true\n)\necho never', shell, 'Line 3 failed (exit code 1): false'));

      it('names the line that reads a failing file', async () => {
        await writeFile(path.join(root, 'env.sh'), '\n\n\nfail() { return 3; }\nfail\n');
        await checkRun('true\n. ./env.sh\ntrue', shell, 'Line 2 failed (exit code 3): . ./env.sh');
      });

      it('says that a command was not found', () =>
        checkRun(
          'true\nno-such-tool --x',
          shell,
          'Line 2 failed (exit code 127: command not found): no-such-tool --x',
        ));

      it('does not name the line of a failure that was accepted', () =>
        checkRun(
          'false || true\nset +e\nfalse\nexit 1',
          shell,
          'A command in this block failed (exit code 1).',
        ));

      it('reads scripts with CRLF', () =>
        checkRun(
          'echo one\r\nif true; then\r\n  false\r\nfi\r\n',
          shell,
          'Line 3 failed (exit code 1): false',
        ));

      it('keeps the line numbers of the messages of the shell', async () => {
        const { output } = await run('true\nno-such-tool', shell);
        assert.match(output, /(?:line 2|:2): .*no-such-tool/);
      });
    });
  }

  it('names the line inside a function in bash', () =>
    checkRun(
      'check() {\n  echo checking\n  test -d /nowhere\n  echo never\n}\ncheck',
      'bash',
      'Line 3 failed (exit code 1): test -d /nowhere',
    ));

  it('says so where the shell does not tell the line', () =>
    checkRun(
      'true\nfalse\ntrue',
      'sh',
      'A command in this block failed (exit code 1; sh does not tell at which line).',
    ));

  it('takes the output of a console session for none of its commands', () =>
    checkRun(
      '$ echo one\none\n$ echo two \\\n>   three\ntwo three\n$ false\n',
      'console',
      'Line 6 failed (exit code 1): false',
      'one\ntwo three\n',
    ));

  it('passes a document on as a script alone, never through quoting', () =>
    checkRun(`echo '"$(echo x)"; \`echo y\`' "'"`, 'bash', 'passed', `"$(echo x)"; \`echo y\` '\n`));

  it('sets and removes variables', async () => {
    const result = await run('echo "$ROADGATE_TEST_A ${HOME-none}"', 'bash', {
      env: { ROADGATE_TEST_A: 'a b' },
    });
    assert.match(result.output, /^a b \/.*\n$/);
  });

  it('hides what only the editor means', async () => {
    process.env.ELECTRON_RUN_AS_NODE = '1';
    try {
      await checkRun('echo "[$ELECTRON_RUN_AS_NODE]"', 'bash', 'passed', '[]\n');
    } finally {
      delete process.env.ELECTRON_RUN_AS_NODE;
    }
  });

  it('decodes output that is no UTF-8', async () => {
    let heard = '';
    const result = await run(`printf 'caf\\351 \\342\\202'; printf '\\254\\n'`, 'bash', {
      onOutput: (text) => (heard += text),
    });
    assert.equal(result.output, 'caf\uFFFD €\n');
    assert.equal(heard, 'caf\uFFFD €\n');
  });

  it('keeps the end of endless output in bounded memory', async () => {
    const before = process.memoryUsage().rss;
    const result = await run(`head -c 200000000 /dev/zero | tr '\\0' x; echo end`);
    assert.equal(result.outcome, 'passed');
    assert.equal(result.output.length, 1024 * 1024);
    assert.equal(result.output.slice(-6), 'xxend\n');
    assert.equal(result.dropped, 200_000_004 - 1024 * 1024);
    assert.ok(process.memoryUsage().rss - before < 150e6);
  });

  it('errors without the shell', async () => {
    const settings = {
      platform: process.platform,
      shell: '/nowhere/bash',
      userShell: null,
      root,
      env: {},
      timeout: null,
    };
    const result = await runGate(planGate({ name: 'g', language: null, text: 'true' }, settings));
    assert.equal(result.outcome, 'errored');
    assert.equal(
      result.reason,
      'There is no shell "/nowhere/bash" on this machine: install it, or set roadgate.gates.shell.',
    );
  });

  it('errors without the working directory', async () => {
    await rm(root, { recursive: true });
    const result = await run('true');
    assert.equal(result.outcome, 'errored');
    assert.match(result.reason ?? '', /^The working directory .* does not exist/);
  });

  it('leaves no file behind', async () => {
    const before = process.env.TMPDIR;
    process.env.TMPDIR = root;
    try {
      await run('false');
      const left = (await readdir(root)).filter((name) => name.startsWith('roadgate-'));
      assert.deepEqual(left, []);
    } finally {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
    }
  });

  describe('ends the whole tree', () => {
    /** A gate with children, grandchildren, and one that left the group and lost its parent. */
    const TREE = [
      'sleep 1000 &',
      '(sleep 1001 & sleep 1002) &',
      '( (setsid sleep 1003 &) & )',
      `(trap '' TERM; sleep 1004; sleep 1004) &`,
    ].join('\n');

    it('when it is cancelled', async () => {
      const abort = new AbortController();
      const result = run(`${TREE}\necho ready\nwait`, 'bash', {
        signal: abort.signal,
        onOutput: (text) => text.includes('ready') && abort.abort(),
      });
      assert.equal((await result).outcome, 'cancelled');
      assert.deepEqual(await processesIn(root), []);
    });

    it('when it is cancelled before it started', async () => {
      const result = await run('touch ran', 'bash', { signal: AbortSignal.abort() });
      assert.equal(result.outcome, 'cancelled');
      assert.equal(existsSync(path.join(root, 'ran')), false);
    });

    it('when its time is over', async () => {
      const result = await run(`${TREE}\nwait`, 'bash', { timeout: 500 });
      assert.equal(result.outcome, 'failed');
      assert.equal(result.reason, 'The gate did not end within 0.5 s and was stopped.');
      assert.deepEqual(await processesIn(root), []);
    });

    it('when it ends by itself', async () => {
      assert.equal((await run(`${TREE}\necho done`)).outcome, 'passed');
      assert.deepEqual(await processesIn(root), []);
    });

    it('lets processes clean up', async () => {
      const abort = new AbortController();
      await run(`trap 'echo bye >bye; exit' TERM; echo ready; sleep 1000 & wait`, 'bash', {
        signal: abort.signal,
        onOutput: (text) => text.includes('ready') && abort.abort(),
      });
      assert.equal(await readFile(path.join(root, 'bye'), 'utf8'), 'bye\n');
    });

    it('when a fork chain runs away from it', async () => {
      await writeFile(path.join(root, 'chain.sh'), 'sleep 0.01\nsetsid bash chain.sh &\n');
      const abort = new AbortController();
      const result = await run('setsid bash chain.sh &\necho ready; sleep 1000', 'bash', {
        signal: abort.signal,
        onOutput: (text) => text.includes('ready') && abort.abort(),
      });
      assert.equal(result.outcome, 'cancelled');
      assert.deepEqual(await processesIn(root), []);
    });

    it('when the host is killed', async () => {
      const host = spawn(
        process.execPath,
        [...process.execArgv, hostProgram(), root, `${TREE}\necho ready\nwait`],
        {
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      );
      await once(host.stdout, 'data');
      assert.notDeepEqual(await processesIn(root), []);
      host.kill('SIGKILL');
      await until(async () => (await processesIn(root)).length === 0);
    });

    it('when the supervisor is killed', async () => {
      let killed = false;
      const result = await run('sleep 1000 &\necho "ready $PPID"; wait', 'bash', {
        onOutput: (text) => {
          if (killed) return;
          killed = true;
          process.kill(Number(/ready (\d+)/.exec(text)?.[1]), 'SIGKILL');
        },
      });
      assert.equal(result.outcome, 'errored');
      assert.equal(result.reason, 'The process that watched over the gate was ended by somebody else.');
      await until(async () => (await processesIn(root)).length === 0);
    });
  });
});

/** A program that runs a gate as an editor's host would and prints its output. */
function hostProgram(): string {
  return new URL('./support/gateHost.ts', import.meta.url).pathname;
}

/** Command lines of the processes whose working directory is `directory`. */
async function processesIn(directory: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)('bash', [
    '-c',
    'for p in /proc/[0-9]*; do [ "$(readlink $p/cwd)" = "$1" ] && tr "\\0" " " <$p/cmdline && echo; done; true',
    'find',
    directory,
  ]);
  return stdout.split('\n').filter((line) => line !== '');
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await delay(20);
}

function findOnPath(program: string): boolean {
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .some((folder) => existsSync(path.join(folder, program)));
}
