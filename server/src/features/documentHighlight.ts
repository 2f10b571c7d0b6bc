import { type DocumentHighlight, DocumentHighlightKind, type Position } from 'vscode-languageserver-types';
import { toRange } from './convert.ts';
import { isDeclaration, mentionAt, mentionsLike } from './mention.ts';
import type { Snapshot } from './snapshot.ts';

/** Everywhere that a document speaks of the task, phase or file at the cursor; the task's own id as written. */
export function provideDocumentHighlights(snapshot: Snapshot, position: Position): DocumentHighlight[] {
  const { source } = snapshot.document;
  const wanted = mentionAt(snapshot, source.offsetAt(position));
  if (!wanted) return [];
  return mentionsLike(snapshot, wanted)
    .toSorted((a, b) => a.span.from - b.span.from)
    .map((mention) => ({
      range: toRange(source, mention.span),
      kind: isDeclaration(mention) ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
    }));
}
