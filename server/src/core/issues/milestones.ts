import type { Group, RoadmapDocument } from '../model/document.ts';
import { groupsOfMilestone } from '../status/milestone.ts';

/** A milestone to be. */
export interface SourceMilestone {
  readonly title: string;
  /** `2026-03-31`, where the document names a day. */
  readonly due: string | null;
  /** The number of the week at whose end it is due, where the document counts weeks. */
  readonly week: number | null;
  /** What it holds, in words: titles of phases. */
  readonly holds: readonly string[];
  /** 1-based. */
  readonly line: number;
}

export interface PlannedMilestones {
  readonly all: readonly SourceMilestone[];
  /** Titles by the line of the group. */
  readonly of: ReadonlyMap<number, string>;
}

/**
 * The milestones that a document lists, and the groups that are done with each; a phase, sprint or milestone
 * that none of the list speaks of is a milestone itself.
 */
export function planMilestones(document: RoadmapDocument): PlannedMilestones {
  const of = new Map<number, string>();
  const all: SourceMilestone[] = [];
  for (const { title, due, line } of document.milestones) {
    if (all.some((other) => other.title === title)) continue;
    const groups = groupsOfMilestone(document, title).filter((group) => !of.has(group.line));
    for (const group of groups) of.set(group.line, title);
    const times = [due, ...groups.map(({ calendar }) => calendar?.text ?? null)];
    all.push({ title, ...dueOf(times), holds: groups.map(nameOf).filter((name) => name !== title), line });
  }
  const listed = new Set(of.keys());
  for (const group of document.groups) {
    if (!TIMES.has(group.kind) || of.has(group.line) || isBelow(document, group, listed)) continue;
    const title = nameOf(group);
    of.set(group.line, title);
    if (all.some((other) => other.title === title)) continue;
    all.push({ title, ...dueOf([group.calendar?.text ?? null]), holds: [], line: group.line });
  }
  return { all, of };
}

/** The last day of a week. @param start the day on which week 1 begins, `2026-01-05`. */
export function endOfWeek(start: string, week: number): string {
  const day = new Date(`${start}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 7 * week - 1);
  return day.toISOString().slice(0, 10);
}

/** The day on which the work begins, from a line such as `**Start date:** 2026-01-05`; null without one. */
export function readStart({ source }: RoadmapDocument): string | null {
  const day = START.exec(source.text)?.[1];
  return day !== undefined && isDay(day) ? day : null;
}

/** Whether it is a day of the calendar, written as `2026-01-05`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = new Date(`${text}T12:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text);
}

const START =
  /^[ \t>*+-]*\**(?:project |plan )?(?:start(?:ed|s|ing)?(?: date| day)?|kick-?off(?: date)?|week 1(?: starts| begins)?)\**[ \t]*:[ \t*]*(\d{4}-\d\d-\d\d)/im;
const TIMES: ReadonlySet<Group['kind']> = new Set(['phase', 'milestone', 'sprint']);

/** `Phase 2: Show`, without the time in brackets: that may change, the milestone stays. */
function nameOf({ id, title, calendar }: Group): string {
  const time = calendar === null ? -1 : title.lastIndexOf(calendar.text);
  const own = time < 0 ? title : title.slice(0, time).replace(/[\s([（]+$/u, '');
  return [id, own].filter((part) => part !== null && part !== '').join(': ');
}

function isBelow({ groups }: RoadmapDocument, group: Group, lines: ReadonlySet<number>): boolean {
  for (let at = group.parent; at !== null;) {
    if (lines.has(at)) return true;
    const line: number = at;
    const parent = groups.find((candidate) => candidate.line === line)?.parent ?? null;
    at = parent !== null && parent < line ? parent : null;
  }
  return false;
}

/** The first of the texts that says when. */
function dueOf(texts: readonly (string | null)[]): Pick<SourceMilestone, 'due' | 'week'> {
  for (const text of texts) {
    const days = [...(text ?? '').matchAll(/\d{4}-\d\d-\d\d/g)].map(([day]) => day).filter(isDay);
    const due = days.at(-1);
    if (due !== undefined) return { due, week: null };
    const week = /(?<!\p{L})weeks?\s*(?:\d+\s*(?:[-–—]|to)\s*)?(\d{1,3})(?!\d)/iu.exec(text ?? '')?.[1];
    if (week !== undefined) return { due: null, week: Number(week) };
  }
  return { due: null, week: null };
}
