import assert from 'node:assert/strict';
import type { Task } from '../../../server/src/core/model/document.ts';
import { findClaims } from '../../../server/src/core/parse/claims.ts';
import { type UnitOf, viewOf } from './view.ts';

const TASKS: UnitOf<Task>[] = [
  { line: 1, endLine: 1, id: '1.1', title: 'Indexes' },
  { line: 2, endLine: 2, id: 'W7', title: 'Parser' },
  { line: 3, endLine: 3, id: 'W8', title: 'Server' },
  { line: 4, endLine: 4, id: '3', title: 'Plain' },
];
const HEAD = '## Task 1.1: Indexes\n## W7 Parser\n## W8 Server\n## 3. Plain\n# Summary\n\n';

describe('claims', () => {
  const check = (text: string, ...expected: string[]): void => {
    it(text.replaceAll('\n', ' ⏎ '), () => {
      const claims = findClaims(viewOf(HEAD + text, { tasks: TASKS }));
      assert.deepEqual(
        claims.map(
          ({ line, about, status, effort }) => `${line} ${about} ${status ?? '-'} ${effort?.text ?? '-'}`,
        ),
        expected,
      );
    });
  };
  check('| Task | Status |\n|---|---|\n| 1.1: Indexes | ✅ DONE |', '9 1.1 done -');
  check('| Task | Status | Effort |\n|---|---|---|\n| Parser | planned | 3 days |', '9 W7 todo 3 days');
  check(
    '| Week | Goal | Tasks | Status |\n|---|---|---|---|\n| 1 | Read | W7, Task 1.1 and `W8` | Done |',
    '9 W7 done -',
    '9 1.1 done -',
    '9 W8 done -',
  );
  check('| Tasks | Status |\n|---|---|\n| W7, W9 | Done |', '9 W7 done -');
  check('| Job | Needs | Status |\n|---|---|---|\n| Both | Read | Done |');
  check('| Job | Area | Needs | Status |\n|---|---|---|---|\n| Both | Read | W7, W8 | Done |');
  check('- [x] W7 done by now', '7 W7 done -');
  check('- [x] W7-W8', '7 W7 done -', '7 W8 done -');
  check('- Task 1.1: fix it (5 min)', '7 1.1 - 5 min');
  check('1. [ ] Task 3', '7 3 todo -');

  check('| Phase | Status |\n|---|---|\n| 7. Parser | Complete |', '9 W7 done -');
  check('| Phase | Status |\n|---|---|\n| 3. Plain | Complete |', '9 3 done -');
  check('| Phase | Status |\n|---|---|\n| 3. Fancy | Complete |');
  check('| Area | Status |\n|---|---|\n| 7. Parser | Complete |');
  check('- [x] **Phase 3: Plain** - no more', '7 3 done -');
  check('- [x] **Phase 3: Fancy**');

  check('- W7 (Parser): 3/17 complete');
  check('- W7 (Parser): 17/17 complete', '7 W7 done -');
  check('- W7 is about parsing');
  check('- [x] 3 things');
  check('- [x] W9');
  check('| Metric | Status |\n|---|---|\n| Coverage | DONE |');
});
