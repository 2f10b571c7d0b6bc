import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { runRoadgate } from '../../support/commandLine.ts';
import { dedent } from '../../support/fixture.ts';
import { TestFolder } from '../../support/repository.ts';

const Severity = z.enum(['error', 'warning', 'information', 'hint']);
const Position = { file: z.string(), line: z.int().min(1), column: z.int().min(1) };
/** The contract of the JSON report, strictly: nothing missing, nothing more. */
const Report = z.strictObject({
  schemaVersion: z.literal(1),
  findings: z.array(
    z.strictObject({
      ...Position,
      endLine: z.int().min(1),
      endColumn: z.int().min(1),
      code: z.string(),
      severity: Severity,
      message: z.string(),
      related: z.array(z.strictObject({ ...Position, message: z.string() })),
      fixable: z.boolean(),
    }),
  ),
  summary: z.strictObject({
    files: z.int(),
    roadmaps: z.int(),
    tasks: z.int(),
    error: z.int(),
    warning: z.int(),
    information: z.int(),
    hint: z.int(),
  }),
});

const PLAN = dedent(`
  # Roadmap

  ## Issue #1: Store ✅ DONE

  **Acceptance Criteria:**
  - [x] a
  - [ ] b

  ## Issue #2: Cache

  See \`src/store.js:40\`.
`);

describe('roadgate check', () => {
  let folder: TestFolder;

  beforeEach(() => {
    folder = new TestFolder();
    folder.init();
    folder.write('docs/plan.md', PLAN);
    folder.write('src/store.js', 'one\ntwo\n');
    folder.write('README.md', '# About\n');
  });
  afterEach(() => folder.remove());

  /** The findings of a JSON report as `file:line:column severity code`. */
  async function findings(args: readonly string[], status: number, below = ''): Promise<readonly string[]> {
    const result = await runRoadgate(path.join(folder.path, below), ['check', '--format', 'json', ...args]);
    assert.equal(result.status, status, result.stderr.join('\n'));
    const report = Report.parse(JSON.parse(result.stdout));
    return report.findings.map(
      ({ file, line, column, severity, code }) => `${file}:${line}:${column} ${severity} ${code}`,
    );
  }

  const BOTH = [
    'docs/plan.md:3:4 warning criteria/unmet-but-done',
    'docs/plan.md:11:19 warning reference/line-out-of-range',
  ];

  it('looks at all Markdown files below the current directory', async () => {
    assert.deepEqual(await findings([], 1), BOTH);
  });

  it('takes files and directories, each file once', async () => {
    assert.deepEqual(await findings(['docs', 'docs/plan.md', 'README.md'], 1), BOTH);
    assert.deepEqual(await findings(['README.md'], 0), []);
  });

  it('resolves in the project, wherever it is started', async () => {
    const below = BOTH.map((finding) => finding.replace('docs/', ''));
    assert.deepEqual(await findings(['plan.md'], 1, 'docs'), below);
    assert.deepEqual(
      await findings(['../docs'], 1, 'src'),
      BOTH.map((finding) => `../${finding}`),
    );
  });

  it('tells of a task whose branch is merged', async () => {
    folder.write(
      'docs/plan.md',
      '# Roadmap\n\n## Issue #2: Cache\n\n**Status:** Open\n**Branch:** `cache`\n',
    );
    folder.commit('first');
    folder.git(['switch', '--quiet', '--create', 'cache']);
    folder.commit('Cache');
    const open = await runRoadgate(folder.path, ['check', 'docs']);
    assert.doesNotMatch(open.stdout, /merged/);
    folder.git(['switch', '--quiet', 'main']);
    folder.git(['merge', '--quiet', '--ff-only', 'cache']);
    const { stdout } = await runRoadgate(folder.path, ['check', 'docs']);
    assert.match(stdout, /6:14 .*"cache" is merged into main, but #2 is to do\./);
  });

  it('looks at a file that is named even if git ignores it', async () => {
    folder.write('.gitignore', 'docs/\n');
    assert.deepEqual(await findings(['.'], 0), []);
    assert.deepEqual(await findings(['docs/plan.md'], 1), BOTH);
  });

  it('takes a folder with a project file for a project', async () => {
    folder.write('docs/.roadgate.yaml', 'rules:\n  criteria/unmet-but-done: off\n');
    folder.write('docs/src/store.js', '\n'.repeat(50));
    assert.deepEqual(await findings([], 0), []);
  });

  it('reads other documents for the ids that one does not have', async () => {
    folder.write('a.md', '# Roadmap\n## P1-5: A\n**Depends on:** P1-7\n## P1-6: B\n**Depends on:** P1-5\n');
    assert.deepEqual(await findings(['a.md'], 1), ['a.md:3:17 warning dependency/unknown']);
    folder.write('b.md', '# Roadmap\n## P1-7: C\n**Effort:** 1h\n## P1-8: D\n**Effort:** 1h\n');
    assert.deepEqual(await findings(['a.md'], 0), []);
  });

  it('says what history tells of a missing file', async () => {
    folder.commit('first');
    rmSync(path.join(folder.path, 'src/store.js'));
    folder.commit('Drop the store');
    const { stdout } = await runRoadgate(folder.path, ['check', '--format', 'json']);
    const messages = Report.parse(JSON.parse(stdout)).findings.map(({ message }) => message);
    const id = folder.git(['rev-parse', '--short=7', 'HEAD']);
    const date = folder.git(['log', '-1', '--format=%cs']);
    assert.ok(
      messages.includes(
        `There is no file src/store.js: it was deleted in ${id} on ${date} (Drop the store).`,
      ),
      messages.join('\n'),
    );
  });

  it('says where the lines of a reference moved', async () => {
    folder.write('docs/plan.md', '# Roadmap\n- [ ] T001 Fix `src/store.js:2`\n- [ ] T002 b\n');
    folder.write('src/store.js', 'the first line\nand the second\n');
    folder.commit('first');
    folder.write('src/store.js', 'a new line\nthe first line\nand the second\n');
    assert.deepEqual(await findings([], 0), ['docs/plan.md:2:30 information reference/drifted']);
  });

  it('believes the project file about what is a roadmap', async () => {
    folder.write('.roadgate.yaml', 'roadmaps:\n  exclude: [docs/**]\n');
    assert.deepEqual(await findings([], 0), []);
  });

  it('counts nothing where nothing could be read', async () => {
    const { status, stdout, stderr } = await runRoadgate(folder.path, ['check', 'gone.md']);
    assert.deepEqual(
      { status, stdout, stderr },
      { status: 2, stdout: '', stderr: ['There is no file gone.md.'] },
    );
    const asData = await runRoadgate(folder.path, ['check', '--format', 'json', 'gone.md']);
    assert.match(asData.stdout, /"findings": \[\]/);
  });

  it('names what cannot be read and reports the rest', async () => {
    const { status, stdout, stderr } = await runRoadgate(folder.path, ['check', 'gone.md', 'docs']);
    assert.equal(status, 2);
    assert.deepEqual(stderr, ['There is no file gone.md.']);
    assert.match(stdout, /criteria\/unmet-but-done/);
  });

  it('reads a file that is no UTF-8, says so and leaves it as it is', async () => {
    const file = path.join(folder.path, 'docs/plan.md');
    const bytes = Buffer.concat([
      Buffer.from(`\ufeff${PLAN.replaceAll('\n', '\r\n')}caf`),
      Buffer.of(0xe9, 0x0a),
    ]);
    writeFileSync(file, bytes);
    const { stdout, stderr, status } = await runRoadgate(folder.path, ['check', '--format', 'json']);
    assert.equal(status, 1);
    assert.deepEqual(
      Report.parse(JSON.parse(stdout)).findings.map(({ line, column, code }) => `${line}:${column} ${code}`),
      ['3:4 criteria/unmet-but-done', '11:19 reference/line-out-of-range'],
    );
    assert.deepEqual(stderr, [
      'docs/plan.md:12: There are bytes that are not UTF-8, read as \ufffd. Save the file as UTF-8.',
    ]);
    assert.deepEqual(readFileSync(file), bytes);
  });

  it('reports what is wrong in the project file, with its place', async () => {
    folder.write('.roadgate.yaml', 'rules:\n  id/duplicate: loud\n  id/duplicat: off\n');
    const { status, stdout, stderr } = await runRoadgate(folder.path, ['check', 'README.md']);
    assert.deepEqual({ status, stderr }, { status: 1, stderr: [] });
    assert.equal(
      stdout,
      dedent(`
        .roadgate.yaml
          2:17  warning  rules.id/duplicate must be one of error, warning, information, hint, off.  config/invalid
            2 |   id/duplicate: loud
              |                 ^^^^
          3:3  warning  There is no rule id/duplicat; id/duplicate is the nearest.  config/invalid
            3 |   id/duplicat: off
              |   ^^^^^^^^^^^^^^^^

        0 errors, 2 warnings: 0 tasks in 0 roadmaps of 2 files.
      `),
    );
  });

  it('says of a project file that is no YAML what holds then', async () => {
    folder.write('.roadgate.yaml', 'rules: [\n');
    const { stdout } = await runRoadgate(folder.path, ['check', '--rule', 'config/*']);
    assert.match(
      stdout,
      /^  1:8  warning  This is not valid YAML, and nothing in the file holds until it is: /m,
    );
  });

  it('says so where there is nothing to check', async () => {
    rmSync(path.join(folder.path, 'docs'), { recursive: true });
    rmSync(path.join(folder.path, 'README.md'));
    const { status, stdout, stderr } = await runRoadgate(folder.path, ['check']);
    assert.deepEqual({ status, stderr }, { status: 0, stderr: ['There is no Markdown file here.'] });
    assert.equal(stdout, '0 errors, 0 warnings: 0 tasks in 0 roadmaps of 0 files.\n');
  });

  it('knows other severities by path', async () => {
    folder.write(
      '.roadgate.yaml',
      'overrides:\n  - paths: [docs]\n    rules: {criteria/unmet-but-done: off}\n',
    );
    assert.deepEqual(await findings([], 1), BOTH.slice(1));
  });

  it('reports only the rules that are asked for', async () => {
    assert.deepEqual(await findings(['--rule', 'criteria/unmet-but-done'], 1), BOTH.slice(0, 1));
    assert.deepEqual(await findings(['--rule', 'reference/*', '--rule=link/missing'], 1), BOTH.slice(1));
    assert.deepEqual(await findings(['--rule', 'total/*'], 0), []);
  });

  it('lets through as many warnings as are allowed', async () => {
    await findings(['--max-warnings', '1'], 1);
    await findings(['--max-warnings', '2'], 0);
    folder.write('.roadgate.yaml', 'rules:\n  criteria/unmet-but-done: error\n');
    await findings(['--max-warnings', '2'], 1);
  });

  it('takes paths with blanks, signs and letters of all kinds', async () => {
    const name = "docs/näch ste's, 100%: 計画.md";
    folder.write(name, PLAN);
    const names = (await findings([name], 1)).map((finding) => finding.replace(/:\d+:\d+ .*/, ''));
    assert.deepEqual(names, [name, name]);
  });

  it('shows people the place and a sum', async () => {
    const { stdout, status } = await runRoadgate(folder.path, ['check']);
    assert.equal(status, 1);
    assert.equal(
      stdout,
      dedent(`
        docs/plan.md
          3:4  warning  #1 claims to be done, but a criterion is unmet: “b”.  criteria/unmet-but-done
            3 | ## Issue #1: Store ✅ DONE
              |    ^^^^^^^^^^^^^^^^^^^^^^^
          11:19  warning  src/store.js has 2 lines: there is no line 40.  reference/line-out-of-range
            11 | See \`src/store.js:40\`.
               |                   ^^

        0 errors, 2 warnings: 2 tasks in 1 roadmap of 2 files.
      `),
    );
  });

  it('shows people in colours only where they want them', async () => {
    const { stdout } = await runRoadgate(folder.path, ['check'], { colors: true });
    assert.match(stdout, /\u001b\[33mwarning\u001b\[39m/);
  });

  it('passes no command of a document on to the terminal', async () => {
    folder.write(
      'docs/plan.md',
      PLAN.replace('## Issue #1: Store', '## Issue #1: \u001b]0;owned\u0007St\u001b[31more'),
    );
    const { stdout } = await runRoadgate(folder.path, ['check']);
    assert.match(stdout, /Issue #1: .*Store/);
    assert.doesNotMatch(stdout, /[\u0000-\u0009\u000b-\u001f]/);
  });

  it('cuts long lines around the place', async () => {
    const long = `${'x '.repeat(400)}\`src/store.js:40\`${' y'.repeat(400)}`;
    folder.write('docs/plan.md', `# Roadmap\n- [ ] T001 ${long}\n- [ ] T002 b\n`);
    const { stdout } = await runRoadgate(folder.path, ['check']);
    const frame = stdout.split('\n').filter((line) => /^ +\d* \|/.test(line));
    assert.ok(frame.every((line) => line.length < 140));
    assert.equal(frame[0]?.slice((frame[1] ?? '').indexOf('^')).slice(0, 2), '40');
  });
});
