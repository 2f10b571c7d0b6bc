// How many tests passed and failed, of programs that answer yes or no and of mocha runs.
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { run, say } from './process.mjs';
import { scratch } from './scratch.mjs';

/** @typedef {{passed: number, failed: number}} Counts */

/** Nothing counted yet. */
export const none = { passed: 0, failed: 0 };

/** @param {Counts} a @param {Counts} b */
export function add(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed };
}

/** Prints the outcome of one thing that was checked and counts it; `problem` is undefined if it is well. */
export function verdict(title, problem) {
  say(problem === undefined ? `  ✔ ${title}` : `  ✘ ${title}\n${problem.trimEnd().replace(/^/gm, '      ')}`);
  return problem === undefined ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
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
  const kinds = text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line).kind]));
  const count = (wanted) => kinds.filter((kind) => kind === wanted).length;
  return { counts: { passed: count('passed'), failed: count('failed') }, complete: kinds.at(-1) === 'end' };
}

/** What is wrong with a run beyond the tests that failed. */
function complaint({ passed, failed }, complete, code, grep) {
  if (!complete) return `The tests broke off before their end, with exit code ${code}.`;
  if (passed + failed === 0 && grep === undefined) return 'No test ran.';
  if (failed === 0 && passed > 0 && code !== 0) return `No test failed, but the exit code is ${code}.`;
  return undefined;
}
