import type { Span } from '../text/source.ts';
import { lowerBound } from '../text/spans.ts';
import type { Group, Task } from './document.ts';

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

/** Where a unit starts, as a key to search by. */
export function startOf({ extent }: Task | Group): number {
  return extent.from;
}
