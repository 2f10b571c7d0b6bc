import { gatesThatRan, whereRun } from '../gates.ts';
import type { Rule } from '../rule.ts';

/** The last run of a gate failed, and nothing has changed since. */
export const gateFailed: Rule = {
  code: 'gate/failed',
  severity: 'warning',
  reads: 'host',
  *check({ document, facts }) {
    for (const { gate, run } of gatesThatRan(document, facts.gates)) {
      if (run.outcome !== 'failed' || !run.fresh) continue;
      const reason = run.reason === null ? '' : `: ${run.reason}`;
      const message = `The gate failed when it last ran${whereRun(run)}${reason || '.'}`;
      yield { span: gate.span, message };
    }
  },
};
