import assert from 'node:assert/strict';
import { type HintChoice, provideInlayHints } from '../../server/src/features/inlayHint.ts';
import { featureFixture } from './support.ts';

const ALL: HintChoice = { totals: true, tasks: true, groups: true };
const NONE: HintChoice = { totals: false, tasks: false, groups: false };

/** Writes the hints into the text in which they are shown, as `‹3/5›`. */
function checkHints(marked: string, show: Partial<HintChoice>, config = ''): void {
  const text = marked.replace(/‹[^›]*›/g, '');
  const { snapshot } = featureFixture(text + config);
  const { source } = snapshot.document;
  const hints = provideInlayHints(snapshot, { from: 0, to: source.length }, { ...NONE, ...show });
  const shown = hints
    .map(({ position, label }) => ({
      at: source.offsetAt(position),
      label: typeof label === 'string' ? label : '',
    }))
    .sort((a, b) => b.at - a.at)
    .reduce((so, { at, label }) => `${so.slice(0, at)}‹${label}›${so.slice(at)}`, source.text);
  assert.equal(shown, marked);
}

const PLAN = `# Roadmap
## High Priority (P1) - Soon (2 tasks, 10 hours)
### P1-1: Store
**Effort:** 2-3 hours
**Acceptance Criteria:**
- [x] a
- [x] b
- [ ] c
### P1-2: Cache ✅ Done
**Effort:** 30 min

## Summary
**P1:** 4 tasks, 10 hours
`;

describe('Inlay hints', () => {
  it('are what totals come to', () =>
    checkHints(
      PLAN.replace('Soon (2 tasks, 10 hours', '$&‹= 2.5–3.5 h›').replace(
        '**P1:** 4 tasks, 10 hours',
        '**P1:** 4‹= 2› tasks, 10 hours‹= 2.5–3.5 h›',
      ),
      { totals: true },
    ));

  it('are the criteria of tasks and the tasks of phases', () => {
    checkHints(PLAN.replace('P1-1: Store', '$&‹2/3›'), { tasks: true });
    checkHints(PLAN.replace('(2 tasks, 10 hours)', '$&‹1/2›'), { groups: true });
  });

  it('are none that nobody wants, and none in what is no roadmap', () => {
    checkHints(PLAN, {});
    checkHints('# Notes\n\n**Total:** 3 hours\n', ALL);
  });

  it('say what cannot be added, in the hours of the project', () => {
    const plan = (sum: string) => `# Roadmap
## Phase 1 (10 hours‹= ${sum} + 1 without an estimate›)
- [ ] T001 a (1 day)
- [ ] T002 b (2h)
- [ ] T003 c`;
    checkHints(plan('10 h'), { totals: true });
    checkHints(plan('8 h'), { totals: true }, '\n//- /.roadgate.yaml\neffort:\n  hoursPerDay: 6\n');
  });

  it('leave totals alone that are no sums', () =>
    checkHints(
      `# Roadmap
## Phase 1
- [ ] T001 a (2h)

## Summary
**Total remaining:** 1 hour
`,
      { totals: true },
    ));

  it('leave out what a total leaves out', () =>
    checkHints(
      `# Roadmap
## Phase 1 (4 hours‹= 4 h›)
- [ ] T001 a (4h)
- [ ] T002 b, optional (3h)
`,
      { totals: true },
    ));

  it('leave out what is not all that is summed', () =>
    checkHints(
      `# Roadmap
## Week 2 (7 hours)
- #12 (3h)
- [ ] T009 x (1h)
- [ ] T010 y (1h)
## Tasks
### #12: a
**Effort:** 3h
`,
      { totals: true },
    ));

  it('stand in the range that is asked for', () => {
    const { snapshot } = featureFixture(PLAN);
    const { source } = snapshot.document;
    const linesOf = (first: number, last: number) =>
      provideInlayHints(
        snapshot,
        { from: source.lineSpan(first).from, to: source.lineSpan(last).to },
        ALL,
      ).map(({ position }) => position.line);
    assert.deepEqual(linesOf(0, 2), [1, 2, 1]);
    assert.deepEqual(linesOf(3, 9), []);
    assert.deepEqual(linesOf(10, 12), [12, 12]);
  });

  it('explain themselves', () => {
    const { snapshot } = featureFixture(PLAN);
    const hints = provideInlayHints(snapshot, { from: 0, to: snapshot.document.source.length }, ALL);
    assert.deepEqual(
      hints.map(({ tooltip }) => tooltip),
      [
        '1 of 2 tasks done',
        '2 of 3 criteria met',
        'The sum of 2 estimates',
        'The tasks that are there',
        'The sum of 2 estimates',
      ],
    );
  });
});
