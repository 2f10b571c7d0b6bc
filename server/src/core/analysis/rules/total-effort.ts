import type { Effort, RoadmapDocument, Task } from '../../model/document.ts';
import {
  amountPhrase,
  convert,
  type EffortSum,
  needsWorkTime,
  numberPhrase,
  sumPhrase,
  type WorkTime,
} from '../../model/effort.ts';
import { configOf } from '../../model/workspace.ts';
import type { Span } from '../../text/source.ts';
import type { Fix } from '../finding.ts';
import type { Draft, Rule } from '../rule.ts';
import { EFFORT_DOUBTS, INCOMPLETE_DOUBTS } from '../doubts/totals.ts';
import { otherEstimates, type OtherEstimate } from '../plan/estimates.ts';
import { nameOf } from '../plan/names.ts';
import { gradeTotal, relatedGroup, relatedLacking } from '../totals/draft.ts';
import { readTotals, type TotalReading } from '../totals/totals.ts';

/** A total states another effort than its parts come to, or a row another one than its task. */
export const totalEffort: Rule = {
  code: 'total/effort',
  severity: 'warning',
  doubts: EFFORT_DOUBTS,
  reads: 'document',
  *check({ workspace, document }) {
    const time = configOf(workspace, document.uri).effort;
    for (const reading of readTotals(document, time)) yield* toDrafts(document, reading, time);
    for (const estimate of otherEstimates(document)) yield toDraft(document, estimate);
  },
};

/** One of both is out of date, and nobody can say which. */
function toDraft(
  { uri }: RoadmapDocument,
  { task, own, stated, span, ownPlace, isKept }: OtherEstimate,
): Draft {
  const name = nameOf(task);
  return {
    span,
    severity: isKept ? 'information' : 'hint',
    message: `${name} takes ${amountPhrase(stated)} here, but ${amountPhrase(own)} in ${ownPlace.where}.`,
    related: [{ uri, span: ownPlace.span, message: `${name} takes ${amountPhrase(own)}` }],
    fixes: [{ title: `Change to ${own.text}`, preferred: false, edits: [{ uri, span, newText: own.text }] }],
  };
}

function* toDrafts(document: RoadmapDocument, reading: TotalReading, time: WorkTime): Iterable<Draft> {
  const { effort, total } = reading;
  if (effort === null || effort.span === null || total.effort === null) return;
  const doubts = effort.verdict === 'wrong' ? EFFORT_DOUBTS : INCOMPLETE_DOUBTS;
  const severity = gradeTotal(doubts, { document, reading }, effort.verdict);
  if (severity === undefined) return;
  yield {
    span: effort.span,
    message: message(reading, total.effort, effort, time),
    ...severity,
    related: [...relatedGroup(document, reading), ...relatedLacking(document, effort.lacking)],
    fixes: replace(document, effort.span, total.effort, effort.sum, {
      time,
      preferred: effort.verdict === 'wrong',
    }),
  };
}

function message(
  reading: TotalReading,
  stated: Effort,
  { sum, lacking }: NonNullable<TotalReading['effort']>,
  time: WorkTime,
): string {
  const [amount] = sum.amounts;
  const real = amount && amount.unit !== stated.unit ? convert(amount, stated.unit, time) : null;
  const inOtherUnit = real === null ? '' : `, which is ${amountPhrase(real)}`;
  const isByWorkTime = real !== null && amount !== undefined && needsWorkTime(amount.unit, stated.unit);
  const rate = !isByWorkTime && !sum.converted ? '' : ` at ${workTimePhrase(stated, amount?.unit, time)}`;
  const told = lacking.length === 0 ? sumPhrase(sum) : sum.amounts.map(amountPhrase).join(' + ');
  const rest = lacking.length === 0 ? '' : `; ${lackingPhrase(lacking)}`;
  return `${reading.name} states ${amountPhrase(stated)}; ${partsPhrase(reading, lacking)} to ${told}${inOtherUnit}${rate}${rest}.`;
}

/** `its 12 tasks sum`, `its only task comes`, `11 of its 12 tasks come`. */
function partsPhrase({ parts: { count, noun } }: TotalReading, lacking: readonly Task[]): string {
  if (lacking.length > 0) return `${count - lacking.length} of its ${count} ${noun}s come`;
  return count === 1 ? `its only ${noun} comes` : `its ${count} ${noun}s sum`;
}

/** `P1-3 has no estimate`, `P1-3 and P1-4 have no estimate`, `P1-3 and 2 others have no estimate`. */
function lackingPhrase(lacking: readonly Task[]): string {
  const [first, second, ...others] = lacking.map(nameOf);
  if (second === undefined) return `${first ?? ''} has no estimate`;
  const rest = others.length === 0 ? second : `${others.length + 1} others`;
  return `${first ?? ''} and ${rest} have no estimate`;
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
