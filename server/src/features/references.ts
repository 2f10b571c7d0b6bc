import type { Location, Position } from 'vscode-languageserver-types';
import { twinsOf } from '../core/index/twins.ts';
import type { Task } from '../core/model/document.ts';
import { toRange } from './convert.ts';
import { isDeclaration, type Mention, mentionAt, mentionsLike } from './mention.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * Everywhere that roadmaps speak of the task, phase or file at the cursor: this document first, then the
 * others of the workspace.
 */
export function provideReferences(
  snapshot: Snapshot,
  position: Position,
  options: { readonly includeDeclaration: boolean },
): Location[] {
  const { workspace, document } = snapshot;
  const wanted = mentionAt(snapshot, document.source.offsetAt(position));
  if (!wanted) return [];
  const twins = twinsAt(snapshot, wanted);
  const others = [...workspace.documents.values()].filter(
    ({ roadmap, uri }) => roadmap && uri !== document.uri,
  );
  // The row of a status page speaks of the task that the plan declares.
  const isLeftOut = (mention: Mention) =>
    !options.includeDeclaration && isDeclaration(mention) && declared(mention) === twins[0];
  return [document, ...others].flatMap((each) =>
    mentionsLike({ workspace, document: each, version: null }, wanted, twins)
      .filter((mention) => !isLeftOut(mention))
      .sort((a, b) => a.span.from - b.span.from)
      .map(({ span }) => ({ uri: each.uri, range: toRange(each.source, span) })),
  );
}

/** The task that is meant, everywhere that it stands, the plan first. */
function twinsAt({ workspace }: Snapshot, wanted: Mention): readonly Task[] {
  const place = wanted.kind === 'id' ? wanted.places[0] : undefined;
  if (place?.kind !== 'task') return [];
  return twinsOf(workspace, place.document, place.task).map(({ task }) => task);
}

function declared(mention: Mention): Task | undefined {
  const place = mention.kind === 'id' ? mention.places[0] : undefined;
  return place?.kind === 'task' ? place.task : undefined;
}
