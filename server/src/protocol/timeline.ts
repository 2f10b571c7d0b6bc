/** What the timeline is made of. Plain values: they cross the wire, and are the JSON export. */
import * as z from 'zod';
import { Progress } from './outline.ts';
import { StatusName } from './values.ts';

/** At least `min`, at most `max`. */
const Range = z.object({ min: z.number(), max: z.number() });

/** Whether something is more than fits: in any case, or only if estimates come out at their upper ends. */
export const Excess = z.enum(['no', 'maybe', 'yes']);
export type Excess = z.infer<typeof Excess>;

/** Where a bar comes from. */
export const Basis = z.enum([
  /** The document says when. */
  'stated',
  /** From effort, dependencies and people. */
  'scheduled',
  /** Somewhere within the time of what it stands in: nothing says how long it takes. */
  'window',
  /** As early as it can begin; nothing says how long it takes. */
  'unestimated',
  /** A group, around all that is in it. */
  'summary',
  /** It is dropped, or nothing says when. */
  'none',
]);
export type Basis = z.infer<typeof Basis>;

/** A phase, another group or a task. All times are weeks of work since the start of the first week. */
export const TimelineRow = z.object({
  key: z.string(),
  kind: z.enum(['phase', 'milestone', 'sprint', 'epic', 'priority', 'section', 'task']),
  /** Key of what it stands in. */
  parent: z.string().nullable(),
  /** How many rows it stands in. */
  depth: z.int(),
  id: z.string().nullable(),
  title: z.string(),
  /** 1-based. */
  line: z.int(),
  status: StatusName,
  basis: Basis,
  /** When it begins; null without a bar. */
  from: Range.nullable(),
  /** When it ends. */
  to: Range.nullable(),
  /** The time in the words of the document. */
  said: z.string().nullable(),
  /** When it is due, where that is all that the document says. */
  due: z.number().nullable(),
  /** When all that stands in it is done by the schedule; null without estimates in it. */
  workEnds: Range.nullable(),
  /** As the document says it. */
  effort: z.string().nullable(),
  /** Hours of work in it; null without an estimate in units of time. */
  hours: Range.nullable(),
  /** Hours that its stated time has room for; null without one. */
  capacity: z.number().nullable(),
  /** It holds more work than its stated time has room for. */
  over: Excess,
  /** It ends after what it stands in, or after the day on which it is due. */
  late: Excess,
  /** Keys of what stands beside it and is stated for a part of the same time. */
  overlaps: z.array(z.string()),
  /** Keys of what it depends on and that is stated to end after this begins. */
  early: z.array(z.string()),
  /** Keys of what it depends on. */
  needs: z.array(z.string()),
  assignees: z.array(z.string()),
  /** Tasks in it, those that are dropped left out; a task is one of its own. */
  tasks: z.object({ done: z.int(), total: z.int() }),
  criteria: Progress,
});
export type TimelineRow = z.infer<typeof TimelineRow>;

export const TimelineData = z.object({
  title: z.string(),
  /** What the schedule rests on. */
  assumed: z.object({
    people: z.int(),
    /** Who says how many: a setting, the names in the document, or nobody. */
    peopleFrom: z.enum(['setting', 'names', 'nobody']),
    hoursPerDay: z.number(),
    daysPerWeek: z.number(),
    /** Null where no sprint is counted. */
    sprintWeeks: z.number().nullable(),
  }),
  /** The Monday at 0, `2026-01-05`; null where weeks are only counted. */
  start: z.string().nullable(),
  /** How many weeks the picture has. */
  weeks: z.int(),
  /** In what the document counts. */
  unit: z.enum(['week', 'month']),
  /** Null if nobody says what day it is, or nothing says on which day the plan begins. */
  today: z.number().nullable(),
  /** In the order of the text. */
  rows: z.array(TimelineRow),
  milestones: z.array(z.object({ title: z.string(), line: z.int(), at: z.number() })),
  /** Hours by week; empty without estimates. */
  load: z.array(z.object({ hours: Range, over: Excess })),
  /** Hours that a week has room for. */
  capacity: z.number(),
  /** What a reader should know, as sentences. */
  notes: z.array(z.string()),
});
export type TimelineData = z.infer<typeof TimelineData>;
