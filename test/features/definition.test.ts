import assert from 'node:assert/strict';
import { provideDefinition } from '../../server/src/features/definition.ts';
import { featureFixture, pathOf, placeIn } from './support.ts';

/** Where the text under `<|>` leads: `path:line`, 1-based, with the text that is underlined. */
function checkDefinition(markup: string, expected: readonly string[]): void {
  const test = featureFixture(markup);
  const links = provideDefinition(test.snapshot, placeIn(test));
  const lines = test.snapshot.document.source.text.split('\n');
  const found = links.map(({ originSelectionRange: origin, targetUri, targetSelectionRange: target }) => {
    const line = origin ? (lines[origin.start.line] ?? '') : '';
    const text = line.slice(origin?.start.character, origin?.end.character);
    return `${text} -> ${pathOf(targetUri)}:${target.start.line + 1}`;
  });
  assert.deepEqual(found, expected);
}

describe('Go to definition', () => {
  it('leads from a dependency to its task', () => {
    checkDefinition('# P\n### Issue #4: A\n**Status:** Open\n### Issue #5: B\n**Depends on:** #<|>4\n', [
      '#4 -> /plan.md:2',
    ]);
  });

  it('leads to the plan before a status page that is nearer', () => {
    checkDefinition(
      `
      //- /docs/part.md
      # P
      ### Issue #5: B
      **Status:** Open
      **Depends on:** #<|>4
      //- /docs/STATUS.md
      # Status
      | ID | Status |
      | --- | --- |
      | #4 | Done |
      | #7 | Open |
      //- /docs/other.md
      # Other parts
      | ID | Task | Status |
      | --- | --- | --- |
      | #4 | Another | Done |
      | #9 | More | Open |
      //- /PLAN.md
      # Plan
      ### Issue #4: A
      **Status:** Open
      ### Issue #6: C
      **Status:** Open
      `,
      ['#4 -> /PLAN.md:2', '#4 -> /docs/STATUS.md:4', '#4 -> /docs/other.md:4'],
    );
  });

  it('leads to the plan before the list of a status page that is nearer', () => {
    checkDefinition(
      `
      //- /docs/part.md
      # P
      ### Issue #5: B
      **Depends on:** #<|>4
      //- /docs/progress.md
      # Where we are
      - [x] #4: A
      - [ ] #7: B
      //- /PLAN.md
      # Plan
      ### Issue #4: A
      **Status:** Open
      ### Issue #6: C
      **Status:** Open
      `,
      ['#4 -> /PLAN.md:2', '#4 -> /docs/progress.md:2'],
    );
  });

  it('leads to a task of another document', () => {
    checkDefinition(
      `
      # P
      ### Issue #5: B
      **Status:** Open
      **Depends on:** #<|>4
      //- /other.md
      # Other
      ### Issue #4: A
      **Status:** Open
      ### Issue #6: C
      **Status:** Open
      `,
      ['#4 -> /other.md:2'],
    );
  });

  it('leads from a reference to the lines it names', () => {
    checkDefinition(
      `
      # P
      ### Issue #5: B
      **Status:** Open

      See \`src/a.js:<|>7-9\`.
      //- /src/a.js
      `,
      ['src/a.js:7-9 -> /src/a.js:7'],
    );
  });

  it('leads to the range under the cursor', () => {
    checkDefinition(
      `
      # P
      ### Issue #5: B
      **Status:** Open

      See \`src/a.js:7,1<|>2\`.
      //- /src/a.js
      `,
      ['src/a.js:7,12 -> /src/a.js:12'],
    );
  });

  it('offers all files that a name fits', () => {
    checkDefinition(
      `
      # P
      ### Issue #5: B
      **Status:** Open

      See \`a<|>.js\`.
      //- /x/a.js
      //- /y/a.js
      `,
      ['a.js -> /x/a.js:1', 'a.js -> /y/a.js:1'],
    );
  });

  it('knows nothing about plain words', () => {
    checkDefinition('# P\n### Issue #4: A\n**Status:** Open\n\nPlain <|>words.\n', []);
  });
});
