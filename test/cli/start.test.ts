import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type CommandResult, runRoadgate } from '../support/commandLine.ts';
import { PushRepository } from '../support/pushRepository.ts';

const PLAN = `# Plan

## Phase 1: Base

### Issue #11: Store scans

**Status:** In progress
**Branch:** \`feature/store\`

### Issue #12: Show where a parcel has been

**Depends on:** #11
**Branch:** \`feature/history\`

### Issue #13: Check labels

### Issue #14: Print

**Branch:** \`feature/print it\`
`;

describe('roadgate start', () => {
  let repository: PushRepository;

  beforeEach(() => {
    repository = new PushRepository();
    repository.write('work/ROADMAP.md', PLAN);
    repository.write('work/.gitignore', '*.log\n');
    repository.commit('Plan', 'work');
    repository.run('update-ref', 'refs/remotes/origin/main', 'main');
  });

  afterEach(() => {
    repository.remove();
  });

  const start = (...args: string[]): Promise<CommandResult> =>
    runRoadgate(repository.root, ['start', ...args]);
  const current = (): string => repository.run('branch', '--show-current');
  const read = (file: string): string => readFileSync(path.join(repository.root, file), 'utf8');

  it('makes the branch from the default branch, as last fetched, and goes there', async () => {
    repository.run('switch', '--quiet', '--create', 'wip', 'HEAD~1');
    assert.deepEqual(await start('11', '--dry-run', '--roadmap', 'ROADMAP.md'), {
      status: 2,
      stdout: '',
      stderr: ['ROADMAP.md is no roadmap of this project with tasks.'],
    });
    repository.run('switch', '--quiet', 'main');
    const answer = await start('13');
    assert.deepEqual(answer, {
      status: 0,
      stdout: 'task/13-check-labels\n',
      stderr: ['Made task/13-check-labels, from main (the default branch, as last fetched).'],
    });
    assert.equal(current(), 'task/13-check-labels');
    assert.equal(repository.run('for-each-ref', '--format=%(upstream)', 'refs/heads/task'), '');
  });

  it('starts at the branch of a dependency that is not merged, unless another base is named', async () => {
    repository.branchWithWork('feature/store');
    const { stdout } = await start('12', '--dry-run');
    assert.equal(
      stdout,
      'feature/history (new, from feature/store (the branch of #11, which this task needs and which is not merged yet))\n',
    );
    assert.equal(current(), 'main');
    assert.equal((await start('12', '--base', 'main')).status, 0);
    assert.equal(repository.run('rev-parse', 'feature/history'), repository.run('rev-parse', 'main'));
    assert.deepEqual((await start('13', '--base', 'nothing')).stderr, [
      'There is no branch nothing. There is main (the default branch, as last fetched); feature/history (what is checked out now).',
    ]);
  });

  it('says that a dependency is not begun', async () => {
    const { stderr } = await start('12');
    assert.deepEqual(stderr, [
      '#11, which this task needs, is not done and has no branch here.',
      'Made feature/history, from main (the default branch, as last fetched).',
    ]);
  });

  it('switches to the branch that is there, also to one that is at the remote only', async () => {
    repository.branchWithWork('feature/store');
    assert.deepEqual((await start('11')).stderr, ['Switched to feature/store.']);
    assert.deepEqual((await start('11')).stderr, ['"feature/store" is checked out already.']);
    repository.run('switch', '--quiet', 'main');
    repository.run('update-ref', 'refs/remotes/origin/feature/store', 'feature/store');
    repository.run('branch', '--quiet', '--delete', '--force', 'feature/store');
    assert.equal((await start('11')).status, 0);
    assert.equal(current(), 'feature/store');
    assert.equal(repository.run('rev-parse', '--abbrev-ref', '@{upstream}'), 'origin/feature/store');
  });

  it('stops before changes that are not committed, and takes them along on request', async () => {
    repository.write('work/README.md', 'Parcels and more\n');
    repository.write('work/new.txt', 'new\n');
    const stopped = await start('13');
    assert.equal(stopped.status, 1);
    assert.deepEqual(stopped.stderr, [
      '2 files are not committed: README.md and new.txt. Commit them, take them along with --take-along, or leave them here with --worktree DIR.',
    ]);
    assert.equal(current(), 'main');
    assert.equal((await start('13', '--take-along')).status, 0);
    assert.equal(current(), 'task/13-check-labels');
    assert.equal(read('README.md'), 'Parcels and more\n');
    assert.equal(read('new.txt'), 'new\n');
  });

  it('never overwrites what nobody committed: changed, unknown and ignored files', async () => {
    repository.run('switch', '--quiet', '--create', 'feature/store');
    repository.write('work/README.md', 'Other\n');
    repository.write('work/sub/new.txt', 'theirs\n');
    repository.write('work/run.log', 'theirs\n');
    repository.run('add', '--force', '.');
    repository.run('commit', '--quiet', '--message', 'Work');
    repository.run('switch', '--quiet', 'main');
    repository.write('work/README.md', 'Mine\n');
    repository.write('work/sub/new.txt', 'mine\n');
    repository.write('work/run.log', 'mine\n');
    const { status, stderr } = await start('11', '--take-along');
    assert.equal(status, 1);
    assert.deepEqual(stderr, [
      '3 files are in the way: README.md, run.log and sub/new.txt. Switching would overwrite what nobody committed: commit or move it, or use --worktree DIR.',
    ]);
    assert.equal(current(), 'main');
    assert.deepEqual(
      [read('README.md'), read('sub/new.txt'), read('run.log')],
      ['Mine\n', 'mine\n', 'mine\n'],
    );
  });

  it('goes where a file became a folder', async () => {
    repository.run('switch', '--quiet', '--create', 'feature/store');
    repository.run('rm', '--quiet', 'README.md');
    repository.write('work/README.md/part.md', 'Parts\n');
    repository.commit('Parts', 'work');
    repository.run('switch', '--quiet', 'main');
    assert.equal((await start('11')).status, 0);
    assert.equal(read('README.md/part.md'), 'Parts\n');
  });

  it('stops while a merge is under way', async () => {
    repository.branchWithWork('feature/store');
    repository.run('merge', '--quiet', '--no-commit', '--no-ff', 'feature/store');
    assert.deepEqual((await start('13', '--take-along')).stderr, [
      'There is a merge under way: finish it first, or use --worktree DIR.',
    ]);
    assert.equal(current(), 'main');
  });

  it('makes a worktree, and leaves everything here as it is', async () => {
    repository.write('work/README.md', 'Mine\n');
    const { status, stdout } = await start('13', '--worktree', '../labels');
    const folder = path.join(repository.path, 'labels');
    assert.equal(status, 0);
    assert.equal(stdout, `${folder}\n`);
    assert.equal(repository.git(['branch', '--show-current'], 'labels'), 'task/13-check-labels');
    assert.equal(current(), 'main');
    assert.equal(read('README.md'), 'Mine\n');
    assert.deepEqual(await start('13'), {
      status: 0,
      stdout: `${folder}\n`,
      stderr: ['"task/13-check-labels" is checked out in another folder: work there.'],
    });
    const taken = await start('11', '--worktree', '../labels');
    assert.equal(taken.status, 2);
    assert.match(taken.stderr.join(), /labels is there already: name a folder that is not\.$/);
    assert.equal(existsSync(path.join(folder, 'README.md')), true);
  });

  it('refuses names that git would not take, and says which it would', async () => {
    assert.deepEqual(await start('14'), {
      status: 1,
      stdout: '',
      stderr: [
        'The task\'s branch "feature/print it" is not a valid name: it contains a blank. "feature/print-it" would be one: write it into the task.',
      ],
    });
  });

  it('asks where several branches are needed, and names what comes next without an id', async () => {
    repository.write('work/ROADMAP.md', PLAN.replace('on:** #11', 'on:** #11, #13'));
    repository.branchWithWork('feature/store');
    repository.run('branch', 'task/13-check-labels', 'feature/store');
    repository.write('work/ROADMAP.md', PLAN.replace('on:** #11', 'on:** #11, #13'));
    const { status, stderr } = await start('12', '--take-along');
    assert.equal(status, 2);
    assert.match(
      stderr.join(),
      /^Say with --base what to start from\. There is feature\/store \(the branch of #11/,
    );
    assert.match(
      (await start()).stderr.join(),
      /^Name a task, as in `roadgate start 12`\. Next are #11 \(Store scans\), #13 \(Check labels\), #14 \(Print\)\.$/,
    );
  });
});
