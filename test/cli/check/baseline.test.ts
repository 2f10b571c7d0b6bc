import assert from 'node:assert/strict';
import { readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { runRoadgate } from '../../support/commandLine.ts';
import { TestFolder } from '../../support/repository.ts';

const task = (id: string, dependsOn: string) => `## P1-${id}: Task\n**Depends on:** P1-${dependsOn}\n`;
const plan = (...tasks: string[]) => `# Roadmap\n${tasks.join('')}`;
const FILE = '.roadgate-baseline.json';

describe('the baseline of roadgate check', () => {
  let folder: TestFolder;

  beforeEach(() => {
    folder = new TestFolder();
    folder.init();
    folder.write('a.md', plan(task('1', '8'), task('2', '9')));
    folder.write('b.md', plan(task('3', '9')));
  });
  afterEach(() => folder.remove());

  const check = (...args: string[]) => runRoadgate(folder.path, ['check', ...args]);
  /** What is reported, and what is said beside it. */
  async function found(...args: string[]): Promise<readonly string[]> {
    const { stdout, stderr } = await check('--format', 'github', ...args);
    const findings = [...stdout.matchAll(/^::\w+ file=([^,]*),line=(\d+).*::.*?(P1-\d+)/gm)];
    return [...findings.map(([, file, line, id]) => `${file}:${line} ${id}`), ...stderr];
  }

  it('takes what is there for known, and is the same file each time', async () => {
    const { status, stdout, stderr } = await check('--write-baseline');
    assert.equal(status, 0);
    assert.deepEqual(stderr, [`${FILE} holds 3 findings now; what comes later is reported.`]);
    assert.equal(stdout, '0 errors, 0 warnings, 3 in the baseline: 3 tasks in 2 roadmaps of 2 files.\n');
    const text = readFileSync(path.join(folder.path, FILE), 'utf8');
    assert.deepEqual(JSON.parse(text), {
      version: 1,
      findings: {
        'a.md': [
          { code: 'dependency/unknown', text: 'P1-8', count: 1 },
          { code: 'dependency/unknown', text: 'P1-9', count: 1 },
        ],
        'b.md': [{ code: 'dependency/unknown', text: 'P1-9', count: 1 }],
      },
    });
    assert.equal((await check()).status, 0);
    await check('--write-baseline');
    assert.equal(readFileSync(path.join(folder.path, FILE), 'utf8'), text);
  });

  it('knows findings again where lines moved, and reports one more of the same', async () => {
    await check('--write-baseline');
    folder.write('a.md', plan('\nText.\n', task('2', '9'), task('1', '8'), task('4', '8')));
    assert.deepEqual(await found(), ['a.md:9 P1-8']);
  });

  it('knows those of a document that was renamed', async () => {
    await check('--write-baseline');
    renameSync(path.join(folder.path, 'a.md'), path.join(folder.path, 'c.md'));
    assert.deepEqual(await found(), []);
  });

  it('says what is solved, so that it can shrink', async () => {
    await check('--write-baseline');
    folder.write('a.md', plan(task('1', '8')));
    rmSync(path.join(folder.path, 'b.md'));
    assert.deepEqual(await found(), [
      `${FILE} has 2 findings that are solved: \`roadgate check --write-baseline\` takes them out.`,
    ]);
    await check('--write-baseline');
    assert.deepEqual(await found(), []);
    folder.write('a.md', plan(task('1', '8'), task('2', '9')));
    assert.deepEqual(await found(), ['a.md:5 P1-9']);
  });

  it('keeps what it has of documents that were not asked about', async () => {
    await check('--write-baseline');
    folder.write('a.md', plan(task('1', '3')));
    const { stderr } = await check('--write-baseline', 'a.md');
    assert.deepEqual(stderr, [`${FILE} holds 1 finding now; what comes later is reported.`]);
    assert.deepEqual(await found('b.md'), []);
  });

  it('may be another file, which must be there', async () => {
    assert.deepEqual(await found('--baseline', 'old.json'), [
      'a.md:3 P1-8',
      'a.md:5 P1-9',
      'There is no baseline old.json: write it with --write-baseline.',
    ]);
    assert.equal((await check('--baseline', 'old.json')).status, 2);
    await check('--write-baseline', '--baseline', 'old.json');
    assert.deepEqual(await found('--baseline', 'old.json'), []);
  });

  it('is not thrown away where it cannot be read', async () => {
    for (const text of ['{', '[]', '{"version": 2, "findings": {}}']) {
      folder.write(FILE, text);
      for (const args of [[], ['--write-baseline']]) {
        const { status, stderr } = await check(...args);
        assert.equal(status, 2);
        assert.deepEqual(stderr, [
          `${FILE} is no baseline: delete it, and write it again with --write-baseline.`,
        ]);
      }
      assert.equal(readFileSync(path.join(folder.path, FILE), 'utf8'), text);
    }
  });

  it('says so where a folder has its name, and does not ask to delete that', async () => {
    folder.write(`${FILE}/kept.txt`, 'x');
    for (const args of [[], ['--write-baseline']]) {
      const { status, stderr } = await check(...args);
      assert.equal(status, 2);
      assert.match(stderr.join('\n'), /^\.roadgate-baseline\.json cannot be read: EISDIR/);
    }
  });

  it('says so where it cannot be written', async () => {
    const { status, stderr } = await check('--write-baseline', '--baseline', 'no/such/folder.json');
    assert.equal(status, 2);
    assert.match(stderr.join('\n'), /^no\/such\/folder\.json cannot be written: /);
  });
});
