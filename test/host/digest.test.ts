import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isFresh, type TreeState } from '../../server/src/gates/evidence.ts';
import { treeStateOf } from '../../server/src/gates/coverage.ts';
import { readWorkingTree } from '../../server/src/host/digest.ts';

describe('the state of the working tree', () => {
  let root: string;
  const at = (name: string): string => path.join(root, name);
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
  const state = async (folder = root, directory = '.', globs: string[] = []): Promise<TreeState> =>
    treeStateOf(await readWorkingTree(folder, [at('PLAN.md')]), { directory, globs });

  beforeEach(async () => {
    root = await realpath(await mkdtemp(path.join(tmpdir(), 'digest-test-')));
    git('init', '-q', '-b', 'main');
    git('config', 'user.email', 'a@example.com');
    git('config', 'user.name', 'A');
    await mkdir(at('src'));
    await writeFile(at('src/a.py'), 'a = 1\n');
    await writeFile(at('PLAN.md'), '# Plan\n');
    await writeFile(at('.gitignore'), '*.log\n');
    git('add', '.');
    git('commit', '-qm', 'first');
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  /** Evidence taken before `change` is fresh, or not, after it. */
  async function checkFresh(change: () => Promise<unknown>, fresh: boolean, folder?: string): Promise<void> {
    const before = await state(folder);
    await change();
    assert.equal(isFresh(before, await state(folder)), fresh);
  }

  it('names the commit', async () => assert.equal((await state()).commit, git('rev-parse', 'HEAD')));
  it('stays while nothing changes', () => checkFresh(() => Promise.resolve(), true));
  it('changes with a tracked file', () => checkFresh(() => writeFile(at('src/a.py'), 'a = 2\n'), false));
  it('changes with an untracked file', () => checkFresh(() => writeFile(at('src/b.py'), ''), false));
  it('changes with a deleted file', () => checkFresh(() => rm(at('src/a.py')), false));
  it('changes with a renamed file', () => checkFresh(() => rename(at('src/a.py'), at('src/z.py')), false));
  it('changes with the right to execute', () => checkFresh(() => chmod(at('src/a.py'), 0o755), false));
  it('changes with a link', () => checkFresh(() => symlink('a.py', at('src/link.py')), false));
  it('stays with ignored files', () => checkFresh(() => writeFile(at('test.log'), 'x'), true));
  it('stays with the roadmap', () => checkFresh(() => writeFile(at('PLAN.md'), '# Plan\n\n- [x] a\n'), true));
  it('changes with another document', () => checkFresh(() => writeFile(at('NOTES.md'), ''), false));
  it('stays when evidence is recorded in the repository', () =>
    checkFresh(async () => {
      await mkdir(at('.roadgate'));
      await writeFile(at('.roadgate/evidence.jsonl'), '{}\n');
    }, true));

  it('tells apart two contents of a changed file', async () => {
    await writeFile(at('src/a.py'), 'a = 2\n');
    await checkFresh(() => writeFile(at('src/a.py'), 'a = 3\n'), false);
  });

  it('does not care what is staged', async () => {
    await writeFile(at('src/a.py'), 'a = 2\n');
    await checkFresh(() => Promise.resolve(git('add', '.')), true);
  });

  it('is as before when a change is undone', async () => {
    const before = await state();
    await writeFile(at('src/a.py'), 'a = 2\n');
    await writeFile(at('src/a.py'), 'a = 1\n');
    assert.deepEqual(await state(), before);
  });

  it('changes with a commit', () =>
    checkFresh(() => Promise.resolve(git('commit', '-q', '--allow-empty', '-m', 'second')), false));

  it('covers a folder alone', async () => {
    await mkdir(at('docs'));
    await checkFresh(() => writeFile(at('docs/x.txt'), 'x'), true, at('src'));
    await checkFresh(() => writeFile(at('src/x.txt'), 'x'), false, at('src'));
  });

  it('covers what its gate runs in, or what that says', async () => {
    await mkdir(at('docs'));
    const before = await Promise.all([state(), state(root, 'src'), state(root, '.', ['docs/**'])]);
    await writeFile(at('docs/x.txt'), 'x');
    const after = await Promise.all([state(), state(root, 'src'), state(root, '.', ['docs/**'])]);
    assert.deepEqual(
      before.map((one, index) => after[index] && isFresh(one, after[index])),
      [false, true, false],
    );
    assert.notEqual((await state(root, 'src')).dirty, (await state(root, 'src', ['src/**'])).dirty);
  });

  it('knows files with odd names', async () => {
    const name = at('a "b"\n\t*é.txt');
    await writeFile(name, '1');
    await checkFresh(() => writeFile(name, '2'), false);
  });

  it('knows a repository without a commit', async () => {
    await rm(at('.git'), { recursive: true });
    git('init', '-q');
    const { commit, dirty } = await state();
    assert.equal(commit, null);
    assert.notEqual(dirty, null);
  });

  it('knows nothing outside a repository', async () => {
    await rm(at('.git'), { recursive: true });
    assert.deepEqual(await state(), { commit: null, dirty: null });
  });

  it('executes nothing that the repository configures as a monitor', async () => {
    await writeFile(at('evil.sh'), `#!/bin/sh\ntouch '${at('ran.log')}'\n`, { mode: 0o755 });
    git('config', 'core.fsmonitor', at('evil.sh'));
    await checkFresh(() => state(), true);
    assert.equal(await realpath(at('ran.log')).catch(() => 'never'), 'never');
  });
});
