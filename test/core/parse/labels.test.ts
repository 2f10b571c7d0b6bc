import assert from 'node:assert/strict';
import { findDeclaredLabels, findMilestones } from '../../../server/src/core/parse/labels.ts';
import { viewOf } from './view.ts';

describe('declared labels', () => {
  const check = (text: string, ...expected: string[]): void => {
    it(text.replaceAll('\n', ' ⏎ '), () => {
      const { labels, labelSpans } = findDeclaredLabels(viewOf(text));
      assert.deepEqual(labels, expected);
      assert.deepEqual(
        labelSpans.map(({ from, to }) => text.slice(from, to)),
        expected,
      );
    });
  };
  check(
    '### Labels to Create:\n- **Phases:** `phase-1`, `phase-2`\n- **Type:** `bug`',
    'phase-1',
    'phase-2',
    'bug',
  );
  check('## Labels\n### Type\n- `bug` - when `x` fails\n- `bug` again', 'bug');
  check('## Labels\n\n| Name | Use |\n|---|---|\n| `ready` | to `go` |', 'ready');
  check('**Labels:**\n\n- `bug`', 'bug');
  check('## Issue 1\n**Labels:** `bug` `high`');
  check('## Other\n- `bug`');

  it('not what a task carries', () => {
    const view = viewOf('## Issue 1\n**Labels:**\n- `bug`', { tasks: [{ line: 1, endLine: 3 }] });
    assert.deepEqual(findDeclaredLabels(view).labels, []);
  });
});

describe('milestones', () => {
  const check = (text: string, ...expected: [title: string, due: string | null, line: number][]): void => {
    it(text.replaceAll('\n', ' ⏎ '), () => {
      assert.deepEqual(
        findMilestones(viewOf(text)).map(({ title, due, line }) => [title, due, line]),
        expected,
      );
    });
  };
  check(
    '### Milestones:\n1. **Foundation** (Week 3) - Phase 1 done\n2. **Launch** - 2026-05-01',
    ['Foundation', 'Week 3', 2],
    ['Launch', '2026-05-01', 3],
  );
  check('## Milestones\n\n| Name | Due date |\n|---|---|\n| Beta | Q2 2026 |', ['Beta', 'Q2 2026', 5]);
  check('## Milestones\n- Alpha', ['Alpha', null, 2]);
  check(
    '## Milestones\n- ✅ **v1.0 Opening** – Phases 1-3\n- 🚧 Beta - Phase 4',
    ['v1.0 Opening', null, 2],
    ['Beta', null, 3],
  );
  check('## Other\n- Alpha');

  it('groups that are milestones', () => {
    const calendar = { text: 'June', from: null, to: null };
    const view = viewOf('## v1.2: Speed', {
      groups: [{ line: 1, endLine: 1, kind: 'milestone', title: 'Speed', calendar }],
    });
    assert.deepEqual(findMilestones(view), [{ title: 'Speed', due: 'June', line: 1 }]);
  });
});
