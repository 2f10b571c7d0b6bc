import { branchStateOf, branchTemplate, NO_BRANCHES } from '../core/branches/states.ts';
import { branchPhrase, branchSentence } from '../core/branches/words.ts';
import { gatedDocument, gatedGroup, gatedTask, type GateOwner } from '../core/analysis/gateOwners.ts';
import { gatePlaces } from '../core/analysis/gatePlace.ts';
import { neededKeys } from '../core/analysis/plan/plan.ts';
import type { ProjectGate } from '../core/config.ts';
import type { Gate, Item, RoadmapDocument, Task } from '../core/model/document.ts';
import { gateKeys } from '../core/model/gateKeys.ts';
import { effectiveStatus } from '../core/model/status.ts';
import { locate } from '../core/model/workspace.ts';
import { countByGroup, NO_TASKS } from '../core/status/groupCounts.ts';
import type {
  CriterionOutline,
  GateOutline,
  GroupOutline,
  RoadmapOutline,
  TaskOutline,
} from '../protocol/outline.ts';
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
    branchTemplate: branchTemplate(workspace, document.uri),
    groups: groupOutlines(snapshot, keys),
    tasks: document.tasks.map((task) => taskOutline(snapshot, task, projectGates, keys)),
    ...ownGates(snapshot, gatedDocument(document)),
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
  const gated = gatedTask(document, task, projectGates);
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
    gates: gated ? gateOutlines(snapshot, gated) : [],
    gateSource: gated?.effective.source ?? null,
    dependsOn: neededKeys(document, task),
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

function groupOutlines(snapshot: Snapshot, keys: KeysByLine): GroupOutline[] {
  const { document } = snapshot;
  const counts = countByGroup(document);
  return document.groups.map((group) => ({
    key: group.key,
    parent: parentKey(keys, group.parent),
    kind: group.kind,
    id: group.id,
    title: group.title,
    line: group.line,
    status: group.status,
    tasks: counts.get(group.line) ?? NO_TASKS,
    ...(group.dependsOn.length === 0 ? {} : { dependsOn: neededKeys(document, group) }),
    ...ownGates(snapshot, gatedGroup(group)),
    criteria: groupCriteria(document, group.line),
    range: toRange(document.source, group.extent),
    nameRange: toRange(document.source, group.nameSpan),
  }));
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

function ownGates(snapshot: Snapshot, owner: GateOwner | undefined): { gates?: GateOutline[] } {
  return owner ? { gates: gateOutlines(snapshot, owner) } : {};
}

function gateOutlines({ workspace, document }: Snapshot, owner: GateOwner): GateOutline[] {
  const { effective } = owner;
  const places = gatePlaces(locate(workspace, document.uri)?.folder, document, owner);
  const outlines =
    effective.source === 'project'
      ? effective.gates.map(projectGateOutline)
      : effective.gates.map((gate) => documentGateOutline(document, gate));
  const keys = gateKeys(outlines.map(({ text }) => text));
  return outlines.map((outline, index) => {
    const { covers, ...place } = places[index] ?? {};
    return { ...outline, ...place, ...(covers ? { covers: [...covers] } : {}), key: keys[index] ?? '' };
  });
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
    range: null,
  };
}
