import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { explainFailure, type ProcessEnd } from '../gates/explain.ts';
import type { GatePlan } from '../gates/plan.ts';
import { FAILURES_SUFFIX, failingLine, scriptFile } from '../gates/script.ts';
import { gateEnvironment } from './gateEnvironment.ts';
import { openGateOutput } from './gateOutput.ts';
import { startSupervisor, supervise, type SupervisedEnd } from './supervise.ts';
import { RUN_ID } from './supervisorMessages.ts';
import { Tail } from './tail.ts';

export interface RunOptions {
  /** Ends the whole process tree; the outcome is `cancelled` once nothing of it is left. */
  readonly signal?: AbortSignal;
  /** Output as it comes, both streams in their order; bytes that are no UTF-8 become U+FFFD. */
  readonly onOutput?: (text: string) => void;
}

export interface RunResult extends ProcessEnd {
  /** `errored`: it could not be run, so the gate says nothing. Running out of time is `failed`. */
  readonly outcome: 'passed' | 'failed' | 'errored' | 'cancelled';
  /** Why it did not pass, as a sentence; null if it did. */
  readonly reason: string | null;
  readonly start: Date;
  /** Milliseconds from the start of the shell to its end. */
  readonly duration: number;
  /** The last megabyte of the output. */
  readonly output: string;
  /** Bytes of output before that, which were dropped. */
  readonly dropped: number;
}

/**
 * Runs a gate to its end, or until it is cancelled or out of time. Everything it started ends with it,
 * also if this process dies meanwhile. Never rejects for what a gate does.
 *
 * The caller has made sure that the script was approved and the folder is trusted.
 */
export async function runGate(plan: GatePlan, options: RunOptions = {}): Promise<RunResult> {
  const start = new Date();
  const tail = new Tail(OUTPUT_LIMIT);
  const verdict = await runToVerdict(plan, options, tail);
  return { ...NO_END, ...verdict, start, output: tail.text, dropped: tail.dropped };
}

type Verdict = Pick<RunResult, 'outcome' | 'reason' | 'duration'> & Partial<ProcessEnd>;

async function runToVerdict(plan: GatePlan, options: RunOptions, tail: Tail): Promise<Verdict> {
  if (options.signal?.aborted === true) return { outcome: 'cancelled', reason: CANCELLED, duration: 0 };
  const folder = await stat(plan.cwd).catch(() => undefined);
  if (folder?.isDirectory() !== true) {
    return errored(
      `The working directory ${plan.cwd} does not exist: create it, or change where the gate runs.`,
    );
  }
  const directory = await mkdtemp(path.join(tmpdir(), 'roadgate-'));
  try {
    const { args, content, extension } = scriptFile(plan.script, plan.shell.dialect);
    const script = path.join(directory, `gate${extension}`);
    await writeFile(script, content, { mode: 0o600 });
    const end = await execute(plan, [...args, script], directory, options, tail);
    return await judge(plan, end, script);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function execute(
  plan: GatePlan,
  args: readonly string[],
  directory: string,
  { signal, onOutput }: RunOptions,
  tail: Tail,
): Promise<SupervisedEnd> {
  const id = randomUUID();
  const runs = [process.env[RUN_ID], id].filter((run) => run !== undefined && run !== '').join(':');
  const output = await openGateOutput(directory);
  const supervisor = startSupervisor(output.writer);
  const ended = supervise(
    supervisor,
    {
      file: plan.shell.executable,
      args,
      cwd: plan.cwd,
      env: gateEnvironment(process.env, plan.env, { [RUN_ID]: runs }),
      id,
      directory,
      grace: GRACE,
    },
    { signal, timeout: plan.timeout },
  );
  const stream = await output.attach(supervisor.stdout);
  const drained = collect(stream, tail, onOutput);
  const end = await ended;
  // A daemon that was spared on purpose may hold the pipe for ever.
  const deadline = setTimeout(() => stream.destroy(), DRAIN);
  await drained;
  clearTimeout(deadline);
  return end;
}

function collect(stream: Readable, tail: Tail, onOutput: RunOptions['onOutput']): Promise<void> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  stream.on('data', (chunk: Buffer) => {
    tail.push(chunk);
    onOutput?.(decoder.decode(chunk, { stream: true }));
  });
  return new Promise((resolve) => {
    stream.on('error', () => stream.destroy());
    stream.on('close', () => {
      const rest = decoder.decode();
      if (rest !== '') onOutput?.(rest);
      resolve();
    });
  });
}

async function judge(plan: GatePlan, end: SupervisedEnd, script: string): Promise<Verdict> {
  switch (end.kind) {
    case 'stopped': {
      if (end.why === 'cancelled') return { outcome: 'cancelled', reason: CANCELLED, duration: end.duration };
      const limit = `${(plan.timeout ?? 0) / 1000} s`;
      return {
        outcome: 'failed',
        reason: `The gate did not end within ${limit} and was stopped.`,
        duration: end.duration,
      };
    }
    case 'not-started':
      return errored(explainStart(plan, end.code));
    case 'lost':
      return {
        ...errored('The process that watched over the gate was ended by somebody else.'),
        duration: end.duration,
      };
    case 'exited': {
      const { exitCode, signal, duration } = end;
      if (exitCode === 0) return { outcome: 'passed', reason: null, exitCode, duration };
      const line = exitCode === null ? null : failingLine(await readFailures(script), exitCode);
      const ended = { exitCode, signal, failingLine: line };
      return { ...ended, outcome: 'failed', reason: explainFailure(plan, ended), duration };
    }
  }
}

function explainStart({ shell }: GatePlan, code: string): string {
  if (code === 'ENOENT') {
    return `There is no shell "${shell.executable}" on this machine: install it, or set roadgate.gates.shell.`;
  }
  return `The shell "${shell.executable}" could not be started (${code}).`;
}

/** Scripts can fail in a loop of subshells: only the end of the report counts. */
async function readFailures(script: string): Promise<string> {
  const report = await readFile(script + FAILURES_SUFFIX, 'latin1').catch(() => '');
  return report.slice(-REPORT_LIMIT);
}

function errored(reason: string): Verdict {
  return { outcome: 'errored', reason, duration: 0 };
}

const NO_END: ProcessEnd = { exitCode: null, signal: null, failingLine: null };
const CANCELLED = 'The gate was cancelled.';
/** Milliseconds that processes get to end by themselves when they are asked to. */
const GRACE = 2000;
/** Milliseconds in which output may still arrive after the gate's processes have ended. */
const DRAIN = 500;
/** Bytes. */
const OUTPUT_LIMIT = 1024 * 1024;
const REPORT_LIMIT = 64 * 1024;
