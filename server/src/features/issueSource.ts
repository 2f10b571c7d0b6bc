import { issueSource, type IssueSource } from '../core/issues/source.ts';
import type { Snapshot } from './snapshot.ts';

/** What of the document becomes issues; undefined if it has no task. */
export function provideIssueSource({ workspace, document }: Snapshot): IssueSource | undefined {
  return document.tasks.length === 0 ? undefined : issueSource(workspace, document);
}
