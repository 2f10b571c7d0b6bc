import { readFileSync, rmSync } from 'node:fs';
import type { RecordLine } from '../../support/record.ts';

export interface Following {
  /** True if the run came to its end and nothing failed. */
  readonly result: Promise<boolean>;
  readonly complete: () => boolean;
  /** Says that nothing more will be written. */
  readonly close: () => void;
}

/** Prints the tests of a record file as they end, until the run ends, is closed, or `limit` milliseconds passed. */
export function followRecord(file: string, limit: number): Following {
  rmSync(file, { force: true });
  let shown = 0;
  let complete = false;
  let passed = false;
  let close = (): void => undefined;
  const result = new Promise<boolean>((resolve) => {
    const look = (): void => {
      for (const line of readRecord(file).slice(shown)) {
        shown++;
        print(line);
        if (line.kind === 'end') {
          complete = true;
          passed = line.failed === 0 && line.passed > 0;
        }
      }
      if (complete) close();
    };
    const polling = setInterval(look, 100);
    const giveUp = setTimeout(() => close(), limit);
    let closed = false;
    close = () => {
      if (closed) return;
      closed = true;
      clearInterval(polling);
      clearTimeout(giveUp);
      if (!complete) look();
      if (!complete) console.log('  The suite in the editor broke off before its end.');
      resolve(passed);
    };
  });
  return { result, complete: () => complete, close: () => close() };
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
