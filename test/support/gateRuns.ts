import { effectiveGates } from '../../server/src/core/analysis/effectiveGates.ts';
import type { DocumentRuns, GateRun } from '../../server/src/core/analysis/gateRuns.ts';
import type { RoadmapDocument } from '../../server/src/core/model/document.ts';
import { gateKeys } from '../../server/src/core/model/gateKeys.ts';

/** A gate that passed and is fresh. */
export const RUN: GateRun = {
  outcome: 'passed',
  fresh: true,
  commit: '4f26a87',
  reason: null,
  local: false,
};

/** As if a run of each gate of each task had shown `run`; a function may choose by the gate's text. */
export function runsOf(
  document: RoadmapDocument,
  run: GateRun | ((text: string) => GateRun | undefined),
): DocumentRuns {
  const choose = typeof run === 'function' ? run : () => run;
  return new Map(
    document.tasks.map((task) => {
      const effective = effectiveGates(document, task, []);
      const texts = effective?.source === 'project' ? [] : (effective?.gates.map(({ text }) => text) ?? []);
      const runs = gateKeys(texts).flatMap((key, index): [string, GateRun][] => {
        const chosen = choose(texts[index] ?? '');
        return chosen ? [[key, chosen]] : [];
      });
      return [task.key, new Map(runs)];
    }),
  );
}
