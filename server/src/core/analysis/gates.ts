import type { Gate, RoadmapDocument } from '../model/document.ts';
import { ownedGates } from './gateOwners.ts';
import type { DocumentRuns, GateRun } from './gateRuns.ts';

/** A gate of a document that ran. */
export interface RunGate {
  readonly gate: Gate;
  readonly run: GateRun;
}

/** The gates of a document that ran, each once, in the order of the text. Gates of the project stand elsewhere. */
export function gatesThatRan(document: RoadmapDocument, runs: DocumentRuns): readonly RunGate[] {
  const found = new Map<Gate, RunGate>();
  for (const { gate, owner, key } of runs.size === 0 ? [] : ownedGates(document)) {
    const run = runs.get(owner.key)?.get(key);
    if (run && !found.has(gate)) found.set(gate, { gate, run });
  }
  return [...found.values()].sort((a, b) => a.gate.span.from - b.gate.span.from);
}

/** ` at 4f26a87`, and that nobody else can know; empty where there is nothing to say. */
export function whereRun({ commit, local }: GateRun): string {
  const place = commit === null ? '' : ` at ${commit}`;
  return local ? `${place} (in this window only)` : place;
}
