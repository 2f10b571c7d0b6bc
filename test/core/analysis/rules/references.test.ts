import { checkFindings, checkFix } from '../../../support/findings.ts';

describe('reference/missing', () => {
  const check = (markup: string, unlisted: readonly string[] = []) =>
    checkFindings('reference/missing', markup, { unlisted });
  const files = `
      //- /src/store.js
      x
      //- /src/server.js
      x`;

  it('is sure where lines are named', () =>
    check(`
      # Roadmap
      ## Issue #1: Store
      **Status:** In progress
      The pattern of \`src/stroe.js:12\` and \`src/store.js\` is wrong.
      //              ^^^^^^^^^^^^ reference/missing warning: There is no file src/stroe.js; src/store.js exists.
      ${files}`));

  it('is in doubt where the work is done, as it may have put the file elsewhere', () =>
    check(`
      # Roadmap
      ## Issue #1: Store ✅ DONE
      **Effort:** 1h
      The list lives in \`src/list.js\` beside \`src/store.js\`.
      //                 ^^^^^^^^^^^ reference/missing information
      ${files}`));

  it('says nothing of what is to be created, may be elsewhere, or is a bare name', () =>
    check(`
      # Roadmap
      ## Issue #1: Store
      **Status:** In progress
      **Files:** \`src/store.js\`, \`src/server.js\`
      **Files to create:**
      - \`src/list.js\`

      It is made with Node.js, \`config.py:3\`, \`other/place/x.js:3\`, \`dist/app.js:1\`; \`src/list.js\` is read later.
      ${files}`));

  it('says nothing of files on disk, nor of those behind a link or a submodule', () =>
    check(
      `
      # Roadmap
      ## Issue #1: Store ✅ DONE
      **Effort:** 1h
      See \`src/local.js:1\`, \`lib/deep/x.js:3\` and \`src/store.js\`.
      //- /lib/deep
      ${files}`,
      ['src/local.js'],
    ));

  it('doubts where the sentence itself tells of a move', () =>
    check(`
      # Roadmap
      ## Issue #1: Store ✅ DONE
      **Effort:** 1h
      Nothing of \`src/list.js:12\` is used; it was replaced by \`src/store.js\`.
      //          ^^^^^^^^^^^ reference/missing hint
      ${files}`));

  it('doubts what an archive or a finished plan tells', async () => {
    const tasks = `
      # Roadmap
      - [x] T001 Fix \`src/list.js:12\` and \`src/store.js\`
      //              ^^^^^^^^^^^ reference/missing hint
      - [ ] T002 b
      - [ ] T003 c`;
    await check(`//- /docs/archive/plan.md${tasks}${files}`);
    await check(`//- /docs/task-history.md${tasks}${files}`);
    await check(`//- /docs/plan.md${tasks.replaceAll('[ ]', '[x]')}${files}`);
  });

  it('doubts what lies in a folder of finished or saved plans', async () => {
    const tasks = `
      # Roadmap
      - [x] T001 Fix \`src/list.js:12\`
      //              ^^^^^^^^^^^ reference/missing hint
      - [ ] T002 Read \`src/store.js\``;
    await check(`//- /docs/backup-docs/plan.md${tasks}${files}`);
    await check(`//- /backlog/completed/plan.md${tasks}${files}`);
  });

  it('is in doubt about directories, names to fill in, and folders that are not there', () =>
    check(`
      # Roadmap
      - [x] T001 Make \`src/empty/\`, \`src/[name]/plan.js\` and \`src/store.js\`
      //               ^^^^^^^^^^ reference/missing information
      //                             ^^^^^^^^^^^^^^^^^^ reference/missing information
      - [x] T002 Write \`src/types/other/kinds.js\`
      //                ^^^^^^^^^^^^^^^^^^^^^^^^ reference/missing information
      - [ ] T003 Read \`src/server.js\` and \`src/store.js\`
      - [ ] T004 Check \`src/server.js\`
      - [ ] T005 See \`src/run tests.js:2\`, which may be a command
      //              ^^^^^^^^^^^^^^^^ reference/missing information
      ${files}`));

  it('tells paths that are there in other letters, whatever folder they name', () =>
    check(`
      # Roadmap
      - [ ] T001 Read \`Src/Server.js\`, \`src/SERVER.js\` and \`Other/server.js\`
      //               ^^^^^^^^^^^^^ reference/missing information: There is no file Src/Server.js; src/server.js exists.
      //                                ^^^^^^^^^^^^^ reference/missing information
      - [ ] T002 Read \`src/server.js\`
      - [ ] T003 Check \`src/server.js\`
      - [ ] T004 Test \`src/server.js\`
      ${files}`));

  it('tells a slip in the name of a folder, whatever else the document names', async () => {
    await check(`
      # Roadmap
      ## Issue #1: Store
      **Status:** In progress
      The pattern of \`scr/store.js\` is wrong, and so is scr/server.js.
      //              ^^^^^^^^^^^^ reference/missing warning: There is no file scr/store.js; src/store.js exists.
      //                                                ^^^^^^^^^^^^^ reference/missing information
      ${files}`);
    await check(`
      //- /docs/plan.md
      # Roadmap
      - [ ] T001 Read \`giudes/list.md\` and \`../scr/store.js\`
      //               ^^^^^^^^^^^^^^ reference/missing warning: There is no file giudes/list.md; docs/guides/list.md exists.
      //                                    ^^^^^^^^^^^^^^^ reference/missing warning
      - [ ] T002 Read \`src/store.js\`
      //- /docs/guides/list.md
      x
      ${files}`);
    await check(`
      # Roadmap
      - [ ] T001 Read \`src/order/list.js:1\`
      //               ^^^^^^^^^^^^^^^^^ reference/missing warning: There is no file src/order/list.js; src/orders/list.js exists.
      - [ ] T002 Read \`src/store.js\`
      //- /src/orders/list.js
      x
      ${files}`);
  });

  it('says nothing of a folder that may be another, or is yet to come', () =>
    check(`
      # Roadmap
      - [ ] T001 Create \`scr/store.js\`
      - [ ] T002 Read \`arc/store.js\`, \`src/store.js\` and \`scr/list.js\`
      - [ ] T003 Move \`src/server.js\` to \`scr/server.js\`
      //                                  ^^^^^^^^^^^^^ reference/missing hint
      ${files}`));

  it('doubts what is told to be gone, in whatever language', () =>
    check(`
      # Roadmap
      - [x] T001 \`src/list.js\` 삭제
      //          ^^^^^^^^^^^ reference/missing hint
      - [x] T002 Fichier \`src/cart.js\` déplacé
      //                  ^^^^^^^^^^^ reference/missing hint
      - [ ] T003 Read \`src/store.js\` and \`src/server.js\`
      ${files}`));

  it('takes an open box of a done task for work to come', () =>
    check(`
      # Roadmap
      - [x] T001 Store
        - [ ] Write \`src/store.test.js\`
      //             ^^^^^^^^^^^^^^^^^ reference/missing hint
        - [x] Write \`src/list.js\`
      //             ^^^^^^^^^^^ reference/missing information
      - [ ] T002 Read \`src/store.js\` and \`src/server.js\`
      ${files}`));

  it('says nothing of a plan that speaks that speaks of another project', () =>
    check(`
      # Roadmap
      ## Issue #1: Store ✅ DONE
      **Effort:** 1h
      See \`src/a.js:1\`, \`src/b.js:1\`, \`src/c.js:1\` and \`src/store.js\`.
      ${files}`));

  it('changes to the nearest name', () =>
    checkFix(
      'Change to src/store.js',
      `
//- /plan.md
# Roadmap
- [x] T001 Fix \`src/stroe.js:1\` like \`src/store.js\`
- [ ] T002 b
//- /src/store.js
x
`,
      '# Roadmap\n- [x] T001 Fix `src/store.js:1` like `src/store.js`\n- [ ] T002 b',
    ));

  it('changes a misspelt folder, however short the name of the file', () =>
    checkFix(
      'Change to src/a.js',
      `
//- /plan.md
# Roadmap
- [x] T001 Fix \`scr/a.js:1\` like \`src/b.js\`
- [ ] T002 b
//- /src/a.js
x
//- /src/b.js
x
`,
      '# Roadmap\n- [x] T001 Fix `src/a.js:1` like `src/b.js`\n- [ ] T002 b',
    ));
});

describe('reference/line-out-of-range', () => {
  const check = (markup: string) => checkFindings('reference/line-out-of-range', markup);

  it('is less sure of a bare name behind a path of another repository', () =>
    check(`
      # Roadmap
      - [ ] T001 The token is empty (\`parcel-server/src/hooks/parcel.ts:4\`;
        \`settings.yml:45\`).
      //              ^^ reference/line-out-of-range information
      - [ ] T002 The token is empty (\`src/hooks/own.ts:1\`; \`settings.yml:45\`)
      //                                                                 ^^ reference/line-out-of-range warning
      - [ ] T003 Compare \`parcel-server/src/hooks/parcel.ts:4\`. The token in \`settings.yml:45\` is ours
      //                                                                                   ^^ reference/line-out-of-range warning
      //- /settings.yml
      a: 1
      //- /src/hooks/own.ts
      a
    `));
  const files = `
      //- /src/store.js
      1
      2
      3
      4
      5`;

  it('counts the lines of the file', () =>
    check(`
      # Roadmap
      - [ ] T001 Fix \`src/store.js:5\` and \`src/store.js:2-9\`
      //                                                ^^^ reference/line-out-of-range warning: src/store.js has 5 lines: 2-9 should end at 5.
      - [ ] T005 Split \`src/store.js:1-900\`
      //                             ^^^^^ reference/line-out-of-range warning: src/store.js has 5 lines: there is no line 900.
      - [ ] T006 Split \`src/store.js:1-24\`
      //                             ^^^^ reference/line-out-of-range warning: src/store.js has 5 lines: there is no line 24.
      - [ ] T007 Correct the notes (they point at a non-existent \`src/store.js:90\`)
      //                                                                       ^^ reference/line-out-of-range information
      - [ ] T008 The citation \`src/store.js:70\` below no longer resolves
      //                                    ^^ reference/line-out-of-range information
      - [ ] T002 Fix \`src/store.js:3,40\`
      //                             ^^ reference/line-out-of-range warning: src/store.js has 5 lines: there is no line 40.
      - [ ] T004 Put a note at \`src/store.js:0\`
      //                                     ^ reference/line-out-of-range information
      - [ ] T003 Fix \`src/store.js:4-2\`
      //                           ^^^ reference/line-out-of-range warning: The lines are reversed: 4-2 should be 2-4.
      ${files}`));

  it('is in doubt about a file found by its bare name', () =>
    check(`
      # Roadmap
      - [ ] T001 Fix \`server.js:40\`
      //                        ^^ reference/line-out-of-range information
      - [ ] T002 b
      //- /src/server.js
      1`));

  it('is in doubt about a file found by the end of its path', () =>
    check(`
      # Roadmap
      - [ ] T001 Fix \`core/server.js:40\` of the other repository
      //                             ^^ reference/line-out-of-range information
      - [ ] T002 b
      //- /src/core/server.js
      1`));

  it('is in doubt about a bare name if another file of that name has the lines', () =>
    check(`
      # Roadmap
      - [ ] T001 Fix \`server.js:2\` and \`src/server.js:9\`
      //                        ^ reference/line-out-of-range information
      //                                              ^ reference/line-out-of-range warning
      - [ ] T002 b
      //- /server.js
      //- /src/server.js
      1
      2
      3`));

  it('is in doubt about a column of its own, which may hold sizes', () =>
    check(`
      # Roadmap
      - [ ] T001 a
      - [ ] T002 b

      | File | Line |
      | --- | --- |
      | \`src/store.js\` | 40 |
      //                 ^^ reference/line-out-of-range information
      ${files}`));

  it('is in doubt about lines that an item above is about', () =>
    check(`
      # Roadmap
      - [ ] T001 a
      1. **Line 30-60:** Load the keys
         - The store: \`src/store.js\` (line 42)
      //                                   ^^ reference/line-out-of-range information
         - Further on: \`src/store.js\` (line 70)
      //                                    ^^ reference/line-out-of-range warning
      ${files}`));

  it('bears with the empty line that editors show at the end', () =>
    check(`
      # Roadmap
      - [ ] T001 Fix \`src/store.js:6\`
      - [ ] T002 b
      ${files}`));

  const wrong = (range: string, right: string) => {
    const text = `# Roadmap\n- [ ] T001 Fix \`src/store.js:${range}\`\n- [ ] T002 b\n`;
    return checkFix(
      `Change to ${right}`,
      `${text}//- /src/store.js\n1\n2\n3\n`,
      text.replace(range, right).trimEnd(),
    );
  };

  it('ends a range at the last line', () => wrong('2-9', '2-3'));
  it('keeps the dash that was written', () => wrong('2–9', '2–3'));
  it('swaps a reversed range', () => wrong('3-1', '1-3'));
});
