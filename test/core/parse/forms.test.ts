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

  it('steps that count on from their phase are tasks of a plan, those of a guide are none', () => {
    const steps = ['### Step 1.1: Install (30 minutes)', 'Run it.', '### Step 1.2: Start', 'Look at it.'];
    finds(
      ['# Search roadmap', '## Phase 1: Basics', ...steps],
      ['2 phase <Phase 1> Basics', '  3 heading <1.1> Install ~ 30min', '  5 heading <1.2> Start'],
    );
    finds(['# The shop', '## Phase 1: Basics', ...steps], ['no roadmap'], 'README.md');
  });

  it('a code behind the word Step is an id, also in headings of the first level', () => {
    finds(
      [
        '# Phase 2.5 — Hardening',
        '# Step S0：Store',
        '## ✅ 完成标准',
        '- one',
        '# Step S1a: Queue',
        '## Done conditions',
        '- two',
      ],
      ['2 heading <S0> Store', '  4 criterion ( ) one', '5 heading <S1a> Queue', '  7 criterion ( ) two'],
      'PLAN.md',
    );
  });

  it('headings that count on from the number of their phase are its tasks, what is said of the phase is not', () => {
    finds(
      [
        '# Migration plan',
        '## Phase 1: Base',
        '### 1.1 Objectives',
        'Fast.',
        '### 1.2 Move the store',
        'All of it.',
        '### 1.3 Testing strategy',
        'By hand.',
        '## Phase 2: More',
        '### 2.1 Move the queue',
        'As well.',
        '### 3.1 Elsewhere',
        'Not here.',
      ],
      [
        '2 phase <Phase 1> Base',
        '  5 heading <1.2> Move the store',
        '9 phase <Phase 2> More',
        '  10 heading <2.1> Move the queue',
      ],
    );
    finds(
      [
        '# フェーズ計画',
        '## Phase 1: 改善',
        '### 1.1 目的',
        'x',
        '### 1.2 シート順の整理',
        'y',
        '## Phase 2: 強化',
        '### 2.1 改善',
        'z',
      ],
      [
        '2 phase <Phase 1> 改善',
        '  5 heading <1.2> シート順の整理',
        '7 phase <Phase 2> 強化',
        '  8 heading <2.1> 改善',
      ],
    );
  });

  it('a table with what is done in its column for priorities lists work, and so do others with its columns', () => {
    const header = ['| Priority | Feature | Description |', '|---|---|---|'];
    finds(
      [
        '# Roadmap',
        '## Shop',
        ...header,
        '| ✅ Done | Cart | one |',
        '| High | Search | two |',
        '| Later | Newsletter | three |',
        '## Payment',
        ...header,
        '| Low | Invoices | four |',
      ],
      [
        '2 section <> Shop',
        '  5 row <> Cart = done',
        '  6 row <> Search !High',
        '  7 row <> Newsletter !Later',
        '8 section <> Payment',
        '  11 row <> Invoices !Low',
      ],
    );
    finds(
      ['# Roadmap', '## Shop', ...header, '| High | Search | two |', '| Later | Newsletter | three |'],
      ['no roadmap'],
    );
  });

  it('what stands in brackets behind an id, and nothing else, is its title', () =>
    finds(
      [
        '# Roadmap',
        '- [ ] **R1 (Decay):** runs',
        '- [ ] R2 (Second)',
        '- [ ] R4 (a) b',
        '### R3 (Third)',
        '**Status:** open',
      ],
      [
        '2 item <R1> Decay: runs = todo',
        '3 item <R2> Second = todo',
        '4 item <R4> (a) b = todo',
        '5 heading <R3> Third = todo',
      ],
    ));

  it('a box with an id below a list of files is a task, and so are none of the files', () => {
    finds(
      [
        '# Tasks',
        '## Phase 1: Workers',
        '- [x] T001 [P] Retry in `api/retry.ts`',
        '',
        '**Files created**:',
        '- `api/retry.ts`',
        '- [x] `api/queue.ts`',
        '',
        '- [x] **T002 [P]** Archive in `api/archive.ts`',
      ],
      [
        '2 phase <Phase 1> Workers',
        '  3 item <T001> Retry in api/retry.ts = done',
        '  9 item <T002> Archive in api/archive.ts = done',
      ],
    );
  });

  it('the parts of a path are no state', () => {
    finds(
      ['# Task 1: Heartbeat', '## Done when', '- [ ] It beats', '## Status', 'Write to: .state/step1-done'],
      ['1 heading <1> Heartbeat', '  3 criterion [ ] It beats'],
      'plan.md',
    );
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

  it('a table of work with codes plans it by priority or by what it waits for', () => {
    finds(
      [
        '# Search plan',
        '| ID | Task | Priority | Depends on |',
        '| -- | -- | -- | -- |',
        '| SR-1 | Index | High | - |',
        '| SR-2 | Ranking | Low | SR-1 |',
        '',
        '| Risk | Priority |',
        '| -- | -- |',
        '| R-1 | High |',
        '| R-2 | Low |',
        '',
        '| ID | Requirement | Priority |',
        '| -- | -- | -- |',
        '| FR-1 | Finds words | High |',
        '| FR-2 | Is fast | Low |',
      ],
      ['4 row <SR-1> Index !High', '5 row <SR-2> Ranking < SR-1 !Low'],
    );
  });

  it('the second line of a title is no task, whatever it says of the document', () => {
    finds(
      [
        '# Phase 2 plan',
        '## Safety and speed',
        '',
        '**Branch**: `feat/phase-2`',
        '**Status**: Planned',
        '',
        '---',
        '',
        '## Work',
        '### Task 1: Sign-in',
        '**Status**: done',
      ],
      ['9 section <> Work', '  10 heading <1> Sign-in = done'],
    );
    finds(
      ['# Plan', '## Sign-in', '**Branch**: `feat/sign-in`', '## Mail', '**Branch**: `feat/mail`'],
      ['2 heading <> Sign-in on feat/sign-in', '4 heading <> Mail on feat/mail'],
    );
  });

  it('a mark beside a priority claims no status, and praise tracks no work', () => {
    finds(
      [
        '# Review of the plan',
        '## ✅ Strengths',
        '- ✅ Fast',
        '- ✅ Small',
        '## Gaps',
        '### 1. Mail',
        '**Status:** 🟡 Medium',
        '**Location:** `src/mail.ts`',
        '### 2. Search',
        '**Status:** 🟡 partly',
        '**Location:** `src/search.ts`',
      ],
      ['5 section <> Gaps', '  6 heading <1> Mail', '  9 heading <2> Search = in-progress'],
    );
  });

  it('lines of one paragraph that count up are criteria of their own', () => {
    finds(
      [
        '# Epic 1',
        '## Story 1.1 Search',
        '**Acceptance Criteria:**',
        '1: words are found',
        '2: the best is first',
        '## Story 1.2 Mail',
        '**Acceptance Criteria:** mail is sent',
        'and received',
      ],
      [
        '2 heading <1.1> Search',
        '  4 criterion ( ) 1: words are found',
        '  5 criterion ( ) 2: the best is first',
        '6 heading <1.2> Mail',
        '  7 criterion ( ) mail is sent and received',
      ],
      'epic.md',
    );
  });

  it('only what stands in the document is waited for in a sentence', () => {
    finds(
      [
        '# Plan',
        '## Phase 1: Basics',
        '- [ ] Look after Day 1 and Phase 1',
        '## Phase 2: Rest',
        '- [ ] Mail',
      ],
      [
        '2 phase <Phase 1> Basics',
        '  3 item <> Look after Day 1 and Phase 1 = todo < Phase 1',
        '4 phase <Phase 2> Rest',
        '  5 item <> Mail = todo',
      ],
    );
  });

  it('features of a README are no plan', () => {
    const features = ['## Features', '- [x] NIP-01: Basics', '- [x] NIP-02: Contacts', '- [ ] NIP-03: Mail'];
    finds(['# The relay', ...features], ['no roadmap'], 'README.md');
    finds(
      ['# Roadmap of the relay', '## Now', '- [x] Basics', '- [ ] Mail'],
      ['2 section <> Now', '  3 item <> Basics = done', '  4 item <> Mail = todo'],
      'README.md',
    );
  });

  it('what a tool keeps beside its roadmap is none, and a list of what is left is one', () => {
    const boxes = ['## Phase 1: Roof', '- [ ] T001 Beams', '- [x] T002 Tiles', '- [ ] T003 Gutter'];
    const read = ['2 phase <Phase 1> Roof', '  3 item <T001> Beams = todo', '  4 item <T002> Tiles = done'];
    const all = [...read, '  5 item <T003> Gutter = todo'];
    finds(['# Phase 1 Plan 1: Roof', ...boxes], ['no roadmap'], '.planning/phases/01-roof/01-01-PLAN.md');
    finds(['# Roof, verified', ...boxes], ['no roadmap'], '.planning/phases/01-roof/01-VERIFICATION.md');
    finds(['# Roofs', ...boxes], ['no roadmap'], '.planning/research/FEATURES.md');
    finds(['# Roof', ...boxes], ['no roadmap'], '.agent-os/recaps/2031-02-01-roof.md');
    finds(['# Roof', ...boxes], ['no roadmap'], 'skills/roof/SKILL.md');
    finds(['# Roof', 'Steps to go through.', '- [ ] Beams'], ['no roadmap'], 'AGENTS.md');
    const decided = [
      '---',
      'id: 12',
      'status: accepted',
      '---',
      '# 12: Slate instead of tiles',
      '- [ ] Order',
    ];
    finds(decided, ['no roadmap'], 'decisions/0012-slate.md');
    finds(
      decided,
      ['1 file <12> Slate instead of tiles = done', '  6 step [ ] Order'],
      'tickets/0012-slate.md',
    );
    finds(['# Roof', ...boxes], all, '.planning/milestones/v1.0-ROADMAP.md');
    finds(['# Phase 1 Plan 1: Roof', ...boxes], all, 'phases/01-01-PLAN.md');
    finds(['# Roof summary', '- [ ] Beams', '- [x] Tiles'], ['no roadmap'], 'roof-summary.md');
    finds(['# ✅ PHASE 1 COMPLETE! 🎉', '- [ ] Beams', '- [x] Tiles'], ['no roadmap'], 'PHASE_1_COMPLETE.md');
    finds(
      ['# Review summary', '## Phase 1', '- [ ] Beams', '- [ ] Tiles', '- [x] Nails'],
      [
        '2 phase <Phase 1> Phase 1',
        '  3 item <> Beams = todo',
        '  4 item <> Tiles = todo',
        '  5 item <> Nails = done',
      ],
      'review-summary.md',
    );
    finds(
      ['# Remaining work summary', '- [ ] Beams', '- [x] Tiles'],
      ['2 item <> Beams = todo', '3 item <> Tiles = done'],
      'remaining-work-summary.md',
    );
  });

  it('a kind word and a number of several levels in bold, and a code in bold, are ids of their items', () => {
    finds(
      [
        '# Plan',
        '## Cash desk',
        '1. **Payments**',
        '   - **Task 1.1:** Two currencies',
        '   - **Task 1.2** came to nothing without **Task 1.3**.',
        '## Next',
        '- [x] **M2.1** Context',
        '- [ ] **M2.2** Memory',
      ],
      [
        '2 section <> Cash desk',
        '  4 item <1.1> Two currencies',
        '6 section <> Next',
        '  7 item <M2.1> Context = done',
        '  8 item <M2.2> Memory = todo',
      ],
    );
  });

  it('words in the name of a file claim no status', () => {
    finds(
      [
        '# Plan',
        '| Task | Status |',
        '| -- | -- |',
        '| Check | ✅ in FINAL_REVIEW.md |',
        '| Mail | review |',
      ],
      ['4 row <> Check = done', '5 row <> Mail = in-review'],
    );
  });

  it('codes without boxes below a label are the tasks, and the numbered heading above them a group', () => {
    finds(
      [
        '# Search plan',
        '## 2. Stages',
        '### 2.1 First stage: index (3-4 weeks)',
        '- **Goal**: words can be found',
        '- **Main tasks**:',
        '  - **T1.1**: Read the words',
        '  - **T1.2**: Write the index:',
        '    - in parts',
        '- **Deliverables**:',
        '  - an index',
      ],
      [
        '2 section <2> Stages',
        '  3 section <2.1> First stage: index',
        '    6 item <T1.1> Read the words',
        '    7 item <T1.2> Write the index',
      ],
      'PLAN.md',
    );
  });

  it('pieces of work that say when they are done make a plan, whatever its name', () => {
    const piece = (number: number) => [
      `## ${String(number)}. Rewrite it`,
      '**File:** `src/index.ts`',
      '### Tasks',
      '- [ ] Read',
      '### Acceptance',
      '- [ ] It is read',
    ];
    finds(
      ['# Search checklist', ...piece(1), ...piece(2)],
      [
        '2 heading <1> Rewrite it',
        '  5 step [ ] Read',
        '  7 criterion [ ] It is read',
        '8 heading <2> Rewrite it',
        '  11 step [ ] Read',
        '  13 criterion [ ] It is read',
      ],
      'CHECKLIST.md',
    );
    finds(
      [
        '# Checklist for a new module',
        '### ✅ 1. Creation',
        '- [ ] Add `{ProjectName}` to the list',
        '### ✅ 2. Naming',
        '- [ ] Call it `{ProjectName}`',
      ],
      ['no roadmap'],
      'PROJECT_CHECKLIST.md',
    );
  });

  it('a plan whose only boxes are its criteria is tracked by them', () => {
    finds(
      [
        '# Search roadmap',
        '## Phase 1: index',
        '- words',
        '## Definition of Done per word',
        '- [x] It is found',
      ],
      ['5 criterion [x] It is found of document'],
      'ROADMAP.md',
    );
  });

  it('sums and who there is are no work, however a row names them', () => {
    finds(
      [
        '# Plan',
        '| # | Issue | Est |',
        '|---|---|---|',
        '| #1 | Sum up the cart total | 2h |',
        '| #2 | Mails | 3h |',
        '| | **Sprint 1 subtotal** | **5h** |',
        '',
        '| # | Agent | Role |',
        '|---|---|---|',
        '| 1 | Reader | reads |',
        '| 2 | Writer | writes |',
      ],
      ['4 row <#1> Sum up the cart total ~ 2h', '5 row <#2> Mails ~ 3h'],
    );
  });

  it('a number in brackets is an id, and letters in a column without a name are', () => {
    finds(
      [
        '# Search plan',
        '## Phase 0: index',
        '- [x] **(1) Read** the words',
        '- [ ] **(2) Write** them',
        '- [ ] (soon) Sort them',
        '## Sessions',
        '| | Session | Status |',
        '|---|---|---|',
        '| **A** | Lists | ✅ |',
        '| **C1** | Ranks | ⬜ |',
      ],
      [
        '2 phase <Phase 0> index',
        '  3 item <1> Read the words = done',
        '  4 item <2> Write them = todo',
        '  5 item <> (soon) Sort them = todo',
        '6 section <> Sessions',
        '  9 row <A> Lists = done',
        '  10 row <C1> Ranks = todo',
      ],
      'PLAN.md',
    );
  });

  it('each of several fields in the line of an item makes a task of a numbered heading', () => {
    finds(
      [
        '# Search plan',
        '### 1.1 Rank',
        '- **Severity**: low · **Effort**: S',
        '### 1.2 Look',
        '- **Severity**: low',
      ],
      ['2 heading <1.1> Rank ~ S'],
      'PLAN.md',
    );
  });

  it('an item names its branch in its own words, in any language', () => {
    finds(
      [
        '# Search plan',
        '- [ ] T001 Rank on branch `001-rank`',
        '- [ ] T002 ブランチ `002-index` で索引を作る',
        '- [ ] T003 Delete `tmp/x`',
      ],
      [
        '2 item <T001> Rank on branch 001-rank = todo on 001-rank',
        '3 item <T002> ブランチ 002-index で索引を作る = todo on 002-index',
        '4 item <T003> Delete tmp/x = todo',
      ],
      'PLAN.md',
    );
  });

  it('letters and levels after a kind word, and amounts in words', () => {
    finds(
      [
        '# Roadmap',
        '## 8. Phase 4: Roof',
        '### Task A: Lay the tiles',
        '**Effort:** two days',
        '### Task B: Paint',
        '**Effort:** drei bis vier Tage',
        '### Fix 2B.1: Rusty nails',
        '**Effort:** three hours',
        '### Task a: small letters name no task',
      ],
      [
        '2 phase <Phase 4> Roof',
        '  3 heading <A> Lay the tiles ~ 2d',
        '  5 heading <B> Paint ~ 3-4d',
        '  7 heading <2B.1> Rusty nails ~ 3h',
      ],
    );
  });

  it('a bare version is a release over its boxes', () => {
    finds(
      ['# Plan', '## 1.0.0-beta2', '- [ ] Dig', '## 1.0.0', '- [ ] Plant', '## 1.2.3 Fence', '- [ ] Paint'],
      [
        '2 milestone <1.0.0-beta2> 1.0.0-beta2',
        '  3 item <> Dig = todo',
        '4 milestone <1.0.0> 1.0.0',
        '  5 item <> Plant = todo',
        '6 heading <1.2.3> Fence',
        '  7 step [ ] Paint',
      ],
    );
  });

  it('a state in capitals or bold behind the id is no part of the title', () => {
    finds(
      [
        '# Milestones',
        '## M1: DONE Lay the tiles',
        '**Owner:** Ann',
        '## M2: **In progress** — Paint',
        '**Owner:** Ann',
        '## M3: COMPLETED 2030-02-01 - Plant',
        '**Owner:** Ann',
        '## M4: OPEN the gate',
        '**Owner:** Ann',
        '## M5: COMPLETE REWRITE',
        '**Owner:** Ann',
      ],
      [
        '2 heading <M1> Lay the tiles = done @Ann',
        '4 heading <M2> Paint = in-progress @Ann',
        '6 heading <M3> 2030-02-01 - Plant = done @Ann',
        '8 heading <M4> OPEN the gate @Ann',
        '10 heading <M5> COMPLETE REWRITE @Ann',
      ],
    );
  });

  it('a status that counts says how far the work is', () => {
    finds(
      [
        '# Plan',
        '### 1. Roof',
        '**Status:** 3/7 tasks complete',
        '### 2. Wall',
        '**Status:** 0 of 9 done',
        '### 3. Door',
        '**Status:** 60% complete',
        '### 4. Path',
        '**Status:** 4/4 complete (100%)',
      ],
      [
        '2 heading <1> Roof = in-progress',
        '4 heading <2> Wall = todo',
        '6 heading <3> Door = in-progress',
        '8 heading <4> Path = done',
      ],
    );
  });

  it('the checklist of a version holds its work, that of a release does not', () => {
    finds(
      [
        '# Backlog',
        '## MVP checklist',
        '- [ ] Editor',
        '## Later',
        '- [ ] Search',
        '## Release checklist',
        '- [ ] Tag the commit',
      ],
      [
        '2 section <> MVP checklist',
        '  3 item <> Editor = todo',
        '4 section <> Later',
        '  5 item <> Search = todo',
      ],
    );
  });

  it('criteria may be named behind what they are about', () => {
    finds(
      [
        '# Plan',
        '## Phase 1: Doors',
        '- [ ] Build the frame',
        '## 2. QA — Acceptance criteria',
        '- [ ] Doors close',
      ],
      [
        '2 phase <Phase 1> Doors',
        '  3 item <> Build the frame = todo',
        '5 criterion [ ] Doors close of document',
      ],
    );
  });

  it('a decision that is recorded is no task', () => {
    finds(
      [
        '# Sprint 1',
        '### ADR-001 — Wood or stone',
        '**Status:** Accepted',
        '## Tasks',
        '- [x] Buy wood',
        '- [ ] Cut it',
      ],
      ['4 section <> Tasks', '  5 item <> Buy wood = done', '  6 item <> Cut it = todo'],
    );
  });

  it('days over items with ids group them, and a list of ids names the work of others', () => {
    finds(
      [
        '# Sprint 3',
        '## J1 - Foundations',
        '- S3-T01 (P0) Cut the wood',
        '- S3-T02 (P0) Sand it',
        '## J2 - Walls',
        '- S3-T03 (P1) Raise them',
        '- S3-T04 (P1) Paint them',
        '## Capacity',
        '- J1: S3-T01, S3-T02',
        '- J2: S3-T03, S3-T04.',
      ],
      [
        '2 section <J1> Foundations',
        '  3 item <S3-T01> Cut the wood',
        '  4 item <S3-T02> Sand it',
        '5 section <J2> Walls',
        '  6 item <S3-T03> Raise them',
        '  7 item <S3-T04> Paint them',
      ],
    );
  });

  it('numbered headings below one that names tasks are tasks, and areas with boxes of their own are groups', () => {
    finds(
      [
        '# Sprint 4',
        '## Goals',
        '### 1. Speed',
        'Fast.',
        '## Tasks',
        '### 4.1 Lay the tiles',
        'From the left.',
        '### 4.2 Summary',
        'Short.',
        '## Action items',
        '### 1. Paint',
        'Twice.',
        '### 2. Garden',
        '- [ ] Dig',
      ],
      [
        '5 section <> Tasks',
        '  6 heading <4.1> Lay the tiles',
        '10 section <> Action items',
        '  11 heading <1> Paint',
        '  13 section <2> Garden',
        '    14 item <> Dig = todo',
      ],
    );
  });

  it('an estimate may stand alone behind a dash', () => {
    finds(
      [
        '# Sprint 1',
        '1) HU-001 — See the page — 2 pts',
        '2) HU-002 — Go to the shop – L',
        '- [x] Read it - 16h',
      ],
      [
        '2 item <HU-001> See the page ~ 2pt',
        '3 item <HU-002> Go to the shop ~ L',
        '4 item <> Read it = done ~ 16h',
      ],
    );
  });

  it('what the work waits for is no work, but what has to be installed is', () => {
    finds(
      [
        '# Roadmap',
        '## Phase 1: Walls',
        '- [ ] Raise them',
        '### External dependencies',
        '- ✅ Wood is there',
        '- ⏳ The permit is pending',
        '### Dependencies',
        '- [ ] Install the saw',
      ],
      [
        '2 phase <Phase 1> Walls',
        '  3 item <> Raise them = todo',
        '  7 section <> Dependencies',
        '    8 item <> Install the saw = todo',
      ],
    );
  });

  it('a checklist is a plan once it was worked through', () => {
    const checklist = (done: string): string[] => [
      '# Shop migration checklist',
      `- [${done}] Move the books`,
      `- [${done}] Move the shelves`,
      `- [${done}] Move the cat`,
      '- [ ] Move the door',
    ];
    finds(checklist(' '), ['no roadmap']);
    finds(checklist('x'), [
      '2 item <> Move the books = done',
      '3 item <> Move the shelves = done',
      '4 item <> Move the cat = done',
      '5 item <> Move the door = todo',
    ]);
  });

  it('rows of milestones with what shows that they are reached are work', () => {
    finds(
      [
        '# 开发计划',
        '| 阶段 | 内容 | 验收标准 | 状态 |',
        '| --- | --- | --- | --- |',
        '| M1 屋顶 | 瓦 | 不漏水 | ✅ 完成 |',
        '| M2 墙 | 砖 | 稳固 | 未开始 |',
        '',
        '| 里程碑 | 时间 | 验收标准 |',
        '| --- | --- | --- |',
        '| M3 门 | 第 4 周 | 能开 |',
        '| M4 窗 | 第 6 周 | 能关 |',
      ],
      [
        '4 row <M1> M1 屋顶 = done',
        '  4 criterion ( ) 不漏水',
        '5 row <M2> M2 墙 = todo',
        '  5 criterion ( ) 稳固',
      ],
    );
  });

  it('a word that could be a label begins a topic, and an id may say that more follow', () => {
    finds(
      [
        '# Roadmap',
        '## Phase 1: Forms',
        '1. **Verification and feedback**',
        '   - [x] Messages',
        '2. **Verification and testing**',
        '   - [ ] Forms work',
        '## Phase 2: Later',
        '- [ ] M18 — Harness',
        '- [ ] M19+ — The rest',
      ],
      [
        '2 phase <Phase 1> Forms',
        '  4 item <> Messages = done',
        '7 phase <Phase 2> Later',
        '  8 item <M18> Harness = todo',
        '  9 item <M19> The rest = todo',
        '6 criterion [ ] Forms work of 2',
      ],
    );
  });

  it('stories that an epic enumerates are its tasks, and what they wait for is none', () => {
    finds(
      [
        '# Shop epics',
        '## Epic A: Baskets',
        '- Story A.1: Keep a basket',
        '- Story A.2: Share a basket',
        '',
        'Acceptance criteria:',
        '- a basket survives a restart',
        '## Epic B: Lamps',
        '### Task 2.3 — Sockets',
        '**Depends on**',
        '- Task 1.1: Cables',
        '- Task 1.2: Fuses',
      ],
      [
        '2 epic <Epic A> Baskets',
        '  3 item <A.1> Keep a basket',
        '  4 item <A.2> Share a basket',
        '8 epic <Epic B> Lamps',
        '  9 heading <2.3> Sockets < 1.1 1.2',
        '7 criterion ( ) a basket survives a restart of 2',
      ],
    );
  });

  it('a list whose items begin with states in capitals tracks work, an explanation of the states does not', () => {
    finds(
      [
        '# Sprint plan',
        '## Sprint on themes',
        '- **DONE** - Move the colours',
        '- **DONE** - Draw the lamps',
        '- **BLOCKED** — Print them',
        '## What the states mean',
        '- **OPEN** - nobody has begun',
        '- **DONE** - it is live',
        '## Notes',
        '- **Done** - it was a good sprint',
        '- **Done** - and a long one',
      ],
      [
        '2 section <> Sprint on themes',
        '  3 item <> Move the colours = done',
        '  4 item <> Draw the lamps = done',
        '  5 item <> Print them = blocked',
      ],
    );
  });

  it('boxes that are explained are no tasks', () => {
    finds(
      ['# Roadmap', '- [ ] Dig', '## Tracking', 'Kept up with:', '- [x] = tried out', '- [ ] = not begun'],
      ['2 item <> Dig = todo'],
    );
  });

  it('rows of milestones with a state are work, rows of releases are not', () => {
    finds(
      [
        '# Garden roadmap',
        '## Tracking',
        '| Milestone | Target date | Status |',
        '|---|---|---|',
        '| ✅ Beds are dug | 2030-01-05 | ✅ Done |',
        '| ⏳ Lamps are lit | 2030-02-10 | 📅 Planned |',
        '## Published',
        '| Release | Date | Status |',
        '|---|---|---|',
        '| Spring | 2029-03-01 | Done |',
      ],
      ['2 section <> Tracking', '  5 row <> Beds are dug = done', '  6 row <> Lamps are lit = todo'],
    );
  });

  it('a column may ask for time and people in the words of a label', () => {
    finds(
      [
        '# 开发计划',
        '| 任务ID | 任务名称 | 计划工时 | 前置依赖 |',
        '|---|---|---|---|',
        '| T1 | 画图 | 1天 | 无 |',
        '| T2 | 录音 | 0.5天 | T1 |',
        '',
        '| Issue | Impact | Est. Fix Time |',
        '|---|---|---|',
        '| No lamps | dark | 2 days |',
        '',
        '| Task | Level of effort |',
        '|---|---|',
        '| Dig | 3 hours |',
      ],
      ['4 row <T1> 画图 ~ 1d', '5 row <T2> 录音 ~ 0.5d < T1', '9 row <> No lamps ~ 2d', '13 row <> Dig ~ 3h'],
    );
  });

  it('columns may have a symbol for a header, and rows count on from the code of their heading', () => {
    const table = (symbol: string) => [
      '# Breakdown',
      '## Phase 1: Walls',
      '### P1.2 — Stones',
      `| ID | Task | ⏱️ | ${symbol} |`,
      '|---|---|---|---|',
      '| 1.2.1 | Dig | 1h | — |',
      '| 1.2.2 | Lay | 2h | 1.2.1 |',
      '| 1.2.3 | Point | 30 min | 1.2.1–1.2.2 |',
    ];
    const groups = ['2 phase <Phase 1> Walls', '  3 section <P1.2> Stones'];
    finds(table('📦'), [
      ...groups,
      '    6 row <1.2.1> Dig ~ 1h',
      '    7 row <1.2.2> Lay ~ 2h < 1.2.1',
      '    8 row <1.2.3> Point ~ 30min < 1.2.1 1.2.2',
    ]);
    finds(table('Rank'), [
      ...groups,
      '    6 row <1.2.1> Dig ~ 1h',
      '    7 row <1.2.2> Lay ~ 2h',
      '    8 row <1.2.3> Point ~ 30min',
    ]);
  });

  it('a capital with a dot and a small letter without one are an i', () => {
    finds(
      ['# YAPILACAKLAR', '| GÖREV | DURUM |', '|---|---|', '| Kazı | İNCELEMEDE |', '| Ekim | YAPILDI |'],
      ['4 row <> Kazı = in-review', '5 row <> Ekim = done'],
    );
  });

  it('a capital may be the last level of a number that a dash closes', () => {
    finds(
      [
        '# Plano de trabalho',
        '## Parte 1',
        '### 1.A — Limpar',
        '**Aceite:** nada sobra.',
        '### 1.B — Pintar',
        '**Aceite:** tudo azul.',
      ],
      [
        '2 phase <Parte 1> Parte 1',
        '  3 heading <1.A> Limpar',
        '    4 criterion ( ) nada sobra.',
        '  5 heading <1.B> Pintar',
        '    6 criterion ( ) tudo azul.',
      ],
    );
  });

  it('a verification gate holds criteria', () => {
    finds(
      ['# Tasks', '## Build', '- [x] 1. Locks', '## Verification gate', '- [x] `make all` is clean'],
      ['2 section <> Build', '  3 item <1> Locks = done', '5 criterion [x] `make all` is clean of document'],
    );
  });

  it('a meeting that says how long it takes is no task', () => {
    finds(
      [
        '# Sprint plan',
        '## Work',
        '- [ ] Dig',
        '## 🔄 Daily standup',
        '- Time: 9:00',
        '- Duration: 15 minutes',
      ],
      ['2 section <> Work', '  3 item <> Dig = todo'],
    );
  });

  it('boxes of criteria alone make a plan of a file that is called one', () => {
    const boxes = [
      '# Lamps',
      '## Acceptance criteria',
      '- [ ] `lamps on` lights them',
      '- [ ] they can be dimmed',
    ];
    finds(
      boxes,
      [
        '3 criterion [ ] `lamps on` lights them of document',
        '4 criterion [ ] they can be dimmed of document',
      ],
      'MVP_PLAN.md',
    );
    finds(boxes, ['no roadmap'], 'lamps.md');
  });

  it('an estimate in brackets may end the name in front of a dash, and may be an expected one', () => {
    finds(
      [
        '# Roof plan',
        '## Phase 1: Frame (16-24 hours) - before all else',
        '### Task 1: Saw (2-3 hours) - first of all',
        '### Task 2: Nail',
        '**Expected effort:** 4 days',
        '### Task 3: Rest (10 boards) - dry',
      ],
      [
        '2 phase <Phase 1> Frame - before all else',
        '  3 heading <1> Saw - first of all ~ 2-3h',
        '  4 heading <2> Nail ~ 4d',
        '  6 heading <3> Rest (10 boards) - dry',
      ],
      'PLAN.md',
    );
  });

  it('numbers of several levels that go on with letters, or alone in a column, are ids', () => {
    finds(
      [
        '# Roof plan',
        '- [ ] 2.6e.i Saw',
        '- [ ] 2.6e.ii Nail',
        '## Table',
        '| Task | Description | Hours | Status |',
        '| --- | --- | --- | --- |',
        '| 1.1.1 | Glaze | 3 | Todo |',
      ],
      [
        '2 item <2.6e.i> Saw = todo',
        '3 item <2.6e.ii> Nail = todo',
        '4 section <> Table',
        '  7 row <1.1.1> Glaze = todo ~ 3h',
      ],
      'PLAN.md',
    );
  });
});
