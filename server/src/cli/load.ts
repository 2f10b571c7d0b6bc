import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL, fileURLToPath } from 'node:url';
import pLimit from 'p-limit';
import { unresolvedDependencies } from '../core/analysis/dependencies.ts';
import { isMarkdown } from '../core/analysis/links.ts';
import { CONFIG_FILE, mergeConfig, type ProjectConfig } from '../core/config.ts';
import { type ConfigProblem, parseProjectConfig } from '../core/configFile.ts';
import { FileIndex } from '../core/index/files.ts';
import { SourceText } from '../core/text/source.ts';
import {
  createFolder,
  EMPTY_WORKSPACE,
  uriIn,
  withComplete,
  withDocuments,
  withFolder,
  type Folder,
  type Workspace,
} from '../core/model/workspace.ts';
import type { NodeFileSystem } from '../host/files.ts';
import { findRepositoryRoot } from '../host/git.ts';
import { readInput } from './input.ts';
import { withParser } from './parsing.ts';
import type { Terminal } from './terminal.ts';

/** A project on disk with the documents that the caller asked about. */
export interface LoadedProject {
  /** The folder's absolute path. */
  readonly root: string;
  readonly workspace: Workspace;
  /** The documents asked about, in the order of their paths. */
  readonly uris: readonly string[];
}

/** What could not be taken of a project file. */
export interface ConfigReport {
  readonly uri: string;
  readonly source: SourceText;
  readonly problems: readonly ConfigProblem[];
}

export interface FindOptions {
  /** Of the files that paths stand for, those to read; all if absent. */
  readonly isWanted?: (file: string) => boolean;
  /** Told what is wrong in project files; if absent, it goes to standard error. */
  readonly onConfigProblems?: (report: ConfigReport) => void;
}

/** A project on disk with the texts that the caller asked about. */
export interface FoundProject {
  /** The folder's absolute path. */
  readonly root: string;
  readonly folder: Folder;
  /** In the order of their paths. */
  readonly texts: readonly FoundText[];
}

export interface FoundText {
  readonly uri: string;
  /** Relative to the project, with `/`. */
  readonly path: string;
  readonly text: string;
}

export interface Found<T> {
  readonly projects: readonly T[];
  /** Something that was asked about could not be read; it was named on standard error. */
  readonly unreadable: boolean;
}

/**
 * Finds the documents at `paths` (files, or directories with all their Markdown files), each in the project it
 * belongs to: the nearest folder above it with a project file or a repository, else the current directory.
 */
export async function findProjects(
  paths: readonly string[],
  terminal: Terminal,
  files: NodeFileSystem,
  options: FindOptions = {},
): Promise<Found<FoundProject>> {
  const { isWanted = () => true, onConfigProblems = toStandardError(terminal) } = options;
  const wanted = new Map<string, Set<string>>();
  let unreadable = false;
  for (const name of paths) {
    const found = await expand(name, terminal, files);
    if (found === undefined) unreadable = true;
    for (const file of found?.filter(isWanted) ?? []) {
      const root = findProjectRoot(path.dirname(file), terminal.cwd);
      wanted.set(root, (wanted.get(root) ?? new Set()).add(file));
    }
  }
  const projects: FoundProject[] = [];
  for (const [root, documents] of wanted) {
    const folder = await loadFolder(root, files, onConfigProblems);
    const texts = [...documents].sort().flatMap((file) => readFound(folder, file, terminal) ?? []);
    unreadable ||= texts.length < documents.size;
    projects.push({ root, folder, texts });
  }
  return { projects, unreadable };
}

/** Reads the documents of a project that was found. */
export async function loadProject(
  { root, folder, texts }: FoundProject,
  files: NodeFileSystem,
  onRead: () => void = () => undefined,
): Promise<LoadedProject> {
  const paths = texts.map((found) => path.join(root, found.path));
  const documents = await withParser(paths, (parse) =>
    inParallel(texts, async ({ uri, path, text }) => {
      const document = await parse(uri, text, folder.config, path);
      onRead();
      return document;
    }),
  );
  let workspace = withDocuments(withFolder(EMPTY_WORKSPACE, folder), documents);
  const uris = documents.map(({ uri }) => uri);
  // Other documents matter only where an id is not found in its own.
  if (uris.some((uri) => unresolvedDependencies(workspace, uri).length > 0)) {
    workspace = await withEveryDocument(workspace, folder, files, root);
  }
  return { root, workspace: withComplete(workspace, true), uris };
}

/** Finds documents as `findProjects` does, and reads them. */
export async function loadProjects(
  paths: readonly string[],
  terminal: Terminal,
  files: NodeFileSystem,
  options: FindOptions = {},
): Promise<Found<LoadedProject>> {
  const { projects, unreadable } = await findProjects(paths, terminal, files, options);
  const loaded: LoadedProject[] = [];
  for (const project of projects) loaded.push(await loadProject(project, files));
  return { projects: loaded, unreadable };
}

/** The path of a document as messages name it: relative to the current directory, with `/`. */
export function displayPath(uri: string, cwd: string): string {
  const relative = path.relative(cwd, fileURLToPath(uri));
  return path.sep === '/' ? relative : relative.replaceAll(path.sep, '/');
}

/** The absolute paths that one argument stands for; undefined if there is nothing, which is told. */
async function expand(
  name: string,
  terminal: Terminal,
  files: NodeFileSystem,
): Promise<readonly string[] | undefined> {
  const absolute = path.resolve(terminal.cwd, name);
  const found = await files.stat(absolute);
  if (found?.kind === 'file') return [absolute];
  if (found === undefined) {
    const read = readInput(terminal.cwd, name);
    if (read.kind === 'unreadable') terminal.err(read.reason);
    return undefined;
  }
  const listed = await files.list(absolute);
  return listed.filter(isMarkdown).map((file) => path.join(absolute, file));
}

async function loadFolder(
  root: string,
  files: NodeFileSystem,
  onConfigProblems: (report: ConfigReport) => void,
): Promise<Folder> {
  return createFolder(pathToFileURL(root).href, {
    name: path.basename(root),
    files: FileIndex.from(await files.list(root)),
    config: await readConfig(root, files, onConfigProblems),
  });
}

/** What the project file at `root`, an absolute path, says; what is wrong in it goes to standard error. */
export async function loadConfig(
  root: string,
  terminal: Terminal,
  files: NodeFileSystem,
): Promise<ProjectConfig> {
  return readConfig(root, files, toStandardError(terminal));
}

async function readConfig(
  root: string,
  files: NodeFileSystem,
  onProblems: (report: ConfigReport) => void,
): Promise<ProjectConfig> {
  const file = path.join(root, CONFIG_FILE);
  const text = (await files.readText(file)) ?? '';
  const { config, problems } = parseProjectConfig(text);
  if (problems.length > 0)
    onProblems({ uri: pathToFileURL(file).href, source: new SourceText(text), problems });
  return mergeConfig({}, config);
}

function toStandardError(terminal: Terminal): (report: ConfigReport) => void {
  return ({ uri, problems }) => {
    const name = displayPath(uri, terminal.cwd);
    for (const { line, column, message } of problems) terminal.err(`${name}:${line}:${column}: ${message}`);
  };
}

/** What a person should know of a file, or why it cannot be read, goes to standard error. */
function readFound(folder: Folder, file: string, terminal: Terminal): FoundText | undefined {
  const read = readInput(terminal.cwd, path.relative(terminal.cwd, file));
  if (read.kind === 'unreadable') {
    terminal.err(read.reason);
    return undefined;
  }
  if (read.warning !== undefined) terminal.err(read.warning);
  const relative = path.relative(fileURLToPath(folder.uri), file).replaceAll(path.sep, '/');
  return { uri: uriIn(folder, relative), path: relative, text: read.text };
}

async function withEveryDocument(
  workspace: Workspace,
  folder: Folder,
  files: NodeFileSystem,
  root: string,
): Promise<Workspace> {
  const known = (file: string) => workspace.documents.has(uriIn(folder, file));
  const others = [...folder.files.files()].filter((file) => isMarkdown(file) && !known(file));
  const paths = others.map((file) => path.join(root, file));
  const documents = await withParser(paths, (parse) =>
    inParallel(others, async (file) => {
      const text = await files.readText(path.join(root, file));
      return text === undefined ? undefined : parse(uriIn(folder, file), text, folder.config, file);
    }),
  );
  return withDocuments(
    workspace,
    documents.filter((document) => document !== undefined),
  );
}

/** The project that a directory belongs to: see `loadProjects`. */
export function findProjectRoot(directory: string, cwd: string): string {
  const repository = findRepositoryRoot(directory);
  for (let at = directory; ; at = path.dirname(at)) {
    if (existsSync(path.join(at, CONFIG_FILE)) || at === repository) return at;
    if (at === path.dirname(at)) break;
  }
  const inside = path.relative(cwd, directory);
  return inside.startsWith('..') || path.isAbsolute(inside) ? directory : cwd;
}

/** Enough to keep the disk busy, not so many that files run out of handles. */
const limit = pLimit(32);

async function inParallel<T, R>(inputs: readonly T[], work: (input: T) => Promise<R>): Promise<readonly R[]> {
  return Promise.all(inputs.map((input) => limit(work, input)));
}
