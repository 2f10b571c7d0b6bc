// Running other programs, and telling the person at the terminal about it.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of this repository. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** A failure that the person at the terminal can do something about; its message is all they see. */
export class Problem extends Error {}

/** Prints one line about what happens now. */
export function say(text) {
  process.stdout.write(`${text}\n`);
}

/**
 * Runs a program to its end.
 * @param {string} command
 * @param {string[]} args
 * @param {{cwd?: string, env?: Record<string, string | undefined>, quiet?: boolean}} [options]
 *   `quiet` keeps the output back; it is returned either way when quiet, and empty otherwise.
 * @returns {Promise<{code: number, output: string}>} `code` is 127 when the program cannot be started.
 */
export function run(command, args, { cwd = root, env = process.env, quiet = false } = {}) {
  return new Promise((resolve) => {
    let output = '';
    // npm and npx are command scripts on Windows; only a shell starts those there.
    const shell = process.platform === 'win32' && /^np[mx]$/.test(command);
    const stdio = quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'];
    const child = spawn(command, args, { cwd, env, shell, stdio });
    endTogether(child);
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ code: 127, output: `${output}${error.message}\n` }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Makes a signal end this process in the ordinary way, so that what is registered for its exit is done. */
export function endOnSignals() {
  if (endsOnSignals) return;
  endsOnSignals = true;
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));
}

let endsOnSignals = false;

/** Ends a child process when this one ends, unless it has ended before. */
export function endTogether(child, kill = () => child.kill()) {
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
}

/** The path of an executable named `name`, or undefined when there is none on PATH. */
export async function which(name) {
  const finder = process.platform === 'win32' ? 'where' : 'which';
  const { code, output } = await run(finder, [name], { quiet: true });
  return code === 0 ? output.split(/\r?\n/)[0].trim() : undefined;
}

/** Runs `main`, prints a `Problem` as one sentence, and sets the exit code. */
export async function runMain(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    process.stderr.write(error instanceof Problem ? `\n${error.message}\n` : `\n${error.stack}\n`);
    process.exitCode = 2;
  }
}
