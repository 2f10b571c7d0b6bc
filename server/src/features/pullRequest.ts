import { pullRequestFacts } from '../core/analysis/pullRequestFacts.ts';
import { configOf } from '../core/model/workspace.ts';
import type { PullRequestSource } from '../protocol/forge.ts';
import { provideTaskOutline } from './outline.ts';
import type { Snapshot } from './snapshot.ts';

/** What a pull request for a task is made of; undefined if no task has this key. */
export function providePullRequestSource(snapshot: Snapshot, key: string): PullRequestSource | undefined {
  const { document } = snapshot;
  const task = document.tasks.find((candidate) => candidate.key === key);
  const outline = provideTaskOutline(snapshot, key);
  if (!task || !outline) return undefined;
  const config = configOf(snapshot.workspace, document.uri);
  return { task: outline, ...pullRequestFacts(document, task, config) };
}
