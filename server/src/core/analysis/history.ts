import type { Departures } from '../history/departures.ts';
import { resolveReference } from '../index/references.ts';
import type { RoadmapDocument } from '../model/document.ts';
import { locate, type Location, type Workspace } from '../model/workspace.ts';
import type { HistoryPort } from '../ports.ts';
import { type Drifts, gatherDrifts, NO_DRIFTS } from './drifts.ts';
import type { FactSource } from './facts.ts';

/** What git remembers around one document; a value that is replaced when more is known. */
export interface History {
  /** Files that left their path; undefined: not known (yet), or nobody needs it. */
  readonly departures: Departures | undefined;
  /** What became of the lines that the document's references name. */
  readonly drifts: Drifts;
}

/** Nothing is known: no finding rests on history. */
export const NO_HISTORY: History = { departures: undefined, drifts: NO_DRIFTS };

export interface HistorySources {
  readonly port: HistoryPort;
  readonly files: FactSource;
  /** Lets others have their turn: comparing takes a while. */
  readonly pause: () => Promise<void>;
}

/** Asks git all that the rules want to know about the document at `uri`. */
export async function gatherHistory(
  workspace: Workspace,
  uri: string,
  sources: HistorySources,
): Promise<History> {
  const document = workspace.documents.get(uri);
  const place = locate(workspace, uri);
  if (document?.roadmap !== true || place === undefined) return NO_HISTORY;
  const isMissing = hasMissing(document, place);
  if (!isMissing && !document.references.some(({ ranges }) => ranges.length > 0)) return NO_HISTORY;
  const history = await sources.port.at(place.path);
  if (history === undefined) return NO_HISTORY;
  return {
    departures: isMissing ? await history.departures() : undefined,
    drifts: await gatherDrifts(document, place, history, sources),
  };
}

/** Whether two values let rules say the same. */
export function isSameHistory(a: History, b: History): boolean {
  if (a.departures !== b.departures || a.drifts.size !== b.drifts.size) return false;
  return [...a.drifts].every(([key, drift]) => b.drifts.get(key) === drift);
}

/** Whether the document names any file that is not there. */
function hasMissing(document: RoadmapDocument, { folder }: Location): boolean {
  return document.references.some(
    (reference) =>
      reference.kind !== 'glob' &&
      reference.expectation !== 'gone' &&
      resolveReference(folder, document, reference).kind === 'missing',
  );
}
