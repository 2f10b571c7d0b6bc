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
