import fs from 'node:fs';
import path from 'node:path';
import { findInvalidUtf8 } from '../host/utf8.ts';

export type InputFile =
  | {
      readonly kind: 'text';
      readonly text: string;
      /** A sentence about bytes that are no UTF-8; absent if all are. */
      readonly warning?: string;
    }
  /** `reason` is a sentence that names the file as the caller did. */
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Reads a file that the caller named. Bytes that are no UTF-8 become U+FFFD; a byte-order mark stays. */
export function readInput(cwd: string, name: string): InputFile {
  const absolute = path.resolve(cwd, name);
  try {
    if (fs.statSync(absolute).isDirectory()) {
      return { kind: 'unreadable', reason: `${name} is a directory: name a file.` };
    }
    const bytes = fs.readFileSync(absolute);
    const text = bytes.toString('utf8');
    const line = findInvalidUtf8(bytes);
    if (line === undefined) return { kind: 'text', text };
    const warning = `${name}:${line}: There are bytes that are not UTF-8, read as \ufffd. Save the file as UTF-8.`;
    return { kind: 'text', text, warning };
  } catch (error) {
    return { kind: 'unreadable', reason: unreadableReason(name, error) };
  }
}

/** A sentence for people about a file that the system would not let us read. */
export function unreadableReason(name: string, error: unknown): string {
  switch (errorCode(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return `There is no file ${name}.`;
    case 'EACCES':
    case 'EPERM':
      return `${name} cannot be read: permission denied.`;
    default:
      return `${name} cannot be read: ${error instanceof Error ? error.message : String(error)}.`;
  }
}

function errorCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
