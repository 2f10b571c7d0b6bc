import * as z from 'zod';
import type { GateResult, TaskOutline } from '../protocol/messages.ts';
import { maskSecrets, plainText, tailOf } from './output.ts';

/** A cancelled run is no evidence: what was known before still holds. */
export const Outcome = z.enum(['passed', 'failed', 'errored']);
export type Outcome = z.infer<typeof Outcome>;

/** The record of one run of one gate: a line of `evidence.jsonl`. */
export const Evidence = z.object({
  schemaVersion: z.literal(1),
  /** Path of the document relative to the workspace folder, with `/`. */
  document: z.string(),
  /** The task it ran for. */
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

/** What a task's last results are computed from. */
export interface TaskGates {
  readonly uri: string;
  /** As in `Evidence.document`. */
  readonly document: string;
  readonly task: Pick<TaskOutline, 'key'>;
  /** Digests of the gates that a run of the task executes. */
  readonly gates: readonly string[];
  /** They are those of a phase, the document or the project: a run for another task counts as well. */
  readonly shared: boolean;
}

/**
 * The last result of a task: passed only if all its gates passed; undefined as long as some gate has no
 * result and none failed.
 *
 * Where the text of a gate changed since, its task's last run with the old text stands in, never fresh.
 * `history` is in the order of the runs.
 */
export function lastResult(
  { uri, document, task, gates, shared }: TaskGates,
  history: readonly Evidence[],
  now: TreeState,
): GateResult | undefined {
  const here = history.filter((run) => run.document === document);
  const own = here.filter((run) => run.task.key === task.key);
  const outdated = own.findLast((run) => !gates.includes(run.gate.digest));
  const runs = gates.map(
    (digest) => (shared ? here : own).findLast((run) => run.gate.digest === digest) ?? outdated,
  );
  const known = runs.filter((run) => run !== undefined);
  const decisive = worst(known);
  if (decisive === undefined || (decisive.outcome === 'passed' && known.length < gates.length))
    return undefined;
  const distinct = [...new Set(known)];
  const newest = distinct.reduce((latest, run) => (run.start > latest.start ? run : latest));
  return {
    uri,
    task: task.key,
    outcome: decisive.outcome,
    commit: abbreviate(newest.commit),
    start: newest.start,
    duration: distinct.reduce((sum, run) => sum + run.duration, 0),
    fresh: known.every((run) => run !== outdated && isFresh(run, now)),
  };
}

/** A task of a document, and the gates that a run of it executes; see `TaskGates`. */
export type GateOwner = { readonly key: string } & Pick<TaskGates, 'gates' | 'shared'>;

/**
 * The history of a document as its tasks have it now. Keys are made of ids, so those of a task that was renamed
 * are gone: its runs pass to the one task that has a gate with the same exact text and no run of it yet.
 * @param tasks all tasks of the document that have gates.
 */
export function inherited(
  history: readonly Evidence[],
  document: string,
  tasks: readonly GateOwner[],
): readonly Evidence[] {
  const keys = new Set(tasks.map(({ key }) => key));
  const here = history.filter((run) => run.document === document);
  const left = new Set(here.filter(({ task }) => !keys.has(task.key)).map(({ gate }) => gate.digest));
  if (left.size === 0) return history;
  const heirs = new Map([...left].map((digest) => [digest, heirOf(digest, here, tasks)]));
  return history.map((run) => {
    const heir =
      run.document === document && !keys.has(run.task.key) ? heirs.get(run.gate.digest) : undefined;
    return heir === undefined ? run : { ...run, task: { ...run.task, key: heir } };
  });
}

function heirOf(digest: string, here: readonly Evidence[], tasks: readonly GateOwner[]): string | undefined {
  const ran = new Set(here.filter(({ gate }) => gate.digest === digest).map(({ task }) => task.key));
  const heirs = tasks.filter(({ key, gates, shared }) => !shared && gates.includes(digest) && !ran.has(key));
  return heirs.length === 1 ? heirs[0]?.key : undefined;
}

/** A commit hash as people write it. */
export function abbreviate(commit: string | null): string | null {
  return commit === null ? null : commit.slice(0, 7);
}

function worst(runs: readonly Evidence[]): Evidence | undefined {
  const order: readonly Outcome[] = ['failed', 'errored', 'passed'];
  return order.map((outcome) => runs.find((run) => run.outcome === outcome)).find((run) => run !== undefined);
}

/** UTF-16 units: enough for the message at the end of a log, small enough to keep thousands of runs. */
const TAIL_LIMIT = 4096;
