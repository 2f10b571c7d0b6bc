import assert from 'node:assert/strict';
import path from 'node:path';
import type { BranchState, BranchStates } from '../../server/src/core/branches/states.ts';
import { branchPhrase, branchSentence } from '../../server/src/core/branches/words.ts';
import { BranchReader } from '../../server/src/host/branchStates.ts';
import { openGit } from '../../server/src/host/git.ts';
import { PushRepository } from '../support/pushRepository.ts';
import { TestFolder } from '../support/repository.ts';

describe('The state of a branch', () => {
  let repository: PushRepository;

  beforeEach(() => {
    repository = new PushRepository();
  });

  afterEach(() => {
    repository.remove();
  });

  const run = (...args: string[]): string => repository.run(...args);

  function read(...names: string[]): Promise<BranchStates> {
    return new BranchReader(openGit(repository.root)).read(names);
  }

  async function stateOf(name: string): Promise<BranchState | undefined> {
    return (await read(name)).byName.get(name);
  }

  /** What people read of it. */
  async function told(name: string): Promise<string> {
    const { base, byName } = await read(name);
    const state = byName.get(name);
    return state ? `${branchPhrase(state)} | ${branchSentence(state, base?.name)}` : 'none';
  }

  /** One commit that writes a file. */
  function work(file: string, text = `${file}\n`): void {
    repository.write(`work/${file}`, text);
    repository.commit(`Write ${file}`, 'work');
  }

  /** What a fetch would leave behind, had the forge taken what is on `main` here. */
  function fetched(): void {
    run('update-ref', 'refs/remotes/origin/main', 'main');
  }

  it('counts commits ahead of the default branch and behind it', async () => {
    repository.branchWithWork('task/1');
    work('other.txt');
    fetched();
    assert.equal(await told('task/1'), '↑1 ↓1 | is there, 1 commit ahead of main and 1 behind.');
    run('switch', '--quiet', 'task/1');
    work('more.txt');
    assert.equal(
      await told('task/1'),
      'checked out, ↑2 ↓1 | is checked out, 2 commits ahead of main and 1 behind.',
    );
  });

  it('is compared with the local default branch where that is further than what was fetched', async () => {
    work('local.txt');
    run('branch', 'task/1', 'HEAD~1');
    const { base, byName } = await read('task/1');
    assert.deepEqual(base, { name: 'main', revision: 'refs/heads/main' });
    assert.deepEqual(byName.get('task/1')?.fromBase, { ahead: 0, behind: 1 });
    fetched();
    assert.equal((await read()).base?.revision, 'refs/remotes/origin/main');
  });

  it('takes the default branch of the remote `upstream` for a fork', async () => {
    repository.addRemote('upstream', 'https://github.com/team/parcel-tracker.git');
    run('update-ref', 'refs/remotes/upstream/trunk', 'HEAD');
    run('symbolic-ref', 'refs/remotes/upstream/HEAD', 'refs/remotes/upstream/trunk');
    assert.deepEqual((await read()).base, { name: 'trunk', revision: 'refs/remotes/upstream/trunk' });
  });

  it('is not merged when it is new, wherever the default branch went since', async () => {
    run('branch', '--no-track', 'task/1');
    assert.equal(await told('task/1'), 'no commits yet | is there, without commits of its own.');
    work('other.txt');
    fetched();
    assert.equal(
      await told('task/1'),
      'no commits yet | is there, without commits of its own, 1 commit behind main.',
    );
  });

  it('is not merged when it was made from a branch that was, without any work', async () => {
    repository.branchWithWork('task/1');
    run('branch', '--no-track', 'task/2', 'task/1');
    run('merge', '--quiet', '--no-ff', '--no-edit', 'task/1');
    fetched();
    assert.equal((await stateOf('task/1'))?.merged, 'commits');
    assert.equal((await stateOf('task/2'))?.merged, null);
  });

  it('is not merged when its commits were taken back', async () => {
    repository.branchWithWork('task/1');
    run('branch', '--force', 'task/1', 'main');
    assert.equal((await stateOf('task/1'))?.merged, null);
  });

  it('is merged by a merge commit, and by moving the default branch forward', async () => {
    repository.branchWithWork('task/1');
    repository.branchWithWork('task/2');
    run('merge', '--quiet', '--ff-only', 'task/1');
    run('merge', '--quiet', '--no-ff', '--no-edit', 'task/2');
    fetched();
    assert.equal(await told('task/1'), 'merged | is there, merged into main.');
    assert.equal(await told('task/2'), 'merged | is there, merged into main.');
  });

  it('is merged after a rebase that moved it before the merge', async () => {
    repository.branchWithWork('task/1');
    work('other.txt');
    run('switch', '--quiet', 'task/1');
    run('rebase', '--quiet', 'main');
    run('switch', '--quiet', 'main');
    run('merge', '--quiet', '--ff-only', 'task/1');
    assert.equal((await stateOf('task/1'))?.merged, 'commits');
  });

  it('is merged at the remote only', async () => {
    repository.branchWithWork('task/1');
    run('update-ref', 'refs/remotes/origin/task/1', 'task/1');
    run('merge', '--quiet', '--no-ff', '--no-edit', 'task/1');
    run('branch', '--quiet', '--delete', '--force', 'task/1');
    fetched();
    assert.equal(await told('task/1'), 'merged | is at the remote only, merged into main.');
  });

  it('is merged as one commit of several, and as rebased commits', async () => {
    run('switch', '--quiet', '--create', 'task/1');
    work('one.txt');
    work('two.txt');
    run('switch', '--quiet', 'main');
    work('other.txt');
    run('branch', '--quiet', 'task/2', 'task/1');
    run('merge', '--quiet', '--squash', 'task/1');
    run('commit', '--quiet', '--message', 'Squashed');
    work('later.txt');
    fetched();
    assert.equal(
      await told('task/1'),
      'merged (squashed or rebased) | is there, merged into main, squashed or rebased.',
    );
    run('reset', '--quiet', '--hard', 'HEAD~2');
    fetched();
    assert.equal((await stateOf('task/2'))?.merged, null);
    run('cherry-pick', 'task/2~1', 'task/2');
    fetched();
    assert.equal((await stateOf('task/2'))?.merged, 'changes');
  });

  it('says what is to push and to pull, and that the upstream was deleted', async () => {
    repository.branchWithWork('task/1');
    run('push', '--quiet', '--set-upstream', 'origin', 'task/1');
    run('update-ref', 'refs/remotes/origin/task/1', 'task/1');
    run('switch', '--quiet', 'task/1');
    work('more.txt');
    run('switch', '--quiet', 'main');
    assert.equal(
      await told('task/1'),
      '↑2 | is there, 2 commits ahead of main, 1 commit to push to origin/task/1.',
    );
    run('update-ref', '-d', 'refs/remotes/origin/task/1');
    assert.equal(
      await told('task/1'),
      '↑2, upstream deleted | is there, 2 commits ahead of main, its upstream origin/task/1 was deleted.',
    );
  });

  it('names the other folder that has it checked out', async () => {
    repository.branchWithWork('task/1');
    const folder = path.join(repository.path, 'elsewhere');
    run('worktree', 'add', '--quiet', folder, 'task/1');
    assert.equal((await stateOf('task/1'))?.worktree, folder);
    const there = await new BranchReader(openGit(folder)).read(['task/1', 'main']);
    assert.equal(there.byName.get('task/1')?.isCurrent, true);
    assert.equal(there.byName.get('main')?.worktree, repository.root);
  });

  it('counts again only what moved', async () => {
    repository.branchWithWork('task/1');
    const asked: string[] = [];
    const git = openGit(repository.root);
    const reader = new BranchReader({
      root: git.root,
      run: (args, options) => {
        asked.push(args[0] ?? '');
        return git.run(args, options);
      },
    });
    const first = await reader.read(['task/1']);
    assert(asked.includes('rev-list'));
    asked.length = 0;
    assert.deepEqual(await reader.read(['task/1']), first);
    assert.deepEqual(asked.sort(), ['for-each-ref', 'remote']);
  });

  it('is unknown for a name that no branch has, and outside a repository', async () => {
    assert.equal(await told('task/1'), 'none');
    const folder = new TestFolder();
    const states = await new BranchReader(openGit(folder.path)).read(['main']);
    assert.deepEqual(states, { base: null, byName: new Map() });
    folder.remove();
  });

  it('is known in a repository without commits or without a default branch', async () => {
    const folder = new TestFolder();
    folder.init();
    assert.deepEqual((await new BranchReader(openGit(folder.path)).read(['main'])).byName, new Map());
    folder.write('a', '');
    folder.commit('Start');
    folder.git(['branch', '--move', 'trunk']);
    const { base, byName } = await new BranchReader(openGit(folder.path)).read(['trunk']);
    assert.equal(base, null);
    assert.equal(byName.get('trunk')?.fromBase, null);
    folder.remove();
  });
});
