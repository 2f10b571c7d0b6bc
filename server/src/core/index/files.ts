import { distance } from 'fastest-levenshtein';
import picomatch from 'picomatch';
import { basename, dirname, Layer } from './layer.ts';
import { folderSlip } from './slips.ts';

export type EntryKind = 'file' | 'directory';

/**
 * The files of one workspace folder by path, name and suffix: every question about a reference is answered
 * from here, without asking the disk. Immutable; a change makes a new index that shares the big parts.
 *
 * Paths are relative to the folder, with `/` and without one at the end. Directories are those that hold a
 * file; the folder itself is the empty path.
 */
export class FileIndex {
  readonly #base: Layer;
  readonly #added: Layer;
  readonly #removed: Layer;
  readonly #nearest = new Map<string, string | undefined>();
  readonly #misspelt = new Map<string, string | undefined>();

  private constructor(base: Layer, added: Layer, removed: Layer) {
    this.#base = base;
    this.#added = added;
    this.#removed = removed;
  }

  static from(paths: Iterable<string>): FileIndex {
    return new FileIndex(new Layer(paths), NOTHING, NOTHING);
  }

  get size(): number {
    return this.#base.files.size - this.#removed.files.size + this.#added.files.size;
  }

  /** The index after files came and went. */
  with(change: { readonly added?: Iterable<string>; readonly removed?: Iterable<string> }): FileIndex {
    const added = new Set(this.#added.files);
    const removed = new Set(this.#removed.files);
    for (const path of change.removed ?? []) {
      if (!added.delete(path) && this.#base.files.has(path)) removed.add(path);
    }
    for (const path of change.added ?? []) {
      if (!removed.delete(path) && !this.#base.files.has(path)) added.add(path);
    }
    if (added.size + removed.size > REBUILD_ABOVE) {
      const rest = [...this.#base.files].filter((path) => !removed.has(path));
      return FileIndex.from([...rest, ...added]);
    }
    return new FileIndex(this.#base, new Layer(added), new Layer(removed));
  }

  /** What stands at exactly this path. */
  has(path: string): EntryKind | undefined {
    if (this.#hasFile(path)) return 'file';
    return this.#hasDirectory(path) ? 'directory' : undefined;
  }

  *files(): Iterable<string> {
    for (const path of this.#base.files) if (!this.#removed.files.has(path)) yield path;
    yield* this.#added.files;
  }

  /** The files with this basename, the case of letters included. */
  byName(name: string): readonly string[] {
    return this.#filesNamed(name).filter((path) => basename(path) === name);
  }

  /** The files or directories whose path ends with these segments (and may be exactly these). */
  bySuffix(suffix: string, kind: EntryKind): readonly string[] {
    const name = basename(suffix);
    const candidates = kind === 'file' ? this.#filesNamed(name) : this.#directoriesNamed(name);
    return candidates.filter((path) => path === suffix || path.endsWith(`/${suffix}`));
  }

  /** The files at `path` plus some extension: `src/auth` → `src/auth.ts`, `src/auth.d.ts`. */
  withAnyExtension(path: string): readonly string[] {
    return this.children(dirname(path)).filter((file) => file.startsWith(`${path}.`));
  }

  /** The files directly in a directory. */
  children(directory: string): readonly string[] {
    const base = this.#base.children.get(directory) ?? [];
    const kept =
      this.#removed.files.size === 0 ? base : base.filter((path) => !this.#removed.files.has(path));
    return [...kept, ...(this.#added.children.get(directory) ?? [])];
  }

  /** The directories directly in a directory. */
  directoriesIn(directory: string): readonly string[] {
    const found = new Set([
      ...(this.#base.directoriesIn.get(directory) ?? []),
      ...(this.#added.directoriesIn.get(directory) ?? []),
    ]);
    return [...found].filter((path) => this.#hasDirectory(path));
  }

  /** Paths that differ from `path` in the case of letters alone. */
  ignoringCase(path: string): readonly string[] {
    const name = basename(path);
    const lower = path.toLowerCase();
    return [...this.#filesNamed(name), ...this.#directoriesNamed(name)].filter(
      (candidate) => candidate !== path && candidate.toLowerCase() === lower,
    );
  }

  /**
   * Whether any file matches the glob (`src/*.ts`, `*.{js,ts}`); hidden files match too. Brackets and
   * parentheses mean themselves: they name folders in many projects (`[id]`, `(app)`).
   */
  matches(glob: string): boolean {
    const literal = glob.replace(/[[\]()!+@]/g, '\\$&');
    const isMatch = picomatch(literal, { dot: true });
    for (const path of this.files()) if (isMatch(path)) return true;
    return false;
  }

  /**
   * The one file that was probably meant by a path that does not exist: another case, a slip of the keyboard
   * in the name or in one directory. Undefined if there is none, or more than one as near.
   */
  nearest(path: string): string | undefined {
    if (!this.#nearest.has(path)) this.#nearest.set(path, this.#findNearest(path));
    return this.#nearest.get(path);
  }

  #findNearest(path: string): string | undefined {
    const sameLetters = this.ignoringCase(path);
    if (sameLetters.length > 0) return onlyOne(sameLetters);
    const slip = nearestOf(path, this.children(dirname(path)));
    if (slip !== undefined) return slip;
    const sameName = this.byName(basename(path));
    return nearestOf(
      path,
      sameName.filter((file) => file.includes('/')),
    );
  }

  /**
   * The one file that a path means beyond doubt, though one of its folders is misspelt: no folder has that name, and no other
   * file is called so, or two letters changed places. Undefined if there is none, or more than one.
   */
  misspelt(path: string): string | undefined {
    if (!this.#misspelt.has(path)) this.#misspelt.set(path, this.#findMisspelt(path));
    return this.#misspelt.get(path);
  }

  #findMisspelt(path: string): string | undefined {
    const sameName = this.byName(basename(path));
    const segments = path.split('/');
    const meant = sameName.filter((file) => {
      const slip = folderSlip(path, file);
      if (slip === undefined || (!slip.isSwap && sameName.length > 1)) return false;
      return !this.#hasDirectory(segments.slice(0, slip.at + 1).join('/'));
    });
    return onlyOne(meant);
  }

  #hasFile(path: string): boolean {
    return this.#added.files.has(path) || (this.#base.files.has(path) && !this.#removed.files.has(path));
  }

  #hasDirectory(path: string): boolean {
    if (path === '') return true;
    const count = (layer: Layer) => layer.directories.get(path) ?? 0;
    return count(this.#base) - count(this.#removed) + count(this.#added) > 0;
  }

  #filesNamed(name: string): readonly string[] {
    const key = name.toLowerCase();
    const base = this.#base.byName.get(key) ?? [];
    const kept =
      this.#removed.files.size === 0 ? base : base.filter((path) => !this.#removed.files.has(path));
    return [...kept, ...(this.#added.byName.get(key) ?? [])];
  }

  #directoriesNamed(name: string): readonly string[] {
    const key = name.toLowerCase();
    const found = new Set([
      ...(this.#base.directoriesByName.get(key) ?? []),
      ...(this.#added.directoriesByName.get(key) ?? []),
    ]);
    return [...found].filter((path) => this.#hasDirectory(path));
  }
}

const NOTHING = new Layer([]);

/** Changes beyond this many are folded into a new base: every question asks all layers. */
const REBUILD_ABOVE = 2000;

function onlyOne(paths: readonly string[]): string | undefined {
  return paths.length === 1 ? paths[0] : undefined;
}

/** Files of different types are different things, however alike their names: `newick.rs`, `newick.pest`. */
function isSameType(a: string, b: string): boolean {
  const type = (path: string) => {
    const extension = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
    return FAMILIES.find((family) => family.includes(extension))?.[0] ?? extension;
  };
  return type(a) === type(b);
}

const FAMILIES = [
  ['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs'],
  ['yaml', 'yml'],
  ['md', 'mdx', 'markdown'],
  ['html', 'htm'],
  ['jpg', 'jpeg', 'png', 'svg', 'webp'],
];

/** The candidate with the fewest slips from `path`, if no other has as few and they are few enough. */
function nearestOf(path: string, candidates: readonly string[]): string | undefined {
  const limit = Math.min(3, Math.floor(basename(path).length / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  let tied = false;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - path.length) > limit || !isSameType(candidate, path)) continue;
    const slips = distance(candidate, path);
    if (slips > bestDistance || slips > limit) continue;
    tied = slips === bestDistance;
    if (!tied) [best, bestDistance] = [candidate, slips];
  }
  return tied ? undefined : best;
}
