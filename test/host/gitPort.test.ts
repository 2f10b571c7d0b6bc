import assert from 'node:assert/strict';
import type { GitAnswer, GitPort } from '../../server/src/core/ports.ts';
import { openGit } from '../../server/src/host/git.ts';
import { createGitPort } from '../../server/src/host/gitPort.ts';
import { PushRepository } from '../support/pushRepository.ts';

describe('git for pull requests', () => {
  let repository: PushRepository;
  let git: GitPort;

  beforeEach(() => {
    repository = new PushRepository();
    git = createGitPort(openGit(repository.root));
  });

  afterEach(() => {
    repository.remove();
  });

  it('tells branches, remotes, the default branch and what is not committed', async () => {
    repository.addRemote('team/fork', 'https://github.com/me/parcel-tracker.git');
    repository.branchWithWork('task/1');
    repository.run('push', '--quiet', 'team/fork', 'task/1');
    repository.run('update-ref', 'refs/remotes/team/fork/task/1', 'task/1');
    repository.run('config', 'remote.pushDefault', 'team/fork');
    repository.run('mv', 'README.md', 'Ünread me.md');
    repository.write('work/new.txt', '');
    assert.deepEqual(value(await git.facts()), {
      head: { kind: 'branch', name: 'main' },
      branches: ['main', 'task/1'],
      remoteBranches: [
        { remote: 'origin', branch: 'main' },
        { remote: 'team/fork', branch: 'task/1' },
      ],
      remotes: [
        { name: 'origin', url: 'https://github.com/acme/parcel-tracker.git', defaultBranch: 'main' },
        { name: 'team/fork', url: 'https://github.com/me/parcel-tracker.git', defaultBranch: null },
      ],
      pushRemote: 'team/fork',
      changedFiles: ['Ünread me.md', 'new.txt'],
    });
  });

  it('knows a detached and an unborn HEAD', async () => {
    const commit = repository.run('rev-parse', '--short', 'HEAD');
    repository.run('checkout', '--quiet', '--detach');
    assert.deepEqual(value(await git.facts()).head, { kind: 'detached', commit });
    repository.run('checkout', '--quiet', '--orphan', 'fresh');
    assert.deepEqual(value(await git.facts()).head, { kind: 'unborn', name: 'fresh' });
  });

  it('makes a branch, counts its commits and pushes it, and stays where it is', async () => {
    repository.commit('More', 'work');
    assert.equal((await git.createBranch('task/2', 'HEAD')).kind, 'ok');
    assert.equal(value(await git.countAhead('refs/remotes/origin/main', 'refs/heads/task/2')), 1);
    assert.equal((await git.push('origin', 'task/2')).kind, 'ok');
    assert.deepEqual(repository.pushed(), ['main', 'task/2']);
    assert.equal(repository.run('symbolic-ref', '--short', 'HEAD'), 'main');
    assert.equal(repository.run('config', 'branch.task/2.remote'), 'origin');
  });

  it('hands on what git says of a failure', async () => {
    const again = await git.createBranch('main', 'HEAD');
    assert.match(again.kind === 'failed' ? again.output : '', /already exists/);
    const nowhere = await git.push('nowhere', 'main');
    assert.match(nowhere.kind === 'failed' ? nowhere.output : '', /does not appear to be a git repository/);
  });
});

function value<T>(answer: GitAnswer<T>): T {
  if (answer.kind === 'failed') assert.fail(answer.output);
  return answer.value;
}
