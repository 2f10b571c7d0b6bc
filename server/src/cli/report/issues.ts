import type { ApplyOutcome } from '../../forge/issues/apply.ts';
import type { DescribeContext } from '../../forge/issues/describe.ts';
import type { IssuePlan } from '../../forge/issues/plan.ts';

/** The plan of `roadgate issues plan --format json`. */
export function planJson(plan: IssuePlan, { repository, documentPath }: DescribeContext): string {
  const issues = plan.issues.map(({ kind, reason, item, issue, content, change, conflicts }) => ({
    action: kind,
    reason,
    task: item.id,
    line: item.line,
    number: issue?.number ?? null,
    title: content?.title ?? change?.title ?? item.title,
    ...(content === null ? {} : { ...content }),
    ...(change === null ? {} : { change }),
    conflicts,
  }));
  const value = {
    schemaVersion: 1,
    repository,
    roadmap: documentPath,
    labels: plan.labels.map(({ kind, label }) => ({ action: kind, ...label })),
    milestones: plan.milestones.map(({ kind, reason, wanted }) => ({ action: kind, reason, ...wanted })),
    issues,
    relations: plan.relations.map(({ kind, of, other }) => ({ kind, of, other })),
    board:
      plan.board === null
        ? null
        : plan.board.steps.map(({ kind, reason, item, issue, column }) => ({
            ...{ action: kind, reason, task: item.id, line: item.line },
            ...{ number: issue?.number ?? null, column: column.name },
          })),
    left: plan.left.map(({ number, title }) => ({ number, title })),
    notes: plan.notes,
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** What came of `roadgate issues apply --format json`. */
export function outcomeJson(outcome: ApplyOutcome): string {
  const { kind, message, created, updated, labels, milestones, relations, cards, refused } = outcome;
  const named = (issues: ApplyOutcome['created']): unknown =>
    issues.map(({ number, title, url }) => ({ number, title, url }));
  const value = {
    schemaVersion: 1,
    outcome: kind,
    message,
    created: named(created),
    updated: named(updated),
    labels,
    milestones,
    relations,
    cards,
    refused,
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}
