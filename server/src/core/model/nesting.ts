import type { Span } from '../text/source.ts';
import { lowerBound } from '../text/spans.ts';
import type { Group, RoadmapDocument, Task } from './document.ts';

/** Tasks and groups, each list as it stands in the document. */
export interface Units {
  readonly tasks: readonly Task[];
  readonly groups: readonly Group[];
}

/** Those that start in a span. @param units sorted by where they start, as documents hold them. */
export function startingIn<T extends Task | Group>(units: readonly T[], { from, to }: Span): readonly T[] {
  return units.slice(lowerBound(units, startOf, from), lowerBound(units, startOf, to));
}

/** Those that no other one of the list holds. @param units sorted by where they start. */
export function outermost<T extends Task | Group>(units: readonly T[]): readonly T[] {
  let end = -1;
  return units.filter(({ extent }) => {
    if (extent.from < end) return false;
    end = extent.to;
    return true;
  });
}

/**
 * Those that start before `offset` and go on behind it, the outermost first. Found by search: what reaches
 * beyond an offset from above encloses the last one before it.
 */
export function unitsAround(document: RoadmapDocument, offset: number): Units {
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

/** The unit with this 1-based line. @param units sorted by line. */
export function atLine<T extends Task | Group>(units: readonly T[], line: number): T | undefined {
  const found = units[lowerBound(units, (unit) => unit.line, line)];
  return found?.line === line ? found : undefined;
}

function lastBefore<T extends Task | Group>(units: readonly T[], offset: number): T | undefined {
  return units[lowerBound(units, startOf, offset) - 1];
}

function unitAtLine({ tasks, groups }: RoadmapDocument, line: number): Task | Group | undefined {
  return atLine(tasks, line) ?? atLine(groups, line);
}

function startOf({ extent }: Task | Group): number {
  return extent.from;
}
