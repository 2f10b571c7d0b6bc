import type { Calendar, Group, Task } from '../model/document.ts';
import { anyCase, type WordPattern } from '../text/patterns.ts';
import { type Day, dayFrom, dayOf } from './days.ts';

/** When something is to happen, as a plan says it. */
export type Period = CountedPeriod | DatedPeriod;

export type CountedUnit = 'day' | 'week' | 'month' | 'quarter' | 'sprint';

/** `Weeks 2–4`: counted from the start of the plan, which is 1; both ends are part of it. */
export interface CountedPeriod {
  readonly kind: 'counted';
  readonly unit: CountedUnit;
  readonly from: number;
  readonly to: number;
}

/** Days of the calendar; null where the plan says nothing: a day on which something is due has no beginning. */
export interface DatedPeriod {
  readonly kind: 'dated';
  readonly from: Day | null;
  /** Not part of it any more. */
  readonly to: Day | null;
}

/** When a task or group is to happen by its own words; null if it does not say. */
export function periodOf(unit: Group | Task): Period | null {
  const said = unit.calendar && calendarPeriod(unit.calendar);
  if (said || 'form' in unit) return said;
  // `Week 3: Search` and `Q2 2026` are the names of groups.
  return (unit.id === null ? null : readPeriod(unit.id)) ?? readPeriodAtStart(unit.title);
}

/** When something is to happen as a calendar of the model says. */
export function calendarPeriod({ text, from, to }: Calendar): Period | null {
  const [start, end] = [from, to].map((date) => (date === null ? null : dayOf(date)));
  if (start == null && end == null) return readPeriod(text);
  return dated(start ?? null, end == null ? null : end + 1);
}

/** The period that a short text names (`Weeks 2–4`, `Q1 2026`, `Jan 5 – Jan 16, 2026`); null without one. */
export function readPeriod(text: string): Period | null {
  return readDates(text) ?? readMonths(text) ?? readQuarters(text) ?? readCounted(text);
}

function readPeriodAtStart(title: string): Period | null {
  const [head = ''] = title.split(/[:：–—(（]|\s-\s/u);
  return /\d/.test(head) ? (readMonths(head) ?? readQuarters(head)) : null;
}

function dated(from: Day | null, to: Day | null): DatedPeriod | null {
  if (from !== null && to !== null && to <= from) return null;
  return { kind: 'dated', from, to };
}

const DATE =
  /(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)|(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)|(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日/gu;

/** `2026-01-05`, `05.01.2026`; the second date of several is the end. A single one is that day. */
function readDates(text: string): DatedPeriod | null {
  const days = [...text.matchAll(DATE)].flatMap((match) => dateIn(match) ?? []);
  const [first, second] = days;
  if (first === undefined) return readNamedDays(text);
  return dated(first, (second ?? first) + 1);
}

function dateIn([, y, m, d, day, month, year, cy, cm, cd]: RegExpMatchArray): Day | null {
  return dayFrom(Number(y ?? year ?? cy), Number(m ?? month ?? cm), Number(d ?? day ?? cd));
}

const MONTH = String.raw`(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?`;
const DASH = String.raw`\s*(?:[-–—~/]|to|bis|until|through)\s*`;
const NAMED_DAYS = anyCase`(?<!\p{L})${MONTH}\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?(?:${DASH}(?:${MONTH}\s+)?(\d{1,2})(?:st|nd|rd|th)?)?(?:,?\s+(\d{4}))(?!\d)`;
const NAMED_DAY = anyCase`(?<!\p{L})${MONTH}\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)|(?<!\d)(\d{1,2})\.?\s+${MONTH}\s+(\d{4})(?!\d)`;

/** `Jan 5 – Jan 16, 2026`, `January 5, 2026`, `5 January 2026`. */
function readNamedDays(text: string): DatedPeriod | null {
  const [, month = '', day, first, last, end, year] = NAMED_DAYS.exec(text) ?? [];
  if (end !== undefined) {
    const until = namedDay(last ?? month, end, year);
    return dated(namedDay(month, day, first ?? year), until === null ? null : until + 1);
  }
  const [, m, d, y, day2, month2, year2] = NAMED_DAY.exec(text) ?? [];
  const found = namedDay(m ?? month2 ?? '', d ?? day2, y ?? year2);
  return found === null ? null : dated(found, found + 1);
}

function namedDay(month: string, day: string | undefined, year: string | undefined): Day | null {
  return month === '' ? null : dayFrom(Number(year), monthNumber(month), Number(day));
}

const MONTH_NAMES = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function monthNumber(name: string): number {
  return MONTH_NAMES.indexOf(name.slice(0, 3)) + 1;
}

const MONTHS = anyCase`(?<!\p{L})${MONTH}(?:\s+(\d{4}))?(?:${DASH}${MONTH})?\s+(\d{4})(?!\d)`;
const ONE_MONTH = /(?<![\d-])(\d{4})(?:-(\d{2})|\s*年\s*(\d{1,2})\s*月)(?![\d-])/u;

/** `January 2026`, `Jan–Mar 2026`, `2026-04`: whole months. */
function readMonths(text: string): DatedPeriod | null {
  const [, first, firstYear, last, year] = MONTHS.exec(text) ?? [];
  if (first !== undefined) {
    const end = last === undefined ? first : last;
    return wholeMonths(Number(firstYear ?? year), monthNumber(first), Number(year), monthNumber(end));
  }
  const [, y, m, cm] = ONE_MONTH.exec(text) ?? [];
  if (y === undefined) return null;
  const month = Number(m ?? cm);
  return month < 1 || month > 12 ? null : wholeMonths(Number(y), month, Number(y), month);
}

function wholeMonths(year: number, month: number, lastYear: number, lastMonth: number): DatedPeriod | null {
  const end = lastMonth === 12 ? dayFrom(lastYear + 1, 1, 1) : dayFrom(lastYear, lastMonth + 1, 1);
  return dated(dayFrom(year, month, 1), end);
}

const QUARTERS =
  /(?<![\p{L}\d])(?:(20\d\d)[\s-]*)?([QH])([1-4])(?:[\s/-]*(20\d\d))?(?:\s*(?:[-–—/]|to)\s*(?:(20\d\d)[\s-]*)?\2([1-4])(?:[\s/-]*(20\d\d))?)?(?![\p{L}\d])/iu;

/** `Q2 2026`, `Q2-Q3 2026`, `Q4 2025 – Q1 2026`, `H1 2026`; without a year quarters are counted. */
function readQuarters(text: string): Period | null {
  const [whole, before, letter = '', first, after, before2, last, after2] = QUARTERS.exec(text) ?? [];
  if (whole === undefined) return null;
  const from = Number(first);
  const to = Number(last ?? first);
  const year = before ?? after ?? before2 ?? after2;
  if (year === undefined) return letter.toLowerCase() === 'q' ? counted('quarter', from, to) : null;
  const months = letter.toLowerCase() === 'q' ? 3 : 6;
  const lastYear = after2 ?? before2 ?? year;
  return wholeMonths(Number(year), (from - 1) * months + 1, Number(lastYear), to * months);
}

const THROUGH = String.raw`\s*(?:[-–—~〜]|to|through|bis|a|à|al|до|and|&)\s*`;

/** The words behind which a number counts, by unit; `第2周` counts as well, `2周` is how long something takes. */
const COUNTED: readonly (readonly [unit: CountedUnit, words: string, signs: string])[] = [
  [
    'sprint',
    String.raw`sprints?|iterations?|iteraci(?:ón|ones)|спринт\p{L}*|スプリント|冲刺|迭代|스프린트`,
    '(?:冲刺|迭代)',
  ],
  [
    'week',
    String.raw`weeks?|wks?|wochen?|kw|semanas?|semaines?|settiman[ae]|tydzień|tygodni\p{L}*|недел\p{L}+|minggu|w`,
    '[周週]',
  ],
  ['day', String.raw`days?|tage?n?|d[ií]as?|jours?|giorn[oi]|dzień|dni|день|дн\p{L}+|hari`, '[天日]'],
  ['month', String.raw`months?|monate?n?|mes(?:es)?|mois|mes[ei]|miesiąc\p{L}*|месяц\p{L}*|bulan`, '个?月'],
];

const COUNTED_PATTERNS: readonly (readonly [CountedUnit, WordPattern])[] = COUNTED.map(
  ([unit, words, signs]) => [
    unit,
    anyCase`(?<!\p{L})(?:${words})\.?\s*#?(\d{1,3})(?![\d.,]*\d)(?:${THROUGH}(?:(?:${words})\.?\s*)?(\d{1,3})(?![\d.,]*\d))?|第\s*(\d{1,3})(?:\s*[-–—~至到]\s*第?(\d{1,3}))?\s*${signs}`,
  ],
);
const KOREAN_WEEKS = /(\d{1,3})(?:\s*[-–~]\s*(\d{1,3}))?\s*주차/u;

function readCounted(text: string): CountedPeriod | null {
  for (const [unit, pattern] of COUNTED_PATTERNS) {
    const [, from, to, sign, toSign] = pattern.exec(text) ?? [];
    const first = from ?? sign;
    if (first !== undefined) return counted(unit, Number(first), Number(to ?? toSign ?? first));
  }
  const [, from, to] = KOREAN_WEEKS.exec(text) ?? [];
  return from === undefined ? null : counted('week', Number(from), Number(to ?? from));
}

function counted(unit: CountedUnit, from: number, to: number): CountedPeriod | null {
  return to < from ? null : { kind: 'counted', unit, from, to };
}
