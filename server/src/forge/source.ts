import type { CriterionOutline, TaskOutline } from '../protocol/messages.ts';

/** What a pull request for a task is made of; the protocol's `PullRequestSource` is one. */
export interface TaskSource {
  readonly task: Pick<TaskOutline, 'id' | 'title' | 'branch'> & {
    /** 1-based line of the roadmap. */
    readonly line: number;
    readonly criteria: readonly Pick<CriterionOutline, 'text' | 'checked'>[];
  };
  /** Title of the group around the task. */
  readonly group: string | null;
  readonly documentTitle: string | null;
  /** The content of the task's `PR Template` fence. */
  readonly template: string | null;
  /** File paths the task mentions, as written, without duplicates. */
  readonly files: readonly string[];
}
