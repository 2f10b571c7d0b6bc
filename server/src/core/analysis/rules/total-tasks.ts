import type { RoadmapDocument } from '../../model/document.ts';
import { configOf } from '../../model/workspace.ts';
import type { Draft, Rule } from '../rule.ts';
import { COUNT_DOUBTS } from '../doubts/totals.ts';
import { gradeTotal, relatedGroup } from '../totals/draft.ts';
import { readTotals, type TotalReading } from '../totals/totals.ts';

/** A total states another number of tasks than there are. */
export const totalTasks: Rule = {
  code: 'total/tasks',
  severity: 'warning',
  doubts: COUNT_DOUBTS,
  reads: 'document',
  *check({ workspace, document }) {
    const time = configOf(workspace, document.uri).effort;
    for (const reading of readTotals(document, time)) yield* toDrafts(document, reading);
  },
};

function* toDrafts(document: RoadmapDocument, reading: TotalReading): Iterable<Draft> {
  const { count, total, name, parts } = reading;
  if (count === null || count.span === null || total.tasks === null) return;
  const severity = gradeTotal(COUNT_DOUBTS, { document, reading }, count.verdict);
  if (severity === undefined) return;
  yield {
    span: count.span,
    message:
      parts.noun === 'row'
        ? `${name} states ${total.tasks}; its rows add up to ${count.real}.`
        : `${name} states ${total.tasks === 1 ? '1 task' : `${total.tasks} tasks`}; it has ${count.real}.`,
    ...severity,
    related: relatedGroup(document, reading),
    // What is wrong may also be that tasks are missing.
    fixes: [
      {
        title: `Change to ${count.real}`,
        preferred: false,
        edits: [{ uri: document.uri, span: count.span, newText: String(count.real) }],
      },
    ],
  };
}
