import assert from 'node:assert/strict';
import { findTotals } from '../../../server/src/core/parse/totals.ts';
import { parseRoadmap } from '../../../server/src/core/parse/document.ts';
import { SourceText } from '../../../server/src/core/text/source.ts';
import { viewOf } from './view.ts';

describe('totals', () => {
  const check = (text: string, ...expected: string[]): void => {
    it(text.replaceAll('\n', ' ⏎ '), () => {
      const totals = findTotals(viewOf(text)).map(({ line, tasks, effort, scope }) => {
        const amount = effort ? `${effort.min}-${effort.max}${effort.unit}` : '-';
        return `${line} ${tasks ?? '-'} ${amount} ${scope}`;
      });
      assert.deepEqual(totals, expected);
    });
  };
  it('of a sprint are hours that are said to be its duration, not weeks', () => {
    for (const [duration, hours] of [
      ['8 hours', [8]],
      ['2 weeks', []],
    ] as const) {
      const text = `# Plan\n\n## Sprint 1\n\n**Estimated Duration**: ${duration}\n\n- [ ] Dig\n`;
      const { totals } = parseRoadmap('/plan.md', new SourceText(text));
      assert.deepEqual(
        totals.map(({ effort }) => effort?.max),
        hours,
      );
    }
  });
  for (const [rest, tasks, hours] of [
    ['(Total: 12 h) (Week 1-2)', null, 12],
    ['(5 tasks) (Sprint 3)', 5, undefined],
    ['— 12 h (Q3 2030)', null, 12],
    ['(Total: 12 h) — 12.–16.1.', null, 12],
    ['(Week 1-2)', undefined, undefined],
    ['— 10 days (Week 1-2)', undefined, undefined],
  ] as const) {
    it(`of a phase before the time of which it is: ${rest}`, () => {
      const text = `# Plan\n\n## Phase 2: Vents ${rest}\n\n- [ ] Saw\n`;
      const [total] = parseRoadmap('/plan.md', new SourceText(text)).totals;
      assert.deepEqual([total?.tasks, total?.effort?.max], [tasks, hours]);
    });
  }
  check('# Plan\n\n**Total Tasks:** 35', '3 35 - Plan');
  check('# Plan\n\n12 tasks total', '3 12 - Plan');
  check('# Plan\n\n**Total Outstanding Tasks:** 39 major tasks', '3 39 - Outstanding');
  check('# Plan\n\n1. Sweep the floor\n   - **Effort**: 2 hours');
  check('# Plan\n\n- Phase 1\n  - **Effort**: 2 hours', '4 - 2-2h Plan');
  check('# Plan\n\n### New backlog: 27 items, 61 story points', '3 27 61-61pt New backlog');
  check('# Plan\n\n### Step 2: 3 tasks nobody likes');
  check('# Plan\n\nTotal: 14 working days (with a buffer).', '3 - 14-14d Plan');
  check('# Plan\n\n**Total Tasks:** 35\n**Estimated Effort:** 15 days', '3 35 - Plan', '4 - 15-15d Plan');
  check('# Plan\n\n#### 1. Planner (2030 Features)');
  check('# Plan\n\n**Estimated Time**: 4-8 hours per window');
  check('# Plan\n\n**Estimated Time**: 4-8 hours per week', '3 - 4-8h Plan');
  check('# Plan\n\n- **Effort:** XS (<1d), S (1-3d), M (1-2w)');
  check(
    '# Plan\n\n## A\n\n**Effort:** 2 hours\n\n## B\n\n**Effort:** 4 hours',
    '5 - 2-2h Plan',
    '9 - 4-4h Plan',
  );
  check('# Plan\n\n**Progress:** 12/14 tests pass, all complete');
  check('| Kind | Count | Pass Rate |\n|---|---|---|\n| **Total** | 541 | 100% |');
  check('# Plan\n\n- Total Visits (all + last 30 days)');
  check('# Plan\n\n## Total Wizard (5-Minute Target)');
  check('| Part | Size | Parts |\n|---|---|---|\n| Total | ~550 lines | 2 features |');
  check(
    '| Priority | Task | Time |\n|---|---|---|\n| P1 | Saw | 2h |\n| P2 | 4 | 3h |\n| Total | All | 5h |',
    '4 4 3-3h P2',
    '5 - 5-5h ',
  );
  check('# Plan\n\n## Total Estimated Time: 26-38 hours', '3 - 26-38h Plan');
  check('# Plan\n\n### Total Completed: 37 tasks', '3 37 - Completed');
  check('# Plan\n\n- Gap analysis: 15+ items were found');
  check('# Plan\n\n**~40 hours in total**', '3 - 40-40h Plan');
  check('# Plan\n\n- 48 total estimated hours (7 days and 6 hours)', '3 - 48-48h Plan');
  check('# Plan\n\n**Total Hours:** 40-50', '3 - 40-50h Plan');
  check('# Plan\n\n**Total Story Points**: 34', '3 - 34-34pt Plan');
  check('# Plan\n\n**总计**: 10/12 项任务完成', '3 12 - Plan');
  check('# Plan\n\n**总工时:** 40小时', '3 - 40-40h Plan');
  check('# Plan\n\n**总工期:** 4周');
  check('# Plan\n\n**总任务数:** 12', '3 12 - Plan');
  check('# Plan\n\n**総推定工数:** 24-33時間', '3 - 24-33h Plan');
  check('# Plan\n\n**총 예상 시간:** 40시간', '3 - 40-40h Plan');
  check('# Plan\n\n**총 작업 수:** 12', '3 12 - Plan');
  check('# Plan\n\n**총 기간:** 4주');
  check('# Plan\n\n**Total de tareas:** 12', '3 12 - Plan');
  check('# Plan\n\n**Stima totale:** 30 ore', '3 - 30-30h Plan');
  check('# Plan\n\n**Общая трудоёмкость:** 40 часов', '3 - 40-40h Plan');
  check('# Plan\n\n**Всего задач:** 12', '3 12 - Plan');
  check('# Plan\n\n**Łączny czas:** 40 godzin', '3 - 40-40h Plan');
  check('# Plan\n\n**Total tugas:** 12', '3 12 - Plan');
  check('# Plan\n\n**Durée totale** : 24 semaines');
  check('# Plan\n\n**Total Duration:** 24 hours', '3 - 24-24h Plan');
  check('| Status | Count |\n|---|---|\n| Done | 4 |\n| Open | 8 |', '3 4 - Done', '4 8 - Open');
  check('| Name | Count |\n|---|---|\n| Screws | 4 |');
  check('| Phase | Progress |\n|---|---|\n| Phase 1 | 2/4 |', '3 4 - Phase 1');
  check('| Area | Total | Done | Remaining |\n|---|---|---|---|\n| Roof | 4 | 3 | 1 |', '3 4 - Roof');
  check('| Epic | Stories | Points |\n|---|---|---|\n| Epic 1 | 3 | 13 |', '3 3 13-13pt Epic 1');
  check('# Plan\n\n**Estimated Issues:** 45', '3 45 - Plan');
  check('# Plan\n\n**Estimated Effort:** 15-18 days', '3 - 15-18d Plan');
  check('## Critical (P0) (5 tasks, 15 hours)', '1 5 15-15h Critical (P0)');
  check('**PHASE 2 TOTAL: 42-53 hours**', '1 - 42-53h PHASE 2');
  check('- **P1 (High):** 8 tasks, 62 hours - soon', '1 8 62-62h P1 (High)');
  check('# Plan\n\n- **Estimated Hours Remaining**: 198', '3 - 198-198h Plan');
  check('| # | Issue | Est |\n|---|---|---|\n| | **Sprint 1 subtotal** | **48h** |', '3 - 48-48h ');
  check('## Basics (5 tasks, 4 hours) 🚀', '1 5 4-4h Basics');
  check(
    '| 优先级 | 任务数 | 估算总工时 |\n|---|---|---|\n| P0 | 25 | ~45天 |\n| **总计** | **57** | **~105天** |',
    '3 25 45-45d P0',
    '4 57 105-105d ',
  );
  check('| Phase | 태스크 수 |\n|---|---|\n| Phase 1 | 16개 |', '3 16 - Phase 1');
  check('## Slices\n\n| Slice | Tasks |\n|---|---|\n| Phase 1 | 2.1 |\n| Phase 2 | 2.2, 2.3 |');
  check('# Plan\n\n3 of 3 tasks completed', '3 3 - Plan');
  check(
    '| Categoria | Total de itens | Concluídos | Pendentes |\n|---|---|---|---|\n| Busca | 4 | 3 | 1 |\n| **Total** | **6** | 4 | 2 |',
    '3 4 - Busca',
    '4 6 - ',
  );
  check('| Suite | Total | Passed | Failed |\n|---|---|---|---|\n| a | 15 | 14 | 1 |');
  check('# Plan\n\n已完成任务: T-07/12');
  check('- Phase 3: 0/17 complete', '1 17 - Phase 3');
  check('- High (8 issues): ~6 weeks', '1 8 6-6w High');
  check('# Plan\n\n**Total:** ~4 weeks with 3-4 engineers', '3 - 4-4w Plan');
  check('# Plan\n\n**Total Estimated Timeline:** 16-25 weeks', '3 - 16-25w Plan');
  check(
    '# Plan\n## Sum\n| Phase | Tasks | Hours |\n|---|---|---|\n| **Phase 1** | 4 | 10-15 |\n| **TOTAL** | 9 | **93-121** |',
    '5 4 10-15h Phase 1',
    '6 9 93-121h Sum',
  );
  check('| Group | Count |\n|---|---|\n| High | 10 items |\n| Total | 33 items |', '3 10 - High', '4 33 - ');

  check('# Plan\n\n## Phase 2 issues (9 total)', '3 9 - Phase 2 issues');
  check('# Plan\n\n### Features (8/8 tasks):', '3 8 - Features');
  check(
    '# Plan\n## Sum\n| What | Value |\n|---|---|\n| Total tasks | 41 |\n| Story 1 (P1) | 3 tasks |\n| Rows | 7 |',
    '5 41 - Sum',
    '6 3 - Story 1 (P1)',
  );

  check('- **Epic:** 4 - Vault');
  check('- **Tasks:** 4.3');
  check('- 🔴 **Crítica:** 6 issues', '1 6 - Crítica');
  check('> 共 11 个任务，每个 2 小时', '1 11 - ');
  check('총 5개 작업', '1 5 - ');
  check('- Linter: 20 issues (3 medium)');
  check('| 类别 | 数量 |\n|---|---|\n| **总计** | **14** |', '3 14 - ');
  check('**Overall grade:** A (87/100) done');
  check('**Total Timeline:** 12 weeks');
  check('## Phase 1 (Weeks 1-3)');
  check('## Fixes (7)');
  check('**Estimated Duration:** 10 weeks');
  check('### 2025-12-06: CN-06-D done');
  check('**Total Test Cases: 42**');
  check('Legend:\n- **Effort**: S (1 h), M (1 day)');
  check('| Phase | Tasks |\n|---|---|\n| Phase 1 | 9-14 |');
  check('**Total New Code: 1,472 lines**');
  check('It takes ~5 minutes for all 3 tasks.');
  check('**Total Cost:** $80-100K in 4 weeks');
  check('- Technical debt: 0 TODO/FIXME comments');
  check('# Plan\n\n**Overall Progress: 87.5% (7 of 8 tasks)**', '3 8 - Overall Progress');
  check('# Plan\n\n**Progress:** 24% complete - 4/17 features', '3 17 - Progress');
  check('# Plan\n\n**Epic 3 Stories:** 7/8 (one skipped)', '3 8 - Epic 3 Stories');
  check('# Plan\n\n**Timeline:** 6-8 weeks (40-55 hours total)', '3 - 40-55h Plan');
  check('# Plan\n\n**Time**: ~6 hours total (Ann and Ben)', '3 - 6-6h Plan');
  check('# Plan\n\n**Time:** 3 weeks total');
  check('# Plan\n\n- Execution time: <2 hours total for the workflow');
  check('| Phase | Complexity | Time |\n|---|---|---|\n| Phase 1 | Medium | ~6 hours |', '3 - 6-6h Phase 1');
  check('| # | Part | Time |\n|---|---|---|\n| - | **Total** | **16-26 hours** |', '3 - 16-26h ');
  check('| Phase | 推定日数 |\n|---|---|\n| Phase 1 | 2-3日 |', '3 - 2-3d Phase 1');
  check('| Phase | Duration |\n|---|---|\n| Phase 1 | 2 weeks |');
  check('| Group | Size |\n|---|---|\n| **Total** | **4.4M users** |');
  check('# Plan\n\n**Estimated Time Saved:** 60-80 hours');
  check('# Plan\n\n**Completeness:** 8/10 (all done)');

  it('tests that pass are no work of a phase', () => {
    const text = '## List page (7/9 tests passing)\n## Detail page (3/4)';
    const groups = [
      { line: 1, endLine: 1, title: 'List page' },
      { line: 2, endLine: 2, title: 'Detail page' },
    ];
    const totals = findTotals(viewOf(text, { groups }));
    assert.deepEqual(
      totals.map(({ line, tasks }) => [line, tasks]),
      [[2, 4]],
    );
  });

  it('a phase states its own estimate, a task does not', () => {
    const text = '## Phase 1 (40 hours)\n**Estimate:** 5 days\n### Task 1\n**Estimate:** 2 days';
    const view = viewOf(text, {
      groups: [{ line: 1, endLine: 4, title: 'Phase 1' }],
      tasks: [{ line: 3, endLine: 4 }],
    });
    assert.deepEqual(
      findTotals(view).map(({ line, effort, scope }) => [line, effort?.min, scope]),
      [
        [1, 40, 'Phase 1'],
        [2, 5, 'Phase 1'],
      ],
    );
  });

  it('a state behind the estimate of a phase does not hide it', () => {
    for (const heading of [
      'Phase 1 (4 hours) 🎯 NEXT',
      'Phase 1 (4 hours) ✅ COMPLETE',
      'Phase 1 (4 hours) DONE',
    ]) {
      const view = viewOf(`## ${heading}`, { groups: [{ line: 1, endLine: 1, title: 'Phase 1' }] });
      assert.deepEqual(
        findTotals(view).map(({ effort }) => effort?.min),
        [4],
        heading,
      );
    }
    const within = viewOf('## Phase 1 (4 hours) of waiting', {
      groups: [{ line: 1, endLine: 1, title: 'Phase 1' }],
    });
    assert.deepEqual(findTotals(within), []);
  });

  it('a clock in the heading of a phase says how long it takes', () => {
    const view = viewOf('## Phase 1 ⏱️ 3-4 hari', { groups: [{ line: 1, endLine: 1, title: 'Phase 1' }] });
    assert.deepEqual(
      findTotals(view).map(({ line, effort }) => [line, effort?.min, effort?.max, effort?.unit]),
      [[1, 3, 4, 'd']],
    );
  });

  it('a task that counts its parts states their number, and lines of it that count something else none', () => {
    const text = '### Milestone 1: Roof\n**Status:** 3/7 tasks complete\n2/3 tests pass\n**Open:** 4 tasks';
    const view = viewOf(text, { tasks: [{ line: 1, endLine: 4, title: 'Roof' }] });
    assert.deepEqual(
      findTotals(view).map(({ line, tasks, scope }) => [line, tasks, scope]),
      [[2, 7, 'Roof']],
    );
  });
});
