import type { Span } from './source.ts';

/**
 * Answers whether an offset lies in any of the spans. Asked for each piece of a long document against each
 * of its tasks, that would be millions of comparisons: the spans are joined and searched instead.
 */
export function coverage(spans: Iterable<Span>): (offset: number) => boolean {
  const joined: { from: number; to: number }[] = [];
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else joined.push({ from, to });
  }
  return (offset) => {
    let low = 0;
    let high = joined.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((joined[middle]?.to ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    const found = joined[low];
    return found !== undefined && found.from <= offset;
  };
}

/** The index of the first of the values, sorted by `keyOf`, whose key is not less than `least`. */
export function lowerBound<T>(values: readonly T[], keyOf: (value: T) => number, least: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const value = values[middle];
    if (value !== undefined && keyOf(value) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
