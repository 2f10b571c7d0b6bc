import type { GraphData, GraphEdge, GraphGroup, GraphTask } from '../../protocol/graph.ts';

/** A part of a graph that is to be drawn: some of its tasks, some of its groups folded up. */
export interface GraphView {
  /** The tasks that have a card, in the order of the text. */
  readonly tasks: readonly GraphTask[];
  /** The groups that have a band: those with tasks in them. */
  readonly groups: readonly GraphGroup[];
  /** Keys of groups of which only the title is shown. */
  readonly collapsed: ReadonlySet<string>;
  /** Between what is shown: an edge of a task in a folded group is one of the group. */
  readonly edges: readonly GraphEdge[];
}

/**
 * @param isShown the tasks that are wanted.
 * @param collapsed keys of the groups that are folded up.
 */
export function viewOf(
  data: GraphData,
  isShown: (task: GraphTask) => boolean = () => true,
  collapsed: ReadonlySet<string> = new Set(),
): GraphView {
  const groups = new Map(data.groups.map((group) => [group.key, group]));
  const chainOf = (group: string | null): string[] => chain(groups, group);
  const wanted = data.tasks.filter(isShown);
  const filled = new Set(wanted.flatMap(({ group }) => chainOf(group)));
  const foldOf = (group: string | null): string | undefined =>
    chainOf(group).findLast((key) => collapsed.has(key));
  const stands = new Map<string, string>();
  for (const { key, parent } of data.groups) if (filled.has(key)) stands.set(key, foldOf(parent) ?? key);
  for (const { key, group } of wanted) stands.set(key, foldOf(group) ?? key);
  return {
    tasks: wanted.filter(({ key }) => stands.get(key) === key),
    groups: data.groups.filter(({ key }) => stands.get(key) === key),
    collapsed,
    edges: mergeEdges(data.edges, stands),
  };
}

/** A group and those around it, the innermost first. */
function chain(groups: ReadonlyMap<string, GraphGroup>, key: string | null): string[] {
  const found: string[] = [];
  for (let at = key; at !== null && !found.includes(at); at = groups.get(at)?.parent ?? null) found.push(at);
  return found;
}

function mergeEdges(edges: readonly GraphEdge[], stands: ReadonlyMap<string, string>): GraphEdge[] {
  const merged = new Map<string, GraphEdge>();
  for (const edge of edges) {
    const [from, to] = [stands.get(edge.from), stands.get(edge.to)];
    if (from === undefined || to === undefined || (from === to && edge.from !== edge.to)) continue;
    const name = `${from} ${to}`;
    const other = merged.get(name);
    merged.set(name, {
      from,
      to,
      soft: edge.soft && (other?.soft ?? true),
      problem: other?.problem ?? edge.problem,
      critical: edge.critical || (other?.critical ?? false),
    });
  }
  return [...merged.values()];
}
