import assert from 'node:assert/strict';
import { type Drift, driftKey } from '../../../../server/src/core/analysis/drifts.ts';
import { type History, NO_HISTORY } from '../../../../server/src/core/analysis/history.ts';
import type { Whereabouts } from '../../../../server/src/core/history/findLines.ts';
import { checkFindings, checkFix, checkSafeFixes } from '../../../support/findings.ts';
import { uriOf, workspaceFrom } from '../../../support/workspace.ts';

const files = `
      //- /src/store.js
      ${'x\n'.repeat(99)}`;

/** The lines of one file that all references of the first document name are `whereabouts` now. */
function historyOf(markup: string, whereabouts: Whereabouts, path = 'src/store.js'): History {
  const since = {
    id: 'abcdef0123'.repeat(4),
    date: '2025-03-01',
    time: Date.parse('2025-03-01') / 1000,
    subject: 'Plan',
  };
  const { workspace, fixture } = workspaceFrom(markup);
  const document = workspace.documents.get(uriOf(fixture.files[0]?.path ?? ''));
  const entries = document?.references.flatMap((reference) =>
    reference.ranges.map((range): readonly [string, Drift] => [
      driftKey(document, reference, path, range),
      { since, whereabouts },
    ]),
  );
  return { ...NO_HISTORY, drifts: new Map(entries) };
}

describe('reference/drifted', () => {
  const check = (markup: string, whereabouts: Whereabouts) =>
    checkFindings('reference/drifted', markup, { history: historyOf(markup, whereabouts) });
  const fix = (before: string, title: string, after: string, whereabouts: Whereabouts) => {
    const text = (written: string) => `# Roadmap\n- [ ] T001 Fix ${written}\n- [ ] T002 b`;
    const markup = `${text(before)}\n//- /src/store.js\n${'x\n'.repeat(99)}`;
    const history = historyOf(markup, whereabouts);
    return checkFix(`Change to ${title}`, markup, text(after), { history });
  };

  const MOVED: Whereabouts = { kind: 'moved', lines: [41, 41], exact: true };
  const CHANGED: Whereabouts = { kind: 'moved', lines: [41, 45], exact: false };

  it('says where the lines are', () =>
    check(
      `
      # Roadmap
      - [ ] T001 Fix \`src/store.js:29\`
      //                          ^^ reference/drifted information: Line 29 of src/store.js moved to line 41 since this was written (abcdef0, 2025-03-01).
      - [ ] T002 b
      ${files}`,
      MOVED,
    ));

  it('says that they changed on the way', () =>
    check(
      `
      # Roadmap
      - [ ] T001 Fix \`src/store.js:29-32\`
      //                          ^^^^^ reference/drifted information: Lines 29-32 of src/store.js moved to lines 41-45 since this was written (abcdef0, 2025-03-01), with changes.
      - [ ] T002 b
      ${files}`,
      CHANGED,
    ));

  it('says that they went, but not of work that is done', () =>
    check(
      `
      # Roadmap
      - [ ] T001 Fix \`src/store.js:29\`
      //                          ^^ reference/drifted information: Line 29 of src/store.js was removed or rewritten since this was written (abcdef0, 2025-03-01).
      - [x] T002 Fix \`src/store.js:29\`
      - [ ] T003 b
      ${files}`,
      { kind: 'gone' },
    ));

  it('is a hint in done work, in an archive, and for a file found by its name alone', async () => {
    const plan = `
      # Roadmap
      - [x] T001 Fix \`src/store.js:29\`
      //                          ^^ reference/drifted hint
      - [ ] T002 b`;
    await check(`${plan}${files}`, MOVED);
    await check(`//- /archive/plan.md${plan.replace('[x]', '[ ]')}${files}`, MOVED);
    const bare = `
      # Roadmap
      - [ ] T001 Fix \`till.ts:29\`
      //                      ^^ reference/drifted hint
      - [ ] T002 b
      //- /src/till.ts
      x`;
    await checkFindings('reference/drifted', bare, { history: historyOf(bare, MOVED, 'src/till.ts') });
  });

  it('bears with a line nearby where the sentence says about', () =>
    check(
      `
      # Roadmap
      - [ ] T001 Fix \`src/store.js\` (~line 38)
      - [ ] T002 Fix \`src/store.js\` (~line 9)
      //                                    ^ reference/drifted information
      ${files}`,
      MOVED,
    ));

  it('keeps the form in which lines are written', async () => {
    await fix('`src/store.js:29`', '41', '`src/store.js:41`', MOVED);
    await fix('`src/store.js#L29-L32`', '41-L45', '`src/store.js#L41-L45`', CHANGED);
    await fix('`src/store.js:3–9, 20`', '41–45', '`src/store.js:41–45, 20`', CHANGED);
    await fix('`src/store.js` (lines 3 to 9)', '41 to 45', '`src/store.js` (lines 41 to 45)', CHANGED);
  });

  it('is a safe fix in plans, but not in what tells of its time', async () => {
    const after = async (path: string, line: number): Promise<void> => {
      const text = (written: number) => `# Roadmap\n- [ ] T001 Fix \`src/store.js:${written}\`\n- [ ] T002 b`;
      const markup = `//- ${path}\n${text(29)}\n//- /src/store.js\n${'x\n'.repeat(99)}`;
      await checkSafeFixes(markup, text(line), { history: historyOf(markup, MOVED) });
    };
    await after('/docs/plan.md', 41);
    await after('/docs/plan-2025.md', 41);
    await after('/docs/2025-03-01-review.md', 29);
    await after('/docs/REVIEW_20250301.md', 29);
    await after('/docs/2025-03-01/review.md', 29);
    await after('/archive/plan.md', 29);
  });

  it('does not write over a number in a column of its own, which may be a size', async () => {
    const table = `# Roadmap\n- [ ] T001 a\n- [ ] T002 b\n\n| File | Line |\n| --- | --- |\n| \`src/store.js\` | 29 |`;
    const markup = `${table}\n//- /src/store.js\n${'x\n'.repeat(99)}`;
    await assert.rejects(
      checkFix('Change to 41', markup, '', { history: historyOf(markup, MOVED) }),
      /no fix “Change to 41”/,
    );
  });

  it('offers each of several places', () =>
    fix('`src/store.js:29`', '60', '`src/store.js:60`', {
      kind: 'several',
      places: [
        [41, 41],
        [60, 60],
      ],
    }));
});
