import type { Departures } from '../history/departures.ts';
import { resolveReference } from '../index/references.ts';
import type { RoadmapDocument } from '../model/document.ts';
import { locate, type Location, type Workspace } from '../model/workspace.ts';
import type { Commit, HistoryPort } from '../ports.ts';
import { dateSentences, type Drifts, gatherDrifts, type Mention, NO_DRIFTS, sentenceOf } from './drifts.ts';
import { isListed, linkTarget } from './links.ts';
import type { FactSource } from './facts.ts';

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
}

/** Nothing is known: no finding rests on history. */
export const NO_HISTORY: History = {
  complete: false,
  departures: undefined,
  written: new Map(),
  drifts: NO_DRIFTS,
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
  const missing = missingIn(document, place);
  const isAnythingMissing = missing.length > 0 || hasDeadLink(document, place);
  const namesLines = document.references.some(({ ranges }) => ranges.length > 0);
  if (!isAnythingMissing && !namesLines) return EMPTY_HISTORY;
  const history = await sources.port.at(place.path);
  if (history === undefined) return EMPTY_HISTORY;
  const dated = await dateSentences(missing, place.path, { history, pause: sources.pause });
  return {
    complete: true,
    departures: isAnythingMissing ? await history.departures() : undefined,
    written: new Map(dated.map(({ mention, since }) => [mention.sentence, since])),
    drifts: await gatherDrifts(document, place, history, sources),
  };
}

/** Whether two values let rules say the same. */
export function isSameHistory(a: History, b: History): boolean {
  if (a.complete !== b.complete || a.departures !== b.departures) return false;
  if (a.drifts.size !== b.drifts.size || a.written.size !== b.written.size) return false;
  return (
    [...a.drifts].every(([key, drift]) => b.drifts.get(key) === drift) &&
    [...a.written].every(([sentence, { id }]) => b.written.get(sentence)?.id === id)
  );
}

/** What the document names that is not there. */
function missingIn(document: RoadmapDocument, { folder }: Location): readonly Mention[] {
  return document.references
    .filter(
      (reference) =>
        reference.kind !== 'glob' &&
        reference.expectation !== 'gone' &&
        resolveReference(folder, document, reference).kind === 'missing',
    )
    .map((reference) => ({ reference, sentence: sentenceOf(document, reference) }));
}

function hasDeadLink(document: RoadmapDocument, place: Location): boolean {
  return document.links.some((link) => {
    const target = linkTarget(place, link);
    return target !== undefined && !isListed(place, target);
  });
}
