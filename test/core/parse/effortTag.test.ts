import assert from 'node:assert/strict';
import { readEnd } from '../../../server/src/core/parse/headlineEnd.ts';

describe('an estimate in brackets at the end of a headline', () => {
  const check = (line: string, expected: string | null): void => {
    it(`${line}: ${expected ?? 'none'}`, () => {
      const { effort } = readEnd(line, 0);
      assert.equal(effort && `${effort.min}-${effort.max} ${effort.unit}`, expected);
    });
  };
  check('Rotate the keys (Est: 2h)', '2-2 h');
  check('Rotate the keys (Estimate: 2-3 hours)', '2-3 h');
  check('Rotate the keys [5 SP]', '5-5 pt');
  check('Rotate the keys (3 days)', '3-3 d');
  check('Rotate the keys (Stima: 2 settimane)', '2-2 w');
  check('Rotate the keys [M]', '0-0 size');
  check('Rotate the keys (2 weeks)', null);
  check('Rotate the keys (Due: 3 days)', null);
  check('Rotate the keys (after 3 days)', null);
  check('Rotate the keys (3 days left)', null);
});
