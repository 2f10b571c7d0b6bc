import * as z from 'zod';
import { maskSecrets, plainText, tailOf } from './output.ts';

/** A cancelled run is no evidence: what was known before still holds. */
export const Outcome = z.enum(['passed', 'failed', 'errored']);
export type Outcome = z.infer<typeof Outcome>;

/** The record of one run of one gate: a line of `evidence.jsonl`. */
export const Evidence = z.object({
  schemaVersion: z.literal(1),
  /** Path of the document relative to the workspace folder, with `/`. */
  document: z.string(),
  /** The task, phase or document that it ran for, by its key; see `DOCUMENT_KEY`. */
  task: z.object({ key: z.string(), id: z.string().nullable() }),
  /** `digest`: see `gateDigest`. */
  gate: z.object({ name: z.string(), digest: z.string() }),
  /** Working directory relative to the workspace folder, with `/`. */
  cwd: z.string(),
  /** Full hash of the commit that was checked out at the start; null outside a repository. */
  commit: z.string().nullable(),
  /** Digest of what differed from the commit at the start; null outside a repository. */
  dirty: z.string().nullable(),
  /** ISO 8601. */
  start: z.iso.datetime(),
  /** Milliseconds. */
  duration: z.number().min(0),
  outcome: Outcome,
  /** Null if the process did not end by itself. */
  exitCode: z.int().nullable(),
  /** 1-based, within the gate's script; null where the shell does not tell. */
  failingLine: z.int().nullable(),
  /** Why it did not pass, as a sentence; null if it did. */
  reason: z.string().nullable(),
  /** The end of the output as plain text, secrets masked. */
  tail: z.string(),
});
export type Evidence = z.infer<typeof Evidence>;

/** What the working tree looks like to a gate; see `evidence` for the fields. */
export interface TreeState {
  readonly commit: string | null;
  readonly dirty: string | null;
}

/** The end of a gate's output as evidence keeps it. */
export function evidenceTail(output: string, env: Readonly<Record<string, string | undefined>>): string {
  return tailOf(maskSecrets(plainText(output), env), TAIL_LIMIT).trimEnd();
}

/**
 * Whether a run still speaks of the present: the files it covered are those of the commit and the changes
 * it saw. Outside a repository nothing can vouch for that.
 */
export function isFresh(evidence: TreeState, now: TreeState): boolean {
  if (evidence.commit === null || evidence.dirty === null) return false;
  return evidence.commit === now.commit && evidence.dirty === now.dirty;
}

/** A commit hash as people write it. */
export function abbreviate(commit: string | null): string | null {
  return commit === null ? null : commit.slice(0, 7);
}

/** UTF-16 units: enough for the message at the end of a log, small enough to keep thousands of runs. */
const TAIL_LIMIT = 4096;
