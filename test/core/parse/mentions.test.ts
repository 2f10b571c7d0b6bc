import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mayHoldToken, readTokens } from '../../../server/src/core/parse/references/mentions.ts';
import { SourceText } from '../../../server/src/core/text/source.ts';

const texts = fc
  .array(
    fc.constantFrom('a', 'ts', '.', '..', '/', '\\', ' ', '\n', ':', ',', '{', '}', '(', ')', '`', 'é', '漢'),
    {
      maxLength: 14,
    },
  )
  .map((pieces) => pieces.join(''));

describe('words that may be paths', () => {
  it('are none where a look at the signs says so', () => {
    fc.assert(
      fc.property(texts, (text) => {
        if (mayHoldToken(text)) return;
        // With a path in the next line, all of the text is read.
        const whole = `${text}\na/b`;
        const found = Array.from(
          readTokens(new SourceText(whole), { from: 0, to: whole.length }),
          (token) => token.text,
        );
        assert.deepEqual(found, ['a/b'], JSON.stringify(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('may go on in another script behind a slash, up to an extension', () => {
    const text = '更新docs/开发任务.md文件, docs/说明 und src/日本語.ts';
    const found = Array.from(
      readTokens(new SourceText(text), { from: 0, to: text.length }),
      (token) => token.text,
    );
    assert.deepEqual(found, ['docs/开发任务.md', 'docs/', 'src/日本語.ts']);
  });
});
