import type { Location, Position } from 'vscode-languageserver-types';
import { toRange } from './convert.ts';
import { isDeclaration, isSame, mentionAt, mentionsIn } from './mention.ts';
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
  const others = [...workspace.documents.values()].filter(
    ({ roadmap, uri }) => roadmap && uri !== document.uri,
  );
  return [document, ...others].flatMap((each) =>
    [...mentionsIn({ workspace, document: each, version: null })]
      .filter((mention) => isSame(mention, wanted) && (options.includeDeclaration || !isDeclaration(mention)))
      .sort((a, b) => a.span.from - b.span.from)
      .map(({ span }) => ({ uri: each.uri, range: toRange(each.source, span) })),
  );
}
