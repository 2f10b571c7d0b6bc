import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { createFactSource, NodeFileSystem } from '../../server/src/host/files.ts';
import { TestFolder } from '../support/repository.ts';

const SOURCE = new URL('../../server/src/host/files.ts', import.meta.url).href;
const TSX = new URL('../../node_modules/tsx/dist/loader.mjs', import.meta.url).href;

describe('NodeFileSystem', () => {
  let folder: TestFolder;
  const withGit = new NodeFileSystem({ processes: true });
  const walking = new NodeFileSystem({ processes: false });

  beforeEach(() => (folder = new TestFolder()));
  afterEach(() => folder.remove());

  /** The files below `below`, found both ways; both must agree. */
  async function list(below = ''): Promise<readonly string[]> {
    const root = path.join(folder.path, below);
    const listed = (await withGit.list(root)).toSorted();
    assert.deepEqual((await walking.list(root)).toSorted(), listed);
    return listed;
  }

  it('reads more files at once than a process may have open', function () {
    if (process.platform === 'win32') return;
    this.timeout(30_000);
    const names = Array.from({ length: 300 }, (_, index) => path.join(folder.path, `${index}.ts`));
    for (const name of names) folder.write(path.basename(name), 'a\nb\n');
    const program = `import { NodeFileSystem } from ${JSON.stringify(SOURCE)};
      const files = new NodeFileSystem({ processes: false });
      const counts = await Promise.all(process.argv.slice(1).map((name) => files.lineCount(name)));
      console.log(counts.filter((count) => count === 2).length);`;
    const node = [process.execPath, '--import', TSX, '--input-type=module', '--eval', program, ...names];
    const counted = execFileSync('sh', ['-c', 'ulimit -n 80; exec "$@"', 'sh', ...node], {
      encoding: 'utf8',
    });
    assert.equal(counted.trim(), '300');
  });

  it('answers for one run as it did first, and for the next one anew', async () => {
    folder.write('a.ts', 'a\nb\n');
    const file = path.join(folder.path, 'a.ts');
    const run = new NodeFileSystem({ processes: false, once: true });
    const ask = async (files: NodeFileSystem) => {
      const facts = createFactSource(files, folder.path);
      return {
        lines: await files.lineCount(file),
        size: (await files.stat(file))?.size,
        ignored: await facts.ignored('a.ts'),
        gone: await files.stat(path.join(folder.path, 'b.ts')),
      };
    };
    const first = { lines: 2, size: 4, ignored: false, gone: undefined };
    assert.deepEqual(await ask(run), first);
    folder.write('a.ts', 'a\n');
    folder.write('.gitignore', 'a.ts\n');
    assert.deepEqual(await ask(run), first);
    const next = { lines: 1, size: 2, ignored: true, gone: undefined };
    assert.deepEqual(await ask(new NodeFileSystem({ processes: false, once: true })), next);
    assert.deepEqual(await ask(walking), next);
  });

  describe('list', () => {
    it('names tracked and new files, and leaves out what git ignores', async () => {
      folder.init();
      folder.write('.gitignore', 'dist/\n*.log\n!keep.log\n');
      folder.write('src/a.ts', '');
      folder.write('src/.hidden', '');
      folder.write('dist/a.js', '');
      folder.write('b.log', '');
      folder.write('keep.log', '');
      folder.write('sub/.gitignore', '/local.txt\n');
      folder.write('sub/local.txt', '');
      folder.write('sub/deep/local.txt', '');
      folder.commit('all');
      folder.write('ünï cödé.md', '');
      const expected = [
        '.gitignore',
        'keep.log',
        'src/.hidden',
        'src/a.ts',
        'sub/.gitignore',
        'sub/deep/local.txt',
      ];
      assert.deepEqual(await list(), [...expected, 'ünï cödé.md']);
    });

    it('forgets a file that was deleted and not staged', async () => {
      folder.init();
      folder.write('a.ts', '');
      folder.write('b.ts', '');
      folder.commit('both');
      rmSync(path.join(folder.path, 'a.ts'));
      assert.deepEqual(await list(), ['b.ts']);
    });

    it('lists a folder inside a repository, with paths from there', async () => {
      folder.init();
      folder.write('a[b]/c.ts', '');
      folder.write('ab/d.ts', '');
      folder.write('e.ts', '');
      folder.commit('all');
      assert.deepEqual(await list('a[b]'), ['c.ts']);
    });

    it('walks a folder that its repository ignores as a whole', async () => {
      folder.init();
      folder.write('.gitignore', 'scratch/\n');
      folder.write('scratch/plan.md', '');
      assert.deepEqual(await withGit.list(path.join(folder.path, 'scratch')), ['plan.md']);
    });

    it('walks where there is no repository, and does not follow links', async () => {
      folder.write('.gitignore', 'out/\n');
      folder.write('a.md', '');
      folder.write('out/b.md', '');
      folder.write('node_modules/x/README.md', '');
      mkdirSync(path.join(folder.path, 'loop'));
      symlinkSync('..', path.join(folder.path, 'loop/up'));
      assert.deepEqual(await list(), ['.gitignore', 'a.md']);
    });
  });

  describe('lineCount', () => {
    it('counts lines, whatever ends them', async () => {
      folder.write('a', 'one\ntwo\n');
      folder.write('b', 'one\r\ntwo');
      folder.write('c', '');
      folder.write('d', 'one\0');
      const count = (file: string) => walking.lineCount(path.join(folder.path, file));
      assert.deepEqual(await Promise.all(['a', 'b', 'c', 'd', 'e', '.'].map(count)), [
        2,
        2,
        0,
        undefined,
        undefined,
        undefined,
      ]);
    });

    it('looks again when the file has changed', async () => {
      const file = path.join(folder.path, 'a');
      folder.write('a', 'one\n');
      assert.equal(await walking.lineCount(file), 1);
      folder.write('a', 'x\ny\n');
      utimesSync(file, new Date(), new Date(Date.now() + 5000));
      assert.equal(await walking.lineCount(file), 2);
    });
  });

  it('knows which paths git would ignore, also such that do not exist', async () => {
    folder.init();
    folder.write('.gitignore', '.env\nbuild/\n/top.txt\n');
    folder.write('app/.gitignore', 'cache\n!build/keep\n');
    const source = createFactSource(walking, path.join(folder.path, 'app'));
    const ignored = async (file: string) => [file, await source.ignored(file)];
    assert.deepEqual(
      await Promise.all(
        ['.env', 'build/x.js', 'cache/a', 'top.txt', 'src/a.ts', '../../outside'].map(ignored),
      ),
      [
        ['.env', true],
        ['build/x.js', true],
        ['cache/a', true],
        ['top.txt', false],
        ['src/a.ts', false],
        ['../../outside', false],
      ],
    );
  });

  it('finds what is on disk, listed or not', async () => {
    folder.write('.git/hooks/pre-commit', '');
    const source = createFactSource(walking, folder.path);
    assert.equal(await source.exists('.git/hooks/pre-commit'), true);
    assert.equal(await source.exists('.git/hooks'), true);
    assert.equal(await source.exists('gone'), false);
  });

  it('tells files that may not be written', async () => {
    folder.write('open.md', '');
    folder.write('protected.md', '');
    chmodSync(path.join(folder.path, 'protected.md'), 0o444);
    const readOnly = (name: string) => walking.isReadOnly(path.join(folder.path, name));
    assert.deepEqual(
      [await readOnly('open.md'), await readOnly('protected.md'), await readOnly('gone.md')],
      [false, true, false],
    );
  });
});
