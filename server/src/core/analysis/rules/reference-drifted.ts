import type { LineRange } from '../../history/findLines.ts';
import { resolverFor } from '../../index/references.ts';
import type { Reference } from '../../model/document.ts';
import { type Location, uriIn } from '../../model/workspace.ts';
import type { Span } from '../../text/source.ts';
import { type Drift, driftKey } from '../drifts.ts';
import type { Fix, RelatedPlace, Severity } from '../finding.ts';
import { mentionKey } from '../history.ts';
import { isInDoneWork, isRecord, tellsOfItsTime } from '../missing.ts';
import { isApproximate, isInAnotherCell, rewriteRange } from '../ranges.ts';
import type { Draft, ReferenceRule, RuleContext } from '../rule.ts';

/** The lines that a reference meant when its sentence was written are elsewhere now, or gone. */
export const referenceDrifted: ReferenceRule = {
  code: 'reference/drifted',
  severity: 'information',
  reads: 'reference',
  needs: ({ facts, place, document }) => [
    facts.history.drifts,
    facts.history.strayed,
    resolverFor(place.folder, document),
    isRecord(document, place),
  ],
  *checkReference(context, reference) {
    const { document, place, facts, resolve } = context;
    if (facts.history.drifts.size === 0 || reference.ranges.length === 0) return;
    const path = resolve(reference)?.path;
    if (path === undefined || facts.history.strayed.has(mentionKey(document, reference))) return;
    for (const [index, range] of reference.ranges.entries()) {
      const drift = facts.history.drifts.get(driftKey(document, reference, path, range));
      const span = reference.rangeSpans[index];
      if (drift && span) yield* tell({ context, place, reference, path, range, span }, drift);
    }
  },
};

/** One range of lines of one reference. */
interface Mention {
  readonly context: RuleContext;
  readonly place: Location;
  readonly reference: Reference;
  readonly path: string;
  readonly range: LineRange;
  readonly span: Span;
}

function* tell(mention: Mention, { since, whereabouts }: Drift): Iterable<Draft> {
  const { context, place, path, range, span } = mention;
  const severity = gradeOf(mention);
  const written = `since this was written (${since.id.slice(0, 7)}, ${since.date})`;
  const lines = name(range);
  if (whereabouts.kind === 'gone') {
    // Work that is done has changed the lines it was about.
    if (severity === 'hint') return;
    yield {
      span,
      severity,
      message: `${capitalize(lines)} of ${path} ${range[0] === range[1] ? 'was' : 'were'} removed or rewritten ${written}.`,
    };
  } else if (whereabouts.kind === 'several') {
    const places = whereabouts.places.slice(0, MAX_PLACES);
    yield {
      span,
      severity,
      message: `${capitalize(lines)} of ${path} moved ${written}; the same text stands at ${listOf(places)}.`,
      related: places.map((at) => newPlace(mention, at)),
      fixes: places.flatMap((at) => fix(mention, at, false)),
    };
  } else if (whereabouts.kind === 'moved') {
    if (isApproximate(mention.reference) && isNear(range, whereabouts.lines)) return;
    const changed = whereabouts.exact ? '' : ', with changes';
    yield {
      span,
      severity,
      message: `${capitalize(lines)} of ${path} moved to ${name(whereabouts.lines)} ${written}${changed}.`,
      related: [newPlace(mention, whereabouts.lines)],
      fixes: fix(mention, whereabouts.lines, whereabouts.exact && !tellsOfItsTime(context.document, place)),
    };
  }
}

const MAX_PLACES = 3;

/** Nobody keeps the lines of what is done; and another file of the same name may be meant, or a size. */
function gradeOf({ context: { document, resolve }, place, reference, span }: Mention): Severity {
  const isDoubtful =
    resolve(reference)?.confidence !== 'sure' || isInAnotherCell(document.source, reference, span);
  return isDoubtful || isRecord(document, place) || isInDoneWork(document, reference)
    ? 'hint'
    : 'information';
}

function fix(
  { context: { document }, reference, span }: Mention,
  lines: LineRange,
  preferred: boolean,
): readonly Fix[] {
  // A size is nothing to write over.
  if (isInAnotherCell(document.source, reference, span)) return [];
  const newText = rewriteRange(document.source.slice(span), lines);
  if (newText === undefined) return [];
  return [{ title: `Change to ${newText}`, preferred, edits: [{ uri: document.uri, span, newText }] }];
}

function newPlace({ place, path }: Mention, lines: LineRange): RelatedPlace {
  const message = `Here is the text of that time now.`;
  return { uri: uriIn(place.folder, path), span: { from: 0, to: 0 }, lines, message };
}

/** Who says "about line 120" is content with a line nearby. */
function isNear([from]: LineRange, [now]: LineRange): boolean {
  return Math.abs(now - from) <= Math.max(5, from / 10);
}

function name([from, to]: LineRange): string {
  return from === to ? `line ${from}` : `lines ${from}-${to}`;
}

function listOf(places: readonly LineRange[]): string {
  const names = places.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`));
  const last = names.pop() ?? '';
  return names.length === 0 ? `line ${last}` : `lines ${names.join(', ')} and ${last}`;
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
