import { tickItem } from '../../edit/items.ts';
import { setStatus } from '../../edit/status.ts';
import type { Group, Item, RoadmapDocument, Task } from '../../model/document.ts';
import { atLine } from '../../model/nesting.ts';
import { combine, countCriteria, isLeftOut, short, toFix } from '../criteria.ts';
import { gradeBy } from '../doubts/doubt.ts';
import { UNMET_DOUBTS } from '../doubts/unmetCriteria.ts';
import { nameOf } from '../plan/names.ts';
import { verdictOn } from '../automatic/verdict.ts';
import { folderOf } from '../facts.ts';
import type { Draft, RuleContext, TaskRule } from '../rule.ts';

/** A task claims to be done while the box of a criterion says otherwise; a task or phase, while evidence does. */
export const criteriaUnmetButDone: TaskRule = {
  code: 'criteria/unmet-but-done',
  severity: 'warning',
  doubts: UNMET_DOUBTS,
  reads: 'task',
  *checkTask(document, task, context) {
    if (task.status !== 'done') return;
    const drafts = [...checkBoxes(document, task)];
    yield* drafts.length > 0 ? drafts : checkDeliverables(document, task);
    for (const item of countCriteria(task).met) yield* checkPhantom(document, { done: task, item }, context);
  },
  *checkCriterion(document, item, context) {
    const group = item.group === null ? undefined : atLine(document.groups, item.group);
    if (group?.status !== 'done' || item.checked !== true) return;
    yield* checkPhantom(document, { done: group, item }, context);
  },
};

/** A box is ticked, and evidence says that what stands behind it is not so. */
function* checkPhantom(
  document: RoadmapDocument,
  { done, item }: { readonly done: Task | Group; readonly item: Item },
  { facts, place }: RuleContext,
): Iterable<Draft> {
  const task = 'form' in done ? done : null;
  const directory = folderOf(place?.path ?? '');
  const verdict = verdictOn(document, task, item, { evidence: facts, directory });
  if (verdict?.met !== false) return;
  const reopen = task === null ? `Reopen ${nameOf(done)}` : 'Reopen the task';
  yield {
    span: item.span,
    message: `${nameOf(done)} claims to be done, and this criterion is ticked, but ${verdict.reason}.`,
    fixes: [
      ...toFix('Clear the box', tickItem(document, item, false), false),
      ...toFix(reopen, setStatus(document, done, 'todo'), false),
    ],
  };
}

function describe(open: readonly Item[], total: number): string {
  const [first, second] = open;
  if (first && !second) return `a criterion is unmet: “${short(first.text)}”`;
  return open.length === total
    ? `none of its ${total} criteria is met`
    : `${open.length} of its ${total} criteria are unmet`;
}

function* checkBoxes(document: RoadmapDocument, task: Task): Iterable<Draft> {
  const { unmet, total } = countCriteria(task);
  const open = unmet.filter((item) => !isLeftOut(item.text));
  const [first] = open;
  if (first === undefined) return;
  const ticked = combine(open.map((item) => tickItem(document, item, true)));
  yield {
    span: task.nameSpan,
    ...gradeBy(UNMET_DOUBTS, { document, task, open, total }),
    message: `${nameOf(task)} claims to be done, but ${describe(open, total)}.`,
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

/** Boxes of deliverables are often left as they are, so that an empty one is worth a look and no more. */
function* checkDeliverables(document: RoadmapDocument, task: Task): Iterable<Draft> {
  const deliverables = task.items.filter(({ role, checked }) => role === 'deliverable' && checked !== null);
  const open = deliverables.filter(({ checked, text }) => checked === false && !isLeftOut(text));
  if (open.length === 0) return;
  const { uri } = document;
  const ticked = combine(open.map((item) => tickItem(document, item, true)));
  yield {
    span: task.nameSpan,
    severity: 'information',
    message: `${nameOf(task)} claims to be done, but the boxes of ${open.length} of its ${deliverables.length} deliverables are empty.`,
    related: open.map(({ span, text }) => ({ uri, span, message: `Not ticked: ${short(text)}` })),
    fixes: toFix('Tick the deliverables', ticked, false),
  };
}
