import { branchStateOf, branchTemplate, NO_BRANCHES } from '../core/branches/states.ts';
import { branchPhrase, branchSentence } from '../core/branches/words.ts';
import { effectiveGates, type EffectiveGates } from '../core/analysis/effectiveGates.ts';
import { planOf, unitIn } from '../core/analysis/plan/plan.ts';
import type { ProjectGate } from '../core/config.ts';
import type { Gate, Group, Item, RoadmapDocument, Task } from '../core/model/document.ts';
import { gateKeys } from '../core/model/gateKeys.ts';
import { effectiveStatus, isDropped } from '../core/model/status.ts';
import { locate } from '../core/model/workspace.ts';
import type {
  CriterionOutline,
  GateOutline,
  GroupOutline,
  RoadmapOutline,
  TaskOutline,
} from '../protocol/messages.ts';
import { toRange } from './convert.ts';
import { criteriaOf, taskProgress } from './criteria.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * A roadmap in the plain form that tree, Test Explorer and pull-request command read. Undefined for a
 * document that is no roadmap.
 */
export function provideOutline(snapshot: Snapshot): RoadmapOutline | undefined {
  const { workspace, document, version } = snapshot;
  if (!document.roadmap) return undefined;
  const projectGates = locate(workspace, document.uri)?.folder.config.gates ?? [];
  const keys = keysByLine(document);
  return {
    uri: document.uri,
    version,
    title: document.title,
    groups: groupOutlines(document, keys),
    tasks: document.tasks.map((task) => taskOutline(snapshot, task, projectGates, keys)),
    criteria: groupCriteria(document, null),
  };
}

/** One task as the outline shows it; undefined if no task has this key. */
export function provideTaskOutline(snapshot: Snapshot, key: string): TaskOutline | undefined {
  const { workspace, document } = snapshot;
  const task = document.tasks.find((candidate) => candidate.key === key);
  if (!task) return undefined;
  const projectGates = locate(workspace, document.uri)?.folder.config.gates ?? [];
  return taskOutline(snapshot, task, projectGates, keysByLine(document));
}

type KeysByLine = ReadonlyMap<number, string>;

function keysByLine({ groups, tasks }: RoadmapDocument): KeysByLine {
  return new Map([...groups, ...tasks].map(({ line, key }) => [line, key]));
}

function parentKey(keys: KeysByLine, parent: number | null): string | null {
  return parent === null ? null : (keys.get(parent) ?? null);
}

function taskOutline(
  snapshot: Snapshot,
  task: Task,
  projectGates: readonly ProjectGate[],
  keys: KeysByLine,
): TaskOutline {
  const { document } = snapshot;
  const gates = effectiveGates(document, task, projectGates);
  return {
    key: task.key,
    parent: parentKey(keys, task.parent),
    id: task.id,
    title: task.title,
    line: task.line,
    status: task.status,
    effectiveStatus: effectiveStatus(task),
    effort: task.effort?.text ?? null,
    priority: task.priority,
    branch: task.branch,
    ...branchOutline(snapshot, task),
    progress: taskProgress(task),
    criteria: criteriaOf(task).map((item) => criterionOutline(document, item)),
    gates: gates ? gateOutlines(document, gates) : [],
    gateSource: gates?.source ?? null,
    dependsOn: dependencyKeys(document, task),
    range: toRange(document.source, task.extent),
    nameRange: toRange(document.source, task.nameSpan),
  };
}

function branchOutline(
  { workspace, document, branches = NO_BRANCHES }: Snapshot,
  task: Task,
): Pick<TaskOutline, 'branchState'> {
  const state = branchStateOf(branches, task, branchTemplate(workspace, document.uri));
  if (state === undefined) return {};
  const { name, isCurrent } = state;
  const sentence = branchSentence(state, branches.base?.name);
  return { branchState: { name, isCurrent, phrase: branchPhrase(state), sentence } };
}

function dependencyKeys(document: RoadmapDocument, { line, dependsOn }: Task): string[] {
  if (dependsOn.length === 0) return [];
  const { units, needs } = planOf(document);
  const index = units.findIndex((unit) => unit.kind === 'task' && unit.line === line);
  return (needs[index] ?? []).flatMap(({ on }) => {
    const unit = units[on];
    return unit?.kind === 'task' ? (unitIn(document, unit)?.key ?? []) : [];
  });
}

function groupOutlines(document: RoadmapDocument, keys: KeysByLine): GroupOutline[] {
  const counts = countTasks(document);
  return document.groups.map((group) => ({
    key: group.key,
    parent: parentKey(keys, group.parent),
    kind: group.kind,
    id: group.id,
    title: group.title,
    line: group.line,
    status: group.status,
    tasks: counts.get(group.line) ?? { done: 0, total: 0 },
    criteria: groupCriteria(document, group.line),
    range: toRange(document.source, group.extent),
    nameRange: toRange(document.source, group.nameSpan),
  }));
}

/** Per group's line, the tasks below it at any depth; those that are dropped are neither done nor left. */
function countTasks({ groups, tasks }: RoadmapDocument): Map<number, { done: number; total: number }> {
  const owners = new Map<number, Group | Task>([...groups, ...tasks].map((owner) => [owner.line, owner]));
  const counts = new Map(groups.map(({ line }) => [line, { done: 0, total: 0 }]));
  for (const task of tasks) {
    const status = effectiveStatus(task);
    if (isDropped(status)) continue;
    const done = status === 'done' ? 1 : 0;
    for (let line = task.parent; line !== null; line = parentAbove(owners, line)) {
      const count = counts.get(line);
      if (!count) continue;
      count.total++;
      count.done += done;
    }
  }
  return counts;
}

/** A parent stands above its child; anything else would be a circle. */
function parentAbove(owners: ReadonlyMap<number, Group | Task>, line: number): number | null {
  const parent = owners.get(line)?.parent ?? null;
  return parent !== null && parent < line ? parent : null;
}

function groupCriteria(document: RoadmapDocument, line: number | null): CriterionOutline[] {
  const own = document.criteria.filter(({ group }) => group === line);
  return own.map((item) => criterionOutline(document, item));
}

function criterionOutline(document: RoadmapDocument, item: Item): CriterionOutline {
  return {
    key: item.key,
    text: item.text,
    checked: item.checked,
    hasBox: item.mark?.kind === 'box',
    range: toRange(document.source, item.span),
  };
}

function gateOutlines(document: RoadmapDocument, { source, gates }: EffectiveGates): GateOutline[] {
  const outlines =
    source === 'project'
      ? gates.map(projectGateOutline)
      : gates.map((gate) => documentGateOutline(document, gate));
  const keys = gateKeys(outlines.map(({ text }) => text));
  return outlines.map((outline, index) => ({ ...outline, key: keys[index] ?? '' }));
}

function documentGateOutline(document: RoadmapDocument, gate: Gate): Omit<GateOutline, 'key'> {
  return {
    name: gate.name,
    language: gate.language,
    form: gate.form,
    class: gate.class,
    reason: gate.reason,
    text: gate.text,
    commands: [...gate.commands],
    commandLines: [...gate.commandLines],
    range: toRange(document.source, gate.span),
    ...attributesOf(gate),
  };
}

function attributesOf({ attributes }: Gate): Pick<GateOutline, 'cwd' | 'timeout' | 'covers' | 'problem'> {
  const { cwd, timeout, covers, problem } = attributes ?? {};
  return {
    ...(cwd === undefined ? {} : { cwd }),
    ...(timeout === undefined ? {} : { timeout }),
    ...(covers === undefined ? {} : { covers: [...covers] }),
    ...(problem === undefined ? {} : { problem }),
  };
}

function projectGateOutline(gate: ProjectGate): Omit<GateOutline, 'key'> {
  const text = gate.run.trim();
  return {
    name: gate.name,
    language: gate.shell ?? null,
    form: 'config',
    class: 'check',
    reason: 'named in .roadgate.yaml',
    text,
    commands: [text],
    commandLines: [0],
    ...(gate.cwd === undefined ? {} : { cwd: gate.cwd }),
    range: null,
  };
}
