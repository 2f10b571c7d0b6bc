import assert from 'node:assert/strict';
import {
  baseNamed,
  describeFiles,
  newNameProblem,
  planStart,
  type StartDependency,
  type StartFacts,
  type StartPlan,
  type StartSubject,
  worktreeFolder,
} from '../../../server/src/core/branches/start.ts';
import type { BranchState } from '../../../server/src/core/branches/states.ts';
import type { RepositoryFacts } from '../../../server/src/core/ports.ts';
import { MERGED, statesOf } from '../../support/branchStates.ts';

const REPOSITORY: RepositoryFacts = {
  head: { kind: 'branch', name: 'main' },
  branches: ['main', 'wip'],
  remoteBranches: [{ remote: 'origin', branch: 'main' }],
  remotes: [],
  pushRemote: null,
  changedFiles: [],
};
const STORE: StartDependency = { id: '#11', title: 'Store', branch: 'feature/store', isDone: false };

function plan(
  subject: Partial<StartSubject>,
  repository: Partial<RepositoryFacts> = {},
  ...states: readonly BranchState[]
): StartPlan {
  const facts: StartFacts = { repository: { ...REPOSITORY, ...repository }, states: statesOf(...states) };
  const whole = { id: '#12', title: 'Keep sessions', branch: null, dependencies: [], ...subject };
  return planStart(whole, facts, 'task/{id}-{slug}');
}

/** A plan on one line. */
function told(made: StartPlan): string {
  switch (made.kind) {
    case 'new':
      return [made.branch, ...made.bases.map(({ name, reason }) => `${name}: ${reason}`), ...made.notes].join(
        ' | ',
      );
    case 'existing':
      return `${made.branch} at ${made.revision}`;
    case 'refused':
      return `${made.message} [${made.suggestion}]`;
    case 'current':
      return `${made.branch} is checked out`;
    case 'elsewhere':
      return `${made.branch} in ${made.folder}`;
  }
}

describe('The plan for starting work', () => {
  it('makes the branch of the field, or of the template, from the default branch', () => {
    assert.equal(told(plan({})), 'task/12-keep-sessions | main: the default branch, as last fetched');
    assert.equal(
      told(plan({ branch: 'feature/sessions' }, { head: { kind: 'branch', name: 'wip' } })),
      'feature/sessions | main: the default branch, as last fetched | wip: what is checked out now',
    );
    assert.equal(
      told(plan({}, { head: { kind: 'detached', commit: '4f26a87' } })),
      'task/12-keep-sessions | main: the default branch, as last fetched | 4f26a87: what is checked out now',
    );
  });

  it('starts at the branch of a dependency that is not merged', () => {
    const repository = { branches: ['main', 'feature/store'] };
    const made = plan({ dependencies: [STORE] }, repository, { ...MERGED, merged: null });
    assert.equal(
      told(made),
      'task/12-keep-sessions | feature/store: the branch of #11, which this task needs and which is not merged yet | main: the default branch, as last fetched',
    );
    const remote = { remoteBranches: [{ remote: 'team', branch: 'feature/store' }] };
    const far = plan({ dependencies: [STORE] }, remote, { ...MERGED, at: 'remote', merged: null });
    assert.equal(far.kind === 'new' && far.bases[0].revision, 'refs/remotes/team/feature/store');
  });

  it('starts at the default branch where a dependency is merged, and says where it is not even begun', () => {
    const repository = { branches: ['main', 'feature/store'] };
    assert.equal(
      told(plan({ dependencies: [STORE] }, repository, MERGED)),
      'task/12-keep-sessions | main: the default branch, as last fetched',
    );
    assert.equal(
      told(plan({ dependencies: [STORE] })),
      'task/12-keep-sessions | main: the default branch, as last fetched | #11, which this task needs, is not done and has no branch here.',
    );
    assert.equal(
      told(plan({ dependencies: [{ ...STORE, isDone: true }] })),
      'task/12-keep-sessions | main: the default branch, as last fetched',
    );
  });

  it('goes to the branch that is there, here, at a remote or in another folder', () => {
    const subject = { branch: 'feature/store' };
    const branches = ['main', 'feature/store'];
    const remoteBranches = ['fork', 'origin'].map((remote) => ({ remote, branch: 'feature/store' }));
    assert.equal(told(plan(subject, { branches })), 'feature/store at refs/heads/feature/store');
    assert.equal(
      told(plan(subject, { remoteBranches })),
      'feature/store at refs/remotes/origin/feature/store',
    );
    assert.equal(
      told(plan(subject, { branches }, { ...MERGED, isCurrent: true })),
      'feature/store is checked out',
    );
    assert.equal(told(plan(subject, { branches }, { ...MERGED, worktree: '/x' })), 'feature/store in /x');
  });

  it('refuses names that git would not take, and offers others', () => {
    assert.equal(
      told(plan({ branch: 'feature/keep sessions' })),
      'The task\'s branch "feature/keep sessions" is not a valid name: it contains a blank. [feature/keep-sessions]',
    );
    assert.equal(
      told(plan({ branch: 'wip/sessions' })),
      'Git cannot have "wip/sessions" beside the branch "wip". [wip-sessions]',
    );
    assert.equal(
      told(plan({ branch: 'main' })),
      '"main" is the default branch: give the task a branch of its own. [task/12-keep-sessions]',
    );
    assert.equal(newNameProblem('a b', REPOSITORY), 'Not a valid name: it contains a blank.');
    assert.equal(newNameProblem('wip/a', REPOSITORY), 'Git cannot have this beside the branch "wip".');
    assert.equal(newNameProblem('task/a', REPOSITORY), undefined);
  });

  it('refuses a repository without commits', () => {
    assert.match(
      told(plan({}, { head: { kind: 'unborn', name: 'main' } })),
      /^This repository has no commits yet/,
    );
  });

  it('takes any branch that somebody names as the base', () => {
    const made = plan({});
    assert(made.kind === 'new');
    assert.equal(baseNamed('main', made, REPOSITORY)?.kind, 'default');
    assert.equal(baseNamed('wip', made, REPOSITORY)?.revision, 'refs/heads/wip');
    assert.equal(baseNamed('nothing', made, REPOSITORY), undefined);
  });

  it('names files, and not too many', () => {
    assert.equal(describeFiles(['a'], 'not committed'), '1 file is not committed: a.');
    assert.equal(describeFiles(['a', 'b', 'c'], 'in the way'), '3 files are in the way: a, b and c.');
    assert.equal(
      describeFiles(['a', 'b', 'c', 'd', 'e', 'f', 'g'], 'not committed'),
      '7 files are not committed: a, b, c, d, e and 2 more.',
    );
  });

  it('puts worktrees beside the repository', () => {
    assert.equal(worktreeFolder('/home/me/parcels/', 'task/12-a'), '/home/me/parcels.worktrees/task-12-a');
  });
});
