import type { InlayHint } from 'vscode-languageserver-types';
import { readTotal } from '../core/analysis/totals/totals.ts';
import type { Group, RoadmapDocument, Task, Total } from '../core/model/document.ts';
import { convert, type EffortSum, needsWorkTime, sumPhrase, type WorkTime } from '../core/model/effort.ts';
import { startingIn } from '../core/model/nesting.ts';
import { effectiveStatus, isDropped } from '../core/model/status.ts';
import { configOf } from '../core/model/workspace.ts';
import type { Span } from '../core/text/source.ts';
import { taskProgress } from './criteria.ts';
import type { Snapshot } from './snapshot.ts';
import { unitsWithin } from './within.ts';
import { progressPhrase } from './words.ts';

/** Which hints are shown. */
export interface HintChoice {
  /** `= 120 h` behind a stated total. */
  readonly totals: boolean;
  /** `3/5` behind a task with criteria. */
  readonly tasks: boolean;
  /** `4/12` behind a phase: its tasks that are done, of all. */
  readonly groups: boolean;
}

/** A hint before it has a place in lines and columns. */
interface Note {
  readonly at: number;
  readonly label: string;
  readonly tooltip: string;
}

/** What a plan's numbers are in truth. @param within only hints that stand there. */
export function provideInlayHints(snapshot: Snapshot, within: Span, show: HintChoice): InlayHint[] {
  const { document, workspace } = snapshot;
  if (!document.roadmap) return [];
  const time = configOf(workspace, document.uri).effort;
  const { groups, tasks } = unitsWithin(document, within);
  const totals = document.totals.filter(({ span }) => span.from <= within.to && span.to >= within.from);
  const notes = [
    ...(show.groups ? groups.flatMap((group) => groupNote(document, group)) : []),
    ...(show.tasks ? tasks.flatMap(taskNote) : []),
    ...(show.totals ? totals.flatMap((total) => totalNotes(document, total, time)) : []),
  ];
  return notes
    .filter(({ at }) => within.from <= at && at <= within.to)
    .map(({ at, label, tooltip }) => ({
      position: document.source.placeAt(at),
      label,
      tooltip,
      paddingLeft: true,
    }));
}

function groupNote(document: RoadmapDocument, group: Group): Note[] {
  const tasks = startingIn(document.tasks, group.extent).filter((task) => !isDropped(effectiveStatus(task)));
  if (tasks.length === 0) return [];
  const done = tasks.filter((task) => effectiveStatus(task) === 'done').length;
  const tooltip = `${done} of ${tasks.length === 1 ? '1 task' : `${tasks.length} tasks`} done`;
  return [{ at: group.nameSpan.to, label: `${done}/${tasks.length}`, tooltip }];
}

/** Criteria without a record are none that is unmet, so they are left to the tooltip. */
function taskNote(task: Task): Note[] {
  const progress = taskProgress(task);
  const recorded = progress.met + progress.unmet;
  if (recorded === 0) return [];
  return [{ at: task.nameSpan.to, label: `${progress.met}/${recorded}`, tooltip: progressPhrase(progress) }];
}

function totalNotes(document: RoadmapDocument, total: Total, time: WorkTime): Note[] {
  const reading = readTotal(document, total, time);
  if (reading === null) return [];
  const { effort, count, parts } = reading;
  const notes: Note[] = [];
  if (count && (count.verdict === 'wrong' || count.verdict === 'doubtful')) {
    const tooltip = parts.noun === 'row' ? 'The sum of the rows' : 'The tasks that are there';
    notes.push({ at: count.span?.to ?? total.span.to, label: `= ${count.real}`, tooltip });
  }
  if (effort && effort.sum.counted > 0) {
    const { counted } = effort.sum;
    const tooltip = `The sum of ${counted === 1 ? '1 estimate' : `${counted} estimates`}`;
    const label = `= ${sumPhrase(inUnitOf(total, effort.sum, time))}`;
    notes.push({ at: effort.span?.to ?? total.span.to, label, tooltip });
  }
  return notes;
}

/** Minutes as hours where the total states hours; what takes somebody's word about a day stays as it is. */
function inUnitOf({ effort }: Total, sum: EffortSum, time: WorkTime): EffortSum {
  const amounts = sum.amounts.map((amount) => {
    if (effort === null || needsWorkTime(amount.unit, effort.unit)) return amount;
    return convert(amount, effort.unit, time) ?? amount;
  });
  return { ...sum, amounts };
}
