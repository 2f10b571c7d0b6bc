import { realpathSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import pLimit from 'p-limit';
import { Departures, type Departure } from '../core/history/departures.ts';
import { RepositoryPaths } from '../core/history/repositoryPaths.ts';
import type { BlamedLine, FileHistory, FileVersion, HistoryPort } from '../core/ports.ts';
import { findRepositoryRoot, openGit } from './git.ts';
import { readBlame } from './gitBlame.ts';
import { readDepartures } from './gitLog.ts';
import { GitObjects } from './gitObjects.ts';
import { readUncommitted } from './gitUncommitted.ts';

/**
 * What git tells of the past, remembered by commit. One walk over the history of a repository serves all documents
 * in it; after a new commit only that is read. It starts processes: keep it away from folders that are not trusted.
 */
export class GitHistory {
  readonly #repositories = new Map<string, Repository>();
  readonly #end = new AbortController();

  /** @param folder absolute path of the folder to which all paths are relative. */
  portFor(folder: string): HistoryPort {
    return { at: (file) => this.#at(folder, file) };
  }

  /** Ends everything that is under way. */
  dispose(): void {
    this.#end.abort();
  }

  async #at(folder: string, file: string): Promise<FileHistory | undefined> {
    const base = realPath(folder);
    const root = findRepositoryRoot(path.dirname(path.join(base, file)));
    if (root === undefined) return undefined;
    const repository = this.#repositories.get(root) ?? new Repository(root, this.#end.signal);
    this.#repositories.set(root, repository);
    const head = await repository.head();
    return head === undefined ? undefined : new History(repository, head, pathsBetween(root, base));
  }
}

/** The history of a repository, seen from a folder. */
class History implements FileHistory {
  readonly #repository: Repository;
  readonly #head: string;
  readonly #paths: FolderPaths;

  constructor(repository: Repository, head: string, paths: FolderPaths) {
    this.#repository = repository;
    this.#head = head;
    this.#paths = paths;
  }

  departures(): Promise<Departures | undefined> {
    return this.#repository.departures(this.#head, this.#paths);
  }

  async blame(
    file: string,
    version?: { readonly commit: string; readonly lines: readonly number[] },
  ): Promise<readonly BlamedLine[] | undefined> {
    const own = this.#paths.paths.toRepository(file);
    if (own === undefined) return undefined;
    return this.#repository.blame(version?.commit ?? this.#head, own, version?.lines ?? [], this.#paths);
  }

  async linesAt(versions: readonly FileVersion[]): Promise<readonly (readonly string[] | undefined)[]> {
    const names = versions.map(({ commit, path: file }) => {
      const own = this.#paths.paths.toRepository(file);
      return own === undefined || commit === '' ? '' : `${commit}:${own}`;
    });
    return this.#repository.linesOf(names);
  }
}

/** Departures by path, the newest first. */
type Events = ReadonlyMap<string, Departure>;

function newestFirst(newer: Events, older: Events): Events {
  return new Map([...newer, ...[...older].filter(([file]) => !newer.has(file))]);
}

class Repository {
  readonly #root: string;
  readonly #signal: AbortSignal;
  readonly #objects: GitObjects;
  /** By the commit up to which they go. */
  readonly #walks = new Map<string, Promise<Events | undefined>>();
  readonly #departures = new WeakMap<Events, Map<string, Departures>>();
  /** What was known the last time of changes that no commit has, and with that of commits. */
  #uncommitted: Events = new Map();
  #all: { readonly committed: Events; readonly uncommitted: Events; readonly events: Events } | undefined;
  #reading: Promise<Events> | undefined;
  readonly #blames = new Map<string, Promise<readonly BlamedLine[] | undefined>>();
  #head: Promise<string | undefined> | undefined;
  #isPartial: Promise<boolean> | undefined;
  #isShallow: Promise<boolean> | undefined;

  constructor(root: string, signal: AbortSignal) {
    this.#root = root;
    this.#signal = signal;
    this.#objects = new GitObjects(root, signal);
  }

  /** The commit that is checked out; undefined without any, and where git does not answer. */
  head(): Promise<string | undefined> {
    // Whoever asks at the same time gets the same answer.
    return (this.#head ??= this.#askHead().finally(() => (this.#head = undefined)));
  }

  async departures(head: string, { paths, key }: FolderPaths): Promise<Departures | undefined> {
    const [committed, uncommitted] = await Promise.all([
      remember(this.#walks, head, KEPT_WALKS, () => this.#walk(head)),
      // Whoever asks at the same time gets the same answer.
      (this.#reading ??= this.#readUncommitted().finally(() => (this.#reading = undefined))),
    ]);
    if (committed === undefined) return undefined;
    const events = this.#join(committed, uncommitted);
    const known = this.#departures.get(events) ?? new Map<string, Departures>();
    this.#departures.set(events, known);
    const departures = known.get(key) ?? new Departures(events, paths);
    known.set(key, departures);
    return departures;
  }

  /** @param lines all if there are none. */
  async blame(
    commit: string,
    file: string,
    lines: readonly number[],
    { paths, key }: FolderPaths,
  ): Promise<readonly BlamedLine[] | undefined> {
    // Git would fetch each version of the file that a partial clone left out, or fail.
    if (await this.#lacksContents()) return undefined;
    const isShallow = await (this.#isShallow ??= this.#says('true', 'rev-parse', '--is-shallow-repository'));
    return remember(this.#blames, [key, commit, lines.join(), file].join(' '), KEPT_BLAMES, () =>
      processes(() =>
        readBlame({ root: this.#root, commit, path: file, lines, paths, isShallow }, this.#signal),
      ),
    );
  }

  /** @param names `COMMIT:PATH`; an empty one is no file. */
  async linesOf(names: readonly string[]): Promise<readonly (readonly string[] | undefined)[]> {
    if (await this.#lacksContents()) return names.map(() => undefined);
    return processes(() => this.#objects.linesOf(names));
  }

  async #askHead(): Promise<string | undefined> {
    const outcome = await openGit(this.#root).run(['rev-parse', '--verify', '--quiet', 'HEAD']);
    return outcome.kind === 'ok' ? outcome.stdout.trim() : undefined;
  }

  /** The same value for the same changes: rules that rest on it need not run again. */
  async #readUncommitted(): Promise<Events> {
    const read = await readUncommitted(this.#root, await this.#renames(), this.#signal);
    if (!isDeepStrictEqual(read, this.#uncommitted)) this.#uncommitted = read;
    return this.#uncommitted;
  }

  #join(committed: Events, uncommitted: Events): Events {
    if (uncommitted.size === 0) return committed;
    const known = this.#all;
    if (known?.committed === committed && known.uncommitted === uncommitted) return known.events;
    const events = newestFirst(uncommitted, committed);
    this.#all = { committed, uncommitted, events };
    return events;
  }

  /** What is known of an ancestor is not read again. */
  async #walk(head: string): Promise<Events | undefined> {
    const renames = await this.#renames();
    for (const [ancestor, walk] of [...this.#walks].reverse()) {
      const before = ancestor === head ? undefined : await walk;
      if (before === undefined || !(await this.#says('', 'merge-base', '--is-ancestor', ancestor, head)))
        continue;
      const since = await readDepartures(this.#root, `${ancestor}..${head}`, renames, this.#signal);
      return since && newestFirst(since, before);
    }
    return readDepartures(this.#root, head, renames, this.#signal);
  }

  /** Only files that are the same can be compared without what a partial clone left out. */
  async #renames(): Promise<string> {
    return (await this.#lacksContents()) ? '100%' : '50%';
  }

  #lacksContents(): Promise<boolean> {
    return (this.#isPartial ??= this.#says(undefined, 'config', '--get-regexp', PARTIAL));
  }

  /** @param what the answer that means yes; undefined: any. */
  async #says(what: string | undefined, ...args: readonly string[]): Promise<boolean> {
    const outcome = await openGit(this.#root).run(args);
    return outcome.kind === 'ok' && (what === undefined || outcome.stdout.trim() === what);
  }
}

/** Enough to keep a few processors busy with many documents, and others for everything else. */
const processes = pLimit(4);

/** Walks over the history that are kept: somebody who changes between branches comes back. */
const KEPT_WALKS = 3;
const KEPT_BLAMES = 200;

/** What the configuration of a partial clone holds; the name differs between versions of git. */
export const PARTIAL = '^(extensions\\.partialclone|remote\\..*\\.promisor)$';

/** Asks once per key, and forgets the oldest answers. */
function remember<T>(
  known: Map<string, Promise<T>>,
  key: string,
  kept: number,
  ask: () => Promise<T>,
): Promise<T> {
  let answer = known.get(key);
  if (answer === undefined) {
    known.set(key, (answer = ask()));
    for (const old of [...known.keys()].slice(0, -kept)) known.delete(old);
  }
  return answer;
}

interface FolderPaths {
  readonly paths: RepositoryPaths;
  readonly key: string;
}

function pathsBetween(root: string, folder: string): FolderPaths {
  const prefix = toPosix(path.relative(root, folder));
  const mount = toPosix(path.relative(folder, root));
  const paths = prefix.startsWith('..') ? new RepositoryPaths('', mount) : new RepositoryPaths(prefix);
  return { paths, key: prefix };
}

/** A folder may be opened through a symbolic link; only where it really stands its repository is around it. */
function realPath(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return path.resolve(folder);
  }
}

function toPosix(file: string): string {
  return path.sep === '/' ? file : file.replaceAll(path.sep, '/');
}
