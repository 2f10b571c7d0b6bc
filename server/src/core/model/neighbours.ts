import { URI } from 'vscode-uri';
import type { EntryKind, FileIndex } from '../index/files.ts';

/** Another folder of the workspace, as a folder sees it. */
export interface Neighbour {
  readonly uri: string;
  readonly name: string;
  /** The path that leads there: `../api`. */
  readonly path: string;
  readonly files: FileIndex;
}

interface Neighbouring {
  readonly uri: string;
  readonly name: string;
  readonly files: FileIndex;
  readonly neighbours: readonly Neighbour[];
}

/** Makes the folders of a workspace known to each other; one for which nothing changed stays the same value. */
export function acquaint<F extends Neighbouring>(folders: readonly F[]): readonly F[] {
  const acquainted = folders.map((folder) => {
    const neighbours = folders.flatMap((other) => neighbourOf(folder, other));
    const isSame =
      neighbours.length === folder.neighbours.length &&
      neighbours.every((each, index) => each === folder.neighbours[index]);
    return isSame ? folder : { ...folder, neighbours };
  });
  return acquainted;
}

/** What stands at a path that is relative to a folder, and may lead into a neighbour: `../api/src/a.ts`. */
export function entryAt(folder: Neighbouring, path: string): EntryKind | undefined {
  const place = placeAt(folder, path);
  return place?.files.has(place.path);
}

/** The list of files that has to know what is at a path, and the path there; undefined outside the workspace. */
export function placeAt(
  folder: Neighbouring,
  path: string,
): { readonly files: FileIndex; readonly path: string } | undefined {
  if (!climbs(path)) return { files: folder.files, path };
  const target = absolutePath(folder.uri, path);
  for (const { uri, files } of folder.neighbours) {
    const root = URI.parse(uri).path;
    if (target === root) return { files, path: '' };
    if (target.startsWith(`${root}/`)) return { files, path: target.slice(root.length + 1) };
  }
  return undefined;
}

/**
 * Where a path leads that begins with the name of a neighbour, as editors write it, or with the last folders of its
 * address, as its repository does. Whether something is there is another question.
 */
export function pathsByName({ neighbours }: Neighbouring, path: string): readonly string[] {
  const segments = path.split('/');
  return neighbours.flatMap(({ uri, name, path: root }) => {
    const address = URI.parse(uri).path;
    for (let count = segments.length - 1; count > 0; count--) {
      const head = segments.slice(0, count).join('/');
      const isNamed = head === name || address.endsWith(`/${head}`);
      if (isNamed) return [`${root}/${segments.slice(count).join('/')}`];
    }
    return [];
  });
}

/** The file that was probably meant by a path that does not exist, as `FileIndex.nearest` finds it. */
export function nearestAt(folder: Neighbouring, path: string): string | undefined {
  const at = placeAt(folder, path);
  const near = at?.files.nearest(at.path);
  return at && near !== undefined ? path.slice(0, path.length - at.path.length) + near : undefined;
}

/** Whether a normalized path leads out of the folder to which it is relative. */
export function climbs(path: string): boolean {
  return path === '..' || path.startsWith('../');
}

/** The path part of the URI of a path relative to a folder, without `..`. */
export function absolutePath(folderUri: string, path: string): string {
  const segments = URI.parse(folderUri).path.replace(/\/$/, '').split('/');
  for (const segment of path.split('/')) {
    if (segment !== '..') segments.push(segment);
    else if (segments.length > 1) segments.pop();
  }
  return segments.join('/');
}

/** None for itself, for one on another machine or drive, and for one within the folder, whose list has its files. */
function neighbourOf(folder: Neighbouring, other: Neighbouring): readonly Neighbour[] {
  const [from, to] = [URI.parse(folder.uri), URI.parse(other.uri)];
  if (from.scheme !== to.scheme || from.authority !== to.authority) return [];
  const path = pathBetween(from.path, to.path);
  if (path === undefined) return [];
  const { uri, name, files } = other;
  const known = folder.neighbours.find((each) => each.uri === uri);
  const isSame = known?.name === name && known.files === files;
  return [isSame ? known : { uri, name, path, files }];
}

function pathBetween(from: string, to: string): string | undefined {
  const [start, end] = [from, to].map((path) => path.split('/').filter((segment) => segment !== ''));
  if (start === undefined || end === undefined) return undefined;
  let shared = 0;
  while (shared < start.length && shared < end.length && start[shared] === end[shared]) shared++;
  const isOtherDrive = shared === 0 && /^[a-z]:$/i.test(end[0] ?? '');
  if (shared === start.length || isOtherDrive) return undefined;
  return [...start.slice(shared).map(() => '..'), ...end.slice(shared)].join('/');
}
