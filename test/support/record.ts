import { appendFileSync, writeFileSync } from 'node:fs';
import type { Runner } from 'mocha';

/** One line of a record file. A record without an `end` is of a run that broke off. */
export type RecordLine =
  | { readonly kind: 'passed'; readonly title: string; readonly duration: number }
  | { readonly kind: 'failed'; readonly title: string; readonly error: string }
  | { readonly kind: 'end'; readonly passed: number; readonly failed: number };

/**
 * Writes what a mocha run does to `file`, a line of JSON per test as it ends. Reading the file tells more than
 * an exit code: how many tests ran, and whether the run came to its end at all.
 * @param tidy is given the stack of each failure.
 */
export function record(runner: Runner, file: string, tidy = (stack: string): string => stack): void {
  let passed = 0;
  let failed = 0;
  const write = (line: RecordLine): void => appendFileSync(file, `${JSON.stringify(line)}\n`);
  writeFileSync(file, '');
  runner.on('pass', (test) => {
    passed++;
    write({ kind: 'passed', title: test.fullTitle(), duration: test.duration ?? 0 });
  });
  runner.on('fail', (test, error: unknown) => {
    failed++;
    write({ kind: 'failed', title: test.fullTitle(), error: tidy(describe(error)) });
  });
  // A test that is skipped proves nothing, so it does not count as passed.
  runner.on('pending', (test) => {
    failed++;
    write({ kind: 'failed', title: test.fullTitle(), error: 'The test was skipped.' });
  });
  runner.on('end', () => write({ kind: 'end', passed, failed }));
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
