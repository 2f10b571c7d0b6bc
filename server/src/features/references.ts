import type { Location, Position } from 'vscode-languageserver-types';
import { toRange } from './convert.ts';
import { twinsOf } from '../core/index/twins.ts';
import { isDeclaration, isSame, type Mention, mentionAt, mentionsIn } from './mention.ts';
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
  const isWanted = matcher(snapshot, wanted);
  const others = [...workspace.documents.values()].filter(
    ({ roadmap, uri }) => roadmap && uri !== document.uri,
  );
  return [document, ...others].flatMap((each) =>
    [...mentionsIn({ workspace, document: each, version: null })]
      .filter((mention) => isWanted(mention, options.includeDeclaration))
      .sort((a, b) => a.span.from - b.span.from)
      .map(({ span }) => ({ uri: each.uri, range: toRange(each.source, span) })),
  );
}

type Matcher = (mention: Mention, includeDeclaration: boolean) => boolean;

function matcher({ workspace }: Snapshot, wanted: Mention): Matcher {
  const place = wanted.kind === 'id' ? wanted.places[0] : undefined;
  if (place?.kind !== 'task')
    return (mention, all) => isSame(mention, wanted) && (all || !isDeclaration(mention));
  const twins = twinsOf(workspace, place.document, place.task);
  const tasks = new Set(twins.map(({ task }) => task));
  return (mention, all) => {
    const named = mention.kind === 'id' ? mention.places[0] : undefined;
    if (named?.kind !== 'task' || !tasks.has(named.task)) return false;
    // The row of a status page speaks of the task that the plan declares.
    return all || !isDeclaration(mention) || named.task !== twins[0]?.task;
  };
}
