import assert from 'node:assert/strict';
import fc from 'fast-check';
import { setChecked } from '../../../server/src/core/edit/items.ts';
import { insertGate } from '../../../server/src/core/edit/gates.ts';
import { toJson } from '../../../server/src/core/model/json.ts';
import { parseRoadmap } from '../../../server/src/core/parse/document.ts';
import { SourceText } from '../../../server/src/core/text/source.ts';
import { applyEdits } from '../../support/findings.ts';

const PLAN = `# Roadmap

## Phase 1: Storage

### Issue #3: Store
**Effort:** 3h
**Depends on:** #4

See \`src/a.ts:12\` and [b](docs/b.md).

**Acceptance Criteria:**
- [x] saved
- [ ] loaded
  - [ ] again
- plain

\`\`\`bash
npm test
npm run check
\`\`\`

### Issue #4: Cache

| File | Line |
| --- | --- |
| src/c.ts | 7 |

## Phase 2: Tasks

- [ ] T001 first
- [x] T002 second
  over two lines

Total: 4 tasks
`;

/** The plan with its line ends replaced, each by the next of `ends`. */
function withLineEnds(ends: readonly string[], text = PLAN): string {
  let index = 0;
  return text.replace(/\n/g, () => ends[index++ % ends.length] ?? '\n');
}

function read(text: string): unknown {
  const json: unknown = toJson(parseRoadmap('plan.md', new SourceText(text)));
  return JSON.parse(
    JSON.stringify(json, (_, value: unknown) =>
      typeof value === 'string' ? value.replace(/\r\n?/g, '\n') : value,
    ),
  );
}

const ENDS: Readonly<Record<string, readonly string[]>> = {
  CRLF: ['\r\n'],
  'a lone CR': ['\r'],
  'all kinds': ['\n', '\r\n', '\r', '\r\n', '\r', '\n'],
};

describe('line ends', () => {
  for (const [name, ends] of Object.entries(ENDS)) {
    it(`of ${name} make the same model`, () => assert.deepEqual(read(withLineEnds(ends)), read(PLAN)));

    it(`of ${name} behind a byte-order mark make the same model`, () =>
      assert.deepEqual(read(`\ufeff${withLineEnds(ends)}`), read(PLAN)));

    it(`of ${name} stay as they are in edits`, () => {
      const edit = (text: string, key: string): string => {
        const document = parseRoadmap('plan.md', new SourceText(text));
        const task = document.tasks.find(({ id }) => id === '#3');
        const item = task?.items.find((each) => each.text === key);
        assert.ok(item);
        const result = setChecked(document, item.key, true);
        assert.ok(result.kind === 'edits', JSON.stringify(result));
        return applyEdits(document.source, result.edits);
      };
      const text = `\ufeff${withLineEnds(ends)}`;
      assert.equal(edit(text, 'loaded'), text.replace('[ ] loaded', '[x] loaded'));
      assert.equal(edit(text, 'again'), text.replace('[ ] again', '[x] again'));
      assert.equal(edit(text, 'plain'), text.replace('- plain', '- [x] plain'));
    });
  }

  for (const end of ['\n', '\r\n', '\r'])
    it(`of a new gate are those of the document: ${JSON.stringify(end)}`, () => {
      const document = parseRoadmap('plan.md', new SourceText(withLineEnds([end])));
      const task = document.tasks.find(({ id }) => id === '#4');
      const result = insertGate(document, task?.key ?? '');
      assert.ok(result.kind === 'edits');
      const after = applyEdits(document.source, result.edits);
      assert.notEqual(after, document.source.text);
      assert.deepEqual(new Set(after.match(/\r\n|\n|\r/g)), new Set([end]));
    });

  it('are counted as editors count them, whatever the text is', () => {
    const piece = fc.constantFrom(
      '\n',
      '\r\n',
      '\r',
      'a',
      '🔄',
      '\ufeff',
      '\u2028',
      '\u0085',
      '\f',
      '\u000b',
      '\n\r',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.nat(60), fc.nat(20), (pieces, character, line) => {
        const source = new SourceText(pieces.join(''));
        const lines = source.text.split(/\r\n|\n|\r/);
        assert.equal(source.lineCount, lines.length);
        assert.deepEqual(
          lines.map((_, index) => source.lineText(index)),
          lines,
        );
        const at = source.offsetAt({ line, character });
        const wanted = lines[line];
        const end = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
        const expected = wanted === undefined ? end : { line, character: Math.min(character, wanted.length) };
        assert.deepEqual(source.placeAt(at), expected);
      }),
      { numRuns: 3000 },
    );
  });
});
