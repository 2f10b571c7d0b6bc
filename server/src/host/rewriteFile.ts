import { access, constants, readFile, stat } from 'node:fs/promises';
import { replaceFile } from './replaceFile.ts';
import { findInvalidUtf8 } from './utf8.ts';

export type RewriteOutcome =
  | { readonly kind: 'written' }
  /** `reason` continues a sentence that begins with the file's name. */
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Writes a new text of a document in one step, unless something of it would be lost, or somebody protected it.
 * @param before the text that was read, which it must still have.
 */
export async function rewriteFile(file: string, before: string, after: string): Promise<RewriteOutcome> {
  try {
    // Who may write the folder could replace the file all the same.
    if (((await stat(file)).mode & ANY_WRITE) === 0) return refused(PROTECTED);
    await access(file, constants.W_OK);
    if (findInvalidUtf8(await readFile(file)) !== undefined) return refused(NOT_UTF8);
    return (await replaceFile(file, before, after)) ? { kind: 'written' } : refused(CHANGED);
  } catch (error) {
    return refused(reasonOf(error));
  }
}

function refused(reason: string): RewriteOutcome {
  return { kind: 'refused', reason };
}

/** The bits of a file's mode that let somebody write it. */
const ANY_WRITE = 0o222;
const PROTECTED = 'is protected against writing, and stays as it is: make it writable, and try again.';
const NOT_UTF8 =
  'has bytes that are not UTF-8, which an edit would lose, and stays as it is: save it as UTF-8 first.';
const CHANGED = 'changed while it was checked, and stays as it is: try again.';

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return PROTECTED;
  if (code === 'ENOENT') return 'is gone.';
  return `cannot be written: ${error instanceof Error ? error.message : String(error)}.`;
}
