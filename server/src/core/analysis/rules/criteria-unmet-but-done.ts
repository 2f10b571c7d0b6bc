import { tickItem } from '../../edit/items.ts';
import { setStatus } from '../../edit/status.ts';
import type { RoadmapDocument, Task } from '../../model/document.ts';
import { combine, countCriteria, isLeftOut, short, toFix } from '../criteria.ts';
import { nameOf } from '../plan/names.ts';
import { verdictOn } from '../automatic/verdict.ts';
import { folderOf } from '../facts.ts';
import type { Draft, RuleContext, TaskRule } from '../rule.ts';

/** A task claims to be done while the box of a criterion says otherwise. */
export const criteriaUnmetButDone: TaskRule = {
  code: 'criteria/unmet-but-done',
  severity: 'warning',
  reads: 'task',
  *checkTask(document, task, context) {
    if (task.status !== 'done') return;
    yield* checkBoxes(document, task);
    yield* checkPhantoms(document, task, context);
  },
};

/** A box is ticked, and evidence says that what stands behind it is not so. */
function* checkPhantoms(document: RoadmapDocument, task: Task, context: RuleContext): Iterable<Draft> {
  const directory = folderOf(context.place?.path ?? '');
  for (const item of countCriteria(task).met) {
    const verdict = verdictOn(document, task, item, { evidence: context.facts, directory });
    if (verdict?.met !== false) continue;
    yield {
      span: item.span,
      message: `${nameOf(task)} claims to be done, and this criterion is ticked, but ${verdict.reason}.`,
      fixes: [
        ...toFix('Clear the box', tickItem(document, item, false), false),
        ...toFix('Reopen the task', setStatus(document, task, 'todo'), false),
      ],
    };
  }
}

function* checkBoxes(document: RoadmapDocument, task: Task): Iterable<Draft> {
  const { unmet, total } = countCriteria(task);
  const open = unmet.filter((item) => !isLeftOut(item.text));
  const [first] = open;
  if (first === undefined) return;
  const ticked = combine(open.map((item) => tickItem(document, item, true)));
  yield {
    span: task.nameSpan,
    ...(claimsPart(document, task) ? { severity: 'hint' as const } : {}),
    message:
      open.length === 1
        ? `${nameOf(task)} claims to be done, but a criterion is unmet: “${short(first.text)}”.`
        : `${nameOf(task)} claims to be done, but ${open.length} of its ${total} criteria are unmet.`,
    related: open.map((item) => ({
      uri: document.uri,
      span: item.span,
      message: `Unmet: ${short(item.text)}`,
    })),
    fixes: [
      ...toFix(open.length === 1 ? 'Tick the criterion' : 'Tick the criteria', ticked, false),
      ...toFix('Reopen the task', setStatus(document, task, 'todo'), false),
    ],
  };
}

/** `Phase 1 completed`, `Completed (part 1)`: there is more to come, for which the criteria may be. */
function claimsPart({ source }: RoadmapDocument, { statusClaim }: Task): boolean {
  if (statusClaim?.kind !== 'field') return false;
  const { from, to } = statusClaim.span;
  const line = source.lineSpan(source.lineAt(from));
  const value = source.slice({ from, to: Math.max(to, line.to) });
  const before = source.slice({ from: line.from, to: from });
  return PART.test(before) || PART_BEHIND.test(value);
}

const PART = /:.*\b(?:phase|part|step|stage)\s*\d+\P{L}*$/iu;
const PART_BEHIND =
  /^\P{L}*(?:(?:phase|part|step|stage)\s*\d|\p{L}+\P{L}*\((?:phase|part|step|stage)\s*\d)/iu;
