import assert from 'node:assert/strict';
import { BoundedOutput } from '../../client/src/gates/testOutput.ts';

describe('output in the test results', () => {
  /** What a view is given of a run that writes `parts`. */
  function shown(parts: readonly string[]): string {
    let text = '';
    const output = new BoundedOutput((part) => (text += part));
    for (const part of parts) output.push(part);
    output.finish();
    return text;
  }

  it('ends lines as terminals want it', () => {
    assert.equal(shown(['one\ntwo\r\n', 'three\n']), 'one\r\ntwo\r\nthree\r\n');
  });

  it('keeps the beginning and the end of very much', () => {
    const lines = Array.from({ length: 300_000 }, (_, index) => `line ${index}\n`);
    const text = shown(lines);
    assert(text.length < 1.4e6);
    assert(text.startsWith('line 0\r\nline 1\r\n'));
    assert(text.endsWith('line 299998\r\nline 299999\r\n'));
    assert.match(text, /\r\n…\r\n… \d+ …\r\n/);
  });
});
