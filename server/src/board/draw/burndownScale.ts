import type { BurndownData, BurndownSeries, Measure } from '../../protocol/burndown.ts';
import { type Amounts, amountsOf } from './burndownWords.ts';

/** A place for a chart, in pixels: the axes cross at its lower left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How amounts and days become pixels. */
export interface Scale {
  readonly box: Box;
  readonly x: (day: string) => number;
  readonly y: (amount: number) => number;
  /** Round numbers on the way up, 0 and the top included. */
  readonly amounts: readonly number[];
  readonly days: readonly { readonly x: number; readonly text: string }[];
}

const DAY = 86_400_000;

/** @param zoom how many times as wide the days are. */
export function scaleFor(data: BurndownData, series: BurndownSeries, measure: Measure, box: Box): Scale {
  const [first, last] = daysOf(data);
  const span = Math.max(last - first, DAY);
  const most = series.points.reduce(
    (max, point) => Math.max(max, amountsOf(point, measure)?.scope.max ?? 0),
    0,
  );
  const step = roundStep(most, box.height < 100 ? 2 : 5);
  const top = Math.max(step, Math.ceil(most / step - 1e-9) * step);
  const at = (time: number): number => round(box.x + ((time - first) / span) * box.width);
  return {
    box,
    x: (day) => at(Date.parse(day)),
    y: (amount) => round(box.y + box.height - (amount / top) * box.height),
    amounts: Array.from({ length: Math.round(top / step) + 1 }, (_, index) => index * step),
    days: dayTicks(first, last, at, Math.max(1, Math.floor(box.width / 110))),
  };
}

function daysOf({ versions, today }: BurndownData): readonly [first: number, last: number] {
  const first = Date.parse(versions[0]?.day ?? '1970-01-01');
  const last = Date.parse(versions.at(-1)?.day ?? '1970-01-01');
  return [first, Math.max(last, today === null ? last : Date.parse(today))];
}

/** 1, 2 or 5 times a power of ten. */
function roundStep(most: number, count: number): number {
  const least = Math.max(most / count, 1);
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5, 10].find((factor) => factor * power >= least - 1e-9) ?? 10) * power;
}

/** Days, Mondays or firsts of months, as many as have room. */
function dayTicks(first: number, last: number, at: (time: number) => number, room: number): Scale['days'] {
  const days = (last - first) / DAY;
  const step = [1, 2, 7, 14].find((each) => days / each <= room);
  if (step !== undefined) {
    return Array.from({ length: Math.floor(days / step) + 1 }, (_, index) => {
      const time = first + index * step * DAY;
      return { x: at(time), text: dayText(time, index === 0) };
    });
  }
  const months = Math.max(1, Math.ceil(days / 30 / room));
  const start = new Date(first);
  const count = Math.ceil(days / 28 / months) + 1;
  return Array.from({ length: count }, (_, index) =>
    Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1 + index * months, 1),
  )
    .filter((time) => time <= last)
    .map((time) => ({ x: at(time), text: monthText(time) }));
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function dayText(time: number, withYear: boolean): string {
  const date = new Date(time);
  const day = `${MONTHS[date.getUTCMonth()] ?? ''} ${date.getUTCDate()}`;
  return withYear ? `${day}, ${date.getUTCFullYear()}` : day;
}

function monthText(time: number): string {
  const date = new Date(time);
  return `${MONTHS[date.getUTCMonth()] ?? ''} ${date.getUTCFullYear()}`;
}

/** A line that keeps its height until the next version, one piece per stretch in which there is something. */
export function steps(
  data: BurndownData,
  series: BurndownSeries,
  measure: Measure,
  { x, box }: Scale,
  heightOf: (amounts: Amounts) => number,
): readonly (readonly Corner[])[] {
  const pieces: Corner[][] = [];
  let piece: Corner[] | undefined;
  for (const [index, point] of series.points.entries()) {
    const amounts = amountsOf(point, measure);
    const day = data.versions[index]?.day;
    const at = day === undefined ? box.x : x(day);
    const last = piece?.at(-1);
    if (last) piece?.push({ x: at, y: last.y });
    if (amounts === null) piece = undefined;
    else {
      if (piece === undefined) pieces.push((piece = []));
      piece.push({ x: at, y: heightOf(amounts) });
    }
  }
  const last = piece?.at(-1);
  // What is true of the last version is true until the end of the picture.
  if (last) piece?.push({ x: box.x + box.width, y: last.y });
  return pieces;
}

export interface Corner {
  readonly x: number;
  readonly y: number;
}

export function linePath(pieces: readonly (readonly Corner[])[]): string {
  return pieces
    .map((piece) => piece.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join(''))
    .join('');
}

/** Between two lines over the same days. */
export function areaPath(
  upper: readonly (readonly Corner[])[],
  lower: readonly (readonly Corner[])[],
): string {
  return upper
    .map((piece, index) => {
      const back = [...(lower[index] ?? [])].reverse();
      return `${[...piece, ...back].map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${x} ${y}`).join('')}Z`;
    })
    .join('');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
