import type {
  Claim,
  Dependency,
  Effort,
  Gate,
  Group,
  Item,
  Milestone,
  Reference,
  RoadmapDocument,
  Task,
  Total,
} from './document.ts';

type ItemJson = Pick<Item, 'line' | 'text' | 'role' | 'checked'>;
type DependencyJson = Pick<Dependency, 'id' | 'raw' | 'soft'>;
type GateJson = Pick<
  Gate,
  'line' | 'endLine' | 'language' | 'form' | 'name' | 'commands' | 'class' | 'reason'
>;

/** One document as `roadgate model --format json` prints it. */
export interface DocumentJson {
  readonly schemaVersion: 1;
  readonly path: string;
  readonly roadmap: boolean;
  readonly title: string | null;
  readonly groups: readonly GroupJson[];
  readonly tasks: readonly TaskJson[];
  readonly references: readonly ReferenceJson[];
  readonly totals: readonly Pick<Total, 'line' | 'tasks' | 'effort' | 'scope'>[];
  readonly gates: readonly GateJson[];
  readonly labels: readonly string[];
  readonly milestones: readonly Milestone[];
  readonly criteria: readonly (ItemJson & { readonly group: number | null })[];
  readonly claims: readonly Pick<Claim, 'line' | 'about' | 'status' | 'effort'>[];
}

export type GroupJson = Pick<
  Group,
  | 'kind'
  | 'id'
  | 'title'
  | 'line'
  | 'endLine'
  | 'parent'
  | 'status'
  | 'effort'
  | 'labels'
  | 'assignees'
  | 'calendar'
> & { readonly dependsOn: readonly DependencyJson[]; readonly gates: readonly GateJson[] };

export type TaskJson = Pick<
  Task,
  | 'id'
  | 'aliases'
  | 'title'
  | 'line'
  | 'endLine'
  | 'form'
  | 'parent'
  | 'status'
  | 'effort'
  | 'priority'
  | 'branch'
  | 'labels'
  | 'assignees'
> & {
  readonly dependsOn: readonly DependencyJson[];
  readonly items: readonly ItemJson[];
  readonly gates: readonly GateJson[];
};

type ReferenceJson = Pick<Reference, 'line' | 'column' | 'raw' | 'path' | 'ranges' | 'kind' | 'expectation'>;

/** The part of the model that other programs may rely on: no offsets, no keys. */
export function toJson(document: RoadmapDocument): DocumentJson {
  return {
    schemaVersion: 1,
    path: document.uri,
    roadmap: document.roadmap,
    title: document.title,
    groups: document.groups.map(groupJson),
    tasks: document.tasks.map(taskJson),
    references: document.references.map(({ line, column, raw, path, ranges, kind, expectation }) => ({
      line,
      column,
      raw,
      path,
      ranges,
      kind,
      expectation,
    })),
    totals: document.totals.map(({ line, tasks, effort, scope }) => ({
      line,
      tasks,
      effort: effortJson(effort),
      scope,
    })),
    gates: document.gates.map(gateJson),
    labels: document.labels,
    milestones: document.milestones.map(({ title, due, line }) => ({ title, due, line })),
    criteria: document.criteria.map((item) => ({ ...itemJson(item), group: item.group })),
    claims: document.claims.map(({ line, about, status, effort }) => ({
      line,
      about,
      status,
      effort: effortJson(effort),
    })),
  };
}

function groupJson(group: Group): GroupJson {
  const { kind, id, title, line, endLine, parent, status, labels, assignees, calendar } = group;
  return {
    kind,
    id,
    title,
    line,
    endLine,
    parent,
    status,
    effort: effortJson(group.effort),
    labels,
    assignees,
    dependsOn: group.dependsOn.map(dependencyJson),
    gates: group.gates.map(gateJson),
    calendar,
  };
}

function taskJson(task: Task): TaskJson {
  const { id, aliases, title, line, endLine, form, parent, status, priority, branch, labels, assignees } =
    task;
  return {
    id,
    aliases,
    title,
    line,
    endLine,
    form,
    parent,
    status,
    effort: effortJson(task.effort),
    priority,
    branch,
    labels,
    assignees,
    dependsOn: task.dependsOn.map(dependencyJson),
    items: task.items.map(itemJson),
    gates: task.gates.map(gateJson),
  };
}

function itemJson({ line, text, role, checked }: Item): ItemJson {
  return { line, text, role, checked };
}

function dependencyJson({ id, raw, soft }: Dependency): DependencyJson {
  return { id, raw, soft };
}

function effortJson(effort: Effort | null): Effort | null {
  return effort && { min: effort.min, max: effort.max, unit: effort.unit, text: effort.text };
}

function gateJson(gate: Gate): GateJson {
  const { line, endLine, language, form, name, commands, reason } = gate;
  return { line, endLine, language, form, name, commands, class: gate.class, reason };
}
