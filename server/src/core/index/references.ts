import type { Reference, RoadmapDocument } from '../model/document.ts';
import type { Folder } from '../model/workspace.ts';

/** How a path was found, from the surest step to the least sure. */
export type ResolutionKind =
  'exact' | 'relative' | 'module' | 'suffix' | 'basename' | 'stripped' | 'ambiguous' | 'missing';

/** What a reference points at. Paths are relative to the folder. */
export interface Resolution {
  readonly kind: ResolutionKind;
  /** Undefined if ambiguous or missing, and for globs. */
  readonly path: string | undefined;
  /** All that match, the likeliest first; one entry if found, none if missing. */
  readonly candidates: readonly string[];
  /**
   * sure: an exact hit, or one that matched two path segments or more; a warning may rest on it.
   * likely: found by its bare name alone; information at most.
   */
  readonly confidence: 'sure' | 'likely' | 'none';
}

/** Resolves one reference of a document in its folder. */
export function resolveReference(
  folder: Folder,
  document: RoadmapDocument,
  reference: Reference,
): Resolution {
  void document;
  const path = reference.path.replace(/^\.\//, '').replace(/\/$/, '');
  if (folder.files.has(path) === undefined) return MISSING;
  return { kind: 'exact', path, candidates: [path], confidence: 'sure' };
}

const MISSING: Resolution = { kind: 'missing', path: undefined, candidates: [], confidence: 'none' };
