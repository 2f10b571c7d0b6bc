import { CompletionItemKind } from 'vscode-languageserver-types';
import type { FileIndex } from '../../core/index/files.ts';
import { basename, dirname } from '../../core/index/layer.ts';
import { moduleRoots } from '../../core/index/modules.ts';
import { joinPath, normalizePath, relativePath } from '../../core/index/paths.ts';
import { resolveReference } from '../../core/index/references.ts';
import { type Folder, type Location, locate } from '../../core/model/workspace.ts';
import { firstOf, NOTHING, type Proposal, type Proposals, type Scene } from './proposal.ts';
import { isLinkStyle, type PathStyle, type PathTarget } from './target.ts';

const MOST = 200;
/** References that are asked how this document writes its paths. */
const ASKED = 200;
/** Letters of a file's name, before it is looked for in all folders. */
const NAME_BEGUN = 2;

/**
 * The files and folders that the last segment of a path could be: below the folder that is written, wherever
 * this document's paths are relative to. A name that is begun is also looked for in all other folders.
 */
export function proposePaths(scene: Scene, target: PathTarget): Proposals {
  const place = locate(scene.snapshot.workspace, scene.snapshot.document.uri);
  if (!place) return NOTHING;
  const { directory, style, expected, goesOn, word } = target;
  const isSure = expected || directory !== '';
  // `/` alone begins an address, a pattern or a tag as often as a path.
  if (!isSure ? style === 'bare' : directory === '/' && !isLinkStyle(style)) return NOTHING;
  const { files } = place.folder;
  const folders = foldersMeant(scene, place, target);
  const entries = folders.flatMap((folder) => entriesOf(files, folder, style, goesOn));
  // Code is not always a path: nothing is said where nothing is called like it.
  const begun = entries.filter(({ label }) => (isSure ? holds : begins)(label, word.typed));
  const named = directory === '' && style !== 'bare' ? filesNamed(place, word.typed, scene, style) : [];
  return firstOf(distinct([...begun, ...named]), word.typed, MOST);
}

function begins(name: string, typed: string): boolean {
  return name.toLowerCase().startsWith(typed.toLowerCase());
}

function holds(name: string, typed: string): boolean {
  return name.toLowerCase().includes(typed.toLowerCase());
}

/** Those that the written folder may be, the likeliest first; relative to the workspace folder. */
function foldersMeant(scene: Scene, { folder, path }: Location, { directory, style }: PathTarget): string[] {
  const isLink = isLinkStyle(style);
  const written = isLink ? decode(directory) : directory;
  const own = dirname(path);
  if (isLink || /^\.\.?\//.test(written)) {
    const found = written.startsWith('/') ? normalizePath(written) : joinPath(own, written);
    return found !== undefined && folder.files.has(found) === 'directory' ? [found] : [];
  }
  const bases = basesOf(scene, folder, own);
  if (written === '') return bases.slice(0, 1);
  const found = bases.flatMap((base) => joinPath(base, written) ?? []);
  const existing = [...new Set(found)].filter((each) => folder.files.has(each) === 'directory');
  if (existing.length > 0) return existing;
  const suffix = normalizePath(written);
  const candidates = suffix === undefined ? [] : folder.files.bySuffix(suffix, 'directory');
  return candidates.length === 1 ? [...candidates] : [];
}

/** What paths are relative to, that of most of this document's references first. */
function basesOf(scene: Scene, folder: Folder, own: string): string[] {
  return writesFromItself(scene, folder)
    ? [own, '', ...moduleRoots(folder, scene.snapshot.document)]
    : ['', own, ...moduleRoots(folder, scene.snapshot.document)];
}

function writesFromItself({ snapshot: { document } }: Scene, folder: Folder): boolean {
  const kinds = document.references
    .slice(0, ASKED)
    .map((reference) => resolveReference(folder, document, reference).kind);
  const count = (wanted: string): number => kinds.filter((kind) => kind === wanted).length;
  return count('relative') > count('exact');
}

/** Folders first, hidden ones last. */
function entriesOf(files: FileIndex, directory: string, style: PathStyle, goesOn: boolean): Proposal[] {
  const folders = files.directoriesIn(directory).map((path) => ({
    label: `${basename(path)}/`,
    kind: CompletionItemKind.Folder,
    text: encode(`${basename(path)}${goesOn ? '' : '/'}`, style),
  }));
  const plain = files.children(directory).map((path) => ({
    label: basename(path),
    kind: CompletionItemKind.File,
    text: encode(basename(path), style),
  }));
  const isWritable = ({ label }: Proposal): boolean =>
    style !== 'bare' || /^[\p{L}\p{N}_.@/~+-]+$/u.test(label);
  const isHidden = ({ label }: Proposal): number => (label.startsWith('.') ? 1 : 0);
  const byName = (a: Proposal, b: Proposal): number => (a.label < b.label ? -1 : 1);
  return [...folders.sort(byName), ...plain.sort(byName)]
    .filter(isWritable)
    .sort((a, b) => isHidden(a) - isHidden(b));
}

/** Files of this name in any folder, with the whole path that this document would write. */
function filesNamed({ folder, path }: Location, typed: string, scene: Scene, style: PathStyle): Proposal[] {
  if (typed.length < NAME_BEGUN) return [];
  const own = dirname(path);
  const fromOwn = style !== 'code' || writesFromItself(scene, folder);
  const found: string[] = [];
  for (const file of folder.files.files()) if (begins(basename(file), typed)) found.push(file);
  return found
    .sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
    .slice(0, MOST)
    .map((file) => ({
      label: basename(file),
      kind: CompletionItemKind.File,
      text: encode(fromOwn ? relativePath(own, file) : file, style),
      description: dirname(file),
    }));
}

/** A file that stands in the folder itself is not named a second time. */
function distinct(proposals: readonly Proposal[]): Proposal[] {
  const seen = new Set<string>();
  return proposals.filter(({ label, text = label }) => {
    const isNew = !seen.has(text);
    seen.add(text);
    return isNew;
  });
}

/** A link's destination ends with a blank or a bracket. */
function encode(path: string, style: PathStyle): string {
  if (style === 'angle') return path.replace(/[<>]/g, encodeURIComponent);
  if (style !== 'link') return path;
  return path
    .replace(/[\s%#?<>]/g, encodeURIComponent)
    .replaceAll('(', '%28')
    .replaceAll(')', '%29');
}

/** A stray per cent sign is part of a name. */
export function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
