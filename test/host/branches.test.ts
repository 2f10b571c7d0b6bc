import assert from 'node:assert/strict';
import { readBranches } from '../../server/src/host/branches.ts';
import { PushRepository } from '../support/pushRepository.ts';
import { TestFolder } from '../support/repository.ts';

describe('The branches of a repository', () => {
  let repository: PushRepository;

  beforeEach(() => {
    repository = new PushRepository();
  });

  afterEach(() => {
    repository.remove();
  });

  it('are named once, those of remotes without the name of the remote', async () => {
    repository.addRemote('team/fork', 'https://github.com/me/parcel-tracker.git');
    repository.branchWithWork('task/1');
    repository.run('update-ref', 'refs/remotes/team/fork/task/1', 'task/1');
    repository.run('update-ref', 'refs/remotes/team/fork/fix/ü', 'task/1');
    const { local, remote } = await readBranches(repository.root);
    assert.deepEqual([...local].sort(), ['main', 'task/1']);
    assert.deepEqual(remote, ['fix/ü']);
  });

  it('are none if nobody waits any more', async () => {
    const answer = await readBranches(repository.root, AbortSignal.abort());
    assert.deepEqual(answer, { local: [], remote: [] });
  });

  it('are none outside a repository', async () => {
    const folder = new TestFolder();
    assert.deepEqual(await readBranches(folder.path), { local: [], remote: [] });
    folder.remove();
  });
});
