import type { Departures } from './history/departures.ts';

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

/** What git says: a value, or git's own words (in English) about why not. */
export type GitAnswer<T> =
  { readonly kind: 'ok'; readonly value: T } | { readonly kind: 'failed'; readonly output: string };

/**
 * Git as opening a pull request needs it. Implemented over VS Code's git extension where there is a window
 * (its sign-in then serves the push), else by `host/`. Nothing here switches the branch that is checked out.
 */
export interface GitPort {
  facts(): Promise<GitAnswer<RepositoryFacts>>;
  /** How many commits `head` has that `base` has not; both are revisions. */
  countAhead(base: string, head: string): Promise<GitAnswer<number>>;
  /** Creates a local branch at a revision. */
  createBranch(name: string, start: string): Promise<GitAnswer<void>>;
  /** Pushes a local branch to the branch of the same name, and makes that its upstream. */
  push(remote: string, branch: string): Promise<GitAnswer<void>>;
  /** All digits of the commit that a revision names. */
  commitOf(revision: string): Promise<GitAnswer<string>>;
  /** The files of a revision below some folders (from the root, with `/`; of the root itself, the empty one, only its own). */
  listFiles(revision: string, folders: readonly string[]): Promise<GitAnswer<readonly string[]>>;
  /** The text of a file at a revision; null if there is none. */
  readFile(revision: string, path: string): Promise<GitAnswer<string | null>>;
}

/**
 * Git as starting work on a task needs it. Nothing here forces: what git would have to overwrite or throw away makes
 * it refuse. Implemented as `GitPort` is.
 */
export interface SwitchPort {
  /** What is under way in the working tree, as a noun with its article (`a rebase`); null: nothing. */
  operation(): Promise<GitAnswer<string | null>>;
  /**
   * The files that going to `revision` would overwrite although nobody committed them: of `changedFiles` those that
   * differ there, and files that git does not know of or ignores. Relative to the root, with `/`.
   */
  inTheWay(revision: string, changedFiles: readonly string[]): Promise<GitAnswer<readonly string[]>>;
  /** Makes a branch at a revision and goes there, or does neither. Changes that are not committed come along. */
  startBranch(name: string, start: string): Promise<GitAnswer<void>>;
  /** Goes to a local branch. Changes that are not committed come along. */
  switchTo(branch: string): Promise<GitAnswer<void>>;
  /** Makes a local branch for the one of that name at a remote, and follows it. */
  follow(remote: string, branch: string): Promise<GitAnswer<void>>;
  /**
   * Checks a branch out in a new folder, an absolute path.
   * @param start the revision at which the branch is made; null: it is there.
   */
  addWorktree(folder: string, branch: string, start: string | null): Promise<GitAnswer<void>>;
}

/** Names of branches, the newest first. */
export interface Branches {
  readonly local: readonly string[];
  /** As last seen at the remotes, without the remote's name; those that exist locally are not named again. */
  readonly remote: readonly string[];
}

export interface RepositoryFacts {
  readonly head: RepositoryHead;
  /** Names of the local branches. */
  readonly branches: readonly string[];
  /** Branches as last seen at the remotes. */
  readonly remoteBranches: readonly { readonly remote: string; readonly branch: string }[];
  readonly remotes: readonly Remote[];
  /** The name of the remote that pushes go to, where the configuration names one. */
  readonly pushRemote: string | null;
  /** Paths with changes that are not committed, untracked files included; relative to the root, with `/`. */
  readonly changedFiles: readonly string[];
}

export type RepositoryHead =
  | { readonly kind: 'branch'; readonly name: string }
  | { readonly kind: 'detached'; readonly commit: string }
  /** A repository without any commit. */
  | { readonly kind: 'unborn'; readonly name: string };

export interface Remote {
  readonly name: string;
  /** As configured; may hold a user name and a password: never to be shown or logged as it is. */
  readonly url: string;
  /** The branch the remote calls its default, as last seen; null if that was never recorded. */
  readonly defaultBranch: string | null;
}

/** A commit as messages name it. */
export interface Commit {
  /** All of its hexadecimal digits. */
  readonly id: string;
  /** The day on which it was made: `2025-03-01`. */
  readonly date: string;
  /** The moment, in seconds since 1970: tells which of two commits was first. */
  readonly time: number;
  /** The first line of its message. */
  readonly subject: string;
}

/**
 * What git remembers of the files around a document. Nothing here fails: what git cannot tell (no repository, no
 * git, a history that was cut off) is unknown. Paths are relative to the folder the port was made for, with `/`.
 */
export interface HistoryPort {
  /** The history up to the commit that is checked out where `path` stands; undefined where there is none. */
  at(path: string): Promise<FileHistory | undefined>;
}

/** The history of one repository up to one commit; its answers are the same values each time. */
export interface FileHistory {
  /** All files that left their path; reading this takes seconds in a repository with a long history. */
  departures(): Promise<Departures | undefined>;
  /**
   * Who wrote the lines of a file, line by line; undefined for one that is not committed, or is too long.
   * @param version an older version of the file instead of the newest, and which of its lines (1-based).
   */
  blame(
    path: string,
    version?: { readonly commit: string; readonly lines: readonly number[] },
  ): Promise<readonly BlamedLine[] | undefined>;
  /** The lines of files, as they were; undefined for what was not there, is no text, or is too long. */
  linesAt(versions: readonly FileVersion[]): Promise<readonly (readonly string[] | undefined)[]>;
}

/** One line of a file, and when it became what it is. */
export interface BlamedLine {
  readonly text: string;
  /** Undefined: before everything that this history has. */
  readonly commit: Commit | undefined;
  /** The file before that commit; undefined if the commit made it. */
  readonly before: FileVersion | undefined;
}

/** A file as of one commit. */
export interface FileVersion {
  readonly commit: string;
  readonly path: string;
}
