import type { PullRequestFacts } from '../core/analysis/pullRequestFacts.ts';
import type { CriterionOutline, TaskOutline } from '../protocol/outline.ts';

/** What a pull request for a task is made of; the protocol's `PullRequestSource` is one. */
export interface TaskSource extends PullRequestFacts {
  readonly task: Pick<TaskOutline, 'id' | 'title' | 'branch'> & {
    /** 1-based line of the roadmap. */
    readonly line: number;
    readonly criteria: readonly Pick<CriterionOutline, 'text' | 'checked'>[];
  };
}
