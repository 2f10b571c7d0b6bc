import { readdirSync, readFileSync } from 'node:fs';
import treeKill from 'tree-kill';
import { RUN_ID } from './supervisorMessages.ts';

/** All processes of one run. */
export interface ProcessTree {
  /** The process that was started first, which leads their group; undefined if it is not known. */
  readonly group: number | undefined;
  /** The mark in their environment. */
  readonly id: string;
  /** Milliseconds between asking them to end and ending them. */
  readonly grace: number;
}

/** Asks the processes of a run to end (SIGTERM), then ends by force what is left. */
export async function endTree(tree: ProcessTree): Promise<void> {
  if (process.platform === 'win32') return endOnWindows(tree);
  signalTree(tree, 'SIGTERM');
  if (await gone(tree, tree.grace)) return;
  // A process may fork between the look and the signal, so this is repeated until nothing answers.
  for (let round = 0; round < KILL_ROUNDS; round++) {
    signalTree(tree, 'SIGKILL');
    if (await gone(tree, POLL)) return;
  }
}

async function endOnWindows({ group }: ProcessTree): Promise<void> {
  if (group === undefined) return;
  await new Promise<void>((resolve) => treeKill(group, 'SIGKILL', () => resolve()));
}

async function gone(tree: ProcessTree, patience: number): Promise<boolean> {
  const deadline = Date.now() + patience;
  for (;;) {
    if (!isAlive(tree)) return true;
    if (Date.now() >= deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, POLL));
  }
}

function signalTree(tree: ProcessTree, signal: NodeJS.Signals): void {
  if (tree.group !== undefined) send(-tree.group, signal);
  for (const pid of findStrays(tree)) send(pid, signal);
}

function isAlive({ group, id }: ProcessTree): boolean {
  if (process.platform !== 'linux') return group !== undefined && send(-group, 0);
  return listProcesses().some((entry) => entry.group === group || isMarked(entry.pid, id));
}

/**
 * Processes that left the group (`setsid`, a job of an interactive shell) and may have lost their parent:
 * they still carry the run's mark in their environment. Only Linux shows it cheaply.
 */
function findStrays({ group, id }: ProcessTree): number[] {
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
