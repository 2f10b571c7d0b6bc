import { filesAt, isListed, linkTarget } from '../analysis/links.ts';
import type { DocumentEdit } from '../analysis/finding.ts';
import type { FileIndex } from '../index/files.ts';
import { dirname } from '../index/layer.ts';
import { moduleRoots } from '../index/modules.ts';
import { normalizePath, relativePath } from '../index/paths.ts';
import { resolveReference, type Resolution, type ResolutionKind } from '../index/references.ts';
import type { Reference, RelativeLink, RoadmapDocument } from '../model/document.ts';
import { climbs } from '../model/neighbours.ts';
import { type Folder, locate, type Location, uriIn, type Workspace } from '../model/workspace.ts';

/** A file or directory that gets another path; both are URIs. */
export interface FileMove {
  readonly from: string;
  readonly to: string;
}

/**
 * The edits that let the roadmaps of a workspace name files by their new paths, in the form in which they name
 * them now. The documents are those from before; one that moves itself within its folder has its relative paths
 * written anew.
 * @param links false: the editor itself lets links follow.
 */
export function followMovedFiles(
  workspace: Workspace,
  moves: readonly FileMove[],
  { links }: { readonly links: boolean },
): readonly DocumentEdit[] {
  return workspace.folders.flatMap((folder) => {
    const paths = movesIn(workspace, folder, moves);
    if (paths.length === 0) return [];
    const scene = createScene(folder, paths);
    return [...workspace.documents.values()].flatMap((document) => {
      const place = document.roadmap ? locate(workspace, document.uri) : undefined;
      // What a roadmap says of its folder's files is left alone where it leaves the folder itself.
      if (place?.folder !== folder || climbs(scene.pathAfter(place.path))) return [];
      const seen = seeFrom(scene, document, place);
      return [...(links ? followLinks(seen) : []), ...followReferences(seen)];
    });
  });
}

/** A move within the workspace, seen from one folder: what is in another begins with `../`. */
interface PathMove {
  readonly from: string;
  readonly to: string;
}

function movesIn(workspace: Workspace, folder: Folder, moves: readonly FileMove[]): readonly PathMove[] {
  return moves
    .flatMap((move) => {
      const [from, to] = [seenFrom(workspace, folder, move.from), seenFrom(workspace, folder, move.to)];
      return from !== undefined && to !== undefined && from !== to ? [{ from, to }] : [];
    })
    .sort((a, b) => b.from.length - a.from.length);
}

function seenFrom(workspace: Workspace, folder: Folder, uri: string): string | undefined {
  const place = locate(workspace, uri);
  if (place?.folder === folder) return place.path;
  const neighbour = folder.neighbours.find((each) => each.uri === place?.folder.uri);
  return place && neighbour && `${neighbour.path}/${place.path}`;
}

/** What the moves do to one folder and its neighbours. */
interface Scene {
  readonly after: Folder;
  /** Where a file or directory is afterwards. */
  readonly pathAfter: (path: string) => string;
}

function createScene(folder: Folder, moves: readonly PathMove[]): Scene {
  const pathAfter = (path: string): string => {
    const move = moves.find(({ from }) => path === from || path.startsWith(`${from}/`));
    return move ? move.to + path.slice(move.from.length) : path;
  };
  const lists = [{ path: '', files: folder.files }, ...folder.neighbours];
  const changed = lists.flatMap(({ path: root, files }) =>
    [...files.files()].flatMap((path) => {
      const before = below(root, path);
      const after = pathAfter(before);
      return after === before ? [] : [{ before, after }];
    }),
  );
  const filesAfter = ({ path: root, files }: { path: string; files: FileIndex }): FileIndex =>
    files.with({
      removed: changed.flatMap(({ before }) => pathIn(folder, root, before)),
      added: changed.flatMap(({ after }) => pathIn(folder, root, after)),
    });
  const neighbours = folder.neighbours.map((each) => ({ ...each, files: filesAfter(each) }));
  const after = { ...folder, files: filesAfter({ path: '', files: folder.files }), neighbours };
  return { after, pathAfter };
}

function below(root: string, path: string): string {
  return root === '' ? path : `${root}/${path}`;
}

/** The path within the folder or neighbour at `root`; none for what is in another one. */
function pathIn(folder: Folder, root: string, path: string): readonly string[] {
  const roots = folder.neighbours.map((each) => each.path).filter((each) => path.startsWith(`${each}/`));
  const [own = ''] = roots.sort((a, b) => b.length - a.length);
  if (own !== root) return [];
  return [own === '' ? path : path.slice(own.length + 1)];
}

/** The scene from where one document stands, before and afterwards. */
interface View extends Scene {
  readonly document: RoadmapDocument;
  readonly place: Location;
  readonly documentAfter: RoadmapDocument;
  /** The directory of the document afterwards. */
  readonly directory: string;
  readonly isMoved: boolean;
}

function seeFrom(scene: Scene, document: RoadmapDocument, place: Location): View {
  const path = scene.pathAfter(place.path);
  const isMoved = path !== place.path;
  const documentAfter = isMoved ? { ...document, uri: uriIn(scene.after, path) } : document;
  return { ...scene, document, place, documentAfter, directory: dirname(path), isMoved };
}

function followReferences(view: View): readonly DocumentEdit[] {
  const { document } = view;
  const links = new Set(document.links.map(({ pathSpan }) => pathSpan.from));
  return document.references.flatMap((reference) => {
    if (reference.kind === 'glob' || links.has(reference.pathSpan.from)) return [];
    const newText = rewriteReference(view, reference);
    return newText === undefined ? [] : [{ uri: document.uri, span: reference.pathSpan, newText }];
  });
}

/** Undefined where nothing has to be written, and where no way of writing leads to the file. */
function rewriteReference(view: View, reference: Reference): string | undefined {
  const { document, documentAfter, place, after, pathAfter, isMoved } = view;
  const before = resolveReference(place.folder, document, reference);
  if (before.path === undefined) return undefined;
  const target = pathAfter(before.path);
  if (target === before.path && !isMoved) return undefined;
  const found = (path: string): Resolution =>
    resolveReference(after, documentAfter, { path, kind: reference.kind });
  const unchanged = found(reference.path);
  // What was named by its path should not be found by chance afterwards.
  if (unchanged.path === target && STEPS.indexOf(unchanged.kind) <= STEPS.indexOf(before.kind))
    return undefined;
  const writings = waysToWrite(view, reference, before.kind, before.path, target);
  const written = [...writings]
    .map((path) => inStyle(reference.path, path))
    .find((path) => found(path).path === target);
  if (written === undefined || written === reference.path) return undefined;
  return /[`\r\n]/.test(written) || (!reference.quoted && /\s/.test(written)) ? undefined : written;
}

const STEPS: readonly ResolutionKind[] = [
  'exact',
  'relative',
  'module',
  'suffix',
  'basename',
  'folder',
  'stripped',
];

/** The form in which the path is written now comes first, the whole path last. */
function* waysToWrite(
  { after, documentAfter, directory }: View,
  reference: Reference,
  kind: ResolutionKind,
  before: string,
  target: string,
): Iterable<string> {
  const written = normalizePath(reference.path) ?? '';
  const extension = /\.\w+$/.exec(before)?.[0] ?? '';
  // A module is named without its extension.
  const isBare = extension !== '' && !written.endsWith(extension);
  const path = isBare && target.endsWith(extension) ? target.slice(0, -extension.length) : target;
  if (kind === 'relative') yield relativePath(directory, path);
  if (kind === 'module') {
    for (const root of moduleRoots(after, documentAfter)) {
      if (path.startsWith(`${root}/`)) yield path.slice(root.length + 1);
    }
  }
  if (climbs(path)) yield* waysIntoNeighbours(after, written, before, path);
  if (kind === 'stripped' && written.endsWith(before)) yield written.slice(0, -before.length) + path;
  if (kind === 'suffix' || kind === 'basename') {
    const segments = path.split('/');
    for (let count = written.split('/').length; count < segments.length; count++) {
      yield segments.slice(-count).join('/');
    }
  }
  yield path;
  yield relativePath(directory, path);
}

/** The path in another folder of the workspace behind what leads there now, or behind that folder's name. */
function* waysIntoNeighbours(
  folder: Folder,
  written: string,
  before: string,
  path: string,
): Iterable<string> {
  for (const { name, path: root } of folder.neighbours) {
    if (!path.startsWith(`${root}/`)) continue;
    const inside = path.slice(root.length + 1);
    const insideBefore = before.startsWith(`${root}/`) ? before.slice(root.length + 1) : undefined;
    if (insideBefore !== undefined && written.endsWith(insideBefore))
      yield written.slice(0, -insideBefore.length) + inside;
    yield `${name}/${inside}`;
  }
}

/** Keeps a leading dot or slash, a slash at the end, and the other kind of slashes. */
function inStyle(written: string, path: string): string {
  let styled = path;
  if (written.startsWith('./') && !path.startsWith('../')) styled = `./${styled}`;
  if (written.startsWith('/') && !path.startsWith('../')) styled = `/${styled}`;
  if (written.endsWith('/')) styled += '/';
  return written.includes('\\') && !written.includes('/') ? styled.replaceAll('/', '\\') : styled;
}

function followLinks(view: View): readonly DocumentEdit[] {
  const { document } = view;
  return document.links.flatMap((link) => {
    const newText = rewriteLink(view, link);
    return newText === undefined ? [] : [{ uri: document.uri, span: link.pathSpan, newText }];
  });
}

/** Undefined where the link leads to the same file as before. */
function rewriteLink(
  { document, place, directory, pathAfter }: View,
  link: RelativeLink,
): string | undefined {
  const target = linkTarget(place, link);
  if (target === undefined || !isListed(place, target)) return undefined;
  const [file] = filesAt(place.folder, target);
  if (file === undefined) return undefined;
  const extension = file.slice(target.length);
  const fileAfter = pathAfter(file);
  const after = fileAfter.endsWith(extension)
    ? fileAfter.slice(0, fileAfter.length - extension.length)
    : fileAfter;
  const raw = document.source.slice(link.pathSpan);
  const [behind = ''] = /(?:\?.*|:\d+(?:[-:]\d+)?)$/s.exec(raw) ?? [];
  const path = link.path.replace(/:\d+(?:[-:]\d+)?$/, '');
  if (normalizePath(directory === '' ? path : `${directory}/${path}`) === after) return undefined;
  const inBrackets = document.source.text[link.targetSpan.from - 1] === '<';
  const written = inStyle(path, relativePath(directory, after));
  return (inBrackets ? written : escapeTarget(written, raw)) + behind;
}

/** What would end a link's target, or mean something else in it; everything unusual if it was written so. */
function escapeTarget(path: string, raw: string): string {
  const encoded = raw.includes('%') ? encodeURI(path) : path.replace(/%/g, '%25').replace(/\s/g, '%20');
  return encoded.replace(/[()<>#?]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}
