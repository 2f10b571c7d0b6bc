import assert from 'node:assert/strict';
import { readEffort } from '../../../server/src/core/parse/effort.ts';
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
  check('Rotate the keys (est. 2d)', '2-2 d');
  check('Rotate the keys (LOE: L)', '0-0 size');
  check('Rotate the keys [Effort: M]', '0-0 size');
  check('Rotate the keys (size matters)', null);
  check('Rotate the keys (2 weeks)', null);
  check('Rotate the keys (Due: 3 days)', null);
  check('Rotate the keys (after 3 days)', null);
  check('Rotate the keys (3 days left)', null);
});

describe('an estimate in scripts that join words', () => {
  const check = (value: string, expected: string | null): void => {
    it(`${value}: ${expected ?? 'none'}`, () => {
      const effort = readEffort(value)?.effort;
      assert.equal(effort ? `${effort.min}-${effort.max} ${effort.unit}` : null, expected);
    });
  };
  check('约2天', '2-2 d');
  check('約3時間', '3-3 h');
  check('약 3시간', '3-3 h');
  check('半天', '0.5-0.5 d');
  check('半日', '0.5-0.5 d');
  check('半分', null);
  check('第2天', null);
});
