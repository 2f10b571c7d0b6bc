import type { Effort } from '../model/document.ts';
import { readEffortTag } from './effort.ts';
import { decorationLength, findMarks, MARK_STATUS, withoutDecoration } from './marks.ts';
import { type FoundStatus, PRIORITY_WORD, findStatusWord, readEdgeWord, shiftStatus } from './status.ts';
import { wordKey, words } from './vocabulary/index.ts';

/** What stands behind the title of a line. */
export interface HeadlineEnd {
  /** Where the title ends. */
  readonly at: number;
  readonly status: FoundStatus | null;
  readonly priority: string | null;
  readonly effort: Effort | null;
}

const MOST_SUFFIXES = 4;

/**
 * Takes states, priorities, sizes and marks off the end of a line, one after the other. Offsets are those
 * of the line; its title starts at `from`.
 */
export function readEnd(line: string, from: number): HeadlineEnd {
  let end: HeadlineEnd = { at: line.length, status: null, priority: null, effort: null };
  for (let count = 0; count < MOST_SUFFIXES; count++) {
    const head = line.slice(from, end.at);
    const trimmed = withoutTrailing(head);
    const isTicked = findMarks(head.slice(trimmed.length)).some(({ sign }) => MARK_STATUS[sign] === 'done');
    const suffix = readBrackets(line, from, from + trimmed.length) ?? readTail(trimmed, from, isTicked);
    if (!suffix) return { ...end, at: from + trimmed.length };
    end = {
      at: suffix.at,
      // What stands further in front is the state itself, what follows a remark about it.
      status: suffix.status ?? end.status,
      priority: suffix.priority ?? end.priority,
      effort: suffix.effort ?? end.effort,
    };
  }
  return end;
}

function withoutTrailing(text: string): string {
  return text.slice(0, withoutDecoration(`x${text}`).length - 1);
}

const BRACKETED_END = /(?<!\s)\s*[([（]([^()[\]（）]*)[)\]）]\s*$/u;

/** `(PARTIAL — …)`, `(HIGH PRIORITY)`, `[M]`; another remark only where a state stands before it. */
function readBrackets(line: string, from: number, to: number): HeadlineEnd | null {
  const match = BRACKETED_END.exec(line.slice(from, to));
  const inside = match?.[1];
  if (!match || inside === undefined) return null;
  const at = from + match.index;
  const insideFrom = at + match[0].indexOf(inside);
  const none = { at, status: null, priority: null, effort: null };
  const lead = decorationLength(inside);
  const word = readEdgeWord(inside.slice(lead), findMarks(inside.slice(0, lead)).length > 0);
  if (word && !listsStates(inside) && !opensName(inside.slice(lead), word))
    return { ...none, status: shiftStatus(word, insideFrom + lead) };
  const words = withoutDecoration(inside);
  if (PRIORITY_WORD.test(words)) return { ...none, priority: words };
  const effort = readEffortTag(inside.trim());
  if (effort) return { ...none, effort };
  const before = readEnd(line.slice(0, at), from);
  return (before.status ?? before.priority) ? before : null;
}

/** `(Active / Paused / Done)` names the states of something; the work is in none of them. */
function listsStates(inside: string): boolean {
  const states = inside
    .split(/[/|,，、;]/u)
    .map((part) => findStatusWord(part))
    .filter((found) => found !== null);
  return new Set(states.map(({ status }) => status)).size > 1;
}

const DASHED_END = /(?:(?<!\s)\s+(?:-|–|—|â€[“”]|:|\||→|·)\s*|(?<!\s)\s*[–—]\s*|:\s+)([^–—|:()[\]]{1,60})$/u;

/** `… ✅ COMPLETED`, `… - HIGH PRIORITY`, `… — FIXED`, `… DONE`; whether a ✅ stands behind it. */
function readTail(head: string, from: number, isTicked: boolean): HeadlineEnd | null {
  const effort = readEffortBehindDash(head, from) ?? readListBehindDash(head, from);
  if (effort) return effort;
  const found =
    readBehindMark(head) ??
    (from > 0 ? readWhole(head) : null) ??
    readBehindDash(head, isTicked) ??
    readCapitals(head);
  if (!found) return null;
  const status = found.status && shiftStatus(found.status, from);
  return { at: from + found.at, status, priority: found.priority, effort: null };
}

const EFFORT_BEHIND_DASH =
  /(?:(?<!\s)\s+[–—-]\s+|\s[⏱⏰⌚⌛]\uFE0F?\s*)((?:[^–—]|(?<=\d)[–—](?=\d)){1,20})$/u;
const LIST_BEHIND_DASH = /((?<!\s)\s+[–—-]\s+)([^–—]{1,30})$/u;

/** A title has a letter; a pattern that asks for one looks at the rest of a long line again from each letter on. */
function behindFirstLetter(head: string): string {
  const [letter] = /\p{L}/u.exec(head) ?? [];
  return letter === undefined ? '' : head.slice(head.indexOf(letter) + letter.length);
}

/** `… — 2 pts`, `… – L`, `… ⏱️ 15min`: an estimate and nothing else, behind a title. */
function readEffortBehindDash(head: string, from: number): HeadlineEnd | null {
  const tail = EFFORT_BEHIND_DASH.exec(behindFirstLetter(head))?.[1];
  const effort = tail === undefined ? null : readEffortTag(tail.trim());
  if (!effort || tail === undefined) return null;
  const at = from + head.length - tail.length;
  return { at, status: null, priority: null, effort };
}

/** `… — P1 / S`, `… - High, 2h`: a priority and an estimate, and nothing else. */
function readListBehindDash(head: string, from: number): HeadlineEnd | null {
  const [, dash = '', list = ''] = LIST_BEHIND_DASH.exec(behindFirstLetter(head)) ?? [];
  const parts = list.split(/\s*[/|,·]\s*/u);
  if (parts.length !== 2) return null;
  const priority = parts.find((part) => PRIORITY_WORD.test(part)) ?? null;
  const rest = parts.find((part) => part !== priority) ?? '';
  const effort = readEffortTag(rest);
  if (priority === null || effort === null) return null;
  return { at: from + head.length - list.length - dash.length, status: null, priority, effort };
}

type Tail = Omit<HeadlineEnd, 'effort'>;

function readBehindMark(head: string): Tail | null {
  const last = findMarks(head).at(-1);
  if (!last || last.from === 0) return null;
  const lead = last.to + decorationLength(head.slice(last.to));
  const word = readEdgeWord(head.slice(lead), true);
  return word && { at: last.from, status: shiftStatus(word, lead), priority: null };
}

/** A title that is nothing but a state: `v1.1 — In progress`. */
function readWhole(head: string): Tail | null {
  const words = head.trim();
  const word = readEdgeWord(words, false);
  if (word?.to !== words.length) return null;
  return { at: 0, status: shiftStatus(word, head.indexOf(words)), priority: null };
}

function readBehindDash(head: string, isTicked: boolean): Tail | null {
  const match = DASHED_END.exec(head);
  const tail = match?.[1];
  if (!match || tail === undefined) return null;
  const words = withoutDecoration(tail);
  if (PRIORITY_WORD.test(words)) return { at: match.index, status: null, priority: words };
  const lead = decorationLength(tail);
  const word = readEdgeWord(tail.slice(lead), false);
  if (word && opensName(tail.slice(lead), word)) return null;
  // `Forms — Incomplete field warnings ✅`: the mark is the state, the words are what is done.
  if (word && isTicked && word.status !== 'done' && GOES_ON.test(tail.slice(lead + word.to))) return null;
  const start = match.index + match[0].length - tail.length + lead;
  return word && { at: match.index, status: shiftStatus(word, start), priority: null };
}

/** `Attempt 1: Complete the move`, `Quarter 2: TESTING EXPANSION`, `(incomplete addresses)` say what is to be done. */
function opensName(tail: string, { from, to }: FoundStatus): boolean {
  const key = wordKey(tail.slice(from, to));
  return (/^(?:in)?complete$/.test(key) || words().topics.has(key)) && GOES_ON.test(tail.slice(to));
}

const GOES_ON =
  /^\s+(?!(?:in|by|on|via|as|at|with|since|for|per|and|but|except|to|after|before|until|from)\s)\p{L}/iu;

/** A state in capitals without punctuation; a heading that is all in capitals shouts its topic. */
function readCapitals(head: string): Tail | null {
  const capitals = /(?:^|\s)((?:[\p{Lu}'’-]{2,}\s)?[\p{Lu}'’-]{3,})$/u.exec(head)?.[1];
  if (capitals === undefined) return null;
  for (const candidate of [capitals, capitals.split(/\s/).at(-1) ?? '']) {
    if (candidate === 'NEW') continue;
    const at = head.length - candidate.length;
    const found = findStatusWord(candidate);
    // `SIMPLIFIED TESTING` is what the work is about.
    if (candidate !== capitals && words().topics.has(wordKey(candidate))) continue;
    const isWhole = found?.from === 0 && found.to === candidate.length;
    if (isWhole && /\p{Ll}/u.test(head.slice(0, at)))
      return { at, status: shiftStatus(found, at), priority: null };
  }
  return null;
}
