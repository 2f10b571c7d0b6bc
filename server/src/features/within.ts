import type { RoadmapDocument } from '../core/model/document.ts';
import { startingIn, type Units, unitsAround } from '../core/model/nesting.ts';
import type { Span } from '../core/text/source.ts';
import { lowerBound } from '../core/text/spans.ts';

/**
 * The tasks and groups of a document that start in a span or reach into it, found by search: an editor asks for
 * what is on the screen, in documents of a hundred thousand lines.
 */
export function unitsWithin(document: RoadmapDocument, span: Span): Units {
  const around = unitsAround(document, span.from);
  return {
    tasks: [...around.tasks, ...startingIn(document.tasks, span)],
    groups: [...around.groups, ...startingIn(document.groups, span)],
  };
}

/** Those of the values, sorted by `spanOf` and apart from each other, that touch a span. */
export function valuesWithin<T>(values: readonly T[], spanOf: (value: T) => Span, span: Span): readonly T[] {
  const first = lowerBound(values, (value) => spanOf(value).from, span.from);
  const before = values[first - 1];
  const reaches = before !== undefined && spanOf(before).to > span.from;
  return values.slice(
    reaches ? first - 1 : first,
    lowerBound(values, (value) => spanOf(value).from, span.to),
  );
}
