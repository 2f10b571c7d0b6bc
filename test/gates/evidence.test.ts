import assert from 'node:assert/strict';
import { evidenceTail } from '../../server/src/gates/evidence.ts';

describe('the output in evidence', () => {
  it('is short, plain and without secrets', () => {
    const output = `${'line\n'.repeat(10_000)}\x1b[32mtoken s3cr3t-value\x1b[0m\n`;
    const tail = evidenceTail(output, { MY_TOKEN: 's3cr3t-value' });
    assert.ok(tail.length <= 4096);
    assert.match(tail, /^line\n(line\n)+token \*\*\*$/);
  });
});
