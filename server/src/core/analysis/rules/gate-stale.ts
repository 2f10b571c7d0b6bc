import { gatesThatRan, whereRun } from '../gates.ts';
import type { Rule } from '../rule.ts';

/** What a gate's last run showed no longer speaks of what is there. */
export const gateStale: Rule = {
  code: 'gate/stale',
  severity: 'hint',
  reads: 'host',
  *check({ document, facts }) {
    for (const { gate, run } of gatesThatRan(document, facts.gates)) {
      if (run.fresh || run.outcome === 'errored') continue;
      yield {
        span: gate.span,
        message: `The gate ${run.outcome}${whereRun(run)}, but its text, the commit or files that it covers changed since: run it again.`,
      };
    }
  },
};
