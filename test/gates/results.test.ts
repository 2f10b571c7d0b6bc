import assert from 'node:assert/strict';
import type { Evidence, TreeState } from '../../server/src/gates/evidence.ts';
import { inherited, lastResults, type CurrentTask } from '../../server/src/gates/results.ts';
import type { GateResult } from '../../server/src/protocol/gates.ts';

const NOW = { commit: '4f26a87000000000000000000000000000000000', dirty: 'clean' };
let second = 0;

/** A run of the gate with this digest. */
function run(
  digest: string,
  outcome: Evidence['outcome'] = 'passed',
  more: Partial<Evidence> = {},
): Evidence {
  return {
    schemaVersion: 1,
    document: 'PLAN.md',
    task: { key: 'task', id: null },
    gate: { name: 'gate', digest },
    cwd: '.',
    ...NOW,
    start: new Date(Date.UTC(2026, 0, 1, 0, 0, second++)).toISOString(),
    duration: 1000,
    outcome,
    exitCode: 0,
    failingLine: null,
    reason: null,
    tail: '',
    ...more,
  };
}

/** A task with these gates, whose keys are their digests. */
function taskOf(key: string, gates: readonly string[], shared = false, tree: TreeState = NOW): CurrentTask {
  return { key, gates: gates.map((digest) => ({ key: digest, digest, tree })), shared };
}

function resultOf(task: CurrentTask, history: Evidence[]): GateResult | undefined {
  const tasks = [task, taskOf('other', [])];
  return lastResults({ uri: 'file:///PLAN.md', document: 'PLAN.md', tasks }, history)[0];
}

/** The last result of a task with these gates, as `outcome[ stale] commit duration`. */
function checkLast(gates: string[], history: Evidence[], expected: string | undefined, shared = false): void {
  const result = resultOf(taskOf('task', gates, shared), history);
  assert.equal(
    result && `${result.outcome}${result.fresh ? '' : ' stale'} ${result.commit} ${result.duration}`,
    expected,
  );
}

describe('the last result of a task', () => {
  beforeEach(() => (second = 0));

  it('is none without a run', () => checkLast(['1'], [], undefined));
  it('is none without a gate', () => checkLast([], [run('1')], undefined));
  it('is that of its gate', () => checkLast(['1'], [run('1')], 'passed 4f26a87 1000'));
  it('is that of the last run', () =>
    checkLast(['1'], [run('1', 'failed'), run('1')], 'passed 4f26a87 1000'));
  it('passed only if all gates passed', () => {
    checkLast(['1', '2'], [run('1'), run('2')], 'passed 4f26a87 2000');
    checkLast(['1', '2'], [run('1'), run('2', 'failed')], 'failed 4f26a87 2000');
    checkLast(['1', '2'], [run('1', 'errored'), run('2')], 'errored 4f26a87 2000');
  });
  it('is incomplete while a gate has not run', () =>
    checkLast(['1', '2'], [run('1')], 'incomplete 4f26a87 1000'));
  it('is failed as soon as one failed', () =>
    checkLast(['1', '2'], [run('1', 'failed')], 'failed 4f26a87 1000'));
  it('is stale after a commit', () =>
    checkLast(['1'], [run('1', 'passed', { commit: 'abcdef0123' })], 'passed stale abcdef0 1000'));
  it('is stale after a change', () =>
    checkLast(['1'], [run('1', 'passed', { dirty: 'other' })], 'passed stale 4f26a87 1000'));
  it('is stale when its text changed', () => checkLast(['2'], [run('1')], 'passed stale 4f26a87 1000'));
  it('is that of the new text once that ran', () =>
    checkLast(['2'], [run('1', 'failed'), run('2')], 'passed 4f26a87 1000'));
  it('counts a gate that was shared with another task', () => {
    const elsewhere = (): Evidence[] => [run('1', 'passed', { task: { key: 'other', id: null } })];
    checkLast(['1'], elsewhere(), 'passed 4f26a87 1000', true);
    checkLast(['1'], elsewhere(), undefined, false);
  });
  it('does not take the run of another document', () =>
    checkLast(['1'], [run('1', 'passed', { document: 'OTHER.md' })], undefined));
  it('is never fresh outside a repository', () => {
    const none = { commit: null, dirty: null };
    const result = resultOf(taskOf('task', ['1'], false, none), [run('1', 'passed', none)]);
    assert.equal(result?.fresh, false);
  });
  it('tells of each gate that ran, and who knows it', () => {
    const failed = run('1', 'failed', { exitCode: 3, failingLine: 2, reason: 'Line 2 failed.' });
    const local = { ...run('2'), local: true };
    const gates = resultOf(taskOf('task', ['1', '2', '3']), [failed, local])?.gates ?? [];
    assert.deepEqual(
      gates.map(({ key, outcome, exitCode, failingLine, reason, local: isLocal }) =>
        [key, outcome, exitCode, failingLine, reason, isLocal].join(' '),
      ),
      ['1 failed 3 2 Line 2 failed. false', '2 passed 0   true'],
    );
  });
  it('is told for each task that has one', () => {
    const tasks = [taskOf('a', ['1']), taskOf('b', ['2']), taskOf('c', ['2'], true)];
    const history = [run('2', 'passed', { task: { key: 'b', id: null } })];
    const results = lastResults({ uri: 'u', document: 'PLAN.md', tasks }, history);
    assert.deepEqual(
      results.map(({ task }) => task),
      ['b', 'c'],
    );
  });
});

describe('the runs of a task that was renamed', () => {
  /** Which task each run is of, once the document has these. */
  function checkInherited(history: Evidence[], tasks: CurrentTask[], expected: string[]): void {
    assert.deepEqual(
      inherited(history, tasks).map(({ task }) => task.key),
      expected,
    );
  }
  const of = (key: string, digest = '1'): Evidence => run(digest, 'passed', { task: { key, id: null } });
  const owner = (key: string, gates = ['1'], shared = false): CurrentTask => taskOf(key, gates, shared);

  it('pass to the task that has the same gate', () => {
    checkInherited([of('p1-1'), of('p1-1')], [owner('p1-9')], ['p1-9', 'p1-9']);
    checkInherited([of('p1-1')], [owner('p1-9'), owner('p1-2', ['2'])], ['p1-9']);
  });
  it('pass to the one without runs if several have it', () =>
    checkInherited([of('p1-1'), of('p1-2')], [owner('p1-9'), owner('p1-2')], ['p1-9', 'p1-2']));
  it('stay where nobody can say whose they are', () => {
    checkInherited([of('p1-1')], [owner('p1-9'), owner('p1-2')], ['p1-1']);
    checkInherited([of('p1-1')], [owner('p1-9', ['2'])], ['p1-1']);
    checkInherited([of('p1-1')], [owner('p1-9', ['1'], true)], ['p1-1']);
  });
  it('stay with a task that is still there', () =>
    checkInherited([of('p1-1')], [owner('p1-1'), owner('p1-9')], ['p1-1']));
  it('stay in their document', () => {
    const elsewhere = run('1', 'passed', { document: 'OTHER.md', task: { key: 'p1-1', id: null } });
    assert.equal(resultOf(owner('p1-9'), [elsewhere]), undefined);
  });
});
