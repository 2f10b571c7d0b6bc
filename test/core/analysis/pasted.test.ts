import assert from 'node:assert/strict';
import { pastedMarkdown } from '../../../server/src/core/analysis/pasted.ts';
import { Memory } from '../../../server/src/core/remember.ts';
import { SourceText } from '../../../server/src/core/text/source.ts';
import { checkFindings } from '../../support/findings.ts';

/** The lines, counted from 1, between which quotations stand. */
function pasted(lines: readonly string[], end = '\n'): readonly string[] {
  const source = new SourceText(lines.join(end));
  return pastedMarkdown(source, new Memory()).map(
    ({ from, to }) =>
      `${source.lineNumber(source.lineAt(from) + 1)}-${source.lineNumber(source.lineAt(to) + 1)}`,
  );
}

describe('pastedMarkdown', () => {
  const QUOTED = ['a', '```markdown', '# b', '```bash', 'c', '```', '[d](d.md)', '```', 'e'];

  it('goes on behind a fence within a Markdown fence', () => assert.deepEqual(pasted(QUOTED), ['2-8']));

  it('is the same with the line ends of Windows, in lists, and for its short name', () => {
    assert.deepEqual(pasted(QUOTED, '\r\n'), ['2-8']);
    assert.deepEqual(pasted(['1. ```md', '   ```js', '   ```', '   b', '   ```']), ['1-5']);
  });

  it('tells fences without a name apart by what comes after', () => {
    const lines = ['```markdown', '```', 'tree', '```', '```bash', 'b', '```', 'c', '```'];
    assert.deepEqual(pasted(lines), ['1-9']);
  });

  it('takes a fence at which something begins for one that opens', () => {
    const quoted = ['```markdown', '```js', 'a', '```', '', '```', 'tree', '```', '', '[d](d.md)', '```'];
    assert.deepEqual(pasted([...quoted, 'b', '', '```', 'c', '```']), ['1-11']);
    const other = ['```markdown', '```js', 'a', '```', 'b', '```', '', 'c', '', '```', 'tree', '```'];
    assert.deepEqual(pasted(other), ['1-6']);
  });

  it('ends where it has to, though something seems to begin there', () =>
    assert.deepEqual(pasted(['```markdown', '```js', 'a', '```', '', '```', 'b']), ['1-6']));

  it('holds what is between escaped fences', () => {
    const mark = '\\`\\`\\`';
    assert.deepEqual(pasted([`${mark}markdown`, 'a', `${mark}bash`, 'b', mark, 'c', mark, 'd']), ['1-7']);
    assert.deepEqual(pasted(['a', `${mark}bash`, 'b', mark, 'd']), ['2-4']);
    assert.deepEqual(pasted(['a', mark, 'b']), []);
  });

  it('is nothing where CommonMark reads the same', () => {
    assert.deepEqual(pasted(['```markdown', 'a', '```', '```bash', 'b', '```']), []);
    assert.deepEqual(pasted(['````markdown', '```bash', 'b', '```', 'c', '````']), []);
    assert.deepEqual(pasted(['```bash', '```', 'c']), []);
  });

  it('is nothing where fences have no pair', () => {
    assert.deepEqual(pasted(['```markdown', '```bash', 'b', '```', 'c']), []);
    assert.deepEqual(pasted([...QUOTED, '```bash', 'd']), []);
  });

  it('does not read thousands of fences', () => {
    const many = Array.from({ length: 3000 }, () => '```');
    assert.deepEqual(pasted([...QUOTED, ...many]), []);
  });

  it('holds nothing that is reported', () =>
    checkFindings(
      'link/missing',
      `
      # Roadmap
      - [ ] T001 a
      - [ ] T002 b
      See [ours](ours.md).
      //         ^^^^^^^ link/missing warning
      \`\`\`markdown
      # Their project
      \`\`\`bash
      make
      \`\`\`
      See [the guide](guide.md).
      \`\`\`
    `,
    ));
});
