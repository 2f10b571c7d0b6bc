import type { BranchSubject } from '../branch.ts';
import type { ProjectConfig } from '../config.ts';
import { splitNumber } from '../issues/number.ts';
import type { Group, RoadmapDocument, Task } from '../model/document.ts';
import { effectiveGates } from './effectiveGates.ts';
import { planOf, unitIn } from './plan/plan.ts';
import { groupTitleOf, mentionedFiles } from './taskContext.ts';

/** What a pull request for a task is made of, apart from the task itself. */
export interface PullRequestFacts {
  readonly group: string | null;
  readonly documentTitle: string | null;
  /** The content of the task's `PR Template` fence. */
  readonly template: string | null;
  /** File paths the task mentions, as written, without duplicates. */
  readonly files: string[];
  /** Whether a run of the task's gates has something to run. */
  readonly hasGates: boolean;
  readonly branchTemplate: string;
  readonly titleTemplate: string;
  /** The project's text for pull requests; empty without one. */
  readonly bodyTemplate: string;
  readonly draft: boolean;
  readonly labels: string[];
  /** Names that its milestone may go by, the likeliest first; none if it belongs to none. */
  readonly milestones: string[];
  /** As the document names them. */
  readonly assignees: string[];
  readonly reviewers: string[];
  /** The tasks of the document that it waits for. */
  readonly dependencies: BranchSubject[];
}

/** What document and configuration say for the pull request of a task. */
export function pullRequestFacts(
  document: RoadmapDocument,
  task: Task,
  config: ProjectConfig,
): PullRequestFacts {
  const { pullRequest, branch, gates } = config;
  const group = groupTitleOf(document, task);
  return {
    group: group === null ? null : splitNumber(group).title,
    documentTitle: document.title,
    template: task.pullRequestTemplate,
    files: mentionedFiles(document, task),
    hasGates: effectiveGates(document, task, gates) !== undefined,
    branchTemplate: branch.template,
    titleTemplate: pullRequest.title,
    bodyTemplate: pullRequest.body,
    draft: pullRequest.draft,
    labels: unique([...task.labels, ...pullRequest.labels]),
    milestones: unique(
      [...milestonesOf(document, task), pullRequest.milestone].filter((name) => name !== ''),
    ),
    assignees: unique([...task.assignees, ...pullRequest.assignees]),
    reviewers: unique(pullRequest.reviewers),
    dependencies: dependenciesOf(document, task),
  };
}

/** The tasks of the document that a task waits for itself, without those that it only would like. */
function dependenciesOf(document: RoadmapDocument, { line }: Task): BranchSubject[] {
  const { units, needs } = planOf(document);
  const index = units.findIndex((unit) => unit.kind === 'task' && unit.line === line);
  return (needs[index] ?? []).flatMap(({ on, soft }) => {
    const unit = units[on];
    const owner = unit === undefined || soft ? undefined : unitIn(document, unit);
    if (owner === undefined || !('form' in owner) || owner.line === line) return [];
    return [{ id: owner.id, title: owner.title, branch: owner.branch }];
  });
}

/** `M1: Beta`, `Beta` and `M1` of the innermost milestone around a task. */
function milestonesOf({ groups, tasks }: RoadmapDocument, task: Task): string[] {
  const owners = new Map<number, Group | Task>([...groups, ...tasks].map((owner) => [owner.line, owner]));
  for (let line = task.parent; line !== null;) {
    const owner = owners.get(line);
    if (owner === undefined) return [];
    if ('kind' in owner && owner.kind === 'milestone') {
      const { id, title } = owner;
      return unique([[id, title].filter(Boolean).join(': '), title, id ?? ''].filter((name) => name !== ''));
    }
    // A parent stands above its child; anything else would be a circle.
    line = owner.parent !== null && owner.parent < line ? owner.parent : null;
  }
  return [];
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
