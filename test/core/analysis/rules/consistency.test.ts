import { checkFindings, checkFix } from '../../../support/findings.ts';

describe('dependency/cycle', () => {
  const check = (markup: string) => checkFindings('dependency/cycle', markup);

  it('names the whole round once', () =>
    check(`
      # Roadmap
      ## Issue #1: Store
      **Depends on:** #3
      //              ^^ dependency/cycle error: #1 waits for itself: #1 → #3 → #2 → #1.
      ## Issue #2: Cache
      **Depends on:** #1
      ## Issue #3: Queue
      **Depends on:** #2, #4
      ## Issue #4: Log
      **Effort:** 1h
    `));

  it('takes the shortest round', () =>
    check(`
      # Roadmap
      ## Issue #1: Store
      **Depends on:** #2
      //              ^^ dependency/cycle error: #1 waits for itself: #1 → #2 → #1.
      ## Issue #2: Cache
      **Depends on:** #3, #1
      ## Issue #3: Queue
      **Depends on:** #1
    `));

  it('finds a task that waits for itself, but not in a range or list, nor by a plain number', () =>
    check(`
      # Roadmap
      ## Issue #1: Store
      **Depends on:** #1
      //              ^^ dependency/cycle error: #1 depends on itself.
      ## Issue #2: Cache
      **Depends on:** #1-#3
      ## 3. Queue
      **Depends on:** 3 reviews
    `));

  it('finds rounds through phases', () =>
    check(`
      # Roadmap
      ## Phase 1: Store
      - [ ] T001 a (depends on T003)
      //                       ^^^^ dependency/cycle information: T001 waits for itself: T001 → T003 (in Phase 2) → Phase 1 (with T001).
      - [ ] T002 b
      ## Phase 2: Cache
      **Depends on:** Phase 1
      - [ ] T003 c
    `));

  it('is less sure of sentences', () =>
    check(`
      # Roadmap
      ## S-1: Store
      **Depends on:** whatever S-2 brings
      //                       ^^^ dependency/cycle information
      ## S-2: Cache
      **Depends on:** S-1
    `));

  it('is less sure in a register, whose requirements and questions name each other', async () => {
    const plan = (title: string, severity: string) => `
      # ${title}
      | ID   | Item  | Dependencies | Status |
      | ---- | ----- | ------------ | ------ |
      | R-01 | Store | Q-01         | Open   |
      //               ^^^^ dependency/cycle ${severity}
      | Q-01 | Where | R-01         | Open   |
      | R-02 | Cache | none         | Open   |
    `;
    await check(plan('Traceability register', 'information'));
    await check(plan('Roadmap', 'error'));
    await check(plan('Register of work', 'information'));
    await check(plan('Register of work', 'error').replaceAll('Q-01', 'R-07'));
  });

  it('knows that a phase may depend on its own tasks', () =>
    check(`
      # Roadmap
      ## Phase 1: Store
      **Depends on:** T001
      - [ ] T001 a
      - [ ] T002 b (depends on Phase 1)
    `));

  it('leaves out soft dependencies, and ids that several tasks have', () =>
    check(`
      # Roadmap
      ## Issue #1: Store
      **Depends on:** #2 (recommended, not blocking)
      ## Issue #2: Cache
      **Depends on:** #1
      ## Phase 1
      - [ ] T001 a (depends on T003)
      ## Phase 2
      - [ ] T003 b (depends on T001)
      ## Phase 3
      - [ ] T003 c (depends on T001)
    `));
});

describe('dependency/done-before', () => {
  const check = (markup: string) => checkFindings('dependency/done-before', markup);

  it('stands on the dependency', () =>
    check(`
      # Roadmap
      - [ ] T001 a
      - [x] T002 b (depends on T001)
      //                       ^^^^ dependency/done-before warning: T002 claims to be done, but T001, on which it depends, is to do.
      - [x] T003 c
      - [x] T004 d (depends on T003)
    `));

  it('is less sure where nothing else keeps the order, and of sentences and plain numbers', async () => {
    await check(`
      # Roadmap
      - [ ] T001 a
      - [x] T002 b (depends on T001)
      //                       ^^^^ dependency/done-before information
    `);
    await check(`
      # Roadmap
      ## S-1: Store
      **Status:** Planned
      ## S-2: Cache ✅ DONE
      **Depends on:** whatever S-1 brings
      //                       ^^^ dependency/done-before information
      ## 3. Queue ✅ DONE
      **Depends on:** S-4
      ## S-4: Log ✅ DONE
      **Depends on:** 5
      //              ^ dependency/done-before information
      ## 5. Mail
      **Status:** Planned
      ## S-6: Page ✅ DONE
      **Depends on:** S-4
    `);
  });

  it('doubts “Accepted”, which may be said of the plan', () =>
    check(`
      # Roadmap
      ## Issue #1: Store
      **Status:** Planned
      ## Issue #2: Cache
      **Status:** Accepted
      **Depends on:** #1
      //              ^^ dependency/done-before hint
      ## Issue #3: Queue
      **Status:** Done
      ## Issue #4: Log
      **Status:** Done
      **Depends on:** #3
    `));

  it('leaves “Approved” alone, which is said before or after the work', () =>
    check(`
      # Roadmap
      ## Issue #1: Store
      **Status:** Approved
      ## Issue #2: Cache
      **Status:** Done
      **Depends on:** #1
    `));

  it('believes claims only', () =>
    check(`
      # Roadmap
      ## Issue #1: Store
      **Effort:** 1h
      ## Issue #2: Cache — DEFERRED
      **Effort:** 1h
      ## Issue #3: Queue ✅ DONE
      **Depends on:** #1, #2, #4 (optional)
      ## Issue #4: Log
      **Status:** Planned
    `));

  it('doubts a mark that decorates, and believes no part of a claim', () =>
    check(`
      # Roadmap
      ## Issue #1: Store
      **Status:** Planned
      ## ✅ Issue #2: Cache
      **Depends on:** #1
      //              ^^ dependency/done-before hint
      ## Issue #3: Queue (80 % done)
      **Depends on:** #1
    `));

  const plan = '# Roadmap\n- [ ] T001 a\n- [X] T002 b (depends on T001)\n';

  it('marks the dependency done', () => checkFix('Mark T001 done', plan, plan.replace('[ ]', '[X]')));

  it('reopens the task', () => checkFix('Reopen T002', plan, plan.replace('[X]', '[ ]')));
});

describe('status/parent', () => {
  const check = (markup: string) => checkFindings('status/parent', markup);

  it('stands on what claims to be done', () =>
    check(`
      # Roadmap
      ## Phase 1: Store ✅
      // ^^^^^^^^^^^^^^^^ status/parent warning: Phase 1 claims to be done, but 2 tasks within it are open.
      - [x] T001 a
      - [ ] T002 b
      - [ ] T003 c
      - [x] T004 d
    `));

  it('knows what an overview says of phases that say nothing themselves', () =>
    check(`
      # Roadmap
      ## Overview
      - [x] Phase 1: Store
      // ^ status/parent information: Phase 1 is done here, but T002 within it is to do.
      - [x] Phase 2: Show
      - [ ] Phase 3: Sell
      - [x] Phase 4: Fly
      | Phase | Status |
      |-------|--------|
      | 3. Sell | In progress |
      | 5. Swim | Complete |
      //          ^^^^^^^^ status/parent hint: Phase 5 is done here, but 2 tasks within it are open.
      ## Details
      ### Phase 1: Store
      - [x] T001 a
      - [ ] T002 b
      ### Phase 2: Show
      - [x] T003 c
      ### Phase 3: Sell
      - [ ] T004 d
      ### Phase 4: Fly ✅
      - [x] T005 e
      ### Phase 5: Swim
      - [ ] T006 f
      - [ ] T007 g
    `));

  it('is less sure where other words stand beside “done”, or it is “shipped”', async () => {
    const plan = (claim: string, severity: string): string => {
      const name = `Phase 1: Store ${claim}`;
      return `# Roadmap\n## ${name}\n// ${'^'.repeat(name.replace(/\*+$/, '').length)} status/parent ${severity}\n- [x] T001 a\n- [ ] T002 b\n`;
    };
    for (const claim of [
      '✅',
      '✅ COMPLETE',
      '(Completed - Q4 2029)',
      '✅ **100% COMPLETED**',
      '— DONE (2030-01-31)',
      '— ✅ Done in week 4',
      '[FINISHED]',
      '✅ (commit 4f26a87)',
      '✅ COMPLETE (10 hours)',
      '✅ (2/2 tasks)',
    ])
      await check(plan(claim, 'warning'));
    for (const claim of ['✅ **MAJOR WORK COMPLETED**', '(shipped 2029-07-28)'])
      await check(plan(claim, 'information'));
  });

  it('takes what is nearly done for open, in whatever words', () =>
    check(`
      # Roadmap
      ## Phase 1: Store
      **Status:** In Process (near done)
      - [x] T001 a
      - [ ] T002 b
    `));

  it('is no warning about work that is marked as planned', () =>
    check(`
      # Roadmap
      ## Phase 1: Store ✅ DONE
      - [x] T001 a
      - [ ] T002 b [PLANNED]
    `));

  it('says nothing of what has a ✅ behind its own name', () =>
    check(`
      # Roadmap
      ## Phase 1: Store ✅
      ### 1.1 Tables ✅
      **Status:** in progress
      ### 1.2 Rows ✅
      **Status:** done
    `));

  it('is less sure where more is open than done, unless other phases are kept', async () => {
    const plan = (severity: string, other: string): string => `
      # Roadmap
      ## Phase 1: Store ✅
      // ^^^^^^^^^^^^^^^^ status/parent ${severity}
      - [x] T001 a
      - [ ] T002 b
      - [ ] T003 c
      ## Phase 2: Cache ✅
      - [${other}] T004 d
    `;
    await check(plan('warning', 'x'));
    await check(plan('information', '*'));
  });

  it('is less sure where most done phases hold open work: the word means something else there', () =>
    check(`
      # Roadmap
      ## Phase 1: Store ✅
      // ^^^^^^^^^^^^^^^^ status/parent information
      - [x] T001 a
      - [ ] T002 b
      ## Phase 2: Cache ✅
      // ^^^^^^^^^^^^^^^^ status/parent information
      - [x] T003 c
      - [ ] T004 d
      ## Phase 3: Queue ✅
      - [x] T005 e
    `));

  it('is less sure where all that is open has a remark, or is a check of the rest', () =>
    check(`
      # Roadmap
      ## Phase 1: Store ✅
      // ^^^^^^^^^^^^^^^^ status/parent information
      - [x] T001 a
      - [x] T002 b
      - [x] T014 c
      - [x] T015 d
      - [x] T016 e
      - [ ] T003 c (by hand, needs a device)
      - [ ] T004 Run the smoke tests
      - [ ] T005 负载测试
      - [ ] T010 กล้อง (ต้องทดสอบบนโทรศัพท์)
      - [ ] T011 Add more unit tests
      - [ ] T017 Sign-in - *prepared but not built*
      ## Phase 2: Cache ✅
      // ^^^^^^^^^^^^^^^^ status/parent warning
      - [x] T006 f
      - [ ] T007 g (src/cache.ts)
      - [x] T012 h
      - [ ] T013 Add data validation with schemas
      ## Phase 3: Queue ✅
      - [x] T008 h
      ## Phase 4: Mail ✅
      - [x] T009 i
    `));

  it('is less sure where the row of what is open says what it waits for', async () => {
    const plan = (remark: string, severity: string) => `
      # Roadmap
      ## Phase 1: Store ✅
      // ^^^^^^^^^^^^^^^^ status/parent ${severity}
      | ID   | Task    | Status | Notes |
      | ---- | ------- | ------ | ----- |
      | T001 | Shelves | ✅     | store |
      | T002 | Labels  | ✅     | store |
      | T003 | Parcels | 📋     | ${remark} |
    `;
    await check(plan('Upload (waiting for the new servers)', 'information'));
    await check(plan('Upload (on the new servers)', 'warning'));
  });

  it('leaves out a section whose last field says that it is for later', async () => {
    const plan = (status: string, mark = '') => `
      # Roadmap
      ## Task 1: Store ✅ COMPLETE
${mark}
      ### Task 1.1: Shelves ✅ COMPLETE
      Built.
      ### Task 1.2: Labels 🔮 PLANNED
      Printed on site.

      **Implementation Status:** ${status}

      ## Task 2: Cache
      **Status:** Open
    `;
    await check(plan('Coming soon (the design is there)'));
    await check(plan('Designed', '      // ^^^^^^^^^^^^^^^^^^^^^^^^ status/parent warning'));
  });

  it('is less sure where only records are missing', () =>
    check(`
      # Roadmap
      ## Phase 1: Store — DONE
      // ^^^^^^^^^^^^^^^^^^^^^ status/parent information
      ### Tasks
      - [x] T001 a
      ### Evidence
      - [ ] Output of the tests
    `));

  it('looks at the nearest claim', () =>
    check(`
      # Roadmap
      ## Phase 1: Store — DONE
      // ^^^^^^^^^^^^^^^^^^^^^ status/parent warning: Phase 1 claims to be done, but 2 tasks within it are open.
      ### Issue #1: Cache
      **Status:** In progress
      - [ ] T001 a
      ### Issue #2: Queue
      **Status:** Blocked
      ## Phase 2: Mail
      ### Issue #3: Letters
      **Status:** Done
    `));

  it('is less sure where a label says how much is done, and leaves out claims about some parts', () =>
    check(`
      # Roadmap
      ## Phase 1: Store ✅
      // ^^^^^^^^^^^^^^^^ status/parent information
      **Phase 1: COMPLETED (2/3 tasks)**
      - [x] T001 a
      - [x] T002 b
      - [ ] T003 c
      ## Phase 2: Cache ✅ T004 + T005 COMPLETE
      - [x] T004 d
      - [x] T005 e
      - [ ] T006 f
    `));

  it('is less sure of words where nobody says in them that anything is done', () =>
    check(`
      # Roadmap
      ## Phase 1: Store — DONE
      // ^^^^^^^^^^^^^^^^^^^^^ status/parent information
      ### Issue #1: Cache
      **Status:** In progress
    `));

  it('doubts reports, and states within a sentence', () =>
    check(`
      # Roadmap
      ## Phase 1: Evidence (completed 2026-05-14)
      // ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ status/parent hint
      - [ ] GAP-1 a
      - [x] GAP-2 b
      ## Phase 2: Sign-in ✅
      ### 2.1 Access
      - **Status**: All apps active and guarded
      ### 2.2 Pages
      - **Status**: Done
    `));

  it('leaves out what is set aside', () =>
    check(`
      # Roadmap
      ## Phase 1: Store — DONE
      - [x] T001 a
      - [ ] T002 b (optional)
      - [ ] T003 c (moved to Phase 2)
      - [ ]* T004 d
      - [*] T005 e
      ### Future work
      - [ ] T006 f
      ### Open questions (at the end of Phase 1)
      - [ ] T009 i
      ## Phase 2: Cache — 90 % done
      - [ ] T007 g
      ## Phase 3: Queue — mostly DONE
      - [ ] T008 h
      ## Phase 4: Board (COMPLETED for the server)
      - [ ] T010 j
      ## Phase 5: Mail ✅ DONE
      - [ ] T011 k (separate repo)
      - [ ] T012 l (documented as technical debt)
      - [x] T013 m
      - [ ] T014 n, carried forward
      - [ ] T015 o (Horizon 4)
      - [ ] 2.4 Optional: p

      **Outstanding**:
      - [x] T016 p
      - [ ] T017 q
      ## Phase 7: Audit ✅ Shipped
      | # | Task | Status |
      | - | ---- | ------ |
      | 1 | Keys | ✅ Done |
      | 2 | Pen test | ❌ Pending; carried forward |
      ## Phase 6: Rollout (completed with this release)
      - [x] T018 r
      - [ ] T019 s
    `));

  it('is less sure of empty boxes among which none is ticked', () =>
    check(`
      # Roadmap
      ## Phase 1: Store ✅ DONE
      // ^^^^^^^^^^^^^^^^^^^^^ status/parent information
      ### Tables
      - [x] T001 a
      ### Tests
      - [ ] T002 b
      ## Phase 2: Cache ✅ DONE
      // ^^^^^^^^^^^^^^^^^^^^^ status/parent warning
      ### Tables
      - [x] T003 c
      - [ ] T004 d
      ## Phase 3: Queue ✅ DONE
      // ^^^^^^^^^^^^^^^^^^^^^ status/parent warning
      - T005 e (Status: In progress)
      ### Issue #1: Mail
      **Status:** In progress
      ## Phase 4: Mail
      ### Issue #2: Letters
      **Status:** Done
    `));

  it('knows boxes that are kept from those of other tasks that are done', async () => {
    const list = (box: string, expected: string): string => `
      # Roadmap
      - [x] Task 1: Store
      ${expected}
        - [${box}] Subtask 1.1: Open it
        - [ ] Subtask 1.2: Move it
      - [x] Task 2: Cache
        - [x] Subtask 2.1: Fill it
        - [x] Subtask 2.2: Clear it
    `;
    await check(list(' ', '//    ^^^^^^^^^^^^^ status/parent information'));
    await check(list('x', '//    ^^^^^^^^^^^^^ status/parent warning'));
    await check(`
      # Roadmap
      - [x] Task 1: Store
      //    ^^^^^^^^^^^^^ status/parent information
        - [ ] Subtask 1.1: Open it
        - [ ] Subtask 1.2: Move it
      - [x] Task 2: Cache
        - [x] Subtask 2.1: Fill it
    `);
  });

  it('is less sure where a word behind the mark says what it means, and of what waits for something', () =>
    check(`
      # Roadmap
      ## Phase 1: Store ✅ PRIORITY
      // ^^^^^^^^^^^^^^^^^^^^^^^^^ status/parent hint
      - [x] T001 a
      - [ ] T002 b
      ## Phase 2: Cache ✅
      // ^^^^^^^^^^^^^^^^ status/parent information
      - [x] T003 c
      - [ ] T004 d (pending the new servers)
      - [ ] T007 **Post-merge verification**: g
      - [ ] T008 h (database not available)
      ## Phase 3: Queue ✅
      // ^^^^^^^^^^^^^^^^ status/parent warning
      - [x] T005 e
      - [ ] T006 f (pending)
      ## Phase 4: Mail ✅
      - [x] T009 i
      ## Phase 5: Page ✅
      - [x] T010 j
      ## Phase 6: Log ✅
      - [x] T011 k
    `));

  it('doubts results of a check in every language, and what was closed over blocked work', () =>
    check(`
      # Roadmap
      ## Phase 1: Ergebnisse der Prüfung (erledigt)
      // ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ status/parent hint
      - [ ] GAP-1 Zugriff begrenzen
      - [x] GAP-2 Schlüssel ersetzen
      ## Phase 2: 第一轮检查结果（已完成）
      // ^^^^^^^^^^^^^^^^^^^^^ status/parent hint
      - [ ] GAP-3 限制访问
      - [x] GAP-4 更换密钥
      ## Phase 3: Wells
      // ^^^^^^^^^^^^^^ status/parent information
      **Status:** Closed — too little water
      ### Task 3.1: Dig
      **Status:** Blocked
      ## Phase 4: Pumps
      // ^^^^^^^^^^^^^^ status/parent warning
      **Status:** Done
      ### Task 4.1: Buy
      **Status:** In progress
      ### Task 4.2: Fill
      **Status:** Done
    `));

  it('is less sure where most of what is done has no box ticked below it', () =>
    check(`
      # Tasks
      - [x] Task 1: Store
        - [x] 1.1 Open it
        - [x] 1.2 Fill it
      - [x] Task 2: Cache
      //    ^^^^^^^^^^^^^ status/parent information
        - [ ] 2.1 Open it
        - [ ] 2.2 Fill it
      - [x] Task 3: Queue
      //    ^^^^^^^^^^^^^ status/parent information
        - [ ] 3.1 Open it
        - [ ] 3.2 Fill it
    `));

  it('leaves out optional work, whether or not its star is escaped', () =>
    check(`
      # Tasks
      - [x] 1. Store
        - [x] 1.1 Open it
        - [ ]* 1.2 Property tests
      - [x] 2. Cache
        - [x] 2.1 Fill it
        - [ ]\\* 2.2 Property tests
      - [x] 3. Queue
      //    ^^^^^^^^ status/parent information
        - [x] 3.1 Drain it
        - [ ] **3.2 Fill it**
    `));

  it('leaves out what the claim or a label says is not done', () =>
    check(`
      # Roadmap
      ## Phase 1: Store
      **Status:** UI done, server not begun
      - [x] T001 a
      - [ ] T002 b
      ## Phase 2: Cache
      **Status:** Foundation complete
      - [x] T003 c
      - [ ] T004 d
      ## Phase 3: Queue — DONE
      - [x] T005 e

      **Not yet implemented:**
      - [ ] T006 f
      ### まだ実装されていない機能
      - [ ] T007 g
    `));

  it('is less sure where what is open is on hold', () =>
    check(`
      # Roadmap
      ## Phase 1: Store ✅
      // ^^^^^^^^^^^^^^^^ status/parent information
      - [x] T001 a
      - [ ] ⏸️ T002 b
    `));

  it('doubts headings that are no phases, and takes decoration for what it is', () =>
    check(`
      # Roadmap
      ## Store — DONE
      // ^^^^^^^^^^^^ status/parent hint
      - [ ] T001 a
      ## ✅ Checklist
      - [ ] T002 b
      ## ✅ Phase 1: Cache
      - [ ] T003 c
    `));

  const plan = '# Roadmap\n## Phase 1: Store — DONE\n- [x] T001 a\n- [ ] T002 b\n- [ ] T003 c\n';

  it('reopens the phase', () => checkFix('Reopen Phase 1', plan, plan.replace('DONE', 'TO DO')));

  it('marks the tasks done', () => checkFix('Mark the tasks done', plan, plan.replaceAll('[ ]', '[x]')));

  it('says in the overview that the phase is to do', () => {
    const told = '# Roadmap\n- [x] Phase 1: Store\n## Phase 1: Store\n- [x] T001 a\n- [ ] T002 b\n';
    return checkFix('Say to do here', told, told.replace('[x] Phase', '[ ] Phase'));
  });
});

describe('status/conflict', () => {
  const check = (markup: string) => checkFindings('status/conflict', markup);

  it('reads a row that holds an id, a state and an estimate', () =>
    check(`
      # Roadmap
      ## Overview
      | ID | Status | Effort |
      |---|---|---|
      | S-1 | Done | 4 hours |
      //      ^^^^ status/conflict warning
      | S-2 | Todo | 6 hours |
      ## Phase 1: Store
      ### S-1: Shelves
      **Status:** Todo
      ### S-2: Labels
      **Status:** Todo
    `));

  it('is less sure of what is blocked beside a ticked box, which may be what a check saw', () =>
    check(`
      # Test guide
      - [x] T-1 Open the shop
      - [x] T-2 Order without a name — blocked
      //                               ^^^^^^^ status/conflict information
      - [ ] T-3 Order twice
    `));

  it('is less sure of a word or mark beside an empty box', () =>
    check(`
      # Roadmap
      - [ ] Flow from order to payment (complete)
      //                                ^^^^^^^^ status/conflict information
      - [ ] Phase 4: Implementation complete
      //             ^^^^^^^^^^^^^^^^^^^^^^^ status/conflict information
      - [ ] Footer position: fixed
      //                     ^^^^^ status/conflict information
      - [ ] Flow from offer to order ✅
      //                             ^ status/conflict hint
    `));

  it('believes what ends in “completed” beside an empty box, where boxes are ticked', () =>
    check(`
      # Roadmap
      - [x] Move the store
      - [ ] Move the index (completed)
      //                    ^^^^^^^^^ status/conflict warning
      - [ ] Move the log — ✅ DONE
      //                     ^^^^ status/conflict warning
      - [ ] Move the view - done
      //                    ^^^^ status/conflict information
    `));

  it('is less sure of a mere mark', () =>
    check(`
      # Roadmap
      ### S-1: Helpers ✅
      //               ^ status/conflict information
      **Status:** In progress
    `));

  it('is less sure of a state that the task is about', () =>
    check(`
      # Roadmap
      - [x] Save the parcel with status: DRAFT
      //                                 ^^^^^ status/conflict information
      - [x] S-2 Cache
    `));

  it('is less sure of what is in use', () =>
    check(`
      # Roadmap
      ### S-1: Helpers ✅ DONE
      **Status**: Active
      //          ^^^^^^ status/conflict information
      ### S-2: Store ✅ DONE
      **Status**: In progress
      //          ^^^^^^^^^^^ status/conflict warning
    `));

  it('says little of what is in use beside a box', () =>
    check(`
      # Roadmap
      - [x] S-1 Helpers
        - **Status**: Active
      //              ^^^^^^ status/conflict hint
      - [x] S-2 Store
      ### S-3: Queue ✅
      //             ^ status/conflict hint
      **Status**: Active
    `));

  it('is less sure of a row below a heading for tests', async () => {
    const plan = (heading: string, severity: string) => `
      # Roadmap
      ### S-1: Store
      **Status:** Done
      ### S-2: Cache
      **Status:** Done
      ## ${heading}
      | Task | File      | Status  |
      | ---- | --------- | ------- |
      | S-1  | -         | Done    |
      | S-2  | -         | Open    |
      //                   ^^^^ status/conflict ${severity}
    `;
    await check(plan('🧪 Testes', 'information'));
    await check(plan('Test coverage', 'information'));
    await check(plan('Testbed', 'warning'));
  });

  it('reads the state of a field to the end of its item', () =>
    check(`
      # Roadmap
      | ID  | Status |
      | --- | ------ |
      | S-1 | Open   |
      | S-2 | Open   |
      //      ^^^^ status/conflict warning
      | S-3 | Open   |
      ## S-1: Store
      - Status: DONE — all tests pass. Trial with two
        parcels (large) pending.
      - Effort: 2h
      ## S-2: Cache
      - Status: DONE — all tests pass. Trial with two
        parcels
      - Note: one is pending
      ## S-3: Queue
      - Status: Open
    `));

  it('compares a table with the tasks', () =>
    check(`
      # Roadmap
      | Task | Title | Blocked by | Status |
      |------|-------|------------|--------|
      | S-1 | Store | S-2 | ✅ Complete |
      //                      ^^^^^^^^ status/conflict warning: S-1 is done here, but in progress in its status field.
      | S-2 | Log | none | ⏳ |
      | S-3 | Queue | none | Done |
      ## S-1: Store
      **Status:** In progress
      ## S-2: Cache ✅
      **Effort:** 1h
      ## S-3: Queue
      **Status:** Done
    `));

  it('compares the rows of a plan by weeks with each task that they list', () =>
    check(`
      # Roadmap
      | Week | Goal | Tasks | Status |
      |------|------|-------|--------|
      | Week 1 | The store works | S-1, S-2 | Done |
      //                                      ^^^^ status/conflict information: S-2 is done here, but in progress in its status field.
      | Week 2 | All is quick | S-3 and [S-4](#s-4-log) | Planned |
      //                                                  ^^^^^^^ status/conflict information: S-4 is to do here, but done in its status field.
      | Week 3 | All is quick | S-1, S-2 | In progress |
      | Week 4 | All is quick | S-2, S-9 | Done |
      ## S-1: Store
      **Status:** Done
      ## S-2: Cache
      **Status:** In progress
      ## S-3: Queue
      **Status:** Open
      ## S-4: Log
      **Status:** Done
    `));

  it('takes the state of what has several tasks for none of theirs', () =>
    check(`
      # Roadmap
      | Tasks | Status |
      |-------|--------|
      | S-1, S-2 | Done |
      //           ^^^^ status/conflict information
      | Risk | Tasks | Status |
      |------|-------|--------|
      | The disk is full | S-1, S-2 | Done |
      | Step | Depends on | Status |
      |------|-------|--------|
      | 1 | S-1, S-2 | Done |
      ## S-1: Store
      **Status:** Done
      ## S-2: Cache
      **Status:** In progress
    `));

  it('is less sure of a table that agrees with no task', () =>
    check(`
      # Roadmap
      | Task | Title | Status |
      |------|-------|--------|
      | S-1 | Store | Done |
      //              ^^^^ status/conflict information
      ## S-1: Store
      **Status:** In progress
      ## S-2: Cache
      **Status:** Done
    `));

  it('compares a list with the tasks', () =>
    check(`
      # Roadmap
      ## Order
      - [x] S-1: Store
      // ^ status/conflict warning: S-1 is done here, but to do in its status field.
      - S-2
      - [x] S-3: Queue
      ## S-1: Store
      **Status:** Planned
      ## S-2: Cache
      **Status:** Planned
      ## S-3: Queue
      **Status:** Done
    `));

  it('compares the heading with the field', () =>
    check(`
      # Roadmap
      ## S-1: Store — DONE
      **Status:** In progress
      //          ^^^^^^^^^^^ status/conflict warning: S-1 is in progress here, but done in its heading.
      ## ✅ S-2: Cache
      // ^ status/conflict hint
      **Status:** In progress
      ## S-3: Queue ✅
      **Status:** Done
    `));

  it('takes “pending” for a state where nothing stands beside it', () =>
    check(`
      # Roadmap
      | Id | Task | Status |
      | -- | ---- | ------ |
      | S-1 | Store | ⏳ Pending |
      //                ^^^^^^^ status/conflict warning: S-1 is to do here, but done in its status field.
      | S-2 | Cache | Pending review |
      | S-3 | Queue | Done |
      ## S-1: Store
      **Status:** Done
      ## S-2: Cache
      **Status:** Done
      ## S-3: Queue
      **Status:** Done
    `));

  it('compares the box with what stands behind it', () =>
    check(`
      # Roadmap
      - [x] S-1: Store - ⚠️ BLOCKED by the disk
      - [x] S-2: Cache — BLOCKED
      //                 ^^^^^^^ status/conflict warning
      - [x] S-3: Test that a button is off when the state is pending (blocked)
      - [x] ~~S-4: Queue~~
    `));

  it('is less sure of titles, of boxes that nobody ticks, and of fields below other headings', async () => {
    await check(`
      # Roadmap
      | Task | Status |
      | ---- | ------ |
      | Store the requests | Done |
      //                     ^^^^ status/conflict information
      | Answer bad input | Open |
      ## Store the requests
      **Status:** In progress
      ## Answer bad input
      **Status:** Open
    `);
    const list = (other: string, expected: string): string => `
      # Roadmap
      - [ ] S-1: Store
      ${expected}
      - [${other}] S-2: Cache
      - [ ] S-3: Queue
      ## S-1: Store
      **Status:** Done
      ## S-3: Queue
      **Status:** Planned
    `;
    await check(list(' ', '// ^ status/conflict information'));
    await check(list('x', '// ^ status/conflict warning'));
    await check(`
      # Roadmap
      ## S-1: Store — DONE
      ### Tests
      **Status:** In progress
      //          ^^^^^^^^^^^ status/conflict information
    `);
  });

  it('compares other states where both are in words', () =>
    check(`
      # Roadmap
      ## S-4: Store
      **Status:** Not started
      ## S-5: Cache
      **Status:** Blocked
      ## S-6: Queue
      **Status:** Cancelled
      ## Overview
      | Issue | Status |
      | --- | --- |
      | S-4 | In progress |
      //      ^^^^^^^^^^^ status/conflict information: S-4 is in progress here, but to do in its status field.
      | S-5 | In progress |
      | S-6 | Done |
      //      ^^^^ status/conflict information: S-6 is done here, but cancelled in its status field.
    `));

  it('leaves alone what stands in code, and results with a mark of their own', () =>
    check(`
      # Roadmap
      - [x] T001 Push it with \`name: a\`, \`status: InProgress\`
      - [x] T002 b
      ## Issue #4: Payout ✅ Done
      - ✅ Status: Pending
      - ✅ Money received
    `));

  it('leaves other things with the same number alone', () =>
    check(`
      # Roadmap
      - [ ] Task 1: Read the settings
      - [ ] Task 2: Open the store
      ## Acceptance
      | AC | Description | Status |
      |----|-------------|--------|
      | 1  | Settings are read at the start | ✅ PASS |
      | 2  | The store survives | ✅ PASS |
    `));

  it('leaves logs and half claims alone', () =>
    check(`
      # Roadmap
      ## S-1: Store
      **Status:** Done
      ## S-2: Cache
      **Status:** 80 % done
      ## S-3: Queue — DONE
      **Status:** todo / doing / done
      ## History
      | Task | Status |
      |------|--------|
      | S-1 | Open |
      ## Summary
      | Task | Status |
      |------|--------|
      | S-2 | Open |
    `));

  it('is sure of a dotted number with the whole title of its task', () =>
    check(`
      # Roadmap
      ### Task 2.1.3: Write the parcel index
      - **Status**: TODO
      ### Task 2.1.5: Send the parcel
      - **Status**: Done
      ## Overview
      | ID | Task | Status |
      |----|------|--------|
      | 2.1.3 | Write the parcel index | Done |
      //                                 ^^^^ status/conflict warning
      | 2.1.5 | Send the parcel | Done |
    `));

  it('compares a status page with the plan that it repeats', () =>
    check(`
      //- /STATUS.md
      # Status
      | ID | Task | Status |
      |----|------|--------|
      | S-1 | Store | Done |
      //              ^^^^ status/conflict information: S-1 is done here, but in progress in docs/plan.md.
      | S-2 | Queue | Done |
      //- /docs/plan.md
      # Roadmap
      ## S-1: Store
      **Status:** In progress
      ## S-2: Cache
      **Status:** Open
    `));

  it('compares the list of a status page as well, but no other list', async () => {
    const plan = `//- /docs/plan.md
      # Roadmap
      ## S-1: Store
      **Status:** In progress
      ## S-2: Cache
      **Status:** Open
      `;
    await check(`
      //- /docs/progress.md
      # How far we are
      - S-1: Store — ✅ Done
      //               ^^^^ status/conflict information: S-1 is done here, but in progress in docs/plan.md.
      - [x] S-2: Cache
      // ^ status/conflict information: S-2 is done here, but to do in docs/plan.md.
      - [x] S-3: Queue
      ${plan}`);
    await check(`
      //- /docs/retro.md
      # What went well
      - S-1: Store — ✅ Done
      - [x] S-2: Cache
      ${plan}`);
  });

  it('asks the plan before a status page where both have the task', () =>
    check(`
      //- /overview.md
      # Overview
      | ID | Task | Status |
      |----|------|--------|
      | S-1 | Store | Done |
      //              ^^^^ status/conflict information: S-1 is done here, but in progress in plan.md.
      | S-2 | Cache | Open |
      //- /status.md
      # Status
      - S-1: Store — in progress
      - S-2: Cache — open
      //- /plan.md
      # Roadmap
      ## S-1: Store
      **Status:** In progress
      ## S-2: Cache
      **Status:** Open
    `));

  it('takes no side where two documents plan such a task', () =>
    check(`
      //- /STATUS.md
      # Status
      | ID | Task | Status |
      |----|------|--------|
      | S-1 | Store | Done |
      //- /docs/plan.md
      # Roadmap
      ## S-1: Store
      **Status:** In progress
      //- /docs/other.md
      # Roadmap
      ## S-1: Store
      **Status:** In progress
    `));

  const plan =
    '# Roadmap\n| Task | Status |\n|---|---|\n| S-1 | Complete |\n## S-1: Store\n**Status:** In progress\n';

  it('takes the one', () => checkFix('Say in progress here', plan, plan.replace('Complete', 'In progress')));

  it('takes the other', () =>
    checkFix('Say done in its status field', plan, plan.replace('In progress', 'Done')));
});

describe('criteria/met-but-open', () => {
  const check = (markup: string) => checkFindings('criteria/met-but-open', markup);

  it('stands on the task', () =>
    check(`
      # Roadmap
      ## Issue #1: Store
      // ^^^^^^^^^^^^^^^ criteria/met-but-open information: All 2 criteria are met, but #1 is in progress.
      **Status:** In progress
      **Acceptance Criteria:**
      - [x] a
      - ✅ b
    `));

  it('asks for a record of each criterion, and for a claim', () =>
    check(`
      # Roadmap
      ## Issue #1: Store
      **Status:** In progress
      **Acceptance Criteria:**
      - [x] a
      - b
      ## Issue #2: Cache
      **Acceptance Criteria:**
      - [x] a
      ## Issue #3: Queue
      **Status:** Deferred
      **Acceptance Criteria:**
      - [x] a
    `));

  it('is a hint while there are steps left', () =>
    check(`
      # Roadmap
      ## Issue #1: Store
      // ^^^^^^^^^^^^^^^ criteria/met-but-open hint
      **Status:** In progress
      **Steps:**
      - [ ] s

      **Acceptance Criteria:**
      - [x] a
    `));

  const plan = '# Roadmap\n## Issue #1: S\n**Status:** In progress\n**Acceptance Criteria:**\n- [x] b\n';

  it('marks the task done', () => checkFix('Mark #1 done', plan, plan.replace('In progress', 'Done')));
});

describe('dependency/order', () => {
  const check = (markup: string) => checkFindings('dependency/order', markup);

  it('compares the phases', () =>
    check(`
      # Roadmap
      ## Phase 1: Store
      - [ ] T001 a (depends on T003)
      //                       ^^^^ dependency/order information: T001 stands in Phase 1, but it depends on T003 in Phase 2, which comes later.
      - [ ] T002 b
      ## Phase 2: Cache
      - [ ] T003 c (depends on T001)
    `));

  it('compares what phases depend on', () =>
    check(`
      # Roadmap
      ## Phase 1: Store
      **Depends on:** Phase 2
      //              ^^^^^^^ dependency/order information: Phase 1 depends on Phase 2, which comes later.
      - [ ] T001 a
      ## Phase 2: Cache
      - [ ] T002 b
    `));

  it('compares lists that say an order', () =>
    check(`
      # Roadmap
      ## Implementation order
      1. **S-1**: because S-2 is long
      2. S-3, S-2
      3. #7
      ## S-1: Store
      **Depends on:** S-2
      //              ^^^ dependency/order information: S-1 depends on S-2, but the order in line 3 puts it before S-2.
      ## S-2: Cache
      **Depends on:** S-3
      ## S-3: Queue
      **Effort:** 1h
    `));

  it('compares the weeks of the plan', () =>
    check(`
      # Roadmap
      ## Issue #1: Store
      **Schedule:** Week 2
      **Depends on:** #2
      //              ^^ dependency/order information: #1 is planned for Week 2, but it depends on #2, which is planned for Weeks 5-6.
      ## Issue #2: Cache
      **Schedule:** Weeks 5-6
      **Depends on:** #3
      ## Issue #3: Queue
      **Schedule:** Weeks 4-5
    `));

  it('compares a week plan beside the tasks', () =>
    check(`
      # Roadmap
      ## S-1: Store
      **Depends on:** S-2
      //              ^^^ dependency/order information: S-1 depends on S-2, but the order in line 7 puts it before S-2.
      ## S-2: Cache
      **Effort:** 1h
      ## Weekly plan
      - **Week 1**: S-1
      - **Week 2-3**: S-2
    `));

  it('compares arrows of a critical path', () =>
    check(`
      # Roadmap
      ## S-1: Store
      **Depends on:** S-2
      //              ^^^ dependency/order information: S-1 depends on S-2, but the order in line 5 puts it before S-2.
      ## S-2: Cache
      **Critical path:** S-1 → S-2 → S-3
      ## S-3: Queue
      **Depends on:** S-2
      S-3 -> S-2 are words.
    `));

  it('knows what is no sequence, and what is past', () =>
    check(`
      # Roadmap
      ## Epic 1: Store
      - [ ] T001 a (depends on T002)
      ## Epic 2: Cache
      - [ ] T002 b
      ## Phase 1: Queue
      - [x] T003 c (depends on T005)
      ## Phase 2: Log
      - [ ] T005 e
    `));
});

describe('criteria/missing', () => {
  const check = (markup: string) => checkFindings('criteria/missing', markup);
  const withCriteria = (id: string) => `## ${id}: Store\n\n**Done when:**\n\n- [ ] a\n\n`;
  const three = `# Roadmap\n${['S-1', 'S-2', 'S-3'].map(withCriteria).join('')}`;

  it('stands on the task that has none', () =>
    check(
      `${three}## S-4: Cache\n// ^^^^^^^^^^ criteria/missing hint: S-4 has no criteria; the tasks beside it have some.\n**Effort:** 1h\n`,
    ));

  it('needs most of the tasks beside it', () =>
    check(
      `${three}## S-4: Cache\n**Effort:** 1h\n## S-5: Queue\n**Effort:** 1h\n## S-6: Log — DONE\n**Effort:** 1h\n`,
    ));

  it('leaves out what is done, and what holds tasks', () =>
    check(`${three}${withCriteria('S-4')}${withCriteria('S-5')}${withCriteria('S-6')}## S-7: Log — DONE
**Effort:** 1h
## S-8: Queue
**Effort:** 1h
### S-9: Cache
**Effort:** 1h
## S-10: Checklist
**Steps:**
- [ ] a
`));

  const short = `${three}## S-4: Cache\n\n**Effort:** 1h\n`;

  it('inserts the label of the others', () =>
    checkFix(
      'Insert criteria',
      `${short}\n---\n\n## Notes\n\nText.\n`,
      `${short}\n**Done when:**\n\n- [ ] To be written\n\n---\n\n## Notes\n\nText.\n`,
    ));

  it('keeps the line ends', () =>
    checkFix(
      'Insert criteria',
      short.replaceAll('\n', '\r\n'),
      `${short}\n**Done when:**\n\n- [ ] To be written\n`.replaceAll('\n', '\r\n'),
    ));
});
