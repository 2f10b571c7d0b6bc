import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import * as z from 'zod';
import { FORMATS } from '../../../server/src/cli/report/formats.ts';
import { CHECK_OPTIONS } from '../../../server/src/cli/check/options.ts';
import { TestFolder } from '../../support/repository.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const TSX = path.join(ROOT, 'node_modules/tsx/dist/loader.mjs');
const CLI = path.join(ROOT, 'server/src/cli.ts');
const PLAN = '# Roadmap\n- [ ] T001 a\n- [ ] T001 b\n- [ ] T003 c\n';
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

const Action = z.object({
  inputs: z.record(z.string(), z.object({ default: z.string() })),
  runs: z.object({
    using: z.literal('composite'),
    steps: z.array(
      z.object({
        shell: z.literal('bash'),
        run: z.string(),
        'working-directory': z.string(),
        env: z.record(z.string(), z.string()).default({}),
      }),
    ),
  }),
});

describe('Roadgate in CI and hooks', () => {
  let folder: TestFolder;

  beforeEach(() => {
    folder = new TestFolder();
    folder.init();
    // What `dist/cli.cjs` and the command `roadgate` are once they are built and installed.
    const words = JSON.stringify(['--import', TSX, CLI]);
    folder.write(
      'action/dist/cli.cjs',
      `const { spawnSync } = require('node:child_process');
      const words = [...${words}, ...process.argv.slice(2)];
      process.exitCode = spawnSync(process.execPath, words, { stdio: 'inherit' }).status;`,
    );
    folder.write('bin/roadgate', `#!/bin/sh\nexec "${process.execPath}" --import "${TSX}" "${CLI}" "$@"\n`);
    chmodSync(path.join(folder.path, 'bin/roadgate'), 0o755);
  });
  afterEach(() => folder.remove());

  describe('the GitHub Action', () => {
    const action = Action.parse(parse(read('action.yml')));

    /** Runs the steps as GitHub's runner does: each script as a file, inputs put in where they are named. */
    function runAction(given: Readonly<Record<string, string>>): {
      status: number;
      log: string;
      output: string;
    } {
      const inputs = Object.fromEntries(
        Object.entries(action.inputs).map(([name, input]) => [name, given[name] ?? input.default]),
      );
      const fill = (text: string): string =>
        text.replace(/\$\{\{ (\S+) \}\}/g, (_, name: string) => {
          if (name === 'github.action_path') return path.join(folder.path, 'action');
          return inputs[name.replace(/^inputs\./, '')] ?? assert.fail(`unknown: ${name}`);
        });
      let log = '';
      const output = path.join(folder.path, 'output.txt');
      for (const [index, step] of action.runs.steps.entries()) {
        assert.doesNotMatch(step.run, /\$\{\{/, 'inputs must not become shell text');
        const script = `step ${index}.sh`;
        folder.write(script, step.run);
        const env = Object.fromEntries(Object.entries(step.env).map(([name, value]) => [name, fill(value)]));
        const result = spawnSync(
          'bash',
          ['--noprofile', '--norc', '-eo', 'pipefail', path.join(folder.path, script)],
          {
            cwd: path.resolve(folder.path, fill(step['working-directory'])),
            env: { PATH: process.env.PATH, GITHUB_OUTPUT: output, ...env },
            encoding: 'utf8',
          },
        );
        log += result.stdout + result.stderr;
        if (result.status !== 0)
          return { status: result.status ?? -1, log, output: readFileSync(output, 'utf8') };
      }
      return { status: 0, log, output: readFileSync(output, 'utf8') };
    }

    it('marks findings, fails, and writes SARIF beside', () => {
      folder.write('work/a plan.md', PLAN);
      folder.write('work/other.md', PLAN);
      const { status, log, output } = runAction({
        'working-directory': 'work',
        paths: 'a plan.md\n',
        arguments: '--rule=id/*\n\n--max-warnings=0',
        sarif: 'new/found it.sarif',
      });
      assert.equal(status, 1, log);
      assert.match(log, /^::warning file=work\/a plan\.md,line=3,.*title=id\/duplicate::/m);
      assert.doesNotMatch(log, /other\.md/);
      assert.equal(output, 'status=1\n');
      const sarif = JSON.parse(readFileSync(path.join(folder.path, 'work/new/found it.sarif'), 'utf8')) as {
        version: string;
      };
      assert.equal(sarif.version, '2.1.0');
      const uris = new Set(JSON.stringify(sarif).match(/"uri":"[^"]*"/g));
      assert.deepEqual([...uris], ['"uri":"work/a%20plan.md"']);
    });

    it('is built with the tools for that, whatever the workflow sets', () => {
      const [build] = action.runs.steps;
      assert(build);
      folder.write('fresh/step.sh', build.run);
      // As npm does, which leaves them out in production unless it is told otherwise.
      const isBuilt = 'case "$*" in *--include=dev*) mkdir dist && touch dist/cli.cjs ;; esac';
      folder.write('fresh/bin/npm', `#!/bin/sh\n${isBuilt}\n`);
      chmodSync(path.join(folder.path, 'fresh/bin/npm'), 0o755);
      const { status, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', 'step.sh'], {
        cwd: path.join(folder.path, 'fresh'),
        env: { PATH: `${path.join(folder.path, 'fresh/bin')}:${process.env.PATH}`, NODE_ENV: 'production' },
        encoding: 'utf8',
      });
      assert.equal(status, 0, stderr);
    });

    it('is well where nothing is wrong, and runs nothing that an input says', () => {
      folder.write('work/plan.md', '# Roadmap\n- [ ] T001 a\n- [ ] T002 b\n');
      const { status, log, output } = runAction({
        'working-directory': 'work',
        paths: 'plan.md\n$(touch ../owned)"; touch ../owned; "',
      });
      assert.equal(status, 2, log);
      assert.equal(output, 'status=2\n');
      assert.equal(existsSync(path.join(folder.path, 'owned')), false);
      assert.equal(runAction({ 'working-directory': 'work' }).status, 0);
    });
  });

  it('has hooks that stop the commit of a staged file', () => {
    const hooks = z
      .array(
        z.object({
          id: z.string(),
          entry: z.string(),
          language: z.literal('node'),
          types: z.tuple([z.literal('markdown')]),
          // One process reads the project once, and reports once.
          require_serial: z.literal(true),
        }),
      )
      .parse(parse(read('.pre-commit-hooks.yaml')));
    assert.deepEqual(
      hooks.map(({ id }) => id),
      ['roadgate', 'roadgate-fix'],
    );
    folder.write('näch ste.md', `${PLAN}<!-- roadgate-disable link/missing -->\n`);
    for (const { entry } of hooks) {
      folder.git(['reset', '-q']);
      // As pre-commit calls it: the entry, with the names of the staged files.
      folder.write(
        '.git/hooks/pre-commit',
        `#!/bin/sh\nexec ${entry} "$(git -c core.quotePath=false diff --cached --name-only)"\n`,
      );
      chmodSync(path.join(folder.path, '.git/hooks/pre-commit'), 0o755);
      folder.git(['add', 'näch ste.md']);
      const commit = spawnSync(
        'git',
        ['-c', 'user.name=T', '-c', 'user.email=t@example.org', 'commit', '-m', 'x'],
        {
          cwd: folder.path,
          env: {
            ...process.env,
            PATH: `${path.join(folder.path, 'bin')}${path.delimiter}${process.env.PATH ?? ''}`,
          },
          encoding: 'utf8',
        },
      );
      assert.equal(commit.status, 1);
      assert.match(commit.stdout + commit.stderr, /T001 stands for two tasks/);
    }
    assert.equal(readFileSync(path.join(folder.path, 'näch ste.md'), 'utf8'), PLAN);
  });

  it('is packed for hooks with its bundles, and without tests', () => {
    const packed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: 'pipe',
    });
    const [{ files }] = z
      .tuple([z.object({ files: z.array(z.object({ path: z.string() })) })])
      .parse(JSON.parse(packed));
    const foreign = files.filter(
      ({ path: name }) => !/^(?:dist\/|schemas\/|package\.json$|README|LICENSE)/.test(name),
    );
    assert.deepEqual(foreign, []);
    assert.equal(
      (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts['prepack'],
      'node scripts/build.mjs',
    );
  });

  it('ends in silence when its reader has seen enough', async () => {
    folder.write('plan.md', `# Roadmap\n${'- [ ] T001 a\n'.repeat(3000)}`);
    const check = spawn(process.execPath, ['--import', TSX, CLI, 'check', 'plan.md'], { cwd: folder.path });
    let errors = '';
    check.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    check.stdout.once('data', () => check.stdout.destroy());
    await once(check, 'close');
    assert.equal(errors, '');
  });

  it('is documented as it is', () => {
    const page = read('docs/command-line.md');
    for (const format of FORMATS) assert.ok(page.includes(`| \`${format}\``), format);
    for (const [flags] of CHECK_OPTIONS)
      assert.ok(page.includes(`| \`${flags.split(' ', 1)[0] ?? ''}`), flags);
    const ci = read('docs/ci.md');
    for (const input of Object.keys(Action.parse(parse(read('action.yml'))).inputs))
      assert.ok(ci.includes(`| \`${input}\``), input);
  });
});
