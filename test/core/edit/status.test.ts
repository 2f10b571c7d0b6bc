import assert from 'node:assert/strict';
import { setStatus } from '../../../server/src/core/edit/status.ts';
import { parseRoadmap } from '../../../server/src/core/parse/document.ts';
import { SourceText } from '../../../server/src/core/text/source.ts';
import { applyEdits } from '../../support/findings.ts';

/** Changes the status of the first task and compares the whole text. */
function check(text: string, status: 'todo' | 'done', expected: string | RegExp): void {
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

  it('takes the mark before the word along', () =>
    check(
      '# Plan\n## Issue #1: S\n**Status:** ✅ Complete\n',
      'todo',
      '# Plan\n## Issue #1: S\n**Status:** To do\n',
    ));

  it('refuses where nothing is claimed', () =>
    check('# Plan\n## Issue #1: S\n**Effort:** 1h\n', 'done', /nothing to change/));
});
