import fs from 'node:fs';
import { access, constants, lstat, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import createIgnore, { type Ignore } from 'ignore';
import pLimit from 'p-limit';
import { glob } from 'tinyglobby';
import type { FactSource, SubmodulePlace } from '../core/analysis/facts.ts';
import { countLines } from '../core/index/lines.ts';
import type { FileStat, FileSystem, Logger } from '../core/ports.ts';
import { SourceText } from '../core/text/source.ts';
import { findRepositoryRoot, openGit, type Git } from './git.ts';
import { findInvalidUtf8 } from './utf8.ts';

export interface NodeFileSystemOptions {
  /**
   * False: no process is started, not even git, whose configuration may name programs to run. The files are
   * found by walking then.
   */
  readonly processes: boolean;
  /**
   * True: what the disk said once holds as long as this value lives, and is waited for. For a command that looks at many
   * documents of a project and ends: they ask about the same files, folders and repositories.
   */
  readonly once?: boolean;
  readonly logger?: Logger;
}

/**
 * A process may have so few files open that a project asks for more at once (256 on macOS, 1,024 on many Linux systems);
 * a file that cannot be opened for that would look like one that is not there.
 */
const reading = pLimit(32);

interface Disk {
  stat(file: string): fs.Stats | Promise<fs.Stats>;
  read(file: string): Buffer | Promise<Buffer>;
}

/** For a program that has other things to do meanwhile. */
const BESIDE: Disk = { stat, read: (file) => reading(() => readFile(file)) };

/** For one that has not: handing a small file to another thread and back takes several times as long as reading it. */
const AT_ONCE: Disk = { stat: (file) => fs.statSync(file), read: (file) => fs.readFileSync(file) };

/** The disk, as the core sees it. What is read is remembered by path, time of change and size. */
export class NodeFileSystem implements FileSystem {
  readonly #options: NodeFileSystemOptions;
  readonly #disk: Disk;
  /** By question; undefined if the disk is asked each time. */
  readonly #answers: Map<string, unknown> | undefined;
  readonly #lineCounts = new Map<string, { readonly stamp: string; readonly count: number | undefined }>();
  readonly #ignoreFiles = new Map<string, { readonly stamp: string; readonly rules: Ignore | undefined }>();

  constructor(options: NodeFileSystemOptions) {
    this.#options = options;
    this.#disk = options.once === true ? AT_ONCE : BESIDE;
    this.#answers = options.once === true ? new Map() : undefined;
  }

  async readText(file: string): Promise<string | undefined> {
    try {
      return (await this.#disk.read(file)).toString('utf8');
    } catch {
      return undefined;
    }
  }

  /** The 1-based line of the first bytes that are no UTF-8; undefined if there are none or no file. */
  async invalidUtf8(file: string): Promise<number | undefined> {
    try {
      return findInvalidUtf8(await this.#disk.read(file));
    } catch {
      return undefined;
    }
  }

  stat(file: string): Promise<FileStat | undefined> {
    return this.#ask('stat', file, () => this.#statOf(file));
  }

  async #statOf(file: string): Promise<FileStat | undefined> {
    try {
      const found = await this.#disk.stat(file);
      if (!found.isFile() && !found.isDirectory()) return undefined;
      return { kind: found.isFile() ? 'file' : 'directory', size: found.size, mtime: found.mtimeMs };
    } catch {
      return undefined;
    }
  }

  /** Whether the file is there and nobody, or not this user, may write it. */
  async isReadOnly(file: string): Promise<boolean> {
    try {
      const { mode } = await stat(file);
      if ((mode & ANY_WRITE) === 0) return true;
    } catch {
      return false;
    }
    return access(file, constants.W_OK).then(
      () => false,
      () => true,
    );
  }

  list(root: string): Promise<readonly string[]> {
    return this.#ask('list', root, () => this.#list(root));
  }

  async #list(root: string): Promise<readonly string[]> {
    const repository = this.#options.processes ? findRepositoryRoot(root) : undefined;
    const tracked = repository === undefined ? undefined : await this.#listWithGit(openGit(repository), root);
    // A folder that its repository ignores as a whole is still worth looking at for who opened it.
    const useful = tracked !== undefined && (tracked.length > 0 || repository === path.resolve(root));
    return useful ? tracked : await this.#walk(root);
  }

  /**
   * How many lines a text file has; undefined for what is no text or is too large to be source code.
   */
  lineCount(file: string): Promise<number | undefined> {
    return this.#ask('lines', file, () => this.#countLines(file));
  }

  async #countLines(file: string): Promise<number | undefined> {
    const found = await this.stat(file);
    if (found?.kind !== 'file' || found.size > MAX_COUNTED_BYTES) return undefined;
    const stamp = `${found.mtime} ${found.size}`;
    const known = this.#lineCounts.get(file);
    if (known?.stamp === stamp) return known.count;
    const text = await this.readText(file);
    const count = text === undefined || text.includes('\0') ? undefined : countLines(new SourceText(text));
    this.#lineCounts.set(file, { stamp, count });
    return count;
  }

  /** Whether a `.gitignore` between `root` and the path covers it. Reads files only, starts no process. */
  async isIgnored(root: string, relative: string): Promise<boolean> {
    // A path that leads out of the folder is one of another folder of the workspace.
    const start = relative.startsWith('../') ? path.dirname(path.join(root, relative)) : root;
    const base = this.#repositoryRoot(start) ?? root;
    const segments = toPosix(path.relative(base, path.join(root, relative))).split('/');
    if (segments[0] === '..') return false;
    for (let depth = 0; depth < segments.length; depth++) {
      const rules = await this.#ignoreRules(path.join(base, ...segments.slice(0, depth)));
      const below = segments.slice(depth).join('/');
      if (rules !== undefined && (rules.ignores(below) || rules.ignores(`${below}/`))) return true;
    }
    return false;
  }

  /**
   * Where a path would stand in a repository within `root`: a submodule that is checked out. Undefined elsewhere, and
   * behind a symbolic link. Starts no process.
   */
  async submodulePlace(root: string, relative: string): Promise<SubmodulePlace | undefined> {
    const folder = path.dirname(path.join(root, relative));
    const inner = this.#repositoryRoot(folder);
    const fromRoot = inner === undefined ? '' : path.relative(path.resolve(root), inner);
    if (inner === undefined || fromRoot === '' || fromRoot.split(path.sep)[0] === '..') return undefined;
    let found: SubmodulePlace = 'in a folder';
    for (let at = folder; at.length > path.resolve(root).length; at = path.dirname(at)) {
      const folder = at;
      const kind = await this.#ask('kind', folder, () => lstat(folder).catch(() => undefined));
      if (kind === undefined) found = 'nowhere';
      else if (!kind.isDirectory()) return undefined;
    }
    return found;
  }

  #ignoreRules(directory: string): Promise<Ignore | undefined> {
    return this.#ask('ignore', directory, () => this.#readIgnoreRules(directory));
  }

  async #readIgnoreRules(directory: string): Promise<Ignore | undefined> {
    const file = path.join(directory, '.gitignore');
    const found = await this.stat(file);
    const stamp = found === undefined ? '' : `${found.mtime} ${found.size}`;
    const known = this.#ignoreFiles.get(file);
    if (known?.stamp === stamp) return known.rules;
    const text = found?.kind === 'file' ? await this.readText(file) : undefined;
    const rules = text === undefined ? undefined : createIgnore().add(text);
    this.#ignoreFiles.set(file, { stamp, rules });
    return rules;
  }

  #repositoryRoot(directory: string): string | undefined {
    return this.#ask('repository', directory, () => findRepositoryRoot(directory));
  }

  /** Each question is always of the same type, so that answers may be cast to it. */
  #ask<T>(question: string, file: string, ask: () => T): T {
    if (this.#answers === undefined) return ask();
    const key = `${question} ${file}`;
    if (!this.#answers.has(key)) this.#answers.set(key, ask());
    return this.#answers.get(key) as T;
  }

  /** What git tracks or would track below `root`; undefined if git does not answer. */
  async #listWithGit(git: Git, root: string): Promise<readonly string[] | undefined> {
    const prefix = toPosix(path.relative(git.root, path.resolve(root)));
    const below = prefix === '' ? [] : ['--', `:(top,literal)${prefix}`];
    const listed = await git.run(['ls-files', '-co', '--exclude-standard', '-z', ...below]);
    // Git goes on listing what was deleted and not staged.
    const deleted = await git.run(['ls-files', '-d', '-z', ...below]);
    if (listed.kind !== 'ok' || deleted.kind !== 'ok') {
      this.#options.logger?.warn(`git could not list ${root}; its files are found by walking.`);
      return undefined;
    }
    const gone = new Set(split(deleted.stdout));
    const start = prefix === '' ? 0 : prefix.length + 1;
    const names = split(listed.stdout).filter((name) => !gone.has(name) && name.length > start);
    return [...new Set(names.map((name) => name.slice(start).replace(/\/$/, '')))];
  }

  /** Every file below `root` but those that a `.gitignore` on the way covers. Links are not followed. */
  async #walk(root: string): Promise<readonly string[]> {
    const files = await glob('**', {
      cwd: root,
      dot: true,
      followSymbolicLinks: false,
      expandDirectories: false,
      ignore: ['**/.git/**', '**/node_modules/**'],
    });
    const ignoreFiles = files.filter((file) => path.posix.basename(file) === '.gitignore');
    const rules = await Promise.all(ignoreFiles.map((file) => this.#rulesOf(root, path.posix.dirname(file))));
    return files.filter((file) => !rules.some((rule) => rule(file)));
  }

  async #rulesOf(root: string, directory: string): Promise<(file: string) => boolean> {
    const rules = await this.#ignoreRules(path.join(root, directory));
    const prefix = directory === '.' ? '' : `${directory}/`;
    return (file) =>
      rules !== undefined && file.startsWith(prefix) && rules.ignores(file.slice(prefix.length));
  }
}

/** What rules ask of the files below `root`, an absolute path. */
export function createFactSource(files: NodeFileSystem, root: string): FactSource {
  return {
    lineCount: (file) => files.lineCount(path.join(root, file)),
    exists: async (file) => (await files.stat(path.join(root, file))) !== undefined,
    ignored: (file) => files.isIgnored(root, file),
    submodule: (file) => files.submodulePlace(root, file),
    readText: async (file) => {
      const found = await files.stat(path.join(root, file));
      if (found?.kind !== 'file' || found.size > MAX_COUNTED_BYTES) return undefined;
      return files.readText(path.join(root, file));
    },
  };
}

/** The bits of a file's mode that let somebody write it. */
const ANY_WRITE = 0o222;

/** Larger files are data: nobody points at their lines, and reading them would hold up everything else. */
const MAX_COUNTED_BYTES = 20_000_000;

function split(output: string): string[] {
  return output.split('\0').filter((name) => name !== '');
}

function toPosix(file: string): string {
  return path.sep === '/' ? file : file.replaceAll(path.sep, '/');
}
