import { type FSWatcher, watch } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { commandLine } from '../gates/commandLine.ts';
import type { WrittenGate } from './gateScript.ts';

/**
 * Tells the exit code of a gate that somebody else starts, such as the shell of a terminal: a script around it writes the
 * code into a file beside it.
 */
export class ExitReport {
  /** What is to be started in place of the gate: a program and its arguments. It ends with the gate's exit code. */
  readonly words: readonly string[];
  /** Settles once the gate has ended; never, if it was never started or was ended together with what is around it. */
  readonly exitCode: Promise<number>;
  readonly #watcher: FSWatcher;

  /**
   * @param words what runs the gate.
   * @returns undefined on Windows, which has no such script, and where nothing more can be watched.
   */
  static async of(
    gate: WrittenGate,
    words: readonly string[],
    platform: NodeJS.Platform = process.platform,
  ): Promise<ExitReport | undefined> {
    if (platform === 'win32') return undefined;
    const script = path.join(gate.directory, 'run.sh');
    const report = path.join(gate.directory, 'exit');
    // Ctrl+C is for the gate; this script is to live long enough to tell of it.
    const content = `trap : INT\n${commandLine(words, 'sh')}\ncode=$?\necho "$code" >${commandLine([report], 'sh')}\nexit "$code"\n`;
    await writeFile(script, content, { mode: 0o600 });
    const watcher = startWatching(gate.directory);
    return watcher && new ExitReport(['/bin/sh', script], watcher, report);
  }

  private constructor(words: readonly string[], watcher: FSWatcher, report: string) {
    this.words = words;
    this.#watcher = watcher;
    this.exitCode = new Promise((resolve) => {
      const look = async (): Promise<void> => {
        const text = await readFile(report, 'latin1').catch(() => '');
        // It is there before anything has been written into it.
        if (text.endsWith('\n')) resolve(Number(text));
      };
      this.#watcher.on('change', () => void look());
      this.#watcher.on('error', () => this.#watcher.close());
    });
  }

  dispose(): void {
    this.#watcher.close();
  }
}

/** Undefined where the system has no watcher left to give. */
function startWatching(directory: string): FSWatcher | undefined {
  try {
    return watch(directory);
  } catch {
    return undefined;
  }
}
