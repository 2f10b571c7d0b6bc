import { URI } from 'vscode-uri';
import { DEFAULT_CONFIG, type ProjectConfig } from '../config.ts';
import { FileIndex } from '../index/files.ts';
import type { RoadmapDocument } from './document.ts';
import { absolutePath, acquaint, climbs, type Neighbour } from './neighbours.ts';

/**
 * Everything the rules may look at, as one immutable value: a request in flight keeps the snapshot it
 * started with, whoever changes what meanwhile.
 */
export interface Workspace {
  readonly folders: readonly Folder[];
  /**
   * Parsed Markdown documents by URI, in the order of the URIs: those that are open, and those found so far. Where
   * several are meant alike, the first is not the one that happened to be read first.
   */
  readonly documents: ReadonlyMap<string, RoadmapDocument>;
  /**
   * True when every Markdown file of the folders is in `documents`: before that, nobody can say that no
   * document has a certain task.
   */
  readonly complete: boolean;
  /** What holds for documents outside of every folder, as a person has set it; left out: the defaults. */
  readonly outside?: ProjectConfig;
}

export interface Folder {
  /** Without a slash at the end. */
  readonly uri: string;
  readonly name: string;
  readonly files: FileIndex;
  readonly config: ProjectConfig;
  /** The other folders of the workspace, whose files its documents may name; none for most. */
  readonly neighbours: readonly Neighbour[];
}

export const EMPTY_WORKSPACE: Workspace = { folders: [], documents: new Map(), complete: false };

/** A folder; what is not given is empty or the default. The name is the last segment of the URI. */
export function createFolder(
  uri: string,
  parts: { readonly name?: string; readonly files?: FileIndex; readonly config?: ProjectConfig } = {},
): Folder {
  const trimmed = uri.replace(/\/+$/, '');
  return {
    uri: trimmed,
    name: parts.name ?? pathOf(trimmed).replace(/^.*\//, ''),
    files: parts.files ?? FileIndex.from([]),
    config: parts.config ?? DEFAULT_CONFIG,
    neighbours: [],
  };
}

/** Takes in many documents at the price of one copy. */
export function withDocuments(workspace: Workspace, documents: Iterable<RoadmapDocument>): Workspace {
  const all = new Map(workspace.documents);
  for (const document of documents) all.set(document.uri, document);
  return { ...workspace, documents: all.size === workspace.documents.size ? all : inOrder(all) };
}

/** What is known of documents by their URIs, in the order in which a workspace has them: that of the URIs. */
export function inOrder<T>(documents: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  // What is sorted but for its end is sorted about as fast as it is copied.
  return new Map([...documents].sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function withoutDocument(workspace: Workspace, uri: string): Workspace {
  const documents = new Map(workspace.documents);
  documents.delete(uri);
  return { ...workspace, documents };
}

/** Adds a folder, or replaces the one with the same URI. */
export function withFolder(workspace: Workspace, folder: Folder): Workspace {
  const known = workspace.folders.some(({ uri }) => uri === folder.uri);
  const folders = known
    ? workspace.folders.map((other) => (other.uri === folder.uri ? folder : other))
    : [...workspace.folders, folder];
  return { ...workspace, folders: acquaint(folders) };
}

export function withoutFolder(workspace: Workspace, uri: string): Workspace {
  return { ...workspace, folders: acquaint(workspace.folders.filter((folder) => folder.uri !== uri)) };
}

export function withFiles(workspace: Workspace, folderUri: string, files: FileIndex): Workspace {
  return updateFolder(workspace, folderUri, (folder) => ({ ...folder, files }));
}

export function withConfig(workspace: Workspace, folderUri: string, config: ProjectConfig): Workspace {
  return updateFolder(workspace, folderUri, (folder) => ({ ...folder, config }));
}

/** @param config of documents outside of every folder. */
export function withOutside(workspace: Workspace, config: ProjectConfig): Workspace {
  return { ...workspace, outside: config };
}

export function withComplete(workspace: Workspace, complete: boolean): Workspace {
  return { ...workspace, complete };
}

/** A document's place in the workspace: its folder and its path relative to that. */
export interface Location {
  readonly folder: Folder;
  /** With `/`, decoded. */
  readonly path: string;
}

/** Where `uri` stands; the innermost folder wins. Undefined outside every folder. */
export function locate(workspace: Workspace, uri: string): Location | undefined {
  let best: Location | undefined;
  for (const folder of workspace.folders) {
    const path = relativePath(folder.uri, uri);
    if (path === undefined) continue;
    if (best === undefined || folder.uri.length > best.folder.uri.length) best = { folder, path };
  }
  return best;
}

/** The configuration that holds for a document, but for severities by path. */
export function configOf(workspace: Workspace, uri: string): ProjectConfig {
  return locate(workspace, uri)?.folder.config ?? workspace.outside ?? DEFAULT_CONFIG;
}

/** The path of a document that globs are compared with: relative to its folder, absolute outside of every folder. */
export function globbedPath(workspace: Workspace, uri: string): string {
  return locate(workspace, uri)?.path ?? pathOf(uri);
}

/** The URI of a path relative to `folder`, which may lead out of it, written as editors write it. */
export function uriIn(folder: Folder, path: string): string {
  const root = URI.parse(folder.uri);
  if (climbs(path)) return root.with({ path: absolutePath(folder.uri, path) }).toString();
  return root.with({ path: path === '' ? root.path : `${root.path.replace(/\/$/, '')}/${path}` }).toString();
}

function relativePath(folderUri: string, uri: string): string | undefined {
  if (uri.startsWith(`${folderUri}/`)) return decode(uri.slice(folderUri.length + 1));
  const folder = URI.parse(folderUri);
  const file = URI.parse(uri);
  const sameHost = folder.scheme === file.scheme && folder.authority === file.authority;
  const prefix = `${folder.path.replace(/\/$/, '')}/`;
  return sameHost && file.path.startsWith(prefix) ? file.path.slice(prefix.length) : undefined;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function pathOf(uri: string): string {
  return URI.parse(uri).path;
}

function updateFolder(workspace: Workspace, uri: string, change: (folder: Folder) => Folder): Workspace {
  const folders = workspace.folders.map((folder) => (folder.uri === uri ? change(folder) : folder));
  return { ...workspace, folders: acquaint(folders) };
}
