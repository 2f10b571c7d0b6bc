import { readFileSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordLine } from '../../support/record.ts';

/** How a recorded run ended; `broken-off` without reaching its end. */
export type RunOutcome = 'passed' | 'failed' | 'broken-off';

/**
 * Prints the tests of a record file as they end.
 * @param over settles when nothing more will be written, for whatever reason.
 * @param limit milliseconds after which a run that goes on counts as broken off.
 */
export async function followRecord(file: string, over: Promise<unknown>, limit: number): Promise<RunOutcome> {
  rmSync(file, { force: true });
  const deadline = Date.now() + limit;
  let isOver = false;
  const finish = (): void => {
    isOver = true;
  };
  over.then(finish, finish);
  for (let shown = 0; ;) {
    // Asked before reading, so that what was written last is read too.
    const last = isOver || Date.now() > deadline;
    for (const line of readRecord(file).slice(shown)) {
      shown++;
      print(line);
      if (line.kind === 'end') return line.failed === 0 ? 'passed' : 'failed';
    }
    if (last) return 'broken-off';
    await sleep(100);
  }
}

function readRecord(file: string): RecordLine[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return [];
  }
  // What follows the last line end is still being written.
  const lines = text.split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as RecordLine);
}

function print(line: RecordLine): void {
  if (line.kind === 'passed') console.log(`    ✔ ${line.title} (${line.duration}ms)`);
  if (line.kind === 'failed') console.log(`    ✘ ${line.title}\n${line.error.replace(/^/gm, '      ')}`);
}
