import assert from 'node:assert/strict';
import { insertGate } from '../../../server/src/core/edit/gates.ts';
import { parseRoadmap } from '../../../server/src/core/parse/document.ts';
import { SourceText } from '../../../server/src/core/text/source.ts';
import { applyEdits } from '../../support/findings.ts';

/** Adds a gate to the task with this id and compares the whole text. */
function check(id: string, text: string, expected: string): void {
  const document = parseRoadmap('file:///p/ROADMAP.md', new SourceText(text));
  const task = document.tasks.find((candidate) => candidate.id === id);
  assert.ok(task !== undefined, `no task ${id}`);
  const result = insertGate(document, task.key);
  assert.equal(
    result.kind === 'refused' ? result.reason : applyEdits(document.source, result.edits),
    expected,
  );
}

describe('insertGate', () => {
  it('adds a fence at the end of a task, before the rule that parts it from the next', () =>
    check(
      '#1',
      '# Roadmap\n\n## Issue #1: Store\n\n**Effort**: 1h\n\n---\n\n## Issue #2: Cache\n\n**Effort**: 1h\n',
      '# Roadmap\n\n## Issue #1: Store\n\n**Effort**: 1h\n\n**Validate**:\n\n```bash\n\n```\n\n---\n\n## Issue #2: Cache\n\n**Effort**: 1h\n',
    ));

  it('uses the label and the language of the gates that are there', () =>
    check(
      '#2',
      '# Roadmap\n\n## Issue #1: Store\n\n**Validation:**\n\n```sh\nmake test\n```\n\n## Issue #2: Cache\n\n**Effort:** 1h\n',
      '# Roadmap\n\n## Issue #1: Store\n\n**Validation:**\n\n```sh\nmake test\n```\n\n## Issue #2: Cache\n\n**Effort:** 1h\n\n**Validation:**\n\n```sh\n\n```\n',
    ));

  it('becomes a part of a list item', () =>
    check(
      'T001',
      '# Tasks\n\n- [ ] T001 Store\n  - detail\n- [ ] T002 Cache\n',
      '# Tasks\n\n- [ ] T001 Store\n  - detail\n\n  **Validate:**\n\n  ```bash\n\n  ```\n- [ ] T002 Cache\n',
    ));

  it('keeps the line endings of the document', () =>
    check(
      '#1',
      '# Roadmap\r\n\r\n## Issue #1: Store\r\n\r\n**Effort:** 1h',
      '# Roadmap\r\n\r\n## Issue #1: Store\r\n\r\n**Effort:** 1h\r\n\r\n**Validate:**\r\n\r\n```bash\r\n\r\n```',
    ));

  it('stands before the tasks below the task', () =>
    check(
      '1.1',
      '# Roadmap\n\n- [ ] 1.1 Store\n  - [ ] 1.1.1 Cache\n- [ ] 1.2 Queue\n',
      '# Roadmap\n\n- [ ] 1.1 Store\n\n  **Validate:**\n\n  ```bash\n\n  ```\n  - [ ] 1.1.1 Cache\n- [ ] 1.2 Queue\n',
    ));

  it('refuses a table row', () =>
    check(
      'T-1',
      '# Roadmap\n\n| ID | Task | Status |\n|---|---|---|\n| T-1 | Store | todo |\n| T-2 | Cache | done |\n',
      'A row has no room for a command: give the task a heading or a list item of its own.',
    ));
});
