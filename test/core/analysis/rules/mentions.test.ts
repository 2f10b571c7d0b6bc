import { checkFindings, checkFix } from '../../../support/findings.ts';

const FILES = `
      //- /src/parcels/check.js
      x
      //- /src/labels/check.js
      x
      //- /src/index.js
      x
      //- /src/labels/index.js
      x`;

describe('reference/ambiguous', () => {
  const check = (markup: string) => checkFindings('reference/ambiguous', markup);

  it('finds lines and folders that several files match, and doubts bare names', () =>
    check(`
      # Roadmap
      ## Issue #1: Check
      **Effort:** 1h
      See \`check.js:1\` for the rule.
      //   ^^^^^^^^ reference/ambiguous information: check.js may be any of 2 files: src/labels/check.js, src/parcels/check.js.
      See \`check.js\` for the rule, \`labels/check.js\` and \`index.js\`.
      //   ^^^^^^^^ reference/ambiguous hint
      ${FILES}`));

  it('says nothing of what was, or is to be', () =>
    check(`
      # Roadmap
      ## Issue #1: Check ✅ DONE
      **Effort:** 1h
      See \`check.js\`. Removed \`check.js:3\`.
      ## Issue #2: Check more
      **Effort:** 1h
      Create \`check.js\`.
      ${FILES}`));

  it('takes the one file that has the lines', () =>
    check(`
      # Roadmap
      ## Issue #1: Check
      **Effort:** 1h
      See \`check.js:2\`; \`check.js:1\` is right, \`check.js:90\` is wrong.
      //                 ^^^^^^^^ reference/ambiguous information
      //                                        ^^^^^^^^ reference/ambiguous information
      //- /src/parcels/check.js
      x
      y
      //- /src/labels/check.js
      x`));

  it('offers the files, the nearest first', () => {
    const plan = '# Roadmap\n- [ ] T001 Fix `labels/check.js`\n';
    const files = ['/a/labels/check.js', '/b/labels/check.js'].map((path) => `//- ${path}\nx`).join('\n');
    return checkFix(
      'Change to a/labels/check.js',
      `//- /a/docs/plan.md\n${plan}${files}`,
      '# Roadmap\n- [ ] T001 Fix `a/labels/check.js`',
    );
  });
});

describe('reference/glob-empty', () => {
  it('finds patterns in folders of the project', () =>
    checkFindings(
      'reference/glob-empty',
      `
      # Roadmap
      ## Issue #1: Check
      **Effort:** 1h
      Read \`src/labels/*.ts\` and \`src/labels/*.js\`, \`dist/*.js\`, \`other/*.js\`.
      //    ^^^^^^^^^^^^^^^ reference/glob-empty hint: No file matches src/labels/*.ts.
      Add tests in \`src/labels/*.test.js\`.
      ${FILES}`,
    ));
});

describe('reference/already-exists', () => {
  const check = (markup: string) => checkFindings('reference/already-exists', markup);

  it('finds the first mention of a file that is there', () =>
    check(`
      # Roadmap
      ## Issue #1: Check
      **Effort:** 1h
      Create \`src/labels/check.js\`. Create \`src/labels/draw.js\`.
      //      ^^^^^^^^^^^^^^^^^^^ reference/already-exists hint: src/labels/check.js is to be created, and exists already.
      **Files to create:**
      - \`src/labels/check.js\`
      ${FILES}`));

  it('says nothing of work that has begun, and of files found by their name alone', () =>
    check(`
      # Roadmap
      ## Issue #1: Check
      **Status:** In progress
      Create \`src/labels/check.js\`.
      ## Issue #2: Draw
      **Effort:** 1h
      - [x] Create \`src/parcels/check.js\`
      - [ ] Create \`src/index.js\`
      ## Issue #3: Print
      **Effort:** 1h
      Create \`check.js\`.
      ${FILES}`));
});
