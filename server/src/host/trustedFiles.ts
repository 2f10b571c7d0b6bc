import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

// Files that this user's processes write for each other, with the digest of what is in them before it. They are believed
// only where nobody but the user can write.

const DIGEST = 'sha256';
/** Bytes of a digest. */
const DIGEST_SIZE = 32;

/** What `writeTrusted` wrote; undefined where there is nothing, or somebody else may have changed it. */
export function readTrusted(directory: string, file: string): Buffer | undefined {
  let handle: number | undefined;
  try {
    if (!isOwn(fs.lstatSync(directory))) return undefined;
    handle = fs.openSync(file, fs.constants.O_RDONLY | (fs.constants.O_NOFOLLOW ?? 0));
    if (!isOwn(fs.fstatSync(handle))) return undefined;
    const bytes = fs.readFileSync(handle);
    const data = bytes.subarray(DIGEST_SIZE);
    return digestOf(data).equals(bytes.subarray(0, DIGEST_SIZE)) ? data : undefined;
  } catch {
    return undefined;
  } finally {
    if (handle !== undefined) fs.closeSync(handle);
  }
}

/** In one step, so that nobody reads half of it. Throws where it cannot be written. */
export function writeTrusted(file: string, data: Buffer): void {
  const part = `${file}.${process.pid}`;
  fs.writeFileSync(part, Buffer.concat([digestOf(data), data]), { mode: 0o600, flag: 'wx' });
  fs.renameSync(part, file);
}

/**
 * With the two above it; `recursive` would never end where the system answers oddly, as below `/proc`. Throws where it
 * cannot be made.
 * @returns whether it belongs to the user alone.
 */
export function makeOwnDirectory(directory: string): boolean {
  const parent = path.dirname(directory);
  for (const each of [path.dirname(parent), parent, directory])
    if (!fs.existsSync(each)) fs.mkdirSync(each, { mode: 0o700 });
  return isOwn(fs.lstatSync(directory));
}

/** Leaves so many files, those that were written or touched last. Throws where they cannot be removed. */
export function removeOldest(directory: string, most: number): void {
  const names = fs.readdirSync(directory);
  if (names.length <= most) return;
  const byAge = names
    .map((name) => path.join(directory, name))
    .map((file) => ({ file, written: fs.lstatSync(file).mtimeMs }))
    .sort((a, b) => b.written - a.written);
  for (const { file } of byAge.slice(most)) fs.rmSync(file);
}

function digestOf(data: Buffer): Buffer {
  return createHash(DIGEST).update(data).digest();
}

/** Belongs to the user, and nobody else may write it. Windows gives each user a folder of their own. */
function isOwn(found: fs.Stats): boolean {
  if (found.isSymbolicLink()) return false;
  return process.getuid === undefined || (found.uid === process.getuid() && (found.mode & 0o022) === 0);
}
