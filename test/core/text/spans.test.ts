import assert from 'node:assert/strict';
import fc from 'fast-check';
import { coverage } from '../../../server/src/core/text/spans.ts';

describe('Coverage of spans', () => {
  it('is what looking at each span says', () => {
    const span = fc.tuple(fc.nat(30), fc.nat(8)).map(([from, length]) => ({ from, to: from + length }));
    fc.assert(
      fc.property(fc.array(span, { maxLength: 8 }), fc.nat(40), (spans, offset) => {
        const expected = spans.some(({ from, to }) => from <= offset && offset < to);
        assert.equal(coverage(spans)(offset), expected);
      }),
    );
  });
});
