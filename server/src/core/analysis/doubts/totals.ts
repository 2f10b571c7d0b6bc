import type { Effort, RoadmapDocument, Task, Total } from '../../model/document.ts';
import { convert, type EffortSum, needsWorkTime, USUAL_WORK_TIME } from '../../model/effort.ts';
import { atLine } from '../../model/nesting.ts';
import { COUNTED_NOUN, TOTAL_WORD } from '../../parse/totals.ts';
import { anyCase } from '../../text/patterns.ts';
import type { Span } from '../../text/source.ts';
import { isLeftOut } from '../criteria.ts';
import { isNamed } from '../totals/names.ts';
import { addsUpElsewhere, countsTasks, rowsAbove } from '../totals/row.ts';
import { statedEffort } from '../totals/statement.ts';
import type { Subject } from '../totals/subject.ts';
import { piecesOf, shapeOf } from '../totals/sum.ts';
import { isRowAt } from '../totals/table.ts';
import type { TotalReading } from '../totals/totals.ts';
import type { Doubt } from './doubt.ts';

interface Stated {
  readonly document: RoadmapDocument;
  readonly reading: TotalReading;
}

/** What speaks against `total/tasks`, beside what makes it a hint. */
export const COUNT_DOUBTS: readonly Doubt<Stated>[] = [
  {
    because: 'the number is a share, as in 15/17 or 3 of 5',
    severity: 'information',
    applies: ({ document: { source }, reading: { total } }) =>
      /\d\s*(?:\/|of|von|de|из)\s*\d/iu.test(source.slice(total.span)),
  },
  {
    because: 'the right number stands in the same line, too',
    severity: 'information',
    applies: ({ document: { source }, reading: { total, subject, count } }) =>
      subject !== null &&
      new RegExp(`(?<![\\d.,])${count?.real ?? 0}(?![\\d.,]*\\d)`).test(source.lineText(total.line - 1)),
  },
  {
    because: 'neither it nor the column it stands in says what it counts',
    severity: 'information',
    applies: ({ document, reading: { total, subject } }) =>
      subject !== null &&
      !NOUN.test(document.source.lineText(total.line - 1)) &&
      !countsTasks(document, total),
  },
  {
    because: 'the document states two other numbers of it or more, as where each chapter has its share',
    severity: 'information',
    applies: ({ document: { totals }, reading: { total, subject } }) =>
      subject !== null &&
      totals.filter(({ scope, tasks }) => scope === total.scope && tasks !== null && tasks !== total.tasks)
        .length > 1,
  },
  {
    because:
      'it stands neither in the heading of what it counts nor names it, and no word such as “total” makes it a sum',
    severity: 'information',
    applies: ({ document, reading: { total, subject } }) =>
      subject !== null &&
      subject.group?.line !== total.line &&
      !isNamed(document, total) &&
      !TOTAL_WORD.test(document.source.lineText(total.line - 1)),
  },
  {
    because: 'it is that of the whole document, in which not everybody may count the same',
    severity: 'information',
    applies: ({ reading: { subject } }) => subject !== null && subject.group === null,
  },
  {
    because:
      'it stands elsewhere than in the heading of what it counts, and no other number of the document is right',
    severity: 'information',
    applies: ({ reading: { total, subject, others } }) =>
      subject?.group != null && subject.group.line !== total.line && others.right === 0,
  },
  {
    because:
      'two other numbers of the document or more are wrong, and no fewer than are right: they may count something else',
    severity: 'information',
    applies: ({ reading: { subject, others } }) =>
      subject !== null && others.wrong > 1 && others.wrong >= others.right,
  },
  {
    because: 'the number is rough (“~6 stories”)',
    severity: 'information',
    applies: ({ document, reading: { count } }) =>
      count?.span !== undefined && count.span !== null && ROUGH.test(textBefore(document, count.span)),
  },
  {
    because: 'it stands in a row among words, and counts what these are about',
    severity: 'information',
    applies: ({ document, reading: { total, subject, count } }) =>
      subject !== null && isAmongWords(document, total, count?.span ?? null),
  },
  {
    because: 'what it counts has a name and nothing else, no state, box or estimate: it may be no work',
    severity: 'information',
    applies: ({ reading: { subject } }) => subject?.tasks.every(isBare) === true,
  },
  {
    because: 'it stands in a sentence: the words go on behind what it counts',
    severity: 'information',
    applies: ({ document, reading: { total, subject } }) =>
      subject !== null && subject.group?.line !== total.line && GOES_ON.test(restOf(document, total)),
  },
  {
    because: 'there are tasks within tasks, so that it is not clear which of them count',
    severity: 'information',
    applies: ({ reading: { subject } }) => subject !== null && subject.tasks.length > subject.parts.length,
  },
  {
    because: 'it sums rows of a table that do not count tasks, or are far off, and no other column adds up',
    severity: 'information',
    applies: ({ document, reading: { total, subject, count } }) =>
      subject === null &&
      !(countsTasks(document, total) && areNear(total.tasks ?? 0, count?.real ?? 0, 1.67)) &&
      !addsUpElsewhere(document, total),
  },
];

const MORE_THAN_PARTS: Doubt<Stated> = {
  because: 'it is more than the parts come to, and no row below them: time for more than these may be in it',
  severity: 'information',
  applies: ({ reading: { total, subject, effort } }) =>
    subject !== null && !isLess(total.effort, effort?.sum),
};

const UNCONFIRMED: Doubt<Stated> = {
  because:
    'no other sum of the document is right, and it is none of the rows right above, or two others are wrong, too: maybe nobody adds up here, or they are budgets',
  severity: 'information',
  applies: ({ reading: { subject, others } }) => others.right === 0 && (subject !== null || others.wrong > 1),
};

/** What speaks against `total/effort`, beside what makes it a hint. */
export const EFFORT_DOUBTS: readonly Doubt<Stated>[] = [
  {
    because: 'the number is rough (“~2 hours”), and not far off',
    severity: 'information',
    applies: ({ document, reading: { total, effort } }) =>
      statedEffort(document, total)?.isRough === true && isNear(total.effort, effort?.sum, 1.67),
  },
  UNCONFIRMED,
  MORE_THAN_PARTS,
  {
    because: 'something on top is named beside it (“6 weeks (+4 weeks cleanup)”)',
    severity: 'information',
    applies: ({ document: { source }, reading: { total } }) =>
      /[([（]\s*\+\s*\d/u.test(source.lineText(total.line - 1)),
  },
  {
    because:
      'minutes are rounded (10 for 8), or hours and more to a half (8.5 for 8 and ten minutes, 1.5 for 80 minutes)',
    severity: 'information',
    applies: ({ reading: { total, effort } }) => isRounded(total.effort, effort?.sum),
  },
  {
    because: 'the total stands in a sentence or field and does not name what it sums',
    severity: 'information',
    applies: ({ document, reading: { total, subject } }) =>
      subject !== null &&
      subject.group?.line !== total.line &&
      !isNamed(document, total) &&
      !areAlike(subject.parts),
  },
  {
    because: 'other headings beside the tasks have estimates, too',
    severity: 'information',
    applies: ({ document, reading: { subject } }) => subject !== null && hasOtherHeadings(document, subject),
  },
  {
    because:
      'tasks and groups with estimates of their own are mixed, or tasks within tasks have estimates, too',
    severity: 'information',
    applies: ({ reading: { subject } }) => {
      if (subject === null) return false;
      const { groups, tasks } = piecesOf(subject);
      const inner = subject.tasks.filter((task) => !subject.parts.includes(task));
      return (groups.length > 0 && tasks.length > 0) || inner.some(({ effort }) => effort !== null);
    },
  },
  {
    because: 'some of the tasks are optional, put off, dropped or struck through',
    severity: 'information',
    applies: ({ document: { source }, reading: { subject } }) =>
      subject?.parts.some(
        ({ status, nameSpan }) =>
          status === 'cancelled' || status === 'deferred' || isLeftOut(source.slice(nameSpan)),
      ) === true,
  },
  {
    because: 'it stands in a column such as Timeframe: the rows may go on at the same time',
    severity: 'information',
    applies: ({ document, reading: { total, subject } }) =>
      subject === null && rowsAbove(document, total)?.isTimeframe === true,
  },
  {
    because: 'it is that of the longest row: the others may go on at the same time',
    severity: 'information',
    applies: ({ document, reading: { total, subject } }) => subject === null && isLongest(document, total),
  },
  {
    because:
      'it sums the rows of a table that may overlap: the numbers are far apart, and no other column adds up',
    severity: 'information',
    applies: ({ document, reading: { total, subject, effort } }) =>
      subject === null && !isNear(total.effort, effort?.sum, 1.67) && !addsUpElsewhere(document, total),
  },
];

/** The same where some of the parts have no estimate, which is no warning. */
export const INCOMPLETE_DOUBTS: readonly Doubt<Stated>[] = EFFORT_DOUBTS.filter(
  (doubt) => doubt !== MORE_THAN_PARTS && doubt !== UNCONFIRMED,
);

const NOUN = anyCase`(?<!\p{L})${COUNTED_NOUN}(?!\p{L})`;

/** Tasks of one form with ids of one shape. */
function areAlike(tasks: readonly Task[]): boolean {
  const [first] = tasks;
  return (
    first !== undefined &&
    tasks.every((task) => task.id !== null && task.form === first.form && shapeOf(task) === shapeOf(first))
  );
}

/** What stands behind a number of tasks in its statement. */
function restOf({ source }: RoadmapDocument, total: Total): string {
  return source.slice({ from: total.span.from, to: source.lineSpan(total.line - 1).to });
}

function isBare({ status, effort, priority, labels, items, gates, dependsOn }: Task): boolean {
  return [status, effort, priority, ...labels, ...items, ...gates, ...dependsOn].every(
    (each) => each === null,
  );
}

/** What stands before a place in its line. */
function textBefore({ source }: RoadmapDocument, { from }: Span): string {
  return source.slice({ from: source.lineSpan(source.lineAt(from)).from, to: from });
}

const ROUGH = /[~≈±≃][\s*_]*$/;

/** In a cell of a table that is about something else: `| 3 | The header says "Folders (6)" |`. */
function isAmongWords(document: RoadmapDocument, { span }: Total, count: Span | null): boolean {
  const { source } = document;
  if (count === null || !isRowAt(source, source.lineAt(span.from))) return false;
  return (
    /[\p{L}\p{N}][^|]*$/u.test(textBefore(document, count)) &&
    !/[|:：(（]\s*~?$/.test(textBefore(document, count))
  );
}

/** `### Talk (3 min)` beside tasks that are headings: what these come to is not all. */
function hasOtherHeadings({ headings, tasks, groups }: RoadmapDocument, { group }: Subject): boolean {
  const isWithin = (line: number): boolean => group === null || (line > group.line && line <= group.endLine);
  return headings.some(
    ({ line, text }) =>
      isWithin(line) && ESTIMATED.test(text) && !atLine(tasks, line) && !atLine(groups, line),
  );
}

const ESTIMATED = /[([（]\s*~?\d[\d.–-]*\s*(?:min|h\b|hours?|hrs?|minutes?|分|小时|時間|시간|days?)/iu;

/** `3 issues created and prioritized`; `3 tasks, 12 hours` and `3 tasks (a, b, c)` end there. */
const GOES_ON = anyCase`\d\s+${COUNTED_NOUN}\s+(?!(?:across|in total|total|altogether|overall)(?!\p{L}))\p{L}`;

/** Numbers that are close to each other: a slip of adding up, and no number of something else. */
function areNear(a: number, b: number, factor: number): boolean {
  return Math.max(a, b) <= Math.min(a, b) * factor;
}

/** `| Total | 16 h |` below rows of which the longest takes 16 h. */
function isLongest(document: RoadmapDocument, total: Total): boolean {
  const rows = rowsAbove(document, total)?.efforts ?? [];
  const { max, unit } = total.effort ?? {};
  return (
    rows.length > 1 &&
    rows.every((row) => row.unit === unit) &&
    Math.max(...rows.map((row) => row.max)) === max
  );
}

/** To the next five minutes, or a third on top; in other units, to the next half where the parts are not in halves. */
function isRounded(stated: Effort | null, sum: EffortSum | undefined): boolean {
  const amount = sum?.amounts[0];
  const isInMinutes = stated?.unit === 'h' && amount?.unit === 'min';
  const real = (amount?.max ?? 0) / (isInMinutes ? 60 : 1);
  const isHalf = (number: number): boolean => Number.isInteger(2 * number);
  if (stated !== null && stated.unit !== 'min' && (isInMinutes || amount?.unit === stated.unit))
    return isHalf(stated.max) && !isHalf(real) && Math.abs(stated.max - real) < 0.5;
  if (stated?.unit !== 'min' || stated.max % 5 !== 0) return false;
  return Math.abs(stated.max - real) < 5 || (stated.max > real && stated.max <= real * 1.34);
}

/** Below the sum; where the one is in hours and the other in days or so, nobody can say that it is more. */
function isLess(stated: Effort | null, sum: EffortSum | undefined): boolean {
  const amount = sum?.amounts[0];
  if (stated === null || amount === undefined) return false;
  if (needsWorkTime(amount.unit, stated.unit)) return true;
  const real = convert(amount, stated.unit, USUAL_WORK_TIME);
  return real === null || stated.max < real.max;
}

function isNear(stated: Effort | null, sum: EffortSum | undefined, factor: number): boolean {
  const amount = sum?.amounts[0];
  return stated !== null && amount?.unit === stated.unit && areNear(amount.max, stated.max, factor);
}
