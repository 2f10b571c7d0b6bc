import { mkdtemp, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { explainFailure, explainUnexpected, type ProcessEnd } from '../gates/explain.ts';
import { readExpectationFailure } from '../gates/expect.ts';
import type { GatePlan } from '../gates/plan.ts';
import { FAILURES_SUFFIX, failingLine, scriptFile } from '../gates/script.ts';

/** A gate's script on the disk, in a folder of its own. */
export interface WrittenGate {
  readonly kind: 'written';
  /** Absolute path of the folder, which nobody else can read. */
  readonly directory: string;
  /** Absolute path; made by this process, nothing of a document is in it. */
  readonly script: string;
  /** What the shell of the plan is started with. */
  readonly args: readonly string[];
}

/** Why a gate cannot run here, as a sentence. */
export interface RefusedGate {
  readonly kind: 'refused';
  readonly reason: string;
}

/** Writes the script of a gate to where its shell can read it; `removeGate` takes it away. */
export async function writeGate(plan: GatePlan): Promise<WrittenGate | RefusedGate> {
  const reason = plan.problem ?? (await folderProblem(plan));
  if (reason !== undefined) return { kind: 'refused', reason };
  const directory = await mkdtemp(path.join(tmpdir(), 'roadgate-'));
  const { args, content, extension } = scriptFile(plan.script, plan.shell.dialect);
  const script = path.join(directory, `gate${extension}`);
  await writeFile(script, content, { mode: 0o600 });
  return { kind: 'written', directory, script, args: [...args, script] };
}

export async function removeGate({ directory }: WrittenGate): Promise<void> {
  await rm(directory, { recursive: true, force: true });
}

/** What it means that the shell ended by itself. @param script the path that `writeGate` gave. */
export async function judgeExit(
  plan: GatePlan,
  script: string,
  { exitCode, signal }: Pick<ProcessEnd, 'exitCode' | 'signal'>,
): Promise<ProcessEnd & { readonly outcome: 'passed' | 'failed'; readonly reason: string | null }> {
  if (exitCode === 0) return { outcome: 'passed', reason: null, exitCode, signal, failingLine: null };
  const report = exitCode === null ? '' : await readFailures(script);
  const unexpected = readExpectationFailure(report);
  const line = unexpected?.line ?? (exitCode === null ? null : failingLine(report, exitCode));
  const ended = { exitCode: unexpected?.actual ?? exitCode, signal, failingLine: line };
  const reason = unexpected ? explainUnexpected(plan, unexpected) : explainFailure(plan, ended);
  return { ...ended, outcome: 'failed', reason };
}

async function folderProblem({ root, cwd }: GatePlan): Promise<string | undefined> {
  const folder = await stat(cwd).catch(() => undefined);
  if (folder?.isDirectory() !== true) {
    return `The working directory ${cwd} does not exist: create it, or change where the gate runs.`;
  }
  return (await isWithin(root, cwd))
    ? undefined
    : `The working directory ${cwd} leads out of the workspace folder.`;
}

/** Also where a part of the path is a symbolic link. */
async function isWithin(root: string, folder: string): Promise<boolean> {
  const relative = path.relative(await realpath(root), await realpath(folder));
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

/** Scripts can fail in a loop of subshells: only the end of the report counts. */
async function readFailures(script: string): Promise<string> {
  const report = await readFile(script + FAILURES_SUFFIX, 'latin1').catch(() => '');
  return report.slice(-REPORT_LIMIT);
}

/** Bytes. */
const REPORT_LIMIT = 64 * 1024;
