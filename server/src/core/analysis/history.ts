import type { Departures } from '../history/departures.ts';
import { type Resolution, resolveReference, resolverFor } from '../index/references.ts';
import type { Reference, RoadmapDocument } from '../model/document.ts';
import { locate, type Location, type Workspace } from '../model/workspace.ts';
import type { Commit, HistoryPort } from '../ports.ts';
import { memoryOf } from '../remember.ts';
import { dateSentences, type Drifts, gatherDrifts, type Mention, NO_DRIFTS, sentenceOf } from './drifts.ts';
import { fateInPlace } from './fate.ts';
import { isListed, linkTarget } from './links.ts';
import type { FactSource } from './facts.ts';
import { possiblePaths } from './missing.ts';

/** What git remembers around one document; a value that is replaced when more is known. */
export interface History {
  /** Git was asked all that it may know; before, findings that rest on it may be missing. */
  readonly complete: boolean;
  /** Files that left their path; undefined: not known (yet), or nobody needs it. */
  readonly departures: Departures | undefined;
  /** The commits that wrote the sentences which name missing files, by the sentence. */
  readonly written: ReadonlyMap<string, Commit>;
  /** What became of the lines that the document's references name. */
  readonly drifts: Drifts;
  /**
   * Mentions, by `mentionKey`, whose file has left the place they name since they were written: where another file
   * of that name is found elsewhere, it is not the one that was meant.
   */
  readonly strayed: ReadonlySet<string>;
}

/** Nothing is known: no finding rests on history. */
export const NO_HISTORY: History = {
  complete: false,
  departures: undefined,
  written: new Map(),
  drifts: NO_DRIFTS,
  strayed: new Set(),
};

export interface HistorySources {
  readonly port: HistoryPort;
  readonly files: FactSource;
  /** Lets others have their turn: comparing takes a while. */
  readonly pause: () => Promise<void>;
}

/** Git was asked, and has nothing to tell. */
export const EMPTY_HISTORY: History = { ...NO_HISTORY, complete: true };

/** Asks git all that the rules want to know about the document at `uri`. */
export async function gatherHistory(
  workspace: Workspace,
  uri: string,
  sources: HistorySources,
): Promise<History> {
  const document = workspace.documents.get(uri);
  const place = locate(workspace, uri);
  if (document?.roadmap !== true || place === undefined) return NO_HISTORY;
  const { missing, foundElsewhere } = mentionsIn(document, place);
  const isAnythingMissing = missing.length > 0 || hasDeadLink(document, place);
  const needsDepartures = isAnythingMissing || foundElsewhere.length > 0;
  const namesLines = document.references.some(({ ranges }) => ranges.length > 0);
  if (!needsDepartures && !namesLines) return EMPTY_HISTORY;
  const history = await sources.port.at(place.path);
  if (history === undefined) return EMPTY_HISTORY;
  const departures = needsDepartures ? await history.departures() : undefined;
  const strays = departures ? await findStrays(foundElsewhere, place, departures, sources.files) : [];
  const mentions = [...missing, ...strays];
  const dated = await dateSentences(mentions, place.path, {
    history,
    pause: sources.pause,
    repeated: 'newest',
  });
  return {
    complete: true,
    departures,
    written: new Map(dated.map(({ mention, since }) => [mention.sentence, since])),
    drifts: await gatherDrifts(document, place, history, sources),
    strayed: new Set(
      dated.flatMap(({ mention, since }) =>
        departures && strays.includes(mention) && fateInPlace(place, mention.reference, departures, since)
          ? [mentionKey(document, mention.reference)]
          : [],
      ),
    ),
  };
}

/** Names a mention by what is written, so that it holds wherever the sentence stands now. */
export function mentionKey(document: RoadmapDocument, reference: Reference): string {
  return `${reference.path}\n${sentenceOf(document, reference)}`;
}

interface Mentions {
  /** Of what is not there. */
  readonly missing: readonly Mention[];
  /** Of files that were not found where they say. */
  readonly foundElsewhere: readonly Mention[];
}

function mentionsIn(document: RoadmapDocument, { folder }: Location): Mentions {
  const memory = memoryOf(document);
  const needs = [folder, resolverFor(folder, document)];
  // It is asked again while somebody types.
  const found = memory.flatMap(
    'mentions that git is asked about',
    needs,
    document.references,
    (reference) => {
      if (reference.kind === 'glob' || reference.expectation === 'gone') return [];
      const { kind } = resolveReference(folder, document, reference);
      const isElsewhere = reference.kind === 'file' && ELSEWHERE.has(kind);
      if (kind !== 'missing' && !isElsewhere) return [];
      return [{ reference, sentence: sentenceOf(document, reference), isElsewhere }];
    },
  );
  return {
    missing: found.filter(({ isElsewhere }) => !isElsewhere),
    foundElsewhere: found.filter(({ isElsewhere }) => isElsewhere),
  };
}

const ELSEWHERE: ReadonlySet<Resolution['kind']> = new Set(['suffix', 'basename', 'stripped', 'ambiguous']);

/** Those of the mentions whose own place had a file once, which is not the one that was found. */
async function findStrays(
  mentions: readonly Mention[],
  place: Location,
  departures: Departures,
  files: FactSource,
): Promise<readonly Mention[]> {
  const left = mentions.filter(({ reference }) => {
    const fate = fateInPlace(place, reference, departures, undefined);
    return fate !== undefined && !(fate.kind === 'moved' && `/${fate.path}`.endsWith(`/${reference.path}`));
  });
  const isThere = await Promise.all(
    left.map(({ reference }) => areAny(possiblePaths(place, reference), files)),
  );
  return left.filter((_, index) => isThere[index] !== true);
}

/** Whether a file that git does not know stands, or may stand, at one of the paths. */
async function areAny(paths: readonly string[], files: FactSource): Promise<boolean> {
  const found = await Promise.all(
    paths.map(async (path) => (await files.exists(path)) || (await files.ignored(path))),
  );
  return found.includes(true);
}

/** Whether two values let rules say the same. */
export function isSameHistory(a: History, b: History): boolean {
  if (a.complete !== b.complete || a.departures !== b.departures) return false;
  if (a.drifts.size !== b.drifts.size || a.written.size !== b.written.size) return false;
  if (a.strayed.size !== b.strayed.size || ![...a.strayed].every((key) => b.strayed.has(key))) return false;
  return (
    [...a.drifts].every(([key, drift]) => b.drifts.get(key) === drift) &&
    [...a.written].every(([sentence, { id }]) => b.written.get(sentence)?.id === id)
  );
}

function hasDeadLink(document: RoadmapDocument, place: Location): boolean {
  return document.links.some((link) => {
    const target = linkTarget(place, link);
    return target !== undefined && !isListed(place, target);
  });
}
