import { distance } from 'fastest-levenshtein';

/** Lines of a file: 1-based, inclusive. */
export type LineRange = readonly [number, number];

/** Where the lines of an older version of a file are in a newer one. */
export type Whereabouts =
  /** They still are where they were, maybe with small changes. */
  | { readonly kind: 'same' }
  /** `exact`: to the letter, apart from blanks at their ends; else most of their text is there. */
  | { readonly kind: 'moved'; readonly lines: LineRange; readonly exact: boolean }
  /** The same text stands in several places, and nothing around it tells which one is meant. */
  | { readonly kind: 'several'; readonly places: readonly LineRange[] }
  /** Not even half of their text stands together anywhere. */
  | { readonly kind: 'gone' }
  /** They say too little to be recognised (`}`), or the answer is in doubt. */
  | { readonly kind: 'unknown' };

/** How much of the text, from 0 to 1, must be there to call two stretches the same ones with changes. */
export const NEAR = 0.8;
/** With less than this of their text in any one place, lines are gone; in between nobody knows. */
const GONE = 0.5;
/** Letters and digits; a stretch with fewer says nothing of itself. */
const MIN_WEIGHT = 4;
/** By how much another place must be more alike than the old one, to say that lines moved. */
const MARGIN = 0.05;
/** Longer stretches are looked for to the letter only. */
const MAX_NEAR_LINES = 400;
/** UTF-16 units; longer lines are data. */
const MAX_LINE = 500;

/**
 * Finds lines of `before` in `now`. Where they stand several times, the lines around them decide, or nobody does.
 * @param range lines of `before`.
 */
export function findLines(before: readonly string[], now: readonly string[], range: LineRange): Whereabouts {
  const [from, to] = range;
  if (from < 1 || to > before.length || from > to) return UNKNOWN;
  const block = before.slice(from - 1, to);
  if (weigh(block) < MIN_WEIGHT) return UNKNOWN;
  if (standsAt(block, now, from)) return SAME;
  const exact = placesOf(block, now);
  if (exact.length > 0) return chooseExact(before, now, range, exact);
  if (block.length > MAX_NEAR_LINES || block.some((line) => line.length > MAX_LINE)) return UNKNOWN;
  // A line that stood elsewhere before is that line, however much it is like one of these.
  const others = new Set([...before.slice(0, from - 1), ...before.slice(to)].map(squeeze));
  const found = block.length === 1 ? likeOneLine(block, now, others) : likeSeveral(block, now, from, others);
  return judgeNear(found, range);
}

const SAME: Whereabouts = { kind: 'same' };
const UNKNOWN: Whereabouts = { kind: 'unknown' };

/** How much a stretch says: its letters and digits. */
function weigh(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + (line.match(/[\p{L}\p{N}]/gu)?.length ?? 0), 0);
}

function standsAt(block: readonly string[], lines: readonly string[], from: number): boolean {
  return block.every((line, index) => line.trimEnd() === lines[from - 1 + index]?.trimEnd());
}

/** First lines of all places at which the block stands to the letter. */
function placesOf(block: readonly string[], lines: readonly string[]): readonly number[] {
  const places: number[] = [];
  for (let from = 1; from + block.length - 1 <= lines.length; from++) {
    if (standsAt(block, lines, from)) places.push(from);
  }
  return places;
}

function chooseExact(
  before: readonly string[],
  now: readonly string[],
  [from, to]: LineRange,
  places: readonly number[],
): Whereabouts {
  const length = to - from + 1;
  const at = (place: number): LineRange => [place, place + length - 1];
  const [only] = places;
  const block = before.slice(from - 1, to);
  const isUnique = placesOf(block, before).length === 1;
  if (places.length === 1 && only !== undefined && isUnique) {
    return { kind: 'moved', lines: at(only), exact: true };
  }
  const [best, next] = places
    .map((place) => ({ place, shared: sharedAround(before, now, [from, to], place) }))
    .sort((a, b) => b.shared - a.shared);
  if (best && best.shared >= MIN_CONTEXT && best.shared > (next?.shared ?? 0)) {
    return { kind: 'moved', lines: at(best.place), exact: true };
  }
  return places.length > 1 ? { kind: 'several', places: places.map(at) } : UNKNOWN;
}

/** Lines around a stretch that must be the same to tell it from others. */
const MIN_CONTEXT = 2;
/** Lines on either side that are compared. */
const CONTEXT = 6;

/** How many lines that say something follow on either side of a stretch and are the same, in both versions. */
function sharedAround(
  before: readonly string[],
  now: readonly string[],
  [from, to]: LineRange,
  place: number,
): number {
  const count = (start: number, step: 1 | -1, other: number): number => {
    let shared = 0;
    for (let index = 0; index < CONTEXT; index++) {
      const line = before[start + step * index];
      if (line === undefined || line.trimEnd() !== now[other + step * index]?.trimEnd()) break;
      if (/[\p{L}\p{N}]/u.test(line)) shared++;
    }
    return shared;
  };
  return count(from - 2, -1, place - 2) + count(to, 1, place + to - from);
}

/** A stretch of the newer version, and how much of the text it has. */
interface Likeness {
  readonly lines: LineRange;
  readonly score: number;
}

/** In place, or the one place that is near enough; two of them decide nothing. */
function judgeNear(found: readonly Likeness[], [from, to]: LineRange): Whereabouts {
  // Of two that are as like, the shorter one has no blank lines at its ends.
  const sorted = found.toSorted((a, b) => b.score - a.score || extent(a) - extent(b));
  const [best] = sorted;
  if (best === undefined || best.score < GONE) return { kind: 'gone' };
  if (best.score < NEAR) return UNKNOWN;
  const inPlace = sorted.find(({ lines }) => lines[0] === from && lines[1] === to);
  if (inPlace !== undefined && inPlace.score >= Math.max(NEAR, best.score - MARGIN)) return SAME;
  const [first, last] = best.lines;
  const rivals = sorted.filter(({ lines, score }) => score >= NEAR && (lines[1] < first || lines[0] > last));
  return rivals.length > 0 ? UNKNOWN : { kind: 'moved', lines: best.lines, exact: false };
}

function extent({ lines: [first, last] }: Likeness): number {
  return last - first;
}

function squeeze(line: string): string {
  return line.trim().replace(/\s+/g, ' ');
}

function likeOneLine(
  [line = '']: readonly string[],
  now: readonly string[],
  others: ReadonlySet<string>,
): readonly Likeness[] {
  const wanted = squeeze(line);
  const found: Likeness[] = [];
  for (const [index, text] of now.entries()) {
    const other = text.length > MAX_LINE ? '' : squeeze(text);
    const longer = Math.max(wanted.length, other.length);
    // What differs too much in length alone need not be compared.
    if (others.has(other) || Math.abs(wanted.length - other.length) > longer * (1 - GONE)) continue;
    found.push({ lines: [index + 1, index + 1], score: 1 - distance(wanted, other) / longer });
  }
  return found;
}

/** Stretches to which the lines of the block point, by where each of them stands now. */
function likeSeveral(
  block: readonly string[],
  now: readonly string[],
  from: number,
  others: ReadonlySet<string>,
): readonly Likeness[] {
  const wanted = block.map(squeeze);
  const squeezed = now.map((line) => (line.length > MAX_LINE ? '' : squeeze(line)));
  const offsets = [0, ...likelyOffsets(wanted, squeezed, from)];
  const found = new Map<string, Likeness>();
  for (const first of offsets) {
    for (const last of offsets) {
      const lines: LineRange = [from + first, from + wanted.length - 1 + last];
      const length = lines[1] - lines[0] + 1;
      if (lines[0] < 1 || lines[1] > now.length) continue;
      if (length * 2 < wanted.length || length > wanted.length * 2) continue;
      const score = likeness(wanted, squeezed.slice(lines[0] - 1, lines[1]), others);
      found.set(lines.join('-'), { lines, score });
    }
  }
  return [...found.values()];
}

/** By how many lines the lines of the block moved, as far as they are found; the weightiest answers first. */
function likelyOffsets(wanted: readonly string[], now: readonly string[], from: number): readonly number[] {
  const places = new Map<string, number[]>();
  for (const [index, line] of now.entries()) {
    const known = places.get(line);
    if (known) known.push(index + 1);
    else places.set(line, [index + 1]);
  }
  const votes = new Map<number, number>();
  for (const [index, line] of wanted.entries()) {
    const at = places.get(line) ?? [];
    // A line that stands everywhere points nowhere.
    if (at.length > MAX_PLACES) continue;
    const weight = weigh([line]) / at.length;
    for (const place of at) {
      const offset = place - (from + index);
      votes.set(offset, (votes.get(offset) ?? 0) + weight);
    }
  }
  const sorted = [...votes].filter(([, weight]) => weight > 0).sort(([, a], [, b]) => b - a);
  return sorted.slice(0, MAX_OFFSETS).map(([offset]) => offset);
}

const MAX_PLACES = 20;
const MAX_OFFSETS = 5;

/**
 * How much of the text of two stretches stands in both in the same order, from 0 to 1.
 * @param others lines of `b` that can only be themselves.
 */
function likeness(a: readonly string[], b: readonly string[], others: ReadonlySet<string>): number {
  const total = lengthOf(a) + lengthOf(b);
  if (total === 0) return 0;
  // Lines that changed a little count in part, unless there are too many pairs to compare.
  const isPartial = a.length * b.length <= MAX_PAIRS;
  const shared = (line: string, other: string): number => {
    if (line === other) return 2 * line.length;
    return isPartial && !others.has(other) ? sharedText(line, other) : 0;
  };
  let row = new Array<number>(b.length + 1).fill(0);
  for (const line of a) {
    const next = [0];
    for (const [index, other] of b.entries()) {
      const kept = Math.max(row[index + 1] ?? 0, next[index] ?? 0);
      next.push(Math.max(kept, (row[index] ?? 0) + shared(line, other)));
    }
    row = next;
  }
  return (row[b.length] ?? 0) / total;
}

const MAX_PAIRS = 2500;

/** How many UTF-16 units of two lines are the same; none for lines that are not alike. */
function sharedText(a: string, b: string): number {
  const longer = Math.max(a.length, b.length);
  if (Math.min(a.length, b.length) < longer * GONE) return 0;
  const alike = 1 - distance(a, b) / longer;
  return alike < GONE ? 0 : alike * (a.length + b.length);
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length, 0);
}
