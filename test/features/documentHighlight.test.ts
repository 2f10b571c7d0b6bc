import assert from 'node:assert/strict';
import { DocumentHighlightKind } from 'vscode-languageserver-types';
import { provideDocumentHighlights } from '../../server/src/features/documentHighlight.ts';
import { featureFixture, placeIn } from './support.ts';

/** What is highlighted for the text under `<|>`: `line: text`, 1-based, with `!` where the id is its task's own. */
function checkHighlights(markup: string, expected: readonly string[]): void {
  const test = featureFixture(markup);
  const lines = test.snapshot.document.source.text.split('\n');
  const found = provideDocumentHighlights(test.snapshot, placeIn(test)).map(({ range, kind }) => {
    const text = lines[range.start.line]?.slice(range.start.character, range.end.character);
    return `${range.start.line + 1}: ${text}${kind === DocumentHighlightKind.Write ? '!' : ''}`;
  });
  assert.deepEqual(found, expected);
}

describe('Document highlights', () => {
  const plan = (text: string) => `# P\n### Issue #4: A\n**Status:** Open\n### Issue #5: B\n${text}\n`;

  it('show a task id wherever it is said', () => {
    checkHighlights(plan('**Depends on:** #<|>4\n\nSee #4, not #5.'), ['2: #4!', '5: #4', '7: #4']);
  });

  it('start from the task itself', () => {
    checkHighlights('# P\n### Issue #<|>4: A\n### Issue #5: B\n**Depends on:** #4\n', ['2: #4!', '4: #4']);
  });

  it('tell tasks with the same id in two phases apart', () => {
    const phase = (n: number, cursor: string) =>
      `## Phase ${n}\n### Task ${cursor}1: A\n**Status:** Open\n### Task 2: B\n**Depends on:** Task 1\n`;
    checkHighlights(`# P\n${phase(1, '<|>')}${phase(2, '')}`, ['3: 1!', '6: Task 1']);
  });

  it('show a file wherever it is mentioned, with other lines too', () => {
    checkHighlights(plan('**Files:** `src/<|>a.js:3`, `src/b.js`\n\nSee src/a.js.'), [
      '5: src/a.js:3',
      '7: src/a.js',
    ]);
  });

  it('show the end of a range alone, and the range for what lies within', () => {
    const tasks = (cursor3: string, cursor4: string, range: string) =>
      `# P\n### Issue #3: A\n### Issue #${cursor3}4: B\n### Issue #${cursor4}5: C\n### Issue #6: D\n**Depends on:** ${range}\n`;
    checkHighlights(tasks('', '<|>', '#3-#5'), ['4: #5!', '6: #5']);
    checkHighlights(tasks('<|>', '', '#3-#5'), ['3: #4!', '6: #3-#5']);
    checkHighlights(tasks('', '', '#3-#<|>5'), ['4: #5!', '6: #5']);
  });

  it('show both ends of a range in a sentence', () => {
    const list =
      '# P\n- [ ] T001 A\n- [ ] T002 B\n- [ ] T00<|>3 C\n\n## Notes\n\nFirst T001-T003, then T003.\n';
    checkHighlights(list, ['4: T003!', '8: T003', '8: T003']);
  });

  it('show plain numbers where a table or an item says something about their task', () => {
    const text = `
      # Plan
      ## Status
      | Task | Status |
      |---|---|
      | 1.1 | done |
      | **1.2** | open, see 1.1 |
      ## Phase 1
      ### Task 1.<|>1: A
      **Status:** Done
      ### Task 1.2: B
      **Status:** Open
    `;
    checkHighlights(text, ['5: 1.1', '8: 1.1!']);
  });

  it('are none in prose, with CRLF or without', () => {
    checkHighlights(plan('No i<|>d.'), []);
    checkHighlights(plan('No i<|>d.').replaceAll('\n', '\r\n'), []);
  });
});
