/**
 * The process between the host and a running gate. It starts the gate's shell in a process group of its
 * own and ends the whole tree when the host says so, and when the host is gone: the channel to the host
 * closes with it, also after a `kill -9`.
 *
 * Runs as its own bundle (`dist/supervisor.cjs`). Its standard output is the gate's and is never written
 * to here. It has no library but the one that ends process trees on Windows.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { endTree } from './processTree.ts';
import { type FromSupervisor, type SupervisorJob, type ToSupervisor } from './supervisorMessages.ts';

let running: { job: SupervisorJob; child: ChildProcess } | undefined;
let ending: Promise<void> | undefined;

process.on('message', (message: ToSupervisor) => {
  if (message.kind === 'run') run(message.job);
  else void endAndExit();
});
process.on('disconnect', () => void endAndExit());
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void endAndExit());

function run(job: SupervisorJob): void {
  const start = performance.now();
  const child = spawn(job.file, job.args, {
    cwd: job.cwd,
    env: job.env,
    stdio: ['ignore', 1, 1],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  running = { job, child };
  child.on('spawn', () => void report({ kind: 'started', pid: child.pid ?? 0 }));
  child.on('error', (error: NodeJS.ErrnoException) => {
    if (child.pid !== undefined) return;
    void report({ kind: 'not-started', code: error.code ?? error.message }).then(endAndExit);
  });
  child.on('exit', (exitCode, signal) => {
    const duration = performance.now() - start;
    void report({ kind: 'exited', exitCode, signal, duration }).then(endAndExit);
  });
}

/** Settles when the message is on its way, or cannot be. */
function report(message: FromSupervisor): Promise<void> {
  return new Promise((resolve) => {
    if (process.connected) process.send?.(message, undefined, undefined, () => resolve());
    else resolve();
  });
}

/** Ends what is left of the gate. Without a host nobody else removes the folder with its script. */
async function endAndExit(): Promise<void> {
  ending ??=
    running === undefined ? Promise.resolve() : endTree({ ...running.job, group: running.child.pid });
  await ending;
  if (!process.connected && running !== undefined) {
    rmSync(running.job.directory, { recursive: true, force: true });
  }
  process.exit();
}
