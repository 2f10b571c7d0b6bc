import { makeBoxes, tickItem } from '../../edit/items.ts';
import type { Item, RoadmapDocument, Task } from '../../model/document.ts';
import { countCriteria, isOpen, short, toFix } from '../criteria.ts';
import type { Fix } from '../finding.ts';
import type { Draft, TaskRule } from '../rule.ts';

/** An open task has criteria that are not met, or whose state nobody has recorded. */
export const criteriaUnmet: TaskRule = {
  code: 'criteria/unmet',
  severity: 'information',
  reads: 'task',
  *checkTask(document, task) {
    if (isOpen(task)) yield* checkTask(document, task);
  },
};

function* checkTask(document: RoadmapDocument, task: Task): Iterable<Draft> {
  const { met, unmet, unrecorded, total } = countCriteria(task);
  if (unmet.length + unrecorded.length === 0) return;
  const started = task.status === 'in-progress' || task.status === 'in-review' || met.length > 0;
  const messages = [
    unmet.length > 0 ? `${unmet.length} of ${total} criteria unmet` : '',
    unrecorded.length > 0 ? `no record for ${unrecorded.length} criteria` : '',
  ].filter((part) => part !== '');
  const sentence = messages.join(', ').replace(/\b1 criteria\b/g, '1 criterion');
  yield {
    span: task.nameSpan,
    message: `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`,
    ...(started ? {} : { severity: 'hint' as const }),
    related: [
      ...unmet.map((item) => ({ uri: document.uri, span: item.span, message: `Unmet: ${short(item.text)}` })),
      ...unrecorded.map((item) => ({
        uri: document.uri,
        span: item.span,
        message: `Not recorded: ${short(item.text)}`,
      })),
    ],
    fixes: [...tickFixes(document, unmet), ...boxFixes(document, unrecorded)],
  };
}

function tickFixes(document: RoadmapDocument, unmet: readonly Item[]): readonly Fix[] {
  return unmet.flatMap((item) => toFix(`Tick “${short(item.text)}”`, tickItem(document, item, true), false));
}

function boxFixes(document: RoadmapDocument, unrecorded: readonly Item[]): readonly Fix[] {
  if (unrecorded.length === 0) return [];
  const title = unrecorded.length === 1 ? 'Give the criterion a box' : 'Give the criteria boxes';
  return toFix(title, makeBoxes(document, unrecorded), false);
}
