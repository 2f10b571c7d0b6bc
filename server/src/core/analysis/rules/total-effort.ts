import type { Effort, RoadmapDocument } from '../../model/document.ts';
import {
  amountPhrase,
  convert,
  type EffortSum,
  needsWorkTime,
  numberPhrase,
  sumPhrase,
  USUAL_WORK_TIME,
  type WorkTime,
} from '../../model/effort.ts';
import type { Span } from '../../text/source.ts';
import type { Fix } from '../finding.ts';
import type { Draft, Rule } from '../rule.ts';
import { EFFORT_DOUBTS } from '../doubts/totals.ts';
import { gradeTotal, relatedGroup } from '../totals/draft.ts';
import { readTotals, type TotalReading } from '../totals/totals.ts';

/** A total states another effort than its parts come to. */
export const totalEffort: Rule = {
  code: 'total/effort',
  severity: 'warning',
  doubts: EFFORT_DOUBTS,
  reads: 'document',
  *check({ document, place }) {
    const time = place?.folder.config.effort ?? USUAL_WORK_TIME;
    for (const reading of readTotals(document, time)) yield* toDrafts(document, reading, time);
  },
};

function* toDrafts(document: RoadmapDocument, reading: TotalReading, time: WorkTime): Iterable<Draft> {
  const { effort, total } = reading;
  if (effort === null || effort.span === null || total.effort === null) return;
  const severity = gradeTotal(EFFORT_DOUBTS, { document, reading }, effort.verdict);
  if (severity === undefined) return;
  yield {
    span: effort.span,
    message: message(reading, total.effort, effort.sum, time),
    ...severity,
    related: relatedGroup(document, reading),
    fixes: replace(document, effort.span, total.effort, effort.sum, {
      time,
      preferred: effort.verdict === 'wrong',
    }),
  };
}

function message(reading: TotalReading, stated: Effort, sum: EffortSum, time: WorkTime): string {
  const { count, noun } = reading.parts;
  const parts = count === 1 ? `its only ${noun} comes` : `its ${count} ${noun}s sum`;
  const [amount] = sum.amounts;
  const real = amount && amount.unit !== stated.unit ? convert(amount, stated.unit, time) : null;
  const inOtherUnit = real === null ? '' : `, which is ${amountPhrase(real)}`;
  const isByWorkTime = real !== null && amount !== undefined && needsWorkTime(amount.unit, stated.unit);
  const rate = !isByWorkTime && !sum.converted ? '' : ` at ${workTimePhrase(stated, amount?.unit, time)}`;
  return `${reading.name} states ${amountPhrase(stated)}; ${parts} to ${sumPhrase(sum)}${inOtherUnit}${rate}.`;
}

function workTimePhrase(stated: Effort, unit: Effort['unit'] | undefined, time: WorkTime): string {
  const day = `${time.hoursPerDay} h a day`;
  const week = `${time.daysPerWeek} days a week`;
  if (stated.unit !== 'w' && unit !== 'w') return day;
  return stated.unit === 'd' || unit === 'd' ? week : `${day} and ${week}`;
}

/** Nothing where some of the parts have no estimate, or where the amount is written in words. */
function replace(
  document: RoadmapDocument,
  span: NonNullable<NonNullable<TotalReading['effort']>['span']>,
  stated: Effort,
  sum: EffortSum,
  { time, preferred }: { readonly time: WorkTime; readonly preferred: boolean },
): readonly Fix[] {
  const [amount] = sum.amounts;
  const real = amount && sum.missing + sum.sized === 0 ? convert(amount, stated.unit, time) : null;
  const written = AMOUNT.exec(stated.text);
  if (real === null || written === null) return [];
  const [, first = '', dash = '-', unit = ''] = written;
  const number = numberPhrase(real, dash);
  const word = ENGLISH_UNIT.exec(unit);
  const isOne = real.min === 1 && real.max === 1;
  const newText =
    (first.includes(',') ? number.replaceAll('.', ',') : number) +
    (word ? `${word[1] ?? ''}${isOne ? '' : 's'}` : unit);
  const isSafe = preferred && !isSaidTwice(document, span);
  return [
    { title: `Change to ${newText}`, preferred: isSafe, edits: [{ uri: document.uri, span, newText }] },
  ];
}

/** `150 min = 2.5 h`, `120 minutes (2 hours)`: to write one of both anew would make them disagree. */
function isSaidTwice({ source }: RoadmapDocument, span: Span): boolean {
  const line = source.lineSpan(source.lineAt(span.from));
  const before = source.slice({ from: line.from, to: span.from });
  const behind = source.slice({ from: span.to, to: line.to });
  return /^\s*[=≈(/]\s*~?\d/.test(behind) || /\d\s*\p{L}+\s*[=≈(/]\s*~?$/u.test(before);
}

/** The number, the dash of a range, and the unit. */
const AMOUNT = /^(\d+(?:[.,]\d+)?)\+?(?:(\s*[^\s\d]{1,3}\s*)\d+(?:[.,]\d+)?\+?)?([^\d]*)$/u;
const ENGLISH_UNIT = /^([\s-]*(?:minute|hour|day|week|month|point))s?$/i;
