/** What runs of gates showed. */
import * as z from 'zod';

/** What the last run of one gate showed. */
export const GateRunResult = z.object({
  /** The gate's, as in the outline of its task. */
  key: z.string(),
  outcome: z.enum(['passed', 'failed', 'errored']),
  /** Abbreviated; null outside a repository. */
  commit: z.string().nullable(),
  /** ISO 8601. */
  start: z.string(),
  /** Milliseconds. */
  duration: z.number(),
  /** False: gate text, commit or covered files changed since. */
  fresh: z.boolean(),
  exitCode: z.int().nullable(),
  /** 1-based, within the gate's script. */
  failingLine: z.int().nullable(),
  /** Why it did not pass, as a sentence; null if it did. */
  reason: z.string().nullable(),
  /** Only this window knows of it: the repository holds no record. */
  local: z.boolean(),
});
export type GateRunResult = z.infer<typeof GateRunResult>;

/** The last result of the gates of a task, phase or document, as lenses and hovers show it. */
export const GateResult = z.object({
  uri: z.string(),
  /** The key of the task or phase; for the document itself see `DOCUMENT_KEY`. */
  task: z.string(),
  /** `incomplete`: nothing failed, and some of its gates never ran. */
  outcome: z.enum(['passed', 'failed', 'errored', 'incomplete', 'running']),
  /** Abbreviated commit that was checked out; null outside a repository. */
  commit: z.string().nullable(),
  /** ISO 8601. */
  start: z.string(),
  /** Milliseconds. */
  duration: z.number(),
  /** False: gate text, commit or covered files changed since. */
  fresh: z.boolean(),
  /** Those of its gates that ran, in the order of the outline. */
  gates: z.array(GateRunResult),
});
export type GateResult = z.infer<typeof GateResult>;

/** Client → server: replaces all gate results the server knows. */
export const GateResultsChanged = {
  method: 'roadgate/gateResultsChanged',
  params: z.object({ results: z.array(GateResult) }),
} as const;
