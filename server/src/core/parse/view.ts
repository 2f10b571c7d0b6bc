import type { MarkdownTree } from '../markdown/tree.ts';
import type { Group, GroupCriterion, Task } from '../model/document.ts';

/**
 * What the steps of parsing hand on to each other: the text's structure, then the units of work found in
 * it. References, gates, totals, claims and labels are read after groups and tasks, because what they mean
 * depends on whose section they stand in.
 */
export interface DocumentView {
  readonly tree: MarkdownTree;
  /** In document order; their `gates` are still empty. */
  readonly groups: readonly Group[];
  /** In document order; their `gates` are still empty. */
  readonly tasks: readonly Task[];
  /** Those of groups and of the document. */
  readonly criteria: readonly GroupCriterion[];
}
