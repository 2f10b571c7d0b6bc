import { checkFindings, checkFix } from '../../../support/findings.ts';

/** A phase whose total is right. */
const RIGHT = ['## Phase 8 (3 hours)', '- [ ] T801 a (1h)', '- [ ] T802 b (2h)'];

/** A phase with tasks of these estimates, and another one. */
const phase = (heading: string, efforts: readonly string[], carets = '') =>
  [
    '# Roadmap',
    ...RIGHT,
    `## ${heading}`,
    ...(carets === '' ? [] : [carets]),
    ...efforts.flatMap((effort, n) => [
      `### P1-${n + 1}: Task ${n + 1}`,
      effort === '' ? '**Priority:** high' : `**Effort:** ${effort}`,
    ]),
  ].join('\n') + '\n';

describe('total/effort', () => {
  const check = (markup: string) => checkFindings('total/effort', markup);

  it('shows the sum', () =>
    check(
      phase(
        'Phase 1 (2 tasks, 10 hours)',
        ['4 hours', '8 hours'],
        '//                   ^^^^^^^^ total/effort warning: Phase 1 states 10 h; its 2 tasks sum to 12 h.',
      ),
    ));

  it('shows the sum in the unit of the total, too', () =>
    check(
      phase(
        'Phase 1 (2 hours)',
        ['90 min', '120 min'],
        '//          ^^^^^^^ total/effort warning: Phase 1 states 2 h; its 2 tasks sum to 210 min, which is 3.5 h.',
      ),
    ));

  it('doubts a total that names something on top', () =>
    check(`
      # Roadmap
      - [ ] T001 a
      | Part | Effort |
      | --- | --- |
      | Store | 2 weeks |
      | Cache | 1 week |
      | Cleanup | +4 weeks |
      | **TOTAL** | 3 weeks (+4 weeks cleanup) |
      //            ^^^^^^^ total/effort information
    `));

  it('accepts the sum of the rows that are left to do', () =>
    check(`
      # Roadmap
      - [ ] T001 a
      | Part | Hours | Status |
      | --- | --- | --- |
      | Store | 2 | ✅ DONE |
      | Cache | 3 | TODO |
      | Queue | 5 | TODO |
      | **TOTAL** | **8** | |

      | Part | Hours | Status |
      | --- | --- | --- |
      | Store | 2 | ✅ DONE |
      | Cache | 3 | TODO |
      | **TOTAL** | **4** | |
      //              ^ total/effort warning
    `));

  it('adds no rows that say what another row consists of', () =>
    check(`
      # Roadmap
      ## Phase 1: Runtime
      | ID | Task | Status | Effort |
      | --- | --- | --- | --- |
      | 1.1 | Interface | open | 8h |
      | 1.1.1 | Trait | | 6h |
      | 1.1.2 | Tests | | 2h |
      | 1.2 | Pool | open | 16h |

      **Phase 1 total**: 24h

      ## Phase 2: Board
      | ID | Task | Status | Effort |
      | --- | --- | --- | --- |
      | 2.1 | Columns | open | 8h |
      | 2.2 | Cards | open | 8h |

      **Phase 2 total**: 12h
      //                 ^^^ total/effort warning
    `));

  it('adds ranges as ranges', () =>
    check(
      phase(
        'Phase 1 (10-12 hours)',
        ['2-3h', '4h', '8-10 hours'],
        '//          ^^^^^^^^^^^ total/effort warning: Phase 1 states 10–12 h; its 3 tasks sum to 14–17 h.',
      ),
    ));

  it('accepts what lies within the range, and doubts what only overlaps', async () => {
    await check(phase('Phase 1 (15 hours)', ['4-8h', '8-10h']));
    await check(phase('Phase 1 (10-20 hours)', ['4-8h', '8-10h']));
    await check(
      phase('Phase 1 (13-17 hours)', ['4-8h', '8-10h'], '//          ^^^^^^^^^^^ total/effort hint'),
    );
  });

  it('knows rough numbers, least numbers and rounding', async () => {
    await check(phase('Phase 1 (~12 hours)', ['4h', '9h']));
    await check(phase('Phase 1 (about 12 hours)', ['4h', '9h']));
    await check(phase('Phase 1 (12+ hours)', ['4h', '90h']));
    await check(phase('Phase 1 (13 hours)', ['4h', '8.5h']));
    await check(
      phase('Phase 1 (~12 hours)', ['4h', '14h'], '//           ^^^^^^^^ total/effort information'),
    );
    await check(phase('Phase 1 (~12 hours)', ['4h', '19h'], '//           ^^^^^^^^ total/effort warning'));
  });

  it('says what has no estimate instead of guessing', async () => {
    await check(
      phase(
        'Phase 1 (20 hours)',
        ['4h', '8h', ''],
        '//          ^^^^^^^^ total/effort hint: Phase 1 states 20 h; 2 of its 3 tasks come to 12 h; P1-3 has no estimate.',
      ),
    );
    await check(
      phase(
        'Phase 1 (10 hours)',
        ['4h', '8h', ''],
        '//          ^^^^^^^^ total/effort information: Phase 1 states 10 h; 2 of its 3 tasks come to 12 h; P1-3 has no estimate.',
      ),
    );
    await check(
      phase(
        'Phase 1 (20 hours)',
        ['4h', '', '90 min', '', '8h'],
        '//          ^^^^^^^^ total/effort hint: Phase 1 states 20 h; 3 of its 5 tasks come to 13.5 h; P1-2 and P1-4 have no estimate.',
      ),
    );
    await check(
      phase(
        'Phase 1 (30 hours)',
        ['4h', '', '4h', '', '8h', '8h', ''],
        '//          ^^^^^^^^ total/effort hint: Phase 1 states 30 h; 4 of its 7 tasks come to 24 h; P1-2 and 2 others have no estimate.',
      ),
    );
  });

  it('says nothing of missing estimates where the others come to the total, are few, or are far from it', async () => {
    await check(phase('Phase 1 (12 hours)', ['4h', '8h', '']));
    await check(phase('Phase 1 (10-14 hours)', ['4h', '8h', '']));
    await check(phase('Phase 1 (~13 hours)', ['4h', '8h', '']));
    await check(phase('Phase 1 (20 hours)', ['4h', '8h', '', '']));
    await check(phase('Phase 1 (20 hours)', ['4h', '']));
    await check(phase('Phase 1 (40 hours)', ['4h', '8h', '']));
    await check(phase('Phase 1 (3 days)', ['1 day', '4h', '']));
    await check(phase('Phase 1 (20 hours)', ['4h', '8h', 'M']));
  });

  it('says nothing of missing estimates where tasks state totals of their own', () =>
    check(`
      # Roadmap
      **Total Estimated Effort:** 20 hours
      ## P1-1: Write
      **Effort:** 4h
      - **Total:** 6 hours
      ## P1-2: Read
      **Effort:** 8h
      ## P1-3: Cache
      **Status:** open
    `));

  it('says nothing of missing estimates where what lacks one may be no part', async () => {
    const plan = (task: string) => `
      # Roadmap
      ## Phase 1 (20 hours)
      ### P1-1: Write
      **Effort:** 4h
      ### P1-2: Read
      **Effort:** 8h
      ${task}
    `;
    await check(plan('### P1-3: Cache (cancelled)'));
    await check(plan('### P1-3: Cache\n- [ ] P1-3a Fill (2h)\n- [ ] P1-3b Empty (2h)'));
    await check(plan('### P1-3: Cache ❌ Cancelled'));
    await check(plan('### P1-3: Cache (optional)'));
    await check(plan('### P1-3: Cache\n#### What it takes\n- **Tests**: 2 hours\n- **Total**: **8 hours**'));
  });

  /** Tasks of three, four and five hours, and a table of them. */
  const overview = (header: string, ...rows: readonly string[]) => `
      # Roadmap
      ## Overview
      ${header}
      ${header.replace(/[^|]+/g, ' --- ')}
      ${rows.join('\n      ')}
      ## Tasks
      ### S-1: Store (3h)
      **Status:** Open
      ### S-2: Cache
      **Effort:** 4 hours
      ### S-3: Queue
      **Effort:** 5-6 hours
    `;

  it('compares the rows of an overview with the tasks', async () => {
    await check(
      overview(
        '| ID | Task | Estimate |',
        '| S-1 | Store | 3 hours |',
        '| S-2 | Cache | 8h |',
        '//              ^^ total/effort information: S-2 takes 8 h here, but 4 h in its effort field.',
        '| S-3 | Queue | 6h |',
      ),
    );
    await check(
      overview(
        '| ID | Effort |',
        '| S-1 | 90 min |',
        '//      ^^^^^^ total/effort information: S-1 takes 90 min here, but 3 h in its heading.',
        '| S-2 | 4h |',
        '| S-3 | 6h |',
      ),
    );
  });

  it('is in doubt about an overview that agrees with few of the tasks', () =>
    check(
      overview(
        '| ID | Effort |',
        '| S-1 | 30h |',
        '//      ^^^ total/effort hint',
        '| S-2 | 40h |',
        '//      ^^^ total/effort hint',
        '| S-3 | 6h |',
      ),
    ));

  it('takes no other time for an estimate, and no rough one for another', async () => {
    const rows = ['| S-1 | 3h |', '| S-3 | 6h |'];
    await check(overview('| ID | Actual effort |', '| S-2 | 8h |', ...rows));
    await check(overview('| ID | Duration |', '| S-2 | 8h |', ...rows));
    await check(overview('| ID | Effort | Spent |', '| S-2 | 8h | 4h |', ...rows.map((row) => `${row} |`)));
    await check(overview('| ID | Effort | Hours |', '| S-2 | 8h | 4h |', ...rows.map((row) => `${row} |`)));
    await check(overview('| ID | Effort |', '| S-2 | ~5h |', ...rows));
    await check(overview('| ID | Effort |', '| S-2 | 4h + 2h |', ...rows));
    await check(overview('| ID | Effort |', '| S-2 | 1 day |', ...rows));
    await check(overview('| ID | Effort |', '| S-2 | 2h |', '| S-2 | 2h |', ...rows));
    await check(overview('| ID | Task | Effort |', '| S-2 | Test the cache | 1h |', '| S-1 | Store | 3h |'));
    await check(overview('| ID | Effort |', '| S-1, S-2 | 7h |', '| S-3 | 6h |'));
    const numbered = overview('| ID | Task | Effort |', '| S-2 | Cache | 8h |', '| S-1 | Store | 3h |');
    await check(numbered.replaceAll('S-', '#'));
    const spent = overview('| ID | Effort |', '| S-2 | 8h |', ...rows).replace(
      '**Effort:** 4',
      '**Duration:** 4',
    );
    await check(spent);
  });

  it('writes the estimate of the task into the row', () =>
    checkFix(
      'Change to 4 hours',
      `
# Roadmap
| ID | Effort |
| --- | --- |
| S-1 | 4h |
| S-2 | 8h |
## S-1: Store
**Effort:** 4 hours
## S-2: Cache
**Effort:** 4 hours
`,
      '# Roadmap\n| ID | Effort |\n| --- | --- |\n| S-1 | 4h |\n| S-2 | 4 hours |\n## S-1: Store\n**Effort:** 4 hours\n## S-2: Cache\n**Effort:** 4 hours\n',
    ));

  it('compares no points with hours, and no months with weeks', async () => {
    await check(phase('Phase 1 (10 hours)', ['4 points', '8 points']));
    await check(phase('Phase 1 (10 hours)', ['4 points', '8 hours']));
  });

  it('converts by the hours of a day, and doubts the outcome', async () => {
    await check(phase('Phase 1 (12 hours)', ['1 day', '4 hours']));
    const carets = (sum: string) => `//          ^^^^^^^^ total/effort hint: ${sum}`;
    await check(
      phase(
        'Phase 1 (10 hours)',
        ['1 day', '4 hours'],
        carets('Phase 1 states 10 h; its 2 tasks sum to 12 h at 8 h a day.'),
      ),
    );
    const config = '//- /.roadgate.yaml\neffort:\n  hoursPerDay: 6\n';
    await check(phase('Phase 1 (10 hours)', ['1 day', '4 hours']) + config);
    await check(
      phase(
        'Phase 1 (12 hours)',
        ['1 day', '4 hours'],
        carets('Phase 1 states 12 h; its 2 tasks sum to 10 h at 6 h a day.'),
      ) + config,
    );
  });

  it('takes a calendar for no effort', async () => {
    await check(phase('Phase 1 (Weeks 1-2)', ['4h', '8h']));
    await check(phase('Phase 1 (2 weeks)', ['4h', '8h']));
    await check(phase('Phase 1', ['4h', '8h']) + '\n## Summary\n\n**Total Timeline:** 3 weeks\n');
  });

  it('leaves totals alone that are no plain sums', async () => {
    const withTotal = (total: string) => phase('Phase 1', ['4h', '8h']) + `\n## Summary\n\n${total}\n`;
    await check(withTotal('**Total remaining:** 4 hours'));
    await check(withTotal('**Total effort:** 20 hours with buffer'));
    await check(withTotal('**Total effort:** 6 hours with 2 developers'));
    await check(withTotal('**Total effort:** 15 hours'));
  });

  it('finds what a total names', () =>
    check(`
      # Roadmap
      ## High Priority (P1) - Soon
      - [ ] T001 a (2h)
      - [ ] T002 b (3h)
      ## Medium Priority (P2) - Later
      - [ ] T003 c (4h)
      - [ ] T004 d (5h)

      ## Summary
      **P1 (High):** 2 tasks, 5 hours
      **P2 (Medium):** 2 tasks, 8 hours
      //                        ^^^^^^^ total/effort warning: P2 states 8 h; its 2 tasks sum to 9 h.
      **Estimated Total Effort:** 13 hours
      //                          ^^^^^^^^ total/effort warning: The document states 13 h; its 4 tasks sum to 14 h.
    `));

  it('does not guess what a total in another chapter is about', () =>
    check(`
      # Roadmap
      ## Phase 1
      - [ ] T001 a (2h)
      - [ ] T002 b (3h)
      ## Meetings
      **Total effort:** 8 hours
      ## Phase 2
      ### T003: c
      **Effort:** 8 hours
      - [ ] design
      - [ ] build

      **Total:** 3 hours
    `));

  it('reads a footer below a rule', () =>
    check(`
      # Roadmap
      ## Phase 1
      - [ ] T001 a (2h)
      - [ ] T002 b (3h)
      ## Meetings
      Each week.

      ---

      **Total effort:** 8 hours
      //                ^^^^^^^ total/effort information: The document states 8 h; its 2 tasks sum to 5 h.
    `));

  it('knows limits, and what each of several takes', async () => {
    for (const total of [
      'max 5 hours',
      '<5 hours',
      '2h each',
      '4 × 2h',
      '15-min tasks',
      '2-8 hours per task',
    ])
      await check(phase(`Phase 1 (${total})`, ['4h', '8h', '8h']));
    await check(phase('Phase 1 (2-8 hours)', ['4h', '8h', '8h']));
  });

  it('doubts what is far off, and headings that hold several tasks', async () => {
    await check(phase('Phase 1 (2 hours)', ['4h', '5h'], '//          ^^^^^^^ total/effort hint'));
    await check(`
      # Roadmap
      ## Phase 1 (20 hours)
      //          ^^^^^^^^ total/effort hint
      ### T001-T004: Store
      **Effort:** 8 hours
      ### T005-T009: Cache
      **Effort:** 6 hours
    `);
  });

  it('compares no fields of things that are no tasks', () =>
    check(`
      # Roadmap
      ## Sprint 1
      1. Clean up the store
         - Estimated effort: 45 minutes
      2. Clean up the cache
         - Estimated effort: 30 minutes
      ### S-1: Move the queue
      **Effort:** 8 hours
      ### S-2: Move the log
      **Effort:** 8 hours
    `));

  it('does not guess how much a total at the end sums', async () => {
    const plan = (total: string) => `
      # Roadmap
      ## Phase 1
      ### P1-1: a
      **Effort:** 4 hours
      ### P1-2: b
      **Effort:** 4 hours
      ## Phase 2
      ### Tasks
      | Task | Effort |
      | ---- | ------ |
      | P2-1 | 2h     |
      | P2-2 | 3h     |

      ${total}
    `;
    for (const total of ['5', '13', '40']) await check(plan(`**Total:** ${total} hours`));
  });

  it('adds up the table right above', () =>
    check(`
      # Roadmap
      ## Debt
      | Task | Effort |
      | ---- | ------ |
      | P1-1 | 2 days |
      | P1-2 | 3 days |

      **Total Estimated Effort:** 6 days
      //                          ^^^^^^ total/effort warning: The table states 6 days; its 2 rows sum to 5 days.
    `));

  it('accepts what stands in the lines above, and in rows that are no tasks of the phase', async () => {
    await check(`
      # Roadmap
      ### T001: a
      **Effort:** 4 hours
      ### T002: b
      **Effort:** 4 hours
      ## Total effort

      **Building:** 13-20 hours
      **Testing:** 3-4 hours
      **Total:** 16-24 hours
    `);
    await check(`
      # Roadmap
      ## Overview (9 hours)
      | Task             | Duration | Priority |
      | ---------------- | -------- | -------- |
      | Plugins          | 4h       | High     |
      | Security checks  | 3h       | High     |
      | Write the manual | 1h       | High     |
      ## Details
      ### Task 1.1: Plugins (4 hours)
      - [ ] load them
    `);
    await check(`
      # Roadmap
      ## Week 2 (7 hours)
      - #12 (3h)
      - #13 (2h)
      - [ ] T009 x (4h)
      - [ ] T010 y (1h)
      ## Tasks
      ### #12: a
      **Effort:** 3h
      ### #13: b
      **Effort:** 2h
    `);
    await check(`
      # Roadmap
      ## Overview (9 hours)
      | Task  | Effort | Status |
      | ----- | ------ | ------ |
      | Store | 4h     | Open   |
      | Cache | 5h     | Open   |
      | Total | 9h     |        |
    `);
  });

  it('counts a breakdown once, and optional tasks or not', async () => {
    const plan = (total: string, expected = '') => `
      # Roadmap
      ## Phase 1 (${total})
      ${expected}
      - [ ] T001 a (4h)
        - [ ] T001.1 b (1h)
        - [ ] T001.2 c (3h)
      - [ ] T002 d
        - [ ] T002.1 e (2h)
        - [ ] T002.2 f (4h)
      - [~] T003 g (3h)
      - [ ] T004 h, optional (5h)
    `;
    await check(plan('18 hours'));
    await check(plan('15 hours'));
    await check(plan('10 hours'));
    await check(plan('17 hours', '//          ^^^^^^^^ total/effort information'));
  });

  it('is less sure where tasks are left out, or where nothing says what is summed', async () => {
    await check(`
      # Roadmap
      ## Phase 1 (9 hours)
      //          ^^^^^^^ total/effort information
      - [ ] T001 a (4h)
      - [ ] T002 b (8h)
      - [ ] T003 c - optional (5h)
    `);
    await check(`
      # Roadmap
      **Estimated effort:** 8 hours
      //                    ^^^^^^^ total/effort information
      - [ ] Store (4h)
      - [ ] Cache (8h)
    `);
    await check(`
      # Roadmap
      ## Storage
      **Estimated effort:** 8 hours
      //                    ^^^^^^^ total/effort warning
      - [ ] T001 Store (4h)
      - [ ] T002 Cache (8h)
      ## Pages
      **Estimated effort:** 7 hours
      - [ ] T003 Show (3h)
      - [ ] T004 Print (4h)
    `);
  });

  it('is less sure of more than the sum, as where time for other things is in it', () =>
    check(`
      # Roadmap
      ## Phase 1 (14 hours)
      //          ^^^^^^^^ total/effort information
      - [ ] T001 a (4h)
      - [ ] T002 b (8h)
    `));

  it('is less sure of minutes that may be rounded up', () =>
    check(`
      # Roadmap
      ## Phase 1 (10 min)
      //          ^^^^^^ total/effort information
      - [ ] T001 a (3 min)
      - [ ] T002 b (5 min)
    `));

  it('is less sure of hours that are rounded to a half', () =>
    check(`
      # Roadmap
      - [ ] T001 a

      | Step      | Time      |
      | --------- | --------- |
      | Reading   | 10 min    |
      | Writing   | 4 hours   |
      | **TOTAL** | 4.5 hours |
      //            ^^^^^^^^^ total/effort information
    `));

  it('is less sure of hours that are minutes rounded to a half', async () => {
    const plan = (minutes: number, severity: string) => `
      # Roadmap
      ## Phase 1 (1.5 hours)
      //          ^^^^^^^^^ total/effort ${severity}
      - [ ] T001 a (30 min)
      - [ ] T002 b (${minutes} min)
      ## Phase 2 (2 hours)
      - [ ] T003 c (30 min)
      - [ ] T004 d (90 min)
    `;
    await check(plan(35, 'information'));
    await check(plan(45, 'information'));
    await check(plan(90, 'warning'));
  });

  it('is less sure of a column for time frames', () =>
    check(`
      # Roadmap
      - [ ] T001 a

      | Feature   | Timeframe |
      | --------- | --------- |
      | Reading   | 8 months  |
      | Writing   | 6 months  |
      | **TOTAL** | 12 months |
      //            ^^^^^^^^^ total/effort information

      | Feature   | Time      |
      | --------- | --------- |
      | Reading   | 8 months  |
      | Writing   | 6 months  |
      | **TOTAL** | 12 months |
      //            ^^^^^^^^^ total/effort warning
    `));

  it('is less sure where the total is that of the longest row', () =>
    check(`
      # Roadmap
      - [ ] T001 a

      | Step      | Files | Time |
      | --------- | ----- | ---- |
      | Reading   | 3     | 8h   |
      | Writing   | 4     | 12h  |
      | **TOTAL** | 7     | 12h  |
      //                    ^^^ total/effort information
    `));

  it('takes the estimates of groups where tasks have none', () =>
    check(`
      # Roadmap
      ## Phase 1 (20 hours)
      //          ^^^^^^^^ total/effort information: Phase 1 states 20 h; its 2 parts sum to 14 h.
      ### Epic 1: Store
      **Effort:** 8 hours
      - [ ] T001 a
      - [ ] T002 b
      ### Epic 2: Cache
      **Effort:** 6 hours
      - [ ] T003 c
    `));

  it('is less sure where other headings have estimates, too', () =>
    check(`
      # Roadmap
      ## Phase 1: Store (5 hours)
      //                 ^^^^^^^ total/effort information
      ### Opening (2 hours)
      ### P1-1: a
      **Effort:** 2 hours
      ### P1-2: b
      **Effort:** 1 hour
    `));

  it('adds up no rows that are sums themselves', () =>
    check(`
      # Roadmap
      - [ ] T001 a
      ## Summary
      | Phase     | Hours           |
      | --------- | --------------- |
      | Phase 1   | 10 + 5 left     |
      | Phase 2   | 20              |
      | **Total** | **35**          |
    `));

  it('adds up the rows of a table', () =>
    check(`
      # Roadmap
      ## Phase 1: Store
      - [ ] T001 a
      ## Phase 2: Cache
      - [ ] T002 b
      ## Summary
      | Phase     | Hours   |
      | --------- | ------- |
      | Phase 1   | 10-15   |
      | Phase 2   | 42-53   |
      | **TOTAL** | **52-60** |
      //              ^^^^^ total/effort warning: The table states 52–60 h; its 2 rows sum to 52–68 h.
    `));

  it('knows optional rows, subtotals and cells without a number', async () => {
    const table = (rows: readonly string[]) =>
      ['# Roadmap', '- [ ] T001 a', '## Summary', '| Phase | Hours |', '| --- | --- |', ...rows].join('\n');
    await check(table(['| Phase 1 | 10 |', '| Phase 2 (optional) | 5 |', '| Total | 10 |']));
    await check(table(['| Phase 1 | 10 |', '| Subtotal | 10 |', '| Phase 2 | 5 |', '| Total | 15 |']));
    await check(table(['| Phase 1 | 10 |', '| Phase 2 | tbd |', '| Total | 25 |']));
    await check(table(['| Phase 1 | 10 |', '| Phase 2 | 15 |', '| Total | 25 |']));
  });

  it('takes rows without a name for parts, and doubts a sum that is none of either', async () => {
    const table = (total: string, carets = ''): string =>
      `# Roadmap\n- [ ] T001 a\n- [ ] T002 b\n\n| Phase | Step | Time |\n| --- | --- | --- |\n| 1 | Store | 2-3h |\n| | - schema | 1h |\n| | - tests | 1h |\n| 2 | Cache | 1h |\n| **Total** | | ${total} |\n${carets}`;
    await check(table('3-4h'));
    await check(table('5-6h'));
    await check(table('9h', '//              ^^ total/effort hint\n'));
  });

  it('leaves out the label of the lines above', () =>
    check(`
      # Story 1
      - [ ] T001 a (1h)
      - [ ] T002 b (1h)

      ### Metrics

      **Time spent:**
      - Research: 1 hour
      - Testing: 2 hours
      - **Total:** 3 hours
    `));

  it('doubts sums of limits', () =>
    check(`
      # Roadmap
      | Step    | Time    |
      | ------- | ------- |
      | Clone   | <1 min  |
      | Install | 2 min   |
      | Start   | <1 min  |
      | **Total** | 9 min |
      //            ^^^^^ total/effort hint
    `));

  it('replaces the number', async () => {
    await checkFix(
      'Change to 12 hours',
      phase('Phase 1 (10 hours)', ['4 hours', '8 hours']),
      phase('Phase 1 (12 hours)', ['4 hours', '8 hours']),
    );
    await checkFix(
      'Change to 14-17 hours',
      phase('Phase 1 (10 hours)', ['2-3h', '12-14h']),
      phase('Phase 1 (14-17 hours)', ['2-3h', '12-14h']),
    );
    await checkFix(
      'Change to 1 hour',
      phase('Phase 1 (2 hours)', ['0.5h', '0.5h']),
      phase('Phase 1 (1 hour)', ['0.5h', '0.5h']),
    );
  });
});

describe('total/tasks', () => {
  const check = (markup: string) => checkFindings('total/tasks', markup);

  it('counts the tasks', () =>
    check(
      phase(
        'Phase 1 (3 tasks)',
        ['1h', '2h'],
        '//          ^ total/tasks warning: Phase 1 states 3 tasks; it has 2.',
      ),
    ));

  it('counts what has one id as one, too', () =>
    check(`
      # Roadmap
      ## Phase 1 (2 tasks)
      ### T001: Store
      **Status:** Open
      ### T002: Cache
      **Status:** Open
      ### T002: Cache, part two
      **Status:** Open
      ## Phase 2 (2 tasks)
      //          ^ total/tasks warning
      ### T003: Queue
      **Status:** Open
      ### T004: Mail
      **Status:** Open
      ### T005: Log
      **Status:** Open
    `));

  it('takes the column of a table for what says what is counted', async () => {
    const plan = (column: string, severity: string) => `
      # 计划
      | 优先级 | ${column} |
      | --- | --- |
      | P0 | 3 |
      //     ^ total/tasks ${severity}
      | P1 | 2 |

      ## P0 任务
      ### T001: a
      **状态**: 待办
      ### T002: b
      **状态**: 待办

      ## P1 任务
      ### T003: c
      **状态**: 待办
      ### T004: d
      **状态**: 待办
    `;
    await check(plan('任务数', 'warning'));
    await check(plan('数量', 'information'));
  });

  it('is less sure of a number elsewhere where no other is right, or where most are wrong', async () => {
    const plan = (others: readonly string[], severity: string) => `
      # Plan
      - **P0**: 3 issues
      //        ^ total/tasks ${severity}
      ${others.join('\n      ')}
      ## P0 issues
      - [ ] P0-1 a
      - [ ] P0-2 b
      ## P1 issues
      - [ ] P1-1 c
      - [ ] P1-2 d
      ## P2 issues
      - [ ] P2-1 e
      - [ ] P2-2 f
    `;
    await check(plan([], 'information'));
    await check(plan(['- **P1**: 2 issues'], 'warning'));
    const wrong = ['- **P1**: 3 issues', '//        ^ total/tasks information'];
    await check(plan([...wrong, ...wrong.map((line) => line.replace('P1', 'P2'))], 'information'));
  });

  it('doubts numbers that are stated per chapter', () =>
    check(`
      # Plan
      ## P0 issues
      - [ ] P0-1 a
      - [ ] P0-2 b
      - [ ] P0-3 c
      ## Summary
      ### Security
      - **P0**: 4 issues
      //        ^ total/tasks information
      ### Speed
      - **P0**: 1 issues
      //        ^ total/tasks hint
      ### Pages
      - **P0**: 0 issues
    `));

  it('knows several ways to count', async () => {
    const plan = (count: number, expected = '') => `
      # Roadmap
      ## Phase 1 (${count} tasks)
      ${expected}
      - [x] T001 a
        - [ ] T004 b
        - [ ] T005 c
      - [ ] T002 d (optional)
      - [-] ~~T003 e~~
    `;
    for (const count of [1, 2, 3, 4, 5]) await check(plan(count));
    await check(plan(8, '//          ^ total/tasks hint: Phase 1 states 8 tasks; it has 3.'));
  });

  it('accepts a share of them, and counts without a task 0', async () => {
    const tasks = (first: number, last: number): string =>
      Array.from(
        { length: last - first + 1 },
        (_, at) => `#### ${first + at}. Part\n**Status:** done\n`,
      ).join('');
    await check(`# Results\n## Passed tests (6/8)\n${tasks(1, 6)}`);
    await check(`# Plan\n## Phase 2 (2/6 tasks)\n${tasks(0, 6)}`);
    await check(`# Plan\n## Phase 2 (2/6 tasks)\n//            ^ total/tasks information\n${tasks(1, 7)}`);
  });

  it('doubts lists in which not every task has an id', () =>
    check(`
      # Roadmap
      ## Phase 1 (3 tasks)
      //          ^ total/tasks hint
      - [ ] T001 a
      - [ ] b
    `));

  it('accepts a total that lists what it counts', () =>
    check(`
      # Roadmap
      ## Summary
      - **Phase 1**: 3 tasks (T001, T002, T009)
      - **Phase 2**: 0/2 complete
        - T003
        - T008
      - **Phase 3**: 0/2 complete
      //               ^ total/tasks information: Phase 3 states 2 tasks; it has 1.
      ## Phase 1: Store
      - [ ] T001 a
      - [ ] T002 b
      ## Phase 2: Cache
      - [ ] T003 c
      ## Phase 3: Queue
      - [ ] T004 d
    `));

  it('counts what a list holds, whatever the model takes for a task', async () => {
    await check(phase('Phase 1 (3 tasks)', ['1h\n- Steps\n  - [ ] x\n  - [ ] y', '2h\n- Steps\n  - [ ] z']));
    await check(phase('Phase 1 (2+ tasks)', ['1h', '1h', '1h']));
    await check(phase('Phase 1 (1 + 3 tasks = 4)', ['1h', '1h', '1h']));
    await check(phase('Phase 1 (2 tasks in parallel)', ['1h', '1h', '1h']));
  });

  it('takes no count of some things for that of all', () =>
    check(`
      # Roadmap
      - [ ] T001 a
      - [ ] T002 b

      ## Statistics
      - Feature: 1
      - Epic: 5
      - **In Progress:** 1 task
      - **Total Tasks:** 3
      //                 ^ total/tasks information: The document states 3 tasks; it has 2.
    `));

  it('is less sure of rough numbers, and of what may be no work', () =>
    check(`
      # Roadmap
      ## Phase 1: Store (~3 stories)
      //                  ^ total/tasks information
      - [ ] S-4 a
      - [ ] S-7 b
      ## Phase 5: Overlaps (3 tasks)
      //                    ^ total/tasks information
      ### P1-1: a
      ### P1-2: b
    `));

  it('is less sure of a number among the words of a row', () =>
    check(`
      # Roadmap
      ## Phase 4
      - [ ] S-4 a
      - [ ] S-7 b
      ## Review
      | # | Severity | Issue |
      | - | -------- | ----- |
      | Phase 4 | Low | The header of it listed 3 items |
      //                                        ^ total/tasks information
    `));

  it('is less sure of a number that neither names what it counts nor is called a sum', () =>
    check(`
      # Roadmap
      ## Phase 1: Store
      **Tasks:** 3
      //         ^ total/tasks information
      - [ ] T001 a
      - [ ] T002 b
    `));

  it('adds up the rows of a table', () =>
    check(`
      # Roadmap
      - [ ] T001 a
      ## Summary
      | Priority | Tasks    |
      | -------- | -------- |
      | High     | 10 items |
      | Low      | 13 items |
      | Total    | 33 items |
      //           ^^ total/tasks warning: The table states 33; its rows add up to 23.
    `));

  it('is less sure where rows may overlap, unless another column adds up', async () => {
    const table = (hours: string, expected: string): string => `
      # Roadmap
      - [ ] T001 a
      ## Summary
      | Priority | Count | Open |
      | -------- | ----- | ---- |
      | High     | 10    | 4    |
      | Low      | 13    | 3    |
      | Total    | 33    | ${hours}    |
      //           ^^ total/tasks ${expected}
    `;
    await check(table('7', 'warning'));
    await check(table('5', 'information'));
  });

  it('is less sure of a number in a sentence, without a noun, or over tasks in tasks', async () => {
    await check(`
      # Roadmap
      ## Phase 1: Store
      - [ ] T001 a
      - [ ] T002 b
      ## Summary
      - Phase 1: 3 tasks planned by all
      //         ^ total/tasks information
    `);
    await check(`
      # Roadmap
      ## Phase 1 (5 tasks)
      //          ^ total/tasks information
      - [ ] T001 a
      - [ ] T002 b
        - [ ] T003 c
      - [ ] T004 d
    `);
  });

  it('doubts wrong numbers that differ from each other', () =>
    check(`
      # Roadmap
      - [x] T001 a
      - [x] T002 b
      - [x] T003 c
      - [x] T004 d
      - [x] T005 e

      **Total Tasks:** 6
      //               ^ total/tasks hint

      **Total Tasks:** 4
      //               ^ total/tasks hint
    `));

  it('adds no numbers of different things', () =>
    check(`
      # Roadmap
      ## P1-1: Store
      **Status:** done

      ## Statistics
      | Category | Count    |
      | -------- | -------- |
      | Created  | 10 files |
      | Changed  | 3 files  |
      | Written  | 5 docs   |
      | Total    | 13 files |
    `));

  it('changes the number', () =>
    checkFix(
      'Change to 2',
      phase('Phase 1 (3 tasks, 3 hours)', ['1h', '2h']),
      phase('Phase 1 (2 tasks, 3 hours)', ['1h', '2h']),
    ));
});
