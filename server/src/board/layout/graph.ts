import type { GraphEdge, GraphGroup, GraphTask } from '../../protocol/graph.ts';
import { type GraphOrder, orderInput, quickOrder } from './graphOrder.ts';
import { routeEdges } from './graphRoutes.ts';
import { groupBy } from './groupBy.ts';
import type { GraphView } from './graphView.ts';

/** Where everything of a graph stands, in pixels at full size, the origin at the top left. */
export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  readonly cards: readonly CardPlace[];
  readonly bands: readonly BandPlace[];
  readonly edges: readonly EdgePlace[];
}

export interface CardPlace {
  readonly task: GraphTask;
  readonly x: number;
  readonly y: number;
  /** From the left, the same for all bands. */
  readonly column: number;
}

export interface BandPlace {
  readonly group: GraphGroup;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Bands around it. */
  readonly depth: number;
  readonly collapsed: boolean;
}

export interface EdgePlace {
  readonly edge: GraphEdge;
  /** Corners of the way from the earlier to the later. */
  readonly points: readonly Point[];
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export const CARD = { width: 236, height: 92 } as const;
/** Between cards; edges run here. */
export const GAP = { x: 64, y: 26 } as const;
/** Of the title of a band. */
export const HEADER = 34;
const MARGIN = 16;
const INSET = 10;
/** Left of the bands, for edges of groups; left of the first column, for edges that lead back. */
const OUTER = 44;
const INNER = { bare: 16, withEdges: 40 } as const;

/** Places cards in layers from left to right, in a band for each group, and edges between them. */
export function layoutGraph(view: GraphView, order: GraphOrder = quickOrder(orderInput(view))): GraphLayout {
  const columns = columnsOf(view, order);
  const isGroup = new Set(view.groups.map(({ key }) => key));
  const hasOuter = view.edges.some(({ from, to }) => isGroup.has(from) || isGroup.has(to));
  const depth = Math.max(0, ...view.groups.map((group) => depthOf(view, group)));
  const hasInner = view.edges.some((edge) => leadsBack(edge, columns, isGroup));
  const left = (hasOuter ? OUTER : MARGIN) + depth * INSET;
  const grid: Grid = {
    view,
    order,
    columns,
    count: columnCount(view, columns),
    bandX: hasOuter ? OUTER : MARGIN,
    firstX: left + (hasInner || hasOuter ? INNER.withEdges : INNER.bare),
    maxDepth: depth,
  };
  const cards: CardPlace[] = [];
  const bands: BandPlace[] = [];
  const bottom = placeLevel(grid, null, 0, MARGIN, { cards, bands });
  bands.sort((a, b) => a.depth - b.depth);
  const width = bandRight(grid, 0) + MARGIN;
  const edges = routeEdges(view.edges, cards, bands, grid.firstX);
  return { width, height: bottom + MARGIN, cards, bands, edges };
}

interface Grid {
  readonly view: GraphView;
  readonly order: GraphOrder;
  /** Of the tasks that have edges. */
  readonly columns: ReadonlyMap<string, number>;
  readonly count: number;
  readonly bandX: number;
  readonly firstX: number;
  readonly maxDepth: number;
}

interface Places {
  readonly cards: CardPlace[];
  readonly bands: BandPlace[];
}

/** Layers without a card are left out. */
function columnsOf({ tasks }: GraphView, { layer }: GraphOrder): ReadonlyMap<string, number> {
  const layers = tasks.flatMap(({ key }) => layer.get(key) ?? []);
  const numbers = new Map([...new Set(layers)].sort((a, b) => a - b).map((each, index) => [each, index]));
  return new Map(
    tasks.flatMap(({ key }) => {
      const own = layer.get(key);
      return own === undefined ? [] : [[key, numbers.get(own) ?? 0] as const];
    }),
  );
}

/** As many as there are layers; with few dependencies, as many as make a picture that is wider than high. */
function columnCount({ tasks }: GraphView, columns: ReadonlyMap<string, number>): number {
  const layers = Math.max(-1, ...columns.values()) + 1;
  const single = tasks.filter(({ key }) => !columns.has(key));
  const widest = Math.max(
    1,
    ...[...groupBy(single, ({ group }) => group).values()].map(({ length }) => length),
  );
  return Math.max(layers, Math.min(8, widest, Math.ceil(Math.sqrt(tasks.length * 0.9))));
}

function leadsBack(
  { from, to }: GraphEdge,
  columns: ReadonlyMap<string, number>,
  isGroup: ReadonlySet<string>,
): boolean {
  if (isGroup.has(from) || isGroup.has(to)) return true;
  return (columns.get(to) ?? 0) <= (columns.get(from) ?? 0);
}

function depthOf({ groups }: GraphView, group: GraphGroup): number {
  const parent = groups.find(({ key }) => key === group.parent);
  return parent === undefined ? 0 : depthOf({ groups } as GraphView, parent) + 1;
}

function bandRight({ firstX, count, maxDepth }: Grid, depth: number): number {
  const right = firstX + count * CARD.width + (count - 1) * GAP.x + INNER.bare;
  return right + (maxDepth - depth) * INSET;
}

/** Places the cards and the bands right below a group (null: the document). @returns where they end. */
function placeLevel(grid: Grid, group: string | null, depth: number, top: number, places: Places): number {
  const tasks = grid.view.tasks.filter((task) => task.group === group);
  let y = placeCards(grid, tasks, top, places.cards);
  for (const inner of grid.view.groups.filter(({ parent }) => parent === group)) {
    const start = y === top ? top : y + (depth === 0 ? 14 : INSET);
    y = placeBand(grid, inner, depth, start, places);
  }
  return y;
}

function placeBand(grid: Grid, group: GraphGroup, depth: number, top: number, places: Places): number {
  const collapsed = grid.view.collapsed.has(group.key);
  const x = grid.bandX + depth * INSET;
  const inside = collapsed ? top + HEADER : placeLevel(grid, group.key, depth + 1, top + HEADER + 8, places);
  const bottom = collapsed ? inside : inside + INSET + 4;
  const width = bandRight(grid, depth) - x;
  places.bands.push({ group, x, y: top, width, height: bottom - top, depth, collapsed });
  return bottom;
}

/** @returns where the last row ends. */
function placeCards(grid: Grid, tasks: readonly GraphTask[], top: number, cards: CardPlace[]): number {
  const rows = rowsOf(grid, tasks);
  const at = (column: number, row: number): { x: number; y: number } => ({
    x: grid.firstX + column * (CARD.width + GAP.x),
    y: top + row * (CARD.height + GAP.y),
  });
  const linked = tasks.filter(({ key }) => grid.columns.has(key));
  for (const task of linked) {
    const column = grid.columns.get(task.key) ?? 0;
    cards.push({ task, column, ...at(column, rows.get(task.key) ?? 0) });
  }
  const taken = new Set(linked.map(({ key }) => `${grid.columns.get(key) ?? 0} ${rows.get(key) ?? 0}`));
  let last = Math.max(-1, ...rows.values());
  let cell = 0;
  // Tasks without edges stand where there is room, in the order of the text.
  for (const task of tasks.filter(({ key }) => !grid.columns.has(key))) {
    while (taken.has(`${cell % grid.count} ${Math.floor(cell / grid.count)}`)) cell++;
    const [column, row] = [cell % grid.count, Math.floor(cell / grid.count)];
    cards.push({ task, column, ...at(column, row) });
    last = Math.max(last, row);
    cell++;
  }
  return last < 0 ? top : top + (last + 1) * (CARD.height + GAP.y) - GAP.y;
}

/** A row for each task with edges: beside what it depends on where that is free, in the order of its layer. */
function rowsOf({ view, columns, order }: Grid, tasks: readonly GraphTask[]): ReadonlyMap<string, number> {
  const rows = new Map<string, number>();
  const before = new Map<string, string[]>();
  for (const { from, to } of view.edges) before.set(to, [...(before.get(to) ?? []), from]);
  const byColumn = groupBy(
    tasks.filter(({ key }) => columns.has(key)),
    ({ key }) => columns.get(key) ?? 0,
  );
  for (const column of [...byColumn.keys()].sort((a, b) => a - b)) {
    const placed = (byColumn.get(column) ?? []).toSorted(
      (a, b) => (order.place.get(a.key) ?? 0) - (order.place.get(b.key) ?? 0),
    );
    const wanted = placed.map((task, index) => {
      const beside = (before.get(task.key) ?? []).flatMap((other) => rows.get(other) ?? []);
      const mean = beside.reduce((a, b) => a + b, 0) / beside.length;
      return { task, row: beside.length === 0 ? index : Math.floor(mean) };
    });
    let next = 0;
    // Of those that are wanted in one row, the order of the text decides.
    for (const { task, row } of wanted.toSorted((a, b) => a.row - b.row || a.task.line - b.task.line)) {
      rows.set(task.key, Math.max(next, row));
      next = Math.max(next, row) + 1;
    }
  }
  return withoutEmptyRows(rows);
}

function withoutEmptyRows(rows: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const used = [...new Set(rows.values())].sort((a, b) => a - b);
  const numbers = new Map(used.map((row, index) => [row, index]));
  return new Map([...rows].map(([key, row]) => [key, numbers.get(row) ?? 0]));
}
