// How many tests passed, and which failed, of programs that answer yes or no and of mocha runs.
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { run, say } from './process.mjs';
import { scratch } from './scratch.mjs';

/** @typedef {{title: string, problem: string}} Failure */
/** @typedef {{passed: number, failures: Failure[]}} Counts */

/** Nothing counted yet. */
export const none = { passed: 0, failures: [] };

/** @param {Counts} a @param {Counts} b */
export function add(a, b) {
  return { passed: a.passed + b.passed, failures: [...a.failures, ...b.failures] };
}

/** One thing that failed. @returns {Counts} */
export function failure(title, problem) {
  return { passed: 0, failures: [{ title, problem }] };
}

/** Prints the outcome of one thing that was checked and counts it; `problem` is undefined if it is well. */
export function verdict(title, problem) {
  say(problem === undefined ? `  ✔ ${title}` : `  ✘ ${title}\n${problem.trimEnd().replace(/^/gm, '      ')}`);
  return problem === undefined ? { passed: 1, failures: [] } : failure(title, problem);
}

/**
 * Runs a program that either passes or fails. Its output is shown only when it fails.
 * @param {RegExp} [noise] what to leave out of it
 */
export async function countProgram(title, args, noise = /$^/g) {
  const { code, output } = await run(process.execPath, args, { quiet: true });
  return verdict(title, code === 0 ? undefined : output.replace(noise, ''));
}

/**
 * Runs a program that records a mocha run in the file `ROADGATE_RECORD` names (test/support/record.ts), and
 * counts what it recorded. A run that did not come to its end, or ran nothing at all, has failed.
 * @param {string} title
 * @param {string[]} args
 * @param {{env: Record<string, string>, grep: string | undefined}} options
 */
export async function countMocha(title, args, { env, grep }) {
  const record = scratch(`${title}.record.jsonl`);
  await rm(record, { force: true });
  const { code } = await run(process.execPath, args, {
    env: { ...process.env, ...env, ROADGATE_RECORD: record },
  });
  const { counts, complete } = await readRecord(record);
  const problem = complaint(counts, complete, code, grep);
  return problem === undefined ? counts : add(counts, verdict(title, problem));
}

async function readRecord(file) {
  const text = existsSync(file) ? await readFile(file, 'utf8') : '';
  const lines = text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
  const passed = lines.filter(({ kind }) => kind === 'passed').length;
  const failed = lines.filter(({ kind }) => kind === 'failed');
  return {
    counts: { passed, failures: failed.map(({ title, error }) => ({ title, problem: error })) },
    complete: lines.at(-1)?.kind === 'end',
  };
}

/** What is wrong with a run beyond the tests that failed. */
function complaint({ passed, failures }, complete, code, grep) {
  const failed = failures.length;
  if (!complete) return `The tests broke off before their end, with exit code ${code}.`;
  if (passed + failed === 0 && grep === undefined) return 'No test ran.';
  if (failed === 0 && passed > 0 && code !== 0) return `No test failed, but the exit code is ${code}.`;
  return undefined;
}
