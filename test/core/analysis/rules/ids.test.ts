import { withComplete } from '../../../../server/src/core/model/workspace.ts';
import { checkFindings, checkFix } from '../../../support/findings.ts';

describe('id/duplicate', () => {
  const check = (markup: string) => checkFindings('id/duplicate', markup);

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
    `));

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
      ## Issue #11: Store
      **Effort:** 1h
      ## Issue #12: Cache
      **Depends on:** ${dependency}
      ${carets}
      **Effort:** 1h
  `;

  it('names the id', () =>
    check(
      plan('#11, #13', '//                   ^^^ dependency/unknown warning: No document has a task #13.'),
    ));

  it('leaves room for the issues of a forge', () =>
    check(plan('#11, #840', '//                   ^^^^ dependency/unknown hint')));

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
      ${plan('#11, #13', '')}
      //- /docs/other.md
      # Roadmap
      ## Issue #13: Queue
      **Effort:** 1h
    `));

  it('waits until all documents have been read', () =>
    checkFindings('dependency/unknown', plan('#13', ''), {
      workspace: (workspace) => withComplete(workspace, false),
    }));
});
