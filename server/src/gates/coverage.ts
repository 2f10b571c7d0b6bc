import picomatch from 'picomatch';
import { sha256 } from './digest.ts';
import type { TreeState } from './evidence.ts';

/** The files that a gate's result speaks of. All paths are relative to the workspace folder, with `/`. */
export interface Coverage {
  /** The gate's working directory; `.` is the workspace folder itself. */
  readonly directory: string;
  /** What the document says that the gate covers; empty: all files below the working directory. */
  readonly globs: readonly string[];
}

/** Whether a gate covers the file at a path. */
export function coversFile({ directory, globs }: Coverage, path: string): boolean {
  if (globs.length > 0) return picomatch.isMatch(path, [...globs], { dot: true });
  return directory === '.' || path.startsWith(`${directory}/`);
}

/** What differs from the commit that is checked out below a workspace folder. */
export interface WorkingTree {
  /** Full hash; null before the first commit. */
  readonly commit: string | null;
  /** Sorted by path; roadmaps and Roadgate's own files are left out. */
  readonly changed: readonly ChangedFile[];
}

export interface ChangedFile {
  /** Relative to the workspace folder, with `/`. */
  readonly path: string;
  /** What makes it what it is now: a digest of its content, its kind, or that it is gone. */
  readonly content: string;
}

/** The working tree as a gate sees it: only what it covers. Undefined stands for a folder without repository. */
export function treeStateOf(tree: WorkingTree | undefined, coverage: Coverage): Promise<TreeState> {
  if (tree === undefined) return Promise.resolve({ commit: null, dirty: null });
  let states = known.get(tree);
  if (!states) known.set(tree, (states = new Map<string, Promise<TreeState>>()));
  const key = JSON.stringify(coverage);
  let state = states.get(key);
  if (!state) states.set(key, (state = readState(tree, coverage)));
  return state;
}

/** Most gates cover the same. */
const known = new WeakMap<WorkingTree, Map<string, Promise<TreeState>>>();

async function readState(tree: WorkingTree, coverage: Coverage): Promise<TreeState> {
  const covered = tree.changed.filter(({ path }) => coversFile(coverage, path));
  const files = covered.map(({ path, content }) => [path, content]);
  // Another coverage makes another state: what was not looked at may differ.
  return { commit: tree.commit, dirty: await sha256(JSON.stringify([coverage, files])) };
}
