import { chooseBranch } from '../../branch.ts';
import type { TaskRule } from '../rule.ts';

/** The branch that a task names is one that git would not create. */
export const branchInvalid: TaskRule = {
  code: 'branch/invalid',
  severity: 'error',
  reads: 'task',
  *checkTask({ uri }, task) {
    const { branch, branchSpan } = task;
    if (branch === null || branchSpan === null) return;
    const choice = chooseBranch(task);
    if (choice.kind === 'branch') return;
    const { reason, suggestion } = choice;
    yield {
      span: branchSpan,
      message: reason,
      fixes:
        suggestion === null
          ? []
          : [
              {
                title: `Change to ${suggestion}`,
                preferred: true,
                edits: [{ uri, span: branchSpan, newText: suggestion }],
              },
            ],
    };
  },
};
