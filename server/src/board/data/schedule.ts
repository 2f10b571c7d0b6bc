import type { Plan } from '../../core/analysis/plan/plan.ts';

/** How much work a unit of the plan is by itself; what is finished or holds other units is none. */
export type Durations = readonly number[];

/** When each unit of a plan can begin and be done at the earliest, if nobody has to wait for people. */
export interface Times {
  readonly start: readonly number[];
  readonly end: readonly number[];
  /** From nothing done to everything done. */
  readonly length: number;
  /** Whether a delay of the unit's start, or end, delays the whole. */
  readonly startIsCritical: readonly boolean[];
  readonly endIsCritical: readonly boolean[];
}

/**
 * The critical path method over starts and ends of units: a unit starts after its parent's start and after the end of
 * what it depends on; it ends after what it holds. Soft dependencies make nobody wait. What waits for itself is begun
 * at the first of its units. Linear in the size of the plan.
 */
export function schedule(plan: Plan, durations: Durations): Times {
  const graph = createGraph(plan, durations);
  const order = sortByDependency(graph);
  const early = longest(graph.after, order);
  const tail = longest(graph.before, order.toReversed());
  const length = early.reduce((a, b) => Math.max(a, b), 0);
  const isCritical = (node: number): boolean => isSame((early[node] ?? 0) + (tail[node] ?? 0), length);
  const units = [...durations.keys()];
  return {
    start: units.map((unit) => early[2 * unit] ?? 0),
    end: units.map((unit) => early[2 * unit + 1] ?? 0),
    length,
    startIsCritical: units.map((unit) => isCritical(2 * unit)),
    endIsCritical: units.map((unit) => isCritical(2 * unit + 1)),
  };
}

/** Sums of fractions of hours differ by what binary fractions leave behind. */
export function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) < 1e-6;
}

interface Link {
  readonly to: number;
  readonly weight: number;
}

/** Two nodes per unit: its start is `2 * index`, its end `2 * index + 1`. */
interface Graph {
  /** From what comes first to what comes after it. */
  readonly after: readonly (readonly Link[])[];
  /** The same links the other way round. */
  readonly before: readonly (readonly Link[])[];
}

function createGraph({ units, parents, needs }: Plan, durations: Durations): Graph {
  const after = units.flatMap((): Link[][] => [[], []]);
  const before = units.flatMap((): Link[][] => [[], []]);
  const link = (from: number, to: number, weight: number): void => {
    after[from]?.push({ to, weight });
    before[to]?.push({ to: from, weight });
  };
  for (const unit of units.keys()) {
    link(2 * unit, 2 * unit + 1, durations[unit] ?? 0);
    const parent = parents[unit] ?? -1;
    if (parent >= 0) {
      link(2 * parent, 2 * unit, 0);
      link(2 * unit + 1, 2 * parent + 1, 0);
    }
    for (const { on, soft } of needs[unit] ?? []) if (!soft && on !== unit) link(2 * on + 1, 2 * unit, 0);
  }
  return { after, before };
}

/** Each node behind those that come before it; rounds are entered at their first node. */
function sortByDependency({ after, before }: Graph): readonly number[] {
  const waiting = before.map((links) => links.length);
  const isDone = new Uint8Array(before.length);
  const order: number[] = [];
  const free = [...before.keys()].filter((node) => waiting[node] === 0);
  const finish = (node: number): void => {
    isDone[node] = 1;
    order.push(node);
    for (const { to } of after[node] ?? []) {
      waiting[to] = (waiting[to] ?? 0) - 1;
      if (waiting[to] === 0 && isDone[to] === 0) free.push(to);
    }
  };
  for (let next = 0; ;) {
    const node = free.pop();
    if (node !== undefined) {
      if (isDone[node] === 0) finish(node);
      continue;
    }
    while (next < isDone.length && isDone[next] === 1) next++;
    if (next >= isDone.length) return order;
    free.push(next);
  }
}

/** The longest way to each node. Links back to what comes earlier in `order` are those of a round, and left out. */
function longest(links: Graph['after'], order: readonly number[]): readonly number[] {
  const place = new Int32Array(links.length);
  for (const [index, node] of order.entries()) place[node] = index;
  const length = new Float64Array(links.length);
  for (const node of order) {
    for (const { to, weight } of links[node] ?? []) {
      if ((place[to] ?? 0) <= (place[node] ?? 0)) continue;
      length[to] = Math.max(length[to] ?? 0, (length[node] ?? 0) + weight);
    }
  }
  return [...length];
}
