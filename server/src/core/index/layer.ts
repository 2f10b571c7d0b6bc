/** A set of paths with the indexes that `FileIndex` asks; built once, never changed. */
export class Layer {
  readonly files: ReadonlySet<string>;
  #directories: Map<string, number> | undefined;
  #byName: Map<string, string[]> | undefined;
  #directoriesByName: Map<string, string[]> | undefined;

  constructor(paths: Iterable<string>) {
    this.files = new Set(paths);
  }

  /** How many files stand below each directory, at any depth. */
  get directories(): ReadonlyMap<string, number> {
    return (this.#directories ??= countDirectories(this.files));
  }

  /** Files by their lower-case basename. */
  get byName(): ReadonlyMap<string, readonly string[]> {
    return (this.#byName ??= groupByName(this.files));
  }

  /** Directories by their lower-case basename. */
  get directoriesByName(): ReadonlyMap<string, readonly string[]> {
    return (this.#directoriesByName ??= groupByName(this.directories.keys()));
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
  // Directories are far fewer than files: the chains of parents are walked once per directory.
  const counts = new Map<string, number>();
  for (const [directory, count] of direct) {
    for (let at = directory; at !== ''; at = dirname(at)) increase(counts, at, count);
  }
  return counts;
}

function increase(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

function groupByName(paths: Iterable<string>): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const path of paths) {
    const name = basename(path).toLowerCase();
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [path]);
    else group.push(path);
  }
  return groups;
}
