import { isConvention } from '../../index/paths.ts';
import { resolverFor } from '../../index/references.ts';
import type { Reference } from '../../model/document.ts';
import { uriIn } from '../../model/workspace.ts';
import type { Fix, Severity } from '../finding.ts';
import { mentionKey } from '../history.ts';
import { isInDoneWork, isRecord } from '../missing.ts';
import type { Draft, PlacedContext, ReferenceRule } from '../rule.ts';

/** Several files match a mention, and nothing tells which of them is meant. */
export const referenceAmbiguous: ReferenceRule = {
  code: 'reference/ambiguous',
  severity: 'information',
  reads: 'reference',
  needs: ({ facts, place, document }) => [
    facts,
    resolverFor(place.folder, document),
    isRecord(document, place),
  ],
  *checkReference(context, reference, isLinked) {
    if (reference.kind === 'file' && !isLinked) yield* checkReference(context, reference);
  },
};

function* checkReference(context: PlacedContext, reference: Reference): Iterable<Draft> {
  const { document, place, resolve, facts } = context;
  // The file that was meant is known, and gone: `reference/missing` tells what became of it.
  if (facts.history.strayed.has(mentionKey(document, reference))) return;
  if (reference.expectation === 'gone' || reference.expectation === 'to-create') return;
  const resolution = resolve(reference);
  if (resolution?.kind !== 'ambiguous') return;
  const candidates = withLines(context, reference, resolution.candidates);
  if (candidates.length < 2) return;
  const severity = grade(context, reference, candidates);
  if (severity === undefined) return;
  const shown = candidates.slice(0, MOST);
  const more = candidates.length - shown.length;
  yield {
    span: reference.pathSpan,
    severity,
    message: `${reference.path} may be any of ${candidates.length} files: ${shown.join(', ')}${more > 0 ? `, and ${more} more` : ''}.`,
    related: shown.map((path) => ({
      uri: uriIn(place.folder, path),
      span: { from: 0, to: 0 },
      lines: [1, 1],
      message: 'This file matches.',
    })),
    fixes: shown.flatMap((path) => choose(document.uri, reference, path)),
  };
}

/** Those that have the lines named; a file that could not be read may have them. */
function withLines(
  { facts }: PlacedContext,
  { ranges }: Reference,
  candidates: readonly string[],
): readonly string[] {
  const last = Math.max(0, ...ranges.flat());
  if (last === 0) return candidates;
  const fitting = candidates.filter((path) => (facts.lineCount(path) ?? last) >= last);
  // None has them: which one was meant is as open as before.
  return fitting.length === 0 ? candidates : fitting;
}

/** So many are told, and offered: nobody chooses from a longer list. */
const MOST = 4;

/**
 * Whoever names lines, or a folder, means one file. A bare name without lines may be a kind of file (`index.ts`), so
 * it is worth a hint where few have it, and nothing where it is common.
 */
function grade(
  { document, place }: PlacedContext,
  reference: Reference,
  candidates: readonly string[],
): Severity | undefined {
  const isPrecise = reference.ranges.length > 0 || reference.path.includes('/');
  if (!isPrecise && (!reference.quoted || candidates.length > MOST || isConvention(reference.path)))
    return undefined;
  if (isRecord(document, place) || isInDoneWork(document, reference)) return isPrecise ? 'hint' : undefined;
  return isPrecise ? 'information' : 'hint';
}

function choose(uri: string, { path, quoted, pathSpan }: Reference, candidate: string): readonly Fix[] {
  if (/[`\r\n]/.test(candidate) || (!quoted && /\s/.test(candidate))) return [];
  const newText = path.startsWith('./') ? `./${candidate}` : candidate;
  return [{ title: `Change to ${newText}`, preferred: false, edits: [{ uri, span: pathSpan, newText }] }];
}
