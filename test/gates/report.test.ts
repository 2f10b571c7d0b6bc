import assert from 'node:assert/strict';
import { inDependencyOrder } from '../../server/src/gates/order.ts';
import { gateReport } from '../../server/src/gates/report.ts';
import type { GateResult } from '../../server/src/protocol/messages.ts';
import { provideOutline } from '../../server/src/features/outline.ts';
import { featureFixture } from '../features/support.ts';

const NOW = Date.UTC(2026, 0, 2);

describe('the report on gates', () => {
  const gate = '**Validate:**\n```bash\nmake\n```\n';
  const outline = provideOutline(
    featureFixture(
      `# Plan\n## Phase 1: X|Y\n### Issue #1: A @me\n**Status:** Open\n${gate}### Issue #2: B\n**Status:** Open\n${gate}### Issue #3: C\n**Status:** Open\n${gate}### Issue #4: D\n**Status:** Open\n`,
    ).snapshot,
  );
  assert(outline);

  function result(
    task: string,
    outcome: GateResult['outcome'],
    fresh: boolean,
    reason: string | null,
  ): GateResult {
    const run = { commit: '4f26a87', start: new Date(NOW - 120_000).toISOString(), duration: 3140, fresh };
    const gates = [
      { ...run, key: 'g', outcome: 'failed' as const, exitCode: 1, failingLine: 1, reason, local: false },
    ];
    return { ...run, uri: 'u', task, outcome, gates };
  }

  it('has a table per phase, fit for a pull request', () => {
    const [one, two] = outline.tasks;
    assert(one && two);
    const results = new Map([
      [one.key, result(one.key, 'failed', true, 'Line 1 failed: a | b')],
      [two.key, result(two.key, 'passed', false, null)],
    ]);
    assert.equal(
      gateReport([{ name: 'docs/PLAN.md', outline, results }], NOW),
      `# Gate report

1 failed, 1 stale, 1 not run.

## docs/PLAN.md

### Phase 1 X\\|Y

| Task | Gate | When | Commit | Took |
| --- | --- | --- | --- | --- |
| \\#1 A @\u200bme | ✗ failed: Line 1 failed: a \\| b | 2 min ago | \`4f26a87\` | 3.1 s |
| \\#2 B | ○ stale, passed | 2 min ago | \`4f26a87\` | 3.1 s |
| \\#3 C | ○ not run |  |  |  |
`,
    );
  });
  it('says that there is nothing to report', () =>
    assert.equal(gateReport([], NOW), '# Gate report\n\nNo task has a gate.\n'));
});

describe('the order in which gates of a phase run', () => {
  function check(tasks: Record<string, string[]>, expected: string): void {
    const given = Object.entries(tasks).map(([key, dependsOn]) => ({ key, dependsOn }));
    const ordered = inDependencyOrder(given).map(({ key }) => key);
    assert.equal(ordered.join(' '), expected);
  }
  it('is that of the document', () => check({ a: [], b: [], c: [] }, 'a b c'));
  it('has dependencies first', () => check({ a: ['c'], b: ['a'], c: [] }, 'c a b'));
  it('does not mind what is elsewhere', () => check({ a: ['x'], b: [] }, 'a b'));
  it('ends also in a circle', () => check({ a: ['b'], b: ['a'], c: ['c'] }, 'b a c'));
  it('may be long', () => {
    const chain = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, index): [string, string[]] => [`t${index}`, [`t${index + 1}`]]),
    );
    const given = Object.entries(chain).map(([key, dependsOn]) => ({ key, dependsOn }));
    assert.equal(inDependencyOrder(given)[0]?.key, 't19999');
  });
  it('is read off the document', () => {
    const tasks = '### Issue #1: A\n**Depends on:** #2\n### Issue #2: B\n**Status:** Open\n';
    const { snapshot } = featureFixture(`# Plan\n${tasks}`);
    const [one, two] = provideOutline(snapshot)?.tasks ?? [];
    assert.deepEqual(one?.dependsOn, [two?.key]);
  });
});
