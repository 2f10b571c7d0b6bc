import { ancestorsOf } from '../../core/analysis/plan/plan.ts';
import type { TimelineUnits } from './timelineUnits.ts';
import { namesIn, type Piece, type PlacedPiece, type Range, schedulePieces } from './timelineSchedule.ts';

/** The pieces of work of a plan, in the order of the text, and when each of them is done. */
export interface PlacedPieces {
  /** Where each piece stands among the units. */
  readonly indexes: readonly number[];
  /** By unit; undefined for what is no piece. */
  readonly places: readonly (PlacedPiece | undefined)[];
  /** How many people do it. */
  readonly people: number;
  readonly peopleFrom: 'setting' | 'names' | 'nobody';
}

/** @param people as somebody has set it; null: as many as the document names. */
export function placePieces(all: TimelineUnits, people: number | null, weekHours: number): PlacedPieces {
  const indexes = [...all.units.keys()].filter((index) => all.pieceOf[index] === index);
  const names = namesIn(indexes.map((index) => ({ assignees: all.units[index]?.assignees ?? [] })));
  const count = Math.max(1, people ?? 1, names.length);
  const places: PlacedPiece[] = [];
  const pieces = piecesFor(all, indexes, weekHours, count);
  for (const [order, placed] of schedulePieces(pieces, count).entries()) {
    const index = indexes[order];
    if (index !== undefined) places[index] = placed;
  }
  const peopleFrom = people === null ? (names.length > 0 ? 'names' : 'nobody') : 'setting';
  return { indexes, places, people: count, peopleFrom };
}

function piecesFor(
  all: TimelineUnits,
  indexes: readonly number[],
  weekHours: number,
  people: number,
): readonly Piece[] {
  const orders = new Map(indexes.map((index, order) => [index, order]));
  const needed = neededPieces(all, indexes);
  let rank = 0;
  return indexes.map((index): Piece => {
    const { unit, window, own, hours } = partsOf(all, index);
    // What says nothing comes when the text comes to it, behind what is stated for then.
    rank = window?.from ?? rank;
    const isGroup = unit !== undefined && !('form' in unit);
    const weeks = (hour: number): number => hour / weekHours / (isGroup ? people : 1);
    const isFixed = window !== null && (window.owner === index || hours === null);
    return {
      duration: hours && { min: weeks(hours.min), max: weeks(hours.max) },
      earliest: Math.max(window?.from ?? own?.from ?? all.clock.begin, 0),
      rank: window === null ? rank + BEHIND_STATED : rank,
      after: (needed.get(index) ?? []).flatMap((each) => orders.get(each) ?? []),
      assignees: unit?.assignees ?? [],
      takesAll: isGroup,
      fixed: isFixed && !isGroup ? window : null,
    };
  });
}

/** Weeks; less than any stated time. */
const BEHIND_STATED = 0.001;

function partsOf(all: TimelineUnits, index: number) {
  return {
    unit: all.units[index],
    window: all.windows[index] ?? null,
    own: all.said[index] ?? null,
    hours: all.hours[index] ?? null,
  };
}

/** For each piece those that have to be done before: by its own dependencies, and by those of what it stands in. */
function neededPieces(
  all: TimelineUnits,
  indexes: readonly number[],
): ReadonlyMap<number, readonly number[]> {
  const { plan, pieceOf } = all;
  const inside = piecesInside(all, indexes);
  const needed = new Map<number, Set<number>>();
  for (const [index, needs] of plan.needs.entries()) {
    for (const { on, soft } of needs) {
      if (soft || all.isDropped[on]) continue;
      const target = pieceOf[on] ?? -1;
      const before = target >= 0 ? [target] : (inside.get(on) ?? []);
      const own = pieceOf[index] ?? -1;
      for (const piece of own >= 0 ? [own] : (inside.get(index) ?? [])) {
        const found = needed.get(piece) ?? new Set();
        needed.set(piece, found);
        for (const each of before) if (each !== piece && !isLoose(all, each, piece)) found.add(each);
      }
    }
  }
  return new Map([...needed].map(([piece, before]) => [piece, [...before]]));
}

/** Both are somewhere in the same time, and nothing says how long the first takes. */
function isLoose({ hours, windows }: TimelineUnits, before: number, piece: number): boolean {
  const [first, second] = [windows[before], windows[piece]];
  return hours[before] === null && first != null && first.owner !== before && first.owner === second?.owner;
}

function piecesInside(
  { plan }: TimelineUnits,
  indexes: readonly number[],
): ReadonlyMap<number, readonly number[]> {
  const inside = new Map<number, number[]>();
  for (const index of indexes) {
    for (const outer of ancestorsOf(plan, index)) {
      const found = inside.get(outer);
      if (found) found.push(index);
      else inside.set(outer, [index]);
    }
  }
  return inside;
}

/** From the least of all beginnings to the most of all ends. */
export function around(places: readonly PlacedPiece[]): PlacedPiece | null {
  if (places.length === 0) return null;
  const least = (of: (place: PlacedPiece) => number): number =>
    places.reduce((so, place) => Math.min(so, of(place)), Infinity);
  const most = (of: (place: PlacedPiece) => number): number =>
    places.reduce((so, place) => Math.max(so, of(place)), -Infinity);
  const from: Range = { min: least((place) => place.from.min), max: least((place) => place.from.max) };
  const to: Range = { min: most((place) => place.to.min), max: most((place) => place.to.max) };
  return { from, to };
}
