import assert from 'node:assert/strict';
import { provideFoldingRanges } from '../../server/src/features/foldingRange.ts';
import { featureFixture } from './support.ts';

/** What can be folded: `first-last`, 1-based lines, with the kind where there is one. */
function checkFolding(text: string, expected: readonly string[], most?: number): void {
  const ranges = provideFoldingRanges(featureFixture(text).snapshot.document, most);
  assert.deepEqual(
    ranges.map(
      ({ startLine, endLine, kind }) =>
        `${startLine + 1}-${endLine + 1}${kind === undefined ? '' : ` ${kind}`}`,
    ),
    expected,
  );
}

const PLAN = `# P

## A
- [ ] one
  - [ ] two
- three

\`\`\`bash
make
\`\`\`

## B
| a |
|---|
| b |
`;

describe('Folding ranges', () => {
  it('are sections, items with more below them, fences and tables', () => {
    checkFolding(PLAN, ['1-15', '3-10', '4-5', '8-10', '12-15', '13-15']);
  });

  it('are the same with CRLF and a byte-order mark', () => {
    checkFolding(`\ufeff${PLAN.replaceAll('\n', '\r\n')}`, ['1-15', '3-10', '4-5', '8-10', '12-15', '13-15']);
  });

  it('are front matter and comments, too', () => {
    checkFolding('---\na: 1\n---\n\n<!--\nb\n-->\n\nc\n', ['1-3 region', '5-7 comment']);
  });

  it('are as many as the editor takes', () => {
    checkFolding(PLAN, ['1-15', '3-10'], 2);
  });

  it('are none where no block has a second line', () => {
    checkFolding('# P\n', []);
  });
});
