import { type BranchStates, NO_BRANCHES } from '../branches/states.ts';
import { resolveReference, resolverFor } from '../index/references.ts';
import type { Item, Reference, RelativeLink, RoadmapDocument } from '../model/document.ts';
import { locate, uriIn, type Location, type Workspace } from '../model/workspace.ts';
import { parseRoadmap } from '../parse/document.ts';
import { isEqual, memoryOf } from '../remember.ts';
import { SourceText } from '../text/source.ts';
import { type History, NO_HISTORY } from './history.ts';
import { type DocumentRuns, NO_RUNS } from './gateRuns.ts';
import { filesFor } from './automatic/verdict.ts';
import { type Anchors, anchorsOf, isListed, isMarkdown, linkTarget } from './links.ts';
import { lineClaimOf } from './lineClaims.ts';
import { possiblePaths } from './missing.ts';
import { flatMapGates } from './placedGates.ts';
import { type Call, callsOf } from './targets/calls.ts';
import { type Manifest, manifestsFor, readManifest } from './targets/manifests.ts';
import { isPathFound, pathsToAsk } from './targets/paths.ts';

/**
 * What rules must know of the files around a document beyond their names. Read beforehand, so that rules stay
 * pure. Paths are relative to the document's folder.
 */
export interface Facts {
  /** How many lines a file has; undefined if it cannot be read as text. */
  lineCount(path: string): number | undefined;
  /** Whether something stands at a path that the file index does not list. */
  exists(path: string): boolean;
  /** Whether git would ignore the path, so that nothing needs to stand there. */
  ignored(path: string): boolean;
  /** Where a path that is not there would stand in a submodule; undefined outside of one that is checked out. */
  submodule(path: string): SubmodulePlace | undefined;
  /** The anchors of a Markdown file that is not among the workspace's documents. */
  anchors(path: string): Anchors | undefined;
  /** What stands in the files that criteria speak of. */
  readonly claims: ClaimFacts;
  /** The targets that a Makefile, a package.json or the like lists; undefined if it cannot be read. */
  manifest(path: string): Manifest | undefined;
  /** What git remembers, as far as it was asked: reading it takes time, and nobody waits for it while typing. */
  readonly history: History;
  /** What the last runs of the document's gates showed, as far as the host knows. */
  readonly gates: DocumentRuns;
  /** What git says of the branches of the document's tasks, as far as it was asked. */
  readonly branches: BranchStates;
}

/** In a folder of the submodule that is there, or in none. */
export type SubmodulePlace = 'in a folder' | 'nowhere';

/** What criteria can be measured by. */
export interface ClaimFacts {
  /** The text of a file; undefined if it cannot be read. */
  text(path: string): string | undefined;
  exists(path: string): boolean;
}

/** No criterion speaks of a file. */
export const NO_CLAIM_FACTS: ClaimFacts = { text: () => undefined, exists: () => false };

/** What a host must read before `checkDocument`. */
export interface FactNeeds {
  readonly lineCounts: readonly string[];
  /** Asked with `exists`, and where that says no, with `ignored` and `submodule`. */
  readonly stats: readonly string[];
  readonly anchors: readonly string[];
  /** Of the files that criteria speak of, the text. */
  readonly texts: readonly string[];
  /** The same, where it matters only whether something is there. */
  readonly claimed: readonly string[];
  readonly manifests: readonly string[];
}

/** How a host answers; each asks the disk or a cache. */
export interface FactSource {
  lineCount(path: string): Promise<number | undefined>;
  exists(path: string): Promise<boolean>;
  ignored(path: string): Promise<boolean>;
  submodule(path: string): Promise<SubmodulePlace | undefined>;
  readText(path: string): Promise<string | undefined>;
}

/** Facts of a host that can read nothing: no finding rests on a file's content. */
export const NO_FACTS: Facts = {
  lineCount: () => undefined,
  exists: () => false,
  ignored: () => false,
  submodule: () => undefined,
  anchors: () => undefined,
  claims: NO_CLAIM_FACTS,
  manifest: () => undefined,
  history: NO_HISTORY,
  gates: NO_RUNS,
  branches: NO_BRANCHES,
};

/** What must be read before the document at `uri` can be checked: the same value for the same needs. */
export function neededFacts(workspace: Workspace, uri: string): FactNeeds {
  const document = workspace.documents.get(uri);
  const place = locate(workspace, uri);
  if (document?.roadmap !== true || place === undefined) return NO_NEEDS;
  const memory = memoryOf(document);
  const { folder } = place;
  const resolver = resolverFor(folder, document);
  const needs = [folder, place.path, resolver];
  const ofReferences = memory.flatMap('facts for references', needs, document.references, (reference) =>
    referenceNeeds(document, place, reference),
  );
  const ofLinks = memory.flatMap('facts for links', [folder, place.path], document.links, (link) =>
    linkNeeds(place, link),
  );
  const directory = folderOf(place.path);
  const ofTasks = memory.flatMap('facts for criteria', [place.path], document.tasks, ({ items }) =>
    items.flatMap((item) => criterionNeeds(item, directory)),
  );
  const ofOthers = memory.flatMap('facts for other criteria', [place.path], document.criteria, (item) =>
    criterionNeeds(item, directory),
  );
  const ofCriteria = memory.derive('facts for all criteria', [ofTasks, ofOthers], () => [
    ...ofTasks,
    ...ofOthers,
  ]);
  const isRead = (path: string): boolean => workspace.documents.has(uriIn(folder, path));
  const anchors = ofLinks.filter((need) => need.ask === 'anchors' && !isRead(need.path));
  const unread = memory.keep('anchors to read', anchors, Object.is);
  const ofGates = flatMapGates(document, 'facts for gates', [folder, place.path, resolver], ({ gate }) =>
    callsOf(gate).flatMap((call) => callNeeds(document, place, call)),
  );
  const gateNeeds = memory.keep('gate needs', ofGates, isEqual);
  return memory.derive('needed facts', [ofReferences, ofLinks, ofCriteria, unread, gateNeeds], () => {
    const asked = [...ofReferences, ...ofLinks, ...ofCriteria, ...gateNeeds];
    const pathsOf = (needs: readonly Need[], ask: Need['ask']): readonly string[] => [
      ...new Set(needs.flatMap((need) => (need.ask === ask ? [need.path] : []))),
    ];
    return {
      lineCounts: pathsOf(asked, 'line count'),
      stats: pathsOf(asked, 'stat'),
      anchors: pathsOf(unread, 'anchors'),
      texts: pathsOf(ofCriteria, 'text'),
      claimed: pathsOf(ofCriteria, 'claimed'),
      manifests: pathsOf(gateNeeds, 'manifest'),
    };
  });
}

const NO_NEEDS: FactNeeds = { lineCounts: [], stats: [], anchors: [], texts: [], claimed: [], manifests: [] };

interface Need {
  readonly ask: 'line count' | 'stat' | 'anchors' | 'text' | 'claimed' | 'manifest';
  readonly path: string;
}

/** What a host answered to `FactNeeds`, by path: plain data, which can be compared with earlier answers. */
export interface FactAnswers {
  readonly lineCounts: ReadonlyMap<string, number | undefined>;
  readonly exists: ReadonlyMap<string, boolean>;
  readonly ignored: ReadonlyMap<string, boolean>;
  readonly submodules: ReadonlyMap<string, SubmodulePlace | undefined>;
  readonly anchors: ReadonlyMap<string, Anchors | undefined>;
  readonly texts: ReadonlyMap<string, string | undefined>;
  readonly claimed: ReadonlyMap<string, boolean>;
  readonly manifests: ReadonlyMap<string, Manifest | undefined>;
}

/** Reads what is needed. */
export async function gatherAnswers(needs: FactNeeds, source: FactSource): Promise<FactAnswers> {
  const [lineCounts, exists, anchors, texts, claimed, manifests] = await Promise.all([
    readAll(needs.lineCounts, (path) => source.lineCount(path)),
    readAll(needs.stats, (path) => source.exists(path)),
    readAll(needs.anchors, async (path) => readAnchors(await source.readText(path))),
    readAll(needs.texts, (path) => source.readText(path)),
    readAll(needs.claimed, (path) => source.exists(path)),
    readAll(needs.manifests, async (path) => {
      const text = await source.readText(path);
      return text === undefined ? undefined : readManifest(path, text);
    }),
  ]);
  const absent = needs.stats.filter((path) => exists.get(path) === false);
  const ignored = await readAll(absent, (path) => source.ignored(path));
  const submodules = await readAll(absent, (path) => source.submodule(path));
  return { lineCounts, exists, ignored, submodules, anchors, texts, claimed, manifests };
}

/** The same answers to the same needs. */
export function areSameAnswers(a: FactAnswers, b: FactAnswers): boolean {
  const { anchors, ...others } = a;
  const { anchors: anchorsBefore, ...othersBefore } = b;
  return isEqual(namesIn(anchors), namesIn(anchorsBefore)) && isEqual(others, othersBefore);
}

/** All that is known of anchors follows from their names and the order of these. */
function namesIn(anchors: FactAnswers['anchors']): readonly unknown[] {
  return [...anchors].map(([path, known]) => [path, known && [...known.all]]);
}

/** What rules ask, of what was read. */
export function factsFrom(answers: FactAnswers): Facts {
  const { lineCounts, exists, ignored, submodules, anchors, texts, claimed, manifests } = answers;
  return {
    ...NO_FACTS,
    lineCount: (path) => lineCounts.get(path),
    exists: (path) => exists.get(path) ?? false,
    ignored: (path) => ignored.get(path) ?? false,
    submodule: (path) => submodules.get(path),
    anchors: (path) => anchors.get(path),
    claims:
      texts.size + claimed.size === 0
        ? NO_CLAIM_FACTS
        : { text: (path) => texts.get(path), exists: (path) => claimed.get(path) ?? false },
    manifest: (path) => manifests.get(path),
  };
}

/** Reads what is needed, for who asks once. */
export async function gatherFacts(needs: FactNeeds, source: FactSource): Promise<Facts> {
  return factsFrom(await gatherAnswers(needs, source));
}

/** So many of the files that a mention may mean are looked at. */
const MOST_CANDIDATES = 20;

function referenceNeeds(document: RoadmapDocument, place: Location, reference: Reference): readonly Need[] {
  if (reference.kind === 'glob') return [];
  const { kind, path, candidates } = resolveReference(place.folder, document, reference);
  // Which of several files has the lines tells which is meant.
  if (kind === 'ambiguous' && reference.ranges.length > 0)
    return candidates.slice(0, MOST_CANDIDATES).map((candidate) => ({ ask: 'line count', path: candidate }));
  if (kind === 'missing')
    return possiblePaths(place, reference).map((possible) => ({ ask: 'stat', path: possible }));
  const isCounted = reference.ranges.length > 0 || lineClaimOf(document.source, reference) !== undefined;
  return path !== undefined && isCounted ? [{ ask: 'line count', path }] : [];
}

/** What must be known to say that a command asks for something that is not there. */
function callNeeds(document: RoadmapDocument, place: Location, call: Call): readonly Need[] {
  if (call.runner !== 'path')
    return (manifestsFor(place.folder.files, call.runner) ?? []).map((path) => ({ ask: 'manifest', path }));
  if (isPathFound(place, document, call)) return [];
  return pathsToAsk(place, call).map((path) => ({ ask: 'stat', path }));
}

/** The anchors of a document that was read are known already. */
function linkNeeds(place: Location, link: RelativeLink): readonly Need[] {
  const target = linkTarget(place, link);
  if (target === undefined) return [];
  if (!isListed(place, target)) return [{ ask: 'stat', path: target }];
  return link.fragment !== null && isMarkdown(target) ? [{ ask: 'anchors', path: target }] : [];
}

function criterionNeeds(item: Item, directory: string): readonly Need[] {
  if (item.role !== 'criterion') return [];
  const { texts, stats } = filesFor(item, directory);
  return [
    ...texts.map((path): Need => ({ ask: 'text', path })),
    ...stats.map((path): Need => ({ ask: 'claimed', path })),
  ];
}

/** The folder of a path, with its `/`; empty at the top. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function readAnchors(text: string | undefined): Anchors | undefined {
  return text === undefined ? undefined : anchorsOf(parseRoadmap('', new SourceText(text)));
}

async function readAll<T>(
  paths: readonly string[],
  read: (path: string) => Promise<T>,
): Promise<ReadonlyMap<string, T>> {
  return new Map(await Promise.all(paths.map(async (path) => [path, await read(path)] as const)));
}
