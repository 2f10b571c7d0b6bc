import type { BranchStates } from '../core/branches/states.ts';
import type { RoadmapDocument } from '../core/model/document.ts';
import type { ToldResult } from '../gates/words.ts';
import type { PullRequestStanding } from '../core/pullRequestWords.ts';
import type { Workspace } from '../core/model/workspace.ts';

/** What a feature answers from: one document, and the workspace at the same moment. */
export interface Snapshot {
  readonly workspace: Workspace;
  readonly document: RoadmapDocument;
  /** The editor's version of the document; null for one that is not open. */
  readonly version: number | null;
  /** What git says of the branches of tasks; absent: it was not asked. */
  readonly branches?: BranchStates;
}

/** The last result of the gates of one task, as far as the editor has told. */
export interface TaskResult extends ToldResult {
  /** `incomplete`: nothing failed, and some of its gates never ran. */
  readonly outcome: 'passed' | 'failed' | 'errored' | 'incomplete' | 'running';
  /** Those of its gates that ran. */
  readonly gates?: readonly GateRunTold[];
}

/** The last result of one gate of a task. */
export interface GateRunTold extends ToldResult {
  /** The gate's, as `gateKeys` gives them. */
  readonly key: string;
  /** ISO 8601: with the key it tells runs apart. */
  readonly start: string;
  readonly outcome: 'passed' | 'failed' | 'errored';
}

/** Finds the last result of a task by its key. */
export type TaskResults = (uri: string, taskKey: string) => TaskResult | undefined;

/** Finds where the pull request of a task stands by the task's key, as far as the editor has told. */
export type TaskPullRequests = (uri: string, taskKey: string) => PullRequestStanding | undefined;
