import assert from 'node:assert/strict';
import {
  evidenceTail,
  inherited,
  lastResult,
  type Evidence,
  type GateOwner,
} from '../../server/src/gates/evidence.ts';

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

/** The last result of a task with these gates, as `outcome[ stale][ @commit]`. */
function checkLast(gates: string[], history: Evidence[], expected: string | undefined, shared = false): void {
  const task = { uri: 'file:///PLAN.md', document: 'PLAN.md', task: { key: 'task' }, gates, shared };
  const result = lastResult(task, history, NOW);
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
  it('is open while a gate has not run', () => checkLast(['1', '2'], [run('1')], undefined));
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
    const task = { uri: 'u', document: 'PLAN.md', task: { key: 'task' }, gates: ['1'], shared: false };
    assert.equal(lastResult(task, [run('1', 'passed', none)], none)?.fresh, false);
  });
});

describe('the runs of a task that was renamed', () => {
  /** Which task each run is of, once the document has these. */
  function checkInherited(history: Evidence[], tasks: GateOwner[], expected: string[]): void {
    assert.deepEqual(
      inherited(history, 'PLAN.md', tasks).map(({ task }) => task.key),
      expected,
    );
  }
  const of = (key: string, digest = '1'): Evidence => run(digest, 'passed', { task: { key, id: null } });
  const owner = (key: string, gates = ['1'], shared = false): GateOwner => ({ key, gates, shared });

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
  it('stay with a task that is still there, and in another document', () => {
    checkInherited([of('p1-1')], [owner('p1-1'), owner('p1-9')], ['p1-1']);
    const elsewhere = run('1', 'passed', { document: 'OTHER.md', task: { key: 'p1-1', id: null } });
    checkInherited([elsewhere], [owner('p1-9')], ['p1-1']);
  });
});

describe('the output in evidence', () => {
  it('is short, plain and without secrets', () => {
    const output = `${'line\n'.repeat(10_000)}\x1b[32mtoken s3cr3t-value\x1b[0m\n`;
    const tail = evidenceTail(output, { MY_TOKEN: 's3cr3t-value' });
    assert.ok(tail.length <= 4096);
    assert.match(tail, /^line\n(line\n)+token \*\*\*$/);
  });
});
