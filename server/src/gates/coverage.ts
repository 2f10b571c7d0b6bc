import picomatch from 'picomatch';

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
