import type { Effort } from '../../model/document.ts';
import { type Amount, convert, type EffortSum, needsWorkTime, type WorkTime } from '../../model/effort.ts';
import type { StatedEffort } from './statement.ts';

/**
 * `wrong`: beyond doubt; `doubtful`: it differs, but there may be a reason. Where some of the parts have no estimate, the others come
 * to less (`short`) or to more (`exceeded`).
 */
export type Verdict = 'right' | 'unknown' | 'short' | 'doubtful' | 'exceeded' | 'wrong';

/** Whether a stated effort can be what the parts come to. */
export function compareEffort(stated: Effort, how: StatedEffort, sum: EffortSum, time: WorkTime): Verdict {
  const [amount, ...others] = sum.amounts;
  if (amount === undefined || others.length > 0) return 'unknown';
  const real = convert(amount, stated.unit, time);
  if (real === null) return 'unknown';
  const isComplete = sum.missing + sum.sized === 0;
  const place = compareRanges(stated, how, real);
  if (place === 'same') return isComplete ? 'right' : 'unknown';
  const isConverted = sum.converted || needsWorkTime(amount.unit, stated.unit);
  // Those that are missing may make up for what is lacking, never for what is too much.
  if (!isComplete && place === 'more') return isConverted ? 'doubtful' : 'exceeded';
  if (!isComplete) return place === 'less' && !isConverted ? 'short' : 'unknown';
  if (isConverted) return 'doubtful';
  return place === 'overlapping' ? 'doubtful' : 'wrong';
}

/** Whether an effort is what the parts come to, those left out that have no estimate. */
export function comesTo(stated: Effort, how: StatedEffort, sum: EffortSum, time: WorkTime): boolean {
  const known = { ...sum, missing: 0, sized: 0 };
  return compareEffort(stated, how, known, time) === 'right';
}

/**
 * Whether the numbers are so far from each other that something else may have been summed.
 * @param isOwn the total stands in the heading of what it sums.
 */
export function isFarOff(stated: Amount, sum: EffortSum, time: WorkTime, isOwn: boolean): boolean {
  const [amount] = sum.amounts;
  const real = amount && convert(amount, stated.unit, time);
  if (!real) return true;
  const [less, more] = [stated.min + stated.max, real.min + real.max].sort((a, b) => a - b);
  return (more ?? 0) > (less ?? 0) * (isOwn ? 3 : 1.67);
}

/** Where the real range lies, seen from the stated one. */
function compareRanges(
  stated: Amount,
  { isRough, isLeast }: StatedEffort,
  real: Amount,
): 'same' | 'less' | 'more' | 'overlapping' {
  const slack = isRough ? stated.max * ROUGHLY : isWhole(stated) && !isWhole(real) ? 0.999 : EXACT;
  const [from, to] = [stated.min - slack, (isLeast ? Infinity : stated.max) + slack];
  if (real.min > to) return 'more';
  if (real.max < from) return 'less';
  const isWithin = from <= real.min && real.max <= to;
  const isOneOf =
    stated.min === stated.max && real.min - slack <= stated.min && stated.max <= real.max + slack;
  return isWithin || isOneOf ? 'same' : 'overlapping';
}

const ROUGHLY = 0.25;
const EXACT = 0.01;

function isWhole({ min, max }: Amount): boolean {
  return Number.isInteger(min) && Number.isInteger(max);
}
