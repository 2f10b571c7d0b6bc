import type { BranchState } from '../../../../server/src/core/branches/states.ts';
import { MERGED, statesOf } from '../../../support/branchStates.ts';
import { checkFindings, checkFix } from '../../../support/findings.ts';

describe('branch/invalid', () => {
  const check = (markup: string) => checkFindings('branch/invalid', markup);

  it('finds what git would not take', () =>
    check(`
      # Roadmap
      ## Issue #1: Store
      **Branch:** \`feature/the store\`
      //           ^^^^^^^^^^^^^^^^^ branch/invalid error: The task's branch "feature/the store" is not a valid name: it contains a blank.
      ## Issue #2: Server
      **Branch:** feature//server
      //          ^^^^^^^^^^^^^^^ branch/invalid error
      ## Issue #3: Pages
      **Branch:** \`fix/pages.lock\`
      //           ^^^^^^^^^^^^^^ branch/invalid error
      ## Issue #4: Marks
      **Branch:** \`fix/marks:now\`
      //           ^^^^^^^^^^^^^ branch/invalid error
    `));

  it('says nothing of valid names, commands, patterns and other fields', () =>
    check(`
      # Roadmap
      ## Issue #1: Store
      **Branch:** \`feature/store\` (from \`main\`)
      ## Issue #2: Server
      **Branch:** \`git checkout -b feature/server\`
      ## Issue #3: Pages
      **Branch:** \`feature/<name of the page>\`
      ## Issue #4: Marks
      Branch: feature/marks
      Folder: \`specs/marks/\`
      ## Issue #5: Print
      Cut the branch named \`release/\` first.
      **Effort:** 1h
    `));

  it('writes a name that git takes', () =>
    checkFix(
      'Change to feature/the-store',
      '# Roadmap\n## Issue #1: Store\n**Branch:** `feature/the store`\n',
      '# Roadmap\n## Issue #1: Store\n**Branch:** `feature/the-store`\n',
    ));
});

describe('branch/merged-but-open', () => {
  const check = (markup: string, ...all: BranchState[]) =>
    checkFindings('branch/merged-but-open', markup, { branches: statesOf(...all) });

  const task = (fields: string): string => `
      # Roadmap
      ## Issue #1: Store
      ${fields}
    `;

  it('finds a task whose branch is merged, at the name of the branch', () =>
    check(
      `
      # Roadmap
      ## Issue #1: Store
      **Status:** In progress
      **Branch:** \`feature/store\`
      //           ^^^^^^^^^^^^^ branch/merged-but-open information: "feature/store" is merged into main, but #1 is in progress.
      `,
      MERGED,
    ));

  it('says that the commits are others, and finds the branch that the template names', () =>
    check(
      `
      # Roadmap
      ## Issue #1: Store
      // ^^^^^^^^^^^^^^^ branch/merged-but-open: "task/1-store" is merged into main (squashed or rebased), but #1 is to do.
      **Status:** Open
      `,
      { ...MERGED, name: 'task/1-store', merged: 'changes' },
    ));

  it('says nothing of tasks that are done, put off or given up', async () => {
    for (const status of ['Done', 'Deferred', 'Cancelled'])
      await check(task(`**Status:** ${status}\n      **Branch:** feature/store`), MERGED);
    await check(task('**Branch:** feature/store\n      - [x] Writes'), MERGED);
  });

  it('says nothing of branches that are not merged, and of the base itself', async () => {
    await check(task('**Status:** Open\n      **Branch:** feature/store'), { ...MERGED, merged: null });
    await check(task('**Status:** Open\n      **Branch:** feature/other'), MERGED);
    await check(task('**Status:** Open\n      **Branch:** main'), { ...MERGED, name: 'main' });
  });

  it('marks the task done', () =>
    checkFix(
      'Mark #1 done',
      '# Roadmap\n## Issue #1: Store\n**Status:** In progress\n**Branch:** feature/store\n',
      '# Roadmap\n## Issue #1: Store\n**Status:** Done\n**Branch:** feature/store\n',
      { branches: statesOf(MERGED) },
    ));
});
