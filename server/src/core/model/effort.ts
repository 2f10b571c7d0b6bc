import type { Effort } from './document.ts';

/** An amount of work: at least `min`, at most `max`, both the same where one number is stated. */
export type Amount = Pick<Effort, 'min' | 'max' | 'unit'>;

/** What a day and a week of work are, so that days and hours can be added. */
export interface WorkTime {
  readonly hoursPerDay: number;
  readonly daysPerWeek: number;
}

/** What holds where a project says nothing. */
export const USUAL_WORK_TIME: WorkTime = { hoursPerDay: 8, daysPerWeek: 5 };

/** What several estimates come to. */
export interface EffortSum {
  /** One per kind of unit: time, months, points. Nobody can say how many hours a point is. */
  readonly amounts: readonly Amount[];
  /** How many estimates are in `amounts`. */
  readonly counted: number;
  /** Sizes such as S and XL, which no number stands for. */
  readonly sized: number;
  /** How many have no estimate. */
  readonly missing: number;
  /** Hours were added to days or weeks, so that the sum depends on what a day of work is. */
  readonly converted: boolean;
}

/** Adds estimates; ranges add as ranges. @param efforts null for what has no estimate. */
export function addEfforts(efforts: readonly (Effort | null)[], time: WorkTime): EffortSum {
  const known = efforts.flatMap((effort) => (effort === null || effort.unit === 'size' ? [] : [effort]));
  const times = known.filter(({ unit }) => hoursOf(unit, time) !== null);
  const units = new Set(times.map(({ unit }) => unit));
  const timeUnit = commonUnit(units);
  const others = (['mo', 'pt'] as const).flatMap((own) =>
    addAll(
      known.filter(({ unit }) => unit === own),
      own,
      time,
    ),
  );
  return {
    amounts: timeUnit === null ? others : [...addAll(times, timeUnit, time), ...others],
    counted: known.length,
    sized: efforts.filter((effort) => effort?.unit === 'size').length,
    missing: efforts.filter((effort) => effort === null).length,
    converted: [...units].some((unit) => timeUnit !== null && needsWorkTime(unit, timeUnit)),
  };
}

/** The amount in another unit; null if nobody can say. */
export function convert(amount: Amount, unit: Effort['unit'], time: WorkTime): Amount | null {
  const factor = factorOf(amount.unit, unit, time);
  return factor === null ? null : { min: tidy(amount.min * factor), max: tidy(amount.max * factor), unit };
}

/** Whether converting between the units takes somebody's word for what a day or a week of work is. */
export function needsWorkTime(a: Effort['unit'], b: Effort['unit']): boolean {
  const isClock = (unit: Effort['unit']): boolean => unit === 'min' || unit === 'h';
  return a !== b && !(isClock(a) && isClock(b));
}

/** `120 h`, `42–53 h`, `1 day`. */
export function amountPhrase({ min, max, unit }: Amount): string {
  const [one, many] = UNIT_NAMES[unit];
  return `${numberPhrase({ min, max })} ${min === 1 && max === 1 ? one : many}`;
}

/** `120`, `42–53`. */
export function numberPhrase({ min, max }: Pick<Amount, 'min' | 'max'>, dash = '–'): string {
  return min === max ? String(tidy(min)) : `${tidy(min)}${dash}${tidy(max)}`;
}

/** `120 h`, `20 h + 8 points + 2 without an estimate`; what cannot be added is said. */
export function sumPhrase({ amounts, sized, missing }: EffortSum): string {
  return [
    ...amounts.map(amountPhrase),
    ...(sized === 0 ? [] : [sized === 1 ? '1 size' : `${sized} sizes`]),
    ...(missing === 0 ? [] : [`${missing} without an estimate`]),
  ].join(' + ');
}

const UNIT_NAMES: Readonly<Record<Effort['unit'], readonly [one: string, many: string]>> = {
  min: ['min', 'min'],
  h: ['h', 'h'],
  d: ['day', 'days'],
  w: ['week', 'weeks'],
  mo: ['month', 'months'],
  pt: ['point', 'points'],
  size: ['size', 'sizes'],
};

/** Null for what is no time of work: a month has as many days as the calendar wants. */
function hoursOf(unit: Effort['unit'], { hoursPerDay, daysPerWeek }: WorkTime): number | null {
  switch (unit) {
    case 'min':
      return 1 / 60;
    case 'h':
      return 1;
    case 'd':
      return hoursPerDay;
    case 'w':
      return hoursPerDay * daysPerWeek;
    case 'mo':
    case 'pt':
    case 'size':
      return null;
  }
}

/** The unit of all, else hours, or days where there are only days and weeks. */
function commonUnit(units: ReadonlySet<Effort['unit']>): Effort['unit'] | null {
  const [first] = units;
  if (first === undefined || units.size === 1) return first ?? null;
  return units.has('h') || units.has('min') ? 'h' : 'd';
}

function addAll(efforts: readonly Effort[], unit: Effort['unit'], time: WorkTime): Amount[] {
  if (efforts.length === 0) return [];
  let min = 0;
  let max = 0;
  for (const effort of efforts) {
    const factor = factorOf(effort.unit, unit, time) ?? 0;
    min += effort.min * factor;
    max += effort.max * factor;
  }
  return [{ min: tidy(min), max: tidy(max), unit }];
}

function factorOf(from: Effort['unit'], to: Effort['unit'], time: WorkTime): number | null {
  if (from === to) return 1;
  const [a, b] = [hoursOf(from, time), hoursOf(to, time)];
  return a === null || b === null ? null : a / b;
}

/** Hundredths are enough, and hide what binary fractions leave behind. */
function tidy(value: number): number {
  return Math.round(value * 100) / 100;
}
