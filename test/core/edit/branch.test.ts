import assert from 'node:assert/strict';
import { nameBranch } from '../../../server/src/core/edit/branch.ts';
import { parseRoadmap } from '../../../server/src/core/parse/document.ts';
import { SourceText } from '../../../server/src/core/text/source.ts';
import { applyEdits } from '../../support/findings.ts';

/** Names the branch of the first task; answers with the text, or with why not. */
function name(text: string, branch: string): string {
  const document = parseRoadmap('file:///p/ROADMAP.md', new SourceText(text));
  const result = nameBranch(document, document.tasks[0]?.key ?? '', branch);
  return result.kind === 'refused' ? result.reason : applyEdits(document.source, result.edits);
}

const PLAN = '# Plan\r\n### Issue #4: Round\r\n**Branch:** `fix/round prices`\r\n**Effort:** 1h\r\n';

describe('nameBranch', () => {
  it('changes the name and nothing around it', () =>
    assert.equal(name(PLAN, 'fix/round-prices'), PLAN.replace('round prices', 'round-prices')));

  it('refuses where the task names none, and names that git or Markdown would not take', () => {
    assert.match(name('# Plan\n### Issue #4: Round\n**Effort:** 1h\n', 'fix/round'), /names no branch/);
    assert.match(name(PLAN, 'a b'), /contains a blank/);
    assert.match(name(PLAN, 'a`b'), /contains "`"/);
    const document = parseRoadmap('file:///p/ROADMAP.md', new SourceText(PLAN));
    assert.equal(nameBranch(document, 'gone', 'a').kind, 'refused');
  });
});
