import assert from 'node:assert/strict';
import { parseRoadmap } from '../../../server/src/core/parse/document.ts';
import { SourceText } from '../../../server/src/core/text/source.ts';
import { outline } from '../../support/outline.ts';

const parse = (text: string) => parseRoadmap('file:///shop/docs/ROADMAP.md', new SourceText(text));

/** Lines joined as a document; the expected outline likewise. */
const finds = (document: readonly string[], expected: readonly string[]) =>
  assert.equal(outline(parse(document.join('\n'))), expected.join('\n'));

describe('heading tasks', () => {
  it('have an id with a kind word, a code or a number', () => {
    finds(
      [
        '# Plan',
        '## Issue #38: Split modules',
        '## P0-1: Check the secret',
        '### Task 1.1: Add indexes',
        '### CRITICAL #1: No tests',
        '### Story 2.3 - Pay by card',
      ],
      [
        '2 heading <#38> Split modules',
        '3 heading <P0-1> Check the secret',
        '  4 heading <1.1> Add indexes',
        '  5 heading <#1> No tests',
        '  6 heading <2.3> Pay by card',
      ],
    );
  });

  it('take the first of several ids and leave the others as aliases', () => {
    finds(
      [
        '# Plan',
        '### 1. BUG-7 + PERF-1: Fix waits (HIGH PRIORITY)',
        '**Status:** 🔄 TO DO  ',
        '**Estimated Time:** 3 weeks',
      ],
      ['2 heading <BUG-7> Fix waits = todo ~ 3w also PERF-1 !HIGH PRIORITY'],
    );
  });

  it('are numbered headings with a field of their own, not those that structure prose', () => {
    finds(
      [
        '# Plan',
        '### 1. Background',
        'Text.',
        '### 2. Slow query',
        '- **Impact**: long waits',
        '- **Fix**: an index',
        '### 3. Leak - LOW PRIORITY',
        'Text.',
      ],
      ['4 heading <2> Slow query', '7 heading <3> Leak !LOW PRIORITY'],
    );
  });

  it('are headings with a number of several levels over a checklist', () => {
    finds(
      [
        '# Plan',
        '## 1. API',
        '### 1.1 Trust service',
        '- [ ] create',
        '- [x] read',
        '## 2. Backend',
        '- [ ] cache',
      ],
      [
        '2 section <1> API',
        '  3 heading <1.1> Trust service',
        '    4 step [ ] create',
        '    5 step [x] read',
        '6 section <2> Backend',
        '  7 item <> cache = todo',
      ],
    );
  });

  it('are headings without an id that begin with fields of a task', () => {
    finds(
      [
        '# Plan',
        '## Export',
        '**Status:** Planned',
        '**Effort:** 2 days',
        '',
        'Text.',
        '## Report',
        '**Date:** 2026-01-02',
        '**Status:** Done',
        '## Text',
        'Status: none of it',
      ],
      ['2 heading <> Export = todo ~ 2d'],
    );
  });

  it('keep a field that is written as a heading of a higher level', () => {
    finds(
      [
        '# Plan',
        '## Phase 1: Start',
        '### Issue 1: Cache',
        '## File: src/cache.ts',
        '## Effort: 3 hours',
        '#### Acceptance Criteria',
        '- [ ] warm',
        '### Issue 2: Log',
      ],
      [
        '2 phase <Phase 1> Start',
        '  3 heading <1> Cache ~ 3h',
        '    7 criterion [ ] warm',
        '  8 heading <2> Log',
      ],
    );
  });

  it('are container headings without work below but with deliverables or criteria', () => {
    finds(
      [
        '# Plan',
        '### Priority 1: Search',
        '**Deliverables:**',
        '- an index',
        '- a page',
        '## Phase 2: Nothing',
      ],
      ['2 heading <1> Search', '  4 deliverable ( ) an index', '  5 deliverable ( ) a page'],
    );
  });
});

describe('groups', () => {
  it('are headings with tasks below; their kind is that of their word', () => {
    finds(
      [
        '# Plan',
        '## Phase 1: Base (Weeks 1-3)',
        '### Epic: Tests',
        '**Label:** `epic`',
        '#### Issue #1: Jest',
        '## Wave 2 - Critical fixes',
        '### Issue #2: Lint',
        '## v1.2',
        '- [ ] ship',
        '## Empty',
      ],
      [
        '2 phase <Phase 1> Base',
        '  3 epic <> Tests #epic',
        '    5 heading <#1> Jest',
        '6 phase <Wave 2> Critical fixes',
        '  7 heading <#2> Lint',
        '8 milestone <v1.2> v1.2',
        '  9 item <> ship = todo',
      ],
    );
    assert.equal(parse('# P\n## Phase 1: A (Weeks 1-3)\n- [ ] x').groups[0]?.calendar?.text, 'Weeks 1-3');
  });

  it('are headings with an id whose boxes carry ids of their own', () => {
    finds(
      ['# Plan', '## G0: Start', '- [ ] 0.1 one', '- [ ] 0.2 two'],
      ['2 section <G0> Start', '  3 item <0.1> one = todo', '  4 item <0.2> two = todo'],
    );
  });

  it('own the criteria that stand outside tasks, as the document does', () => {
    finds(
      [
        '# Plan',
        '## Phase 1: Base',
        '**Independent Test**: a page opens',
        '- [x] T001 Set up',
        '- [ ] T002 Page',
        '',
        '**Checkpoint**: a page is served',
        '## Success Criteria',
        '### Must have',
        '- [ ] fast',
      ],
      [
        '2 phase <Phase 1> Base',
        '  4 item <T001> Set up = done',
        '  5 item <T002> Page = todo',
        '3 criterion ( ) a page opens of 2',
        '7 criterion ( ) a page is served of 2',
        '10 criterion [ ] fast of document',
      ],
    );
  });
});

describe('criteria outside tasks', () => {
  it('belong to the group that their label names', () => {
    finds(
      [
        '# Plan',
        '## Phase 1: Base',
        '### Issue #1: A',
        '## Phase 2: More',
        '### Issue #2: B',
        '## Success Metrics',
        '**Phase 1 Complete:**',
        '- ✅ fast',
        '### Phase 2',
        '- small',
      ],
      [
        '2 phase <Phase 1> Base',
        '  3 heading <#1> A',
        '4 phase <Phase 2> More',
        '  5 heading <#2> B',
        '8 criterion [x] fast of 2',
        '10 criterion ( ) small of 4',
      ],
    );
  });

  it('are what a label says about a container being complete', () => {
    finds(
      ['# Plan', '## Phase 1: Base', '- [ ] T001 A', '', '**Phase 1 Complete:**', '- [ ] fast'],
      ['2 phase <Phase 1> Base', '  3 item <T001> A = todo', '6 criterion [ ] fast of 2'],
    );
  });
});

describe('item tasks', () => {
  it('are items with a box; nested ones without an id are steps', () => {
    finds(
      [
        '# TODO',
        '- [ ] Plugins',
        '  - [x] API',
        '    - prose',
        '- [x] **1.2** [M] Events',
        '  - Verify: `make test` passes',
      ],
      [
        '2 item <> Plugins = todo',
        '  3 step [x] API',
        '5 item <1.2> Events = done ~ M',
        '  6 criterion ( ) `make test` passes',
      ],
    );
  });

  it('nest by ids, as Kiro writes them', () => {
    finds(
      [
        '# Implementation Plan',
        '- [x] 1. Set up',
        '  - [ ] 1.1 Install',
        '  - [ ]* 1.2 Test',
        '    - _Depends on: 1.1_',
        '- [ ] 2. Ship',
      ],
      [
        '2 item <1> Set up = done',
        '  3 item <1.1> Install = todo',
        '  4 item <1.2> Test = todo < 1.1',
        '6 item <2> Ship = todo',
      ],
    );
  });

  it('take their state from a leading mark where the list tracks work', () => {
    finds(
      ['# Task List', '1. ✅ Audit', '2. 🔄 Web', '3. ⏳ Seed', '', '## Features', '- ✅ fast', '- ✅ small'],
      ['2 item <> Audit = done', '3 item <> Web = in-progress', '4 item <> Seed = todo'],
    );
  });

  it("follow the document's own legend", () => {
    finds(
      ['# TODO', '## Legend', '- [ ] Not started', '- [~] In progress', '## Work', '- [~] A', '- [-] B'],
      ['5 section <> Work', '  6 item <> A = in-progress', '  7 item <> B = in-progress'],
    );
  });

  it('are not process checklists, claims, or what comes next in a document with tasks elsewhere', () => {
    finds(
      [
        '# Plan',
        '## Pre-Work Checklist',
        'Before starting any issue:',
        '- [ ] pull',
        '## Issue #1: A',
        '## Next Steps',
        '- [ ] talk',
        '## Tracking',
        '- [ ] Issue #1: A',
      ],
      ['5 heading <#1> A'],
    );
  });
});

describe('row tasks', () => {
  it('come from tables that track work', () => {
    finds(
      [
        '# Tracker',
        '| ID | Task | Status | Effort | Depends on | Verification |',
        '|---|---|---|---|---|---|',
        '| A-1 | Parse | ✅ Done | 2h | - | tests pass |',
        '| A-2 | Print | In progress | 1-2 days | A-1 | |',
        '| | **TOTAL** | | 3 days | | |',
      ],
      [
        '4 row <A-1> Parse = done ~ 2h',
        '  4 criterion ( ) tests pass',
        '5 row <A-2> Print = in-progress ~ 1-2d < A-1',
      ],
    );
  });

  it('are children of the row above if their first cell is empty', () => {
    finds(
      [
        '# Tracker',
        '| Task | Subtask | Overall |',
        '|---|---|---|',
        '| Task 1 – Base | — | 100% |',
        '| | 1. Boot | 50% |',
        '| Task 2 – Data | — | 0% |',
      ],
      ['4 row <1> Base = done', '  5 row <1> Boot = in-progress', '6 row <2> Data = todo'],
    );
  });

  it('are none in tables of metrics, nor where a heading has the id', () => {
    finds(
      [
        '# Plan',
        '### Task 1.1: Index',
        '**Effort:** 1 day',
        '| Task | Status |',
        '|---|---|',
        '| 1.1: Index | Done |',
        '',
        '| Metric | Status |',
        '|---|---|',
        '| Coverage | Open |',
      ],
      ['2 heading <1.1> Index ~ 1d'],
    );
  });
});

describe('file tasks', () => {
  it('are none among records of decisions, wherever the project lies', () => {
    const text = '---\nid: 12\nstatus: open\n---\n# Slate\n';
    const tasksIn = (path: string, depth: number): number =>
      parseRoadmap(`file:///home/decisions/clients/${path}`, new SourceText(text), { depth }).tasks.length;
    assert.equal(tasksIn('shop/tickets/12.md', 1), 1);
    assert.equal(tasksIn('shop/decisions/12.md', 1), 0);
    assert.equal(tasksIn('shop/docs/decisions/12.md', 2), 0);
  });

  it('are documents with an id and a status in their front matter', () => {
    finds(
      [
        '---',
        'id: BACK-5.3',
        'title: Clean up',
        'status: In Progress',
        'assignee:',
        "  - '@me'",
        'labels: [a, b]',
        'dependencies: [BACK-5]',
        'priority: medium',
        '---',
        '## Acceptance Criteria',
        '- [x] #1 no leak',
        '## Definition of Done',
        '- [ ] checked',
      ],
      [
        '1 file <BACK-5.3> Clean up = in-progress < BACK-5 #a #b @me !medium',
        '  12 criterion [x] #1 no leak',
        '  14 criterion [ ] checked',
      ],
    );
  });
});

describe('status', () => {
  const statusOf = (heading: string, ...lines: string[]) =>
    parse(['# Plan', `### Task 1: ${heading}`, ...lines].join('\n')).tasks[0]?.status;

  it('is read at the edges of a heading', () => {
    assert.equal(statusOf('Fix it ✅ COMPLETED'), 'done');
    assert.equal(statusOf('Fix it — FIXED (2026-01-02)'), 'done');
    assert.equal(statusOf('~~Fix it~~ DONE'), 'done');
    assert.equal(statusOf('~~Fix it~~'), 'cancelled');
    assert.equal(statusOf('Fix it (PARTIAL — some left)'), 'in-progress');
    assert.equal(statusOf('Fix it (deferred)'), 'deferred');
    assert.equal(statusOf('Complete the circuit breaker'), null);
    assert.equal(statusOf('Integration testing'), null);
  });

  it('is the first word of the field, not the mark beside it', () => {
    assert.equal(statusOf('A', '**Status:** 🔄 TO DO'), 'todo');
    assert.equal(statusOf('A', '**Status:** Planned (deferred for now)'), 'todo');
    assert.equal(statusOf('A', '**STATUS UPDATE (2026-01-02):** ✅ FIXED'), 'done');
    assert.equal(statusOf('A', '**Status:** Not started'), 'todo');
    assert.equal(statusOf('A', '**Labels:** `bug`, `status: in-progress`'), 'in-progress');
    assert.equal(statusOf('A', '- **Status:** ⏸ on hold'), 'blocked');
  });

  it('is read in other languages and damaged encodings', () => {
    assert.equal(statusOf('A', '**状态**：已完成'), 'done');
    assert.equal(statusOf('A', '**Status:** in Arbeit'), 'in-progress');
    assert.equal(statusOf('A', '**Estado:** terminado'), 'done');
    assert.equal(statusOf('A', '**Statut :** terminé'), 'done');
    assert.equal(statusOf('A âœ… COMPLETED'), 'done');
    assert.equal(statusOf('A', '**Status:** ğŸ”„'), 'in-progress');
  });
});

describe('effort', () => {
  const effortOf = (value: string) => {
    const effort = parse(`# Plan\n### Task 1: A\n**Effort:** ${value}`).tasks[0]?.effort;
    return effort ? `${effort.min}..${effort.max} ${effort.unit} ${effort.text}` : null;
  };

  it('is the first estimate of the field', () => {
    assert.equal(effortOf('2-3 hours (6-8 with Redis)'), '2..3 h 2-3 hours');
    assert.equal(effortOf('~4h'), '4..4 h 4h');
    assert.equal(effortOf('half a day'), '0.5..0.5 d half a day');
    assert.equal(effortOf('~~2-3 hours.~~ Done'), '2..3 h 2-3 hours');
    assert.equal(effortOf('Option 2 = 30 minutes; Option 1 = 2-4 hours'), '30..30 min 30 minutes');
    assert.equal(effortOf('1,5 Tage'), '1.5..1.5 d 1,5 Tage');
    assert.equal(effortOf('3天'), '3..3 d 3天');
    assert.equal(effortOf('XL'), '0..0 size XL');
    assert.equal(effortOf('$80-100K'), null);
    assert.equal(effortOf('unknown'), null);
  });
});

describe('dependencies', () => {
  const dependsOn = (value: string) => {
    const head = [
      '# Plan',
      '## Phase 1: A',
      '### Task 1.1: A',
      '### Task 1.2: B',
      '### Task 1.3: C',
      '## Phase 2: B',
    ];
    const document = parse([...head, '### Task 2.1: D', `**Depends on:** ${value}`].join('\n'));
    return document.tasks.at(-1)?.dependsOn.map(({ id, soft }) => (soft ? `(${id})` : id));
  };

  it('are ids, ranges and phases', () => {
    assert.deepEqual(dependsOn('Task 1.1 (the first), Task 1.3'), ['1.1', '1.3']);
    assert.deepEqual(dependsOn('Tasks 1.1-1.3'), ['1.1', '1.2', '1.3']);
    assert.deepEqual(dependsOn('Phase 1 complete'), ['Phase 1']);
    assert.deepEqual(dependsOn('1.1, 1.2'), ['1.1', '1.2']);
    assert.deepEqual(dependsOn('#9'), ['#9']);
  });

  it('are no packages, versions or prose', () => {
    assert.deepEqual(dependsOn('Python 3.11+, FastAPI 0.95.2, OAuth2'), []);
    assert.deepEqual(dependsOn('None'), []);
    assert.deepEqual(dependsOn('the team has 3 people'), []);
  });

  it('are none that the text denies', () => {
    assert.deepEqual(dependsOn('1.1. Not blocked by 1.2, 1.3'), ['1.1']);
    assert.deepEqual(dependsOn('independent of Task 1.1, Task 1.3'), []);
  });

  it('are soft if the text says so', () => {
    assert.deepEqual(dependsOn('1.1 (recommended, not blocking), 1.2'), ['(1.1)', '1.2']);
    assert.deepEqual(dependsOn('ideally Task 1.1, Task 1.2'), ['(1.1)', '(1.2)']);
  });
});

describe('items', () => {
  it('take their role from the label or heading above', () => {
    finds(
      [
        '# Plan',
        '## Issue #1: A',
        '**Steps:**',
        '1. **Verify:** look',
        '2. act',
        '',
        '**Acceptance Criteria:** ✅ ALL MET',
        '- ✅ works',
        '- ❌ fast',
        '- plain',
        '  - nested',
        '',
        '**Verification Features:**',
        '- none',
        '',
        '**Done when:** it ships',
        '#### Deliverables',
        '- a page',
        '#### Notes',
        '- prose',
        '- [ ] a step',
      ],
      [
        '2 heading <#1> A',
        '  4 step ( ) **Verify:** look',
        '  5 step ( ) act',
        '  8 criterion [x] works',
        '  9 criterion [ ] fast',
        '  10 criterion ( ) plain',
        '  11 criterion ( ) nested',
        '  16 criterion ( ) it ships',
        '  18 deliverable ( ) a page',
        '  21 step [ ] a step',
      ],
    );
  });

  it('know no criteria in test plans, fences and comments', () => {
    finds(
      [
        '# Plan',
        '## Issue #1: A',
        '**Test Cases:**',
        '- ❌ Invalid: empty',
        '```',
        '- [ ] no',
        '```',
        '<!-- - [ ] no -->',
        '    - [ ] code',
      ],
      ['2 heading <#1> A'],
    );
  });
});

describe('other fields', () => {
  it('take no work for labels', () => {
    const labelsOf = (...lines: string[]) => {
      const [task] = parse(['# Plan', '## Issue #1: A', ...lines].join('\n')).tasks;
      return [task?.labels, task?.items.map(({ text }) => text)];
    };
    assert.deepEqual(labelsOf('**Labels:** `bug`', '', '- [ ] Open the store', '- [x] Close it again'), [
      ['bug'],
      ['Open the store', 'Close it again'],
    ]);
    assert.deepEqual(labelsOf('**Labels:**', '- [x] bug', '- [ ] area/api')[0], ['bug', 'area/api']);
  });

  it('give branch, labels, people and priority', () => {
    finds(
      [
        '# Plan',
        '## Issue #1: A',
        '**Branch:** `feat/a`',
        '**Labels:** `x` `y`',
        '**Assignee:** @ann, @bob',
        '**Priority:** P1',
      ],
      ['2 heading <#1> A #x #y @ann @bob !P1 on feat/a'],
    );
  });

  it('keep the pull request template', () => {
    const [task] = parse(
      '# Plan\n## Issue #1: A\n**PR Template:**\n```markdown\nCloses #1\n\n- [x] ok\n```\n',
    ).tasks;
    assert.equal(task?.pullRequestTemplate, 'Closes #1\n\n- [x] ok');
    assert.deepEqual(task?.items, []);
  });
});

describe('is it a roadmap?', () => {
  it('is overruled by a directive, then by the option', () => {
    const text = '# Shopping\n- [ ] milk\n';
    const at = (source: string, roadmap?: boolean) =>
      parseRoadmap('file:///a/list.md', new SourceText(source), roadmap === undefined ? {} : { roadmap })
        .roadmap;
    assert.equal(at(text), false);
    assert.equal(at(text, true), true);
    assert.equal(at(`<!-- roadgate: off -->\n${text}`, true), false);
    assert.equal(at(`<!-- roadgate: on -->\n${text}`), true);
  });

  it('is none for a changelog or an API guide', () => {
    const changelog =
      '# Changelog\n## 1.2.0\n- [x] Added a page\n- [x] Fixed a crash\n## 1.1.0\n- [x] Start\n';
    assert.equal(parseRoadmap('CHANGELOG.md', new SourceText(changelog)).roadmap, false);
  });
});

describe('any text has a model', () => {
  it('an empty document', () => {
    assert.equal(outline(parse('')), 'no roadmap');
    assert.equal(outline(parse('\ufeff')), 'no roadmap');
  });

  it('all line ends and a byte-order mark, with offsets of the file', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const text = ['\ufeff# Plan', '## Issue #1: A ✅', '**Effort:** 2h', '- [ ] step'].join(end);
      const document = parse(text);
      assert.equal(outline(document), '2 heading <#1> A = done ~ 2h\n  4 step [ ] step');
      const [task] = document.tasks;
      assert.equal(task?.idSpan && document.source.slice(task.idSpan), '#1');
      assert.equal(task?.statusClaim && document.source.slice(task.statusClaim.span), '✅');
      const [item] = task?.items ?? [];
      assert.equal(item?.mark && document.source.slice(item.mark.span), ' ');
      assert.equal(item && document.source.slice(item.span), '- [ ] step');
    }
  });

  it('a fence that is never closed', () => {
    finds(['# Plan', '## Issue #1: A', '```', '## Issue #2: B', '- [ ] c'], ['2 heading <#1> A']);
  });

  it('lists nested fifty deep', () => {
    const lines = Array.from({ length: 50 }, (_, depth) => `${'  '.repeat(depth)}- [ ] ${depth}`);
    const [task] = parse(['# TODO', ...lines].join('\n')).tasks;
    assert.equal(task?.items.length, 49);
  });

  it('a hundred thousand lines', () => {
    const lines = Array.from({ length: 50_000 }, (_, index) => `### Task ${index}: Do it\n- [ ] a box`);
    assert.equal(parse(`# Plan\n${lines.join('\n')}`).tasks.length, 50_000);
  }).timeout(120_000);
});

describe('keys', () => {
  it('are paths of ids or slugs, numbered where they repeat', () => {
    const document = parse(
      '# P\n## Phase 1: A\n### Task 1: X\n- [ ] Look up\n- [ ] Look up\n## Phase 2: B\n### Task 1: X\n## Misc\n- [ ] Some thing\n',
    );
    assert.deepEqual(
      [...document.groups, ...document.tasks].map(({ key }) => key),
      ['phase-1', 'phase-2', 'misc', 'phase-1/1', 'phase-2/1', 'misc/some-thing'],
    );
    assert.deepEqual(
      document.tasks[0]?.items.map(({ key }) => key),
      ['phase-1/1/look-up', 'phase-1/1/look-up~2'],
    );
  });
});

describe('a log', () => {
  it('tells what was done and is no work beside a plan', () => {
    finds(
      ['# Plan', '## Issue #1: A', '## Notes', '### 2026-01-02: Issue #1 done', '- [x] tested', '- ✅ fast'],
      ['2 heading <#1> A'],
    );
  });

  it('`todos` that are no records are read past, and the file like any other', () => {
    const read = (todos: string): readonly string[] =>
      parseRoadmap(
        'file:///p/plan.md',
        new SourceText(`---\n${todos}\n---\n# Plan\n- [ ] T1 Dig\n- [x] T2 Lay\n`),
      ).tasks.map(({ id, line }) => `${id} ${line}`);
    const own = ['T1 5', 'T2 6'];
    for (const todos of ['todos: []', 'todos: later', 'todos: [dig]', 'todos: {a: 1}'])
      assert.deepEqual(read(todos), own, todos);
    const unknown = 'todos:\n  - {id: a, content: Dig}\n  - {id: b, content: Lay}';
    assert.deepEqual(read(unknown), ['T1 7', 'T2 8']);
    assert.deepEqual(read('todos:\r\n  - {id: a, content: Dig, status: unheard of}'), ['a 3']);
    const one = 'todos:\n  - {id: a, content: Dig, status: pending}\n';
    // What is typed behind it neither ends the others nor makes tasks of the boxes below.
    for (const next of ['  - id: b', '  - id: b\n    content:', '  -'])
      assert.deepEqual(read(one + next), ['a 3'], next);
    assert.deepEqual(read(`${one}  - id: b\n    content: Lay\n    status:`), ['a 3', 'b 4']);
  });
});
