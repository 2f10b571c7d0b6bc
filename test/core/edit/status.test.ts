import assert from 'node:assert/strict';
import { setStatus } from '../../../server/src/core/edit/status.ts';
import { parseRoadmap } from '../../../server/src/core/parse/document.ts';
import { SourceText } from '../../../server/src/core/text/source.ts';
import { applyEdits } from '../../support/findings.ts';

/** Changes the status of the first task and compares the whole text. */
function check(text: string, status: 'todo' | 'done' | 'blocked', expected: string | RegExp): void {
  const document = parseRoadmap('file:///p/ROADMAP.md', new SourceText(text));
  const [task] = document.tasks;
  assert.ok(task !== undefined);
  const result = setStatus(document, task, status);
  const found = result.kind === 'refused' ? result.reason : applyEdits(document.source, result.edits);
  if (typeof expected === 'string') assert.equal(found, expected);
  else assert.match(found, expected);
}

describe('setStatus', () => {
  it('changes a box, a word, a mark and a field, each in its own kind', () => {
    check('# Tasks\n- [x] T001 a\n- [ ] T002 b\n', 'todo', '# Tasks\n- [ ] T001 a\n- [ ] T002 b\n');
    check('# Plan\n## Issue #1: S — FIXED\ntext\n', 'todo', '# Plan\n## Issue #1: S — TO DO\ntext\n');
    check('# Plan\n## Issue #1: S ✅\ntext\n', 'todo', '# Plan\n## Issue #1: S ⏳\ntext\n');
    check(
      '# Plan\n## Issue #1: S\n**Status:** Planned\n',
      'done',
      '# Plan\n## Issue #1: S\n**Status:** Done\n',
    );
  });

  it('puts another mark in place of the mark before the word', () => {
    check(
      '# Plan\n## Issue #1: S\n**Status:** ✅ Complete\n',
      'todo',
      '# Plan\n## Issue #1: S\n**Status:** ⏳ To do\n',
    );
    check(
      '# Plan\n## Issue #1: S\n**Status:** ⚠️ Planned\n',
      'done',
      '# Plan\n## Issue #1: S\n**Status:** ✅ Done\n',
    );
  });

  it('says it as most tasks of that status say it, with or without a mark', () => {
    const others = (said: string): string =>
      `## Issue #2: B\n**Status:** ${said}\n\n## Issue #3: C\n**Status:** ${said}\n\n## Issue #4: D\n**Status:** Finished\n`;
    check(
      `# Plan\n## Issue #1: A\n**Status:** Planned\n\n${others('✅ DONE')}`,
      'done',
      `# Plan\n## Issue #1: A\n**Status:** ✅ DONE\n\n${others('✅ DONE')}`,
    );
    check(
      `# Plan\n## Issue #1: A\n**Status:** ⏳ Planned\n\n${others('Complete')}`,
      'done',
      `# Plan\n## Issue #1: A\n**Status:** Complete\n\n${others('Complete')}`,
    );
  });

  it('uses the words of the tool for an entry of `todos`, and refuses where that has none', () => {
    const plan = (status: string): string =>
      `---\ntodos:\n  - id: dig\n    content: Dig\n    status: ${status}\n  - id: lay\n    content: Lay\n    status: completed\n---\n# Plan\n`;
    check(plan('in_progress'), 'done', plan('completed'));
    check(plan('"completed"'), 'todo', plan('pending'));
    check(plan('pending'), 'blocked', /only be changed by hand/);
  });

  it('refuses where nothing is claimed', () =>
    check('# Plan\n## Issue #1: S\n**Effort:** 1h\n', 'done', /nothing to change/));
});
