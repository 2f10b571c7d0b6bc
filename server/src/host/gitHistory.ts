import { realpathSync } from 'node:fs';
import path from 'node:path';
import { Departures, type Departure } from '../core/history/departures.ts';
import { RepositoryPaths } from '../core/history/repositoryPaths.ts';
import type { FileHistory, HistoryPort } from '../core/ports.ts';
import { findRepositoryRoot, openGit } from './git.ts';
import { readDepartures } from './gitLog.ts';

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
    if (head === undefined) return undefined;
    const paths = pathsBetween(root, base);
    return { departures: () => repository.departures(head, paths) };
  }
}

class Repository {
  readonly #root: string;
  readonly #signal: AbortSignal;
  readonly #walks = new Map<string, Promise<ReadonlyMap<string, Departure> | undefined>>();
  readonly #departures = new WeakMap<ReadonlyMap<string, Departure>, Map<string, Departures>>();
  #isPartial: Promise<boolean> | undefined;
  #head: Promise<string | undefined> | undefined;

  constructor(root: string, signal: AbortSignal) {
    this.#root = root;
    this.#signal = signal;
  }

  /** The commit that is checked out; undefined without any, and where git does not answer. */
  head(): Promise<string | undefined> {
    // Whoever asks at the same time gets the same answer.
    return (this.#head ??= this.#askHead().finally(() => (this.#head = undefined)));
  }

  async #askHead(): Promise<string | undefined> {
    const outcome = await openGit(this.#root).run(['rev-parse', '--verify', '--quiet', 'HEAD']);
    return outcome.kind === 'ok' ? outcome.stdout.trim() : undefined;
  }

  async departures(head: string, paths: FolderPaths): Promise<Departures | undefined> {
    let walk = this.#walks.get(head);
    if (walk === undefined) {
      walk = this.#walk(head);
      this.#walks.set(head, walk);
      for (const old of [...this.#walks.keys()].slice(0, -KEPT)) this.#walks.delete(old);
    }
    const events = await walk;
    if (events === undefined) return undefined;
    const known = this.#departures.get(events) ?? new Map<string, Departures>();
    this.#departures.set(events, known);
    const departures = known.get(paths.key) ?? new Departures(events, paths.paths);
    known.set(paths.key, departures);
    return departures;
  }

  /** What is known of an ancestor is not read again. */
  async #walk(head: string): Promise<ReadonlyMap<string, Departure> | undefined> {
    // Only files that are the same can be compared without what a partial clone left out.
    this.#isPartial ??= this.#asksForMore();
    const renames = (await this.#isPartial) ? '100%' : '50%';
    for (const [ancestor, walk] of [...this.#walks].reverse()) {
      const before = ancestor === head ? undefined : await walk;
      if (before === undefined || !(await this.#isAncestor(ancestor, head))) continue;
      const since = await readDepartures(this.#root, `${ancestor}..${head}`, renames, this.#signal);
      return since && new Map([...since, ...[...before].filter(([file]) => !since.has(file))]);
    }
    return readDepartures(this.#root, head, renames, this.#signal);
  }

  async #isAncestor(ancestor: string, head: string): Promise<boolean> {
    const outcome = await openGit(this.#root).run(['merge-base', '--is-ancestor', ancestor, head]);
    return outcome.kind === 'ok';
  }

  async #asksForMore(): Promise<boolean> {
    const outcome = await openGit(this.#root).run(['config', '--get-regexp', PARTIAL]);
    return outcome.kind === 'ok';
  }
}

/** What the configuration of a partial clone holds; the name differs between versions of git. */
const PARTIAL = '^(extensions\\.partialclone|remote\\..*\\.promisor)$';

/** Walks over the history that are kept: somebody who changes between branches comes back. */
const KEPT = 3;

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
