import { type Day, dayFrom, isoDay, mondayOf } from '../../core/calendar/days.ts';
import type { CountedPeriod, Period } from '../../core/calendar/period.ts';

/** From and to in weeks of work since the start of the first week; null where nothing is said. */
export interface WeekSpan {
  readonly from: number | null;
  readonly to: number | null;
}

/** A span of which both ends are known. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

export interface ClockOptions {
  readonly daysPerWeek: number;
  readonly sprintWeeks: number;
  /** The first day of the plan. */
  readonly start: Day | null;
}

/** A year has 52 weeks and 12 months. */
export const WEEKS_PER_MONTH = 52 / 12;
const WEEKS_PER_QUARTER = 13;

/**
 * Places periods on one axis: weeks of work, in which a weekend takes no room. Days can only be placed when it is
 * known on which day the plan begins.
 */
export class Clock {
  readonly #options: ClockOptions;
  /** The Monday of the first week. */
  readonly origin: Day | null;
  /** When work begins: a plan may start in the middle of a week. */
  readonly begin: number;

  constructor(options: ClockOptions) {
    this.#options = options;
    this.origin = options.start === null ? null : mondayOf(options.start);
    this.begin = options.start === null ? 0 : (this.positionOf(options.start) ?? 0);
  }

  /** Null for what cannot be placed. */
  spanOf(period: Period): WeekSpan | null {
    if (period.kind === 'counted') return this.#counted(period);
    const [from, to] = [period.from, period.to].map((day) => (day === null ? null : this.positionOf(day)));
    return from == null && to == null ? null : { from: from ?? null, to: to ?? null };
  }

  /** Where the morning of a day is. */
  positionOf(day: Day): number | null {
    if (this.origin === null) return null;
    const days = day - this.origin;
    const week = Math.floor(days / 7);
    return week + Math.min(days - week * 7, this.#options.daysPerWeek) / this.#options.daysPerWeek;
  }

  /** The Monday of a week, `2026-01-05`; null where weeks are only counted. */
  mondayAt(week: number): string | null {
    return this.origin === null ? null : isoDay(this.origin + week * 7);
  }

  #counted({ unit, from, to }: CountedPeriod): WeekSpan {
    const { daysPerWeek, sprintWeeks } = this.#options;
    switch (unit) {
      case 'week':
        return { from: from - 1, to };
      case 'day':
        return { from: this.begin + (from - 1) / daysPerWeek, to: this.begin + to / daysPerWeek };
      case 'sprint':
        return { from: (from - 1) * sprintWeeks, to: to * sprintWeeks };
      case 'month':
        return { from: this.#months(from - 1), to: this.#months(to) };
      case 'quarter':
        return { from: (from - 1) * WEEKS_PER_QUARTER, to: to * WEEKS_PER_QUARTER };
    }
  }

  /** So many months after the start. */
  #months(count: number): number {
    const { start } = this.#options;
    if (start === null) return count * WEEKS_PER_MONTH;
    const [year = 0, month = 1, day = 1] = isoDay(start).split('-').map(Number);
    const at = month - 1 + count;
    // A month that has no such day ends before it.
    const days = [day, 30, 29, 28].map((each) => dayFrom(year + Math.floor(at / 12), (at % 12) + 1, each));
    const found = days.find((each) => each !== null);
    return (found == null ? null : this.positionOf(found)) ?? count * WEEKS_PER_MONTH;
  }
}
