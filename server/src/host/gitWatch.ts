import { type FSWatcher, readdirSync, readFileSync, watch } from 'node:fs';
import path from 'node:path';
import { statAt } from './stat.ts';

/**
 * Watches what git writes when a branch moves, comes or goes: by whatever program, also for a worktree, whose refs
 * lie elsewhere. Where a file system cannot be watched, nothing is told.
 */
export class RefWatch {
  readonly #root: string;
  readonly #onChange: () => void;
  /** By folder. */
  readonly #watchers = new Map<string, FSWatcher>();

  /** @param root the folder that holds `.git`. */
  constructor(root: string, onChange: () => void) {
    this.#root = root;
    this.#onChange = onChange;
    this.follow();
  }

  /** Watches also folders that came since; to be called after each change. */
  follow(): void {
    const wanted = new Set(foldersOf(this.#root));
    for (const [folder, watcher] of this.#watchers) {
      if (wanted.has(folder)) continue;
      watcher.close();
      this.#watchers.delete(folder);
    }
    for (const folder of wanted) if (!this.#watchers.has(folder)) this.#watch(folder);
  }

  dispose(): void {
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  #watch(folder: string): void {
    try {
      const watcher = watch(folder, { persistent: false }, (_, name) => {
        if (name === null || isTelling(path.join(folder, name))) this.#onChange();
      });
      watcher.on('error', () => {
        watcher.close();
        this.#watchers.delete(folder);
      });
      this.#watchers.set(folder, watcher);
    } catch {
      // Gone already, or there are too many watchers.
    }
  }
}

/** Git writes much else into its folder; a ref appears under its name when its lock is moved there. */
function isTelling(file: string): boolean {
  if (file.endsWith('.lock')) return false;
  const name = path.basename(file);
  return /[\\/](?:refs|reftable|worktrees)(?:[\\/]|$)/.test(file) || TOP_LEVEL.has(name);
}

const TOP_LEVEL: ReadonlySet<string> = new Set(['HEAD', 'FETCH_HEAD', 'packed-refs', 'config']);

/** More are not watched: a repository with that many prefixes of branches is not read by people. */
const MOST_FOLDERS = 500;

function foldersOf(root: string): readonly string[] {
  const own = gitFolder(root);
  if (own === undefined) return [];
  const common = commonFolder(own);
  const tops = [own, common, path.join(common, 'worktrees'), path.join(common, 'reftable')];
  const refs = ['heads', 'remotes'].flatMap((kind) => foldersBelow(path.join(common, 'refs', kind)));
  return [...new Set([...tops.filter(isFolder), ...refs])].slice(0, MOST_FOLDERS);
}

/** `.git`, or where that file points: in a worktree and a submodule. */
function gitFolder(root: string): string | undefined {
  const place = path.join(root, '.git');
  if (isFolder(place)) return place;
  const target = /^gitdir: (.+)$/m.exec(readText(place))?.[1];
  return target === undefined ? undefined : path.resolve(root, target.trim());
}

/** What all worktrees of a repository share. */
function commonFolder(own: string): string {
  const shared = readText(path.join(own, 'commondir')).trim();
  return shared === '' ? own : path.resolve(own, shared);
}

function foldersBelow(folder: string): readonly string[] {
  if (!isFolder(folder)) return [];
  const found = [folder];
  for (const at of found) {
    if (found.length > MOST_FOLDERS) break;
    for (const entry of entriesOf(at)) if (entry.isDirectory()) found.push(path.join(at, entry.name));
  }
  return found;
}

function entriesOf(folder: string): readonly { readonly name: string; isDirectory(): boolean }[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function isFolder(place: string): boolean {
  return statAt(place)?.isDirectory() === true;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
