import { resolveReference } from '../index/references.ts';
import type { RoadmapDocument } from '../model/document.ts';
import { locate, uriIn, type Location, type Workspace } from '../model/workspace.ts';
import { parseRoadmap } from '../parse/document.ts';
import { SourceText } from '../text/source.ts';
import { type History, NO_HISTORY } from './history.ts';
import { type Anchors, anchorsOf, isListed, isMarkdown, linkTarget } from './links.ts';
import { possiblePaths } from './missing.ts';

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
  /** The anchors of a Markdown file that is not among the workspace's documents. */
  anchors(path: string): Anchors | undefined;
  /** What git remembers, as far as it was asked: reading it takes time, and nobody waits for it while typing. */
  readonly history: History;
}

/** What a host must read before `checkDocument`. */
export interface FactNeeds {
  readonly lineCounts: readonly string[];
  /** Asked with `exists`, and where that says no, with `ignored`. */
  readonly stats: readonly string[];
  readonly anchors: readonly string[];
}

/** How a host answers; each asks the disk or a cache. */
export interface FactSource {
  lineCount(path: string): Promise<number | undefined>;
  exists(path: string): Promise<boolean>;
  ignored(path: string): Promise<boolean>;
  readText(path: string): Promise<string | undefined>;
}

/** Facts of a host that can read nothing: no finding rests on a file's content. */
export const NO_FACTS: Facts = {
  lineCount: () => undefined,
  exists: () => false,
  ignored: () => false,
  anchors: () => undefined,
  history: NO_HISTORY,
};

/** What must be read before the document at `uri` can be checked. */
export function neededFacts(workspace: Workspace, uri: string): FactNeeds {
  const document = workspace.documents.get(uri);
  const place = locate(workspace, uri);
  if (document?.roadmap !== true || place === undefined) return { lineCounts: [], stats: [], anchors: [] };
  const links = linkNeeds(workspace, document, place);
  const references = referenceNeeds(document, place);
  return {
    lineCounts: unique(references.lineCounts),
    stats: unique([...references.stats, ...links.stats]),
    anchors: unique(links.anchors),
  };
}

/**
 * Reads what is needed.
 * @param history what is known of it by now.
 */
export async function gatherFacts(
  needs: FactNeeds,
  source: FactSource,
  history: History = NO_HISTORY,
): Promise<Facts> {
  const [lineCounts, exists, anchors] = await Promise.all([
    readAll(needs.lineCounts, (path) => source.lineCount(path)),
    readAll(needs.stats, (path) => source.exists(path)),
    readAll(needs.anchors, async (path) => readAnchors(await source.readText(path))),
  ]);
  const absent = needs.stats.filter((path) => exists.get(path) === false);
  const ignored = await readAll(absent, (path) => source.ignored(path));
  return {
    lineCount: (path) => lineCounts.get(path),
    exists: (path) => exists.get(path) ?? false,
    ignored: (path) => ignored.get(path) ?? false,
    anchors: (path) => anchors.get(path),
    history,
  };
}

function referenceNeeds(
  document: RoadmapDocument,
  place: Location,
): { lineCounts: string[]; stats: string[] } {
  const lineCounts: string[] = [];
  const stats: string[] = [];
  for (const reference of document.references) {
    if (reference.kind === 'glob') continue;
    const { kind, path } = resolveReference(place.folder, document, reference);
    if (kind === 'missing') stats.push(...possiblePaths(place, reference));
    else if (path !== undefined && reference.ranges.length > 0) lineCounts.push(path);
  }
  return { lineCounts, stats };
}

function linkNeeds(
  workspace: Workspace,
  document: RoadmapDocument,
  place: Location,
): { stats: string[]; anchors: string[] } {
  const stats: string[] = [];
  const anchors: string[] = [];
  for (const link of document.links) {
    const target = linkTarget(place, link);
    if (target === undefined) continue;
    if (!isListed(place, target)) stats.push(target);
    else if (link.fragment !== null && isMarkdown(target)) {
      if (!workspace.documents.has(uriIn(place.folder, target))) anchors.push(target);
    }
  }
  return { stats, anchors };
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

function unique(paths: readonly string[]): readonly string[] {
  return [...new Set(paths)];
}
