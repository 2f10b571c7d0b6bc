import * as z from 'zod';
import type { GraphData, GraphTask } from '../../../server/src/protocol/graph.ts';

/** What of the graph is wanted; empty texts stand for everything. */
export const Filters = z.object({
  text: z.string().default(''),
  status: z.string().default(''),
  /** Key of a group. */
  phase: z.string().default(''),
  label: z.string().default(''),
  assignee: z.string().default(''),
});
export type Filters = z.infer<typeof Filters>;

/** The point of the graph at the top left of the view, and the size of its pixels. */
export const Camera = z.object({ x: z.number(), y: z.number(), zoom: z.number().min(0.02).max(8) });
export type Camera = z.infer<typeof Camera>;

/** What the view remembers of each roadmap. */
export const GraphState = z.object({
  filters: Filters.default(Filters.parse({})),
  /** What stands out: all others are dimmed. */
  highlight: z.enum(['nothing', 'ready', 'critical']).default('nothing'),
  /** Keys of groups that are folded up. */
  collapsed: z.array(z.string()).default([]),
  camera: Camera.nullable().default(null),
  selected: z.string().nullable().default(null),
});
export type GraphState = z.infer<typeof GraphState>;

export function isFiltered(filters: Filters): boolean {
  return Object.values(filters).some((value) => value !== '');
}

/** Whether a task is wanted. */
export function filterFor(data: GraphData, filters: Filters): (task: GraphTask) => boolean {
  const words = filters.text.toLowerCase().split(/\s+/).filter(Boolean);
  const within = groupsWithin(data, filters.phase);
  return (task) =>
    (filters.status === '' || task.status === filters.status) &&
    (filters.phase === '' || (task.group !== null && within.has(task.group))) &&
    (filters.label === '' || task.labels.includes(filters.label)) &&
    (filters.assignee === '' || task.assignees.includes(filters.assignee)) &&
    words.every((word) => textOf(task).includes(word));
}

function textOf({ id, title, labels, assignees, priority, effort }: GraphTask): string {
  return [id, title, ...labels, ...assignees, priority, effort].join(' ').toLowerCase();
}

/** The group and those in it. */
function groupsWithin({ groups }: GraphData, key: string): ReadonlySet<string> {
  const within = new Set([key]);
  // Parents stand before their parts.
  for (const group of groups) if (group.parent !== null && within.has(group.parent)) within.add(group.key);
  return within;
}
