import { ancestorsOf, type Need, type Plan } from './plan.ts';

/** Units that wait for each other: none of them can be the first. */
export interface Cycle {
  /** Each depends on the next, the last one on the first, by itself or by what it stands in. */
  readonly steps: readonly Step[];
}

export interface Step {
  /** The unit whose dependency it is. */
  readonly unit: number;
  readonly need: Need;
}

/**
 * One cycle, a short one, for each set of units that all wait for each other. A unit waits for what it depends
 * on and for what its parents depend on, and is finished when all that it holds is. Soft dependencies make nobody
 * wait. Linear in the size of the plan.
 */
export function findCycles(plan: Plan): readonly Cycle[] {
  const graph = createGraph(plan);
  return knotsOf(graph.edges).flatMap((knot) => {
    const steps = shortestRound(graph, knot);
    return steps.length === 0 ? [] : [{ steps }];
  });
}

/** Two nodes per unit: its start is `2 * index`, its end `2 * index + 1`. An edge leads to what comes before. */
interface Graph {
  readonly edges: readonly (readonly Edge[])[];
}

interface Edge {
  readonly to: number;
  /** Undefined for what follows from where units stand. */
  readonly step: Step | undefined;
}

function createGraph(plan: Plan): Graph {
  const edges = plan.units.flatMap((): Edge[][] => [[], []]);
  const add = (from: number, to: number, step?: Step): void => {
    edges[from]?.push({ to, step });
  };
  for (const [unit, parent] of plan.parents.entries()) {
    add(endOf(unit), startOf(unit));
    if (parent >= 0) {
      add(endOf(parent), endOf(unit));
      add(startOf(unit), startOf(parent));
    }
    for (const need of plan.needs[unit] ?? []) {
      // What depends on its own parts or on the whole only says in which order it is read.
      if (need.soft || isWithin(plan, unit, need.on) || isWithin(plan, need.on, unit)) continue;
      add(startOf(unit), endOf(need.on), { unit, need });
    }
  }
  return { edges };
}

function startOf(unit: number): number {
  return 2 * unit;
}

function endOf(unit: number): number {
  return 2 * unit + 1;
}

function isWithin(plan: Plan, unit: number, around: number): boolean {
  for (const ancestor of ancestorsOf(plan, unit)) if (ancestor === around) return true;
  return false;
}

/** The nodes that reach each other, where there are several, or where one reaches itself: Tarjan's algorithm. */
function knotsOf(edges: Graph['edges']): readonly (readonly number[])[] {
  const order = new Int32Array(edges.length).fill(-1);
  const lowest = new Int32Array(edges.length);
  const isOpen = new Uint8Array(edges.length);
  const next = new Int32Array(edges.length);
  const open: number[] = [];
  const knots: number[][] = [];
  let count = 0;
  // A plan may be deeper than the call stack.
  const path: number[] = [];
  const enter = (node: number): void => {
    order[node] = lowest[node] = count++;
    isOpen[node] = 1;
    open.push(node);
    path.push(node);
  };
  const lower = (node: number, value: number): void => {
    lowest[node] = Math.min(lowest[node] ?? 0, value);
  };
  for (let root = 0; root < edges.length; root++) {
    if (order[root] !== -1) continue;
    enter(root);
    for (let node = path.at(-1); node !== undefined; node = path.at(-1)) {
      const to = edges[node]?.[next[node] ?? 0]?.to;
      if (to !== undefined) {
        next[node] = (next[node] ?? 0) + 1;
        if (order[to] === -1) enter(to);
        else if (isOpen[to]) lower(node, order[to] ?? 0);
        continue;
      }
      path.pop();
      const before = path.at(-1);
      if (before !== undefined) lower(before, lowest[node] ?? 0);
      if (lowest[node] !== order[node]) continue;
      const knot = open.splice(open.lastIndexOf(node));
      for (const member of knot) isOpen[member] = 0;
      if (knot.length > 1 || edges[node]?.some((edge) => edge.to === node))
        knots.push(knot.sort((a, b) => a - b));
    }
  }
  return knots;
}

/** The fewest steps from the first dependency of a knot back to the unit that has it. */
function shortestRound({ edges }: Graph, knot: readonly number[]): readonly Step[] {
  const members = new Set(knot);
  for (const start of knot) {
    const first = edges[start]?.find(({ to, step }) => step !== undefined && members.has(to));
    if (first?.step === undefined) continue;
    const cameBy = new Map<number, { readonly from: number; readonly edge: Edge } | null>([[first.to, null]]);
    // Breadth first; nodes that are found while walking are walked, too.
    for (const node of cameBy.keys()) {
      if (node === start) break;
      for (const edge of edges[node] ?? [])
        if (members.has(edge.to) && !cameBy.has(edge.to)) cameBy.set(edge.to, { from: node, edge });
    }
    const back: Step[] = [];
    for (let at = cameBy.get(start); at; at = cameBy.get(at.from))
      if (at.edge.step) back.unshift(at.edge.step);
    return [first.step, ...back];
  }
  return [];
}
