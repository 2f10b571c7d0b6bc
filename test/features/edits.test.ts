import assert from 'node:assert/strict';
import { provideAddGate, provideSetChecked } from '../../server/src/features/edits.ts';
import { SourceText } from '../../server/src/core/text/source.ts';
import type { EditAnswer } from '../../server/src/protocol/edits.ts';
import { featureFixture } from './support.ts';

const PLAN = '# P\n### Issue #4: A\n**Acceptance Criteria:**\n- [ ] a\n- [x] b\n';

/** The whole text after the edits of an answer for version 1. */
function apply(text: string, answer: EditAnswer): string {
  assert(answer.kind === 'edits', 'refused');
  assert.equal(answer.version, 1);
  const source = new SourceText(text);
  const changes = answer.edits
    .map(({ range, newText }) => ({
      from: source.offsetAt(range.start),
      to: source.offsetAt(range.end),
      text: newText,
    }))
    .sort((a, b) => b.from - a.from);
  return source.withChanges(changes).text;
}

function keyOf(text: string): string {
  const { snapshot } = featureFixture(PLAN);
  return snapshot.document.tasks[0]?.items.find((item) => item.text === text)?.key ?? '';
}

describe('Edits for the views', () => {
  it('tick and clear one box', () => {
    const { snapshot } = featureFixture(PLAN);
    assert.equal(apply(PLAN, provideSetChecked(snapshot, keyOf('a'), true)), PLAN.replace('[ ] a', '[x] a'));
    assert.equal(apply(PLAN, provideSetChecked(snapshot, keyOf('b'), false)), PLAN.replace('[x] b', '[ ] b'));
  });

  it('add a gate to a task', () => {
    const { snapshot } = featureFixture(PLAN);
    const after = apply(PLAN, provideAddGate(snapshot, snapshot.document.tasks[0]?.key ?? ''));
    assert.match(after, /```bash\n/);
    assert(after.startsWith(PLAN.trimEnd()));
  });

  it('are refused with a reason for what is gone', () => {
    const { snapshot } = featureFixture(PLAN);
    assert.equal(provideSetChecked(snapshot, 'gone', true).kind, 'refused');
    assert.equal(provideAddGate(snapshot, 'gone').kind, 'refused');
  });
});
