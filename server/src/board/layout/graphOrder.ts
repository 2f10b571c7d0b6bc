import type { GraphView } from './graphView.ts';

/** In which layer each task stands, and at which place among those of its layer. */
export interface GraphOrder {
  readonly layer: ReadonlyMap<string, number>;
  readonly place: ReadonlyMap<string, number>;
}

/** What an order is found from: cheap to send to another thread. */
export interface OrderInput {
  /** Tasks, and the groups that something depends on or that depend on something. */
  readonly nodes: readonly string[];
  readonly edges: readonly (readonly [from: string, to: string])[];
}

/**
 * Everything that has an edge. A group comes after its own tasks for what depends on it, and before them for
 * what it depends on; so it is two nodes.
 */
export function orderInput({ tasks, groups, edges }: GraphView): OrderInput {
  const isGroup = new Set(groups.map(({ key }) => key));
  const parents = new Map(groups.map(({ key, parent }) => [key, parent]));
  const first = (key: string): string => (isGroup.has(key) ? `${key} >` : key);
  const last = (key: string): string => (isGroup.has(key) ? `< ${key}` : key);
  const pairs = edges
    .filter(({ from, to }) => from !== to)
    .map(({ from, to }) => [last(from), first(to)] as const);
  const ends = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const bounds = tasks.flatMap(({ key, group }) => {
    const around: (readonly [string, string])[] = [];
    for (let at = group; at !== null; at = parents.get(at) ?? null)
      if (ends.has(at)) around.push([first(at), key], [key, last(at)]);
    return around;
  });
  const all = [...pairs, ...bounds];
  return { nodes: [...new Set(all.flat())], edges: all };
}

/** Layers by the longest way, places by the text: at once, also for thousands. */
export function quickOrder({ nodes, edges }: OrderInput): GraphOrder {
  const after = new Map<string, string[]>(nodes.map((node) => [node, []]));
  const waiting = new Map(nodes.map((node) => [node, 0]));
  for (const [from, to] of edges) {
    after.get(from)?.push(to);
    waiting.set(to, (waiting.get(to) ?? 0) + 1);
  }
  const layer = new Map<string, number>();
  const free = nodes.filter((node) => waiting.get(node) === 0);
  const finish = (node: string): void => {
    const own = layer.get(node) ?? 0;
    layer.set(node, own);
    waiting.set(node, -1);
    for (const to of after.get(node) ?? []) {
      const left = waiting.get(to) ?? 0;
      // What is finished already closes a round.
      if (left < 0) continue;
      layer.set(to, Math.max(layer.get(to) ?? 0, own + 1));
      waiting.set(to, left - 1);
      if (left === 1) free.push(to);
    }
  };
  for (let next = 0; next < nodes.length || free.length > 0;) {
    const node = free.shift() ?? nodes[next++];
    if (node !== undefined && (waiting.get(node) ?? -1) >= 0) finish(node);
  }
  return { layer, place: new Map(nodes.map((node, index) => [node, index])) };
}
