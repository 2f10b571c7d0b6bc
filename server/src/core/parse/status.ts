import type { Status, StatusClaim } from '../model/document.ts';
import { compile } from '../text/patterns.ts';
import { AMBIGUOUS_SIGNS, MARK_STATUS, type Mark, findMarks, withoutDecoration } from './marks.ts';
import { anyOf, fold, madeOfWords, wordKey, words } from './vocabulary/index.ts';

/** `FINAL_REVIEW.md` is no review. */
const FILE_NAME = /[\w./-]*\w\.(?:md|txt|ts|tsx|js|py|rs|go|json|ya?ml|sh|sql)\b/g;

/** `.state/step-2-done`: a folder or a file without extension is no state either. */
const PATH = /(?<![\w/])[.~]{0,2}\/?[\w.-]+(?:\/[\w.-]+)+/g;
const IS_PATH = /^[.~/]|\/.*\//;

/** A priority and nothing else. */
export const PRIORITY_WORD =
  /^(?:P[0-5]|(?:very\s+)?(?:critical|urgent|blocker|highest|high|medium|low|lowest|important)(?:\s+(?:priority|prio|severity))?|(?:crítico|crítica|alta|media|baja|hoch|mittel|niedrig|haute|moyenne|basse))$/iu;

/** A status read from text; offsets are those of the text it was read from. */
export interface FoundStatus {
  readonly status: Status;
  readonly kind: StatusClaim['kind'];
  readonly from: number;
  readonly to: number;
}

/** What the document's legend says about marks: signs and the characters inside boxes. */
export type Legend = ReadonlyMap<string, Status>;

const statusPattern = madeOfWords(({ status }) => compile(anyOf(status.keys()), 'g'));

/** The first status word of a text. */
export function findStatusWord(text: string): FoundStatus | null {
  const pattern = statusPattern();
  pattern.lastIndex = 0;
  const match = pattern.exec(joinedWords(fold(text)));
  if (!match) return null;
  const status = words().status.get(wordKey(match[0]));
  return status ? { status, kind: 'word', from: match.index, to: match.index + match[0].length } : null;
}

/** `in_progress` and `not_started`, as programs write it: blanks where they are the words of one state. */
function joinedWords(folded: string): string {
  if (!folded.includes('_')) return folded;
  return folded.replace(SNAKE, (name) => {
    const apart = name.replace(/_/g, ' ');
    return words().status.has(apart) ? apart : name;
  });
}

const SNAKE = /(?<![\p{L}\p{N}_])[a-z]+(?:_[a-z]+)+(?![\p{L}\p{N}_])/gu;

/** The first mark of a text that claims a status. */
export function findStatusMark(text: string, legend: Legend, inHeading: boolean): FoundStatus | null {
  for (const mark of findMarks(text)) {
    const status = statusOfMark(mark, legend, inHeading);
    if (status) return { status, kind: 'mark', from: mark.from, to: mark.to };
  }
  return null;
}

function statusOfMark(mark: Mark, legend: Legend, inHeading: boolean): Status | undefined {
  if (inHeading && AMBIGUOUS_SIGNS.has(mark.sign)) return undefined;
  return legend.get(mark.sign) ?? MARK_STATUS[mark.sign];
}

/**
 * The status that a field's value or a table cell claims. The first word wins, whatever stands behind it;
 * a word wins over a mark.
 */
export function readStatusValue(text: string, legend: Legend): FoundStatus | null {
  const head = text
    .slice(0, 160)
    .replace(FILE_NAME, (name) => ' '.repeat(name.length))
    .replace(PATH, (path) => (IS_PATH.test(path) && /\d/.test(path) ? ' '.repeat(path.length) : path));
  if (listsCourse(head)) return null;
  const word = partlyDone(head, findStatusWord(head));
  // `✅ Ready` is done; `✅ Ready to deploy` can begin.
  if (word?.status === 'todo' && !LEADS_ON.test(head.slice(word.to)) && isTopic(head, word)) {
    const before = head.slice(0, word.from);
    const mark = OPENS.test(before) ? findStatusMark(before, legend, false) : null;
    if (mark?.status === 'done') return mark;
  }
  // `🟡 Medium` says how much it matters.
  if (word || PRIORITY_WORD.test(withoutDecoration(head).trim())) return word;
  return findStatusMark(head, legend, false);
}

/** `OPEN → IN_PROGRESS → DONE | CANCELLED` is the course that the states of something take; nothing is in one of them. */
function listsCourse(text: string): boolean {
  const steps = text.split(/→|->|=>|\|/);
  if (steps.length < 3 || !/→|->|=>/.test(text)) return false;
  const states = steps.map((step) => {
    const found = findStatusWord(step);
    return found !== null && !/[\p{L}\p{N}]/u.test(step.slice(0, found.from) + step.slice(found.to))
      ? found.status
      : null;
  });
  return new Set(states.filter((state) => state !== null)).size > 2;
}

const LEADS_ON = /^\s+(?:to|for)(?!\p{L})/iu;

/** The mark, and at most what is ready. */
const OPENS = /^\P{L}*(?:\p{L}+[\s-]+){0,2}$/u;

function isTopic(text: string, { from, to }: FoundStatus): boolean {
  return words().topics.has(wordKey(text.slice(from, to)));
}

const SHARE = /(?:(\d+)\s*(?:\/|of|von|de|из)\s*(\d+)(?:\s+\p{L}+){0,2}|(\d+(?:[.,]\d+)?)\s*%)\s*$/u;

/** `3/7 tasks complete` and `60 % done` say that the whole is in progress, `0/7 complete` that it is to do. */
function partlyDone(text: string, found: FoundStatus | null): FoundStatus | null {
  const share = found?.status === 'done' ? SHARE.exec(text.slice(0, found.from)) : null;
  if (!found || !share) return found;
  const [, some, all = '100', percent] = share;
  const done = Number((some ?? percent ?? '').replace(',', '.'));
  if (done >= Number(all)) return found;
  return { ...found, status: done === 0 ? 'todo' : 'in-progress', from: share.index };
}

const BOX_STATUS: Readonly<Record<string, Status | undefined>> = {
  '': 'todo',
  x: 'done',
  v: 'done',
  '✓': 'done',
  '✔': 'done',
  '✅': 'done',
  '☑': 'done',
  done: 'done',
  ok: 'done',
  '+': 'done',
  '-': 'in-progress',
  '/': 'in-progress',
  '🔄': 'in-progress',
  '🚧': 'in-progress',
  '~': 'deferred',
  '⏳': 'todo',
  pending: 'todo',
  '!': 'todo',
  '?': 'todo',
  '*': 'todo',
  '✗': 'cancelled',
  '✘': 'cancelled',
};

/** The status that a box claims; `state` is what stands inside its brackets. */
export function statusOfBox(state: string, legend: Legend): Status {
  const key = state.trim().toLowerCase();
  return legend.get(`[${key}]`) ?? BOX_STATUS[key] ?? 'todo';
}

/** A status word that, at the edge of a heading, is a state and not the heading's topic. */
export function readEdgeWord(text: string, isMarkedAsState: boolean): FoundStatus | null {
  const found = findStatusWord(text);
  if (!found || text.slice(0, found.from).trim() !== '') return null;
  // Scripts that join words: a word that goes on is another one.
  if (/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(text.slice(found.to)))
    return null;
  const word = text.slice(found.from, found.to);
  // `✅ NEW` says that something is new in the list; `🔵 new` is a state.
  if (word === 'NEW') return null;
  const isCapitals = word === word.toUpperCase() && word !== word.toLowerCase();
  return isMarkedAsState || isCapitals || !words().topics.has(wordKey(word)) ? found : null;
}

/** The same finding in a text that has `by` more characters in front. */
export function shiftStatus(found: FoundStatus, by: number): FoundStatus {
  return { ...found, from: found.from + by, to: found.to + by };
}
