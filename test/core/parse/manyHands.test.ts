import { finds } from '../../support/finds.ts';

describe('plans of many hands', () => {
  it('states that programs write with underscores are states', () => {
    finds(
      [
        '# Plan',
        '## Phase 1: Dig [IN_PROGRESS]',
        '| Task | Status |',
        '| --- | --- |',
        '| Trench | in_progress |',
        '| Pond | not_started |',
        '| Path | well_known |',
      ],
      [
        '2 phase <Phase 1> Dig = in-progress',
        '  5 row <> Trench = in-progress',
        '  6 row <> Pond = todo',
        '  7 row <> Path',
      ],
    );
  });

  it('a mark behind the bold name of an item is its state, and makes a task of one with a code', () => {
    finds(
      [
        '# Roadmap',
        '## Later',
        '- **M3 — Search** ⬜ — words and pages',
        '- **M4 — Export** as PDF',
        '## Now',
        '- **F1 — Sign-in** ✅ works with both',
        '- **F2 — Mail** goes on',
      ],
      [
        '2 section <> Later',
        '  3 item <M3> Search ⬜ — words and pages = todo',
        '5 section <> Now',
        '  6 item <F1> Sign-in ✅ works with both = done',
        '  7 item <F2> Mail goes on',
      ],
    );
  });

  it('codes of several levels are ids that need no punctuation', () => {
    finds(
      [
        '# Plan',
        '## M0 — Basics',
        '- T0.1 Sheds (`a`, `b`)',
        '- T0.2 Tools: rakes and spades',
        '- V0.2 came last year',
      ],
      ['2 milestone <M0> Basics', '  3 item <T0.1> Sheds (a, b)', '  4 item <T0.2> Tools: rakes and spades'],
    );
  });

  it('a word for a state in the heading of one chapter among numbered ones is none of work', () => {
    finds(
      [
        '# Plan',
        '## 1. Aims',
        'Text.',
        '## 2. Means',
        'Text.',
        '## 3. What the maker says (verified)',
        'Text.',
        '## 4. Risks',
        'Text.',
        '## 5. Work',
        '- [ ] Dig',
      ],
      ['10 section <5> Work', '  11 item <> Dig = todo'],
    );
    finds(
      [
        '# Plan',
        '## 1. Dig (done)',
        'Text.',
        '## 2. Level (planned)',
        'Text.',
        '## 3. Sow',
        'Text.',
        '## 4. Water',
        'Text.',
      ],
      ['2 heading <1> Dig = done', '4 heading <2> Level = todo'],
    );
  });

  it('a topic in capitals is no state', () => {
    finds(
      ['# Plan', '## Now', '- [ ] #4 `a.yml` - SIMPLIFIED TESTING', '- [ ] #5 Roof TESTING'],
      [
        '2 section <> Now',
        '  3 item <#4> a.yml - SIMPLIFIED TESTING = todo',
        '  4 item <#5> Roof = in-review',
      ],
    );
  });

  it('a mark at the start counts where a word says the same, and not where it is explained or denied', () => {
    finds(
      [
        '# Plan',
        '## Now',
        '- 🔄 Dig the pond (in progress)',
        '- ✅ Level the ground (done)',
        '- ✅ Sow (planned)',
        '- ⬜ Water',
        '- ✅ Done',
      ],
      [
        '2 section <> Now',
        '  3 item <> Dig the pond = in-progress',
        '  4 item <> Level the ground = done',
        '  6 item <> Water = todo',
      ],
    );
  });

  it('what an issue is about makes no other document of it, and a checklist of what to implement is work', () => {
    const steps = ['## Phase 1: Words', '- [ ] List them', '## Phase 2: Pages', '- [ ] Link them'];
    const groups = [
      '2 phase <Phase 1> Words',
      '  3 item <> List them = todo',
      '4 phase <Phase 2> Pages',
      '  5 item <> Link them = todo',
    ];
    finds(['# Issue #7: Tutorial and API reference', ...steps], groups, 'issue-007.md');
    finds(['# Tutorial and API reference', ...steps], ['no roadmap'], 'issue-007.md');
    finds(
      ['# Notes while typing', '## Implementation checklist', '- [x] Show them', '- [x] Hide them'],
      [
        '2 section <> Implementation checklist',
        '  3 item <> Show them = done',
        '  4 item <> Hide them = done',
      ],
      'notes-while-typing.md',
    );
  });

  it('a column that describes what an id stands for names the work of its row', () => {
    finds(
      [
        '# Plan',
        '| Subtask | Description | Status |',
        '| --- | --- | --- |',
        '| 1 | Dig the trench | open |',
        '| 2 | Lay the pipe | done |',
        '',
        '| Task | Description | Status |',
        '| --- | --- | --- |',
        '| Fence | Posts first | open |',
      ],
      ['4 row <1> Dig the trench = todo', '5 row <2> Lay the pipe = done', '9 row <> Fence = todo'],
    );
  });

  it('one of several options is no task', () => {
    finds(
      [
        '# Plan',
        '- [ ] Choose',
        '### Option 2: Build it anew',
        '**Effort:** 2 days',
        '### Optional extras',
        '**Effort:** 1 day',
      ],
      ['2 item <> Choose = todo', '5 heading <> Optional extras ~ 1d'],
    );
  });
});
