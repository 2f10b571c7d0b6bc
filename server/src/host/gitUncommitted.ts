import path from 'node:path';
import { type Departure, NOT_COMMITTED } from '../core/history/departures.ts';
import { readStagedMoves } from './gitLog.ts';
import { streamGit } from './gitStream.ts';
import { statAt } from './stat.ts';

/** Milliseconds. */
const MAX_TIME = 10_000;
/** New files that are compared with those that left, and the bytes that one of them may have. */
const MAX_NEW = 200;
const MAX_SIZE = 1_000_000;

/**
 * The files that HEAD has and that left their path since, in the index or in the working tree. A move that is not
 * staged is known where the file is the same. Neither filters nor other programs of the configuration are run.
 * @param renames what `-M` takes: how alike two files must be to be one.
 */
export async function readUncommitted(
  root: string,
  renames: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Departure>> {
  const list = async (args: readonly string[], separator = '\0', input = ''): Promise<readonly string[]> => {
    const chunks: Buffer[] = [];
    const take = (chunk: Buffer): boolean => chunks.push(chunk) > 0;
    const end = await streamGit(root, args, take, { input, signal, timeout: MAX_TIME });
    return end === 'complete' ? Buffer.concat(chunks).toString('utf8').split(separator) : [];
  };
  const left = parseRaw(await list([...CHANGES, '--diff-filter=D', 'HEAD', '--']));
  if (left.size === 0) return new Map();
  const staged = await readStagedMoves(root, renames, signal);
  const kinds = new Set(
    [...left.keys()].filter((file) => !staged.has(file)).map((file) => path.extname(file)),
  );
  const fresh =
    kinds.size === 0 ? [] : await list(['ls-files', '-z', '--others', '--exclude-standard', '--']);
  const candidates = fresh.filter(
    (file) => !left.has(file) && kinds.has(path.extname(file)) && isSmall(path.join(root, file)),
  );
  // Files without a line break in their name: git reads them by line.
  const readable = candidates.filter((file) => !/[\r\n]/.test(file)).slice(0, MAX_NEW);
  const hashes =
    readable.length === 0
      ? []
      : await list(['hash-object', '--no-filters', '--stdin-paths'], '\n', `${readable.join('\n')}\n`);
  const move = (id: string): string | undefined => {
    const [to, ...others] = readable.filter((_, index) => hashes[index] === id);
    return others.length === 0 ? to : undefined;
  };
  return new Map(
    [...left].map(([file, id]): [string, Departure] => {
      const to = move(id);
      const departure = { commit: NOT_COMMITTED, to, alike: to === undefined ? 0 : 100 };
      return [file, staged.get(file) ?? departure];
    }),
  );
}

const CHANGES = [
  'diff-index',
  '-z',
  '--raw',
  '--no-abbrev',
  '--no-ext-diff',
  '--no-textconv',
  '--no-renames',
];

/** Fields `:100644 000000 OBJECT 0000… D` and `PATH` by turns: the object that each file was. */
function parseRaw(fields: readonly string[]): ReadonlyMap<string, string> {
  const objects = new Map<string, string>();
  for (const [index, field] of fields.entries()) {
    const id = field.startsWith(':') ? field.split(' ')[2] : undefined;
    const file = fields[index + 1];
    if (id !== undefined && file !== undefined && index % 2 === 0) objects.set(file, id);
  }
  return objects;
}

/** Empty files are all the same. */
function isSmall(file: string): boolean {
  const stats = statAt(file);
  return stats?.isFile() === true && stats.size > 0 && stats.size <= MAX_SIZE;
}
