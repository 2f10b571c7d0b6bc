/**
 * What the core asks of its surroundings. Implemented by `host/` on Node and by in-memory fakes in tests.
 * Paths are absolute, with `/`.
 */
export interface FileSystem {
  /** The text of a file, decoded as UTF-8 (invalid bytes become U+FFFD); undefined if it cannot be read. */
  readText(path: string): Promise<string | undefined>;
  /** Undefined if there is nothing at that path. Follows symbolic links. */
  stat(path: string): Promise<FileStat | undefined>;
  /**
   * Every file below `root` that belongs to the project, relative to it with `/`: what git tracks or would
   * track where there is a repository, else a walk that honours `.gitignore`.
   */
  list(root: string): Promise<readonly string[]>;
}

export interface FileStat {
  readonly kind: 'file' | 'directory';
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly mtime: number;
}

export interface Logger {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
