import { spawn } from 'node:child_process';
import path from 'node:path';
import { root } from '../lib/process.mjs';

/**
 * Milliseconds that a command takes, with a cache of its own.
 * @param {readonly string[]} args of `roadgate`
 * @param {string} cwd
 * @param {string} folder where the cache is
 * @param {number} expected the exit status
 */
export async function timeOf(args, cwd, folder, expected = 0) {
  const start = performance.now();
  const child = spawn(process.execPath, [path.join(root, 'dist/cli.cjs'), ...args], {
    cwd,
    env: { ...process.env, XDG_CACHE_HOME: path.join(folder, 'cache') },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== expected) throw new Error(`roadgate ${args.join(' ')} ended with ${code}.`);
  return performance.now() - start;
}
