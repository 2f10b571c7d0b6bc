import type { Effort } from '../model/document.ts';
import type { Span } from '../text/source.ts';
import { readEffortTag, readSizeTag } from './effort.ts';
import { type FoundGroupWord, type FoundId, findGroupWord, findId } from './ids.ts';
import { decorationLength, withoutDecoration } from './marks.ts';
import { readEnd } from './headlineEnd.ts';
import {
  type FoundStatus,
  type Legend,
  PRIORITY_WORD,
  findStatusMark,
  findStatusWord,
  readEdgeWord,
  shiftStatus,
  statusOfBox,
} from './status.ts';
import type { PlainText } from './text.ts';
import { fold, wordKey, words } from './vocabulary/index.ts';

/** What the first line of a heading, item or row says about the unit of work it opens. */
export interface Headline {
  readonly text: PlainText;
  readonly group: FoundGroupWord | null;
  readonly id: FoundId | null;
  readonly aliases: readonly string[];
  /** Without id, marks, status and priority suffix. */
  readonly title: string;
  /** Where the title ends in the plain text. */
  readonly titleTo: number;
  readonly status: FoundStatus | null;
  /** `### [x] Title`: a box opens it. */
  readonly isBoxed: boolean;
  /** `HIGH`, `P0`; as written. */
  readonly priority: string | null;
  readonly effort: Effort | null;
  /** Where the line's own words start and end in the plain text, without marks around them. */
  readonly name: Span;
}

/**
 * Reads the first line of a heading, item or row.
 * @param mayBeGroup in a list, `M0: …` names a task; only headings and rows speak of containers.
 */
export function readHeadline(text: PlainText, legend: Legend, mayBeGroup = true): Headline {
  const start = readStart(text, mayBeGroup);
  const size = sizeInCode(text);
  const end = readEnd(withoutCode(text).slice(0, size?.at), start.at);
  const edge = start.status ?? end.status ?? null;
  const status =
    edge?.kind === 'word'
      ? edge
      : end.status?.kind === 'word'
        ? end.status
        : (readBox(text.text, mayBeGroup, legend) ??
          findEdgeMark(text.text, start.at, legend) ??
          findMarkBehindBold(text, legend) ??
          findStrike(text, start.at, end.at));
  // `High Priority Issues` is a name; `Phase 1: Setup` has one behind its id.
  const isName = start.group !== null && !start.group.separated;
  const from = isName ? start.group.span.from : start.at;
  const titleTo = Math.max(from, end.at);
  const rawTitle = text.text.slice(from, titleTo);
  return {
    text,
    group: start.group,
    id: start.id,
    aliases: start.aliases,
    title: cleanTitle(rawTitle) || cleanTitle(text.text),
    titleTo,
    status: status ?? null,
    isBoxed: boxOf(text.text, mayBeGroup) !== null,
    priority: start.priority ?? end.priority,
    effort:
      start.effort ??
      size?.effort ??
      end.effort ??
      (mayBeGroup ? readBracketWithin(text.text, start.at) : null),
    name: nameSpan(text.text, mayBeGroup),
  };
}

/** `Write it (2-3 hours) - action item 1`: an estimate in brackets that ends the name. */
function readBracketWithin(line: string, from: number): Effort | null {
  BRACKET_WITHIN.lastIndex = from;
  const inside = BRACKET_WITHIN.exec(line)?.[1];
  return inside === undefined ? null : readEffortTag(inside.trim());
}

const BRACKET_WITHIN = /[([]([^()[\]]{2,24})[)\]](?=[:：]\s|\s[–—-]\s)/gu;

const BOX = /\[([ xX✓✔~/-])\][ \t]+(?=\S)/uy;

/** The box before a heading's words; that of an item is no part of its text. */
function boxOf(line: string, isHeading: boolean): RegExpExecArray | null {
  if (!isHeading) return null;
  BOX.lastIndex = decorationLength(line);
  return BOX.exec(line);
}

function readBox(line: string, isHeading: boolean, legend: Legend): FoundStatus | null {
  const box = boxOf(line, isHeading);
  if (!box) return null;
  const from = box.index + 1;
  return { status: statusOfBox(box[1] ?? '', legend), kind: 'box', from, to: from + 1 };
}

/** `` Bind undo to `S` `` */
const NAMES_LETTER = /(?:^|\s)(?:to|keys?|press|letters?|with|as|by|hit|type|and|or|is)\s+$|[=+/,]\s*$/iu;

/** `` Search `M` ``: a size in code is a tag as `[M]` is. */
function sizeInCode({ text, marked }: PlainText): { readonly at: number; readonly effort: Effort } | null {
  const last = marked.at(-1);
  if (last?.kind !== 'code' || last.from === 0 || text.slice(last.to).trim() !== '') return null;
  if (NAMES_LETTER.test(text.slice(0, last.from))) return null;
  const effort = readSizeTag(text.slice(last.from, last.to));
  return effort && { at: last.from, effort };
}

/** What stands in code and says more than one word (`status: done`) claims nothing: it is letters to readers of ends. */
function withoutCode({ text, marked }: PlainText): string {
  let masked = text;
  for (const { kind, from, to } of marked)
    if (kind === 'code' && SAYS_MORE.test(text.slice(from, to)))
      masked = masked.slice(0, from) + 'x'.repeat(to - from) + masked.slice(to);
  return masked;
}

const SAYS_MORE = /[:：=|–—]/u;

interface Start {
  readonly at: number;
  readonly group: FoundGroupWord | null;
  readonly id: FoundId | null;
  readonly aliases: readonly string[];
  readonly status: FoundStatus | null;
  readonly priority: string | null;
  readonly effort: Effort | null;
}

const TAG = /\[([^\]\n]{1,24})\]\s*:?\s*/uy;

function readStart(text: PlainText, mayBeGroup: boolean): Start {
  const line = text.text;
  const { tags, group, id, end } = readOpening(line, mayBeGroup);
  const aliases: string[] = [];
  const at = id ? readAliases(line, id, end, aliases) : end;
  const more = readTags(line, at + decorationLength(line.slice(at)));
  const lead =
    (id ?? group) === null
      ? readLeadingStatus(line, more.end)
      : (readStandingOut(text, more.end) ?? readLeadingStatus(line, more.end));
  return {
    at: lead.end,
    group,
    id,
    aliases,
    status: lead.status,
    priority: tags.priority ?? more.priority ?? lead.priority,
    effort: tags.effort ?? more.effort,
  };
}

/**
 * The id of a headline alone, which costs less than all of it.
 * @param mayBeGroup as in `readHeadline`.
 */
export function readHeadlineId(line: string, mayBeGroup = true): FoundId | null {
  return readOpening(line, mayBeGroup).id;
}

interface Opening {
  readonly tags: Tags;
  readonly group: FoundGroupWord | null;
  readonly id: FoundId | null;
  /** Behind the id or the group's word. */
  readonly end: number;
}

function readOpening(line: string, mayBeGroup: boolean): Opening {
  const box = boxOf(line, mayBeGroup);
  let at = box ? box.index + box[0].length : decorationLength(line);
  const tags = readTags(line, at);
  at = tags.end;
  const group = tags.id || !mayBeGroup ? null : findGroupWord(line, at);
  let id =
    tags.id ?? (group?.number != null && group.kind !== 'priority' ? null : findId(line, at, mayBeGroup));
  if (id === null && group === null) id = findId(line, at, mayBeGroup);
  // `[E1-F4] Story 1.4.1: …`: the tag says what the story belongs to.
  const named = tags.id && findId(line, at);
  if (named?.kind === 'word' && named.separated) id = named;
  if (id && COUNTS.has(id.word ?? '') && !endsWord(line, id)) id = null;
  const usesGroup = group !== null && (id === null || id.kind === 'number');
  if (usesGroup) id = null;
  at = id ? id.end : usesGroup ? group.end : at;
  if (id?.kind === 'number') {
    // `1. BUG-7 + PERF-1: …`: the number only orders, the code is the id.
    const code = findId(line, at + decorationLength(line.slice(at)));
    if (
      code &&
      (code.kind === 'code' || code.kind === 'own' || (code.kind === 'word' && endsWord(line, code))) &&
      (code.separated || (id.separated && !isLevelBefore(id, code)))
    ) {
      id = code;
      at = code.end;
    }
  }
  return { tags, group: usesGroup ? group : null, id, end: at };
}

/** `3-5. C4 is too thin`: a number of several levels is an id itself, and the short code behind it a word. */
function isLevelBefore(number: FoundId, code: FoundId): boolean {
  return /[.-]/.test(number.id) && code.kind === 'code' && !/[-_]/.test(code.id);
}

/** Kind words that say what to do with so many things as often. */
const COUNTS: ReadonlySet<string> = new Set(['fix', 'change']);

/** `Fix 11 type errors` counts what is to be fixed; `Fix 11: …` is the eleventh fix. */
function endsWord(line: string, { separated, span }: FoundId): boolean {
  return separated || !/^\s+\p{L}/u.test(line.slice(span.to));
}

interface Tags {
  readonly end: number;
  readonly id: FoundId | null;
  readonly priority: string | null;
  readonly effort: Effort | null;
}

/** `[P0]`, `[S]`, `[US1]`, `[TASK-3]` before the words of a line. */
function readTags(line: string, from: number): Tags {
  let end = from;
  let id: FoundId | null = null;
  let priority: string | null = null;
  let effort: Effort | null = null;
  for (;;) {
    TAG.lastIndex = end;
    const match = TAG.exec(line);
    if (!match?.[1]) return { end, id, priority, effort };
    const tag = match[1].trim();
    if (!isTag(tag)) return { end, id, priority, effort };
    effort ??= readSizeTag(tag);
    if (PRIORITY_WORD.test(tag)) priority ??= tag;
    const inside = from === end ? findId(tag) : null;
    if (
      inside &&
      (inside.kind === 'code' || inside.kind === 'hash' || inside.kind === 'own') &&
      inside.end === tag.length &&
      !/^(?:US|P)\d*$/.test(tag)
    ) {
      const start = match.index + match[0].indexOf(tag);
      id ??= {
        ...inside,
        span: { from: start, to: start + tag.length },
        separated: true,
        end: TAG.lastIndex,
      };
    }
    end = TAG.lastIndex + decorationLength(line.slice(TAG.lastIndex));
  }
}

/** A tag is not a wiki link's or a placeholder's bracket. */
function isTag(tag: string): boolean {
  return !tag.startsWith('[') && !/^\p{Ll}/u.test(tag) && !/\s\p{Ll}/u.test(tag);
}

const JOINED_ALIAS = /\s*(?:\+|&|,|\/|and)\s*/uy;

/** `BUG-7 + PERF-1: …`: more ids of the same task. */
function readAliases(line: string, id: FoundId, at: number, aliases: string[]): number {
  let end = at;
  let from = id.span.to;
  for (;;) {
    JOINED_ALIAS.lastIndex = from;
    const joined = JOINED_ALIAS.exec(line);
    if (!joined) return end;
    const next = findId(line, JOINED_ALIAS.lastIndex);
    if (!next || next.kind === 'number' || next.kind === 'word') return end;
    aliases.push(next.id);
    end = next.end;
    from = next.span.to;
  }
}

interface LeadingStatus {
  readonly end: number;
  readonly status: FoundStatus | null;
  readonly priority: string | null;
}

/** `M1: DONE Lay the tiles`, `M2: **Done** — Paint`: capitals or bold part a state from the title behind an id. */
function readStandingOut({ text: line, marked }: PlainText, from: number): LeadingStatus | null {
  const strong = marked.find((mark) => mark.kind === 'strong' && mark.from === from);
  const head = strong
    ? line.slice(from, strong.to)
    : (/^\p{Lu}[\p{Lu}' -]+(?=\s)(?=.*\p{Ll})/u.exec(line.slice(from))?.[0] ?? '');
  const found = readEdgeWord(head, strong !== undefined);
  if (!found || (strong ? found.to < head.trimEnd().length : namesTopic(head, found))) return null;
  const end = from + found.to;
  return { end: end + decorationLength(line.slice(end)), status: shiftStatus(found, from), priority: null };
}

/** `REVIEW of the plan` is work, and so may be `OPEN`. */
function namesTopic(text: string, { from, to }: FoundStatus): boolean {
  return words().topics.has(wordKey(text.slice(from, to)));
}

/** `FIXED: …` or `CRITICAL FIXED: …` between the id and the title, and `DONE - …` or `DONE 2030-01-31 …` in capitals. */
function readLeadingStatus(line: string, from: number): LeadingStatus {
  const none = { end: from, status: null, priority: null };
  const opening = line.slice(from, from + 60);
  const colon = /^([^:：]{2,40})[:：]\s+/u.exec(opening);
  const match = colon ?? CAPITALS_DASH.exec(opening);
  if (!match?.[1]) return none;
  const words = withoutDecoration(match[1]);
  if (PRIORITY_WORD.test(words))
    return colon ? { end: from + match[0].length, status: null, priority: words } : none;
  const priority = /^\p{L}+/u.exec(words)?.[0] ?? '';
  const rest = PRIORITY_WORD.test(priority) ? words.slice(priority.length).trim() : words;
  const found = findStatusWord(rest);
  if (!found || found.from !== 0 || !/^[^\p{L}\p{N}]*$/u.test(rest.slice(found.to))) return none;
  if (!colon && namesTopic(rest, found)) return none;
  const start = from + match[1].indexOf(rest);
  return {
    end: from + match[0].length,
    status: { ...found, from: start, to: start + found.to },
    priority: rest === words ? null : priority,
  };
}

const CAPITALS_DASH = /^(\p{Lu}[\p{Lu} ]{2,24})\s+(?:[-–—]|\(?20\d\d-\d\d-\d\d\b\)?:?)\s+(?=\S)/u;

/** A mark before the words of the line or behind them; among them it is part of what they say. */
function findEdgeMark(line: string, from: number, legend: Legend): FoundStatus | null {
  const leading = findStatusMark(line.slice(0, from), legend, true);
  if (leading) return leading;
  for (let at = from; at < line.length;) {
    const found = findStatusMark(line.slice(at), legend, true);
    if (!found) return null;
    if (!/\p{Ll}/u.test(line.slice(at + found.to).replace(BRACKETED, ''))) return shiftStatus(found, at);
    at += found.to;
  }
  return null;
}

/** `**Kitchen** ✅ with new tiles`: the mark stands behind the name, and the text goes on. */
function findMarkBehindBold({ text, marked }: PlainText, legend: Legend): FoundStatus | null {
  const [bold] = marked;
  if (bold?.kind !== 'strong' || bold.from > decorationLength(text)) return null;
  const behind = /^[ \t:：]*/u.exec(text.slice(bold.to))?.[0].length ?? 0;
  const found = findStatusMark(text.slice(bold.to + behind, bold.to + behind + 4), legend, true);
  return found?.from === 0 ? shiftStatus(found, bold.to + behind) : null;
}

const BRACKETED = /[([（][^()[\]（）]*[)\]）]|\s[-–—]\s.*$/gu;

/** A title that is struck through as a whole is cancelled work. */
function findStrike(text: PlainText, from: number, to: number): FoundStatus | null {
  const end = text.text.slice(0, to).trimEnd().length;
  const strike = text.marked.find(
    (mark) => mark.kind === 'strike' && mark.from <= from && mark.to >= end && mark.to > mark.from,
  );
  return strike ? { status: 'cancelled', kind: 'strike', from: strike.from, to: strike.to } : null;
}

// `(Weeks 1-3)`, `(5 tasks, 15 hours)`, `(Priority: P1)`, `(depends on T003)`: remarks about the work.
const REMARK =
  /(?<!\s)\s*[(（](?:[^()（）]*\b(?:weeks?|days?|months?|hours?|tasks?|issues?|priority|semanas?|semaines?|wochen?)\b[^()（）]*|(?:depends on|blocked by|after|requires)\s[^()（）]*|[^()（）]*[周週]|Q[1-4][^()（）]*|P[0-5])[)）]/giu;

/** Without decoration, remarks about the work, and punctuation at its edges: of `(Search): by name`, `Search: by name` is left. */
export function cleanTitle(text: string): string {
  return withoutDecoration(text.replace(REMARK, ''))
    .replace(/^[\s:：\-–—.|]+|(?<![\s:：\-–—|])[\s:：\-–—|]+$/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/^[(（]([^()（）]+)[)）](?=\s?[:：]|$)/u, '$1');
}

function nameSpan(line: string, isHeading: boolean): Span {
  const box = boxOf(line, isHeading);
  const from = box ? box.index + box[0].length : Math.min(decorationLength(line), line.length);
  return { from, to: Math.max(from, line.trimEnd().length) };
}

/** The key under which ids are compared: without case, kind word and `#`. */
export function idKey(id: string): string {
  return fold(id).replace(/^#/, '').trim();
}
