import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SourceText } from '../../../server/src/core/text/source.ts';
import { lineStarts } from '../../support/lineStarts.ts';

const texts = fc
  .array(fc.constantFrom('a', 'bc', '\n', '\r', '\r\n', '\n\n'), { maxLength: 40 })
  .map((pieces) => pieces.join(''));

describe('lines of a text', () => {
  it('start behind each line end', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const ends = Array.from(text.matchAll(/\r\n|\r|\n/g), (end) => end.index + end[0].length);
        assert.deepEqual(lineStarts(new SourceText(text)), [0, ...ends]);
      }),
    );
  });

  it('are found by an offset, whatever was asked before', () => {
    fc.assert(
      fc.property(texts, fc.array(fc.integer({ min: -2, max: 60 }), { maxLength: 12 }), (text, offsets) => {
        const source = new SourceText(text);
        for (const offset of offsets) {
          const line = lineStarts(source).findLastIndex((start) => start <= offset);
          assert.equal(source.lineAt(offset), Math.max(0, line));
        }
      }),
    );
  });
});

describe('a text after edits', () => {
  const big = fc
    .array(fc.constantFrom('a', 'bc', '\n', '\r', '\r\n', 'x'.repeat(1500), '\n'.repeat(900)), {
      maxLength: 40,
    })
    .map((pieces) => pieces.join(''));
  const changes = fc.array(fc.record({ at: fc.nat(), remove: fc.nat(9000), text: texts }), {
    minLength: 1,
    maxLength: 6,
  });

  it('is what a fresh one of the same characters is', () => {
    fc.assert(
      fc.property(
        big,
        changes,
        fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
        (text, edits, offsets) => {
          let source = new SourceText(text);
          let expected = text;
          for (const { at, remove, text: inserted } of edits) {
            const from = at % (expected.length + 1);
            const to = Math.min(expected.length, from + (remove % 3 === 0 ? remove : remove % 3));
            source = source.withChanges([{ from, to, text: inserted }]);
            expected = expected.slice(0, from) + inserted + expected.slice(to);
          }
          const fresh = new SourceText(expected);
          assert.deepEqual(lineStarts(source), lineStarts(fresh));
          for (const offset of offsets) {
            const from = offset % (expected.length + 2);
            const span = { from, to: from + (offset % 7000) };
            assert.equal(source.slice(span), expected.slice(span.from, span.to));
            assert.deepEqual(source.placeAt(from), fresh.placeAt(from));
            assert.equal(source.offsetAt(source.placeAt(from)), fresh.offsetAt(fresh.placeAt(from)));
            const line = offset % (fresh.lineCount + 2);
            assert.deepEqual(source.lineSpan(line), fresh.lineSpan(line));
            const { text: around, from: start } = source.around(span);
            assert.equal(around.slice(from - start, span.to - start), expected.slice(from, span.to));
          }
          assert.equal(source.length, expected.length);
          assert.equal(source.text, expected);
        },
      ),
    );
  });

  it('shares what no edit touched with the one before', () => {
    const text = 'A line of some length.\n'.repeat(2000);
    const before = new SourceText(text).withChanges([{ from: 0, to: 0, text: 'x' }]);
    const after = before.withChanges([{ from: 20000, to: 20001, text: 'y' }]);
    assert.ok(before.chunks.length > 4);
    assert.equal(after.chunks.filter((chunk) => !before.chunks.includes(chunk)).length, 1);
  });
});
