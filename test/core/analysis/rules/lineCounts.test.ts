import { checkFindings, checkFix } from '../../../support/findings.ts';

const FILES = `
  //- /src/store.js
  ${'x\n  '.repeat(40)}
  //- /src/labels.js
  ${'x\n  '.repeat(100)}`;

describe('claim/line-count', () => {
  const check = (markup: string) => checkFindings('claim/line-count', markup);

  it('finds sizes that are off by more than a tenth', () =>
    check(`
      # Roadmap
      ## Issue #1: Split the store
      **Effort:** 1h
      - \`src/store.js\` (60 lines)
      //                ^^ claim/line-count information: src/store.js has 40 lines; this says 60.
      - \`src/labels.js\` (103 lines)
      - \`src/labels.js\` (~80 LOC)
      - \`src/labels.js\` — 1,100 LOC
      //                  ^^^^^ claim/line-count information
      ${FILES.replaceAll('\n', '\n    ')}
    `));

  it('finds them in a table', () =>
    check(`
      # Roadmap
      ## Issue #1: Split the store
      **Effort:** 1h

      | File | Lines | Note |
      |---|---|---|
      | \`src/store.js\` | 400 | too long |
      //                 ^^^ claim/line-count information
      | \`src/labels.js\` | 100 | |
      ${FILES.replaceAll('\n', '\n    ')}
    `));

  it('knows lines from sizes, and what is planned from what is', () =>
    check(`
      # Roadmap
      ## Issue #1: Split the store
      **Effort:** 1h
      - \`src/store.js\` (line 12)
      - \`src/store.js\` (200 lines → 80)
      - \`src/store.js\` (+200 lines)
      - \`src/store.js\` (30+ lines)
      - Create \`src/labels.js\` (200 lines)
      - Create the labels in \`src/labels.js\` (~50 lines)
      ${FILES.replaceAll('\n', '\n    ')}
    `));

  it('doubts what a report of a day says', () =>
    check(`
      //- /docs/status/2025-11-19_15_49-STATUS.md
      # Roadmap
      ## Issue #1: Split the store
      **Effort:** 1h
      - \`src/store.js\` (60 lines)
      //                ^^ claim/line-count hint
      ${FILES.replaceAll('\n', '\n    ')}
    `));

  it('doubts what finished work says', () =>
    check(`
      # Roadmap
      ## Issue #1: Split the store ✅ DONE
      **Effort:** 1h
      - \`src/store.js\` (60 lines)
      //                ^^ claim/line-count hint
      ${FILES.replaceAll('\n', '\n    ')}
    `));

  it('writes the count as it was written', async () => {
    const files = FILES.replace(/^\n {2}/, '').replaceAll('\n  ', '\n');
    const plan = (size: string): string =>
      `//- /plan.md\n# Roadmap\n- [ ] T001 Split \`src/labels.js\` (${size})\n`;
    const text = (size: string): string => `# Roadmap\n- [ ] T001 Split \`src/labels.js\` (${size})`;
    await checkFix('Change to 100', `${plan('300 lines')}${files}`, text('100 lines'));
    await checkFix('Change to 100', `${plan('~1,300 LOC')}${files}`, text('~100 LOC'));
  });
});
