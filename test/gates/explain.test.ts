import assert from 'node:assert/strict';
import { failedCommand } from '../../server/src/gates/explain.ts';

describe('the command that ended a gate', () => {
  it('is the last one that begins at or above the line', () => {
    assert.equal(failedCommand([0, 2, 5], 1), 0);
    assert.equal(failedCommand([0, 2, 5], 2), 0);
    assert.equal(failedCommand([0, 2, 5], 4), 1);
    assert.equal(failedCommand([0, 2, 5], 9), 2);
  });
  it('is unknown where the shell names no line', () => assert.equal(failedCommand([0], null), undefined));
  it('is unknown for a line before the first', () => assert.equal(failedCommand([3], 1), undefined));
});
