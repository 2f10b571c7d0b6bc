import { dirname } from '../../index/layer.ts';
import { joinPath, normalizePath } from '../../index/paths.ts';
import { resolveReference } from '../../index/references.ts';
import type { RoadmapDocument } from '../../model/document.ts';
import type { Location } from '../../model/workspace.ts';
import type { PathCall } from './calls.ts';

/** Whether the file that a command names is in the project, from whichever folder the command runs. */
export function isPathFound({ folder }: Location, document: RoadmapDocument, { name }: PathCall): boolean {
  return resolveReference(folder, document, { path: name, kind: 'file' }).kind !== 'missing';
}

/** Where it could still be: on disk, though git ignores it. */
export function pathsToAsk(place: Location, { name }: PathCall): readonly string[] {
  const path = normalizePath(name);
  if (path === undefined || path === '') return [];
  const relative = joinPath(dirname(place.path), path);
  return [...new Set(relative === undefined ? [path] : [path, relative])];
}
