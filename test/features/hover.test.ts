import assert from 'node:assert/strict';
import { type BranchStates, NO_BRANCHES } from '../../server/src/core/branches/states.ts';
import { provideHover } from '../../server/src/features/hover.ts';
import type { TaskResults } from '../../server/src/features/snapshot.ts';
import { MERGED, statesOf } from '../support/branchStates.ts';
import { dedent } from '../support/fixture.ts';
import { featureFixture, NO_RESULTS, pathOf, placeIn } from './support.ts';

/** The hover at `<|>` as Markdown, with URIs shortened to paths; an empty text: none. */
async function checkHover(
  markup: string,
  expected: string,
  results: TaskResults = NO_RESULTS,
  branches: BranchStates = NO_BRANCHES,
): Promise<void> {
  const test = featureFixture(markup);
  const hover = await provideHover({ ...test.snapshot, branches }, placeIn(test), {
    results,
    readText: (uri) => test.source.readText(pathOf(uri).slice(1)),
  });
  const contents = hover?.contents;
  const value = contents && typeof contents === 'object' && 'value' in contents ? contents.value : '';
  assert.equal(value.replaceAll('file:///project', ''), dedent(expected).trimEnd());
}

describe('Hover of a task with a pull request', () => {
  it('tells where that stands', async () => {
    const test = featureFixture('# Plan\n### #4: A\n**Status:** Open\n### #5: B\n**Depends on:** #<|>4\n');
    const standing = { number: 7, state: 'merged', draft: false, checks: null, review: null } as const;
    const hover = await provideHover(test.snapshot, placeIn(test), {
      results: NO_RESULTS,
      pullRequests: () => standing,
      readText: () => Promise.resolve(undefined),
    });
    assert.match(JSON.stringify(hover?.contents), /Pull request \\\\?#7: merged/);
  });
});

describe('Hover of a task whose gate runs in a module', () => {
  it('says where, and why', async () => {
    const task =
      '### #4: A\n**Status:** Open\n**Files:** `api/a.ts`\n\n**Validate:**\n```bash\nnpm test\n```\n### #5: B\n**Depends on:** #<|>4\n';
    const test = featureFixture(`//- /plan.md\n# Plan\n${task}//- /api/package.json\n{}\n//- /api/a.ts\n`);
    const hover = await provideHover(test.snapshot, placeIn(test), {
      results: NO_RESULTS,
      readText: () => Promise.resolve(undefined),
    });
    assert.match(
      JSON.stringify(hover?.contents),
      /Gate runs in `api` \(the package\S*json of the task's files\)/,
    );
  });
});

const TASKS = `
  # Plan
  ### Issue #4: Round prices
  **Status:** In progress
  **Effort:** 3 hours
  **Branch:** \`fix/round\`

  **Acceptance Criteria:**
  - [x] Cents are whole
  - [ ] Tax is *added* last
  ### Issue #5: Send a mail
`;

describe('Hover', () => {
  it('shows what a dependency is', async () => {
    await checkHover(
      `${TASKS}
  **Depends on:** #<|>4
      `,
      `
      **\\#4 Round prices**

      in progress · 1 of 2 criteria met · 3 hours · \`fix/round\`

      - ☐ Tax is \\*added\\* last

      [plan.md:2](</plan.md#L2>)
      `,
    );
  });

  it('tells how the branch is', async () => {
    await checkHover(
      `${TASKS}
  **Depends on:** #<|>4
      `,
      `
      **\\#4 Round prices**

      in progress · 1 of 2 criteria met · 3 hours

      \`fix/round\` is there, merged into main.

      - ☐ Tax is \\*added\\* last

      [plan.md:2](</plan.md#L2>)
      `,
      NO_RESULTS,
      statesOf({ ...MERGED, name: 'fix/round' }),
    );
  });

  it('shows it where the id is mentioned in a sentence', async () => {
    await checkHover(
      `
      # Plan
      ### Issue #4: Round prices
      **Status:** Done
      ### Issue #5: Send a mail
      **Status:** Open

      Comes after issue #<|>4.
      `,
      `
      **\\#4 Round prices**

      done

      [plan.md:2](</plan.md#L2>)
      `,
    );
  });

  it('takes a bare number for a number', async () => {
    await checkHover('# Plan\n### Task 4: A\n**Status:** Open\n\nWait for <|>4 days.\n', '');
  });

  it('tells the last result of the gate', async () => {
    await checkHover(
      '# Plan\n### Issue #<|>4: A\n**Status:** Open\n',
      `
      **\\#4 A**

      to do · ✓ gate passed just now at 4f26a87, 0.4 s

      [plan.md:2](</plan.md#L2>)
      `,
      () => ({ outcome: 'passed', commit: '4f26a87', fresh: true, age: 0, duration: 400 }),
    );
  });

  it('shows the lines that a reference means', async () => {
    await checkHover(
      `
      # Plan
      ### Issue #4: A
      **Status:** Open

      See \`src/price.js:<|>2-3\`.
      //- /src/price.js
      const a = 1;
      const b = 2;
      const c = 3;
      `,
      `
      [src/price.js](</src/price.js#L2>)

      \`\`\`javascript
      const b = 2;
      const c = 3;
      \`\`\`
      `,
    );
  });

  it('says how a file was found', async () => {
    await checkHover(
      `
      # Plan
      ### Issue #4: A
      **Status:** Open

      See \`pri<|>ce.js\`.
      //- /src/price.js
      const a = 1;
      `,
      '[src/price.js](</src/price.js>) · the only file of this name',
    );
  });

  it('says that lines are past the end', async () => {
    await checkHover(
      `
      # Plan
      ### Issue #4: A
      **Status:** Open

      See \`src/price.js:9<|>0\`.
      //- /src/price.js
      const a = 1;
      `,
      `
      [src/price.js](</src/price.js#L90>)

      The file has 1 line; there is no line 90.
      `,
    );
  });

  it('shows no more of a file than a person reads', async () => {
    const many = Array.from({ length: 40 }, (_, index) => `line ${index + 1}`).join('\n');
    const hover = (reference: string) =>
      `# Plan\n### Issue #4: A\n**Status:** Open\n\nSee \`src/<|>a.txt:${reference}\`.\n`;
    const shown = Array.from({ length: 20 }, (_, index) => `line ${index + 2}`).join('\n');
    await checkHover(
      `${hover('2-30')}//- /src/a.txt\n${many}`,
      `[src/a.txt](</src/a.txt#L2>)\n\n\`\`\`txt\n${shown}\n…\n\`\`\``,
    );
    const long = `x${'😀'.repeat(400)}`;
    await checkHover(
      `${hover('1')}//- /src/a.txt\n${long}`,
      `[src/a.txt](</src/a.txt#L1>)\n\n\`\`\`txt\nx${'😀'.repeat(149)}…\n\`\`\``,
    );
    const blocks = [1, 2, 3, 4, 5].map((line) => `\`\`\`txt\nline ${line}\n\`\`\``);
    await checkHover(
      `${hover('1, 2, 3, 4, 5, 6')}//- /src/a.txt\n${many}`,
      ['[src/a.txt](</src/a.txt#L1>)', ...blocks, '…'].join('\n\n'),
    );
  });

  it('shows nothing of a file that is no text', async () => {
    await checkHover(
      '# Plan\n### Issue #4: A\n**Status:** Open\n\nSee `src/<|>a.txt:1`.\n//- /src/a.txt\nP\0NG\n',
      '[src/a.txt](</src/a.txt#L1>)\n\nThe file cannot be read as text.',
    );
  });

  it('lists the files between which a reference does not decide', async () => {
    await checkHover(
      `
      # Plan
      ### Issue #4: A
      **Status:** Open

      See \`pri<|>ce.js\`.
      //- /a/price.js
      //- /b/price.js
      `,
      `
      2 files match \`price.js\`:

      - [a/price.js](</a/price.js>)
      - [b/price.js](</b/price.js>)
      `,
    );
  });

  it('says that a file is missing, and which one is near', async () => {
    await checkHover(
      `
      # Plan
      ### Issue #4: A
      **Status:** Done

      See \`src/pirce<|>.js\`.
      //- /src/price.js
      `,
      'There is no such file: `src/pirce.js`. Nearest: [src/price.js](</src/price.js>).',
    );
  });

  it('escapes what a document says', async () => {
    await checkHover(
      '# Plan\n### Issue #<|>4: ![x](https://example.org/x.png)\n**Status:** Open\n',
      `
      **\\#4 x**

      to do

      [plan.md:2](</plan.md#L2>)
      `,
    );
  });
});
