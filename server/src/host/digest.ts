import { createHash } from 'node:crypto';
import { createReadStream, type Stats } from 'node:fs';
import { lstat, readlink, realpath } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import pLimit from 'p-limit';
import type { ChangedFile, WorkingTree } from '../gates/coverage.ts';
import { EVIDENCE_FILE } from './evidenceStore.ts';
import { findRepositoryRoot, openGit } from './git.ts';

/**
 * The commit that is checked out, and what differs from it below `directory`: changed files and untracked ones
 * that git does not ignore, staged or not. Documents in `except` (absolute paths: the roadmaps) do not count,
 * nor does Roadgate's own record of evidence.
 *
 * Undefined outside a repository and where git cannot answer. Starts git, so only for trusted folders.
 */
export async function readWorkingTree(
  directory: string,
  except: Iterable<string>,
): Promise<WorkingTree | undefined> {
  const root = findRepositoryRoot(directory);
  const status = root === undefined ? undefined : await readStatus(root, directory);
  if (root === undefined || status === undefined) return undefined;
  const ignored = new Set(await Promise.all([...except].map(canonical)));
  const base = await canonical(root);
  const below = path.relative(root, directory).split(path.sep).join('/');
  const changed = status.paths
    .filter((file) => !file.endsWith(EVIDENCE_FILE) && !ignored.has(path.join(base, file)))
    .sort();
  const limit = pLimit(CONCURRENT_FILES);
  const describe = async (file: string): Promise<ChangedFile> => ({
    path: below === '' ? file : file.slice(below.length + 1),
    content: await describeFile(path.join(base, file)),
  });
  return { commit: status.commit, changed: await Promise.all(changed.map((file) => limit(describe, file))) };
}

interface Status {
  /** Null before the first commit. */
  readonly commit: string | null;
  /** Relative to the repository's root, with `/`. */
  readonly paths: readonly string[];
}

async function readStatus(root: string, directory: string): Promise<Status | undefined> {
  const below = path.relative(root, directory).split(path.sep).join('/');
  const outcome = await openGit(root).run([
    'status',
    '--porcelain=v2',
    '--branch',
    '-z',
    '--untracked-files=all',
    '--no-renames',
    // Looking into submodules would run git with their configuration.
    '--ignore-submodules=dirty',
    '--',
    `:(top,literal)${below}`,
  ]);
  return outcome.kind === 'ok' ? parseStatus(outcome.stdout) : undefined;
}

function parseStatus(stdout: string): Status {
  let commit: string | null = null;
  const paths: string[] = [];
  for (const entry of stdout.split('\0')) {
    const oid = /^# branch\.oid ([0-9a-f]+)$/.exec(entry)?.[1];
    if (oid !== undefined) commit = oid;
    // "1 XY SUB MODE MODE MODE HASH HASH PATH", "u" with more fields, "? PATH".
    const file = /^(?:1(?: \S+){7}|u(?: \S+){9}|\?) (.*)$/s.exec(entry)?.[1];
    if (file !== undefined) paths.push(file);
  }
  return { commit, paths };
}

/** What makes a changed file what it is: its kind, whether it can be executed, its content. */
async function describeFile(file: string): Promise<string> {
  const stat = await lstat(file).catch(() => undefined);
  if (stat === undefined) return 'gone';
  if (stat.isSymbolicLink()) return `link ${await readlink(file).catch(() => '')}`;
  if (!stat.isFile()) return 'other';
  const mode = (stat.mode & 0o111) === 0 ? 'file' : 'program';
  return `${mode} ${stat.size > LARGEST_READ ? stampOf(stat) : await hashFile(file).catch(() => 'unreadable')}`;
}

/** Gigabytes of data are not read over and over: size and time have to do. */
function stampOf({ size, mtimeMs }: Stats): string {
  return `${size} ${mtimeMs}`;
}

async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** The path with symbolic links of its folders resolved, also if the file itself is gone. */
async function canonical(file: string): Promise<string> {
  const folder = path.dirname(file);
  const real = await realpath(folder).catch(() => folder);
  return path.join(real, path.basename(file));
}

const CONCURRENT_FILES = 8;
/** Bytes. */
const LARGEST_READ = 64 * 1024 * 1024;
