import type { GraphEdge } from '../../protocol/graph.ts';
import { type BandPlace, CARD, type CardPlace, type EdgePlace, GAP, HEADER, type Point } from './graph.ts';
import { groupBy } from './groupBy.ts';

/**
 * Ways for edges that cross no card: out of a card into the gutter beside it, along the gap above or below the row
 * of the other card, and through the gutter before that. Edges that would lie on each other get lanes.
 */
export function routeEdges(
  edges: readonly GraphEdge[],
  cards: readonly CardPlace[],
  bands: readonly BandPlace[],
  firstX: number,
): readonly EdgePlace[] {
  const places = new Map<string, CardPlace | BandPlace>([
    ...cards.map((card) => [card.task.key, card] as const),
    ...bands.map((band) => [band.group.key, band] as const),
  ]);
  const ends = edges.flatMap((edge): Ends[] => {
    const [from, to] = [places.get(edge.from), places.get(edge.to)];
    return from && to ? [{ edge, from, to }] : [];
  });
  const ports = portsOf(ends);
  const ways = ends.map((each): Way => toWay(each, ports, firstX));
  spread(
    ways.flatMap(({ runs }) => runs.filter(({ upright }) => upright)),
    GAP.x - 36,
  );
  spread(
    ways.flatMap(({ runs }) => runs.filter(({ upright }) => !upright)),
    GAP.y - 12,
  );
  return ways.map(({ edge, start, end, runs }) => ({ edge, points: pointsOf(start, runs, end) }));
}

interface Ends {
  readonly edge: GraphEdge;
  readonly from: CardPlace | BandPlace;
  readonly to: CardPlace | BandPlace;
}

interface Way {
  readonly edge: GraphEdge;
  readonly start: Point;
  readonly end: Point;
  readonly runs: readonly Run[];
}

/** A stretch along a gutter (upright) or along a gap between rows, of which several may share the middle. */
interface Run {
  readonly upright: boolean;
  /** The middle of the gutter (x) or gap (y). */
  readonly middle: number;
  readonly from: number;
  readonly to: number;
  /** Whether the edge goes towards greater numbers here. */
  readonly ahead: boolean;
  /** Away from the middle. */
  offset: number;
}

type Ports = ReadonlyMap<Ends, { readonly start: Point; readonly end: Point }>;

/** Where edges leave and enter cards: spread over the height, those that go up above those that go down. */
function portsOf(ends: readonly Ends[]): Ports {
  const out = groupBy(ends, ({ from }) => from);
  const into = groupBy(ends, ({ to }) => to);
  const height = (place: CardPlace | BandPlace, index: number, count: number): number =>
    'task' in place ? place.y + (CARD.height * (index + 1)) / (count + 1) : place.y + HEADER / 2;
  const starts = new Map<Ends, Point>();
  for (const [place, own] of out) {
    const sorted = own.toSorted((a, b) => a.to.y - b.to.y || a.to.x - b.to.x);
    const x = 'task' in place ? place.x + CARD.width : place.x;
    for (const [index, each] of sorted.entries())
      starts.set(each, { x, y: height(place, index, sorted.length) });
  }
  const found = new Map<Ends, { start: Point; end: Point }>();
  for (const [place, own] of into) {
    const sorted = own.toSorted((a, b) => a.from.y - b.from.y || b.from.x - a.from.x);
    for (const [index, each] of sorted.entries()) {
      const end = { x: place.x, y: height(place, index, sorted.length) };
      found.set(
        each,
        aligned(starts.get(each) ?? end, end, {
          start: out.get(each.from)?.length === 1 && 'task' in each.from,
          end: sorted.length === 1 && 'task' in place,
        }),
      );
    }
  }
  return found;
}

/** An end that no other edge shares moves to the height of the other, so that the edge becomes straight. */
function aligned(
  start: Point,
  end: Point,
  isFree: { readonly start: boolean; readonly end: boolean },
): { start: Point; end: Point } {
  const most = CARD.height / 2 - 14;
  const near = (y: number, to: number): number => Math.max(y - most, Math.min(y + most, to));
  if (isFree.end) {
    const y = near(end.y, start.y);
    if (y === start.y || !isFree.start) return { start, end: { ...end, y: y === start.y ? y : end.y } };
  }
  const y = near(start.y, end.y);
  return isFree.start && y === end.y ? { start: { ...start, y }, end } : { start, end };
}

function toWay(ends: Ends, ports: Ports, firstX: number): Way {
  const { edge, from, to } = ends;
  const { start, end } = ports.get(ends) ?? { start: from, end: to };
  const out = 'task' in from ? start.x + GAP.x / 2 : firstGutter(from);
  const into = 'task' in to ? (to.column === 0 ? firstX - 18 : end.x - GAP.x / 2) : firstGutter(to);
  const run = (upright: boolean, middle: number, a: number, b: number): Run => ({
    upright,
    middle,
    from: Math.min(a, b),
    to: Math.max(a, b),
    ahead: a <= b,
    offset: 0,
  });
  // Next to each other: one bend up or down, or none.
  if (out === into) {
    const isStraight = Math.abs(start.y - end.y) < 1 && start.x < end.x;
    return { edge, start, end, runs: isStraight ? [] : [run(true, out, start.y, end.y)] };
  }
  const gap = gapBeside(to, start.y, from === to);
  return {
    edge,
    start,
    end,
    runs: [run(true, out, start.y, gap), run(false, gap, out, into), run(true, into, gap, end.y)],
  };
}

/** Left of all bands. */
function firstGutter({ x, depth }: BandPlace): number {
  return x - depth * 10 - 18;
}

/** The gap above or below the row of a card, whichever is nearer. */
function gapBeside(to: CardPlace | BandPlace, y: number, isLoop: boolean): number {
  if (!('task' in to)) return to.y + HEADER / 2;
  const isAbove = y <= to.y + CARD.height && !isLoop;
  return isAbove ? to.y - Math.min(GAP.y / 2, 9) : to.y + CARD.height + GAP.y / 2;
}

/** Moves runs that overlap in one gutter or gap beside each other. @param room over which they may be spread. */
function spread(runs: readonly Run[], room: number): void {
  for (const [, own] of groupBy(runs, ({ middle }) => Math.round(middle))) {
    const lanes: Run[][] = [];
    const laneOf = new Map<Run, number>();
    for (const run of own.toSorted(byCrossings)) {
      const free = lanes.findIndex((lane) => !lane.some((other) => overlap(run, other)));
      const lane = free >= 0 ? free : lanes.length;
      lanes[lane] = [...(lanes[lane] ?? []), run];
      laneOf.set(run, lane);
    }
    const step = lanes.length < 2 ? 0 : Math.min(7, room / (lanes.length - 1));
    for (const [run, lane] of laneOf) run.offset = (lane - (lanes.length - 1) / 2) * step;
  }
}

function overlap(a: Run, b: Run): boolean {
  return a.from < b.to + 4 && b.from < a.to + 4;
}

/** Of edges that go down, the one that starts lowest stays nearest to its card; of those that go up, the highest. */
function byCrossings(a: Run, b: Run): number {
  if (a.ahead !== b.ahead) return a.ahead ? -1 : 1;
  return a.ahead ? b.from - a.from || b.to - a.to : a.to - b.to || a.from - b.from;
}

function pointsOf(start: Point, runs: readonly Run[], end: Point): readonly Point[] {
  const points: Point[] = [start];
  let { x, y } = start;
  for (const [index, run] of runs.entries()) {
    const at = run.middle + run.offset;
    const next = runs[index + 1];
    if (run.upright) {
      points.push({ x: at, y });
      x = at;
      y = next === undefined ? end.y : next.middle + next.offset;
      points.push({ x, y });
    } else {
      y = at;
    }
  }
  points.push(end);
  return points;
}
