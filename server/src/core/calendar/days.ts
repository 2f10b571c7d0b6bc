/** A day of the calendar: days since 1970-01-01, whatever the time zone. */
export type Day = number;

const MILLISECONDS = 86_400_000;

/** The day of `2026-01-05` (`/` and `.` may stand for `-`); null if there is no such day. */
export function dayOf(text: string): Day | null {
  const [, year = '', month = '', day = ''] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text.trim()) ?? [];
  return year === '' ? null : dayFrom(Number(year), Number(month), Number(day));
}

/** @param month from 1. Null for a day that no calendar has: February 30. */
export function dayFrom(year: number, month: number, day: number): Day | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() / MILLISECONDS : null;
}

/** `2026-01-05`. */
export function isoDay(day: Day): string {
  return new Date(day * MILLISECONDS).toISOString().slice(0, 10);
}

/** The day on which a moment falls in UTC. @param seconds since 1970. */
export function dayOfTime(seconds: number): Day {
  return Math.floor((seconds * 1000) / MILLISECONDS);
}

/** 0 for Monday, 6 for Sunday. */
export function weekday(day: Day): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** The Monday of the day's week. */
export function mondayOf(day: Day): Day {
  return day - weekday(day);
}
