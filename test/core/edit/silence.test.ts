import assert from 'node:assert/strict';
import { checkDocument } from '../../../server/src/core/analysis/check.ts';
import { EMPTY_HISTORY } from '../../../server/src/core/analysis/history.ts';
import { silence } from '../../../server/src/core/edit/silence.ts';
import { parseMarkdown } from '../../../server/src/core/markdown/tree.ts';
import { applyEdits } from '../../support/findings.ts';
import { uriOf, workspaceFrom } from '../../support/workspace.ts';

const URI = uriOf('/plan.md');

async function findingsIn(markup: string) {
  const project = workspaceFrom(markup);
  const facts = { ...(await project.facts(URI)), history: EMPTY_HISTORY };
  const source = project.workspace.documents.get(URI)?.source ?? assert.fail();
  return { source, findings: checkDocument(project.workspace, URI, facts) };
}

describe('silencing a finding', () => {
  /** Silences the first finding; then it is gone, and the others are the same. */
  const check = (title: string, before: string, after: string): void => {
    it(title, async () => {
      const { source, findings } = await findingsIn(before);
      const [first, ...others] = findings;
      const edits = first && silence(URI, parseMarkdown(source), first);
      assert.ok(edits !== undefined);
      const text = applyEdits(source, edits);
      assert.equal(text, after);
      const left = (await findingsIn(text)).findings;
      assert.deepEqual(
        left.map(({ code, message }) => `${code} ${message}`),
        others.map(({ code, message }) => `${code} ${message}`),
      );
    });
  };

  check(
    'above a heading',
    '# R\n\n## P1-1: A ✅ DONE\n\n**Acceptance Criteria:**\n- [ ] a\n\n## P1-2: B\n',
    '# R\n\n<!-- roadgate-disable-next-line criteria/unmet-but-done -- why -->\n## P1-1: A ✅ DONE\n\n**Acceptance Criteria:**\n- [ ] a\n\n## P1-2: B\n',
  );
  check(
    'at the end of an item, so that the list stays one',
    '# R\n- [ ] T001 a\n- [ ] T001 b  \n- [ ] T002 c\n',
    '# R\n- [ ] T001 a\n- [ ] T001 b <!-- roadgate-disable-line id/duplicate -- why -->  \n- [ ] T002 c\n',
  );
  check(
    'at the end of a line inside a paragraph',
    '# R\n## P1-1: A\n**Depends on:** P1-8\n**Effort:** 1h\n## P1-2: B\n',
    '# R\n## P1-1: A\n**Depends on:** P1-8 <!-- roadgate-disable-line dependency/unknown -- why -->\n**Effort:** 1h\n## P1-2: B\n',
  );
  check(
    'in the last cell of a row',
    '# R\n\n| ID | Task | Depends on |\n|---|---|---|\n| P1-1 | A | P1-8 |\n| P1-2 | B | - |\n',
    '# R\n\n| ID | Task | Depends on |\n|---|---|---|\n| P1-1 | A | P1-8 <!-- roadgate-disable-line dependency/unknown -- why --> |\n| P1-2 | B | - |\n',
  );

  const place = (title: string, text: string, at: string, after: string): void => {
    it(title, () => {
      const { source } = workspaceFrom(text).workspace.documents.get(URI) ?? assert.fail();
      const from = source.text.indexOf(at);
      const edits = silence(URI, parseMarkdown(source), { code: 'a/b', span: { from, to: from + 1 } });
      assert.equal(edits && applyEdits(source, edits), after);
    });
  };

  place(
    'around code, also in an item and a quote',
    '- a\n\n  ```sh\n  make x\n  ```\n',
    'make',
    '- a\n\n  <!-- roadgate-disable a/b -- why -->\n  ```sh\n  make x\n  ```\n  <!-- roadgate-enable a/b -->\n',
  );
  place(
    'in a quote',
    '> ## A\n> text\n',
    '## A',
    '> <!-- roadgate-disable-next-line a/b -- why -->\n> ## A\n> text\n',
  );

  it('not in front matter, where no comment can stand', () => {
    const { source } = workspaceFrom('---\nid: T1\n---\n# R\n').workspace.documents.get(URI) ?? assert.fail();
    assert.equal(silence(URI, parseMarkdown(source), { code: 'a/b', span: { from: 4, to: 6 } }), undefined);
  });
});
