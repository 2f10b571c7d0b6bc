import assert from 'node:assert/strict';
import { DEFAULT_CONFIG } from '../../../server/src/core/config.ts';
import { parseRoadmap } from '../../../server/src/core/parse/document.ts';
import { parseOptions } from '../../../server/src/core/parse/options.ts';
import { SourceText } from '../../../server/src/core/text/source.ts';
import { finds } from '../../support/finds.ts';

describe('plans as they are written', () => {
  it('an issue number in bold is the id of its item, one in a sentence only mentions an issue', () => {
    finds(
      [
        '# Roadmap',
        '## Now',
        '- **#12** — ✅ shipped (v0.2): printing',
        '- **#14** — partial: labels',
        '- **#15** — export',
        '- #12 came before all of them.',
        '- Still open: **#16** and more.',
      ],
      [
        '2 section <> Now',
        '  3 item <#12> shipped (v0.2): printing = done',
        '  4 item <#14> labels = in-progress',
        '  5 item <#15> export',
      ],
    );
  });

  it('a title that goes on behind a word such as incomplete is done where it ends in ✅', () => {
    finds(
      [
        '# Build log',
        '## Phase 3: Incomplete orders (✅ Complete)',
        '### 3.1 Till — Incomplete order warnings ✅',
        '### 3.2 Kitchen — In progress',
        '## Phase 4: Stock ✅',
        '- T-4.1 empty shelf reported ✅',
        '- T-4.2 new order → backlog item, owner unknown ✅',
      ],
      [
        '2 phase <Phase 3> Incomplete orders = done',
        '  3 heading <3.1> Till — Incomplete order warnings = done',
        '  4 heading <3.2> Kitchen = in-progress',
        '5 phase <Phase 4> Stock = done',
        '  6 item <T-4.1> empty shelf reported = done',
        '  7 item <T-4.2> new order → backlog item, owner unknown = done',
      ],
    );
  });

  it('a kind word and a number with a dash between them are an id, in any script', () => {
    finds(
      [
        '# 开发计划',
        '## 阶段一：基础',
        '### 任务-1：建立项目',
        '**状态：** 已完成',
        '### 任务-2：数据库',
        '**依赖：** 任务-1',
        '## Phase 2: Shop',
        '- [ ] Story-4: Log in',
        '- [ ] Story-5 Register (depends on Story-4)',
        '- [ ] task-6 branch is deleted',
      ],
      [
        '2 phase <阶段一> 基础',
        '  3 heading <任务-1> 建立项目 = done',
        '  5 heading <任务-2> 数据库 < 任务-1',
        '7 phase <Phase 2> Shop',
        '  8 item <Story-4> Log in = todo',
        '  9 item <Story-5> Register = todo < Story-4',
        '  10 item <> task-6 branch is deleted = todo',
      ],
    );
    finds(
      [
        '# Plan',
        '## Task 1: Dig',
        '**Status:** done',
        '## Task 2: Plant',
        '**Depends on:** Task-1',
        '### Story-7: Water',
        '**Depends on:** Story 8',
        '### Story-8: Pump',
        '**Status:** open',
      ],
      [
        '2 heading <1> Dig = done',
        '4 heading <2> Plant < 1',
        '  6 heading <Story-7> Water < Story-8',
        '  8 heading <Story-8> Pump = todo',
      ],
    );
  });

  it('a number behind a dash counts what stands behind it', () => {
    finds(
      [
        '# Plan',
        '## Wave 1 — 5 tracks side by side (J3-J7)',
        '- [ ] Dig',
        '## Wave 2 - 3',
        '- [ ] Plant',
        '## Weeks 4 – 5 Harvest',
        '- [ ] Reap',
      ],
      [
        '2 phase <Wave 1> 5 tracks side by side (J3-J7)',
        '  3 item <> Dig = todo',
        '4 phase <Wave 2 - 3> Wave 2 - 3',
        '  5 item <> Plant = todo',
        '6 phase <Weeks 4 – 5> Weeks 4 – 5 Harvest',
        '  7 item <> Reap = todo',
      ],
    );
  });

  it('the course that the states of something take is no state', () => {
    finds(
      [
        '# Shop',
        '## Phase 1: Orders',
        '### Task 1.1: Order ✅',
        '- `src/order.ts`',
        '  - Status: `OPEN → IN_PROGRESS → DONE | CANCELLED`',
        '### Task 1.2: Item',
        '- **Status:** Open → In progress',
      ],
      ['2 phase <Phase 1> Orders', '  3 heading <1.1> Order = done', '  6 heading <1.2> Item = todo'],
    );
  });

  it('what looks like an id and is none stays in the title', () => {
    finds(
      [
        '# Roadmap',
        '## Now',
        '- [ ] GPT-4 support',
        '- [ ] GPT-4 + T-5 prompts ✅ done',
        '- [x] 3 retries before it fails',
        '- [ ] Write the manual',
      ],
      [
        '2 section <> Now',
        '  3 item <> GPT-4 support = todo',
        '  4 item <> GPT-4 + T-5 prompts = todo',
        '  5 item <> 3 retries before it fails = done',
        '  6 item <> Write the manual = todo',
      ],
    );
  });

  it('ids may have the capitals of any script', () => {
    finds(
      [
        '# План',
        '## Этап 1: Двор',
        '### ЗД-1: Копать',
        '**Статус:** готово',
        '### ДОМ-1: Крыша',
        '**Статус:** в работе',
        '**Зависит от:** ЗД-1',
        '## Этап 2: Сад',
        '- [ ] ÜB-31 Ernte',
        '- [x] ÜB-32 Saat (hängt ab von ÜB-31)',
        '- [ ] Ώρα-2 и 5',
      ],
      [
        '2 phase <Этап 1> Двор',
        '  3 heading <ЗД-1> Копать = done',
        '  5 heading <ДОМ-1> Крыша = in-progress < ЗД-1',
        '8 phase <Этап 2> Сад',
        '  9 item <ÜB-31> Ernte = todo',
        '  10 item <ÜB-32> Saat (hängt ab von ÜB-31) = done < ÜB-31',
        '  11 item <> Ώρα-2 и 5 = todo',
      ],
    );
  });

  it('a heading that says Task and a number is one, below a heading for criteria, too', () => {
    finds(
      [
        '# Greenhouse plan',
        '## Phase 1: Frame',
        '### Task 1: Raise the posts',
        '**Files:** `a.md`',
        '## Final verification',
        '### Task 2: Walk through it',
        '**Step 1: Look**',
        '- [ ] No pane is loose',
        '## Acceptance criteria',
        '### Light',
        '- [ ] Two lamps',
      ],
      [
        '2 phase <Phase 1> Frame',
        '  3 heading <1> Raise the posts',
        '5 section <> Final verification',
        '  6 heading <2> Walk through it',
        '    8 step [ ] No pane is loose',
        '11 criterion [ ] Two lamps of document',
      ],
    );
  });

  it('boxes below a label with the name of a task are work, unless that task has a place of its own', () => {
    finds(
      [
        '# Story 2.4: Watering',
        '## Tasks / Subtasks',
        '**Task 1: Lay the hoses**',
        '- [x] Measure the beds',
        '- [ ] Cut the hoses',
        '',
        '**Task 2: Connect the pump**',
        '- [ ] Mount it',
        '## Review of the criteria',
        '| AC# | Criterion | Status |',
        '| --- | --- | --- |',
        '| AC1 | Every bed gets water | Done |',
        '| AC2 | No leaks | Open |',
        '## Review of the code',
        '| Issue | Status |',
        '| --- | --- |',
        '| Valve is too small | Open |',
      ],
      [
        '2 section <> Tasks / Subtasks',
        '  4 item <> Measure the beds = done',
        '  5 item <> Cut the hoses = todo',
        '  8 item <> Mount it = todo',
        '14 section <> Review of the code',
        '  17 row <> Valve is too small = todo',
      ],
    );
    finds(
      [
        '# Watering plan',
        '## Task 1: Lay the hoses',
        '**Status:** Open',
        '## Before we open',
        '**Task 1: Lay the hoses**',
        '- [ ] Hoses are tight',
        '',
        '**Goal 2: Everything is green**',
        '- [ ] Nothing is dry',
      ],
      ['2 heading <1> Lay the hoses = todo'],
    );
  });

  it('a column for work may have other words around its name, and days may stand before it', () => {
    finds(
      [
        '# Roadmap',
        '## Roof',
        '| Sub-feature | Status |',
        '| --- | --- |',
        '| Skylights | Done |',
        '## 屋根',
        '| No. | 章 | タスク内容 | 担当 |',
        '| --- | --- | --- | --- |',
        '| 1 | 1.1 | 窓を付ける | Ann |',
        '| | | 枠を塗る | Ben |',
        '## Week 1',
        '| Day | Task | Est. hours |',
        '| --- | --- | --- |',
        '| 1 | Dig the holes | 6 |',
        '| 2 | Pour the concrete | 4 |',
        '## Colours',
        '| Paint feature | Status |',
        '| --- | --- |',
        '| Gloss | Done |',
      ],
      [
        '2 section <> Roof',
        '  5 row <> Skylights = done',
        '6 section <> 屋根',
        '  9 row <1> 窓を付ける @Ann',
        '  10 row <> 枠を塗る @Ben',
        '11 phase <Week 1> Week 1',
        '  14 row <> Dig the holes ~ 6h',
        '  15 row <> Pour the concrete ~ 4h',
      ],
    );
  });

  it('a heading with a number or an id is the group of the rows below it that are tracked', () => {
    finds(
      [
        '# Roadmap',
        '### 6.1 Milestone 1: Frame',
        '**Exit criteria:** It stands.',
        '| Task | Owner | Estimate |',
        '| --- | --- | --- |',
        '| Set the posts | Ann | 2d |',
        '| Lay the beams | Ben | 1d |',
        '| Brace it | Ann | 1d |',
        '## Task 2: Panes',
        '| # | Side | Status |',
        '| --- | --- | --- |',
        '| 1 | North | Done |',
        '| 2 | South | Open |',
        '| 3 | Roof | Open |',
        '## Task 9: Door',
        '**Status:** Open',
        '| # | Part | Status |',
        '| --- | --- | --- |',
        '| 1 | Hinge | Done |',
        '| 2 | Lock | Open |',
        '| 3 | Handle | Open |',
        '## 7. Testing',
        '| # | Feature | Status |',
        '| --- | --- | --- |',
        '| 7.1 | Pour water on it | Done |',
        '| 7.2 | Shake it | Open |',
      ],
      [
        '2 section <6.1> Milestone 1: Frame',
        '  6 row <> Set the posts ~ 2d @Ann',
        '  7 row <> Lay the beams ~ 1d @Ben',
        '  8 row <> Brace it ~ 1d @Ann',
        '9 section <2> Panes',
        '  12 row <1> North = done',
        '  13 row <2> South = todo',
        '  14 row <3> Roof = todo',
        '15 heading <9> Door = todo',
        '22 section <7> Testing',
        '  25 row <7.1> Pour water on it = done',
        '  26 row <7.2> Shake it = todo',
        '3 criterion ( ) It stands. of 2',
      ],
    );
  });

  it('rows with codes that mostly begin with a state need no column for it', () => {
    finds(
      [
        '# Tech debt',
        '| # | Finding | Found in |',
        '| --- | --- | --- |',
        '| C1 | **FIXED 2030-05-01** (#7) Gutter leaks | `a.md` |',
        '| C2 | ✅ Door sticks | `a.md` |',
        '| C3 | Window rattles | `a.md` |',
        '## What we saw',
        '| # | Finding | Found in |',
        '| --- | --- | --- |',
        '| D1 | **FIXED 2030-05-01** Gutter leaked | `a.md` |',
        '| D2 | Door is red | `a.md` |',
        '| D3 | Window is blue | `a.md` |',
      ],
      ['4 row <C1> (#7) Gutter leaks = done', '5 row <C2> Door sticks = done', '6 row <C3> Window rattles'],
    );
  });

  it('a numbered checklist of an implementation is work, and so is what is numbered below tasks in any language', () => {
    finds(
      [
        '# Roadmap',
        '## 11. Release',
        '- [ ] Cut the ribbon',
        '## 12. Implementation checklist',
        '- [ ] Build the frame',
        '## 13. Safety checklist',
        '- [ ] Wear a helmet',
        '## 14. Veiligheidschecklist',
        '- [ ] Draag een helm',
      ],
      [
        '2 section <11> Release',
        '  3 item <> Cut the ribbon = todo',
        '4 section <12> Implementation checklist',
        '  5 item <> Build the frame = todo',
      ],
    );
    finds(
      ['# План', '## Задачи', '### 1. Фундамент', 'Бетон.', '### 2. Стены', 'Кирпич.'],
      ['2 section <> Задачи', '  3 heading <1> Фундамент', '  5 heading <2> Стены'],
    );
  });

  it('a table may sort its work by priority, area or phase before it names it', () => {
    finds(
      [
        '# Roadmap',
        '## By priority',
        '| Priority | Task | Effort |',
        '| --- | --- | --- |',
        '| High | Glaze the roof | 2 days |',
        '## By area',
        '| Area | Feature | Status |',
        '| --- | --- | --- |',
        '| Heating | Thermostat | Done |',
        '| Water | Drip hoses | Open |',
        '## By phase',
        '| Phase | Step | Owner |',
        '| --- | --- | --- |',
        '| Phase 1 | Dig | Ann |',
        '| | Level | Ben |',
      ],
      [
        '2 section <> By priority',
        '  5 row <> Glaze the roof ~ 2d !High',
        '6 section <> By area',
        '  9 row <> Thermostat = done',
        '  10 row <> Drip hoses = todo',
        '11 section <> By phase',
        '  14 row <> Dig @Ann',
        '  15 row <> Level @Ben',
      ],
    );
  });

  it('rows about phases or risks are no tasks, whatever a later column names', () => {
    finds(
      [
        '# Roadmap',
        '| Phase | Step | Owner |',
        '| --- | --- | --- |',
        '| Phase 1 | Dig | Ann |',
        '| Phase 2 | Glaze | Ben |',
        '',
        '| Risk | Action | Owner |',
        '| --- | --- | --- |',
        '| Hail | Keep spare panes | Ann |',
        '## Now',
        '- [ ] Dig.',
      ],
      ['10 section <> Now', '  11 item <> Dig. = todo'],
    );
  });

  it('a heading with a box is a task in that state', () => {
    finds(
      [
        '# Roadmap',
        '## Heating',
        '### [x] H-10: Buy a boiler',
        'Second hand.',
        '### [ ] Lay the pipes',
        '- [ ] Dig a trench.',
        '#### [ ] Insulate them',
        '### [ ] Thermostat (in progress)',
      ],
      [
        '2 section <> Heating',
        '  3 heading <H-10> Buy a boiler = done',
        '  5 heading <> Lay the pipes = todo',
        '    6 step [ ] Dig a trench.',
        '    7 heading <> Insulate them = todo',
        '  8 heading <> Thermostat = in-progress',
      ],
    );
  });

  it('codes that count up through a list are ids without punctuation behind them', () => {
    finds(
      [
        '# Roadmap',
        '## Epic A',
        '- A1 dig the bed',
        '- A2 sow tomatoes',
        '- A3 water them',
        '## Notes',
        '- B5 is the vitamin they lack',
        '- A4 paper for the labels',
        '- **M1**: March',
        '- **M2**: April',
      ],
      [
        '2 epic <Epic A> Epic A',
        '  3 item <A1> dig the bed',
        '  4 item <A2> sow tomatoes',
        '  5 item <A3> water them',
      ],
    );
  });

  it('an id may end in a letter of its own', () => {
    finds(
      [
        '# Plan',
        '### R8-A: Roof (~60 min)',
        '**Files:** `roof.ts`',
        '### R8-B: Door',
        '**Files:** `door.ts`',
      ],
      ['2 heading <R8-A> Roof ~ 60min', '4 heading <R8-B> Door'],
    );
  });

  it('criteria stand below labels with numbers of any script and remarks in brackets', () => {
    finds(
      [
        '# 温室计划',
        '## 一、任务清单',
        '- [ ] 播种',
        '## 二、验收标准（对应计划书）',
        '1. 没有青苔 ✅',
        '## Phase Success Criteria',
        '### Phase 1',
        '- It rains nowhere.',
        '## Launch Criteria',
        '- [ ] The door shuts.',
      ],
      [
        '2 section <> 一、任务清单',
        '  3 item <> 播种 = todo',
        '5 criterion ( ) 没有青苔 ✅ of document',
        '8 criterion ( ) It rains nowhere. of document',
        '10 criterion [ ] The door shuts. of document',
      ],
    );
  });

  it('a milestone whose boxes are all deliverables is one piece of work', () => {
    finds(
      [
        '# Roadmap',
        '## Milestone 1: Roof',
        '**Deliverables:**',
        '- [ ] Panes',
        '',
        '**Success criteria:**',
        '- It keeps the rain out.',
        '## Milestone 2: Door',
        '**Deliverables:**',
        '- [ ] Hinges',
        '',
        '**Tasks:**',
        '- [ ] Measure the frame',
      ],
      [
        '2 heading <1> Roof',
        '  4 deliverable [ ] Panes',
        '  7 criterion ( ) It keeps the rain out.',
        '8 milestone <Milestone 2> Door',
        '  13 item <> Measure the frame = todo',
      ],
    );
  });

  it('a checklist of deliverables is work beside other work', () => {
    finds(
      [
        '# Roadmap',
        '## Now',
        '- [ ] T-1: Dig.',
        '## Deliverables Checklist',
        '- [ ] Panes.',
        '## Visitor Checklist',
        '- [ ] Wipe your feet.',
      ],
      [
        '2 section <> Now',
        '  3 item <T-1> Dig. = todo',
        '4 section <> Deliverables Checklist',
        '  5 item <> Panes. = todo',
      ],
    );
  });

  it('a column that nobody knows holds ids where each of its cells is a code', () => {
    finds(
      [
        '# Roadmap',
        '| Control | Description | Effort |',
        '| --- | --- | --- |',
        '| SEC_TLS.1 | Close the hatch | 1 week |',
        '| SEC_LOG.2 | Write down who came | 2 days |',
        '',
        '| Setting | Meaning | Time |',
        '| --- | --- | --- |',
        '| MAX_HEAT | How warm it gets | 2 hours |',
      ],
      ['4 row <SEC_TLS.1> Close the hatch ~ 1w', '5 row <SEC_LOG.2> Write down who came ~ 2d'],
    );
  });

  it('a numbered heading that could name a field is work over a status and an estimate', () => {
    finds(
      [
        '# Roadmap',
        '## Phase 1: Glass',
        '#### 1. Unit Tests - `test/glass.ts`',
        '**Status**: Not Started',
        '**Estimated Time**: 2 hours',
        '#### 2. Tests',
        'All of them.',
      ],
      ['2 phase <Phase 1> Glass', '  3 heading <1> Unit Tests - test/glass.ts = todo ~ 2h'],
    );
  });

  it('a code in brackets is an id over fields of its own or beside a state', () => {
    finds(
      [
        '# Technical debt',
        '## Open',
        '1. **[AUTH-1] Stub sign-in** (HIGH)',
        '   - Location: `src/auth.ts`',
        '   - Effort: 16 hours',
        '2. **[MAIL-2] No retries**',
        '   - Effort: 4 hours',
        '## Resolved',
        '1. **[LOG-7] Noise** ✅',
        '## Codes',
        '- **[SEC-1]** is what a finding about safety looks like',
      ],
      [
        '2 section <> Open',
        '  3 item <AUTH-1> Stub sign-in ~ 16h !HIGH',
        '  6 item <MAIL-2> No retries ~ 4h',
        '8 section <> Resolved',
        '  9 item <LOG-7> Noise = done',
      ],
      'TECHNICAL_DEBT.md',
    );
  });

  it('an implementation checklist with a backlog is a plan, a checklist alone is none', () => {
    const boxes = ['- [x] Sign in.', '- [x] Print labels.', '- [ ] Mail.'];
    finds(
      ['# Implementation Checklist', '## Status', ...boxes, '## Backlog', '- [ ] Export.'],
      [
        '2 section <> Status',
        '  3 item <> Sign in. = done',
        '  4 item <> Print labels. = done',
        '  5 item <> Mail. = todo',
        '6 section <> Backlog',
        '  7 item <> Export. = todo',
      ],
      'checklist.md',
    );
    finds(['# Review checklist', '## Status', ...boxes], ['no roadmap'], 'checklist.md');
  });

  it('hyphens part the levels of a number as full stops do', () => {
    finds(
      [
        '# 로드맵',
        '## Phase 1 — 기초',
        '### 1-1. 데이터',
        '- [x] 모델',
        '- [ ] 색인',
        '### 1-2. 화면',
        '- [ ] 목록',
      ],
      [
        '2 phase <Phase 1> 기초',
        '  3 heading <1-1> 데이터',
        '    4 step [x] 모델',
        '    5 step [ ] 색인',
        '  6 heading <1-2> 화면',
        '    7 step [ ] 목록',
      ],
    );
  });

  it('headings over labels with full-width colons are work, the criteria nested below one', () => {
    finds(
      [
        '# 项目 Backlog',
        '## P0 基础',
        '### [Web] 商品页面',
        '- 目标：展示商品。',
        '- 验收标准：',
        '  - 有搜索框。',
        '  - 有空状态。',
        '### [API] 订单接口',
        '- 目标：保存订单。',
        '- 验收标准：',
        '  - 返回订单号。',
      ],
      [
        '2 priority <P0> P0 基础',
        '  3 heading <> 商品页面',
        '    6 criterion ( ) 有搜索框。',
        '    7 criterion ( ) 有空状态。',
        '  8 heading <> 订单接口',
        '    11 criterion ( ) 返回订单号。',
      ],
      'backlog.md',
    );
  });

  it('a label in bold needs no blank behind its full-width colon', () => {
    finds(
      ['# 计划', '## 任务 1：打印', '**状态：进行中**', '## 任务 2：搜索', '**状态：已完成**'],
      ['2 heading <1> 打印 = in-progress', '4 heading <2> 搜索 = done'],
    );
  });

  it('what a label about the document says on its line is no label of the list below', () => {
    finds(
      ['# Release plan', 'Date: 2030-01-02. After the audit.', '', '- [x] Licence', '- [ ] Screenshots'],
      ['4 item <> Licence = done', '5 item <> Screenshots = todo'],
    );
  });

  it('rows and boxes that go on counting below the number of a heading are its work', () => {
    finds(
      [
        '# ロードマップ',
        '## STEP 12 — 資料整理',
        '| # | 内容 | 状態 |',
        '|---|---|---|',
        '| 12-1 | 手引き作成 | ✅ |',
        '| 12-2 | 一覧更新 | 🔄 |',
        '### Task 4 — Redirect',
        '- [ ] 4.1 Send people home',
      ],
      [
        '2 section <12> 資料整理',
        '  5 row <12-1> 手引き作成 = done',
        '  6 row <12-2> 一覧更新 = in-progress',
        '  7 section <4> Redirect',
        '    8 item <4.1> Send people home = todo',
      ],
    );
  });

  it('a column named after ids of work holds ids, in any language', () => {
    for (const header of ['任务 ID', 'Aufgaben-ID', 'ID da tarefa', 'ID задачи'])
      finds(
        [
          '# Plan',
          '## Now',
          `| ${header} | P | Status | What is to be done there |`,
          '|---|---|---|---|',
          '| `T-SHOP-UI` | P3 | done | Shelves |',
          '| `T-SHOP-07` | P2 | open | Tills |',
        ],
        [
          '2 section <> Now',
          '  5 row <T-SHOP-UI> Shelves = done !P3',
          '  6 row <T-SHOP-07> Tills = todo !P2',
        ],
      );
  });

  it('a letter that also means "and" is the name of a phase before a dash', () => {
    finds(
      [
        '# Umsetzungsplan',
        '## Phase D - Suche',
        '**Abnahmekriterium**',
        '- findet Artikel',
        '## Phase E - Verkauf und Lager',
        '**Abnahmekriterium**',
        '- bucht Bestand',
      ],
      [
        '2 heading <D> Suche',
        '  4 criterion ( ) findet Artikel',
        '5 heading <E> Verkauf und Lager',
        '  7 criterion ( ) bucht Bestand',
      ],
      'UMSETZUNGSPLAN.md',
    );
  });

  it('half a circle is work that has begun, and so is the word that says so', () => {
    finds(
      ['# 로드맵', '| 작업 | 상태 |', '|---|---|', '| 결제 | ◐ 구현 |', '| 앱 | ◐ **착수** — 화면 완료 |'],
      ['4 row <> 결제 = in-progress', '5 row <> 앱 = in-progress'],
    );
  });

  it('a heading that names a field has its value in the line below it', () => {
    finds(
      ['# Roadmap', '## T-1: Labels', '### Status', 'In review', '### Effort', '1h 30m', '## T-2: Mail'],
      ['2 heading <T-1> Labels = in-review ~ 1.5h', '7 heading <T-2> Mail'],
    );
  });

  it('hours and minutes are one estimate, and so is a half that is written as a fraction', () => {
    for (const [written, read] of [
      ['1h 30m', '1.5h'],
      ['2h30', '2.5h'],
      ['2 Stunden 15 Minuten', '2.25h'],
      ['1/2 day', '0.5d'],
      ['2 h', '2h'],
    ])
      finds(
        ['# Roadmap', '## T-1: Labels', `**Effort:** ${written ?? ''}`],
        [`2 heading <T-1> Labels ~ ${read ?? ''}`],
      );
  });

  it('what stands below URL is no file, what stands below a word for place is one', () => {
    const table = '| URL | Lokasi |\n|---|---|\n| `/news/` | `.deploy.secret` |';
    const text = `# Roadmap\n\n- [ ] Rilis\n\n${table}`;
    const { references } = parseRoadmap('file:///shop/ROADMAP.md', new SourceText(text));
    assert.deepEqual(
      references.map(({ path }) => path),
      ['.deploy.secret'],
    );
  });

  it('how long a phase takes is a total in hours, and its calendar in weeks', () => {
    const totals = ['4h', '2 semaines'].map((time) => {
      const text = `# Roadmap\n\n## Sprint 1\n\n**Durée** : ${time}\n\n- [ ] Recherche`;
      return parseRoadmap('file:///shop/ROADMAP.md', new SourceText(text)).totals.map(({ line }) => line);
    });
    assert.deepEqual(totals, [[5], []]);
  });

  it('words about a branch are no name of one', () => {
    const task = (branch: string) => [
      '# Roadmap',
      '## T-1: Labels',
      '**Effort:** 2h',
      `**Branch:** ${branch}`,
    ];
    for (const branch of ['not started', 'pending', 'none'])
      finds(task(branch), ['2 heading <T-1> Labels ~ 2h']);
    for (const branch of ['feat/labels (off main)', 'done-right', 'labels'])
      finds(task(branch), [`2 heading <T-1> Labels ~ 2h on ${branch.split(' ')[0] ?? ''}`]);
  });

  it('one line of a legend may explain several boxes', () => {
    finds(
      [
        '# 로드맵',
        '## 범례',
        '- `[ ]` 미완료 / `[x]` 완료 / `[~]` 부분',
        '## 작업',
        '- [~] 색인',
        '- [ ] 화면',
      ],
      ['4 section <> 작업', '  5 item <> 색인 = in-progress', '  6 item <> 화면 = todo'],
    );
  });

  it('a date behind a heading of another script does not make it an entry of a log', () => {
    finds(
      ['# 로드맵', '## 정리 완료 (2026-06-19)', '- [x] 삭제', '## 다음', '- [ ] 화면'],
      [
        '2 section <> 정리 완료 (2026-06-19)',
        '  3 item <> 삭제 = done',
        '4 section <> 다음',
        '  5 item <> 화면 = todo',
      ],
    );
  });

  it('a word of another script that only ends in one for done says nothing about its list', () => {
    finds(
      ['# ロードマップ', '## 未完了', '- ✅ 印刷', '', '* [ ] 画面', '## 完了', '- ✅ 検索'],
      ['2 section <> 未完了', '  5 item <> 画面 = todo', '6 section <> 完了', '  7 item <> 検索 = done'],
    );
  });

  it('findings with codes are work, also where the code could be a milestone', () => {
    finds(
      [
        '# Security plan',
        '## Findings',
        '### M1. Updates are not signed',
        '**Location**',
        '- `update.py:20`',
        '',
        '**Impact**',
        'Any mirror can ship code.',
        '',
        '**Recommendation**',
        'Sign them.',
        '## M2. Later',
        'Only words.',
      ],
      ['2 section <> Findings', '  3 heading <M1> Updates are not signed'],
    );
  });

  it('what reviewers and workers record beside the work is none', () => {
    finds(
      [
        '# Story 1.2',
        '## Tasks',
        '**Execution strategy:** one after the other.',
        '',
        '- [x] Task 1: Add the table',
        '- [ ] Task 2: Print it',
        '## QA results',
        '### Refactoring performed',
        '- **File**: a.ts',
        '- **Impact**: simpler',
        '### Security review',
        '**Status**: PASS',
        '### File list',
        '- ✅ a.ts',
      ],
      ['2 section <> Tasks', '  5 item <1> Add the table = done', '  6 item <2> Print it = todo'],
    );
  });

  it('criteria for the end of a session are no plan', () => {
    finds(
      [
        '# CHECKPOINTS — criterios',
        '## C1 — base',
        '- [ ] a',
        '## C2 — tests',
        '- [ ] b',
        '## C3 — end',
        '- [ ] c',
      ],
      ['no roadmap'],
      'CHECKPOINTS.md',
    );
  });

  it('rules that are decorated with pictures are no work', () => {
    finds(
      [
        '# Step 2: Plan the task',
        '## Rules',
        '- 🛑 Never write without input',
        '- 📖 Read the whole file first',
        '- 🔄 Load the next step with C',
        '- ✅ Speak as a colleague',
      ],
      ['no roadmap'],
    );
  });

  it('a template is no task, whatever its front matter says', () => {
    finds(
      ['---', 'id: "[short-id]"', 'status: Proposed', '---', '# [Title]', '- [ ] [First]'],
      ['no roadmap'],
      'x.md',
    );
  });

  it('the same document is a plan, but not in a folder of templates or commands', () => {
    const text = ['# Story', '## Work', '- [ ] The need is understood', '- [ ] The risks are known'];
    const read = (folder: string) =>
      parseRoadmap(`file:///shop/${folder}/story.md`, new SourceText(text.join('\n'))).roadmap;
    assert.deepEqual(['docs', 'templates', '.tool/commands'].map(read), [true, false, false]);
  });

  it('what stands before the colon of a title is what the document is', () => {
    const risks = ['## TECH-001: Versions', '**Impact:** high', '## TECH-002: Paths', '**Impact:** low'];
    const findings = ['2 heading <TECH-001> Versions', '4 heading <TECH-002> Paths'];
    finds(['# Risk profile: Story 1.1', ...risks], ['no roadmap'], '1.1-risk.md');
    finds(['# Story 1.1: Risk profile', ...risks], findings, '1.1-risk.md');
    finds(['# Test plan: Cards', '- [ ] Create a card', '- [x] Delete a card'], ['no roadmap'], 'plan.md');
  });

  it('a label before the colon of a numbered heading is a part of its title', () => {
    finds(
      [
        '# Issues',
        '### 1. Fix: slow query',
        '**Labels**: `bug`',
        '',
        '**Tasks**:',
        '- [ ] Add an index',
        '### 2. Task: first look',
        '**Labels**: `task`',
        '',
        '**Tasks**:',
        '- [ ] Open the notebook',
        '### Tarea 3.5: Leyenda',
        '- [ ] Colores',
      ],
      [
        '2 heading <1> Fix: slow query #bug',
        '  6 step [ ] Add an index',
        '7 heading <2> Task: first look #task',
        '  11 step [ ] Open the notebook',
        '12 heading <3.5> Leyenda',
        '  13 step [ ] Colores',
      ],
    );
  });

  it('fields may be written as keys', () => {
    finds(
      [
        '# Audit',
        '## A1. Duplicate code',
        '- **id:** A1',
        '- **estimated_effort:** 8-12 hours',
        '- **acceptance_criteria:**',
        '  - [ ] One copy is left',
        '## A2. Injection',
        '- **estimated_effort:** 20 minutes',
      ],
      [
        '2 heading <A1> Duplicate code ~ 8-12h',
        '  6 criterion [ ] One copy is left',
        '7 heading <A2> Injection ~ 20min',
      ],
    );
  });

  it('the number of a milestone is no other task of that number', () => {
    finds(
      [
        '# Plan',
        '## Phase 1: Base',
        '- [x] **Task 1**: Setup',
        '- [x] **Task 2**: Layout',
        '## Milestones',
        '### Milestone 1: Base is done ✅',
        '- Deliverables: a board',
      ],
      [
        '2 phase <Phase 1> Base',
        '  3 item <1> Setup = done',
        '  4 item <2> Layout = done',
        '5 section <> Milestones',
        '  6 heading <1> Base is done = done',
      ],
    );
  });

  it('a tag that says NEW is no state', () => {
    finds(
      ['# Plan', '### 1. Sign-in ✅ NEW', '**Effort:** 2h', '### 2. Mail NEW', '**Effort:** 2h'],
      ['2 heading <1> Sign-in ✅ NEW = done ~ 2h', '4 heading <2> Mail NEW ~ 2h'],
    );
  });

  it('nothing to wait for stays nothing, whatever the remark beside it names', () => {
    finds(
      ['# 计划', '### T001: 架构', '- **依赖**: 无', '### T002: 配置', '- **依赖**: 无（可与 T001 并行）'],
      ['2 heading <T001> 架构', '4 heading <T002> 配置'],
    );
  });

  it('what stands below a name that git would not take is no branch', () => {
    const below = '\n\n- [ ] Read `src/users.ts:2`';
    finds(
      ['# Roadmap', '### T-1: Labels', `**Branch:** \`two words\`${below}`],
      ['2 heading <T-1> Labels', '  5 step [ ] Read `src/users.ts:2`'],
    );
    finds(
      ['# Roadmap', '### T-1: Labels', '**Branch:**\n\n- `feat/labels`'],
      ['2 heading <T-1> Labels on feat/labels'],
    );
  });

  it('a branch of the code is no branch of the repository', () => {
    finds(
      ['# Plan', '### B1 — Mode is ignored', '**Effort:** 2h', '', 'It falls to the `else` branch.'],
      ['2 heading <B1> Mode is ignored ~ 2h'],
    );
  });

  it('a dependency may be named by the title of the one task that is called so', () => {
    finds(
      [
        '# Plan',
        '### 1. Sign-in',
        '**Effort:** 2h',
        '### 2. Mail',
        '**Effort:** 1h',
        '### 3. Orders',
        '**Depends on:** sign-in (required), Mail, Redis',
        '### 4. Search',
        '**Depends on:** Printing',
        '### 5. Printing',
        '**Effort:** 1h',
        '### 6. Printing',
        '**Effort:** 1h',
      ],
      [
        '2 heading <1> Sign-in ~ 2h',
        '4 heading <2> Mail ~ 1h',
        '6 heading <3> Orders < 1 2',
        '8 heading <4> Search',
        '10 heading <5> Printing ~ 1h',
        '12 heading <6> Printing ~ 1h',
      ],
    );
  });

  it('a path that goes up beyond the root is no reference, where the root is known', () => {
    const text = '# Plan\n- [ ] Read `../a.md`, `../../b.md` and `..\\..\\c.md`';
    const paths = (depth: number | undefined) =>
      parseRoadmap('file:///shop/docs/PLAN.md', new SourceText(text), depth === undefined ? {} : { depth })
        .references.map(({ path }) => path)
        .join(' ');
    assert.equal(paths(1), '../a.md');
    assert.equal(paths(2), '../a.md ../../b.md ..\\..\\c.md');
    assert.equal(paths(undefined), paths(2));
    assert.equal(parseOptions(DEFAULT_CONFIG, 'docs/PLAN.md').depth, 1);
    assert.equal(parseOptions(DEFAULT_CONFIG, '../PLAN.md').depth, undefined);
    assert.equal(parseOptions(DEFAULT_CONFIG, 'PLAN.md').depth, undefined);
  });

  it('a bracket that lists states names them', () => {
    finds(
      [
        '# Plan',
        '- [ ] Board (Active / Paused / Done)',
        '- [ ] Filter (active)',
        '- [ ] Search (in progress)',
      ],
      [
        '2 item <> Board (Active / Paused / Done) = todo',
        '3 item <> Filter (active) = todo',
        '4 item <> Search = in-progress',
      ],
    );
  });

  it('numbered marks are ticked off below a phase or an order, and decorate elsewhere', () => {
    finds(
      [
        '# Plan',
        '## Good habits',
        '1. ✅ Sand before you paint',
        '2. ✅ Let it dry',
        '## Phase 1: Walls',
        '1. ✅ Sand the walls',
        '2. ✅ Paint them',
        '## Phase 2: Floor',
        '- [ ] Lay the boards',
      ],
      [
        '5 phase <Phase 1> Walls',
        '  6 item <> Sand the walls = done',
        '  7 item <> Paint them = done',
        '8 phase <Phase 2> Floor',
        '  9 item <> Lay the boards = todo',
      ],
    );
  });

  it('a count behind the number of a heading is no id', () => {
    finds(
      [
        '# Plan',
        '### 1. Fix 11 loose boards',
        '**Effort:** 2h',
        '### 2. Fix 12: creaking stairs',
        '**Effort:** 1h',
      ],
      ['2 heading <1> Fix 11 loose boards ~ 2h', '4 heading <12> creaking stairs ~ 1h'],
    );
  });

  it('a word that begins a name is no state', () => {
    finds(
      [
        '# Plan',
        '### Bug #1: Complete rewiring',
        '**Effort:** 2h',
        '### Bug #2: Complete',
        '**Effort:** 1h',
        '### Bug #3: FIXED in the cellar',
        '**Effort:** 1h',
        '### Quarter 2 (Weeks 13-24): TESTING THE ROOF',
        '- [ ] Pour water on it',
      ],
      [
        '2 heading <#1> Complete rewiring ~ 2h',
        '4 heading <#2> Bug #2: Complete = done ~ 1h',
        '6 heading <#3> in the cellar = done ~ 1h',
        '8 phase <Quarter 2> Quarter 2: TESTING THE ROOF',
        '  9 item <> Pour water on it = todo',
      ],
    );
  });

  it('what was before and after is compared, and nothing waits for it', () => {
    finds(
      [
        '# Plan',
        '- [ ] Sweep',
        '### 1. New stairs',
        '**Before:**',
        '```',
        'steep',
        '```',
        '**After:**',
        '```',
        'flat',
        '```',
        '### 2. New rail',
        '**After:** Sweep',
      ],
      ['2 item <> Sweep = todo', '12 heading <2> New rail'],
    );
  });

  it('a tick beside “ready” says done, but not beside “ready to”', () => {
    finds(
      [
        '# Plan',
        '| Feature | Status |',
        '|---|---|',
        '| Oven | ✅ READY |',
        '| Sink | ✅ Ready to install |',
        '| Lamp | Ready |',
        '| Door | ✅ Production ready |',
      ],
      ['4 row <> Oven = done', '5 row <> Sink = todo', '6 row <> Lamp = todo', '7 row <> Door = done'],
    );
  });

  it('a heading whose name begins like a report with a hyphen is work', () => {
    finds(
      ['# Plan', '### 1. Notes-board in the hall', '**Effort:** 2h', '### 2. Notes - rest', '**Effort:** 2h'],
      ['2 heading <1> Notes-board in the hall ~ 2h'],
    );
  });

  it('an item that explains a mark is no task', () => {
    finds(
      ['# Plan', '- ☐ = still to be painted', '## Walls', '- ☐ Hall'],
      ['3 section <> Walls', '  4 item <> Hall = todo'],
    );
  });

  it('rows with boxes are work, whatever their column is called', () => {
    finds(
      [
        '# Move',
        '| ✓ | Crate | Room |',
        '|---|---|---|',
        '| ☐ | Books | Study |',
        '| ☑ | Plates | Kitchen |',
        '',
        '| Line | Part | Status |',
        '|---|---|---|',
        '| 12 | Shelf | [ ] |',
        '| 14 | Desk | [x] |',
        '',
        '| Part | Status |',
        '|---|---|',
        '| Motor | ok |',
      ],
      ['4 row <> Books = todo', '5 row <> Plates = done', '9 row <> Shelf = todo', '10 row <> Desk = done'],
    );
  });

  it('rows that say when they are done are work', () => {
    finds(
      [
        '# Plan',
        '| # | Item | Why | Done-when |',
        '|---|---|---|---|',
        '| A1 | Tile the bath | leaks | water stays in |',
        '| A2 | Hang the door | draught | it closes |',
        '',
        '| Day | Theme | Task | Done when |',
        '|---|---|---|---|',
        '| D1 | Bath | A1 | dry |',
      ],
      [
        '4 row <A1> Tile the bath',
        '  4 criterion ( ) water stays in',
        '5 row <A2> Hang the door',
        '  5 criterion ( ) it closes',
      ],
    );
  });

  it('the checklist of a phase is what the phase consists of', () => {
    finds(
      [
        '# Plan',
        '## Phase 1: Walls',
        '### Checklist',
        '- [ ] Sand',
        '## Phase 2: Floor',
        '### Tasks checklist',
        '- [x] Boards',
        '## Checklist',
        '- [ ] Look twice',
      ],
      [
        '2 phase <Phase 1> Walls',
        '  3 section <> Checklist',
        '    4 item <> Sand = todo',
        '5 phase <Phase 2> Floor',
        '  6 section <> Tasks checklist',
        '    7 item <> Boards = done',
      ],
    );
  });

  it('test cases that change are no work, and an exit checklist has criteria', () => {
    finds(
      [
        '# Plan',
        '## Phase 1: Oven',
        '- [ ] Build it',
        '### Test cases affected',
        '- OVEN-TC-001: it heats',
        '- OVEN-TC-002: it cools',
        '### Phase 1 exit checklist',
        '- [ ] Bread comes out',
      ],
      ['2 phase <Phase 1> Oven', '  3 item <> Build it = todo', '8 criterion [ ] Bread comes out of 2'],
    );
  });

  it('a table below Timeline tells of work that has its own place, if any has', () => {
    const table = ['| Step | Time |', '|---|---|', '| Tiles | 2h |', '| Door | 1h |'];
    finds(
      ['# Plan', '### Task 1: Lay the tiles', '**Effort:** 2h', '## ⏱️ Time estimates', ...table],
      ['2 heading <1> Lay the tiles ~ 2h'],
    );
    finds(
      ['# Plan', '## Time estimates', ...table],
      ['2 section <> Time estimates', '  5 row <> Tiles ~ 2h', '  6 row <> Door ~ 1h'],
    );
  });

  it('an estimate behind a dash may be a range with a dash of its own', () => {
    finds(
      ['# Plan', '### E1 — Walls (both) — ~8–12 d', 'Bricks.', '### E2 — Roof — ~4–6 d', 'Tiles.'],
      ['2 heading <E1> Walls (both) ~ 8-12d', '4 heading <E2> Roof ~ 4-6d'],
    );
  });

  it('a code may have a letter before its number', () => {
    finds(
      [
        '# Plan',
        '### [BUG-F001] Door jams',
        '**Effort:** 2h',
        '### BUG-W012: Window leaks',
        '**Effort:** 1h',
      ],
      ['2 heading <BUG-F001> Door jams ~ 2h', '4 heading <BUG-W012> Window leaks ~ 1h'],
    );
  });

  it('a mark in code is what a program prints', () => {
    finds(
      ['# Plan', '- [ ] Log', '- `✅` - it fits', '- `🔄 Cutting` - too long', '- 🔄 Saw'],
      ['2 item <> Log = todo', '5 item <> Saw = in-progress'],
    );
  });

  it('a bracket behind a heading may say that criteria stand below', () => {
    finds(
      ['# Plan', '## Oven', '- [ ] Build it', '## First bread (Acceptance Criteria)', '- [ ] It is baked'],
      ['2 section <> Oven', '  3 item <> Build it = todo', '5 criterion [ ] It is baked of document'],
    );
  });

  it('how stories are written is shown by none of them', () => {
    finds(
      [
        '# Stories',
        '## Story Format',
        '**Acceptance Criteria:**',
        '- Given this, then that',
        '## Bakery',
        '### US-1: Bread',
        '**Estimated work:** 2h',
      ],
      ['5 section <> Bakery', '  6 heading <US-1> Bread ~ 2h'],
    );
  });

  it('a launch checklist in phases with something ticked is gone through once', () => {
    const lines = (box: string) => [
      '# Launch checklist',
      '## Phase A: Shop',
      `- [${box}] Rent it`,
      '- [ ] Paint it',
      '## Phase B: Opening',
      '- [ ] Invite',
    ];
    const tasks = (text: string[]) =>
      parseRoadmap('file:///shop/launch-checklist.md', new SourceText(text.join('\n'))).tasks.map(
        ({ title }) => title,
      );
    assert.deepEqual(tasks(lines('x')), ['Rent it', 'Paint it', 'Invite']);
    assert.deepEqual(tasks(lines(' ')), []);
  });

  it('columns for points and days hold estimates', () => {
    finds(
      [
        '# Plan',
        '| Task | Pts |',
        '|---|---|',
        '| Tiles | 3 |',
        '',
        '| Task | Est. Days |',
        '|---|---|',
        '| Door | 2 |',
      ],
      ['4 row <> Tiles ~ 3pt', '8 row <> Door ~ 2d'],
    );
  });

  it('a priority and an estimate may stand behind a dash, and an estimate behind a clock', () => {
    finds(
      [
        '# Plan',
        '## Walls',
        '### 1.1 Lay the bricks — P1 / M',
        'In rows.',
        '### 1.2 Plaster — P2 / 2h',
        'White.',
        '### Task 1.3: Paint ⏱️ 15min ✅',
        'Also white.',
        '### 1.4 Sweep — in rows / by hand',
        'Daily.',
      ],
      [
        '2 section <> Walls',
        '  3 heading <1.1> Lay the bricks ~ M !P1',
        '  5 heading <1.2> Plaster ~ 2h !P2',
        '  7 heading <1.3> Paint = done ~ 15min',
      ],
    );
  });

  it('boxes out of scope and in scripts that somebody clicks through are no work', () => {
    finds(
      [
        '# Plan',
        '## Scope',
        '- [ ] Oven',
        '## Out of Scope',
        '- [ ] Cellar',
        '## Manual smoke test script',
        '- [ ] Open the door',
        '### Step 1: Write the smoke test script',
        '**Effort:** 1h',
      ],
      ['2 section <> Scope', '  3 item <> Oven = todo'],
    );
  });

  it('what a phase waits for is no work, also below a label', () => {
    finds(
      [
        '# Plan',
        '## Phase 1: Walls',
        '- [ ] Bricks',
        '',
        '**Prerequisites:**',
        '- ✅ Ground is bought',
        '- ⏳ Permit',
      ],
      ['2 phase <Phase 1> Walls', '  3 item <> Bricks = todo'],
    );
  });

  it('rows with the number of a heading about something else are work of their own', () => {
    finds(
      [
        '# Plan',
        '## Done',
        '| # | Fix | Status |',
        '|---|---|---|',
        '| 1 | Leaking window | Done |',
        '| 2 | Door handle | Done |',
        '## Open',
        '### 1. Lay the tiles',
        '**Effort:** 2h',
        '### 2. Handles of all doors',
        '**Effort:** 1h',
      ],
      [
        '2 section <> Done',
        '  5 row <1> Leaking window = done',
        '7 section <> Open',
        '  8 heading <1> Lay the tiles ~ 2h',
        '  10 heading <2> Handles of all doors ~ 1h',
      ],
    );
  });

  it('a task called a summary is still the group of the boxes that it numbers', () => {
    finds(
      [
        '# Plan',
        '### Task 11: Evening Summary ⏱ 3 hours',
        '- [x] **11.1** Write it',
        '- [ ] **11.2** Send it',
      ],
      ['2 section <11> Evening Summary', '  3 item <11.1> Write it = done', '  4 item <11.2> Send it = todo'],
    );
  });

  it('a part of a program whose name begins with “State” claims no state', () => {
    finds(
      [
        '# Plan',
        '- [ ] Bus',
        '## 3. Target',
        '- **State & event bus**',
        '  - Takes part in all.',
        '- **Rest**',
      ],
      ['2 item <> Bus = todo'],
    );
  });

  it('a number with a letter and further levels is the id of work below a phase of that letter', () => {
    finds(
      [
        '# Plan',
        '## Phase 2B: Glaze',
        '#### 2B.1: Mix the glaze',
        'Stir.',
        '#### 2B.2: Dip the bowls',
        'Slowly.',
      ],
      ['2 phase <Phase 2B> Glaze', '  3 heading <2B.1> Mix the glaze', '  5 heading <2B.2> Dip the bowls'],
    );
  });

  it('below a date stands work if something there is left to do, and else a log', () => {
    const dated = (box: string) => [
      '# Plan',
      '## Kiln',
      '- [ ] Stack it',
      '## 2031-02-03 Glazes',
      '- [x] Grind',
      box,
    ];
    finds(dated('- [ ] Sieve'), [
      '2 section <> Kiln',
      '  3 item <> Stack it = todo',
      '4 section <> 2031-02-03 Glazes',
      '  5 item <> Grind = done',
      '  6 item <> Sieve = todo',
    ]);
    finds(dated('- [x] Sieve'), ['2 section <> Kiln', '  3 item <> Stack it = todo']);
  });

  it('a code that is the only one of its letters is an id among other codes', () => {
    finds(
      [
        '# Sprint backlog',
        '## Sprint 1',
        '- `UI-001` Draw the board',
        '- `UI-002` Draw the cards',
        '- `FLOW-001` Start a game',
      ],
      [
        '2 sprint <Sprint 1> Sprint 1',
        '  3 item <UI-001> Draw the board',
        '  4 item <UI-002> Draw the cards',
        '  5 item <FLOW-001> Start a game',
      ],
    );
  });

  it('a list of marks above phases that are tasks only tells how far they are', () => {
    finds(
      [
        '# Plan',
        '## Overview',
        '- ✅ **Phase 1: Roof** - COMPLETED',
        '- ⏳ **Phase 2: Walls** - PENDING',
        '## Phase 1: Roof ✅',
        '**Status:** done',
        '## Phase 2: Walls',
        '**Status:** pending',
      ],
      ['5 heading <1> Roof = done', '7 heading <2> Walls = todo'],
    );
  });

  it('a bracket that says what the work holds up is no state', () => {
    finds(
      ['# Plan', '### Task 1: Mend the lock (BLOCKING BUILD) ✅', '### Task 2: Mend the door (BLOCKED)'],
      ['2 heading <1> Mend the lock (BLOCKING BUILD) = done', '3 heading <2> Mend the door = blocked'],
    );
  });

  it('a state may stand beside the id of a row, and its table then tracks work', () => {
    finds(
      [
        '# Tasks',
        '| ID | Goal | Scope |',
        '|--|--|--|',
        '| R1-001 [done] | Lock the door | `a.rs` |',
        '| ✅ R1-002 | Open it | `b.rs` |',
        '| R1-003 [open] | Oil it | `b.rs` |',
        '',
        '| ID | Goal | Scope |',
        '|--|--|--|',
        '| R2-001 | Paint it | `a.rs` |',
        '| R2-002 | Sand it | `b.rs` |',
      ],
      [
        '4 row <R1-001> Lock the door = done',
        '5 row <R1-002> Open it = done',
        '6 row <R1-003> Oil it = todo',
      ],
      'TASKS.md',
    );
  });

  it('what waits for what is no work, and a level in brackets is part of a code', () => {
    finds(
      [
        '# Plan',
        '## Phase 1: Doors',
        '- [ ] AC-2 Make them',
        '- [ ] AC-2(1) Lock them',
        '- [ ] 3-5. C4 is too thin',
        '- `KEY-01` Cut a key',
        '- `KEY-02` Wait for the smith',
        '## Order',
        '- `KEY-02`, `AC-2` depend on `KEY-01`',
      ],
      [
        '2 phase <Phase 1> Doors',
        '  3 item <AC-2> Make them = todo',
        '  4 item <AC-2(1)> Lock them = todo',
        '  5 item <3-5> C4 is too thin = todo',
        '  6 item <KEY-01> Cut a key',
        '  7 item <KEY-02> Wait for the smith',
      ],
    );
  });

  it('a numbered heading over files alone is a task where others beside it plainly are', () => {
    const others = [
      '### 1. Scanner',
      '**Effort:** 2 h',
      '### 2. Parser',
      '**Status:** open',
      '### 3. Printer',
      '**File:** `src/print.ts`',
      'It writes the tree.',
      '### 4. How it all fits',
      'In words.',
    ];
    finds(
      ['# Work', '## High', ...others],
      [
        '2 priority <> High',
        '  3 heading <1> Scanner ~ 2h',
        '  5 heading <2> Parser = todo',
        '  7 heading <3> Printer',
      ],
      'PLAN.md',
    );
    finds(
      ['# Design plan', '## Parts', '### 1. Scanner', 'Reads.', '### 2. Parser', ...others.slice(4)],
      ['no roadmap'],
      'PLAN.md',
    );
  });

  it('headings whose sections all begin with one label have one form, whatever the label is', () => {
    const unit = (title: string, last: string) => [
      `### ${title}`,
      '- **Gives:** a page',
      `- **${last}:** it prints`,
    ];
    finds(
      [
        '# Press plan',
        '## Base',
        ...unit('Rollers (2 days)', 'Acceptance'),
        ...unit('Ink (1 day)', 'Acceptance'),
        ...unit('Paper (3 days)', 'Acceptance'),
        ...unit('Noise', 'Acceptance'),
        '## Other',
        ...unit('Light (1 day)', 'Acceptance'),
      ],
      [
        '2 section <> Base',
        '  3 heading <> Rollers ~ 2d',
        '    5 criterion ( ) it prints',
        '  6 heading <> Ink ~ 1d',
        '    8 criterion ( ) it prints',
        '  9 heading <> Paper ~ 3d',
        '    11 criterion ( ) it prints',
        '14 criterion ( ) it prints of 2',
        '18 criterion ( ) it prints of document',
      ],
      'PLAN.md',
    );
  });

  it('what an epic or a phase lists by name or by long numbers that count up is its work', () => {
    finds(
      [
        '# Shop plan',
        '## Epic 1: Basket',
        '- Story 1: Fill it',
        '- Story 2: Empty it',
        '## Epic 2: Till',
        '- **Story 3: Pay**',
        '- **Story 4: Pay back**',
        '## Phase 3: Cellar',
        '- 301: Dry it',
        '- 302: Light it',
        '## Phase 4: Roof',
        '- Story 1: Fill it was hard',
        '- 2 tiles are loose',
        '## Notes',
        '- 401: who may not enter',
        '- 402: who has not paid',
      ],
      [
        '2 epic <Epic 1> Basket',
        '  3 item <1> Fill it',
        '  4 item <2> Empty it',
        '5 epic <Epic 2> Till',
        '  6 item <3> Pay',
        '  7 item <4> Pay back',
        '8 phase <Phase 3> Cellar',
        '  9 item <301> Dry it',
        '  10 item <302> Light it',
      ],
      'PLAN.md',
    );
  });

  it('what was decided is no work, as the title of a document neither', () => {
    finds(['# ADR-0007: One store', '**Status:** accepted', 'So be it.'], ['no roadmap']);
  });

  it('the address of a machine is no id', () => {
    finds(
      [
        '# Network plan',
        '## Machines',
        '- `192.168.1.20` — printer',
        '- `192.168.1.21` — door',
        '- [ ] 10.0.0.1 answers',
      ],
      ['2 section <> Machines', '  5 item <> 10.0.0.1 answers = todo'],
      'PLAN.md',
    );
  });

  it('a tag before a kind word and a number says what the work belongs to', () => {
    finds(
      [
        '# Market plan',
        '## Epic 1: Stalls',
        '### Feature 1.4: Wood',
        '- **[E1-F4] Story 1.4.1:** Build them',
        '  - Acceptance: they stand',
        '  - Points: 3',
        '- **[E1-F4] Story 1.4.2:** Paint them',
        '  - Acceptance: they shine',
      ],
      [
        '2 epic <Epic 1> Stalls',
        '  3 section <1.4> Wood',
        '    4 item <1.4.1> Build them ~ 3pt',
        '      5 criterion ( ) they stand',
        '    7 item <1.4.2> Paint them',
        '      8 criterion ( ) they shine',
      ],
      'PLAN.md',
    );
  });

  it('numbers of two levels that count up are the ids of their rows, releases are none', () => {
    const rows = ['| 1.1 | Print | done |', '| 1.2 | Bind | open |', '| 2.1 | Ship | open |'];
    finds(
      ['# Press plan', '| Tier | Feature | Status |', '|---|---|---|', ...rows],
      ['4 row <1.1> Print = done', '5 row <1.2> Bind = todo', '6 row <2.1> Ship = todo'],
      'PLAN.md',
    );
    finds(
      ['# Press plan', '| Version | Topic | Status |', '|---|---|---|', ...rows],
      ['no roadmap'],
      'PLAN.md',
    );
    finds(
      ['# Press plan', '| Layer | Feature | Status |', '|---|---|---|', ...rows.toReversed()],
      ['4 row <> Ship = todo', '5 row <> Bind = todo', '6 row <> Print = done'],
      'PLAN.md',
    );
  });

  it('the number behind a word that headings beside each other share is their id, whatever the word is', () => {
    finds(
      [
        '# Bakery plan',
        '## Now',
        '### Slice 1: Dough',
        '**Status:** done',
        '### ✅ Slice 2 — Oven',
        '**Effort:** 2 h',
        '### Slice A100 of bread',
        '**Effort:** 3 h',
        '## Later',
        '### Batch 4: Cakes',
        '**Effort:** 4 h',
        '## 表',
        '### 单元1：面团 (1天)',
        '**验收标准：** 发酵',
        '### 单元2：烤箱 (2天)',
        '**验收标准：** 热',
        '## Shop',
        '| # | Task | Status |',
        '|---|---|---|',
        '| 2 | Buy salt | open |',
      ],
      [
        '2 section <> Now',
        '  3 heading <1> Dough = done',
        '  5 heading <2> Oven = done ~ 2h',
        '  7 heading <> Slice A100 of bread ~ 3h',
        '9 section <> Later',
        '  10 heading <> Batch 4: Cakes ~ 4h',
        '12 section <> 表',
        '  13 heading <1> 面团 ~ 1d',
        '    14 criterion ( ) 发酵',
        '  15 heading <2> 烤箱 ~ 2d',
        '    16 criterion ( ) 热',
        '17 section <> Shop',
        '  20 row <2> Buy salt = todo',
      ],
      'PLAN.md',
    );
  });

  it('one way among others is no task, be it numbered or lettered', () => {
    const option = (name: string) => [`### Option ${name}`, '**Effort:** 2 h'];
    finds(
      ['# Press plan', '## Ways', ...option('A: Rebuild'), ...option('B — Repair'), ...option('3: Wait')],
      ['no roadmap'],
      'PLAN.md',
    );
  });

  it('how many things are to be fixed is no id', () => {
    finds(
      ['# Lint plan', '- [ ] Fix 2 selectors', '- [ ] Fix 3: Sort the rest', '- [ ] Change 4 names'],
      [
        '2 item <> Fix 2 selectors = todo',
        '3 item <3> Sort the rest = todo',
        '4 item <> Change 4 names = todo',
      ],
      'PLAN.md',
    );
  });

  it('a heading with a code over headings or rows that count on from it is their group, and named elsewhere no task', () => {
    finds(
      [
        '# Plan',
        '## Order',
        '- **T1 — Roof**: first of all',
        '## T1 — Roof',
        '### T1.1 — Tiles',
        '**Status**: Done',
        '### T1.2 — Gutter',
        '**Status**: Open',
        '## Task 02 - Walls',
        '| # | Subtask | Status |',
        '| - | ------- | ------ |',
        '| 2.1 | Paint | Done |',
        '| 2.2 | Paper | Open |',
      ],
      [
        '4 section <T1> Roof',
        '  5 heading <T1.1> Tiles = done',
        '  7 heading <T1.2> Gutter = todo',
        '9 section <02> Walls',
        '  12 row <2.1> Paint = done',
        '  13 row <2.2> Paper = todo',
      ],
      'PLAN.md',
    );
  });

  it('a plan that is told by the name of its file has its number', () => {
    finds(
      [
        '# Roadmap',
        '### Phase 2: Walls',
        '**Goal**: Four of them',
        '**Success Criteria** (what must be TRUE):',
        '  1. They stand',
        '**Plans**: 2 plans',
        'Plans:',
        '- [x] 02-01-PLAN.md — Bricks',
        '- [ ] **02-02-PLAN.md** -- Mortar',
        '**UI hint**: no',
        '### Phase 3: Roof',
        '- [ ] 03-01-PLAN.md',
      ],
      [
        '2 phase <Phase 2> Walls',
        '  8 item <02-01> Bricks = done',
        '  9 item <02-02> Mortar = todo',
        '11 phase <Phase 3> Roof',
        '  12 item <> 03-01-PLAN.md = todo',
        '5 criterion ( ) They stand of 2',
      ],
    );
  });

  it('a label below a list, at the margin, ends its last item and what the list was about', () => {
    const read = parseRoadmap(
      'file:///ROADMAP.md',
      new SourceText(
        [
          '# Roadmap',
          '## Phase 1: Walls',
          '**Success criteria:**',
          '1. They stand',
          '2. They are dry',
          '**Work:** two steps',
          '- [ ] Bricks',
          '- [ ] Mortar',
        ].join('\n'),
      ),
    );
    assert.deepEqual(
      read.criteria.map(({ text }) => text),
      ['They stand', 'They are dry'],
    );
    assert.deepEqual(
      read.tasks.map(({ title }) => title),
      ['Bricks', 'Mortar'],
    );
  });

  it('a box over a phase that is a task tells of that task if it has its name', () => {
    finds(
      [
        '# Roadmap',
        '## Phases',
        '- [x] **Phase 1: Walls** - all four',
        '- [ ] **Phase 2: Paint** - later',
        '## Details',
        '### Phase 1: Walls',
        '**Status:** done',
        '### Phase 2: Roof',
        '**Status:** open',
      ],
      [
        '2 section <> Phases',
        '  4 item <> Phase 2: Paint - later = todo',
        '5 section <> Details',
        '  6 heading <1> Walls = done',
        '  8 heading <2> Roof = todo',
      ],
    );
  });

  it('what a release comes to, behind a mark, is none of its phases', () => {
    finds(
      [
        '# Roadmap',
        '## Milestones',
        '- ✅ **v0.9 Shell** - Phase 1 (shipped)',
        '- 🚧 **v1.0 House** — Phases 2-4 + yard (soon) — [archive](house.md)',
        '- 🚧 Garden - Phase 7',
        '## Phase 1: Walls',
        '- [x] Bricks',
        '## Phase 2: Roof',
        '- [ ] Beams',
      ],
      [
        '2 section <> Milestones',
        '  5 item <> Garden - Phase 7 = in-progress',
        '6 phase <Phase 1> Walls',
        '  7 item <> Bricks = done',
        '8 phase <Phase 2> Roof',
        '  9 item <> Beams = todo',
      ],
    );
  });

  it('the word for a task in front of its title is no part of it, and so is a link below it', () => {
    finds(
      [
        '# Plan',
        '- [x] Task: Mix the mortar',
        '- [ ] **Track: Two floors**',
        '  *Link: [./tracks/floors/](./tracks/floors/)*',
        '- [ ] Bug: the door jams',
      ],
      [
        '2 item <> Mix the mortar = done',
        '3 item <> Track: Two floors = todo',
        '5 item <> Bug: the door jams = todo',
      ],
    );
  });

  it('a size in code at the end is an estimate, and the name of a key is none', () => {
    const read = parseRoadmap(
      'file:///ROADMAP.md',
      new SourceText('# Roadmap\n- [ ] Search `XL`\n- [ ] Labels - in colour `M`\n- [ ] Bind undo to `S`\n'),
    );
    assert.deepEqual(
      read.tasks.map(({ title, effort }) => `${title}: ${effort?.text ?? 'none'}`),
      ['Search: XL', 'Labels - in colour: M', 'Bind undo to S: none'],
    );
  });

  it('a box in a heading makes a task of a container with nothing in it', () => {
    finds(
      ['# Project Tracks', '## [x] Track: Walls', 'See its plan.', '## [ ] Track: Roof', '- [ ] Beams'],
      ['2 heading <> Walls = done', '4 phase <> Roof = todo', '  5 item <> Beams = todo'],
    );
  });

  it('numbers of two levels that count up through the list of a phase are ids, and amounts are none', () => {
    finds(
      [
        '# Roadmap',
        '## Phase 1: Clay',
        '**Goal:** Clay that holds.',
        '**Plans:**',
        '- 1.1 Dig',
        '- 1.2 Sieve what is left (incomplete bags, dust)',
        '## Phase 2: Fire',
        '- 2.1 tons of wood',
        '- 2.4 tons of coal',
        '- [ ] Stack',
        '## Glossary',
        '- 3.1 Cone',
        '- 3.2 Kiln',
      ],
      [
        '2 phase <Phase 1> Clay',
        '  5 item <1.1> Dig',
        '  6 item <1.2> Sieve what is left (incomplete bags, dust)',
        '7 phase <Phase 2> Fire',
        '  10 item <> Stack = todo',
      ],
    );
  });

  it('rows that say in which phase a requirement is met are no work of their own', () => {
    finds(
      [
        '# Roadmap',
        '## Phase 1: Walls',
        '**Status:** done',
        '## Phase 2: Roof',
        '**Status:** open',
        '## Traceability',
        '| Requirement | Phase | Status |',
        '|---|---|---|',
        '| WALL-01 | Phase 1 | Complete |',
        '| ROOF-01 | Phase 2 | Pending |',
      ],
      ['2 heading <1> Walls = done', '4 heading <2> Roof = todo'],
    );
  });
});
