import { Graph, layout } from '@dagrejs/dagre';
import type { GraphOrder, OrderInput } from './graphOrder.ts';

/** Layers and places with few crossings and short edges. Takes a second for five hundred tasks. */
export function bestOrder({ nodes, edges }: OrderInput): GraphOrder {
  const graph = new Graph({ multigraph: false });
  graph.setGraph({ rankdir: 'LR', nodesep: 1, ranksep: 1 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of nodes) graph.setNode(node, { width: 1, height: 1 });
  for (const [from, to] of edges) graph.setEdge(from, to);
  layout(graph);
  const at = nodes.map((node): { x: number; y: number } => graph.node(node) as { x: number; y: number });
  const columns = [...new Set(at.map(({ x }) => Math.round(x)))].sort((a, b) => a - b);
  const layers = new Map(columns.map((x, index) => [x, index]));
  return {
    layer: new Map(nodes.map((node, index) => [node, layers.get(Math.round(at[index]?.x ?? 0)) ?? 0])),
    place: new Map(nodes.map((node, index) => [node, at[index]?.y ?? 0])),
  };
}
