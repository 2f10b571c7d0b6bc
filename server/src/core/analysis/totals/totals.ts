import type { RoadmapDocument, Task, Total } from '../../model/document.ts';
import { addEfforts, type EffortSum, type WorkTime } from '../../model/effort.ts';
import { Remembered } from '../../remember.ts';
import type { Span } from '../../text/source.ts';
import { coverage, lowerBound } from '../../text/spans.ts';
import { short } from '../criteria.ts';
import { comesTo, compareEffort, isFarOff, type Verdict } from './compare.ts';
import { isTotalRow, rowsAbove, type RowsAbove, tableAbove } from './row.ts';
import { countsEverything, isLeastCount, statedCount, statedEffort } from './statement.ts';
import { type Subject, subjectsOf } from './subject.ts';
import { lackingEstimates, otherSums, piecesOf, possibleCounts, shapeOf, sumOf } from './sum.ts';
import { hasOtherRows, writtenCounts, writtenSums } from './written.ts';

/** What a total states, and what it would have to state. */
export interface TotalReading {
  readonly total: Total;
  /** What it sums, as a sentence begins: `P2`, `The table`. */
  readonly name: string;
  /** What the effort is added up from: `12 tasks`. */
  readonly parts: { readonly count: number; readonly noun: 'task' | 'part' | 'row' };
  /** Null: the rows of a table. */
  readonly subject: Subject | null;
  /**
   * Null where the total states no effort, or one that is no plain sum (what is left, a share of a team), or
   * where the tasks are not all that is summed.
   */
  readonly effort: EffortReading | null;
  /** Null where the total states no number of tasks. */
  readonly count: { readonly real: number; readonly verdict: Verdict; readonly span: Span | null } | null;
  /** How many other totals of the document are right and wrong, of the kind that is wrong here. */
  readonly others: Others;
}

interface EffortReading {
  readonly sum: EffortSum;
  readonly verdict: Verdict;
  readonly span: Span | null;
  /** The parts that have no estimate, if the verdict is that the others come to less or more; else empty. */
  readonly lacking: readonly Task[];
}

const NONE: readonly Task[] = [];

interface Others {
  readonly right: number;
  readonly wrong: number;
}

const known = new Remembered<RoadmapDocument, readonly TotalReading[]>();

/** All totals of a document that can be added up. */
export function readTotals(document: RoadmapDocument, time: WorkTime): readonly TotalReading[] {
  const { hoursPerDay, daysPerWeek } = time;
  return known.read(document, [hoursPerDay, daysPerWeek], () =>
    compareToOthers(
      doubtContradictions(document.totals.flatMap((total) => readTotal(document, total, time) ?? [])),
    ),
  );
}

/** Where other totals come out in the way in which they are added up here, that is how the document counts. */
function compareToOthers(readings: readonly TotalReading[]): readonly TotalReading[] {
  const verdicts = (kind: 'effort' | 'count'): Others => {
    const all = readings.map((reading) => reading[kind]?.verdict);
    const of = (verdict: Verdict): number => all.filter((each) => each === verdict).length;
    return { right: of('right'), wrong: of('wrong') };
  };
  const [efforts, counts] = [verdicts('effort'), verdicts('count')];
  return readings.map((reading) => {
    const { right, wrong } = reading.count?.verdict === 'wrong' ? counts : efforts;
    return { ...reading, others: { right, wrong: Math.max(0, wrong - 1) } };
  });
}

const NO_OTHERS: Others = { right: 0, wrong: 0 };

/** Wrong numbers of the same tasks that also differ from each other, as in notes of a progress, count other things. */
function doubtContradictions(readings: readonly TotalReading[]): readonly TotalReading[] {
  const stated = new Map<string, Set<number | null>>();
  const keyOf = ({ subject, name }: TotalReading): string => `${subject?.group?.line ?? ''} ${name}`;
  const isWrong = ({ count, subject }: TotalReading) => subject !== null && count?.verdict === 'wrong';
  for (const reading of readings.filter(isWrong)) {
    const numbers = stated.get(keyOf(reading)) ?? new Set();
    stated.set(keyOf(reading), numbers.add(reading.total.tasks));
  }
  return readings.map((reading) =>
    reading.count !== null && isWrong(reading) && (stated.get(keyOf(reading))?.size ?? 0) > 1
      ? { ...reading, count: { ...reading.count, verdict: 'doubtful' } }
      : reading,
  );
}

/** Adds up what a total is the total of; null where that is not clear. */
export function readTotal(document: RoadmapDocument, total: Total, time: WorkTime): TotalReading | null {
  if (isTotalRow(document, total)) return readTotalOfRows(document, total, rowsAbove(document, total), time);
  const subjects = subjectsOf(document, total);
  if (subjects === null) return null;
  const readings: TotalReading[] = [];
  for (const subject of subjects.all) {
    const reading = readTotalOf(document, total, subject(), time);
    if (reading.effort?.verdict === 'right' || reading.count?.verdict === 'right') return reading;
    readings.push(reading);
  }
  const ofTable = readings.length > 1 ? readTotalOfTable(document, total, time) : null;
  const [likeliest] = readings;
  return ofTable ?? (subjects.isSure && likeliest && likeliest.parts.count > 0 ? likeliest : null);
}

function readTotalOf(
  document: RoadmapDocument,
  total: Total,
  subject: Subject,
  time: WorkTime,
): TotalReading {
  const pieces = piecesOf(subject);
  const noun = pieces.groups.length === 0 ? 'task' : 'part';
  return {
    total,
    name: nameOf(subject, total),
    parts: { count: pieces.groups.length + pieces.tasks.length, noun },
    subject,
    effort: readEffort(document, total, subject, time),
    count: readCount(document, total, subject),
    others: NO_OTHERS,
  };
}

function readEffort(
  document: RoadmapDocument,
  total: Total,
  subject: Subject,
  time: WorkTime,
): TotalReading['effort'] {
  const { effort } = total;
  const how = statedEffort(document, total);
  if (effort === null || how?.isOther === true) return null;
  const sum = sumOf(subject, time);
  const span = how?.span ?? null;
  const read = (verdict: Verdict, of = sum): EffortReading => ({ sum: of, verdict, span, lacking: NONE });
  if (how === null || sum.counted + sum.missing < 2) return read('unknown');
  const isRight = (each: EffortSum): boolean => compareEffort(effort, how, each, time) === 'right';
  const verdict = compareEffort(effort, how, sum, time);
  if (verdict === 'right') return read(verdict);
  const others = otherSums(subject, time);
  const other = others.find(isRight);
  if (other) return read('right', other);
  const lacking =
    verdict === 'short' || verdict === 'exceeded' ? lackingEstimates(document.source, subject) : NONE;
  if (verdict === 'unknown' || (verdict === 'short' && lacking.length === 0)) return read('unknown');
  // What comes to less may be no more than a beginning: then there is nothing to say, and still a sum to show.
  const otherwise = verdict === 'short' ? read('unknown') : null;
  if (hasOtherEfforts(document, subject) || isOfOne(effort, subject)) return otherwise;
  const extent = extentOf(document, subject);
  if (hasOtherRows(document, subject, extent)) return otherwise;
  const written = writtenSums(document, total, extent, time).find(isRight);
  if (written) return otherwise ?? read('right', written);
  const isOwn = subject.group?.line === total.line;
  const isDoubtful =
    isOfDays(total, subject) ||
    isFarOff(effort, sum, time, isOwn) ||
    hasRanges(document, subject) ||
    (lacking.length > 0 && haveTotals(document, subject));
  if (verdict !== 'short' && (isDoubtful || (verdict === 'exceeded' && lacking.length === 0)))
    return read('doubtful');
  if (lacking.length === 0) return read(verdict);
  return isDoubtful || others.some((each) => comesTo(effort, how, each, time))
    ? read('unknown')
    : { ...read(verdict), lacking };
}

const knownClaims = new Remembered<RoadmapDocument['claims'], readonly number[]>();

/** Estimates that speak of tasks elsewhere: what the tasks below come to is not all. */
function hasOtherEfforts({ claims }: RoadmapDocument, { group }: Subject): boolean {
  if (group === null) return false;
  const starts = knownClaims.read(claims, [], () =>
    claims
      .filter(({ effort }) => effort !== null)
      .map(({ span }) => span.from)
      .sort((a, b) => a - b),
  );
  const first = starts[lowerBound(starts, (start) => start, group.extent.from)];
  return first !== undefined && first < group.extent.to;
}

/** No more than a single part takes: `(30-100 min)` over a list says how long each of them is. */
function isOfOne(stated: NonNullable<Total['effort']>, { parts }: Subject): boolean {
  return (
    parts.length > 2 && parts.some(({ effort }) => effort?.unit === stated.unit && effort.max >= stated.max)
  );
}

/** Days of a phase may be those of the calendar. */
function isOfDays({ effort }: Total, { group }: Subject): boolean {
  return effort?.unit === 'd' && (group?.kind === 'phase' || group?.kind === 'sprint');
}

/** Some part states a total of its own: what was read as its estimate may be a share of that. */
function haveTotals({ totals }: RoadmapDocument, { parts }: Subject): boolean {
  const isInPart = coverage(parts.map(({ extent }) => extent));
  return totals.some(({ effort, span }) => effort !== null && isInPart(span.from));
}

/** `T021-T027: Wizard flow`: one heading for several tasks. */
function hasRanges({ source }: RoadmapDocument, { parts }: Subject): boolean {
  return parts.some(({ nameSpan }) => RANGE.test(source.slice(nameSpan)));
}

const RANGE =
  /^\P{L}{0,4}(?:\p{L}+\s)?(?:([\p{L}#]+)\d+(?:\.\d+)*\s*(?:[-–—]|to)\s*\1\d|\d+(?:\.\d+)*\s*(?:[–—]|to)\s*\d)/u;

function readCount(document: RoadmapDocument, total: Total, subject: Subject): TotalReading['count'] {
  const { tasks } = total;
  if (tasks === null || (subject.group === null && !countsEverything(document, total))) return null;
  const real = subject.parts.length;
  const span = statedCount(document, total);
  if (span === null || real === 0) return { real, verdict: 'unknown', span };
  const isLess = isLeastCount(document, span) && tasks <= real;
  if (tasks === real || isLess || possibleCounts(subject).has(tasks)) return { real, verdict: 'right', span };
  if (isShare(document, total, real)) return { real, verdict: 'right', span };
  const extent = extentOf(document, subject);
  if (writtenCounts(document, total, extent).has(tasks)) return { real, verdict: 'right', span };
  const isSure = areAlike(subject.parts) && !hasRanges(document, subject) && areNear(tasks, real);
  return { real, verdict: isSure ? 'wrong' : 'doubtful', span };
}

/** `Passed tests (6/8)` above the six that passed: the other two stand elsewhere. */
function isShare({ source }: RoadmapDocument, { span }: Total, real: number): boolean {
  const shares = source.slice(span).matchAll(/(?<![\d.,/])(\d+)\s*(?:\/|of\s)\s*\d/g);
  return [...shares].some(([, share]) => Number(share) === real);
}

/** Numbers that are far from each other count different things. */
function areNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1 || Math.max(a, b) <= Math.min(a, b) * 1.67;
}

/** Tasks of one form with ids of one shape: nobody will doubt what is a task and what is not. */
function areAlike(tasks: readonly Task[]): boolean {
  const [first] = tasks;
  return first?.id !== null && tasks.every((task) => isLike(task, first));
}

function isLike(task: Task, first: Task | undefined): boolean {
  return first !== undefined && task.form === first.form && shapeOf(task) === shapeOf(first);
}

function extentOf({ source }: RoadmapDocument, { group }: Subject): Span {
  return group?.extent ?? { from: 0, to: source.length };
}

/** The table right above a total; null if the total may speak of more than that. */
function readTotalOfTable(document: RoadmapDocument, total: Total, time: WorkTime): TotalReading | null {
  const rows = tableAbove(document, total);
  if (rows?.efforts && total.effort && isFarOff(total.effort, addEfforts(rows.efforts, time), time, false))
    return null;
  if (total.tasks !== null && total.tasks !== rows?.isOptional.length) return null;
  const reading = readTotalOfRows(document, total, rows, time);
  return reading?.effort?.verdict === 'right' || reading?.effort?.verdict === 'wrong' ? reading : null;
}

function readTotalOfRows(
  document: RoadmapDocument,
  total: Total,
  rows: RowsAbove | null,
  time: WorkTime,
): TotalReading | null {
  if (rows === null || (rows.efforts === null && rows.counts === null)) return null;
  return {
    total,
    name: 'The table',
    parts: { count: rows.isOptional.length, noun: 'row' },
    subject: null,
    effort: readEffortOfRows(document, total, rows, time),
    count: readCountOfRows(document, total, rows),
    others: NO_OTHERS,
  };
}

function readEffortOfRows(
  document: RoadmapDocument,
  total: Total,
  rows: RowsAbove,
  time: WorkTime,
): TotalReading['effort'] {
  const { efforts, hasLimits } = rows;
  const how = statedEffort(document, total);
  const { effort } = total;
  if (efforts === null || effort === null || how?.isOther === true) return null;
  const sum = addEfforts(efforts, time);
  if (how === null) return { sum, verdict: 'unknown', span: null, lacking: NONE };
  const sums = [sum, ...selectedRows(efforts, rows).map((each) => addEfforts(each, time))];
  const verdicts = sums.map((each) => compareEffort(effort, how, each, time));
  const read = (verdict: Verdict): EffortReading => ({ sum, verdict, span: how.span, lacking: NONE });
  if (verdicts.includes('right')) return read('right');
  // The numbers stand right above: ranges that only overlap are wrong, too.
  const [amount] = sum.amounts;
  const isPlain = !sum.converted && amount?.unit === effort.unit && !how.isRough;
  if (hasLimits || hasParts(rows)) return read('doubtful');
  const [verdict = 'unknown'] = verdicts;
  return read(isPlain ? 'wrong' : verdict === 'exceeded' ? 'doubtful' : verdict);
}

function readCountOfRows(document: RoadmapDocument, total: Total, rows: RowsAbove): TotalReading['count'] {
  const { counts } = rows;
  if (counts === null) return null;
  const add = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);
  const real = add(counts);
  const isRight =
    total.tasks === real || selectedRows(counts, rows).some((each) => total.tasks === add(each));
  const verdict = isRight ? 'right' : hasParts(rows) ? 'doubtful' : 'wrong';
  return { real, verdict, span: statedCount(document, total) };
}

/** What else a total may sum than all rows: what has to be done, what is left to do, rows with a name, the parts that these consist of. */
function selectedRows<T>(
  values: readonly T[],
  { isOptional, isDone, isNameless }: RowsAbove,
): readonly (readonly T[])[] {
  const where = (keep: (index: number) => boolean): readonly T[] => values.filter((_, index) => keep(index));
  return [
    where((index) => isOptional[index] !== true),
    where((index) => isDone[index] !== true),
    where((index) => isNameless[index] !== true),
    where((index) => isNameless[index] === true),
  ].filter(({ length }) => length > 0);
}

/** Rows without a name stand below rows with one. */
function hasParts({ isNameless }: RowsAbove): boolean {
  return isNameless.includes(true) && isNameless.includes(false);
}

function nameOf({ group }: Subject, { scope }: Total): string {
  if (group === null) return 'The document';
  const priority = /(?<![\p{L}\p{N}])P[0-5](?![\p{L}\p{N}])/u.exec(scope)?.[0];
  return group.id ?? priority ?? `“${short(group.title, 40)}”`;
}
