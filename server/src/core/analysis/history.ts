import type { Departures } from '../history/departures.ts';
import { resolveReference } from '../index/references.ts';
import type { RoadmapDocument } from '../model/document.ts';
import { locate, type Location, type Workspace } from '../model/workspace.ts';
import type { HistoryPort } from '../ports.ts';

/** What git remembers around one document; a value that is replaced when more is known. */
export interface History {
  /** Files that left their path; undefined: not known (yet), or nobody needs it. */
  readonly departures: Departures | undefined;
}

/** Nothing is known: no finding rests on history. */
export const NO_HISTORY: History = { departures: undefined };

/** Asks git all that the rules want to know about the document at `uri`. */
export async function gatherHistory(workspace: Workspace, uri: string, port: HistoryPort): Promise<History> {
  const document = workspace.documents.get(uri);
  const place = locate(workspace, uri);
  if (document?.roadmap !== true || place === undefined) return NO_HISTORY;
  if (!hasMissing(document, place)) return NO_HISTORY;
  const history = await port.at(place.path);
  return { departures: await history?.departures() };
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
