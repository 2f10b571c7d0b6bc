/** The keys that go one back and one on in a list. */
interface Keys {
  readonly back: string;
  readonly on: string;
}

/**
 * The place in a list of `count` that a key leads to from place `at`, and Home and End from anywhere; undefined for other keys
 * and in an empty list. A list of which nothing is chosen is entered by `at` -1 or `count`.
 */
export function placeFor(key: string, { back, on }: Keys, at: number, count: number): number | undefined {
  const last = count - 1;
  if (last < 0) return undefined;
  switch (key) {
    case back:
      return Math.max(0, at - 1);
    case on:
      return Math.min(last, at + 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
