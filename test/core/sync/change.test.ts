import assert from 'node:assert/strict';
import { parseRoadmap } from '../../../server/src/core/parse/document.ts';
import { changeTasks, type TaskChange } from '../../../server/src/core/sync/change.ts';
import { SourceText } from '../../../server/src/core/text/source.ts';
import { applyEdits } from '../../support/findings.ts';

/** Changes all tasks alike; answers with the text, or with why not. */
function change(text: string, how: Omit<TaskChange, 'task'>): string {
  const document = parseRoadmap('file:///p/ROADMAP.md', new SourceText(text));
  const { edits, refused } = changeTasks(
    document,
    document.tasks.map(({ key }) => ({ task: key, ...how })),
  );
  return refused.length > 0 ? refused.join('\n') : applyEdits(document.source, edits);
}

describe('changeTasks', () => {
  const done = { status: ['done'], tick: true } as const;
  const review = { status: ['in-review', 'in-progress', 'todo'], tick: false } as const;

  it('says it where the task says it, and ticks what is open', () => {
    assert.equal(
      change('# Plan\r\n## Issue #1: S\r\n**Status:** Open\r\n- [ ] a\r\n- [x] b\r\n', done),
      '# Plan\r\n## Issue #1: S\r\n**Status:** Done\r\n- [x] a\r\n- [x] b\r\n',
    );
    assert.equal(
      change('# Plan\n## Issue #1: S\n**Status:** Done\n- [ ] a\n', { status: [], tick: true }),
      '# Plan\n## Issue #1: S\n**Status:** Done\n- [x] a\n',
    );
  });

  it('says the first state that the task’s kind of claim can say', () => {
    assert.equal(
      change('# Plan\n## Issue #1: S\n**Status:** Done\n', review),
      '# Plan\n## Issue #1: S\n**Status:** In review\n',
    );
    assert.equal(change('# Plan\n## Issue #1: S ✅\ntext\n', review), '# Plan\n## Issue #1: S 🔄\ntext\n');
    assert.equal(change('# Tasks\n- [x] T001 a\n', review), '# Tasks\n- [ ] T001 a\n');
  });

  it('changes the box of a task within a task once', () => {
    assert.equal(
      change('# Tasks\n- [ ] T001 a\n  - [ ] T002 b\n- [ ] T003 c\n', done),
      '# Tasks\n- [x] T001 a\n  - [x] T002 b\n- [x] T003 c\n',
    );
  });

  it('says what has to be done by hand', () => {
    assert.match(change('# Plan\n## Issue #1: S\n**Effort:** 1h\n', done), /^#1: its state stands nowhere/);
    const document = parseRoadmap('file:///p/ROADMAP.md', new SourceText('# Plan\n'));
    assert.deepEqual(changeTasks(document, [{ task: 'gone', ...done }]), {
      edits: [],
      refused: ['gone: There is no such task in this document any more.'],
    });
  });
});
