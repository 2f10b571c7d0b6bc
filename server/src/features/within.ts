import type { Group, RoadmapDocument, Task } from '../core/model/document.ts';
import { startingIn, startOf } from '../core/model/nesting.ts';
import type { Span } from '../core/text/source.ts';
import { lowerBound } from '../core/text/spans.ts';

/** The tasks and groups of a document that start in a span or reach into it. */
export interface UnitsWithin {
  readonly tasks: readonly Task[];
  readonly groups: readonly Group[];
}

/**
 * What concerns a span of a document, found by search: an editor asks for what is on the screen, in documents of
 * a hundred thousand lines. Tasks and groups are sorted by where they start, and those that reach into the span
 * from above it enclose the last one before it.
 */
export function unitsWithin(document: RoadmapDocument, span: Span): UnitsWithin {
  const around = enclosing(document, span.from);
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

/** Units that start before `offset` and go on behind it, the outermost first. */
function enclosing(document: RoadmapDocument, offset: number): UnitsWithin {
  const tasks = new Set<Task>();
  const groups = new Set<Group>();
  const last = [lastBefore(document.tasks, offset), lastBefore(document.groups, offset)];
  for (let unit of last) {
    for (; unit; unit = unit.parent === null ? undefined : unitAtLine(document, unit.parent)) {
      if (unit.extent.to <= offset) continue;
      if ('form' in unit) tasks.add(unit);
      else groups.add(unit);
    }
  }
  return { tasks: [...tasks].reverse(), groups: [...groups].reverse() };
}

function lastBefore<T extends Task | Group>(units: readonly T[], offset: number): T | undefined {
  return units[lowerBound(units, startOf, offset) - 1];
}

function unitAtLine({ tasks, groups }: RoadmapDocument, line: number): Task | Group | undefined {
  return atLine(tasks, line) ?? atLine(groups, line);
}

function atLine<T extends Task | Group>(units: readonly T[], line: number): T | undefined {
  const found = units[lowerBound(units, (unit) => unit.line, line)];
  return found?.line === line ? found : undefined;
}
