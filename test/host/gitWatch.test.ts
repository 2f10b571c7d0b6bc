import assert from 'node:assert/strict';
import path from 'node:path';
import { RefWatch } from '../../server/src/host/gitWatch.ts';
import { PushRepository } from '../support/pushRepository.ts';
import { TestFolder } from '../support/repository.ts';

describe('Watching branches', () => {
  let repository: PushRepository;
  let watch: RefWatch | undefined;
  let told: () => void = () => undefined;

  beforeEach(() => {
    repository = new PushRepository();
  });

  afterEach(() => {
    watch?.dispose();
    repository.remove();
  });

  function start(root = repository.root): void {
    watch = new RefWatch(root, () => told());
  }

  /** Resolves when something is told after `act`; the test times out if nothing is. */
  async function tells(act: () => unknown): Promise<void> {
    const heard = new Promise<void>((resolve) => {
      told = resolve;
    });
    act();
    await heard;
  }

  it('tells of branches that are made, deleted, fetched and checked out', async () => {
    start();
    await tells(() => repository.run('branch', 'one'));
    await tells(() => repository.run('update-ref', 'refs/remotes/origin/one', 'HEAD'));
    await tells(() => repository.run('switch', '--quiet', 'one'));
    await tells(() => repository.run('branch', '--delete', 'main'));
  });

  it('tells of branches below a prefix that came later', async () => {
    start();
    await tells(() => repository.run('branch', 'task/1'));
    watch?.follow();
    await tells(() => repository.run('branch', 'task/2'));
  });

  it('tells a worktree of what happens in another one', async () => {
    const folder = path.join(repository.path, 'elsewhere');
    repository.run('worktree', 'add', '--quiet', '-b', 'one', folder);
    start(folder);
    await tells(() => repository.run('branch', 'two'));
    await tells(() => repository.git(['switch', '--quiet', 'two'], 'elsewhere'));
  });

  it('is silent where there is nothing to watch', () => {
    const folder = new TestFolder();
    start(folder.path);
    watch?.follow();
    folder.write('.git', 'gitdir: nowhere\n');
    assert.doesNotThrow(() => watch?.follow());
    folder.remove();
  });
});
