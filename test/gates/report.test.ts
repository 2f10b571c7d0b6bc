import assert from 'node:assert/strict';
import { DOCUMENT_KEY } from '../../server/src/core/model/gateKeys.ts';
import { gateReport } from '../../server/src/gates/report.ts';
import type { GateResult } from '../../server/src/protocol/gates.ts';
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
  it('has a row for a phase and for the document behind the tasks', () => {
    const plan = `# Plan\n## Phase 1: X\n${gate}### Issue #1: A\n**Validate:** \`make a\`\n## Validation\n\`\`\`sh\nmake all\n\`\`\`\n`;
    const whole = provideOutline(featureFixture(plan).snapshot);
    assert(whole);
    const own = result(DOCUMENT_KEY, 'passed', true, null);
    const report = gateReport(
      [{ name: 'PLAN.md', outline: whole, results: new Map([[own.task, own]]) }],
      NOW,
    );
    assert.deepEqual(
      report.split('\n').filter((line) => /^(?:\| (?!Task|-)|#|\d)/.test(line)),
      [
        '# Gate report',
        '1 passed, 2 not run.',
        '## PLAN.md',
        '| _the document itself_ | ✓ passed | 2 min ago | `4f26a87` | 3.1 s |',
        '### Phase 1 X',
        '| \\#1 A | ○ not run |  |  |  |',
        '| _the phase itself_ | ○ not run |  |  |  |',
      ],
    );
  });
  it('says that there is nothing to report', () =>
    assert.equal(gateReport([], NOW), '# Gate report\n\nNo task has a gate.\n'));
});
