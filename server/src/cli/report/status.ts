import type { StatusContext } from '../../core/status/markdown.ts';
import type { PlanStatus, TaskPlace } from '../../core/status/plan.ts';
import { percentDone, type PlanProgress } from '../../core/status/progress.ts';

/** A plan's status for programs. Lines are 1-based; efforts are sums per unit. */
export function statusJson(status: PlanStatus, context: StatusContext): string {
  const taskJson = ({ document, task }: TaskPlace): object => ({
    document: context.pathTo(document),
    line: task.line,
    id: task.id,
    title: task.title,
  });
  const json = {
    schemaVersion: 1,
    total: progressJson(status.total),
    documents: status.documents.map(({ document, progress, groups }) => ({
      path: context.pathTo(document),
      title: document.title,
      ...progressJson(progress),
      groups: groups.map(({ group, depth, progress: own }) => ({
        line: group.line,
        id: group.id,
        title: group.title,
        kind: group.kind,
        depth,
        ...progressJson(own),
      })),
    })),
    blocked: status.blocked.map((place) => ({ ...taskJson(place), waitsFor: place.waitsFor })),
    ready: status.ready.map(taskJson),
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}

function progressJson({ tasks, criteria, effort }: PlanProgress): object {
  return { tasks, percentDone: percentDone(tasks), criteria, effort };
}
