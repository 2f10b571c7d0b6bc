import { setStatus } from '../../edit/status.ts';
import { countCriteria, toFix } from '../criteria.ts';
import { nameOf } from '../plan/names.ts';
import { statusWord } from '../../model/status.ts';
import type { TaskRule } from '../rule.ts';

/** Every criterion of a task is met, and the task claims not to be done. */
export const criteriaMetButOpen: TaskRule = {
  code: 'criteria/met-but-open',
  severity: 'information',
  reads: 'task',
  *checkTask(document, task) {
    const { status } = task;
    if (status === null || status === 'done' || status === 'cancelled' || status === 'deferred') return;
    const { met, total } = countCriteria(task);
    if (total === 0 || met.length < total) return;
    // Steps that are still open are a reason of its own.
    const isWorking = task.items.some(({ role, checked }) => role !== 'criterion' && checked === false);
    yield {
      span: task.nameSpan,
      message: `${total === 1 ? 'The only criterion is' : `All ${total} criteria are`} met, but ${nameOf(task)} is ${statusWord(status)}.`,
      ...(isWorking || status === 'in-review' ? { severity: 'hint' as const } : {}),
      fixes: toFix(`Mark ${nameOf(task)} done`, setStatus(document, task, 'done'), false),
    };
  },
};
