import type { RoadmapDocument } from '../model/document.ts';
import type { Folder } from '../model/workspace.ts';
import { memoryOf } from '../remember.ts';
import { normalizePath } from './paths.ts';

/**
 * The folders that a document's paths may be relative to: those of the settings, and those that the document
 * itself names ("all paths are relative to `packages/api`", `**Working directory:** server/`).
 */
export function moduleRoots(folder: Folder, document: RoadmapDocument): readonly string[] {
  const named = namedRoots(document).flatMap((root) => findDirectory(folder, root));
  return [...new Set([...folder.config.modules, ...named])].filter((root) => root !== '');
}

function namedRoots(document: RoadmapDocument): readonly string[] {
  return memoryOf(document).flatMap('named roots', [], document.source.pieces, ({ text }) =>
    [...text.matchAll(NAMED_ROOT)].flatMap((match) => match[1] ?? match[2] ?? []),
  );
}

/** The path is taken only from code marks or with a slash: a bare word after "relative to" is prose. */
const PATH = String.raw`(?:\x60([^\x60\n]+)\x60|([\w.@-]+\/[\w./@-]*))`;
const NAMED_ROOT = new RegExp(
  String.raw`(?:\bpaths?\b[^\n.]{0,40}\brelative to(?: the)?(?: folder| directory)? ` +
    String.raw`|\*\*(?:Module|Package|Working directory|Base path|Root|Project root|Code ?base|Source root):?\*\*:? *)${PATH}`,
  'giu',
);

function findDirectory(folder: Folder, written: string): readonly string[] {
  const path = normalizePath(written);
  if (path === undefined || path === '' || path.startsWith('../')) return [];
  if (folder.files.has(path) === 'directory') return [path];
  const candidates = folder.files.bySuffix(path, 'directory');
  return candidates.length === 1 ? candidates : [];
}
