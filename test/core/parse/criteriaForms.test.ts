import { finds } from '../../support/finds.ts';

describe('forms of criteria', () => {
  it('a list ends where a label stands in its column, also without a blank line', () => {
    finds(
      [
        '# Greenhouse plan',
        '## Task 1: Roof',
        '**Steps:**',
        '- carry the panes',
        '- glaze',
        '**Effort:** 2 days',
        '**Acceptance Criteria:**',
        '- no drop falls in',
        '- [ ] the frame holds',
        '## Task 2: Door',
        '- hang it',
        '  **Note:** both wings',
        '**Acceptance:** it closes by itself',
      ],
      [
        '2 heading <1> Roof ~ 2d',
        '  8 criterion ( ) no drop falls in',
        '  9 criterion [ ] the frame holds',
        '10 heading <2> Door',
        '  13 criterion ( ) it closes by itself',
      ],
      'PLAN.md',
    );
  });

  it('more than a number is a criterion, though to Markdown it is a quotation', () => {
    finds(
      ['# Plan', '## Task 1: Heat', '**Success criteria:**', '- >80% of the nights above 5 °C', '- > 3 beds'],
      ['2 heading <1> Heat', '  4 criterion ( ) >80% of the nights above 5 °C', '  5 criterion ( ) > 3 beds'],
      'PLAN.md',
    );
  });

  it('a full stop may stand in place of the colon behind a known name in bold', () => {
    finds(
      [
        '# Debt',
        '## D-1 Cracked panes',
        '**Effort.** 3 days.',
        '**Acceptance criteria.** No pane is cracked.',
        '## D-2 Rust',
        '**Acceptance and thanks.** We met in May.',
        '**Priority:** high',
      ],
      [
        '2 heading <D-1> Cracked panes ~ 3d',
        '  4 criterion ( ) No pane is cracked.',
        '5 heading <D-2> Rust !high',
      ],
      'PLAN.md',
    );
  });

  it('a label says in a sentence when something is complete', () => {
    finds(
      [
        '# Garden sprint',
        '## Sprint 4',
        '- [ ] 4.1 Dig',
        '',
        '**Sprint 4 complete when:** all beds are dug',
        '',
        'The garden is considered ready when:',
        '- [ ] the gate closes',
        '',
        '**Sprint 4 completed:** 3 May',
      ],
      [
        '2 sprint <Sprint 4> Sprint 4',
        '  3 item <4.1> Dig = todo',
        '5 criterion ( ) all beds are dug of 2',
        '8 criterion [ ] the gate closes of 2',
      ],
      'PLAN.md',
    );
  });

  it('criteria may be named with what they belong to, but to define some is work', () => {
    finds(
      [
        '# Garden plan',
        '## Phase 1',
        '- [ ] 1.1 Dig',
        '### Day 1 exit criteria',
        '- [ ] the beds are dug',
        '### Success criteria met',
        '- [x] the water runs',
        '### Define exit criteria',
        '- [ ] ask Ann',
        '### Acceptance Scenarios',
        '1. **Given** rain, **When** the lid closes, **Then** it stays dry',
      ],
      [
        '2 phase <Phase 1> Phase 1',
        '  3 item <1.1> Dig = todo',
        '  8 section <> Define exit criteria',
        '    9 item <> ask Ann = todo',
        '5 criterion [ ] the beds are dug of 2',
        '7 criterion [x] the water runs of 2',
        '11 criterion ( ) **Given** rain, **When** the lid closes, **Then** it stays dry of 2',
      ],
      'PLAN.md',
    );
  });

  it('each scenario of a story is a criterion, and so is what stands below its name', () => {
    finds(
      [
        '# Stories',
        '## Story 1.1: Rain',
        '**Acceptance criteria:**',
        '',
        '**Given** rain',
        '**Then** the lid closes',
        '',
        '**And** stays so.',
        '',
        '**Given** sun',
        '**Then** the lid opens',
        '',
        'That is all.',
        '## Story 1.2: Wind',
        '### Acceptance criteria',
        '**Scenario 1: Storm**',
        '- the door locks',
        '### Notes',
        '**Scenario 2: Calm**',
        '- the door moves',
      ],
      [
        '2 heading <1.1> Rain',
        '  5 criterion ( ) **Given** rain **Then** the lid closes',
        '  10 criterion ( ) **Given** sun **Then** the lid opens',
        '14 heading <1.2> Wind',
        '  17 criterion ( ) the door locks',
      ],
      'PLAN.md',
    );
  });

  it('the definition of done of something is one, whatever it is of', () => {
    finds(
      ['# План', '## Task 1: Крыша', '**DoD эпика:** не течёт'],
      ['2 heading <1> Крыша', '  3 criterion ( ) не течёт'],
      'PLAN.md',
    );
  });
});
