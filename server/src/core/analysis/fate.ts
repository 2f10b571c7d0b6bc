import type { Departures, Fate } from '../history/departures.ts';
import { basename, dirname } from '../index/layer.ts';
import { moduleRoots } from '../index/modules.ts';
import { joinPath, normalizePath, relativePath } from '../index/paths.ts';
import type { Reference, RoadmapDocument } from '../model/document.ts';
import { type Location, uriIn } from '../model/workspace.ts';
import type { RelatedPlace } from './finding.ts';
import { possiblePaths } from './missing.ts';

/** What history says about a reference whose file is not there. */
export interface ReferenceFate {
  readonly fate: Fate;
  /** It was found by its bare name alone: another file may have been meant. */
  readonly byNameAlone: boolean;
  /** How the document would write the new path; undefined for a deleted file, and for one that it cannot name. */
  readonly rewritten: string | undefined;
}

/** A fate as the end of a sentence that says that something is not there, with the commit. */
export function tellFate({ commit, ...fate }: Fate): string {
  const when = `in ${commit.id.slice(0, 7)} on ${commit.date}`;
  return fate.kind === 'moved'
    ? `: it was moved to ${fate.path} ${when}`
    : `: it was deleted ${when} (${shorten(commit.subject)})`;
}

/** Where a moved file is now; nothing for a directory, which is no place in a text. */
export function newPlaces({ folder }: Location, fate: Fate): readonly RelatedPlace[] {
  if (fate.kind === 'deleted' || folder.files.has(fate.path) !== 'file') return [];
  const message = `${fate.commit.id.slice(0, 7)} moved it here: ${fate.commit.subject}`;
  return [{ uri: uriIn(folder, fate.path), span: { from: 0, to: 0 }, lines: [1, 1], message }];
}

/** Some write whole paragraphs into the first line of a commit's message. */
function shorten(subject: string): string {
  return subject.length <= 60 ? subject : `${subject.slice(0, 59).trimEnd()}…`;
}

/** How the path of a file is written. */
type Writing = (path: string) => string;

/**
 * The last step of the ladder: a path that leads nowhere now may have led somewhere once. The steps are those by
 * which a file is found that is there.
 */
export function fateOf(
  document: RoadmapDocument,
  place: Location,
  reference: Reference,
  departures: Departures,
): ReferenceFate | undefined {
  const { files } = place.folder;
  const isThere = (path: string): boolean => files.has(path) !== undefined;
  const tell = (path: string): Fate | undefined =>
    reference.kind === 'directory'
      ? departures.directoryFate(path, isThere)
      : departures.fileFate(path, isThere);
  for (const { path, write } of candidates(document, place, reference, departures)) {
    const fate = tell(path);
    if (fate) return { fate, byNameAlone: false, rewritten: rewrite(reference, fate, write) };
  }
  return fateByName(place, reference, departures, tell);
}

interface Candidate {
  readonly path: string;
  readonly write: Writing;
}

function* candidates(
  document: RoadmapDocument,
  place: Location,
  reference: Reference,
  departures: Departures,
): Iterable<Candidate> {
  const path = normalizePath(reference.path);
  if (path === undefined || path === '') return;
  const directory = dirname(place.path);
  const relative = joinPath(directory, path);
  for (const candidate of possiblePaths(place, reference)) {
    const isRelative = candidate === relative && candidate !== path;
    yield { path: candidate, write: isRelative ? (to) => relativePath(directory, to) : asItIs };
  }
  for (const root of moduleRoots(place.folder, document)) {
    const inside = joinPath(root, path);
    const write: Writing = (to) => (to.startsWith(`${root}/`) ? to.slice(root.length + 1) : to);
    if (inside !== undefined) yield { path: inside, write };
  }
  if (reference.kind === 'directory') return;
  const suffix = path.replace(/^(\.\.\/)+/, '');
  const [only, ...others] = suffix.includes('/') ? departures.bySuffix(suffix) : [];
  if (only !== undefined && others.length === 0) yield { path: only, write: asItIs };
  yield* strippedPaths(place, reference, path);
}

/** Without what stands before the project in another machine's absolute path, or without the project's name. */
function* strippedPaths(place: Location, reference: Reference, path: string): Iterable<Candidate> {
  const isAbsolute = /^([a-z]:)?[\\/]/i.test(reference.path);
  const segments = path.split('/');
  for (let drop = 1; drop < segments.length - 1; drop++) {
    const isNamed = segments[drop - 1]?.toLowerCase() === place.folder.name.toLowerCase();
    if (isAbsolute || isNamed) yield { path: segments.slice(drop).join('/'), write: asItIs };
  }
}

/** A bare name says too little to tell that a file was deleted; that the only one of its name moved, it may. */
function fateByName(
  { folder }: Location,
  reference: Reference,
  departures: Departures,
  tell: (path: string) => Fate | undefined,
): ReferenceFate | undefined {
  const path = normalizePath(reference.path);
  if (path === undefined || path.includes('/') || reference.kind !== 'file' || !reference.quoted)
    return undefined;
  const [only, ...others] = departures.bySuffix(path);
  const fate = only === undefined || others.length > 0 ? undefined : tell(only);
  if (fate?.kind !== 'moved') return undefined;
  const write: Writing = (to) => (folder.files.byName(basename(to)).length === 1 ? basename(to) : to);
  return { fate, byNameAlone: true, rewritten: rewrite(reference, fate, write) };
}

const asItIs: Writing = (path) => path;

/** Keeps the style in which the path was written; undefined where the new one would not be read as a path. */
function rewrite({ path, quoted }: Reference, fate: Fate, write: Writing): string | undefined {
  if (fate.kind === 'deleted' || fate.path.startsWith('../')) return undefined;
  let written = write(fate.path);
  if (path.startsWith('./') && !written.startsWith('../')) written = `./${written}`;
  if (path.endsWith('/')) written += '/';
  if (path.includes('\\') && !path.includes('/')) written = written.replaceAll('/', '\\');
  return /[`\r\n]/.test(written) || (!quoted && /\s/.test(written)) ? undefined : written;
}
