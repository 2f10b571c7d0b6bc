import type { RoadmapDocument, Task, Total } from '../../model/document.ts';
import { addEfforts, type EffortSum, type WorkTime } from '../../model/effort.ts';
import { Remembered } from '../../remember.ts';
import type { Span } from '../../text/source.ts';
import { short } from '../criteria.ts';
import { compareEffort, type Verdict } from './compare.ts';
import { isTotalRow, rowsAbove, type RowsAbove } from './row.ts';
import { countsEverything, listedCounts, statedCount, statedEffort } from './statement.ts';
import { type Subject, subjectOf } from './subject.ts';
import { type Pieces, piecesOf, possibleCounts, possibleSums, shapeOf, sumOf } from './sum.ts';

/** What a total states, and what it would have to state. */
export interface TotalReading {
  readonly total: Total;
  /** What it sums, as a sentence begins: `P2`, `The table`. */
  readonly name: string;
  /** What the effort is added up from: `12 tasks`. */
  readonly parts: { readonly count: number; readonly noun: 'task' | 'part' | 'row' };
  readonly subject: Subject | null;
  /** Null where the total states no effort, or one that is no plain sum: what is left, a share of a team. */
  readonly effort: { readonly sum: EffortSum; readonly verdict: Verdict; readonly span: Span | null } | null;
  /** Null where the total states no number of tasks. */
  readonly count: { readonly real: number; readonly verdict: Verdict; readonly span: Span | null } | null;
}

const known = new Remembered<RoadmapDocument, readonly TotalReading[]>();

/** All totals of a document that can be added up. */
export function readTotals(document: RoadmapDocument, time: WorkTime): readonly TotalReading[] {
  const { hoursPerDay, daysPerWeek } = time;
  return known.read(document, [hoursPerDay, daysPerWeek], () =>
    document.totals.flatMap((total) => readTotal(document, total, time) ?? []),
  );
}

/** Adds up what a total is the total of; null where that is not clear. */
export function readTotal(document: RoadmapDocument, total: Total, time: WorkTime): TotalReading | null {
  if (isTotalRow(document, total)) {
    const rows = rowsAbove(document, total);
    return rows && readTotalOfRows(document, total, rows, time);
  }
  const subject = subjectOf(document, total);
  if (subject === null || subject.parts.length === 0) return null;
  const pieces = piecesOf(subject);
  const noun = pieces.groups.length === 0 ? 'task' : 'part';
  return {
    total,
    name: nameOf(subject, total),
    parts: { count: pieces.groups.length + pieces.tasks.length, noun },
    subject,
    effort: readEffort(document, total, subject, pieces, time),
    count: readCount(document, total, subject),
  };
}

function readEffort(
  document: RoadmapDocument,
  total: Total,
  subject: Subject,
  pieces: Pieces,
  time: WorkTime,
): TotalReading['effort'] {
  if (total.effort === null) return null;
  const sum = sumOf(subject, pieces, time);
  const how = statedEffort(document, total);
  if (how?.isOther === true) return null;
  if (how === null) return { sum, verdict: 'unknown', span: null };
  const { effort } = total;
  const verdicts = possibleSums(subject, pieces, time).map((each) => compareEffort(effort, how, each, time));
  const verdict = verdicts.includes('right') ? 'right' : compareEffort(effort, how, sum, time);
  return { sum, verdict: isOfDays(total, subject) ? doubt(verdict) : verdict, span: how.span };
}

/** Days of a phase may be those of the calendar. */
function isOfDays({ effort }: Total, { group }: Subject): boolean {
  return effort?.unit === 'd' && (group?.kind === 'phase' || group?.kind === 'sprint');
}

function doubt(verdict: Verdict): Verdict {
  return verdict === 'wrong' ? 'doubtful' : verdict;
}

function readCount(document: RoadmapDocument, total: Total, subject: Subject): TotalReading['count'] {
  if (total.tasks === null) return null;
  if (subject.group === null && !countsEverything(document, total)) return null;
  const real = subject.parts.length;
  const span = statedCount(document, total);
  if (span === null) return { real, verdict: 'unknown', span };
  const isRight =
    possibleCounts(subject).has(total.tasks) || listedCounts(document, total).includes(total.tasks);
  if (isRight) return { real, verdict: 'right', span };
  return { real, verdict: areAlike(subject.parts) ? 'wrong' : 'doubtful', span };
}

/** Tasks of one form with ids of one shape: nobody will doubt what is a task and what is not. */
function areAlike(tasks: readonly Task[]): boolean {
  const [first] = tasks;
  return first?.id !== null && tasks.every((task) => isLike(task, first));
}

function isLike(task: Task, first: Task | undefined): boolean {
  return first !== undefined && task.form === first.form && shapeOf(task) === shapeOf(first);
}

function readTotalOfRows(
  document: RoadmapDocument,
  total: Total,
  rows: RowsAbove,
  time: WorkTime,
): TotalReading | null {
  const { efforts, counts, isOptional } = rows;
  if (efforts === null && counts === null) return null;
  return {
    total,
    name: 'The table',
    parts: { count: isOptional.length, noun: 'row' },
    subject: null,
    effort: efforts && readEffortOfRows(document, total, efforts, isOptional, time),
    count: counts && readCountOfRows(document, total, counts, isOptional),
  };
}

function readEffortOfRows(
  document: RoadmapDocument,
  total: Total,
  efforts: NonNullable<RowsAbove['efforts']>,
  isOptional: readonly boolean[],
  time: WorkTime,
): TotalReading['effort'] {
  const how = statedEffort(document, total);
  const { effort } = total;
  const sum = addEfforts(efforts, time);
  if (how?.isOther === true || effort === null) return null;
  if (how === null) return { sum, verdict: 'unknown', span: null };
  const needed = addEfforts(
    efforts.filter((_, index) => isOptional[index] !== true),
    time,
  );
  const verdicts = [sum, needed].map((each) => compareEffort(effort, how, each, time));
  if (verdicts.includes('right')) return { sum, verdict: 'right', span: how.span };
  // The numbers stand right above: ranges that only overlap are wrong, too.
  const [amount] = sum.amounts;
  const isPlain = !sum.converted && amount?.unit === effort.unit && !how.isRough;
  return { sum, verdict: isPlain ? 'wrong' : (verdicts[0] ?? 'unknown'), span: how.span };
}

function readCountOfRows(
  document: RoadmapDocument,
  total: Total,
  counts: readonly number[],
  isOptional: readonly boolean[],
): TotalReading['count'] {
  const add = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);
  const real = add(counts);
  const needed = add(counts.filter((_, index) => isOptional[index] !== true));
  const isRight = total.tasks === real || total.tasks === needed;
  return { real, verdict: isRight ? 'right' : 'wrong', span: statedCount(document, total) };
}

function nameOf({ group }: Subject, { scope }: Total): string {
  if (group === null) return 'The document';
  const priority = /(?<![\p{L}\p{N}])P[0-5](?![\p{L}\p{N}])/u.exec(scope)?.[0];
  return group.id ?? priority ?? `“${short(group.title, 40)}”`;
}
