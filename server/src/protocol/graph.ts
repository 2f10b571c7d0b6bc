/** What the picture of a roadmap's dependencies is made of. Plain values: they cross the wire, and are the JSON export. */
import * as z from 'zod';
import { Progress } from './outline.ts';
import { GroupKind, StatusName } from './values.ts';

/** At least `min`, at most `max`. */
export const Range = z.object({ min: z.number(), max: z.number() });
export type Range = z.infer<typeof Range>;

export const GraphTask = z.object({
  /** Stable within the document under edits elsewhere; no two tasks and groups share one. */
  key: z.string(),
  id: z.string().nullable(),
  title: z.string(),
  /** 1-based. */
  line: z.int(),
  /** Key of the innermost group around it; null outside all. */
  group: z.string().nullable(),
  /** Key of the task it is a part of. */
  parent: z.string().nullable(),
  /** The claim, else what the recorded boxes say. */
  status: StatusName,
  /** What a click may make of it; empty: the document claims nothing here that can be rewritten. */
  statuses: z.array(StatusName),
  /** As the document says it. */
  effort: z.string().nullable(),
  /** Null without an estimate in units of time. */
  hours: Range.nullable(),
  criteria: Progress,
  /** The last run of its gates; null: they never ran, or there are none. */
  gate: z
    .object({
      outcome: z.enum(['passed', 'failed', 'errored', 'incomplete', 'running']),
      fresh: z.boolean(),
      /** Abbreviated; null outside a repository. */
      commit: z.string().nullable(),
      /** ISO 8601. */
      start: z.string(),
    })
    .nullable(),
  priority: z.string().nullable(),
  labels: z.array(z.string()),
  assignees: z.array(z.string()),
  /** Not begun, and waits for nothing that is open. */
  ready: z.boolean(),
  /** Ids of what it waits for, as it writes them. */
  waitsFor: z.array(z.string()),
  /** On the longest chain of what is left: in any case, or only if estimates come out one way. */
  critical: z.enum(['always', 'maybe']).nullable(),
  /** Hours of work from now until it can begin and be done, all that it waits for taken one after the other. */
  start: Range,
  end: Range,
});
export type GraphTask = z.infer<typeof GraphTask>;

export const GraphGroup = z.object({
  key: z.string(),
  /** Key of the enclosing group. */
  parent: z.string().nullable(),
  kind: GroupKind,
  id: z.string().nullable(),
  title: z.string(),
  /** 1-based. */
  line: z.int(),
  status: StatusName.nullable(),
  /** Tasks below, at any depth. */
  tasks: z.object({ done: z.int(), total: z.int() }),
});
export type GraphGroup = z.infer<typeof GraphGroup>;

/** `to` depends on `from`; both are keys of tasks or groups. */
export const GraphEdge = z.object({
  from: z.string(),
  to: z.string(),
  /** Recommended, and keeps nobody waiting. */
  soft: z.boolean(),
  /** Part of a round in which all wait for each other; or the later is done and the earlier is not. */
  problem: z.enum(['cycle', 'done-before']).nullable(),
  /** Between two tasks of the critical path, one right behind the other. */
  critical: z.boolean(),
});
export type GraphEdge = z.infer<typeof GraphEdge>;

export const GraphData = z.object({
  title: z.string(),
  /** In the order of the text. */
  groups: z.array(GraphGroup),
  /** In the order of the text. */
  tasks: z.array(GraphTask),
  edges: z.array(GraphEdge),
  /** Null where nothing left depends on anything left. */
  criticalPath: z
    .object({
      /** Keys, in the order of work. */
      tasks: z.array(z.string()),
      /** Hours left on it. */
      hours: Range,
      /** How many of its tasks have no estimate in units of time. */
      unestimated: z.int(),
    })
    .nullable(),
});
export type GraphData = z.infer<typeof GraphData>;
