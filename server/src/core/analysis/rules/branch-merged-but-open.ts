import { branchNames, stateNamed } from '../../branches/states.ts';
import { setStatus } from '../../edit/status.ts';
import type { Status } from '../../model/document.ts';
import { effectiveStatus, statusWord } from '../../model/status.ts';
import { toFix } from '../criteria.ts';
import { nameOf } from '../plan/names.ts';
import type { Rule } from '../rule.ts';

/** The branch of a task is merged, and the task is not done. */
export const branchMergedButOpen: Rule = {
  code: 'branch/merged-but-open',
  severity: 'information',
  reads: 'host',
  *check({ workspace, document, facts: { branches } }) {
    if (branches.byName.size === 0 || branches.base === null) return;
    const names = branchNames(workspace, document);
    for (const [index, task] of document.tasks.entries()) {
      const state = stateNamed(branches, names[index] ?? null);
      const status = effectiveStatus(task);
      if (state === undefined || state.merged === null || CLOSED.has(status)) continue;
      const how = state.merged === 'changes' ? ' (squashed or rebased)' : '';
      yield {
        span: task.branchSpan ?? task.nameSpan,
        message: `"${state.name}" is merged into ${branches.base.name}${how}, but ${nameOf(task)} is ${statusWord(status)}.`,
        fixes: toFix(`Mark ${nameOf(task)} done`, setStatus(document, task, 'done'), false),
      };
    }
  },
};

const CLOSED: ReadonlySet<Status> = new Set(['done', 'cancelled', 'deferred']);
