import type { Gate, RoadmapDocument, Task } from '../model/document.ts';
import { gateKeys } from '../model/gateKeys.ts';
import { effectiveGates } from './effectiveGates.ts';
import type { DocumentRuns, GateRun } from './gateRuns.ts';

/** A gate of a document that ran. */
export interface RunGate {
  readonly gate: Gate;
  readonly run: GateRun;
}

/** The gates of a document that ran, each once, in the order of its tasks. Gates of the project stand elsewhere. */
export function gatesThatRan(document: RoadmapDocument, runs: DocumentRuns): readonly RunGate[] {
  const found = new Map<Gate, RunGate>();
  for (const task of runs.size === 0 ? [] : document.tasks) {
    for (const each of runsOfTask(document, task, runs))
      if (!found.has(each.gate)) found.set(each.gate, each);
  }
  return [...found.values()];
}

/** The same for the gates that a run of one task executes. */
function runsOfTask(document: RoadmapDocument, task: Task, runs: DocumentRuns): readonly RunGate[] {
  const known = runs.get(task.key);
  const effective = known && effectiveGates(document, task, []);
  if (known === undefined || effective === undefined || effective.source === 'project') return [];
  const keys = gateKeys(effective.gates.map(({ text }) => text));
  return effective.gates.flatMap((gate, index) => {
    const run = known.get(keys[index] ?? '');
    return run ? [{ gate, run }] : [];
  });
}

/** ` at 4f26a87`, and that nobody else can know; empty where there is nothing to say. */
export function whereRun({ commit, local }: GateRun): string {
  const place = commit === null ? '' : ` at ${commit}`;
  return local ? `${place} (in this window only)` : place;
}
