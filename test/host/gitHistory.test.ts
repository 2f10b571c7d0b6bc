import assert from 'node:assert/strict';
import { existsSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { NOT_COMMITTED } from '../../server/src/core/history/departures.ts';
import { GitHistory } from '../../server/src/host/gitHistory.ts';
import { TestFolder } from '../support/repository.ts';

const TEXT = Array.from({ length: 20 }, (_, index) => `const value${index} = ${index * 7};\n`).join('');

describe('GitHistory', () => {
  let folder: TestFolder;
  let history: GitHistory;

  beforeEach(() => {
    folder = new TestFolder();
    history = new GitHistory();
  });
  afterEach(() => {
    history.dispose();
    folder.remove();
  });

  function move(from: string, to: string, below = ''): void {
    folder.write(path.join(below, to), '');
    renameSync(path.join(folder.path, below, from), path.join(folder.path, below, to));
  }

  /** What became of `file`: its new path, `deleted`, or `unknown`, with the subject of the commit. */
  async function fate(file: string, below = '', document = 'plan.md'): Promise<string> {
    const root = path.join(folder.path, below);
    const departures = await (await history.portFor(root).at(document))?.departures();
    const found = departures?.fileFate(file, (there) => existsSync(path.join(root, there)));
    if (found === undefined) return 'unknown';
    const when = found.commit === NOT_COMMITTED ? 'not committed' : found.commit.subject;
    return `${found.kind === 'moved' ? found.path : found.kind} (${when})`;
  }

  it('tells where files were moved and when they were deleted', async () => {
    folder.init();
    folder.write('src/ünï cödé.ts', TEXT);
    folder.write('src/gone.ts', 'something else\n');
    folder.commit('first');
    move('src/ünï cödé.ts', 'lib/b.ts');
    folder.commit('second: "quoted"');
    rmSync(path.join(folder.path, 'src/gone.ts'));
    move('lib/b.ts', 'lib/c.ts');
    folder.commit('third');
    assert.equal(await fate('src/ünï cödé.ts'), 'lib/c.ts (third)');
    assert.equal(await fate('src/gone.ts'), 'deleted (third)');
    assert.equal(await fate('src/never.ts'), 'unknown');
  });

  it('does not take one empty file for another', async () => {
    folder.init();
    folder.write('a/__init__.py', '');
    folder.commit('first');
    move('a/__init__.py', 'b/__init__.py');
    folder.commit('second');
    assert.equal(await fate('a/__init__.py'), 'deleted (second)');
  });

  it('tells what left since the last commit, in the index or not', async () => {
    folder.init();
    const texts = ['a', 'b', 'd', 'e'].map((name) => [`src/${name}.ts`, `// ${name}\n${TEXT}`] as const);
    for (const [file, text] of texts) folder.write(file, text);
    folder.write('src/c.ts', 'nothing like the others\n');
    folder.write('src/empty.ts', '');
    folder.commit('first');
    assert.equal(await fate('src/a.ts'), 'unknown');
    move('src/a.ts', 'lib/moved.ts');
    rmSync(path.join(folder.path, 'src/b.ts'));
    folder.git(['rm', '-q', 'src/c.ts']);
    folder.git(['mv', 'src/d.ts', 'lib/staged.ts']);
    folder.write('lib/staged.ts', `// d, changed\n${TEXT}`);
    folder.git(['add', 'lib/staged.ts']);
    move('src/e.ts', 'lib/twin.ts');
    folder.write('lib/other.ts', `// e\n${TEXT}`);
    move('src/empty.ts', 'lib/empty.ts');
    assert.equal(await fate('src/a.ts'), 'lib/moved.ts (not committed)');
    assert.equal(await fate('src/b.ts'), 'deleted (not committed)');
    assert.equal(await fate('src/c.ts'), 'deleted (not committed)');
    assert.equal(await fate('src/d.ts'), 'lib/staged.ts (not committed)');
    assert.equal(await fate('src/e.ts'), 'deleted (not committed)', 'two files are the same');
    assert.equal(await fate('src/empty.ts'), 'deleted (not committed)', 'empty files are all the same');
    folder.commit('second');
    assert.equal(await fate('src/c.ts'), 'deleted (second)');
  });

  it('takes a file that came back and left again for one that left since', async () => {
    folder.init();
    folder.write('a.ts', TEXT);
    folder.commit('first');
    move('a.ts', 'b.ts');
    folder.commit('second');
    move('b.ts', 'a.ts');
    folder.commit('third');
    rmSync(path.join(folder.path, 'a.ts'));
    assert.equal(await fate('a.ts'), 'deleted (not committed)');
  });

  it('reads what a new commit tells, and forgets what another branch told', async () => {
    folder.init();
    folder.write('a.ts', TEXT);
    folder.commit('first');
    folder.git(['checkout', '-q', '-b', 'side']);
    move('a.ts', 'b.ts');
    folder.commit('second');
    assert.equal(await fate('a.ts'), 'b.ts (second)');
    move('b.ts', 'c.ts');
    folder.commit('third');
    assert.equal(await fate('a.ts'), 'c.ts (third)');
    folder.git(['checkout', '-q', 'main']);
    rmSync(path.join(folder.path, 'a.ts'));
    folder.commit('other');
    assert.equal(await fate('a.ts'), 'deleted (other)');
  });

  it('knows nothing without a repository, a commit, or git', async () => {
    assert.equal(await fate('a.ts'), 'unknown');
    folder.init();
    assert.equal(await fate('a.ts'), 'unknown');
    folder.commit('first');
    const before = process.env.PATH;
    process.env.PATH = folder.path;
    try {
      assert.equal(await fate('a.ts'), 'unknown');
    } finally {
      process.env.PATH = before;
    }
  });

  it('speaks of the paths of a folder within the repository, also through a link', async () => {
    folder.init();
    folder.write('packages/api/src/a.ts', TEXT);
    folder.commit('first');
    move('packages/api/src/a.ts', 'packages/api/src/b.ts');
    folder.commit('second');
    assert.equal(await fate('src/a.ts', 'packages/api'), 'src/b.ts (second)');
    symlinkSync(path.join(folder.path, 'packages/api'), path.join(folder.path, 'link'));
    assert.equal(await fate('src/a.ts', 'link'), 'src/b.ts (second)');
  });

  it('asks the repository in which the document stands', async () => {
    folder.init('one');
    folder.write('one/src/a.ts', TEXT);
    folder.commit('first', 'one');
    move('src/a.ts', 'src/b.ts', 'one');
    folder.commit('second', 'one');
    assert.equal(await fate('one/src/a.ts', '', 'one/docs/plan.md'), 'one/src/b.ts (second)');
    assert.equal(await fate('one/src/a.ts', '', 'plan.md'), 'unknown');
  });

  it('works in worktrees and submodules', async () => {
    folder.init('origin');
    folder.write('origin/a.ts', TEXT);
    folder.commit('first', 'origin');
    move('a.ts', 'b.ts', 'origin');
    folder.commit('second', 'origin');
    folder.git(['worktree', 'add', '-q', '../tree', '-b', 'tree'], 'origin');
    assert.equal(await fate('a.ts', 'tree'), 'b.ts (second)');
    folder.init('outer');
    const source = pathToFileURL(path.join(folder.path, 'origin')).href;
    folder.git(['-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', source, 'sub'], 'outer');
    assert.equal(await fate('a.ts', 'outer/sub'), 'b.ts (second)');
  });

  it('tells of a cut-off history what is there', async () => {
    folder.init('origin');
    for (const [from, to] of [
      ['', 'a.ts'],
      ['a.ts', 'b.ts'],
      ['b.ts', 'c.ts'],
    ] as const) {
      if (from === '') folder.write('origin/a.ts', TEXT);
      else move(from, to, 'origin');
      folder.commit(`to ${to}`, 'origin');
    }
    const source = pathToFileURL(path.join(folder.path, 'origin')).href;
    folder.git(['clone', '-q', '--depth', '2', source, 'shallow']);
    assert.equal(await fate('b.ts', 'shallow'), 'c.ts (to c.ts)');
    assert.equal(await fate('a.ts', 'shallow'), 'unknown');
  });

  it('fetches nothing that a partial clone left out', async () => {
    folder.init('origin');
    folder.git(['config', 'uploadpack.allowFilter', 'true'], 'origin');
    folder.write('origin/a.ts', TEXT);
    folder.write('origin/x.ts', `${TEXT}x\n`);
    folder.commit('first', 'origin');
    move('a.ts', 'b.ts', 'origin');
    rmSync(path.join(folder.path, 'origin/x.ts'));
    folder.write('origin/y.ts', `${TEXT}y\n`);
    folder.commit('second', 'origin');
    const source = pathToFileURL(path.join(folder.path, 'origin')).href;
    folder.git(['clone', '-q', '--filter=blob:none', source, 'partial']);
    rmSync(path.join(folder.path, 'origin'), { recursive: true });
    assert.equal(await fate('a.ts', 'partial'), 'b.ts (second)');
    assert.equal(await fate('x.ts', 'partial'), 'deleted (second)');
  });

  it('starts no program that the configuration names', async () => {
    folder.init();
    const proof = path.join(folder.path, 'executed');
    folder.write('.gitattributes', '*.ts diff=mine\n');
    folder.write('a.ts', TEXT);
    folder.commit('first');
    move('a.ts', 'b.ts');
    folder.commit('second');
    const program = `touch "${proof}"; cat`;
    folder.git(['config', 'core.fsmonitor', program]);
    folder.git(['config', 'log.showSignature', 'true']);
    folder.git(['config', 'gpg.program', program]);
    folder.git(['config', 'diff.external', program]);
    folder.git(['config', 'diff.mine.textconv', program]);
    assert.equal(await fate('a.ts'), 'b.ts (second)');
    assert.equal(existsSync(proof), false);
  });
});
