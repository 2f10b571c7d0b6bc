import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SourceText } from '../../../server/src/core/text/source.ts';

const texts = fc
  .array(fc.constantFrom('a', 'bc', '\n', '\r', '\r\n', '\n\n'), { maxLength: 40 })
  .map((pieces) => pieces.join(''));

describe('lines of a text', () => {
  it('start behind each line end', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const ends = Array.from(text.matchAll(/\r\n|\r|\n/g), (end) => end.index + end[0].length);
        assert.deepEqual(new SourceText(text).lineStarts, [0, ...ends]);
      }),
    );
  });

  it('are found by an offset, whatever was asked before', () => {
    fc.assert(
      fc.property(texts, fc.array(fc.integer({ min: -2, max: 60 }), { maxLength: 12 }), (text, offsets) => {
        const source = new SourceText(text);
        for (const offset of offsets) {
          const line = source.lineStarts.findLastIndex((start) => start <= offset);
          assert.equal(source.lineAt(offset), Math.max(0, line));
        }
      }),
    );
  });
});
