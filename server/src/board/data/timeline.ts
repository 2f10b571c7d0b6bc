import { nameOf } from '../../core/analysis/plan/names.ts';
import { ancestorsOf } from '../../core/analysis/plan/plan.ts';
import type { Day } from '../../core/calendar/days.ts';
import { statedStart } from '../../core/calendar/start.ts';
import type { ProjectConfig } from '../../core/config.ts';
import type { Group, RoadmapDocument, Task } from '../../core/model/document.ts';
import { progressOf } from '../../core/model/status.ts';
import type { Excess, TimelineData, TimelineRow } from '../../protocol/timeline.ts';
import type { Window } from './timelineClock.ts';
import { loadOf, milestonesOf, notesFor } from './timelineExtras.ts';
import { around, type PlacedPieces, placePieces } from './timelinePieces.ts';
import { exactly, type PlacedPiece, type Range } from './timelineSchedule.ts';
import { timelineUnits, type TimelineUnits } from './timelineUnits.ts';

export interface TimelineOptions {
  readonly config: Pick<ProjectConfig, 'effort' | 'timeline'>;
  /** Null: no line for today. */
  readonly today: Day | null;
}

/**
 * The phases and tasks of a roadmap on its weeks: where the document says when something happens, it is there; all else
 * is scheduled from estimates, dependencies and the number of people.
 */
export function timelineData(document: RoadmapDocument, { config, today }: TimelineOptions): TimelineData {
  const { effort: time, timeline } = config;
  const start = timeline.start ?? statedStart(document);
  const all = timelineUnits(document, { time, sprintWeeks: timeline.sprintWeeks, start });
  const weekHours = time.hoursPerDay * time.daysPerWeek;
  const pieces = placePieces(all, timeline.people, weekHours);
  const plan: PlacedPlan = { all, pieces, capacity: weekHours * pieces.people };
  const rows = all.units.map((_, index) => toRow(plan, index));
  const milestones = milestonesOf(document, all);
  const { begin, end } = extentOf(rows, milestones);
  const { load, weeks } = loadOf(plan, end);
  const usesSprints = all.units.some((unit, index) => all.said[index] && isSprint(unit));
  const data: TimelineData = {
    title: document.title ?? '',
    assumed: {
      people: pieces.people,
      peopleFrom: pieces.peopleFrom,
      ...time,
      sprintWeeks: usesSprints ? timeline.sprintWeeks : null,
    },
    start: all.clock.mondayAt(0),
    weeks,
    unit: weeks > MANY_WEEKS ? 'month' : 'week',
    today: today === null ? null : positionWithin(all, today, begin),
    rows,
    milestones,
    load,
    capacity: plan.capacity,
    notes: [],
  };
  return { ...data, notes: [...notesFor(data, all)] };
}

/** What the rows are made of. */
export interface PlacedPlan {
  readonly all: TimelineUnits;
  readonly pieces: PlacedPieces;
  /** Hours that a week has room for. */
  readonly capacity: number;
}

const MANY_WEEKS = 40;

function isSprint(unit: Task | Group): boolean {
  return 'kind' in unit && unit.kind === 'sprint' && unit.calendar === null;
}

/** Days before the plan began would stretch the picture for nothing. */
function positionWithin({ clock }: TimelineUnits, today: Day, begin: number): number | null {
  const at = clock.positionOf(today);
  return at === null || at < begin ? null : tidy(at);
}

function extentOf(rows: readonly TimelineRow[], milestones: TimelineData['milestones']) {
  let begin = Infinity;
  let end = 0;
  for (const { from, to, workEnds } of rows) {
    if (from) begin = Math.min(begin, from.min);
    end = Math.max(end, to?.max ?? 0, workEnds?.max ?? 0);
  }
  for (const { at } of milestones) end = Math.max(end, at);
  return { begin: Number.isFinite(begin) ? begin : 0, end };
}

function toRow(plan: PlacedPlan, index: number): TimelineRow {
  const { all } = plan;
  const unit = all.units[index];
  if (unit === undefined) throw new Error('A unit of the plan is not in the document.');
  const own = all.said[index];
  const bar = all.isDropped[index] ? null : barOf(plan, index);
  const due = own?.from === null && own.to !== null ? tidy(own.to) : null;
  const workEnds = 'form' in unit ? null : workEndOf(plan, index);
  const hours = hoursIn(plan, index);
  const window = stated(all, index);
  const room = window && 'kind' in unit ? tidy((window.to - window.from) * plan.capacity) : null;
  const parent = all.plan.parents[index] ?? -1;
  return {
    key: unit.key,
    kind: 'kind' in unit ? unit.kind : 'task',
    parent: all.units[parent]?.key ?? null,
    depth: [...ancestorsOf(all.plan, index)].length,
    id: unit.id,
    title: unit.title,
    line: unit.line,
    status: all.statuses[index] ?? 'todo',
    basis: bar?.basis ?? 'none',
    from: bar && tidyRange(bar.from),
    to: bar && tidyRange(bar.to),
    said: unit.calendar?.text ?? (window && 'kind' in unit ? (unit.id ?? unit.title) : null),
    due,
    workEnds: workEnds && tidyRange(workEnds),
    effort: unit.effort?.text ?? null,
    hours: hours && tidyRange(hours),
    capacity: room,
    over: room === null || hours === null ? 'no' : excess(hours, room),
    late: bar === null ? 'no' : latenessOf(plan, index, bar, due),
    overlaps: overlapsOf(all, index),
    early: earlyOf(all, index),
    needs: [...new Set((all.plan.needs[index] ?? []).flatMap(({ on }) => all.units[on]?.key ?? []))],
    assignees: [...unit.assignees],
    tasks: tasksIn(all, index),
    criteria: progressOf('items' in unit ? unit.items.filter(({ role }) => role === 'criterion') : []),
  };
}

interface Bar extends PlacedPiece {
  readonly basis: TimelineRow['basis'];
}

function barOf({ all, pieces }: PlacedPlan, index: number): Bar | null {
  const unit = all.units[index];
  const own = stated(all, index);
  if (own) return { basis: 'stated', from: exactly(own.from), to: exactly(own.to) };
  const piece = all.pieceOf[index] ?? -1;
  const place = pieces.places[piece];
  if (place && piece !== index) return { basis: 'window', ...place };
  if (place) {
    if (all.hours[index]) return { basis: 'scheduled', ...place };
    return { basis: all.windows[index] ? 'window' : 'unestimated', ...place };
  }
  const inside = around(placesInside({ all, pieces }, index));
  if (inside) return { basis: 'summary', ...inside };
  const window = all.windows[index];
  return window && unit && 'form' in unit
    ? { basis: 'window', from: exactly(window.from), to: exactly(window.to) }
    : null;
}

/** The time that the document states for this unit itself, with both ends. */
function stated({ windows }: TimelineUnits, index: number): Window | null {
  const window = windows[index];
  return window?.owner === index ? window : null;
}

function placesInside({ all, pieces }: Pick<PlacedPlan, 'all' | 'pieces'>, index: number): PlacedPiece[] {
  return insideOf(all, index).flatMap((each) => pieces.places[each] ?? []);
}

/** Where what stands in a unit stands itself: directly behind it. */
function insideOf({ plan }: TimelineUnits, index: number): readonly number[] {
  const inside: number[] = [];
  const within = new Set([index]);
  for (let at = index + 1; at < plan.parents.length && within.has(plan.parents[at] ?? -1); at++) {
    within.add(at);
    inside.push(at);
  }
  return inside;
}

/** When what has an estimate is done. */
function workEndOf({ all, pieces }: PlacedPlan, index: number): Range | null {
  const indexes = [index, ...insideOf(all, index)].filter((each) => all.hours[each] !== null);
  return around(indexes.flatMap((each) => pieces.places[each] ?? []))?.to ?? null;
}

function hoursIn({ all, pieces }: PlacedPlan, index: number): Range | null {
  const own = all.hours[index];
  if (own && (all.pieceOf[index] === index || all.isDropped[index])) return own;
  const sums = [index, ...insideOf(all, index)].flatMap((each) =>
    pieces.places[each] === undefined ? [] : (all.hours[each] ?? []),
  );
  if (sums.length === 0) return own ?? null;
  return sums.reduce((a, b) => ({ min: a.min + b.min, max: a.max + b.max }));
}

/** @param room what there is room for. */
export function excess({ min, max }: Range, room: number): Excess {
  // What floating point adds is no excess.
  const limit = room + 1e-6 * Math.max(1, room);
  return min > limit ? 'yes' : max > limit ? 'maybe' : 'no';
}

function latenessOf({ all }: PlacedPlan, index: number, { basis, to }: Bar, due: number | null): Excess {
  if (due !== null) return excess(to, due);
  if (basis !== 'scheduled') return 'no';
  const window = all.windows[index];
  return window == null ? 'no' : excess(to, window.to);
}

/** What stands beside it and has a part of the same time. */
function overlapsOf(all: TimelineUnits, index: number): string[] {
  const own = stated(all, index);
  if (own === null || 'form' in (all.units[index] ?? {})) return [];
  return all.units.flatMap((unit, other) => {
    const theirs = other === index || 'form' in unit ? null : stated(all, other);
    const isBeside = all.plan.parents[other] === all.plan.parents[index];
    if (!theirs || !isBeside || all.isDropped[other]) return [];
    return Math.min(own.to, theirs.to) - Math.max(own.from, theirs.from) > LEAST_OVERLAP ? [unit.key] : [];
  });
}

const LEAST_OVERLAP = 0.01;

/** What is stated to end after this is stated to begin, although this depends on it. */
function earlyOf(all: TimelineUnits, index: number): string[] {
  const own = all.windows[index];
  if (own == null || all.isDropped[index]) return [];
  return (all.plan.needs[index] ?? []).flatMap(({ on, soft }) => {
    const before = all.windows[on];
    if (soft || before == null || before.owner === own.owner) return [];
    const key = all.units[on]?.key;
    return key !== undefined && own.from < before.to - LEAST_OVERLAP ? [key] : [];
  });
}

function tasksIn(all: TimelineUnits, index: number): { done: number; total: number } {
  const tasks = [index, ...insideOf(all, index)].filter(
    (each) => 'form' in (all.units[each] ?? {}) && !all.isDropped[each],
  );
  return { done: tasks.filter((each) => all.statuses[each] === 'done').length, total: tasks.length };
}

/** Ten-thousandths of a week are enough, and the same picture comes out everywhere. */
export function tidy(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

export function tidyRange({ min, max }: Range): Range {
  return { min: tidy(min), max: tidy(max) };
}

/** What a sentence calls a row. */
export function rowName(row: Pick<TimelineRow, 'id' | 'title'>): string {
  return nameOf(row);
}
