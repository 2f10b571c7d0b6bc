import { basename } from '../index/layer.ts';
import type { Commit } from '../ports.ts';
import type { RepositoryPaths } from './repositoryPaths.ts';

/** One file that a commit took away from its path. Paths are relative to the repository, with `/`. */
export interface Departure {
  readonly commit: Commit;
  /** Where the commit moved it; undefined: it deleted the file. */
  readonly to: string | undefined;
  /** How much of the file the commit kept, in percent; 0 for a deleted one. */
  readonly alike: number;
}

/** Stands for the commit that is yet to come, of what has changed since the last one. */
export const NOT_COMMITTED: Commit = {
  id: '0'.repeat(40),
  date: '',
  time: Number.POSITIVE_INFINITY,
  subject: '',
};

/** What became of a file or directory that is no longer at its path. */
export type Fate =
  | {
      readonly kind: 'moved';
      /** Where it is now, relative to the folder; one outside of it begins with `../`. */
      readonly path: string;
      /** The last commit that moved it. */
      readonly commit: Commit;
      /** Every step kept the name or most of the content: it is surely the same file. */
      readonly certain: boolean;
    }
  | { readonly kind: 'deleted'; readonly commit: Commit };

/** Whether something stands at a path of the folder now. */
export type IsThere = (path: string) => boolean;

/**
 * All files that left their path in the history of one repository. Paths that are asked about and answered are
 * relative to a folder.
 */
export class Departures {
  readonly #events: ReadonlyMap<string, Departure>;
  readonly #paths: RepositoryPaths;
  readonly #directories = new Map<string, readonly string[]>();
  #byName: ReadonlyMap<string, readonly string[]> | undefined;
  #sources: ReadonlyMap<string, string> | undefined;

  /**
   * @param events by path in the repository, the newest departure from it; the newest first.
   * @param paths where the folder stands.
   */
  constructor(events: ReadonlyMap<string, Departure>, paths: RepositoryPaths) {
    this.#events = events;
    this.#paths = paths;
  }

  /** What became of the file at a path; undefined if there never was one, or nobody knows. */
  fileFate(path: string, isThere: IsThere): Fate | undefined {
    const start = this.#paths.toRepository(path);
    return start === undefined ? undefined : this.#follow(start, isThere);
  }

  /** The commit that took the file away from its path, the last time that happened. */
  departed(path: string): Commit | undefined {
    const start = this.#paths.toRepository(path);
    return start === undefined ? undefined : this.#events.get(start)?.commit;
  }

  /** What became of a directory: the place to which most of its files moved, or the commit that emptied it. */
  directoryFate(path: string, isThere: IsThere): Fate | undefined {
    const start = this.#paths.toRepository(path);
    if (start === undefined || start === '') return undefined;
    const fates = this.#below(`${start}/`).flatMap((file) => {
      const fate = this.#follow(file, isThere);
      return fate ? [{ rest: file.slice(start.length), fate }] : [];
    });
    const moved = mostCommonPlace(fates);
    if (moved && moved.count * 2 > fates.length) {
      const certain = moved.count === fates.length;
      return { kind: 'moved', path: moved.directory, commit: moved.commit, certain };
    }
    const [first] = fates;
    return first && fates.every(({ fate }) => fate.kind === 'deleted') ? first.fate : undefined;
  }

  /** Where files once stood whose path ends with these segments. */
  bySuffix(suffix: string): readonly string[] {
    this.#byName ??= this.#indexNames();
    return (this.#byName.get(basename(suffix)) ?? []).flatMap((path) => {
      const own = this.#paths.toFolder(path);
      return own !== undefined && `/${own}`.endsWith(`/${suffix}`) ? [own] : [];
    });
  }

  /** The paths that the file at `path` had before, the newest first. */
  namesBefore(path: string): readonly string[] {
    this.#sources ??= this.#indexSources();
    const names: string[] = [];
    let at = this.#paths.toRepository(path);
    while (names.length < MAX_NAMES) {
      at = at === undefined ? undefined : this.#sources.get(at);
      if (at === undefined || names.includes(at)) break;
      names.push(at);
    }
    return names.map((name) => this.#paths.seenFromFolder(name));
  }

  #follow(start: string, isThere: IsThere): Fate | undefined {
    let certain = true;
    const seen = new Set<string>();
    for (let at = start; !seen.has(at);) {
      seen.add(at);
      const event = this.#events.get(at);
      if (event === undefined) return undefined;
      const { to, commit } = event;
      if (to === undefined) return { kind: 'deleted', commit };
      certain &&= event.alike >= CERTAIN || basename(at) === basename(to);
      if (this.#stands(to, isThere)) {
        const isInside = this.#paths.toFolder(to) !== undefined;
        return {
          kind: 'moved',
          path: this.#paths.seenFromFolder(to),
          commit,
          certain: certain && isInside,
        };
      }
      at = to;
    }
    return undefined;
  }

  #stands(path: string, isThere: IsThere): boolean {
    const own = this.#paths.toFolder(path);
    // Outside the folder nobody can be asked: what did not leave is there.
    return own === undefined ? !this.#events.has(path) : isThere(own);
  }

  #below(directory: string): readonly string[] {
    let found = this.#directories.get(directory);
    if (found === undefined) {
      found = [...this.#events.keys()].filter((path) => path.startsWith(directory));
      this.#directories.set(directory, found);
    }
    return found;
  }

  #indexNames(): ReadonlyMap<string, readonly string[]> {
    const names = new Map<string, string[]>();
    for (const path of this.#events.keys()) {
      const name = basename(path);
      const known = names.get(name);
      if (known) known.push(path);
      else names.set(name, [path]);
    }
    return names;
  }

  #indexSources(): ReadonlyMap<string, string> {
    const sources = new Map<string, string>();
    for (const [from, { to }] of this.#events)
      if (to !== undefined && !sources.has(to)) sources.set(to, from);
    return sources;
  }
}

/** Percent; git itself calls two files one from 50 on. */
const CERTAIN = 80;

/** A file that was renamed more often than this is followed no further. */
const MAX_NAMES = 5;

interface FateBelow {
  /** The path below the directory, with a slash before it. */
  readonly rest: string;
  readonly fate: Fate;
}

/** The directory to which most of the files moved, each to the same path below it. */
function mostCommonPlace(
  fates: readonly FateBelow[],
): { directory: string; count: number; commit: Commit } | undefined {
  const places = new Map<string, { directory: string; count: number; commit: Commit }>();
  for (const { rest, fate } of fates) {
    if (fate.kind !== 'moved' || !fate.path.endsWith(rest)) continue;
    const directory = fate.path.slice(0, -rest.length);
    const known = places.get(directory);
    if (known) known.count++;
    else places.set(directory, { directory, count: 1, commit: fate.commit });
  }
  return [...places.values()].sort((a, b) => b.count - a.count)[0];
}
