import type { TimelineData, TimelineRow } from '../../protocol/timeline.ts';

/** Where everything on the timeline is, in pixels. */
export interface TimelineLayout {
  readonly data: TimelineData;
  /** Of the column with names; 0 where names stand above their bars. */
  readonly names: number;
  /** Of the part with bars, at its zoom. */
  readonly chart: number;
  readonly height: number;
  /** The line below the header. */
  readonly top: number;
  readonly rows: readonly RowPlace[];
  /** Where the rows end and the hours by week begin. */
  readonly bottom: number;
  readonly ticks: readonly Tick[];
  /** The months above the weeks; empty where weeks are only counted. */
  readonly months: readonly Tick[];
  /** Where a time is. */
  readonly x: (weeks: number) => number;
  readonly isNarrow: boolean;
}

export interface RowPlace {
  readonly row: TimelineRow;
  readonly y: number;
  readonly height: number;
  /** Of the middle of the bar. */
  readonly bar: number;
  /** Rows that stand in it are hidden. */
  readonly collapsed: boolean;
  readonly hasChildren: boolean;
  /** Of all rows that stand in it and are shown, its own included. */
  readonly below: number;
}

export interface Tick {
  readonly x: number;
  readonly width: number;
  readonly text: string;
}

export interface TimelineView {
  /** Of the whole picture, in pixels, at a zoom of 1. */
  readonly width: number;
  /** How many times as wide the part with bars is. */
  readonly zoom?: number;
  /** Keys of rows of which those that stand in them are hidden. */
  readonly collapsed?: ReadonlySet<string>;
}

const NARROW = 520;
const HEADER = 30;
const MONTHS = 18;
const MILESTONES = 24;
const ROW = 26;
const NARROW_ROW = 40;
const LOAD = 74;
const PADDING = 12;

export function layoutTimeline(
  data: TimelineData,
  { width, zoom = 1, collapsed }: TimelineView,
): TimelineLayout {
  const isNarrow = width < NARROW;
  const names = isNarrow ? 0 : Math.round(Math.min(320, width * 0.36));
  const chart = Math.max(80, (width - names) * zoom);
  const scale = (chart - 2 * PADDING) / data.weeks;
  const x = (weeks: number): number => round(PADDING + weeks * scale);
  const months = monthTicks(data, x);
  const top = HEADER + (months.length > 0 ? MONTHS : 0) + (data.milestones.length > 0 ? MILESTONES : 0);
  const rows = placeRows(data, collapsed ?? new Set(), top, isNarrow ? NARROW_ROW : ROW);
  const last = rows.at(-1);
  const bottom = (last ? last.y + last.height : top) + 4;
  const height = bottom + (data.load.length > 0 ? LOAD : 4);
  return {
    data,
    names,
    chart,
    height,
    top,
    rows,
    bottom,
    ticks: weekTicks(data, x, scale),
    months,
    x,
    isNarrow,
  };
}

function placeRows(
  { rows }: TimelineData,
  collapsed: ReadonlySet<string>,
  top: number,
  height: number,
): readonly RowPlace[] {
  const hidden = new Set<string>();
  const parents = new Set(rows.map(({ parent }) => parent));
  const shown = rows.filter((row) => {
    const isHidden = row.parent !== null && (hidden.has(row.parent) || collapsed.has(row.parent));
    if (isHidden) hidden.add(row.key);
    return !isHidden;
  });
  return shown.map((row, index) => {
    const end = shown.findIndex((other, at) => at > index && other.depth <= row.depth);
    const count = (end < 0 ? shown.length : end) - index;
    const y = top + index * height;
    return {
      row,
      y,
      height,
      bar: y + (height === NARROW_ROW ? 28 : height / 2),
      collapsed: collapsed.has(row.key),
      hasChildren: parents.has(row.key),
      below: count * height,
    };
  });
}

/** A tick per week, or per as many as have room for a text. */
function weekTicks(data: TimelineData, x: (weeks: number) => number, scale: number): readonly Tick[] {
  const { weeks, start, unit } = data;
  const step = STEPS.find((each) => each * scale >= LEAST_TICK) ?? 52;
  if (unit === 'month' && start === null) return countedMonths(weeks, x, scale);
  return Array.from({ length: Math.ceil(weeks / step) }, (_, index) => {
    const at = index * step;
    const text = start === null ? String(at + 1) : String(new Date(dateAt(start, at)).getUTCDate());
    return { x: x(at), width: x(Math.min(at + step, weeks)) - x(at), text };
  });
}

const STEPS = [1, 2, 4, 8, 13, 26];
const LEAST_TICK = 24;

function countedMonths(weeks: number, x: (weeks: number) => number, scale: number): readonly Tick[] {
  const month = 52 / 12;
  const step = [1, 2, 3, 6, 12].find((each) => each * month * scale >= LEAST_TICK) ?? 12;
  const count = Math.ceil(weeks / month / step);
  return Array.from({ length: count }, (_, index) => {
    const at = index * step * month;
    return { x: x(at), width: x(Math.min(at + step * month, weeks)) - x(at), text: String(index * step + 1) };
  });
}

function monthTicks({ start, weeks }: TimelineData, x: (weeks: number) => number): readonly Tick[] {
  if (start === null) return [];
  const ticks: Tick[] = [];
  let from = 0;
  for (let week = 1; week <= weeks; week++) {
    const month = monthOf(dateAt(start, from));
    if (week < weeks && monthOf(dateAt(start, week)) === month) continue;
    ticks.push({ x: x(from), width: x(week) - x(from), text: month });
    from = week;
  }
  return ticks;
}

/** Milliseconds of the Monday of a week. */
function dateAt(start: string, week: number): number {
  return Date.parse(`${start}T00:00:00Z`) + week * 7 * 86_400_000;
}

function monthOf(time: number): string {
  const date = new Date(time);
  return `${MONTH_NAMES[date.getUTCMonth()] ?? ''} ${date.getUTCFullYear()}`;
}

const MONTH_NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
