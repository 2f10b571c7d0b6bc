import assert from 'node:assert/strict';
import { provideReferences } from '../../server/src/features/references.ts';
import { featureFixture, pathOf, placeIn } from './support.ts';

/** Where the task or file under `<|>` is spoken of: `path:line`, 1-based. */
function checkReferences(markup: string, expected: readonly string[], includeDeclaration = true): void {
  const test = featureFixture(markup);
  const found = provideReferences(test.snapshot, placeIn(test), { includeDeclaration });
  assert.deepEqual(
    found.map(({ uri, range }) => `${pathOf(uri)}:${range.start.line + 1}`),
    expected,
  );
}

describe('Find references', () => {
  const files = `
    # P
    ### Issue #<|>4: A
    **Status:** Open
    ### Issue #5: B
    **Depends on:** #4
    //- /other.md
    # Other plan
    ### Issue #6: C
    **Status:** Open
    **Depends on:** #4
    //- /notes.md
    #4 is no roadmap's
    `;

  it('lists a task id over all roadmaps, the own one first', () => {
    checkReferences(files, ['/plan.md:2', '/plan.md:5', '/other.md:4']);
  });

  it('leaves the declaration out if it is not asked for', () => {
    checkReferences(files, ['/plan.md:5', '/other.md:4'], false);
  });

  it('lists all mentions of a file', () => {
    checkReferences(
      `
      # P
      ### Issue #4: A
      **Status:** Open
      **Files:** \`src/<|>a.js\`
      //- /other.md
      # Other plan
      ### Issue #6: C
      **Status:** Open
      **Files:** \`src/a.js:7\`, \`src/b.js\`
      `,
      ['/plan.md:4', '/other.md:4'],
    );
  });

  it('lists an id with its kind word once', () => {
    checkReferences('# P\n### Task <|>1: A\n**Status:** Open\n\nTask 1 is done.\n', [
      '/plan.md:2',
      '/plan.md:5',
    ]);
  });

  it('takes the name of a phase for that, not for a task with its number', () => {
    const plan = '# P\n## Epic 1: All\n### Issue #<|>1: A\n**Status:** Open\n\nEpic 1 needs issue 1.\n';
    checkReferences(plan, ['/plan.md:3', '/plan.md:6']);
    checkReferences(plan.replace('<|>', '').replace('Epic 1 needs', 'Ep<|>ic 1 needs'), [
      '/plan.md:2',
      '/plan.md:6',
    ]);
  });

  it('takes the row of a status page for what it repeats', () => {
    const files = `
      # P
      ### Issue #<|>4: Show it
      **Status:** Open
      ### Issue #5: B
      **Depends on:** #4
      //- /status.md
      # Status
      | Issue | Title | Status |
      |---|---|---|
      | #4 | Show it | open |
      | #5 | B | done |
      `;
    checkReferences(files, ['/plan.md:2', '/plan.md:5', '/status.md:4']);
    checkReferences(files, ['/plan.md:5', '/status.md:4'], false);
  });

  it('answers nothing where nothing is mentioned', () => {
    checkReferences('# P<|>lan\n### Issue #4: A\n**Status:** Open\n', []);
  });
});
