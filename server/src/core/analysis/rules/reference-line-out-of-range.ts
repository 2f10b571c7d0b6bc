import { basename } from '../../index/layer.ts';
import type { Reference } from '../../model/document.ts';
import { type Resolution, resolverFor } from '../../index/references.ts';
import type { SourceText, Span } from '../../text/source.ts';
import { lowerBound } from '../../text/spans.ts';
import type { Fix } from '../finding.ts';
import { mentionKey } from '../history.ts';
import { isRecord } from '../missing.ts';
import { isApproximate, isInAnotherCell } from '../ranges.ts';
import type { Draft, PlacedContext, ReferenceRule, RuleContext } from '../rule.ts';

/** A reference names lines that its file does not have, or names them in reverse. */
export const referenceLineOutOfRange: ReferenceRule = {
  code: 'reference/line-out-of-range',
  severity: 'warning',
  reads: 'reference',
  needs: ({ facts, place, document }) => [
    facts,
    resolverFor(place.folder, document),
    isRecord(document, place),
  ],
  *checkReference(context, reference) {
    if (reference.ranges.length > 0) yield* checkReference(context, reference);
  },
};

function* checkReference(context: PlacedContext, reference: Reference): Iterable<Draft> {
  const resolution = context.resolve(reference);
  if (resolution?.path === undefined) return;
  if (reference.expectation === 'gone' || reference.expectation === 'to-create') return;
  if (context.facts.history.strayed.has(mentionKey(context.document, reference))) return;
  const count = context.facts.lineCount(resolution.path);
  // A file found by the end of its path may be another than the one that was meant, as in notes on several repositories.
  const known =
    resolution.confidence === 'sure' &&
    resolution.kind !== 'suffix' &&
    resolution.kind !== 'module' &&
    !isRecord(context.document, context.place) &&
    !isSaid(context.document.source, reference) &&
    !isOfLinesAbove(context.document.source, reference) &&
    !mayMeanAnother(context, reference, resolution.path) &&
    !followsForeign(context, reference);
  for (const [index, range] of reference.ranges.entries()) {
    const span = reference.rangeSpans[index] ?? reference.span;
    const finding = checkRange(context, span, range, resolution, count, isApproximate(reference));
    const sure = known && !isInAnotherCell(context.document.source, reference, span);
    if (finding !== undefined) yield sure ? finding : { ...finding, severity: 'information' };
  }
}

/** `a non-existent src/store.js:900`, `src/store.js:900 no longer resolves`: the document says itself that the place is not there. */
function isSaid(source: SourceText, { span }: Reference): boolean {
  const { from, to } = source.lineSpan(source.lineAt(span.from));
  return (
    SAID.test(source.slice({ from: Math.max(from, span.from - MOST_BETWEEN), to: span.from })) ||
    SAID_BEHIND.test(source.slice({ from: span.to, to: Math.min(to, span.to + MOST_BETWEEN) }))
  );
}

const SAID =
  /\b(?:non-?existent|nonexisting|stale|outdated|obsolete|dead|dangling)\s+(?:(?:link|reference|path|line|location|place)s?\s+)?(?:(?:to|at|in)\s+)?[`"'(*]*$/i;
const SAID_BEHIND =
  /^[`"')*\s]*(?:\p{L}+\s+){0,3}(?:no longer (?:resolves?|exists?|there|valid)|(?:is|are) (?:stale|outdated|obsolete|gone))(?!\p{L})/iu;
/** UTF-16 units between the words and the reference. */
const MOST_BETWEEN = 60;

/**
 * `- **Line 1591-1614:** Load the keys` above `- Server key: certs/server.key (line 1592)`: these are lines of the file which that is
 * about, and not of the one that is named.
 */
function isOfLinesAbove(source: SourceText, { span, ranges }: Reference): boolean {
  if (!IN_BRACKETS.test(source.slice(span))) return false;
  const own = source.lineAt(span.from);
  let within = indentOf(source.lineText(own));
  for (let line = own - 1; line >= 0 && within > 0 && own - line < MOST_ABOVE; line--) {
    const text = source.lineText(line);
    if (text.trim() === '' || indentOf(text) >= within) continue;
    within = indentOf(text);
    const [, from, to] = LINES_OF_ITEM.exec(text) ?? [];
    if (from !== undefined && to !== undefined)
      return ranges.every(([first, last]) => first >= Number(from) && last <= Number(to));
  }
  return false;
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}

const IN_BRACKETS = /\(\s*lines?\s[^()]*\)?$/i;
/** `- **Line 1591-1614:** …`: no file before the lines. */
const LINES_OF_ITEM = /^\s*(?:[-*+]|\d+[.)])\s+[*_]*lines?\s+(\d+)\s*[-–]\s*(\d+)/i;
const MOST_ABOVE = 40;

/** A bare name, and another file of that name has the lines. */
function mayMeanAnother(
  { place, facts }: PlacedContext,
  { path, ranges }: Reference,
  found: string,
): boolean {
  if (/[/\\]/.test(path)) return false;
  const last = Math.max(...ranges.map(([, to]) => to));
  const others = place.folder.files.byName(basename(path)).filter((each) => each !== found);
  return others.slice(0, MOST_OTHERS).some((other) => (facts.lineCount(other) ?? Infinity) >= last);
}

/** `(parcel-server/src/a.ts:4; settings.yml:45)`: a bare name right behind a path that leads elsewhere may be of there. */
function followsForeign({ document, place, resolve }: PlacedContext, { path, span }: Reference): boolean {
  if (/[/\\]/.test(path)) return false;
  const { references, source } = document;
  const before = references[lowerBound(references, (each) => each.span.from, span.from) - 1];
  if (before === undefined || span.from - before.span.to > MOST_BETWEEN) return false;
  const [first = '', ...rest] = before.path.split('/');
  return (
    rest.length > 0 &&
    !first.startsWith('.') &&
    place.folder.files.has(first) === undefined &&
    resolve(before)?.kind === 'missing' &&
    !/[.!?。]\s|\n\s*\n|\|/.test(source.slice({ from: before.span.to, to: span.from }))
  );
}

/** More files of one name than that are not looked at. */
const MOST_OTHERS = 20;

/** A range of so many lines may still mean those that are left of it. */
const SHORT_RANGE = 20;

function checkRange(
  context: RuleContext,
  span: Span,
  [from, to]: readonly [number, number],
  resolution: Resolution,
  count: number | undefined,
  approximate: boolean,
): Draft | undefined {
  const name = resolution.path ?? '';
  const reversed = reversedRange(context.document.source.slice(span));
  if (reversed !== undefined) {
    const [first, last] = reversed;
    const message = `The lines are reversed: ${first}-${last} should be ${last}-${first}.`;
    return { span, message, fixes: writeRange(context, span, last, first, true) };
  }
  if (count === undefined) return undefined;
  // Editors show an empty line after a final line break, and tools count it.
  const limit = approximate ? Math.ceil(count * 1.1) : count + 1;
  if (to <= limit && from >= 1) return undefined;
  const lines = count === 1 ? '1 line' : `${count} lines`;
  // Whoever writes `a.ts:0` may mean the place before the first line.
  if (from < 1)
    return {
      span,
      severity: 'information',
      message: `Lines are counted from 1: ${name} has no line ${from}.`,
    };
  if (from > limit) return { span, message: `${name} has ${lines}: there is no line ${from}.` };
  // Less than half of many lines is left, or hardly any: they are elsewhere, and nobody meant the rest.
  const [left, all] = [count - from + 1, to - from + 1];
  if (10 * left < all || (all > SHORT_RANGE && 2 * left < all))
    return { span, message: `${name} has ${lines}: there is no line ${to}.` };
  const message = `${name} has ${lines}: ${from}-${to} should end at ${count}.`;
  return { span, message, fixes: writeRange(context, span, from, count, true) };
}

/** `40-20`, as written: the model reads such a range from its first line. `120-35` is short for `120-135`. */
function reversedRange(written: string): readonly [number, number] | undefined {
  const [, first = '', last = ''] = /^L?(\d+)\D+(\d+)$/.exec(written) ?? [];
  return first.length === last.length && Number(first) > Number(last)
    ? [Number(first), Number(last)]
    : undefined;
}

/** Writes two line numbers in place of two others, and leaves what stands between them (`-`, `–`, `-L`). */
function writeRange(
  { document }: RuleContext,
  span: Span,
  from: number,
  to: number,
  preferred: boolean,
): readonly Fix[] {
  const parts = /^(\d+)(\D+)(\d+)$/.exec(document.source.slice(span));
  if (parts === null) return [];
  const newText = from === to ? String(from) : `${from}${parts[2] ?? '-'}${to}`;
  return [{ title: `Change to ${newText}`, preferred, edits: [{ uri: document.uri, span, newText }] }];
}
