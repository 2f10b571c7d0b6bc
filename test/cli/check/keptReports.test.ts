import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { checkProject } from '../../../server/src/cli/check/project.ts';
import { findProjects } from '../../../server/src/cli/load.ts';
import type { FileReport } from '../../../server/src/cli/report/report.ts';
import { NodeFileSystem } from '../../../server/src/host/files.ts';
import { ReportCache } from '../../../server/src/host/reportCache.ts';
import { TestFolder } from '../../support/repository.ts';
import { seeded } from '../../support/randomEdits.ts';

const task = (id: string, rest = ''): string => `### ${id}: Step\n\n**Status:** Done\n\n${rest}\n\n`;

const FILES: Readonly<Record<string, string>> = {
  // Asks about lines and history, and whether another document has P1-2.
  'PLAN.md': `# Plan\n\n${task('P1-1', '**Depends on:** P1-2\n\nSee `src/a.ts:2` and `src/b.ts:9`.')}`,
  'OTHER.md': `# Roadmap of others\n\n## Part\n\n${task('P1-2')}`,
  // Asks about a heading of another document, and where a file went.
  'LINKS.md': `# Roadmap of links\n\n${task('P1-3', 'See [part](OTHER.md#part) and `src/old.ts`, and `build/out.js`.')}`,
  'ALONE.md': `# Roadmap alone\n\n${task('P1-4', 'See `src/a.ts`.')}`,
  'src/a.ts': 'one\ntwo\nthree\n',
  'src/b.ts': 'one\n',
  'src/old.ts': 'old\n',
  '.gitignore': 'dist\n',
};
const ALL = ['ALONE.md', 'LINKS.md', 'OTHER.md', 'PLAN.md'];

/** More tasks than a document of these tests has. */
const MARK = 1000;

/** Marks what it has kept, so that a test sees what was found anew. */
class MarkingCache extends ReportCache {
  override read(name: string): unknown {
    const kept = super.read(name) as { readonly documents: Map<string, { tasks: number }> } | undefined;
    for (const document of kept?.documents.values() ?? []) document.tasks += MARK;
    return kept;
  }
}

describe('What a check found, for the next one', () => {
  let folder: TestFolder;

  beforeEach(() => {
    folder = new TestFolder();
    folder.init();
    for (const [name, text] of Object.entries(FILES)) folder.write(name, text);
    folder.commit('Begin', '', '2025-01-01T12:00:00Z');
    fs.rmSync(path.join(folder.path, 'src/old.ts'));
    folder.commit('Take the old file away', '', '2025-01-02T12:00:00Z');
  });

  afterEach(() => folder.remove());

  async function reportsOf(
    cache?: ReportCache,
    paths: readonly string[] = ['.'],
  ): Promise<readonly FileReport[]> {
    // What was written a moment ago may be written again without a trace; here all of it is old.
    for (const name of [...Object.keys(FILES), '.git/config']) age(path.join(folder.path, name));
    const files = new NodeFileSystem({ processes: true, once: true });
    const unused = (): undefined => undefined;
    const cwd = folder.path;
    const terminal = { cwd, colors: false, interactive: false, out: unused, err: unused, progress: unused };
    const { projects } = await findProjects(paths, terminal, files);
    const context = { cwd, files, cache, onRead: unused, onChecked: unused };
    return (await Promise.all(projects.map((project) => checkProject(project, context)))).flat();
  }

  /** The documents of which the findings were known; all findings must be those of a check that knows nothing. */
  async function known(...paths: readonly string[]): Promise<readonly string[]> {
    const directory = path.join(folder.path, '.git', 'home', 'reports');
    const asked = paths.length > 0 ? paths : ['.'];
    const reports = await reportsOf(new MarkingCache({ directory, build: 'one' }), asked);
    assert.deepEqual(
      reports.map((report) => plain({ ...report, tasks: report.tasks % MARK })),
      (await reportsOf(undefined, asked)).map(plain),
    );
    return reports.filter(({ tasks }) => tasks >= MARK).map((report) => report.path);
  }

  it('is told again where nothing has changed', async () => {
    assert.deepEqual(await known(), []);
    assert.deepEqual(await known(), ALL);
  });

  it('is looked for again where a document has changed, and in those that look at it', async () => {
    await known();
    folder.write('ALONE.md', `${FILES['ALONE.md']}${task('P1-5', 'See `src/none.ts`.')}`);
    assert.deepEqual(await known(), ['LINKS.md', 'OTHER.md']);
    folder.write('OTHER.md', '# Roadmap of others\n\n## Piece\n\n### P1-6: Step\n');
    assert.deepEqual(await known(), ['ALONE.md']);
    assert.deepEqual(await known(), ALL);
  });

  const changes: readonly [what: string, change: (folder: TestFolder) => void, stays: readonly string[]][] = [
    ['lines of a file', (at) => at.write('src/b.ts', 'a\n'.repeat(12)), ['ALONE.md', 'LINKS.md', 'OTHER.md']],
    ['which files there are', (at) => at.write('src/new.ts', ''), []],
    ['a file that is gone', (at) => fs.rmSync(path.join(at.path, 'src/a.ts')), []],
    [
      'what git ignores',
      (at) => at.write('.gitignore', 'dist\nbuild\n'),
      ['ALONE.md', 'OTHER.md', 'PLAN.md'],
    ],
    ['settings', (at) => at.write('.roadgate.yaml', 'rules:\n  reference/missing: off\n'), []],
    ['the history', (at) => at.commit('Nothing'), ['ALONE.md', 'OTHER.md']],
    ['branches', (at) => at.git(['branch', 'task/P1-4-step']), ['LINKS.md', 'OTHER.md', 'PLAN.md']],
    [
      'what gates have shown',
      (at) => at.write('.roadgate/evidence.jsonl', `${JSON.stringify(EVIDENCE)}\n`),
      [],
    ],
  ];
  for (const [what, change, stays] of changes)
    it(`is looked for again where it rests on ${what}`, async () => {
      await known();
      change(folder);
      assert.deepEqual(await known(), stays);
    });

  it('is not kept where a file was written a moment ago, or even later', async () => {
    const directory = path.join(folder.path, '.git', 'home', 'reports');
    const check = async (): Promise<readonly string[]> => {
      const reports = await reportsOf(new MarkingCache({ directory, build: 'one' }));
      return reports.filter(({ tasks }) => tasks >= MARK).map((report) => report.path);
    };
    folder.write('src/fresh.ts', 'one\n');
    const later = Date.now() / 1000 + 3600;
    fs.utimesSync(path.join(folder.path, 'src/fresh.ts'), later, later);
    folder.write('ALONE.md', `${FILES['ALONE.md']}See \`src/fresh.ts:1\`.\n`);
    await check();
    assert.deepEqual(await check(), ['LINKS.md', 'OTHER.md', 'PLAN.md']);
  });

  it('is told of some documents as of all', async () => {
    await known('PLAN.md', 'ALONE.md');
    assert.deepEqual(await known('PLAN.md', 'ALONE.md'), ['ALONE.md', 'PLAN.md']);
    assert.deepEqual(await known('ALONE.md'), ['ALONE.md']);
    // It looks at the others, and those are the same, also where they were not asked about.
    assert.deepEqual(await known(), ['ALONE.md', 'PLAN.md']);
    folder.write('OTHER.md', '# Roadmap of others\n');
    assert.deepEqual(await known('PLAN.md'), []);
    folder.write('OTHER.md', `# Roadmap of others\n\n${task('P1-2')}`);
    assert.deepEqual(await known('PLAN.md'), []);
    assert.deepEqual(await known('PLAN.md'), ['PLAN.md']);
  });

  it('is always what a check finds that knows nothing', async () => {
    const random = seeded(7);
    const pick = <T>(items: readonly [T, ...T[]]): T =>
      items[Math.floor(random() * items.length)] ?? items[0];
    const steps: readonly [() => void, ...(() => void)[]] = [
      () => folder.write('src/a.ts', 'line\n'.repeat(Math.floor(random() * 4))),
      () => folder.write(pick(['src/old.ts', 'src/more.ts']), 'line\n'),
      () => fs.rmSync(path.join(folder.path, pick(['src/old.ts', 'src/b.ts', 'OTHER.md'])), { force: true }),
      () =>
        folder.write(
          'OTHER.md',
          `# Roadmap of others\n\n## ${pick(['Part', 'Piece'])}\n\n${task(pick(['P1-2', 'P1-6']))}`,
        ),
      () =>
        folder.write('PLAN.md', `${FILES['PLAN.md']}${task('P1-7', pick(['See `src/old.ts`.', 'Text.']))}`),
      () => folder.write('.gitignore', pick(['dist\n', 'build\n', 'src/more.ts\n'])),
      () => folder.commit('Change'),
    ];
    let count = 0;
    for (let step = 0; step < 25; step++) {
      pick(steps)();
      count += (await known(...pick([['.'], ['PLAN.md', 'LINKS.md']]))).length;
    }
    assert(count > 0, 'nothing was ever known');
  });
});

const EVIDENCE = {
  schemaVersion: 1,
  document: 'PLAN.md',
  task: { key: 'a-1', id: 'P1-1' },
  gate: { name: 'true', digest: 'a'.repeat(64) },
  cwd: '.',
  commit: null,
  dirty: 'b',
  start: '2025-01-03T12:00:00Z',
  duration: 1,
  outcome: 'passed',
  exitCode: 0,
  failingLine: null,
  reason: null,
  tail: '',
};

/** Takes the time back by an hour in which whatever stands there was written, if that was a moment ago. */
function age(file: string): void {
  const written = fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (Date.now() - written < 60_000) fs.utimesSync(file, written / 1000 - 3600, written / 1000 - 3600);
}

/** A report as data that can be compared. */
function plain({ source, ...report }: FileReport): unknown {
  return { ...report, text: source.text };
}
