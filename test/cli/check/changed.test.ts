import assert from 'node:assert/strict';
import { renameSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { runRoadgate } from '../../support/commandLine.ts';
import { TestFolder } from '../../support/repository.ts';

const PLAN = '# Roadmap\n- [ ] T001 a\n- [ ] T001 b\n- [ ] T002 c\n';

describe('roadgate check --changed-since', () => {
  let folder: TestFolder;

  beforeEach(() => {
    folder = new TestFolder();
    folder.init();
    for (const name of ['same', 'committed', 'changed', 'staged', 'moved', 'deleted']) {
      folder.write(`docs/${name}.md`, PLAN.replace(' a', ` ${name}`));
    }
    folder.commit('first');
    folder.git(['branch', 'start']);
  });
  afterEach(() => folder.remove());

  /** The documents that were checked. */
  async function checked(cwd: string, ...args: string[]): Promise<readonly string[]> {
    const { stdout, stderr } = await runRoadgate(cwd, ['check', '--format', 'junit', ...args]);
    assert.deepEqual(stderr, []);
    return [...stdout.matchAll(/<testsuite name="([^"]*)"/g)].map(([, name = '']) => name);
  }

  function change(): void {
    folder.write('docs/committed.md', `${PLAN}\n`);
    folder.commit('second');
    folder.write('docs/changed.md', `${PLAN}\n`);
    folder.write('docs/staged.md', `${PLAN}\n`);
    folder.git(['add', 'docs/staged.md']);
    renameSync(path.join(folder.path, 'docs/moved.md'), path.join(folder.path, 'docs/näch ste\n2.md'));
    folder.git(['rm', '-q', 'docs/deleted.md']);
    folder.write('docs/new.md', PLAN);
    folder.write('.gitignore', 'docs/ignored.md\n');
    folder.write('docs/ignored.md', PLAN);
  }

  const CHANGED = ['changed.md', 'committed.md', 'new.md', 'näch ste\n2.md', 'staged.md'].map(
    (name) => `docs/${name}`,
  );

  it('checks what was committed since, changed, staged, renamed or is new', async () => {
    change();
    assert.deepEqual(await checked(folder.path, '--changed-since', 'start'), CHANGED);
    assert.deepEqual(await checked(folder.path, '--changed-since=HEAD', 'docs/committed.md', 'docs/new.md'), [
      'docs/new.md',
    ]);
    const below = path.join(folder.path, 'docs');
    assert.deepEqual(
      await checked(below, '--changed-since', 'start'),
      CHANGED.map((name) => name.slice('docs/'.length)),
    );
  });

  it('checks everything in a repository that has no commit yet', async () => {
    folder.git(['checkout', '-q', '--orphan', 'fresh']);
    folder.write('docs/new.md', PLAN);
    folder.git(['rm', '-rqf', '--cached', 'docs/same.md']);
    const names = ['changed', 'committed', 'deleted', 'moved', 'new', 'same', 'staged'];
    assert.deepEqual(
      await checked(folder.path, '--changed-since', 'HEAD'),
      names.map((name) => `docs/${name}.md`),
    );
  });

  it('looks from where the two histories parted', async () => {
    folder.git(['switch', '-q', '-c', 'other']);
    folder.write('docs/same.md', `${PLAN}\n`);
    folder.commit('on the other branch');
    folder.git(['switch', '-q', 'main']);
    assert.deepEqual(await checked(folder.path, '--changed-since', 'other'), []);
  });

  it('is well where nothing changed', async () => {
    const { status, stdout } = await runRoadgate(folder.path, ['check', '--changed-since', 'start']);
    assert.equal(status, 0);
    assert.equal(stdout, '0 errors, 0 warnings: 0 tasks in 0 roadmaps of 0 files.\n');
  });

  it('finds the repository behind a link', async () => {
    change();
    const link = new TestFolder();
    symlinkSync(folder.path, path.join(link.path, 'project'));
    const found = await checked(path.join(link.path, 'project'), '--changed-since', 'start');
    link.remove();
    assert.deepEqual(found, CHANGED);
  });

  it('says so where there is no repository, and where the branch of a fresh one is named', async () => {
    const plain = new TestFolder();
    plain.write('plan.md', '# Roadmap\n- [ ] T001 a\n- [ ] T002 b\n');
    const outside = await runRoadgate(plain.path, ['check', '--changed-since', 'HEAD']);
    plain.init();
    const empty = await runRoadgate(plain.path, ['check', '--changed-since', 'main']);
    plain.remove();
    assert.deepEqual(outside.stderr, ['There is no git repository around .: --changed-since needs one.']);
    assert.deepEqual(empty.stderr, [
      'There is no commit main here: fetch it, or name another one after --changed-since.',
    ]);
    assert.deepEqual([outside.status, empty.status], [2, 2]);
  });

  for (const ref of ['gone', '0123456', '--output=x', 'a b']) {
    it(`says so where there is no commit ${JSON.stringify(ref)}`, async () => {
      const { status, stdout, stderr } = await runRoadgate(folder.path, ['check', `--changed-since=${ref}`]);
      assert.equal(status, 2);
      assert.equal(stdout, '');
      assert.deepEqual(stderr, [
        `There is no commit ${ref} here: fetch it, or name another one after --changed-since.`,
      ]);
    });
  }
});
