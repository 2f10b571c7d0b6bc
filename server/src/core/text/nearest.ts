import { distance } from 'fastest-levenshtein';

/** The name among `known` that was probably meant; undefined if none is near. */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  const [best] = [...known]
    .map((other) => ({ other, slips: distance(name.toLowerCase(), other.toLowerCase()) }))
    .filter(({ other, slips }) => slips <= Math.max(2, Math.floor(other.length / 3)))
    .toSorted((a, b) => a.slips - b.slips);
  return best?.other;
}

/** The end of a sentence about an unknown name. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const nearest = nearestName(name, known);
  return nearest === undefined ? '.' : `; ${nearest} is the nearest.`;
}
