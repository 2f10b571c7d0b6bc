import type { RoadmapDocument, Task } from '../../model/document.ts';
import type { Span } from '../../text/source.ts';
import type { Doubt } from './doubt.ts';

/** Two tasks of one scope with the same id. */
interface TwoTasks extends SameIds {
  readonly document: RoadmapDocument;
  readonly first: PlacedTask;
  readonly other: PlacedTask;
}

/** What speaks against `id/duplicate`. */
export const SAME_ID_DOUBTS: readonly Doubt<TwoTasks>[] = [
  {
    because: 'the id stands over three tasks or more, as in a log',
    severity: 'hint',
    applies: ({ tasks }) => tasks.length > 2,
  },
  {
    because: 'one of the two records no work: it has no box, state, estimate or the like',
    severity: 'hint',
    applies: ({ first, other }) => first.isMention || other.isMention,
  },
  {
    because: 'the second repeats the title of the first, goes on with it, or is a chapter of it',
    severity: 'hint',
    applies: ({ first, other }) => isContinuation(first, other),
  },
  {
    because: 'the numbers began again between them',
    severity: 'hint',
    applies: ({ first, other }) => isAnotherList(first, other),
  },
  {
    because: 'it may be no id, but how a name, a date or a sentence begins',
    severity: 'hint',
    applies: ({ document, first, other }) =>
      [first, other].some(
        (each) => isGlued(document, each) || isName(document, each) || isBehindNumber(document, each),
      ),
  },
  {
    because: 'the id is a plain number',
    severity: 'information',
    applies: ({ first }) => /^#?\d+$/.test(first.id),
  },
  {
    because: 'the two titles share most of their words: they may be two steps of one task',
    severity: 'information',
    applies: ({ first, other }) => areAkin(first.title, other.title),
  },
  {
    because: 'no other task beside them has an id of this form, so that ids may not number the tasks',
    severity: 'information',
    applies: ({ list }) => !list.isNumbered,
  },
  {
    because: 'several ids of the document stand for two tasks each, which looks like a habit',
    severity: 'information',
    applies: ({ list }) => list.isHabit,
  },
  {
    because:
      'the numbers around them leave no gap that tells of a slip (`T-1`, `T-2`, `T-2`, `T-4`): they may be two parts of one task',
    severity: 'information',
    applies: ({ list }) => !list.isSlip,
  },
  {
    because: 'the task stands elsewhere in the document as well, so that these may only speak of it',
    severity: 'information',
    applies: ({ list }) => list.isElsewhere,
  },
];

/** What matters of a task here: it stays the same while people write on others of its lines. */
export interface IdTask extends Pick<Task, 'title' | 'line' | 'parent' | 'form'> {
  readonly id: string;
  readonly idSpan: Span;
  /** A bullet without a box or a mark, a heading of a report: it may only speak of a task. */
  readonly isMention: boolean;
}

/** A task and its number among those of its scope. */
export interface PlacedTask extends IdTask {
  readonly at: number;
}

/** Tasks of one scope and form with one id, in the order of the text. */
export interface SameIds {
  readonly tasks: readonly PlacedTask[];
  /** What tells whether ids number the tasks of this list. */
  readonly list: {
    /** Other tasks of the scope have ids of this shape, each once. */
    readonly isNumbered: boolean;
    /** The two follow each other in a row of numbers in which the next one is missing. */
    readonly isSlip: boolean;
    /** Another id of the document stands for several tasks, too. */
    readonly isHabit: boolean;
    /** The id stands elsewhere in the document, too. */
    readonly isElsewhere: boolean;
  };
}

/** Plain numbers that do not follow each other: the counting began again somewhere between them. */
function isAnotherList(first: PlacedTask, other: PlacedTask): boolean {
  return /^\d+$/.test(first.id) && other.at - first.at > 1;
}

/** `510(k)`, `10/08`, `7.4.x`, `A-1_NOTES.md`: a name or a date that begins like an id. */
function isGlued({ source }: RoadmapDocument, { idSpan: { to } }: IdTask): boolean {
  return /^(?:[(/.]\S|[_\p{L}\p{N}])/u.test(source.slice({ from: to, to: to + 2 }));
}

/** `3. D10 baseline`, `F1 fixed`: a heading that begins with a code and goes on with words is about what is called so. */
function isName({ source }: RoadmapDocument, { form, idSpan }: IdTask): boolean {
  if (form !== 'heading') return false;
  const line = source.lineSpan(source.lineAt(idSpan.from));
  const before = source.slice({ from: line.from, to: idSpan.from });
  const onward = source.slice({ from: idSpan.from, to: line.to });
  return !/\p{L}/u.test(before) && /^\p{L}[\p{L}\p{N}._-]*[*`]*\s+[\p{L}\p{N}]/u.test(onward);
}

/** `- 03-01: RES-01 and RES-02 tests`: the item is called by the number, and is about what is called so. */
function isBehindNumber({ source }: RoadmapDocument, { form, idSpan: { from } }: IdTask): boolean {
  if (form !== 'item') return false;
  const before = source.slice({ from: source.lineSpan(source.lineAt(from)).from, to: from });
  return /[\s*_`]\d+(?:[.-]\d+)+[*_`]*[:：][\s*_`]*$/u.test(before);
}

/** Half of the words of the shorter title stand in the other, too. */
function areAkin(a: string, b: string): boolean {
  const [first, second] = [a, b].map((title) => new Set(title.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu)));
  if (first === undefined || second === undefined) return true;
  const shared = [...first].filter((word) => second.has(word)).length;
  const fewer = Math.min(first.size, second.size);
  return fewer > 0 && 2 * shared >= fewer;
}

function isContinuation(first: IdTask, other: IdTask): boolean {
  const plain = (title: string) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  if (plain(first.title) === plain(other.title) || IS_PART.test(plain(other.title))) return true;
  return /\b(?:cont(?:inued|['’]d|\.)|exten(?:ded|sion)|part [2-9b-d]|follow-?up|addendum|update|revisited|resumed)\b/i.test(
    other.title,
  );
}

/** `Story 1.2: Success criteria`: a chapter of the story above. */
const IS_PART =
  /^(?:(?:success|acceptance|completion|exit) criteria|definition of done|summary|overview|status|notes?|details?|results?|files?|risks?|tests?|testing|timeline|deliverables?|dependencies|next steps|lessons learned|metrics|retrospective|implementation(?: notes| details| plan)?|verification|validation)$/;
