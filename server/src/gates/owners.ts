import { DOCUMENT_KEY } from '../core/model/gateKeys.ts';
import type { GateOutline, RoadmapOutline, TaskOutline } from '../protocol/outline.ts';
import { inRunOrder } from './order.ts';

/** What gates run for: a task, or a phase or document that has some of its own. */
export interface GateOwner extends Pick<TaskOutline, 'id' | 'title'> {
  readonly level: 'task' | 'phase' | 'document';
  /** That of the task or group, or `DOCUMENT_KEY`. */
  readonly key: string;
  /** Not empty. */
  readonly gates: readonly GateOutline[];
  readonly source: NonNullable<TaskOutline['gateSource']>;
  /** Where its name stands; null for the document. */
  readonly nameRange: TaskOutline['nameRange'] | null;
  /** Null for a phase and the document. */
  readonly status: TaskOutline['effectiveStatus'] | null;
}

/** All that has gates in a roadmap: tasks, then phases, then the document. */
export function gateOwners({ tasks, groups, gates, title }: RoadmapOutline): readonly GateOwner[] {
  return [
    ...tasks.flatMap((task): readonly GateOwner[] => {
      if (task.gates.length === 0) return [];
      return [{ ...task, level: 'task', source: task.gateSource ?? 'task', status: task.effectiveStatus }];
    }),
    ...groups.flatMap(({ gates: own, ...group }): readonly GateOwner[] => {
      return own ? [{ ...group, level: 'phase', gates: own, source: 'phase', status: null }] : [];
    }),
    ...(gates ? [ofDocument(gates, title)] : []),
  ];
}

function ofDocument(gates: readonly GateOutline[], title: string | null): GateOwner {
  return {
    level: 'document',
    key: DOCUMENT_KEY,
    id: null,
    title: title ?? '',
    gates,
    source: 'document',
    nameRange: null,
    status: null,
  };
}

/** What a run of a task, phase or document by its key executes; undefined where it has no gates. */
export function gateOwner(roadmap: RoadmapOutline | undefined | null, key: string): GateOwner | undefined {
  return roadmap ? gateOwners(roadmap).find((owner) => owner.key === key) : undefined;
}

/**
 * All that has gates in a phase, with the phase itself, in the order of a run: tasks behind those they depend on, phases behind
 * their tasks, the document last.
 * @param group the key of the phase; null: the whole document.
 */
export function gateOwnersIn(roadmap: RoadmapOutline, group: string | null): readonly GateOwner[] {
  const { tasks, groups } = roadmap;
  const owners = new Map(gateOwners(roadmap).map((owner) => [owner.key, owner]));
  const ordered = inRunOrder(tasks, groups).map(({ key }) => key);
  const keys = group === null ? [...ordered, DOCUMENT_KEY] : ordered.filter(isBelow(roadmap, group));
  return keys.flatMap((key) => owners.get(key) ?? []);
}

/** Tells whether a task or phase is a given phase or stands in it, whatever stands between. */
function isBelow({ groups, tasks }: RoadmapOutline, group: string): (key: string) => boolean {
  const below = new Set([group]);
  // A parent stands above its children.
  const units = [...groups, ...tasks].sort((a, b) => a.line - b.line);
  for (const { key, parent } of units) if (parent !== null && below.has(parent)) below.add(key);
  return (key) => below.has(key);
}
