import type { CreateFile } from 'vscode-languageserver-types';
import type { Finding } from '../core/analysis/finding.ts';
import { isBehindAFile } from '../core/analysis/missing.ts';
import { joinPath, normalizePath } from '../core/index/paths.ts';
import { dirname } from '../core/index/layer.ts';
import { locate, uriIn } from '../core/model/workspace.ts';
import type { Snapshot } from './snapshot.ts';

/** A file that a plan names and that is not there. */
export interface MissingFile {
  /** From the root of the folder. */
  readonly path: string;
  /** Makes it, empty, with the directories above it; a file that is there by then stays. */
  readonly create: CreateFile;
}

/**
 * The file that would answer a finding of `reference/missing`: where the path leads from the root of the folder,
 * or from the document if it says so. Undefined for directories, patterns, absolute paths, and those that lead out of
 * the folder.
 */
export function missingFile(
  { workspace, document }: Snapshot,
  { code, span }: Finding,
): MissingFile | undefined {
  if (code !== 'reference/missing') return undefined;
  const reference = document.references.find(({ pathSpan }) => pathSpan.from === span.from);
  const place = locate(workspace, document.uri);
  if (reference?.kind !== 'file' || place === undefined || ABSOLUTE.test(reference.path)) return undefined;
  const path = /^\.{1,2}\//.test(reference.path)
    ? joinPath(dirname(place.path), reference.path)
    : normalizePath(reference.path);
  if (path === undefined || path === '' || path.startsWith('../') || isBehindAFile(place, path)) {
    return undefined;
  }
  const uri = uriIn(place.folder, path);
  return { path, create: { kind: 'create', uri, options: { ignoreIfExists: true } } };
}

/** Whose root it is, nobody knows. */
const ABSOLUTE = /^[\\/]/;
