import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Effort } from '../../../server/src/core/model/document.ts';
import {
  addEfforts,
  amountPhrase,
  convert,
  sumPhrase,
  USUAL_WORK_TIME,
} from '../../../server/src/core/model/effort.ts';
import { readEffort } from '../../../server/src/core/parse/effort.ts';

const read = (text: string): Effort | null => readEffort(text)?.effort ?? null;

/** What a list of estimates, separated by semicolons, comes to. */
function checkSum(estimates: string, expected: string, time = USUAL_WORK_TIME): void {
  const efforts = estimates.split(';').map((text) => read(text));
  assert.equal(sumPhrase(addEfforts(efforts, time)), expected);
}

describe('Sums of estimates', () => {
  it('add ranges as ranges', () => {
    checkSum('2-3 hours; 4h; 1.5 hours', '7.5–8.5 h');
    checkSum('~4h; 6-8 hours', '10–12 h');
    checkSum('1,395 minutes; 2,5 min', '1397.5 min');
  });

  it('keep a unit that all have', () => {
    checkSum('5 min; 10 min; 5 min', '20 min');
    checkSum('2 days; 1-2 days', '3–4 days');
    checkSum('1 week', '1 week');
    checkSum('3 points; 5 points', '8 points');
  });

  it('convert by what a day and a week of work are', () => {
    checkSum('1 day; 4 hours; 30 min', '12.5 h');
    checkSum('1 week; 2 days', '7 days');
    checkSum('1 day; 4 hours', '10 h', { hoursPerDay: 6, daysPerWeek: 4 });
    checkSum('1 week; 2 days', '6 days', { hoursPerDay: 6, daysPerWeek: 4 });
  });

  it('say what cannot be added', () => {
    checkSum('2 hours; 3 points; 1 month', '2 h + 1 month + 3 points');
    checkSum('2 hours; M; XL; soon', '2 h + 2 sizes + 1 without an estimate');
    checkSum('soon', '1 without an estimate');
  });

  it('do not collect the errors of binary fractions', () => {
    assert.equal(sumPhrase(addEfforts(Array<Effort | null>(10).fill(read('0.1 h')), USUAL_WORK_TIME)), '1 h');
    checkSum('20 min; 20 min; 20 min; 1 h', '2 h');
  });

  it('know when they rest on what a day is', () => {
    const converts = (...texts: string[]) => addEfforts(texts.map(read), USUAL_WORK_TIME).converted;
    assert.equal(converts('1 h', '30 min'), false);
    assert.equal(converts('1 d', '2 d'), false);
    assert.equal(converts('1 d', '2 h'), true);
    assert.equal(converts('1 d', '2 points'), false);
  });

  it('are the same in any order', () => {
    const effort = fc.record({
      min: fc.integer({ min: 0, max: 40 }),
      more: fc.integer({ min: 0, max: 9 }),
      unit: fc.constantFrom<Effort['unit']>('min', 'h', 'd', 'w', 'mo', 'pt', 'size'),
    });
    const efforts = fc.array(
      fc.option(effort.map(({ min, more, unit }) => ({ min, max: min + more, unit, text: '' }))),
    );
    fc.assert(
      fc.property(efforts, (list) => {
        const sum = addEfforts(list, USUAL_WORK_TIME);
        assert.deepEqual(addEfforts(list.toReversed(), USUAL_WORK_TIME), sum);
        assert.equal(sum.counted + sum.sized + sum.missing, list.length);
      }),
    );
  });
});

describe('An amount', () => {
  it('is converted where somebody can say how', () => {
    const hours = { min: 4, max: 12, unit: 'h' } as const;
    assert.deepEqual(convert(hours, 'd', USUAL_WORK_TIME), { min: 0.5, max: 1.5, unit: 'd' });
    assert.equal(convert(hours, 'pt', USUAL_WORK_TIME), null);
    assert.equal(convert(hours, 'mo', USUAL_WORK_TIME), null);
  });

  it('is one day or several', () => {
    assert.equal(amountPhrase({ min: 1, max: 1, unit: 'd' }), '1 day');
    assert.equal(amountPhrase({ min: 0.5, max: 1, unit: 'd' }), '0.5–1 days');
  });
});
