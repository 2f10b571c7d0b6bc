import assert from 'node:assert/strict';
import { checkDocument } from '../../../../server/src/core/analysis/check.ts';
import { withComplete } from '../../../../server/src/core/model/workspace.ts';
import { checkFindings, checkFix } from '../../../support/findings.ts';
import { uriOf, workspaceFrom } from '../../../support/workspace.ts';

describe('id/duplicate', () => {
  const check = (markup: string) => checkFindings('id/duplicate', markup);

  it('takes no time and no share for an id', () =>
    check(`
      # Roadmap
      ## Phase 1: Parcels
      ### 21:45 - Polish the board
      **Status:** Done
      ### 21:00 - Move the board
      **Status:** Done
      ## Progress
      | Category | Tasks | Progress |
      | --- | --- | --- |
      | Store | 2/2 | Done |
      | Cache | 2/3 | Open |
    `));

  // Minutes where each of them looks at all ids for the next free one.
  it('stands on all but the first of many tasks', async () => {
    const project = workspaceFrom(`//- /plan.md\n# Roadmap\n${'- [ ] P1-1: Store\n'.repeat(20_000)}`);
    const uri = uriOf('/plan.md');
    const findings = checkDocument(project.workspace, uri, await project.facts(uri));
    assert.equal(findings.filter(({ code }) => code === 'id/duplicate').length, 19_999);
  });

  it('stands on the second of two tasks', () =>
    check(`
      # Roadmap
      ## P1-1: Store
      **Effort:** 1h
      ## P1-2: Cache
      **Effort:** 1h
      ## P1-2: Queue
      // ^^^^ id/duplicate warning: P1-2 stands for two tasks: line 4 has it too.
      **Effort:** 1h
      ## P1-4: Mail
      **Effort:** 1h
    `));

  it('is less sure where the numbers leave no gap, as where one task has two parts', async () => {
    const plan = (next: number): string => `
      # Roadmap
      - [ ] T001 Store
      - [ ] T002 Cache
      - [ ] T002 Queue
      //    ^^^^ id/duplicate information
      - [ ] T00${next} Mail
    `;
    await check(plan(3));
    await check(plan(5));
    await check(`
      # Roadmap
      - [ ] T001 Store
      - [ ] T002 Cache
      - [ ] T002 Queue
      //    ^^^^ id/duplicate information
    `);
  });

  it('knows that numbers start again in another scope', () =>
    check(`
      # Roadmap
      ## Phase 1
      - [ ] T001 a
      - [ ] T002 b
      ## Phase 2
      - [ ] T001 c
      ### Backend
      - [ ] T001 d
    `));

  it('doubts what continues or repeats the first', () =>
    check(`
      # Roadmap
      ## P1-1: Store
      **Effort:** 1h
      ## P1-1: Store (continued)
      // ^^^^ id/duplicate hint
      **Effort:** 1h
    `));

  it('doubts chapters of the first', () =>
    check(`
      # Roadmap
      ## Story 1.2: Baseline
      **Effort:** 1h
      ## Story 1.2: Success Criteria
      //       ^^^ id/duplicate hint
      - [ ] a
    `));

  it('doubts headings that go on with words: they are about what is called so', () =>
    check(`
      # Roadmap
      ## 1. D10 baseline
      **Effort:** 1h
      ## 2. D10 packet
      //    ^^^ id/duplicate hint
      **Effort:** 1h
    `));

  it('doubts an id behind the number that the item is called by', () =>
    check(`
      # Roadmap
      ## Ready
      - 03-01: KILN-01 door, KILN-02 lamp — DONE
      - 03-02: KILN-01 and KILN-02 tests — DONE
      //       ^^^^^^^ id/duplicate hint
      - 03-03: KILN-03 shelf — DONE
    `));

  it('doubts headings of a report, below which nothing is planned', () =>
    check(`
      # Roadmap
      ## Story 5.3: First results
      Better than before.
      ## Story 5.3: Final results
      //       ^^^ id/duplicate hint
      Better still.
    `));

  it('knows letters behind a number', () =>
    check(`
      # Roadmap
      ## Issue 247-A: Proxy
      **Effort:** 1h
      ## Issue 247-B: Backups
      **Effort:** 1h
    `));

  it('doubts a log of entries', () =>
    check(`
      # Roadmap
      ## CN-07: Store
      **Effort:** 1h
      ## CN-07: Cache
      // ^^^^^ id/duplicate hint
      **Effort:** 1h
      ## CN-07: Queue
      // ^^^^^ id/duplicate hint
      **Effort:** 1h
    `));

  it('doubts bullets that record nothing: they may speak of a task that stands elsewhere', () =>
    check(`
      # Roadmap
      **Coverage**
      - T001 (4 tests): types
      - T002 (9 tests): edge cases
      - T002 Safari (3 tests): browsers
      //^^^^ id/duplicate hint
    `));

  it('doubts what only begins like an id', () =>
    check(`
      # Roadmap
      | Task                  | Status      |
      | --------------------- | ----------- |
      | 510(k) first meeting  | Not started |
      | 510(k) second meeting | Not started |
      //^^^ id/duplicate hint
    `));

  it('doubts what stands for a series', () =>
    check(`
      # Roadmap
      - [x] 7.1 Measure
      - [x] 7.4 Look again
      - [ ] 7.4.x Cross-check
      //    ^^^ id/duplicate hint
    `));

  it('doubts names of files', () =>
    check(`
      # Roadmap
      - [x] T001_NOTES written
      - [x] T001_LIST written
      //    ^^^^ id/duplicate hint
    `));

  it('doubts plain numbers that began again', () =>
    check(`
      # Roadmap
      **Critical**
      ### 2. Store
      **Effort:** 1h
      ### 3. Cache
      **Effort:** 1h
      **Later**
      ### 2. Queue
      //  ^ id/duplicate hint
      **Effort:** 1h
    `));

  it('is less sure of plain numbers, of titles that are akin, and where ids number nothing', async () => {
    await check(`
      # Roadmap
      - [ ] #1 Log requests
      - [ ] #2 Answer bad input
      - [ ] #2 Limit callers
      //    ^^ id/duplicate information
    `);
    await check(`
      # Roadmap
      - [ ] T001 Find why saving fails
      - [ ] T001 Repair saving
      //    ^^^^ id/duplicate information
      - [ ] T002 Store
    `);
    await check(`
      # Roadmap
      - [ ] T001 Cache
      - [ ] T001 Queue
      //    ^^^^ id/duplicate information
    `);
  });

  it('is less sure where it is a habit, and where the task stands elsewhere', async () => {
    await check(`
      # Roadmap
      - [ ] T001 Cache
      - [ ] T001 Queue
      //    ^^^^ id/duplicate information
      - [ ] T002 Store
      - [ ] T002 Log
      //    ^^^^ id/duplicate information
    `);
    await check(`
      # Roadmap
      ## Backlog
      - [ ] T001 Messages
      ## Week 1
      - [ ] T001 Cache
      - [ ] T001 Queue
      //    ^^^^ id/duplicate information
      - [ ] T002 Store
    `);
  });

  it('doubts an extension of the first', () =>
    check(`
      # Roadmap
      - [ ] T001 Edge cases
      - [ ] T001 Extended: browsers
      //    ^^^^ id/duplicate hint
    `));

  it('takes the next free id', () =>
    checkFix(
      'Change to P1-04, the next free id',
      '# Roadmap\n## P1-02: A\n**Effort:** 1h\n## P1-02: B\n**Effort:** 1h\n## P1-03: C\n**Effort:** 1h\n',
      '# Roadmap\n## P1-02: A\n**Effort:** 1h\n## P1-04: B\n**Effort:** 1h\n## P1-03: C\n**Effort:** 1h\n',
    ));
});

describe('dependency/unknown', () => {
  const check = (markup: string) => checkFindings('dependency/unknown', markup);
  const plan = (dependency: string, carets: string) => `
      # Roadmap
      ## P1-1: Store
      **Effort:** 1h
      ## P1-2: Cache
      **Depends on:** ${dependency}
      ${carets}
      **Effort:** 1h
  `;

  it('doubts a number that the document has with letters behind it', () =>
    check(`
      # Roadmap
      ## P1-1: Store
      **Depends on:** P1-4, P1-5
      //              ^^^^ dependency/unknown information
      //                    ^^^^ dependency/unknown warning
      ## P1-2: Cache
      **Depends on:** P1-4a, P1-4b
      **Effort:** 1h
      ## P1-4a: Read
      **Effort:** 1h
      ## P1-4b: Write
      **Effort:** 1h
    `));

  it('doubts numbers of another series: they may be those of another plan', () =>
    check(`
      # Roadmap
      ## Phase 7.1: Store
      **Depends on:** Phase 5.2
      //              ^^^^^^^^^ dependency/unknown hint
      - [ ] a
      ## Phase 7.2: Cache
      **Depends on:** Phase 7.6
      //              ^^^^^^^^^ dependency/unknown information
      - [ ] b
    `));

  it('is less sure where no other dependency names a task of the document', () =>
    check(plan('P1-3', '//              ^^^^ dependency/unknown information')));

  it('names the id', () =>
    check(
      plan(
        'P1-1, P1-3',
        '//                    ^^^^ dependency/unknown warning: No document has a task P1-3.',
      ),
    ));

  it('leaves room for the issues of a forge', () =>
    check(`
      # Roadmap
      ## Issue #11: Store
      **Effort:** 1h
      ## Issue #12: Cache
      **Depends on:** #11, #13, #840
      //                   ^^^ dependency/unknown information
      //                        ^^^^ dependency/unknown hint
      **Effort:** 1h
    `));

  it('doubts ids of a series that the document has not, and those that are unknown together', async () => {
    await check(plan('P1-1, P7-1', '//                    ^^^^ dependency/unknown hint'));
    await check(
      plan(
        'P1-5, P1-6, P1-7',
        `//              ^^^^ dependency/unknown information
      //                    ^^^^ dependency/unknown information
      //                          ^^^^ dependency/unknown information`,
      ),
    );
  });

  it('doubts what the document speaks of elsewhere', () =>
    check(`
      ${plan('P1-3', '//              ^^^^ dependency/unknown information')}
      P1-3 is with another team.
    `));

  it('doubts ids in a sentence, not those in a list, a bracket or a cell', async () => {
    await check(
      plan('maybe what P1-9 will bring', '//                         ^^^^ dependency/unknown information'),
    );
    await check(
      plan('P1-1 (store) and P1-9', '//                               ^^^^ dependency/unknown warning'),
    );
    await check(`
      # Roadmap
      | ID   | Task  | Depends on |
      | ---- | ----- | ---------- |
      | T001 | Store | -          |
      | T002 | Cache | T001, T009 |
      //                     ^^^^ dependency/unknown warning
    `);
  });

  it('knows the groups', () =>
    check(`
      # Roadmap
      ## Phase 1: Store
      - [ ] T001 a
      ## Phase 2: Cache
      **Depends on:** Phase 1
      - [ ] T002 b (depends on T001)
    `));

  it('looks into the other documents', () =>
    check(`
      ${plan('P1-1, P1-3', '')}
      //- /docs/other.md
      # Roadmap
      ## P1-3: Queue
      **Effort:** 1h
    `));

  it('waits until all documents have been read', () =>
    checkFindings('dependency/unknown', plan('P1-3', ''), {
      workspace: (workspace) => withComplete(workspace, false),
    }));
});
