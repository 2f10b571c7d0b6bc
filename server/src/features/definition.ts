import type { LocationLink, Position, Range } from 'vscode-languageserver-types';
import type { IdPlace } from '../core/index/ids.ts';
import { resolveReference } from '../core/index/references.ts';
import type { Reference } from '../core/model/document.ts';
import { locate, uriIn } from '../core/model/workspace.ts';
import type { Span } from '../core/text/source.ts';
import { lineRange, toRange, touches } from './convert.ts';
import { mentionAt } from './mention.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * From a task id to where the task is defined, also in another document; from a `file:line` reference to
 * those lines. Where several files match a reference, all of them are offered.
 */
export function provideDefinition(snapshot: Snapshot, position: Position): LocationLink[] {
  const { source } = snapshot.document;
  const offset = source.offsetAt(position);
  const mention = mentionAt(snapshot, offset);
  if (!mention) return [];
  const origin = toRange(source, mention.span);
  return mention.kind === 'id'
    ? mention.places.map((place) => idLink(place, origin))
    : [...fileLinks(snapshot, mention.reference, offset, origin)];
}

function idLink(place: IdPlace, originSelectionRange: Range): LocationLink {
  const { source, uri } = place.document;
  const { extent, nameSpan } = place.kind === 'task' ? place.task : place.group;
  return {
    originSelectionRange,
    targetUri: uri,
    targetRange: toRange(source, extent),
    targetSelectionRange: toRange(source, nameSpan),
  };
}

function* fileLinks(
  { workspace, document }: Snapshot,
  reference: Reference,
  offset: number,
  originSelectionRange: Range,
): Iterable<LocationLink> {
  const folder = locate(workspace, document.uri)?.folder;
  // An editor can open a file only: a directory or a pattern is no place.
  if (!folder || reference.kind !== 'file') return;
  const [first, last] = rangeAt(reference, offset) ?? [1, 1];
  const target = lineRange(Math.min(first, last), Math.max(first, last));
  for (const path of resolveReference(folder, document, reference).candidates) {
    const start = { start: target.start, end: target.start };
    yield {
      originSelectionRange,
      targetUri: uriIn(folder, path),
      targetRange: target,
      targetSelectionRange: start,
    };
  }
}

/** The lines under the cursor where a reference names several, else the first it names. */
function rangeAt({ ranges, rangeSpans }: Reference, offset: number): readonly [number, number] | undefined {
  const touched = rangeSpans.findIndex((span: Span) => touches(span, offset));
  return ranges[Math.max(0, touched)];
}
