import type { GateResult, GateRunResult } from '../protocol/gates.ts';
import { abbreviate, isFresh, type Evidence, type Outcome, type TreeState } from './evidence.ts';

/** A run that is known, and whether only this window knows it. */
export type KnownRun = Evidence & { readonly local?: boolean };

/** A gate as it is now. */
export interface CurrentGate {
  /** As in the outline. */
  readonly key: string;
  readonly digest: string;
  /** What it covers. */
  readonly tree: TreeState;
}

/** A task, phase or document as it is now, with the gates that a run of it executes. */
export interface CurrentTask {
  /** See `GateOwner`. */
  readonly key: string;
  readonly gates: readonly CurrentGate[];
  /** They are those of a phase, the document or the project: a run for another task counts as well. */
  readonly shared: boolean;
}

/** A document with all of its tasks that have gates, and its phases and itself if they have some of their own. */
export interface CurrentDocument {
  readonly uri: string;
  /** As in `Evidence.document`. */
  readonly document: string;
  readonly tasks: readonly CurrentTask[];
}

/**
 * The last result of each task that has one, with those of its gates: passed only if all of them passed.
 *
 * Where the text of a gate changed since, its task's last run with the old text stands in, never fresh.
 * `history` is in the order of the runs; those of other documents do not count.
 */
export function lastResults(
  { uri, document, tasks }: CurrentDocument,
  history: readonly KnownRun[],
): readonly GateResult[] {
  const here = history.filter((run) => run.document === document);
  if (here.length === 0) return [];
  const runs = new Runs(inherited(here, tasks));
  return tasks.flatMap((task) => resultOf(uri, task, runs) ?? []);
}

function resultOf(uri: string, { key, gates, shared }: CurrentTask, runs: Runs): GateResult | undefined {
  const digests = new Set(gates.map(({ digest }) => digest));
  const outdated = runs.ofTask(key).findLast((run) => !digests.has(run.gate.digest));
  const results = gates.flatMap((gate): { run: KnownRun; result: GateRunResult }[] => {
    const own = runs.ofTask(key).findLast((run) => run.gate.digest === gate.digest);
    const run = (shared ? runs.last(gate.digest) : own) ?? outdated;
    if (run === undefined) return [];
    const fresh = run.gate.digest === gate.digest && isFresh(run, gate.tree);
    return [{ run, result: runResult(gate.key, run, fresh) }];
  });
  if (results.length === 0) return undefined;
  const distinct = [...new Set(results.map(({ run }) => run))];
  const newest = distinct.reduce((latest, run) => (run.start > latest.start ? run : latest));
  const decisive = worst(distinct);
  return {
    uri,
    task: key,
    outcome: decisive === 'passed' && results.length < gates.length ? 'incomplete' : decisive,
    commit: abbreviate(newest.commit),
    start: newest.start,
    duration: distinct.reduce((sum, run) => sum + run.duration, 0),
    fresh: results.every(({ result }) => result.fresh),
    gates: results.map(({ result }) => result),
  };
}

/** The runs of one document, found by task and by gate. */
class Runs {
  readonly #ofTask = new Map<string, KnownRun[]>();
  readonly #last = new Map<string, KnownRun>();

  constructor(runs: readonly KnownRun[]) {
    for (const run of runs) {
      const others = this.#ofTask.get(run.task.key);
      if (others) others.push(run);
      else this.#ofTask.set(run.task.key, [run]);
      this.#last.set(run.gate.digest, run);
    }
  }

  ofTask(key: string): readonly KnownRun[] {
    return this.#ofTask.get(key) ?? [];
  }

  last(digest: string): KnownRun | undefined {
    return this.#last.get(digest);
  }
}

function runResult(key: string, run: KnownRun, fresh: boolean): GateRunResult {
  const { outcome, start, duration, exitCode, failingLine, reason, local = false } = run;
  return {
    key,
    outcome,
    commit: abbreviate(run.commit),
    start,
    duration,
    fresh,
    exitCode,
    failingLine,
    reason,
    local,
  };
}

/**
 * The history of a document as its tasks have it now. Keys are made of ids, so those of a task that was renamed
 * are gone: its runs pass to the one task that has a gate with the same exact text and no run of it yet.
 */
export function inherited(history: readonly KnownRun[], tasks: readonly CurrentTask[]): readonly KnownRun[] {
  const keys = new Set(tasks.map(({ key }) => key));
  const left = new Set(history.filter(({ task }) => !keys.has(task.key)).map(({ gate }) => gate.digest));
  if (left.size === 0) return history;
  const heirs = new Map([...left].map((digest) => [digest, heirOf(digest, history, tasks)]));
  return history.map((run) => {
    const heir = keys.has(run.task.key) ? undefined : heirs.get(run.gate.digest);
    return heir === undefined ? run : { ...run, task: { ...run.task, key: heir } };
  });
}

function heirOf(
  digest: string,
  history: readonly KnownRun[],
  tasks: readonly CurrentTask[],
): string | undefined {
  const ran = new Set(history.filter(({ gate }) => gate.digest === digest).map(({ task }) => task.key));
  const has = ({ gates }: CurrentTask): boolean => gates.some((gate) => gate.digest === digest);
  const heirs = tasks.filter((task) => !task.shared && has(task) && !ran.has(task.key));
  return heirs.length === 1 ? heirs[0]?.key : undefined;
}

function worst(runs: readonly Evidence[]): Outcome {
  const order: readonly Outcome[] = ['failed', 'errored'];
  return order.find((outcome) => runs.some((run) => run.outcome === outcome)) ?? 'passed';
}

/** What a report shows of a task's last result; null as long as its gates have not all come to an end. */
export function decided(
  result: Pick<GateResult, 'outcome' | 'commit' | 'start'> | undefined,
): { readonly outcome: Outcome; readonly commit: string | null; readonly start: string } | null {
  if (result === undefined || result.outcome === 'running' || result.outcome === 'incomplete') return null;
  return { outcome: result.outcome, commit: result.commit, start: result.start };
}
