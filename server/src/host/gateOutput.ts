import { execFile } from 'node:child_process';
import { close, constants, open } from 'node:fs';
import { Socket } from 'node:net';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';

/** Standard output and standard error of a gate: one pipe for both, so that their order is kept. */
export interface GateOutput {
  /** For the `stdio` of the process that writes. */
  readonly writer: number | 'pipe';
  /** The reading end, once that process was started. Ends when the last writer is gone. */
  attach(stdout: Readable | null): Promise<Readable>;
}

/**
 * A true pipe where the system has named ones. What Node calls a pipe is a socket there, and shells cannot
 * open `/dev/stderr` or `/dev/stdout` (a common way to write a message) if it is one.
 */
export async function openGateOutput(directory: string): Promise<GateOutput> {
  const name = path.join(directory, 'output');
  if (process.platform === 'win32' || !(await makePipe(name))) return nodePipe;
  // Without O_NONBLOCK each end would wait for the other one to be opened.
  const reader = await promisify(open)(name, constants.O_RDONLY | constants.O_NONBLOCK);
  const writer = await promisify(open)(name, constants.O_WRONLY);
  return {
    writer,
    async attach() {
      await promisify(close)(writer);
      return new Socket({ fd: reader, readable: true, writable: false });
    },
  };
}

const nodePipe: GateOutput = {
  writer: 'pipe',
  attach(stdout) {
    if (stdout === null) throw new Error('The process was not started with this output.');
    return Promise.resolve(stdout);
  },
};

async function makePipe(name: string): Promise<boolean> {
  try {
    await promisify(execFile)('mkfifo', ['-m', '600', name]);
    return true;
  } catch {
    return false;
  }
}
