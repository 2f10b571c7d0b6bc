import { randomUUID } from 'node:crypto';
import type { WriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { explainTimeout, type ProcessEnd } from '../gates/explain.ts';
import { SecretMask } from '../gates/output.ts';
import type { GatePlan } from '../gates/plan.ts';
import { gateEnvironment } from './gateEnvironment.ts';
import { openGateOutput } from './gateOutput.ts';
import { judgeExit, removeGate, writeGate } from './gateScript.ts';
import { makeFolder } from './makeFolder.ts';
import { startSupervisor, supervise, type SupervisedEnd } from './supervise.ts';
import { RUN_ID } from './supervisorMessages.ts';
import { Tail } from './tail.ts';

export interface RunOptions {
  /** Ends the whole process tree; the outcome is `cancelled` once nothing of it is left. */
  readonly signal?: AbortSignal;
  /** Output as it comes, both streams in their order, secrets masked; bytes that are no UTF-8 become U+FFFD. */
  readonly onOutput?: (text: string) => void;
  /** A file for the whole output, secrets masked; its folder is made where it is missing. */
  readonly log?: string;
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
  const gate = await writeGate(plan);
  if (gate.kind === 'refused') return errored(gate.reason);
  try {
    const end = await execute(plan, gate.args, gate.directory, options, tail);
    return await judge(plan, end, gate.script);
  } finally {
    await removeGate(gate);
  }
}

async function execute(
  plan: GatePlan,
  args: readonly string[],
  directory: string,
  { signal, onOutput, log }: RunOptions,
  tail: Tail,
): Promise<SupervisedEnd> {
  const id = randomUUID();
  const runs = [process.env[RUN_ID], id].filter((run) => run !== undefined && run !== '').join(':');
  const output = await openGateOutput(directory);
  const supervisor = startSupervisor(output.writer);
  const env = gateEnvironment(process.env, plan.env, { [RUN_ID]: runs });
  const ended = supervise(
    supervisor,
    {
      file: plan.shell.executable,
      args,
      cwd: plan.cwd,
      env,
      id,
      directory,
      grace: GRACE,
    },
    { signal, timeout: plan.timeout },
  );
  const stream = await output.attach(supervisor.stdout);
  const drained = collect(stream, sink(env, tail, onOutput), log);
  const end = await ended;
  // A daemon that was spared on purpose may hold the pipe for ever.
  const deadline = setTimeout(() => stream.destroy(), DRAIN);
  await drained;
  clearTimeout(deadline);
  return end;
}

/** Where output goes once no secret is in it. */
type Sink = (text: string) => void;

function sink(env: Readonly<Record<string, string>>, tail: Tail, onOutput: RunOptions['onOutput']): Masked {
  return {
    mask: new SecretMask(env),
    write: (text) => {
      if (text === '') return;
      tail.push(Buffer.from(text));
      onOutput?.(text);
    },
  };
}

interface Masked {
  readonly mask: SecretMask;
  readonly write: Sink;
}

async function collect(stream: Readable, { mask, write }: Masked, log: string | undefined): Promise<void> {
  const file = log === undefined ? undefined : await openLog(log);
  file?.on('error', () => stream.resume());
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const take = (text: string): void => {
    write(text);
    // A disk that is slower than the gate slows the gate down.
    if (file && !file.destroyed && !file.write(text)) {
      stream.pause();
      file.once('drain', () => stream.resume());
    }
  };
  stream.on('data', (chunk: Buffer) => take(mask.push(decoder.decode(chunk, { stream: true }))));
  await new Promise<void>((resolve) => {
    stream.on('error', () => stream.destroy());
    stream.on('close', resolve);
  });
  take(mask.push(decoder.decode()) + mask.finish());
  if (file) await new Promise<void>((resolve) => void file.end(() => resolve()));
}

/** A log that cannot be written costs nobody the run. */
async function openLog(file: string): Promise<WriteStream | undefined> {
  try {
    await makeFolder(path.dirname(file));
    const handle = await open(file, 'wx', 0o600);
    const stream = handle.createWriteStream();
    stream.on('error', () => stream.destroy());
    return stream;
  } catch {
    return undefined;
  }
}

async function judge(plan: GatePlan, end: SupervisedEnd, script: string): Promise<Verdict> {
  switch (end.kind) {
    case 'stopped': {
      if (end.why === 'cancelled') return { outcome: 'cancelled', reason: CANCELLED, duration: end.duration };
      return { outcome: 'failed', reason: explainTimeout(plan), duration: end.duration };
    }
    case 'not-started':
      return errored(explainStart(plan, end.code));
    case 'lost':
      return {
        ...errored('The process that watched over the gate was ended by somebody else.'),
        duration: end.duration,
      };
    case 'exited':
      return { ...(await judgeExit(plan, script, end)), duration: end.duration };
  }
}

function explainStart({ shell }: GatePlan, code: string): string {
  if (code === 'ENOENT') {
    return `There is no shell "${shell.executable}" on this machine: install it, or set roadgate.gates.shell.`;
  }
  return `The shell "${shell.executable}" could not be started (${code}).`;
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
