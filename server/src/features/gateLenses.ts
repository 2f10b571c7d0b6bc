import { effectiveGates } from '../core/analysis/effectiveGates.ts';
import { gatedGroup, ownedGates } from '../core/analysis/gateOwners.ts';
import type { Gate, Group, Task } from '../core/model/document.ts';
import { startingIn } from '../core/model/nesting.ts';
import { locate } from '../core/model/workspace.ts';
import type { LensData } from '../protocol/lenses.ts';
import type { Snapshot, TaskResult, TaskResults } from './snapshot.ts';
import { fencePhrase, phasePhrase } from './words.ts';

/** Where a lens stands, as an offset, and what it is. */
export interface PlacedLens {
  readonly at: number;
  readonly data: LensData;
}

/** A lens on each phase with gates, or with tasks that have some: it runs those that are not known to pass. */
export function phaseLenses(snapshot: Snapshot): readonly PlacedLens[] {
  const { groups, uri } = snapshot.document;
  const isGated = gateCheck(snapshot);
  return groups.flatMap((group): PlacedLens[] => {
    if (!tasksIn(snapshot, group).some(isGated) && gatedGroupsIn(snapshot, group).length === 0) return [];
    return [{ at: group.nameSpan.from, data: { kind: 'phase', uri, group: group.key } }];
  });
}

/** A lens on each fence that is a gate, of a task, of a phase or of the document. */
export function fenceLenses({ document }: Snapshot): readonly PlacedLens[] {
  const lenses = new Map<Gate, PlacedLens>();
  for (const { gate, owner, key } of ownedGates(document)) {
    if (gate.form !== 'fence' || lenses.has(gate)) continue;
    const data = { kind: 'fence', uri: document.uri, task: owner.key, gate: key } as const;
    lenses.set(gate, { at: gate.span.from, data });
  }
  return [...lenses.values()].sort((a, b) => a.at - b.at);
}

/** `▷ Run`, later what the gate's last run showed. */
export function fenceTitle(result: TaskResult | undefined, gate: string): string {
  if (result?.outcome === 'running') return '… running';
  const run = result?.gates?.find(({ key }) => key === gate);
  return run ? fencePhrase(run) : '▷ Run';
}

/** `▷ Run gates of 3 tasks and the phase`, later what they showed together. */
export function phaseTitle(snapshot: Snapshot, group: Group, results: TaskResults): string {
  const { uri } = snapshot.document;
  const tasks = tasksIn(snapshot, group).filter(gateCheck(snapshot));
  const own = gatedGroupsIn(snapshot, group);
  return phasePhrase(
    tasks.map(({ key }) => results(uri, key)),
    own.map(({ key }) => results(uri, key)),
  );
}

function tasksIn({ document }: Snapshot, { extent }: Group): readonly Task[] {
  return startingIn(document.tasks, extent);
}

/** The phase itself and those in it that have gates of their own. */
function gatedGroupsIn({ document }: Snapshot, { extent }: Group): readonly Group[] {
  return startingIn(document.groups, extent).filter((group) => gatedGroup(group) !== undefined);
}

/** Tells of which tasks a run executes something. */
function gateCheck({ workspace, document }: Snapshot): (task: Task) => boolean {
  const projectGates = locate(workspace, document.uri)?.folder.config.gates ?? [];
  return (task) => effectiveGates(document, task, projectGates) !== undefined;
}
