import { finds } from '../../support/finds.ts';

describe('forms of work without boxes and ids', () => {
  it('a numbered container over criteria or deliverables is one task, in whatever form they are labelled', () => {
    finds(
      [
        '# Search plan',
        '## Milestone 1 — index',
        '### Deliverables',
        '- words',
        '### Exit criteria',
        '- `find x` works',
        '## Sprint 2 (ranking)',
        'Scope',
        '',
        '- weights',
        '',
        'Acceptance Criteria',
        '',
        '- the best is first',
        '## Milestone 3 and what comes after',
        '### Deliverables',
        '- none of a milestone',
      ],
      [
        '2 heading <1> index',
        '  4 deliverable ( ) words',
        '  6 criterion ( ) `find x` works',
        '7 heading <2> Sprint 2 (ranking)',
        '  14 criterion ( ) the best is first',
      ],
      'PLAN.md',
    );
  });

  it('steps that say how long they take are tasks of a plan, those of a guide are none', () => {
    const steps = ['### Step 1.1: Install (30 minutes)', 'Run it.', '### Step 1.2: Start', 'Look at it.'];
    finds(
      ['# Search roadmap', '## Phase 1: Basics', ...steps],
      ['2 phase <Phase 1> Basics', '  3 heading <1.1> Install ~ 30min'],
    );
    finds(['# The shop', '## Phase 1: Basics', ...steps], ['no roadmap'], 'README.md');
  });

  it('boxes that go on counting where their heading stopped are tasks, whatever the heading names', () => {
    finds(
      [
        '## 1. Search',
        '- [x] 1.1 Index',
        '## 2. Verification',
        '- [ ] 2.1 Run it',
        '- [ ]* 2.2 Measure it',
        '- [ ]\\* 2.3 Draw it',
        '## Verification',
        '- [ ] It runs',
      ],
      [
        '1 section <1> Search',
        '  2 item <1.1> Index = done',
        '3 section <2> Verification',
        '  4 item <2.1> Run it = todo',
        '  5 item <2.2> Measure it = todo',
        '  6 item <2.3> Draw it = todo',
        '8 criterion [ ] It runs of document',
      ],
      'tasks.md',
    );
  });

  it('items over fields of a task are tasks, and an item that only announces fields is none', () => {
    finds(
      [
        '# Issues to create',
        '1. **Import of tracks**',
        '   - Priority: High',
        '   - Time: 1-2 hours',
        '2. **[Export](export.md)**',
        '   - Status: done',
        '   - Files: `src/export.ts`',
        '3. Colours',
        '   - Files: `src/colour.ts`',
        '4. Every issue has to say:',
        '   - Priority: High or low',
        '   - Time: 1 hour',
      ],
      ['2 item <> Import of tracks ~ 1-2h !High', '5 item <> Export = done'],
      'ISSUES.md',
    );
  });

  it('links that begin with the numbers of issues are a list of issues', () => {
    finds(
      [
        '# Progress of the milestone',
        '## Open issues',
        '- [#42 Faster search](https://example.org/issues/42)',
        '- [#41 Export](https://example.org/issues/41)',
        '## See also',
        '- [#12](https://example.org/issues/12) came first',
        '- [#13 Colours](https://example.org/issues/13)',
      ],
      ['2 section <> Open issues', '  3 item <#42> Faster search', '  4 item <#41> Export'],
      'STATUS.md',
    );
  });

  it('a mark beside boxes in one list says done, too', () => {
    finds(
      ['# Plan', '1. ✅ Board', '2. [ ] Timeline', '', '- ✅ Fast', '- ✅ Small'],
      ['2 item <> Board = done', '3 item <> Timeline = todo'],
    );
  });

  it('requirements and what everybody calls by a code are no tasks', () => {
    finds(
      [
        '# Search plan',
        '- [ ] Index',
        '- **FR-001**: It finds words.',
        '- **FR-002**: It is fast.',
        '- **P2002**: unique constraint',
        '- **P2025**: not found',
        '- **CVE-2024-11**: old library',
        '- **CVE-2024-12**: old library',
      ],
      ['2 item <> Index = todo'],
    );
    finds(
      [
        '# Search',
        '| ID | Requirement | Status |',
        '| -- | -- | -- |',
        '| FR-001 | Finds words | done |',
        '| FR-002 | Is fast | open |',
      ],
      ['no roadmap'],
      'spec.md',
    );
  });
});
