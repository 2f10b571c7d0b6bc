/**
 * The process between the host and a running gate. It starts the gate's shell in a process group of its
 * own and ends the whole tree when the host says so, and when the host is gone: the channel to the host
 * closes with it, also after a `kill -9`.
 *
 * Runs as its own bundle (`dist/supervisor.cjs`). Its standard output is the gate's and is never written
 * to here. It has no library but the one that ends process trees on Windows.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import treeKill from 'tree-kill';
import { RUN_ID, type FromSupervisor, type SupervisorJob, type ToSupervisor } from './supervisorMessages.ts';

let running: { job: SupervisorJob; child: ChildProcess } | undefined;
let ending: Promise<void> | undefined;

process.on('message', (message: ToSupervisor) => {
  if (message.kind === 'run') run(message.job);
  else void endAndExit();
});
process.on('disconnect', () => void endAndExit());
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void endAndExit());

function run(job: SupervisorJob): void {
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
  child.on('exit', (exitCode, signal) => void report({ kind: 'exited', exitCode, signal }).then(endAndExit));
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
  ending ??= endTree();
  await ending;
  if (!process.connected && running !== undefined) {
    rmSync(running.job.directory, { recursive: true, force: true });
  }
  process.exit();
}

/** Asks first (SIGTERM), then ends by force; also what the gate left in the background. */
async function endTree(): Promise<void> {
  const pid = running?.child.pid;
  if (running === undefined || pid === undefined) return;
  if (process.platform === 'win32') {
    await new Promise<void>((resolve) => treeKill(pid, 'SIGKILL', () => resolve()));
    return;
  }
  const { id, grace } = running.job;
  signalTree(pid, id, 'SIGTERM');
  if (await gone(pid, id, grace)) return;
  // A process may fork between the look and the signal, so this is repeated until nothing answers.
  for (let round = 0; round < KILL_ROUNDS; round++) {
    signalTree(pid, id, 'SIGKILL');
    if (await gone(pid, id, POLL)) return;
  }
}

async function gone(group: number, id: string, patience: number): Promise<boolean> {
  const deadline = Date.now() + patience;
  for (;;) {
    if (!isAlive(group, id)) return true;
    if (Date.now() >= deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, POLL));
  }
}

function signalTree(group: number, id: string, signal: NodeJS.Signals): void {
  send(-group, signal);
  for (const pid of findStrays(group, id)) send(pid, signal);
}

function isAlive(group: number, id: string): boolean {
  if (process.platform !== 'linux') return send(-group, 0);
  return listProcesses().some((entry) => entry.group === group || isMarked(entry.pid, id));
}

/**
 * Processes that left the group (`setsid`, a job of an interactive shell) and may have lost their parent:
 * they still carry the run's mark in their environment. Only Linux shows it cheaply.
 */
function findStrays(group: number, id: string): number[] {
  if (process.platform !== 'linux') return [];
  return listProcesses()
    .filter((entry) => entry.group !== group && isMarked(entry.pid, id))
    .map((entry) => entry.pid);
}

function listProcesses(): { pid: number; group: number }[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) return [];
    // "PID (NAME) STATE PPID PGRP ...", where NAME may hold anything.
    const [state, , group] = tryRead(`/proc/${name}/stat`)
      .replace(/^.*\) /s, '')
      .split(' ');
    return group === undefined || state === 'Z' || state === 'X'
      ? []
      : [{ pid: Number(name), group: Number(group) }];
  });
}

function isMarked(pid: number, id: string): boolean {
  const entry = tryRead(`/proc/${pid}/environ`)
    .split('\0')
    .find((variable) => variable.startsWith(`${RUN_ID}=`));
  return (
    entry
      ?.slice(RUN_ID.length + 1)
      .split(':')
      .includes(id) ?? false
  );
}

/** Empty for what is gone by now or belongs to another user. */
function tryRead(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}

/** False if there is no such process or group, or none that may be signalled. */
function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

/** Milliseconds. */
const POLL = 50;
const KILL_ROUNDS = 40;
