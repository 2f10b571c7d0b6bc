import { chmod, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder } from './makeFolder.ts';

/**
 * Writes a text file in one step: nobody ever sees half of it, and a crash leaves the old one. Its permissions
 * stay, and a symbolic link stays one. Folders are made as needed.
 * @param before what the caller read; undefined: there was no file.
 * @returns false, and nothing is written, if the file is another one by now.
 * @throws the system's error if it cannot be written.
 */
export async function replaceFile(file: string, before: string | undefined, text: string): Promise<boolean> {
  const target = await realpath(file).catch(() => file);
  const now = await readFile(target, 'utf8').catch(ifMissing);
  if (now !== before) return false;
  await makeFolder(path.dirname(target));
  const mode = (await stat(target).catch(ifMissing))?.mode;
  const temporary = path.join(path.dirname(target), `.${path.basename(target)}.${process.pid}.tmp`);
  try {
    await writeFile(temporary, text);
    // Not as an option of writing: the process's mask would take bits away.
    if (mode !== undefined) await chmod(temporary, mode & 0o7777);
    await rename(temporary, target);
  } finally {
    await rm(temporary, { force: true });
  }
  return true;
}

function ifMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
