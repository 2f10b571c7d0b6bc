import { NOT_COMMITTED, type Departure } from '../core/history/departures.ts';
import type { Commit } from '../core/ports.ts';
import { streamGit } from './gitStream.ts';

/** Paths; a history in which more files came and went is read no further back. */
const MAX_DEPARTURES = 300_000;
/** Milliseconds. */
const MAX_TIME = 30_000;

/**
 * The newest departure from each path in the commits of `range`, the newest first. A history that is too long, or
 * that ends early, gives what was read of it.
 * @param renames what `-M` takes: how alike two files must be to be one.
 */
export async function readDepartures(
  root: string,
  range: string,
  renames: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Departure> | undefined> {
  const reader = new LogReader();
  const args = [
    'log',
    ...FORMAT,
    `-M${renames}`,
    '-l1000',
    '--no-rename-empty',
    '--diff-filter=DR',
    range,
    '--',
  ];
  const end = await streamGit(root, args, (chunk) => reader.take(chunk) < MAX_DEPARTURES, {
    signal,
    timeout: MAX_TIME,
  });
  return end === 'failed' && reader.departures.size === 0 ? undefined : reader.departures;
}

/**
 * The files that the index has elsewhere than HEAD, as departures that no commit has yet.
 * @param renames what `-M` takes.
 */
export async function readStagedMoves(
  root: string,
  renames: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Departure>> {
  const reader = new LogReader(NOT_COMMITTED);
  const args = [
    'diff-index',
    '--cached',
    '-z',
    '--name-status',
    '--no-ext-diff',
    '--no-textconv',
    `-M${renames}`,
    '-l1000',
    '--no-rename-empty',
    '--diff-filter=R',
    'HEAD',
    '--',
  ];
  await streamGit(root, args, (chunk) => reader.take(chunk) < MAX_DEPARTURES, { signal, timeout: MAX_TIME });
  return reader.departures;
}

/** Neither signatures nor filters are looked at: the configuration may name programs for them. */
const FORMAT = [
  '--no-show-signature',
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '-z',
  '--format=%x01%H%x02%cI%x02%s',
  '--name-status',
] as const;

/** Reads `git log -z --name-status` piece by piece: fields end with NUL, a commit's own begins with U+0001. */
class LogReader {
  readonly departures = new Map<string, Departure>();
  readonly #decoder = new TextDecoder();
  #rest = '';
  #commit: Commit | undefined;
  /** The fields of a change that is not complete yet: its kind, and the first of two paths. */
  #change: string[] = [];

  /** @param commit of what comes before a commit is named. */
  constructor(commit?: Commit) {
    this.#commit = commit;
  }

  /** How many paths are known by now. */
  take(chunk: Buffer): number {
    const fields = (this.#rest + this.#decoder.decode(chunk, { stream: true })).split('\0');
    this.#rest = fields.pop() ?? '';
    for (const field of fields) this.#field(field);
    return this.departures.size;
  }

  #field(field: string): void {
    const [kind, from] = this.#change;
    if (kind === undefined) {
      if (field.startsWith('\u0001')) this.#commit = readCommit(field);
      else if (field.trim() !== '') this.#change = [field.trim()];
    } else if (kind.startsWith('R') && from === undefined) {
      this.#change.push(field);
    } else {
      this.#depart(from ?? field, from === undefined ? undefined : field, Number(kind.slice(1)));
      this.#change = [];
    }
  }

  #depart(from: string, to: string | undefined, alike: number): void {
    if (this.#commit && !this.departures.has(from)) {
      this.departures.set(from, { commit: this.#commit, to, alike });
    }
  }
}

function readCommit(field: string): Commit {
  const [id = '', time = '', ...subject] = field.slice(1).split('\u0002');
  return { id, date: time.slice(0, 10), time: Date.parse(time) / 1000, subject: subject.join(' ') };
}
