import assert from 'node:assert/strict';
import { type GateResultOf, provideStatusUpdate } from '../../server/src/features/statusFile.ts';
import type { GateResult } from '../../server/src/protocol/gates.ts';
import { featureFixture } from './support.ts';

const PLAN = `//- /docs/plans/a b.md
# Plan
## Phase 1
### T-1: Keep
**Status:** done
**Validation:**
\`\`\`bash
make test
\`\`\`
### T-2: Show
**Status:** todo
`;

describe('updating a status file', () => {
  it('writes the block of the roadmaps beside it, with ways to them', () => {
    const text = updated(`//- /docs/STATUS.md\n# Status\n\nOurs.\n${PLAN}`);
    assert.match(text, /^# Status\n\nOurs\.\n\n<!-- roadgate-status -->\n/);
    assert.match(text, /\n\*\*\[Plan\]\(plans\/a%20b\.md\)\*\*: 1 of 2 tasks done \(50 %\)\.\n/);
    assert.match(text, /\n- \[T-2: Show\]\(plans\/a%20b\.md#t-2-show\)\n/);
    assert.match(text, /Gates: 1 task with gates, none run yet\./);
  });

  it('tells how gates came out', () => {
    const result: GateResult = {
      uri: '',
      task: '',
      outcome: 'failed',
      commit: '4f26a87',
      start: '2026-03-01T08:00:00.000Z',
      duration: 5,
      fresh: false,
      gates: [],
    };
    const text = updated(`//- /STATUS.md\n# Status\n${PLAN}`, () => result);
    assert.match(text, /Gates: 0 of 1 task passed, 1 failed; last run on 2026-03-01 at 4f26a87\./);
    const running = updated(`//- /STATUS.md\n# Status\n${PLAN}`, () => ({ ...result, outcome: 'running' }));
    assert.match(running, /none run yet/);
  });

  it('changes nothing where it is true, and leaves other status files out', () => {
    const first = updated(`//- /docs/STATUS.md\n# Status\n${PLAN}`);
    const other = '//- /Status.md\n# Roadmap\n- [ ] T-9 a\n';
    const { snapshot } = featureFixture(`//- /docs/STATUS.md\n${first}${PLAN}${other}`);
    assert.deepEqual(
      provideStatusUpdate(snapshot, () => undefined),
      { kind: 'edits', version: 1, edits: [] },
    );
  });

  it('is refused with a reason', () => {
    const { snapshot } = featureFixture('//- /STATUS.md\n# Status\n');
    assert.deepEqual(
      provideStatusUpdate(snapshot, () => undefined),
      {
        kind: 'refused',
        reason: 'No roadmap with tasks is among these files.',
      },
    );
  });
});

/** The text of the first file after its update. */
function updated(markup: string, results: GateResultOf = () => undefined): string {
  const { snapshot } = featureFixture(markup);
  const answer = provideStatusUpdate(snapshot, results);
  if (answer.kind === 'refused') assert.fail(answer.reason);
  const { source } = snapshot.document;
  return answer.edits.reduceRight(
    (text, { range, newText }) =>
      text.slice(0, source.offsetAt(range.start)) + newText + text.slice(source.offsetAt(range.end)),
    source.text,
  );
}
