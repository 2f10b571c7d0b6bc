import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { endTree } from './processTree.ts';
import type { FromSupervisor, SupervisorJob, ToSupervisor } from './supervisorMessages.ts';

/** How a supervised process ended. Its whole process tree is gone by then. */
export type SupervisedEnd =
  | {
      readonly kind: 'exited';
      readonly exitCode: number | null;
      readonly signal: string | null;
      readonly duration: number;
    }
  | { readonly kind: 'stopped'; readonly why: StopReason; readonly duration: number }
  /** `code`: the system's (`ENOENT`), or a message. */
  | { readonly kind: 'not-started'; readonly code: string }
  /** Somebody ended the supervisor. */
  | { readonly kind: 'lost'; readonly duration: number };

export type StopReason = 'cancelled' | 'timeout';

export interface SuperviseOptions {
  readonly signal: AbortSignal | undefined;
  /** Milliseconds; null: no limit. */
  readonly timeout: number | null;
}

/** Starts a supervisor whose standard output will be that of the process it is given. */
export function startSupervisor(stdout: number | 'pipe'): ChildProcess {
  const fromSource = import.meta.url.endsWith('.ts');
  const file = new URL(fromSource ? './supervisor.ts' : './supervisor.cjs', import.meta.url);
  return fork(fileURLToPath(file), {
    // From source it needs the loader that this process was started with.
    execArgv: fromSource ? process.execArgv : [],
    env: { ...process.env, NODE_OPTIONS: '', ELECTRON_RUN_AS_NODE: '1' },
    // Out of reach of a Ctrl+C in this process's terminal: this process decides what it means.
    detached: true,
    stdio: ['ignore', stdout, 'ignore', 'ipc'],
  });
}

/** Hands the job to the supervisor; settles when the process and all that it started are gone. */
export function supervise(
  supervisor: ChildProcess,
  job: SupervisorJob,
  { signal, timeout }: SuperviseOptions,
): Promise<SupervisedEnd> {
  return new Promise((resolve) => {
    const seen: Seen = {};
    let patience: NodeJS.Timeout | undefined;
    const stop = (why: StopReason): void => {
      if (seen.stopped !== undefined || seen.exited !== undefined) return;
      seen.stopped = why;
      tell(supervisor, { kind: 'stop' });
      patience = setTimeout(() => supervisor.kill('SIGKILL'), job.grace + PATIENCE);
    };
    const cancel = (): void => stop('cancelled');
    const timer = timeout === null ? undefined : setTimeout(() => stop('timeout'), timeout);
    const finish = (): void => {
      signal?.removeEventListener('abort', cancel);
      clearTimeout(timer);
      clearTimeout(patience);
      void conclude(seen, job).then(resolve);
    };
    supervisor.on('message', (message: FromSupervisor) => note(seen, message));
    supervisor.on('exit', (_, killedBy) => {
      seen.killed = killedBy !== null;
      // What it said last may still be on its way.
      if (supervisor.connected) supervisor.once('disconnect', finish);
      else finish();
    });
    supervisor.on('error', (error) => {
      if (supervisor.pid !== undefined) return;
      seen.notStarted = error.message;
      finish();
    });
    signal?.addEventListener('abort', cancel);
    tell(supervisor, { kind: 'run', job });
    if (signal?.aborted === true) cancel();
  });
}

/** What is known of a supervised process; `at` is a time of `performance.now()`. */
interface Seen {
  started?: { readonly pid: number; readonly at: number };
  exited?: Extract<FromSupervisor, { kind: 'exited' }>;
  notStarted?: string;
  stopped?: StopReason;
  /** The supervisor itself was. */
  killed?: boolean;
}

function note(seen: Seen, message: FromSupervisor): void {
  switch (message.kind) {
    case 'started':
      seen.started = { pid: message.pid, at: performance.now() };
      break;
    case 'exited':
      seen.exited = message;
      break;
    case 'not-started':
      seen.notStarted = message.code;
      break;
  }
}

async function conclude(
  { started, exited, notStarted, stopped, killed }: Seen,
  job: SupervisorJob,
): Promise<SupervisedEnd> {
  // Then nobody else is left to end what it was watching over.
  if (killed === true) await endTree({ ...job, group: started?.pid });
  const duration = exited?.duration ?? (started === undefined ? 0 : performance.now() - started.at);
  if (stopped !== undefined) return { kind: 'stopped', why: stopped, duration };
  if (notStarted !== undefined) return { kind: 'not-started', code: notStarted };
  if (exited !== undefined)
    return { kind: 'exited', exitCode: exited.exitCode, signal: exited.signal, duration };
  return { kind: 'lost', duration };
}

function tell(supervisor: ChildProcess, message: ToSupervisor): void {
  // Where the supervisor is gone already, its `exit` event says so.
  supervisor.send(message, () => undefined);
}

/** Milliseconds beyond the grace after which a supervisor that was told to stop is given up. */
const PATIENCE = 10_000;
