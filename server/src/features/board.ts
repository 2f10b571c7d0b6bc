import { graphData, type LastRun } from '../board/data/graph.ts';
import { timelineData } from '../board/data/timeline.ts';
import type { Day } from '../core/calendar/days.ts';
import { setStatus } from '../core/edit/status.ts';
import type { Status } from '../core/model/document.ts';
import { configOf, locate } from '../core/model/workspace.ts';
import type { BoardData } from '../protocol/board.ts';
import type { EditAnswer } from '../protocol/edits.ts';
import type { GateResult } from '../protocol/gates.ts';
import { toAnswer } from './edits.ts';
import type { Snapshot } from './snapshot.ts';

/** Finds the last result of a task's gates by its key. */
export type ResultOf = (
  uri: string,
  task: string,
) => Pick<GateResult, 'outcome' | 'fresh' | 'commit' | 'start'> | undefined;

/** What the board shows of a roadmap; undefined for a document that is none. */
export function provideBoard(
  { workspace, document, version }: Snapshot,
  results: ResultOf,
  today: Day | null = null,
): BoardData | undefined {
  if (!document.roadmap) return undefined;
  const lastRun: LastRun = ({ uri }, { key }) => {
    const result = results(uri, key);
    if (result === undefined) return null;
    const { outcome, fresh, commit, start } = result;
    return { outcome, fresh, commit, start };
  };
  const place = locate(workspace, document.uri);
  return {
    uri: document.uri,
    version,
    path: place?.path ?? document.uri,
    graph: graphData(workspace, document, lastRun),
    timeline: timelineData(document, { config: configOf(workspace, document.uri), today }),
  };
}

/** Makes a task claim another status, in the kind of claim that it makes already. */
export function provideSetStatus(snapshot: Snapshot, key: string, status: Status): EditAnswer {
  const task = snapshot.document.tasks.find((candidate) => candidate.key === key);
  if (task === undefined)
    return { kind: 'refused', reason: 'There is no such task in this document any more.' };
  return toAnswer(snapshot, setStatus(snapshot.document, task, status));
}
