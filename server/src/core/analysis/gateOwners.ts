import type { ProjectGate } from '../config.ts';
import type { Gate, Group, RoadmapDocument, Task } from '../model/document.ts';
import { DOCUMENT_KEY, gateKeys } from '../model/gateKeys.ts';
import type { Span } from '../text/source.ts';
import { checks, effectiveGates, type EffectiveGates } from './effectiveGates.ts';

/** What gates run for: a task, or a phase or document that has some of its own. */
export interface GateOwner {
  readonly level: 'task' | 'phase' | 'document';
  /** That of the task or group, or `DOCUMENT_KEY`. */
  readonly key: string;
  readonly extent: Span;
  readonly effective: EffectiveGates;
}

/** A task with the gates that a run of it executes, which need not be its own; undefined if there are none. */
export function gatedTask(
  document: RoadmapDocument,
  task: Task,
  projectGates: readonly ProjectGate[],
): GateOwner | undefined {
  const effective = effectiveGates(document, task, projectGates);
  return effective && { level: 'task', key: task.key, extent: task.extent, effective };
}

/** A phase with the gates that stand in it outside of its tasks; undefined if there are none. */
export function gatedGroup({ key, extent, gates }: Group): GateOwner | undefined {
  const own = checks(gates);
  if (own.length === 0) return undefined;
  return { level: 'phase', key, extent, effective: { source: 'phase', gates: own } };
}

/** The document with the gates of its validation section; undefined if there are none. */
export function gatedDocument({ gates, source }: RoadmapDocument): GateOwner | undefined {
  const own = checks(gates);
  if (own.length === 0) return undefined;
  const extent = { from: 0, to: source.length };
  return { level: 'document', key: DOCUMENT_KEY, extent, effective: { source: 'document', gates: own } };
}

/** A gate that stands in a document, and for what it runs. */
export interface OwnedGate {
  readonly gate: Gate;
  readonly owner: GateOwner;
  /** As `gateKeys` gives it among the gates of its owner. */
  readonly key: string;
}

/**
 * The gates that stand in a document, each with all for what it runs: those of phases and of the document first for
 * themselves, then for the tasks that have none of their own.
 */
export function ownedGates(document: RoadmapDocument): readonly OwnedGate[] {
  const owners = [
    ...document.groups.map(gatedGroup),
    gatedDocument(document),
    ...document.tasks.map((task) => gatedTask(document, task, [])),
  ];
  return owners.flatMap(withKeys);
}

/** The gates that stand in a task outside of others, or, without one, in phases and the document outside of tasks. */
export function gatesHeldBy(document: RoadmapDocument, task: Task | null): readonly OwnedGate[] {
  if (task === null) return [...document.groups.map(gatedGroup), gatedDocument(document)].flatMap(withKeys);
  const gated = gatedTask(document, task, []);
  return gated?.effective.source === 'task' ? withKeys(gated) : [];
}

function withKeys(owner: GateOwner | undefined): readonly OwnedGate[] {
  if (owner === undefined || owner.effective.source === 'project') return [];
  const keys = gateKeys(owner.effective.gates.map(({ text }) => text));
  return owner.effective.gates.map((gate, index) => ({ gate, owner, key: keys[index] ?? '' }));
}
