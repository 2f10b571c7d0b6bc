import assert from 'node:assert/strict';
import type { SelectionRange } from 'vscode-languageserver-types';
import { toSpan } from '../../server/src/features/convert.ts';
import { provideSelectionRanges } from '../../server/src/features/selectionRange.ts';
import { featureFixture, placeIn } from './support.ts';

function chainOf(range: SelectionRange | undefined): SelectionRange[] {
  return range ? [range, ...chainOf(range.parent)] : [];
}

/** The texts that are selected one after the other from `<|>`; of several lines the first and the last. */
function selections(markup: string): string[] {
  const test = featureFixture(markup);
  const { source } = test.snapshot.document;
  const [range] = provideSelectionRanges(test.snapshot, [placeIn(test)]);
  return chainOf(range).map(({ range: each }) => {
    const lines = source.slice(toSpan(source, each)).split(/\r\n|\n|\r/);
    return lines.length === 1 ? (lines[0] ?? '') : `${lines[0]} … ${lines.at(-1)} (${lines.length})`;
  });
}

describe('Selection ranges', () => {
  it('grow from a word over reference, field and criteria to task, phase and document', () => {
    const plan = `
      # Plan
      ## Phase 1: Build
      ### P1-2: Parse
      **Status:** Open

      **Acceptance Criteria:**
      - [ ] first
      - [ ] see \`src/a<|>.ts:29\` too
        - detail
      - [ ] last

      ### P1-3: Print
      **Status:** Open
      ## Phase 2: Ship
      ### P2-1: Pack
      **Status:** Open
    `;
    assert.deepEqual(selections(plan), [
      'a',
      'src/a.ts',
      'src/a.ts:29',
      '`src/a.ts:29`',
      'see `src/a.ts:29` too',
      '- [ ] see `src/a.ts:29` too',
      '- [ ] see `src/a.ts:29` too …   - detail (2)',
      '- [ ] first … - [ ] last (4)',
      '**Acceptance Criteria:** … - [ ] last (5)',
      '### P1-2: Parse … - [ ] last (8)',
      '## Phase 1: Build … **Status:** Open (12)',
      '# Plan … **Status:** Open (16)',
      '# Plan …  (17)',
    ]);
  });

  const task = (text: string) => `# P\n### P1-2: A\n${text}\n`;
  /** The first steps, up to the line. */
  function checkFirst(markup: string, expected: readonly string[]): void {
    assert.deepEqual(selections(markup).slice(0, expected.length), expected);
  }

  it('know ids within a list of them, the value and the field', () => {
    checkFirst(task('**Depends on:** P1-<|>3, P1-4'), [
      '3',
      'P1-3',
      'P1-3, P1-4',
      '**Depends on:** P1-3, P1-4',
    ]);
  });

  it('know each of several fields of a paragraph', () => {
    checkFirst(task('**Effort:** 3 ho<|>urs\n**Status:** Open'), [
      'hours',
      '3 hours',
      '**Effort:** 3 hours',
      '**Effort:** 3 hours … **Status:** Open (2)',
    ]);
  });

  it('take marks of text with and without', () => {
    checkFirst(task('This is **very im<|>portant** here.'), [
      'important',
      'very important',
      '**very important**',
      'This is **very important** here.',
    ]);
  });

  it('take the path, the link and the sentence', () => {
    checkFirst(task('See [the gu<|>ide](docs/guide.md).'), [
      'guide',
      'the guide',
      '[the guide](docs/guide.md)',
      'See [the guide](docs/guide.md).',
    ]);
  });

  it('take cell, row and table', () => {
    checkFirst('# P\n\n| Task | Status |\n|---|---|\n| P1-2 Do it | op<|>en |\n', [
      'open',
      '| P1-2 Do it | open |',
      '| Task | Status | … | P1-2 Do it | open | (3)',
    ]);
  });

  it('take line, content and the whole of a fence, with its label', () => {
    checkFirst(task('**Validate:**\n\n```bash\nnpm te<|>st\nmake\n```'), [
      'test',
      'npm test',
      'npm test … make (2)',
      '```bash … ``` (4)',
      '**Validate:** … ``` (6)',
    ]);
  });

  it('are the same with CRLF, a lone CR and a byte-order mark', () => {
    const text = task('**Effort:** 3 ho<|>urs\n\n- [ ] a\n');
    const expected = selections(text);
    assert.deepEqual(selections(text.replaceAll('\n', '\r\n')), expected);
    assert.deepEqual(selections(text.replaceAll('\n', '\r')), expected);
    assert.deepEqual(selections(`\ufeff${text}`).slice(0, -1), expected.slice(0, -1));
  });

  it('are the section and the document between paragraphs', () => {
    checkFirst('# P\n\na\n<|>\nb\n\n# Q\n', ['# P … b (5)', '# P …  (8)']);
  });

  it('know front matter, and documents that are no roadmaps', () => {
    checkFirst('---\ntitle: so<|>me\n---\n\ntext\n', ['some', 'title: some', '--- … --- (3)']);
    checkFirst('so<|>me text\n', ['some', 'some text']);
  });

  it('are one for a position in an empty document', () => {
    const { snapshot } = featureFixture('<|>');
    const at = { line: 0, character: 0 };
    assert.deepEqual(provideSelectionRanges(snapshot, [at]), [{ range: { start: at, end: at } }]);
  });

  it('answer each position, and nest strictly everywhere', () => {
    const { snapshot } = featureFixture(
      '# P\n## Phase 1\n### P1-2: *A* `b`\n**Status:** ✅ Done · **Effort:** 2h\n\n> quote `x.ts:1-2`\n\n1. a\n   - [x] b **c**\n\n| a | b |\n|-|-|\n| P1-2 | [c](d.md#e) |\n\n<!-- x -->\n',
    );
    const { source } = snapshot.document;
    const offsets = Array.from({ length: source.length + 1 }, (_, offset) => offset);
    const ranges = provideSelectionRanges(
      snapshot,
      offsets.map((offset) => source.placeAt(offset)),
    );
    assert.equal(ranges.length, offsets.length);
    for (const [index, range] of ranges.entries()) {
      const spans = chainOf(range).map((each) => toSpan(source, each.range));
      const offset = offsets[index] ?? 0;
      for (const [step, { from, to }] of spans.entries()) {
        assert(from <= offset && offset <= to);
        const inner = spans[step - 1];
        if (inner) assert(from <= inner.from && inner.to <= to && to - from > inner.to - inner.from);
      }
    }
  });
});
