/** A set of paths with the indexes that `FileIndex` asks; built once, never changed. */
export class Layer {
  readonly files: ReadonlySet<string>;
  #directories: Map<string, number> | undefined;
  #children: Map<string, string[]> | undefined;
  #directoriesIn: Map<string, string[]> | undefined;
  #byName: Map<string, string[]> | undefined;
  #directoriesByName: Map<string, string[]> | undefined;

  constructor(paths: Iterable<string>) {
    this.files = new Set(paths);
  }

  /** How many files stand below each directory, at any depth. */
  get directories(): ReadonlyMap<string, number> {
    return (this.#directories ??= countDirectories(this.files));
  }

  /** Files by the directory they stand in. */
  get children(): ReadonlyMap<string, readonly string[]> {
    return (this.#children ??= groupBy(this.files, dirname));
  }

  /** Directories by the directory they stand in. */
  get directoriesIn(): ReadonlyMap<string, readonly string[]> {
    return (this.#directoriesIn ??= groupBy(this.directories.keys(), dirname));
  }

  /** Files by their lower-case basename. */
  get byName(): ReadonlyMap<string, readonly string[]> {
    return (this.#byName ??= groupBy(this.files, lowerName));
  }

  /** Directories by their lower-case basename. */
  get directoriesByName(): ReadonlyMap<string, readonly string[]> {
    return (this.#directoriesByName ??= groupBy(this.directories.keys(), lowerName));
  }
}

/** The last segment of a path. */
export function basename(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The path without its last segment; empty at the top. */
export function dirname(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function countDirectories(files: Iterable<string>): Map<string, number> {
  const direct = new Map<string, number>();
  for (const file of files) increase(direct, dirname(file), 1);
  // Directories are far fewer than files: each chain of parents is walked once.
  const counts = new Map<string, number>();
  for (const [directory, count] of direct) {
    for (let at = directory; at !== ''; at = dirname(at)) increase(counts, at, count);
  }
  return counts;
}

function increase(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

function lowerName(path: string): string {
  return basename(path).toLowerCase();
}

function groupBy(paths: Iterable<string>, keyOf: (path: string) => string): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const path of paths) {
    const key = keyOf(path);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [path]);
    else group.push(path);
  }
  return groups;
}
