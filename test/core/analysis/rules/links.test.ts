import { checkFindings, checkFix } from '../../../support/findings.ts';

describe('link/missing', () => {
  const check = (markup: string, unlisted: readonly string[] = []) =>
    checkFindings('link/missing', markup, { unlisted });

  it('reads links from the folder of the document', () =>
    check(`
      //- /docs/plan.md
      # Roadmap
      - [ ] T001 See [a](guide.md), [b](../README.md), [c](/README.md) and [d](img/)
      - [ ] T002 See [a](docs/guide.md)
      //                 ^^^^^^^^^^^^^ link/missing warning: This link leads nowhere: there is no file docs/docs/guide.md; docs/guide.md exists.
      //- /docs/guide.md
      //- /README.md
      //- /docs/img/a.png
    `));

  it('is in doubt where a tool may follow the links of its own folder from the root', () =>
    check(`
      //- /.editor/plans/cache.plan.md
      # Roadmap
      - [ ] T001 See [the store](src/store.ts)
      //                         ^^^^^^^^^^^^ link/missing information
      - [ ] T002 See [it](../src/store.ts) and [that](src/gone.ts)
      //                  ^^^^^^^^^^^^^^^ link/missing warning
      //                                              ^^^^^^^^^^^ link/missing warning
      //- /src/store.ts
    `));

  it('leaves alone what is no file of the project', () =>
    check(`
      # Roadmap
      - [ ] T001 [a](../../issues/12) [b](https://example.org/x.md) [c](#top) [d](link) [e](<path>/x.md)
      - [ ] T002 [f](/docs/page) [g](mailto:a@example.org) [h](../sibling/x.md) [i](www.example.org/a.html)
    `));

  it('takes the line of an editor off the path', () =>
    check(`
      # Roadmap
      - [ ] T001 [a](src/a.ts:12) [b](src/a.ts:12-14) [c](src/gone.ts:3)
      //                                                  ^^^^^^^^^^^^^ link/missing warning: This link leads nowhere: there is no file src/gone.ts.
      - [ ] T002 b
      //- /src/a.ts
    `));

  it('is in doubt about what is told to go', () =>
    check(`
      # Roadmap
      - [ ] T001 Port the old [seed](seed.ts)
      //                             ^^^^^^^ link/missing information
      - [ ] T002 Delete [the cache](cache.ts) and draw anew
      //                            ^^^^^^^^ link/missing information
      - [ ] T003 Read [the page](page.ts) — what draws it (will be replaced)
      //                         ^^^^^^^ link/missing information
      - [ ] T004 Read [the page](page.ts) — drawn by it, will be replaced
      //                         ^^^^^^^ link/missing information
      - [ ] T006 Read [the log](log.ts) and ~~[the list](list.ts)~~
      //                        ^^^^^^ link/missing warning: This link leads nowhere: there is no file log.ts.
      //                                                 ^^^^^^^ link/missing information
      - [ ] T005 Read [the folder](store.ts), never too old
      //                           ^^^^^^^^ link/missing warning: This link leads nowhere: there is no file store.ts.
    `));

  it('is in doubt about what may be yet to be written', () =>
    check(`
      # Roadmap
      - [ ] T001 Read [the notes](notes.md) *(if created)*
      //                          ^^^^^^^^ link/missing hint
      - [ ] T002 Context: [the map](map.md) - To be generated
      //                            ^^^^^^ link/missing hint
      - [ ] T003 参考 [设计](design.md)（待创建）
      //                 ^^^^^^^^^ link/missing hint
      - [ ] T004 [REF-2]: 测试目标
    `));

  it('is in doubt about what the line says to make, while it is not done', () =>
    check(`
      # Roadmap
      - [ ] T001 Populate the sheet: [week-1.csv](week-1.csv)
      //                                          ^^^^^^^^^^ link/missing hint
      - [ ] T002 Write **[the map](map.md)**
      //                           ^^^^^^ link/missing hint
      - [x] T003 Write [the map](map2.md)
      //                         ^^^^^^^ link/missing warning
      - [ ] T004 Write labels as told in [the guide](guide.md)
      //                                             ^^^^^^^^ link/missing warning
      - Created [the map](map4.md)
      //                  ^^^^^^^ link/missing warning
      - Create index: see [the rules](rules.md)
      //                              ^^^^^^^^ link/missing warning
    `));

  it('is in doubt about what may be no link to follow', () =>
    check(`
      # Roadmap
      - [ ] T001 Read (example: [notes](notes.md))
      //                                ^^^^^^^^ link/missing information
      - [ ] T002 b

      - [Rules]: store.rules
      //         ^^^^^^^^^^^ link/missing information

      [plan]: plans/next.md
      //      ^^^^^^^^^^^^^ link/missing warning
    `));

  it('is in doubt about a link in text that is quoted for another file', () =>
    check(`
      # Roadmap
      - [ ] T001 Write "all tools (see **[the map](docs/map.md)**)" into GUIDE.md
      //                                           ^^^^^^^^^^^ link/missing information
      - [ ] T002 Write “see [the map](docs/map.md)” there
      //                              ^^^^^^^^^^^ link/missing information
      - [ ] T003 "A" is told in [the map](docs/map.md), not in "B"
      //                                  ^^^^^^^^^^^ link/missing warning
      - [ ] T004 Read "[the map](docs/map.md)"
      //                         ^^^^^^^^^^^ link/missing warning
    `));

  it('is in doubt about what a template links to', () =>
    check(`
      //- /templates/tasks.md
      # Roadmap
      - [ ] T001 Read [the design](reference/design.md)
      //                           ^^^^^^^^^^^^^^^^^^^ link/missing hint
      - [ ] T002 b
    `));

  it('looks on disk for what git ignores', () =>
    check(
      `
      # Roadmap
      - [ ] T001 [a](out/report.html)
      - [ ] T002 b
    `,
      ['out/report.html'],
    ));

  it('says nothing outside of roadmaps', () =>
    check(`
      # About
      See [a](gone.md).
    `));

  it('changes the path to the file that was meant', () =>
    checkFix(
      'Change to ../my%20docs/guide.md'.replace('%20', ' '),
      `
//- /plans/plan.md
# Roadmap
- [ ] T001 [a](guide.md#x)
- [ ] T002 b
//- /my docs/guide.md
`,
      '# Roadmap\n- [ ] T001 [a](../my%20docs/guide.md#x)\n- [ ] T002 b',
    ));
});

describe('link/anchor-missing', () => {
  const check = (markup: string) => checkFindings('link/anchor-missing', markup);

  it('knows the headings of this and of other documents', () =>
    check(`
      # Roadmap
      - [ ] T001 [a](#how-it-ends) [b](#begin) [c](docs/guide.md#set-up) [d](docs/guide.md#Set-Up) [e](#top)
      - [ ] T002 [a](docs/guide.md#set-upp)
      //                           ^^^^^^^ link/anchor-missing warning: docs/guide.md has no heading #set-upp; #set-up is the nearest.
      - [ ] T003 [a](src/a.ts#L10) [b](docs/gone.md#x)
      <a id="begin"></a>
      ## How it ends
      //- /docs/guide.md
      # Guide
      ## Set up
      //- /src/a.ts
    `));

  it('bears with headings that an unclosed fence swallows', () =>
    check(`
      # Roadmap
      - [ ] T001 [a](#how-it-ends)
      - [ ] T002 b

      \`\`\`
      ## How it ends
    `));

  it('is in doubt where only punctuation differs', () =>
    check(`
      # Roadmap
      - [ ] T001 [a](#store-cache)
      //              ^^^^^^^^^^^ link/anchor-missing information: This document has no heading #store-cache; #store--cache is the nearest.
      - [ ] T002 b
      ## Store & Cache
    `));

  it('changes to the nearest heading', () =>
    checkFix(
      'Change to #installation',
      '# Roadmap\n- [ ] T001 [a](#instalation)\n- [ ] T002 b\n## Installation\n',
      '# Roadmap\n- [ ] T001 [a](#installation)\n- [ ] T002 b\n## Installation\n',
    ));
});
