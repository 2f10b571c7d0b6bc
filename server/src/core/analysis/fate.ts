import { type Departures, type Fate, NOT_COMMITTED } from '../history/departures.ts';
import { basename, dirname } from '../index/layer.ts';
import { moduleRoots } from '../index/modules.ts';
import { joinPath, normalizePath, relativePath } from '../index/paths.ts';
import { entryAt } from '../model/neighbours.ts';
import type { Reference, RoadmapDocument } from '../model/document.ts';
import { type Location, uriIn } from '../model/workspace.ts';
import type { Commit } from '../ports.ts';
import type { RelatedPlace } from './finding.ts';
import { possiblePaths } from './missing.ts';

/** What history says about a reference whose file is not there. */
export interface ReferenceFate {
  readonly fate: Fate;
  /** It was found by its bare name alone: another file may have been meant. */
  readonly byNameAlone: boolean;
  /** The file surely was there when the sentence was written, or later: it is not yet to come. */
  readonly wasThere: boolean;
  /** How the document would write the new path; undefined for a deleted file, and for one that it cannot name. */
  readonly rewritten: string | undefined;
}

/** A fate as the end of a sentence that says that something is not there, with the commit. */
export function tellFate({ commit, ...fate }: Fate): string {
  if (commit === NOT_COMMITTED) {
    const what = fate.kind === 'moved' ? `moved to ${fate.path}` : 'deleted';
    return `: it was ${what} since the last commit`;
  }
  const when = `in ${commit.id.slice(0, 7)} on ${commit.date}`;
  return fate.kind === 'moved'
    ? `: it was moved to ${fate.path} ${when}`
    : `: it was deleted ${when} (${shorten(commit.subject)})`;
}

/** Where a moved file is now; nothing for a directory, which is no place in a text. */
export function newPlaces({ folder }: Location, fate: Fate): readonly RelatedPlace[] {
  if (fate.kind === 'deleted' || entryAt(folder, fate.path) !== 'file') return [];
  const { commit } = fate;
  const message =
    commit === NOT_COMMITTED
      ? 'It was moved here since the last commit.'
      : `${commit.id.slice(0, 7)} moved it here: ${commit.subject}`;
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
 * @param since the commit that wrote the sentence, if that is known: what left before may have been another file of
 *   that name, and a plan can name one that is yet to come.
 */
export function fateOf(
  document: RoadmapDocument,
  place: Location,
  reference: Reference,
  departures: Departures,
  since: Commit | undefined,
): ReferenceFate | undefined {
  const seen = { departures, since, tell: teller(place, reference, departures, since) };
  for (const { path, write } of candidates(document, place, reference, seen)) {
    const fate = seen.tell(path);
    if (fate)
      return {
        fate,
        byNameAlone: false,
        wasThere: since !== undefined,
        rewritten: rewrite(reference, fate, write),
      };
  }
  return fateByName(place, reference, seen);
}

/** What became of the file that stood where the mention says, seen from the root or from the document. */
export function fateInPlace(
  place: Location,
  reference: Reference,
  departures: Departures,
  since: Commit | undefined,
): Fate | undefined {
  const tell = teller(place, reference, departures, since);
  for (const path of possiblePaths(place, reference)) {
    const fate = tell(path);
    if (fate) return fate;
  }
  return undefined;
}

/** History as it is seen from one sentence. */
interface Hindsight {
  readonly departures: Departures;
  readonly since: Commit | undefined;
  readonly tell: (path: string) => Fate | undefined;
}

function teller(
  { folder }: Location,
  { kind }: Reference,
  departures: Departures,
  since: Commit | undefined,
): Hindsight['tell'] {
  const isThere = (path: string): boolean => entryAt(folder, path) !== undefined;
  return (path) => {
    const fate =
      kind === 'directory' ? departures.directoryFate(path, isThere) : departures.fileFate(path, isThere);
    return fate && leftSince(departures.departed(path) ?? fate.commit, since) ? fate : undefined;
  };
}

/** Not before the sentence was written, nor by the very commit that wrote it. */
function leftSince(left: Commit, since: Commit | undefined): boolean {
  return since === undefined || (left.time >= since.time && left.id !== since.id);
}

interface Candidate {
  readonly path: string;
  readonly write: Writing;
}

function* candidates(
  document: RoadmapDocument,
  place: Location,
  reference: Reference,
  seen: Hindsight,
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
  const only = suffix.includes('/') ? oneWithSuffix(suffix, seen) : undefined;
  if (only !== undefined) yield { path: only, write: asItIs };
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

/** The path that ends so, if all that left are one file, which may have moved more than once. */
function oneWithSuffix(suffix: string, { departures, since, tell }: Hindsight): string | undefined {
  const [only, ...others] = departures.bySuffix(suffix).filter((path) => {
    const commit = departures.departed(path);
    return commit !== undefined && leftSince(commit, since);
  });
  if (only === undefined || others.length === 0) return only;
  const end = tell(only)?.commit.id;
  return end !== undefined && others.every((path) => tell(path)?.commit.id === end) ? only : undefined;
}

/**
 * A bare name says too little to tell that a file was deleted, unless the file was there when the sentence was
 * written. That the only one of its name moved, it may tell.
 */
function fateByName({ folder }: Location, reference: Reference, seen: Hindsight): ReferenceFate | undefined {
  const path = normalizePath(reference.path);
  if (path === undefined || path.includes('/') || reference.kind !== 'file') return undefined;
  const only = oneWithSuffix(path, seen);
  const fate = only === undefined ? undefined : seen.tell(only);
  if (fate === undefined) return undefined;
  if (seen.since === undefined && (fate.kind !== 'moved' || !reference.quoted)) return undefined;
  const write: Writing = (to) => (folder.files.byName(basename(to)).length === 1 ? basename(to) : to);
  return {
    fate,
    byNameAlone: true,
    wasThere: seen.since !== undefined,
    rewritten: rewrite(reference, fate, write),
  };
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
