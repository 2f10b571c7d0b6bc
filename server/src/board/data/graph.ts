import { findCycles } from '../../core/analysis/plan/cycles.ts';
import { type Plan, planOf, unitIn } from '../../core/analysis/plan/plan.ts';
import { brokenOrder } from '../../core/analysis/rules/dependency-done-before.ts';
import { setStatus } from '../../core/edit/status.ts';
import type { Group, RoadmapDocument, Status, Task } from '../../core/model/document.ts';
import { convert, type WorkTime } from '../../core/model/effort.ts';
import { effectiveStatus, progressOf, STATUSES } from '../../core/model/status.ts';
import { configOf, type Workspace } from '../../core/model/workspace.ts';
import { countByGroup, type GroupCounts, NO_TASKS } from '../../core/status/groupCounts.ts';
import { planStatus } from '../../core/status/plan.ts';
import type { GraphData, GraphEdge, GraphGroup, GraphTask, Range } from '../../protocol/graph.ts';
import { criticalPathOf, type Criticality } from './criticalPath.ts';

/** Finds the last result of a task's gates. */
export type LastRun = (document: RoadmapDocument, task: Task) => NonNullable<GraphTask['gate']> | null;

/** The dependencies of a roadmap's tasks and groups, as far as they name one of the same document. */
export function graphData(workspace: Workspace, document: RoadmapDocument, lastRun: LastRun): GraphData {
  const plan = planOf(document);
  const time = configOf(workspace, document.uri).effort;
  const hours = new Map(document.tasks.map((task) => [task.key, hoursOf(task, time)]));
  const critical = criticalPathOf(document, plan, hours);
  const { blocked, ready } = planStatus(workspace, [document.uri], undefined);
  const context: Context = {
    document,
    hours,
    critical,
    owners: ownersOf(document),
    counts: countByGroup(document),
    ready: new Set(ready.map(({ task }) => task)),
    waitsFor: new Map(blocked.map(({ task, waitsFor }) => [task, waitsFor])),
    lastRun,
  };
  return {
    title: document.title ?? '',
    groups: document.groups.map((group) => toGroup(group, context)),
    tasks: document.tasks.map((task) => toTask(task, context)),
    edges: edgesOf(document, plan, critical),
    criticalPath: critical.path,
  };
}

interface Context {
  readonly document: RoadmapDocument;
  readonly hours: ReadonlyMap<string, Range | null>;
  readonly critical: Criticality;
  readonly owners: ReadonlyMap<number, Task | Group>;
  readonly counts: ReadonlyMap<number, GroupCounts>;
  readonly ready: ReadonlySet<Task>;
  readonly waitsFor: ReadonlyMap<Task, readonly string[]>;
  readonly lastRun: LastRun;
}

function ownersOf({ tasks, groups }: RoadmapDocument): ReadonlyMap<number, Task | Group> {
  return new Map([...groups, ...tasks].map((owner) => [owner.line, owner]));
}

function hoursOf({ effort }: Task, time: WorkTime): Range | null {
  const amount = effort && convert(effort, 'h', time);
  return amount && { min: amount.min, max: amount.max };
}

function toTask(task: Task, context: Context): GraphTask {
  const { document, critical } = context;
  const { key, id, title, line, effort, priority, labels, assignees, items } = task;
  const { group, parent } = placeOf(task, context.owners);
  const status = effectiveStatus(task);
  return {
    key,
    id,
    title,
    line,
    group,
    parent,
    status,
    statuses: STATUSES.filter((status) => canBecome(document, task, status)),
    effort: effort?.text ?? null,
    hours: context.hours.get(key) ?? null,
    criteria: progressOf(items.filter(({ role }) => role === 'criterion')),
    gate: context.lastRun(document, task),
    priority,
    labels: [...labels],
    assignees: [...assignees],
    // Work that goes on already needs nobody to be told.
    ready: status === 'todo' && context.ready.has(task),
    waitsFor: [...(context.waitsFor.get(task) ?? [])],
    critical: critical.tasks.get(key) ?? null,
    start: critical.starts.get(key) ?? NO_TIME,
    end: critical.ends.get(key) ?? NO_TIME,
  };
}

const NO_TIME: Range = { min: 0, max: 0 };

function canBecome(document: RoadmapDocument, task: Task, status: Status): boolean {
  return task.status !== status && setStatus(document, task, status).kind === 'edits';
}

/** The innermost group around a unit, and the task right around it. */
function placeOf(
  { parent }: Pick<Task | Group, 'parent'>,
  owners: ReadonlyMap<number, Task | Group>,
): { group: string | null; parent: string | null } {
  const owner = parent === null ? undefined : owners.get(parent);
  if (owner === undefined) return { group: null, parent: null };
  if (!('form' in owner)) return { group: owner.key, parent: null };
  // A parent stands above its child; anything else would be a circle.
  const outer = owner.parent !== null && owner.parent < owner.line ? placeOf(owner, owners) : undefined;
  return { group: outer?.group ?? null, parent: owner.key };
}

function toGroup(group: Group, context: Context): GraphGroup {
  const { done, total } = context.counts.get(group.line) ?? NO_TASKS;
  return {
    key: group.key,
    parent: placeOf(group, context.owners).group,
    kind: group.kind,
    id: group.id,
    title: group.title,
    line: group.line,
    status: group.status,
    tasks: { done, total },
  };
}

function edgesOf(document: RoadmapDocument, plan: Plan, critical: Criticality): GraphEdge[] {
  const keys = plan.units.map((unit) => unitIn(document, unit)?.key);
  const pair = (from: number, to: number): string => `${from} ${to}`;
  const inRound = new Set(
    findCycles(plan).flatMap(({ steps }) => steps.map(({ unit, need }) => pair(need.on, unit))),
  );
  const broken = new Set(brokenOrder(document).map(({ unit, on }) => pair(on, unit)));
  const seen = new Set<string>();
  return plan.needs.flatMap((needs, unit) =>
    needs.flatMap(({ on, soft }): GraphEdge[] => {
      const name = pair(on, unit);
      const [from, to] = [keys[on], keys[unit]];
      if (from === undefined || to === undefined || seen.has(name)) return [];
      seen.add(name);
      const problem = inRound.has(name) ? 'cycle' : broken.has(name) ? 'done-before' : null;
      const isCritical = !soft && critical.isTight(on, unit);
      return [{ from, to, soft, problem, critical: isCritical }];
    }),
  );
}
