import { ownedGates } from '../../server/src/core/analysis/gateOwners.ts';
import type { DocumentRuns, GateRun } from '../../server/src/core/analysis/gateRuns.ts';
import type { RoadmapDocument } from '../../server/src/core/model/document.ts';

/** A gate that passed and is fresh. */
export const RUN: GateRun = {
  outcome: 'passed',
  fresh: true,
  commit: '4f26a87',
  reason: null,
  local: false,
};

/** As if a run of each gate of each task and phase had shown `run`; a function may choose by the gate's text. */
export function runsOf(
  document: RoadmapDocument,
  run: GateRun | ((text: string) => GateRun | undefined),
): DocumentRuns {
  const choose = typeof run === 'function' ? run : () => run;
  const runs = new Map<string, Map<string, GateRun>>();
  for (const { gate, owner, key } of ownedGates(document)) {
    const chosen = choose(gate.text);
    if (chosen) runs.set(owner.key, (runs.get(owner.key) ?? new Map<string, GateRun>()).set(key, chosen));
  }
  return runs;
}
