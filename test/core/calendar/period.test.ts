import assert from 'node:assert/strict';
import { isoDay } from '../../../server/src/core/calendar/days.ts';
import { type Period, readPeriod } from '../../../server/src/core/calendar/period.ts';

function told(period: Period | null): string {
  if (period === null) return 'nothing';
  if (period.kind === 'counted') return `${period.unit} ${period.from}..${period.to}`;
  const day = (each: number | null): string => (each === null ? '' : isoDay(each));
  return `${day(period.from)}..${period.to === null ? '' : day(period.to - 1)}`;
}

describe('readPeriod', () => {
  const texts: readonly (readonly [text: string, period: string])[] = [
    ['Week 3', 'week 3..3'],
    ['Weeks 2–4', 'week 2..4'],
    ['week 2 to 4', 'week 2..4'],
    ['Week 1 - Week 3', 'week 1..3'],
    ['W2-W4', 'week 2..4'],
    ['End of Week 6', 'week 6..6'],
    ['Days 4–6 parallel', 'day 4..6'],
    ['Months 10-12', 'month 10..12'],
    ['Sprint 1-2', 'sprint 1..2'],
    ['Semaines 1-2', 'week 1..2'],
    ['Semana 3', 'week 3..3'],
    ['Woche 2 bis 3', 'week 2..3'],
    ['недели 3-4', 'week 3..4'],
    ['第1周', 'week 1..1'],
    ['第2-3週', 'week 2..3'],
    ['2주차', 'week 2..2'],
    ['Q2', 'quarter 2..2'],
    ['Q2 2026', '2026-04-01..2026-06-30'],
    ['Q2-Q3 2026', '2026-04-01..2026-09-30'],
    ['Q4 2025 – Q1 2026', '2025-10-01..2026-03-31'],
    ['2026 Q1', '2026-01-01..2026-03-31'],
    ['H2 2026', '2026-07-01..2026-12-31'],
    ['2026-01-05', '2026-01-05..2026-01-05'],
    ['2026-01-05 – 2026-01-16', '2026-01-05..2026-01-16'],
    ['05.01.2026 bis 16.01.2026', '2026-01-05..2026-01-16'],
    ['2026年1月5日', '2026-01-05..2026-01-05'],
    ['2026-04', '2026-04-01..2026-04-30'],
    ['January 2026', '2026-01-01..2026-01-31'],
    ['Jan–Mar 2026', '2026-01-01..2026-03-31'],
    ['Nov 2025 - Feb 2026', '2025-11-01..2026-02-28'],
    ['Jan 5 – Jan 16, 2026', '2026-01-05..2026-01-16'],
    ['January 5-16, 2026', '2026-01-05..2026-01-16'],
    ['March 3, 2026', '2026-03-03..2026-03-03'],
    ['3 March 2026', '2026-03-03..2026-03-03'],
    ['2 weeks', 'nothing'],
    ['2周', 'nothing'],
    ['1–2 days', 'nothing'],
    ['2026-02-30', 'nothing'],
    ['Weeks 4-2', 'nothing'],
    ['Week 1.5', 'nothing'],
    ['as soon as possible', 'nothing'],
    ['0 days', 'nothing'],
  ];
  for (const [text, period] of texts) {
    it(`reads ${text} as ${period}`, () => assert.equal(told(readPeriod(text)), period));
  }
});
