/** What the last run of a gate showed, as a host knows it. */
export interface GateRun {
  readonly outcome: 'passed' | 'failed' | 'errored';
  /** False: gate text, commit or covered files changed since. */
  readonly fresh: boolean;
  /** Abbreviated; null outside a repository. */
  readonly commit: string | null;
  /** Why it did not pass, as a sentence; null if it did. */
  readonly reason: string | null;
  /** Only one window knows of it: the repository holds no record. */
  readonly local: boolean;
}

/** The last runs of the gates of one task, phase or document, by the keys that `gateKeys` gives. */
export type TaskRuns = ReadonlyMap<string, GateRun>;

/** Those of a document, by the keys of its tasks and phases and `DOCUMENT_KEY`; the same value as long as nothing in it changed. */
export type DocumentRuns = ReadonlyMap<string, TaskRuns>;

/** No gate has run. */
export const NO_RUNS: DocumentRuns = new Map();
