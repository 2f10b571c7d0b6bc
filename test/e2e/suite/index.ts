import { readdirSync } from 'node:fs';
import { findSourceMap } from 'node:module';
import path from 'node:path';
import { record } from '../../support/record.ts';

/**
 * Called by the editor inside its extension host; runs all compiled test files of this folder. The result goes
 * to the file that `ROADGATE_RECORD` names, since the editor passes on nothing else.
 */
export async function run(): Promise<void> {
  const { default: Mocha } = await import('mocha');
  const { ROADGATE_RECORD: file, ROADGATE_GREP: grep } = process.env;
  if (file === undefined) throw new Error('ROADGATE_RECORD names no file.');
  process.setSourceMapsEnabled(true);
  const mocha = new Mocha({ timeout: 120_000, ...(grep ? { grep } : {}) });
  for (const name of readdirSync(__dirname).sort()) {
    if (name.endsWith('.test.cjs')) mocha.addFile(path.join(__dirname, name));
  }
  await mocha.loadFilesAsync();
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => resolve());
    record(runner, file, inSources);
  });
}

/** A stack that names lines of the sources; the editor makes its own and leaves source maps aside. */
function inSources(stack: string): string {
  return stack.replace(
    /([^\s():]+\.cjs):(\d+):(\d+)/g,
    (place, file: string, line: string, column: string) => {
      const entry = findSourceMap(path.resolve(file))?.findEntry(Number(line) - 1, Number(column) - 1);
      if (entry === undefined || !('originalSource' in entry)) return place;
      return `${entry.originalSource.replace(/^.*\/(?=test\/)/, '')}:${entry.originalLine + 1}`;
    },
  );
}
