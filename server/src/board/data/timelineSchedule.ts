import type { Window } from './timelineClock.ts';

/** At least `min`, at most `max`. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** Work that one person does in one go, or all together. Times are weeks. */
export interface Piece {
  /** Null: nothing says how long it takes. */
  readonly duration: Range | null;
  /** It cannot begin before. */
  readonly earliest: number;
  /** Of two pieces that could both begin, the one with the lower number does. */
  readonly rank: number;
  /** Where the pieces stand that have to be done before. */
  readonly after: readonly number[];
  /** Who does it; empty: anybody. */
  readonly assignees: readonly string[];
  /** It takes everybody. */
  readonly takesAll: boolean;
  /** The document says when it happens: it is not moved, and nobody is kept from other work. */
  readonly fixed: Window | null;
}

/** When a piece begins and ends. */
export interface PlacedPiece {
  readonly from: Range;
  readonly to: Range;
}

/**
 * Gives work to people in its order: each piece begins as soon as what it waits for is done and somebody is free. Who
 * does what is decided with the middle of all estimates; for that, the earliest and the latest times are found.
 * @param people how many there are at least; everybody who is named is one of them.
 */
export function schedulePieces(pieces: readonly Piece[], people: number): readonly PlacedPiece[] {
  const order = orderOf(pieces);
  const before = assign(pieces, order, people);
  const placed: PlacedPiece[] = [];
  for (const index of order) {
    const piece = pieces[index];
    if (piece) placed[index] = place(piece, before[index] ?? [], placed);
  }
  return placed;
}

function place(piece: Piece, before: readonly number[], placed: readonly PlacedPiece[]): PlacedPiece {
  const { fixed, earliest, duration } = piece;
  if (fixed) return { from: exactly(fixed.from), to: exactly(fixed.to) };
  const ends = [...piece.after, ...before].flatMap((index) => placed[index]?.to ?? []);
  const from = {
    min: Math.max(earliest, ...ends.map(({ min }) => min)),
    max: Math.max(earliest, ...ends.map(({ max }) => max)),
  };
  const takes = duration ?? exactly(0);
  return { from, to: { min: from.min + takes.min, max: from.max + takes.max } };
}

export function exactly(value: number): Range {
  return { min: value, max: value };
}

/** Each piece behind those that it waits for, otherwise by rank. Of pieces that wait for each other the first begins. */
function orderOf(pieces: readonly Piece[]): readonly number[] {
  const left = [...pieces.keys()].sort((a, b) => (pieces[a]?.rank ?? 0) - (pieces[b]?.rank ?? 0) || a - b);
  const done = new Set<number>();
  const order: number[] = [];
  while (left.length > 0) {
    const ready = left.findIndex((index) => pieces[index]?.after.every((each) => done.has(each)));
    const [next] = left.splice(Math.max(0, ready), 1);
    if (next === undefined) break;
    done.add(next);
    order.push(next);
  }
  return order;
}

interface Person {
  readonly name: string | null;
  free: number;
  /** What they did last. */
  last: number | null;
}

/** The pieces right before each on the desks of the people who do it. */
function assign(
  pieces: readonly Piece[],
  order: readonly number[],
  people: number,
): readonly (readonly number[])[] {
  const staff = staffFor(pieces, people);
  const before: number[][] = [];
  const ends: number[] = [];
  for (const index of order) {
    const piece = pieces[index];
    if (!piece) continue;
    const ready = Math.max(piece.earliest, ...piece.after.map((each) => ends[each] ?? 0));
    if (piece.fixed || piece.duration === null) {
      ends[index] = piece.fixed?.to ?? ready;
      continue;
    }
    const workers = piece.takesAll ? staff : [chooseFor(piece, staff, ready)];
    const start = Math.max(ready, ...workers.map(({ free }) => free));
    const end = start + (piece.duration.min + piece.duration.max) / 2;
    before[index] = workers.flatMap(({ last }) => last ?? []);
    ends[index] = end;
    for (const worker of workers) Object.assign(worker, { free: end, last: index });
  }
  return before;
}

/** As many people as there are to be, and everybody who is named. */
function staffFor(pieces: readonly Piece[], people: number): readonly Person[] {
  const names = namesIn(pieces);
  return Array.from({ length: Math.max(1, people, names.length) }, (_, index) => ({
    name: names[index] ?? null,
    free: 0,
    last: null,
  }));
}

/** Everybody who is named. */
export function namesIn(pieces: readonly Pick<Piece, 'assignees'>[]): readonly string[] {
  return [...new Set(pieces.flatMap(({ assignees }) => assignees))];
}

/** Who is free first; somebody who is named if there are any. */
function chooseFor({ assignees }: Piece, staff: readonly Person[], ready: number): Person {
  const named = staff.filter(({ name }) => name !== null && assignees.includes(name));
  const candidates = named.length > 0 ? named : staff;
  const begin = ({ free }: Person): number => Math.max(ready, free);
  const [first, ...others] = candidates;
  return others.reduce((best, other) => (begin(other) < begin(best) ? other : best), first ?? NOBODY);
}

const NOBODY: Person = { name: null, free: 0, last: null };
