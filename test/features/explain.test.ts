import assert from 'node:assert/strict';
import { provideExplanation } from '../../server/src/features/explain.ts';
import { dedent } from '../support/fixture.ts';
import { featureFixture, placeIn } from './support.ts';

const PLAN = `
  # Plan
  ## Phase 1: Tracking
  ### P1-1: Round prices
  **Status:** Done

  **Notes:**
  - Cents <|>are \`whole\`
  ## Phase 2: Mail
  - [ ] P2-1: Send it
`;

function explain(markup: string): ReturnType<typeof provideExplanation> {
  const test = featureFixture(markup);
  return provideExplanation(test.snapshot, placeIn(test).line);
}

describe('The explanation of a line', () => {
  it('is a text that says why the line is no task, and what to do', () => {
    const { markdown, ...rest } = explain(PLAN);
    assert.deepEqual(rest, { version: 1, line: 7, kind: 'text', task: 'phase-1/p1-1' });
    assert.equal(
      markdown,
      dedent(`
        # Line 7 is no task

        > \`\` - Cents are \`whole\` \`\`

        - **Why:** It is a plain list item inside a task, below “Notes” (line 6), which is a description: neither criteria nor deliverables nor steps.
        - **Belongs to:** the task \`P1-1\` (line 3)
        - **Markdown:** a list item, without a box
        - **Below:** “Plan” (line 1) › “Phase 1: Tracking” (line 2) › “P1-1: Round prices” (line 3)
        - **Document:** a roadmap: title names a plan, file name names a plan, a heading names a plan and 2 more signs

        ## What to do

        - A box makes it a step of the task: \`\` - [ ] Cents are \`whole\` \`\`.
        - Below a label such as \`**Acceptance criteria:**\` it is a criterion.
      `),
    );
  });

  it('names the task that a line is', () => {
    const { kind, task } = explain(PLAN.replace('<|>', '').replace('Send', '<|>Send'));
    assert.deepEqual([kind, task], ['task', 'phase-2/p2-1']);
  });

  it('follows the settings of the project', () => {
    const { markdown } = explain(`
      //- /.roadgate.yaml
      roadmaps:
        exclude: [plan.md]
      //- /plan.md
      # Plan
      - [ ] <|>a
    `);
    assert.match(markdown, /\*\*As a roadmap:\*\* The line would be a task\./);
    assert.match(markdown, /Change `roadmaps` in `\.roadgate\.yaml`/);
  });

  it('takes a line behind the end for the last one', () => {
    const { snapshot } = featureFixture('# Plan\n- [ ] a<|>');
    assert.equal(provideExplanation(snapshot, 99).line, 2);
  });
});
