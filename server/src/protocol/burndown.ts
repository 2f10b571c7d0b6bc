/** What burn-down and progress are made of. Plain values: they cross the wire, and are the JSON export. */
import * as z from 'zod';
import { Progress } from './outline.ts';

/** At least `min`, at most `max`. */
const Range = z.object({ min: z.number(), max: z.number() });

export const Measure = z.enum(['tasks', 'criteria', 'effort']);
export type Measure = z.infer<typeof Measure>;

/** How far a roadmap or a phase was in one version. What is dropped is neither done nor left. */
export const BurndownPoint = z.object({
  tasks: z.object({ done: z.int(), left: z.int(), dropped: z.int() }),
  /** Those without a record are never unmet. */
  criteria: Progress,
  effort: z.object({
    /** Null: nothing is estimated in this unit. */
    unit: z.enum(['h', 'pt']).nullable(),
    done: Range,
    left: Range,
    missing: z.int(),
  }),
});
export type BurndownPoint = z.infer<typeof BurndownPoint>;

export const BurndownVersion = z.object({
  /** All of its digits; null for what is not committed yet. */
  commit: z.string().nullable(),
  /** The day on which it was committed, in UTC: `2026-01-05`. Never before the one of the version before it. */
  day: z.string(),
  subject: z.string(),
  /** Names of tasks, since the version before. */
  completed: z.array(z.string()),
  reopened: z.array(z.string()),
  /** What came into the plan, or was taken up again. */
  added: z.array(z.string()),
  /** What left the plan, or was dropped. */
  removed: z.array(z.string()),
});
export type BurndownVersion = z.infer<typeof BurndownVersion>;

export const BurndownSeries = z.object({
  /** Empty for the whole roadmap. */
  key: z.string(),
  name: z.string(),
  /** One per version; null where the phase did not exist. */
  points: z.array(BurndownPoint.nullable()),
});
export type BurndownSeries = z.infer<typeof BurndownSeries>;

export const BurndownData = z.object({
  title: z.string(),
  /** The oldest first. */
  versions: z.array(BurndownVersion),
  /** The whole roadmap, then its phases as the newest version has them. */
  series: z.array(BurndownSeries),
  /** What a reader looks at first: effort where most tasks have estimates. */
  measure: Measure,
  /** The day up to which the picture goes; null: that of the last version. */
  today: z.string().nullable(),
  /** What a reader should know, as sentences. */
  notes: z.array(z.string()),
});
export type BurndownData = z.infer<typeof BurndownData>;

/** Client → server: the history of a roadmap, or why there is none. */
export const BurndownRequest = {
  method: 'roadgate/burndown',
  params: z.object({ uri: z.string() }),
  result: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('burndown'), data: BurndownData }),
    /** A sentence that says what to do. */
    z.object({ kind: z.literal('none'), reason: z.string() }),
  ]),
} as const;
export type BurndownAnswer = z.infer<typeof BurndownRequest.result>;
