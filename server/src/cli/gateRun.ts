import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import pLimit from 'p-limit';
import { visibleText } from '../gates/approval.ts';
import { treeStateOf } from '../gates/coverage.ts';
import { logName } from '../gates/digest.ts';
import { evidenceTail, type Evidence, type TreeState } from '../gates/evidence.ts';
import { placePhrase } from '../gates/words.ts';
import { EVIDENCE_FILE, EvidenceStore } from '../host/evidenceStore.ts';
import { makeFolder } from '../host/makeFolder.ts';
import { runGate, type RunResult } from '../host/runner.ts';
import { type ExitStatus, UsageError } from './command.ts';
import type { GateProject, GateTask, PlannedGate } from './gateSelection.ts';
import { writeJUnit, writeRunLine, writeRunSummary, type GateRunReport } from './report/gateRun.ts';
import type { Terminal } from './terminal.ts';

export interface GateRunOptions {
  readonly jobs: number;
  readonly failFast: boolean;
  /** A file for the results as JUnit XML. */
  readonly junit: string | undefined;
  /** Milliseconds for gates that say nothing else; null: no limit. */
  readonly timeout: number | null;
  /** Variables on top of this process's own. */
  readonly env: Readonly<Record<string, string>>;
  /** A folder for whole logs, relative to the current directory. */
  readonly logFolder: string | undefined;
}

/** One exact text, run once for all that ask for it. */
interface Unit {
  readonly project: GateProject;
  readonly gate: PlannedGate;
  readonly tasks: readonly GateTask[];
}

/** Runs gates that were approved, shows their output on standard error, and records the evidence. */
export async function runGates(
  projects: readonly GateProject[],
  options: GateRunOptions,
  terminal: Terminal,
): Promise<ExitStatus> {
  const { jobs, failFast, junit, logFolder } = options;
  // Said before anything runs: what a gate showed cannot be had again.
  if (logFolder !== undefined) await prepareFolder(logFolder, logFolder, terminal);
  if (junit !== undefined) await prepareFolder(path.dirname(junit), junit, terminal);
  const abort = new AbortController();
  const stop = (): void => abort.abort();
  process.on('SIGINT', stop).on('SIGTERM', stop);
  const limit = pLimit(jobs);
  try {
    const reports = await Promise.all(
      projects.flatMap(unitsOf).map((unit) =>
        limit(async (): Promise<GateRunReport | undefined> => {
          if (abort.signal.aborted) return undefined;
          const report = await runUnit(unit, options, abort.signal, terminal);
          if (failFast && report.result.outcome !== 'passed') abort.abort();
          return report;
        }),
      ),
    );
    const ran = reports.filter((report) => report !== undefined);
    terminal.out(writeRunSummary(ran, reports.length, terminal.colors));
    if (junit !== undefined) {
      const file = path.resolve(terminal.cwd, junit);
      const why = await writeFile(file, writeJUnit(ran)).then(() => undefined, reasonOf);
      if (why !== undefined) {
        terminal.err(`${junit} cannot be written: ${why}.`);
        return 2;
      }
    }
    return statusOf(ran, reports.length);
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}

/** @throws UsageError that names `wanted`, which is to be in it. */
async function prepareFolder(folder: string, wanted: string, { cwd }: Terminal): Promise<void> {
  const why = await makeFolder(path.resolve(cwd, folder)).then(() => undefined, reasonOf);
  if (why !== undefined) throw new UsageError(`${wanted} cannot be written: ${why}. Choose another place.`);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function unitsOf(project: GateProject): Unit[] {
  const units = new Map<string, Unit>();
  for (const task of inOrder(project.tasks)) {
    for (const gate of task.gates) {
      const tasks = units.get(gate.digest)?.tasks ?? [];
      units.set(gate.digest, { project, gate, tasks: tasks.includes(task) ? tasks : [...tasks, task] });
    }
  }
  return [...units.values()];
}

/** One document after the other, in each of them tasks behind those they depend on. */
function inOrder(tasks: readonly GateTask[]): readonly GateTask[] {
  const documents = [...new Set(tasks.map(({ document }) => document))];
  return documents.flatMap((document) =>
    tasks.filter((task) => task.document === document).sort((a, b) => a.rank - b.rank),
  );
}

/** Output of gates that run at once is shown when each has ended, so that it does not mix. */
async function runUnit(
  { project, gate, tasks }: Unit,
  { jobs, timeout, env, logFolder }: GateRunOptions,
  signal: AbortSignal,
  terminal: Terminal,
): Promise<GateRunReport> {
  const live = jobs === 1;
  const tree = await treeStateOf(await project.readTree(), gate.plan.coverage);
  const heading = `▷ ${visibleText(gate.plan.name + placePhrase(gate.plan.directory, gate.plan.directoryReason))}`;
  if (live) terminal.err(heading);
  const onOutput = (text: string): void => terminal.progress(text);
  const log = logFolder && path.resolve(terminal.cwd, logFolder, logName(gate.digest, new Date()));
  const plan = { ...gate.plan, timeout: gate.plan.timeout ?? timeout, env: { ...gate.plan.env, ...env } };
  const result = await runGate(plan, {
    signal,
    ...(live ? { onOutput } : {}),
    ...(log === undefined ? {} : { log }),
  });
  if (!live) terminal.err(`${heading}\n${result.output.trimEnd()}`);
  const report = { tasks, plan: gate.plan, result };
  terminal.out(writeRunLine(report, terminal.colors));
  await record(project, tasks, gate, result, tree, terminal);
  return report;
}

async function record(
  project: GateProject,
  tasks: readonly GateTask[],
  { plan, digest }: PlannedGate,
  result: RunResult,
  tree: TreeState,
  terminal: Terminal,
): Promise<void> {
  if (result.outcome === 'cancelled') return;
  const store = new EvidenceStore(path.join(project.root, EVIDENCE_FILE));
  const { outcome, exitCode, failingLine, reason } = result;
  try {
    for (const task of witnesses(tasks)) {
      const evidence: Evidence = {
        schemaVersion: 1,
        document: task.document,
        task: { key: task.key, id: task.id },
        gate: { name: plan.name, digest },
        cwd: plan.directory,
        ...tree,
        start: result.start.toISOString(),
        duration: Math.round(result.duration),
        outcome,
        exitCode,
        failingLine,
        reason,
        tail: evidenceTail(result.output, process.env),
      };
      await store.append(evidence);
    }
  } catch (error) {
    terminal.err(
      `The evidence could not be recorded: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** A record for each task with a gate of its own; a shared gate needs one per document (see `lastResult`). */
function witnesses(tasks: readonly GateTask[]): readonly GateTask[] {
  const shared = tasks.filter(({ source }) => source !== 'task');
  const first = new Map(shared.toReversed().map((task) => [task.document, task]));
  return tasks.filter((task) => task.source === 'task' || first.get(task.document) === task);
}

/** A gate that could not be started says nothing, which is neither yes nor no. */
function statusOf(reports: readonly GateRunReport[], wanted: number): ExitStatus {
  const outcomes = reports.map(({ result }) => result.outcome);
  if (outcomes.includes('failed') || outcomes.includes('cancelled')) return 1;
  if (outcomes.includes('errored')) return 2;
  return reports.length < wanted ? 1 : 0;
}
