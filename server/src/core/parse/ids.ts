import { WordPattern, compile } from '../text/patterns.ts';
import type { Span } from '../text/source.ts';
import type { GroupKind } from '../model/document.ts';
import { anyOf, fold, madeOfWords, wordKey, words } from './vocabulary/index.ts';

/** An id at the start of a text. Offsets are those of the text. */
export interface FoundId {
  /** As written, without kind word and punctuation. */
  readonly id: string;
  readonly span: Span;
  /**
   * How sure it is: `own` (a form that the project names), `word` (Task 1.1, BUG #3), `code` (P0-1, T001),
   * `hash` (#12) and `number` (3, 1.1).
   */
  readonly kind: 'own' | 'word' | 'code' | 'hash' | 'number';
  /** The kind word before it, folded; null without one. */
  readonly word: string | null;
  /** A colon, dash, bracket or full stop ends it. */
  readonly separated: boolean;
  /** Where the text after the id and its punctuation starts. */
  readonly end: number;
}

/** A word such as Phase or Sprint at the start of a text, and its number if it has one. */
export interface FoundGroupWord {
  readonly kind: Exclude<GroupKind, 'section'>;
  /** `Phase 1`, `v1.2`; null for a bare word. */
  readonly id: string | null;
  readonly number: string | null;
  readonly span: Span;
  /** Where the text after it and its punctuation starts. */
  readonly end: number;
  readonly separated: boolean;
}

const SEPARATOR =
  /\+?(?:\s*(?:[:：、｜]|[âa]€[“”–—]|[)\]])+[\s:：]*|\s+(?:-|–|—|\||·)+\s+|\.\s+|\.$|\s*[–—]\s*)/uy;
const BLANK_OR_END = /(?:\s+|$)/uy;

// The id after a kind word: 3, 1.1, #38, T2.1.1, A3, A.3, 4a, 2B.1, 247-A, BUG-7.
const wordId = madeOfWords(({ tasks }) =>
  compile(
    `${anyOf(tasks)}\\s*[-_]?\\s*(?:no\\.?\\s*|n[ro]\\.?\\s*|[№])?(#?(?:[a-z]{1,4}-?|[a-z]\\.)?\\d+(?:[a-z](?=\\.\\d))?(?:[.-]\\d+)*(?:[a-z]|-[a-z](?![\\p{L}\\p{N}-]))?)(?![\\p{L}\\p{N}])`,
    'y',
  ),
);
/** `Task A: …`, `Step B – …`: a letter counts only as a capital that punctuation closes. */
const wordLetter = madeOfWords(({ tasks, steps }) =>
  compile(`${anyOf([...tasks, ...steps])}\\s+([a-z])(?=\\s*[:：.)]\\s|\\s+[-–—]\\s)`, 'y'),
);
const stepNumber = madeOfWords(
  ({ steps }) =>
    new RegExp(
      `${anyOf(steps)}\\s*((?:(?<=\\s)[a-z]{1,3}-?)?\\d+(?:[a-z](?=\\.\\d))?(?:\\.\\d+)*[a-z]?)(?![\\p{L}\\p{N}])`,
      'uy',
    ),
);
const CAPITALS_HASH = /[\p{Lu}][\p{Lu}\d]+(?:\s+[\p{Lu}][\p{Lu}\d]+)?\s+(#\d+[a-z]?)(?![\p{L}\p{N}])/uy;
const HASH = compile(String.raw`#\d+[a-z]?(?![\p{L}\p{N}])`, 'y');
/** Of the scripts that have capitals and are written in plans: `ЗД-1` is an id as `AB-1` is. */
export const CAPITALS = 'A-ZÀ-ÖØ-ÞĄĆČĎĘĚĞĹĽŁŃŇŐŒŔŘŚŞŠŤŮŰŹŻŽΑ-ΡΣ-ΩА-ЯЁЂЄІЇЈЉЊЋЎЏҐ';
const DASHED_CODE = compile(
  String.raw`[${CAPITALS}][${CAPITALS}0-9]{0,11}(?:[-_][${CAPITALS}][${CAPITALS}0-9]*)*(?:[-_]|-[A-Z](?=\d{3}))\d+(?:[.-]\d+)*[A-Za-z]?(?:-[A-Z][A-Z0-9]*)*(?![\p{L}\p{N}])(?:\(\d+\))?`,
  'y',
);
const COMPACT_CODE = compile(
  String.raw`[A-Z]{1,4}\d+(?:[.:-]?(?:[A-Z]{1,3})?\d+)*(?:[a-z]|(?<=\d\d)[A-Z])?(?:-[A-Z](?![\p{L}\p{N}]))?(?![\p{L}\p{N}])`,
  'y',
);
/** `1A.2` below Phase 1A. */
const LETTERED_CODE = /\d{1,2}[A-Z](?:\.\d+)+(?![\p{L}\p{N}%])/uy;
// `1-1. Title`: a hyphen parts levels only where punctuation closes the number; `1-2 weeks` is a range.
// `1.B — Title`: neither is a capital a level of `1.A plan`. `21:45` is a time, `2/3` a share or a date.
const NUMBER = compile(
  String.raw`(?:\d+(?:-\d+)+[a-z]?(?=[.:：)、]\s)|\d+(?:\.\d+)*\.[A-Z](?=[:：)]|\s+[-–—]\s)|\d+(?:\.\d+)*[a-z]\.(?:[ivx]{1,4}|\d+)|\d+(?:\.\d+)*[a-z]?)(?![\p{L}\p{N}%]|:[0-5]\d(?!\d)|/\d)`,
  'y',
);
/** `01-02-PLAN.md — Schema`: the plan is told by the name of its file. */
const PLAN_FILE = /(\d{1,3}(?:\.\d{1,2})?-\d{1,3})-PLAN(?:\.md)?(?=\s*[:：–—]|\s+-{1,2}\s)/uy;
// P0, Q1 and V2 alone are a priority, a quarter and a version.
// CVE-2024-1, RFC-7231, UTF-8, ES2022, HTTP-404 and the error P2002 name what everybody calls so.
export const NOT_AN_ID =
  /^(?:P[0-5]|Q[1-4]|V\d+|H[12]|(?:CVE|CWE|RFC|ISO|IEC|IEEE|UTF|SHA|AES|RSA|HTTP|WCAG|GHSA)[-_]?\d.*|(?:ES|TS|P)\d{4})$/;
/** What a system has to do, not what somebody has to do: FR-001, NFR2, AC-3. */
export const REQUIREMENT = /^(?:FR|NFR|REQ|AC|SC|BR|UR|SRS|ADR|RNF|RF|EC|KPI|OKR)[-_]?[A-Z]*[-_]?\d/;
/** Kind words that name causes, aims and results as often as work. */
export const COMMON_WORDS: ReadonlySet<string> = new Set([
  'problem',
  'change',
  'action',
  'recommendation',
  'goal',
  'objective',
  'finding',
]);

// `Slice 2: …`, `Gap #3 — …`, `Part B: …`, `Step S2a: …`, `单元2：…`; not `OAuth2: …`.
const OTHER_WORD =
  /(\p{L}{2,20})(?:\s+#?|-|#|(?<=\p{Script=Han}|\p{Script=Hangul}|\p{Script=Katakana}))(\d{1,3}(?:\.\d{1,3})*[a-z]?|\p{Lu}|\p{Lu}{1,2}-?\d{1,3}[a-z]?)(?=\s*[:：–—]|\s+-\s|\)?\.?\s*$)/uy;

/** A number behind a word of any kind: an id only where others beside it have the same word. */
export function findOtherWord(text: string, at: number): FoundId | null {
  const match = matchAt(OTHER_WORD, text, at);
  if (!match?.[1] || !match[2]) return null;
  const to = at + match[0].length;
  return finish(text, match[2], { from: to - match[2].length, to }, 'number', wordKey(match[1]));
}

const CODE_WORDS = /^(?:EPIC|PHASE|SPRINT|MILESTONE|STAGE|WAVE)[-_ ]/i;

/**
 * The id at the start of a text; `at` is where to look.
 * @param mayBeStep in a list, `Step 2: …` is no more than the second step of something.
 */
export function findId(text: string, at = 0, mayBeStep = false): FoundId | null {
  return (
    findOwnForm(text, at) ??
    findWordId(text, at) ??
    findWordLetter(text, at, mayBeStep) ??
    (mayBeStep ? findStep(text, at) : null) ??
    findCode(text, at) ??
    findHash(text, at) ??
    findPlanFile(text, at) ??
    findNumber(text, at)
  );
}

/** An id of a form that the project names. */
function findOwnForm(text: string, at: number): FoundId | null {
  const { ids } = words();
  const match = ids === null ? null : matchAt(ids, text, at);
  return match ? finish(text, match[0], { from: at, to: at + match[0].length }, 'own', null) : null;
}

function findWordId(text: string, at: number): FoundId | null {
  const folded = fold(text);
  const match = matchAt(wordId(), folded, at);
  if (match?.[1]) {
    const to = at + match[0].length;
    const from = to - match[1].length;
    // `BUG-7` is a code of the document's own, and so are `Task-7` and `任务-7`; `Bug 7` is the seventh bug.
    if (text[from - 1] === '-' || text[from - 1] === '_') return findWordCode(text, { from: at, to });
    const word = wordKey(folded.slice(at, from).replace(/[^\p{L}\s-]+/gu, ' '));
    return finish(text, text.slice(from, to), { from, to }, 'word', word);
  }
  const capitals = text.includes('#', at) ? matchAt(CAPITALS_HASH, text, at) : null;
  if (!capitals?.[1]) return null;
  const to = at + capitals[0].length;
  const from = to - capitals[1].length;
  return finish(text, capitals[1], { from, to }, 'word', wordKey(text.slice(at, from)));
}

/** `Task-7`, `任务-7`; `bug-7` in small letters may be a branch or a file, unless punctuation closes it. */
function findWordCode(text: string, span: Span): FoundId | null {
  const id = text.slice(span.from, span.to);
  if (/\s/.test(id) || /^[^\p{Ll}\p{Lo}]+$/u.test(id)) return null;
  const found = finish(text, id, span, 'code', null);
  return found.separated || /^[\p{Lu}\p{Lo}]/u.test(id) ? found : null;
}

/** `Task A: …` is one of several tasks; `Step A: …` is as weak as a numbered step. */
function findWordLetter(text: string, at: number, mayBeStep: boolean): FoundId | null {
  const folded = fold(text);
  const match = matchAt(wordLetter(), folded, at);
  if (!match?.[1]) return null;
  const to = at + match[0].length;
  const from = to - 1;
  const letter = text.slice(from, to);
  if (letter !== letter.toUpperCase()) return null;
  const word = wordKey(folded.slice(at, from));
  const isStep = words().steps.has(word);
  if (isStep && !mayBeStep) return null;
  return finish(text, letter, { from, to }, isStep ? 'number' : 'word', word);
}

/** `Step 1.2: …`: a number that is as weak as one without a word. */
function findStep(text: string, at: number): FoundId | null {
  const folded = fold(text);
  const match = matchAt(stepNumber(), folded, at);
  if (!match?.[1]) return null;
  const to = at + match[0].length;
  const from = to - match[1].length;
  const word = wordKey(folded.slice(at, from));
  const found = finish(text, text.slice(from, to), { from, to }, 'number', word);
  return found.separated ? found : null;
}

function findCode(text: string, at: number): FoundId | null {
  const match =
    matchAt(DASHED_CODE, text, at) ?? matchAt(COMPACT_CODE, text, at) ?? matchAt(LETTERED_CODE, text, at);
  if (!match || NOT_AN_ID.test(match[0]) || CODE_WORDS.test(match[0])) return null;
  return finish(text, match[0], { from: at, to: at + match[0].length }, 'code', null);
}

function findHash(text: string, at: number): FoundId | null {
  const match = matchAt(HASH, text, at);
  return match ? finish(text, match[0], { from: at, to: at + match[0].length }, 'hash', null) : null;
}

/** The kind word of what is told by the name of its file. */
export const PLAN = 'plan';

/** The number of a plan in the name of its file; what follows the name is the title. */
function findPlanFile(text: string, at: number): FoundId | null {
  const match = matchAt(PLAN_FILE, text, at);
  if (!match?.[1]) return null;
  const { end } = finish(text, match[1], { from: at, to: at + match[0].length }, 'word', PLAN);
  const span = { from: at, to: at + match[1].length };
  return { id: match[1], span, kind: 'word', word: PLAN, separated: true, end };
}

function findNumber(text: string, at: number): FoundId | null {
  // `(12) Title`: the closing bracket ends the number.
  const from = text[at] === '(' ? at + 1 : at;
  const match = matchAt(NUMBER, text, from);
  if (!match) return null;
  const to = from + match[0].length;
  if (from > at && text[to] !== ')') return null;
  const found = finish(text, match[0], { from, to }, 'number', null);
  // A year or a date, or the address of a machine.
  if (/^(?:19|20)\d\d(?:-|$)/.test(found.id) || ADDRESS.test(found.id)) return null;
  return found;
}

/** `10.0.0.1`, `192.168.1.20`, `172.16.0.4`: in none of its four levels does a plan have so many items, or none. */
const ADDRESS = /^(?=.*(?:\d{3}|\b0\b))\d{1,3}(?:\.\d{1,3}){3}$/;

function finish(text: string, id: string, span: Span, kind: FoundId['kind'], word: string | null): FoundId {
  const separator = matchAt(SEPARATOR, text, span.to);
  if (separator) return { id, span, kind, word, separated: true, end: span.to + separator[0].length };
  const blank = matchAt(BLANK_OR_END, text, span.to);
  return { id, span, kind, word, separated: false, end: span.to + (blank?.[0].length ?? 0) };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

const groupPatterns = madeOfWords(({ groups }) => {
  const word = anyOf(groups.keys());
  return {
    numbered: compile(
      `(${word})\\s*[-_#]?\\s*((?:v?\\d+(?:\\.\\d+)*(?:[a-z](?=\\s*[:：.(（–—-]|\\s*$))?|[ivx]+|[a-z]|[a-z]?\\d+)(?:\\s*(?:-|–|—|[âa]€[“”–—]|&|\\+|/|and|to|bis)\\s*\\d+(?:\\.\\d+)*)?\\+?)(?![\\p{L}\\p{N}])`,
      'y',
    ),
    alone: compile(`(${word})(?=\\s*[:：–—-]|\\s*$)`, 'y'),
  };
});
/** `Wave 1 — 5 tracks`: how many there are. `Waves 1 – 5` and `Week 1-2` are ranges. */
const COUNT_BEHIND_DASH = /\s+[-–—]\s+\d+$/u;
const VERSION = new WordPattern(
  String.raw`v(?:ersion)?\s?\d+(?:\.(?:\d+|x))*(?:-[a-z0-9.]+)?(?![\p{L}\p{N}])`,
  'y',
);
const CHINESE_GROUP =
  /第\s*([一二三四五六七八九十百\d]+)\s*(阶段|階段|期|周|週|步|部分|フェーズ|段階|스프린트)/uy;
const NUMBER_BEHIND =
  /(?:阶段|階段|フェーズ|段階|단계|迭代|冲刺|里程碑|スプリント)\s*([一二三四五六七八九十]+)/uy;
const NUMBER_BEFORE = new WordPattern(
  String.raw`(\d+)(?:\.|er|\u00e8re|e|st|nd|rd|th)?\s*(단계|주차|フェーズ|段階|阶段|階段|週目|phase|stufe|etappe|woche)(?![\p{L}\p{N}])`,
  'y',
);
/** `8. Phase 4: …`: the number in front only orders. */
const ORDINAL = /\d+[.)]\s+/uy;
/** `2.0.0-beta2` and nothing behind it but a remark. */
const BARE_VERSION = /\d+\.\d+\.\d+(?:-[a-z0-9.]+)?(?=\s*(?:$|[([（]|[-–—]\s+\d{4}))/uy;
const PRIORITY = new WordPattern(
  String.raw`(?:p([0-5])|(?:(?:critical|urgent|high|highest|medium|low|lowest|important|alta|media|baja|crítica|haute|moyenne|basse|hoch|mittel|niedrig|hohe|mittlere|niedrige|critique)(?:er|e)?(?:\s+(?:priority|prio|severity|impact|priorit[äy]t?|prioridad|priorité))?))(?![\p{L}\p{N}])`,
  'y',
);
const MILESTONE_CODE = compile(String.raw`M(\d+(?:\.\d+)?)(?![\p{L}\p{N}])`, 'y');
const QUARTER = compile(String.raw`Q([1-4])(?:\s*[/-]?\s*(?:20)\d\d)?(?![\p{L}\p{N}])`, 'y');

/** The container word at the start of a text. */
export function findGroupWord(text: string, at = 0): FoundGroupWord | null {
  const folded = fold(text);
  const numbered = matchAt(groupPatterns().numbered, folded, at);
  if (numbered?.[1] && numbered[2]) {
    const kind = words().groups.get(wordKey(numbered[1]));
    // As written: `Phase E` is no phase e.
    const from = at + numbered[0].lastIndexOf(numbered[2]);
    const to = at + numbered[0].length;
    const counted = numbered[1].endsWith('s') ? null : COUNT_BEHIND_DASH.exec(text.slice(from, to));
    const end = counted && /^\s+\p{L}/u.test(text.slice(to)) ? from + counted.index : to;
    if (kind) return group(text, kind, at, end - at, text.slice(from, end), null);
  }
  const ordinal = matchAt(ORDINAL, text, at);
  const behind = ordinal && matchAt(groupPatterns().numbered, folded, at + ordinal[0].length);
  if (ordinal && behind) return findGroupWord(text, at + ordinal[0].length);
  const chinese =
    matchAt(CHINESE_GROUP, text, at) ?? matchAt(NUMBER_BEHIND, text, at) ?? NUMBER_BEFORE.execAt(text, at);
  if (chinese) return group(text, 'phase', at, chinese[0].length, chinese[1] ?? '', null);
  const version = VERSION.execAt(text, at);
  if (version)
    return group(
      text,
      'milestone',
      at,
      version[0].length,
      version[0],
      text.slice(at, at + version[0].length),
    );
  const bare = matchAt(BARE_VERSION, text, at);
  if (bare) return group(text, 'milestone', at, bare[0].length, bare[0], bare[0]);
  const milestone = matchAt(MILESTONE_CODE, text, at);
  if (milestone) return group(text, 'milestone', at, milestone[0].length, milestone[0], milestone[0]);
  const quarter = matchAt(QUARTER, text, at);
  if (quarter) return group(text, 'phase', at, quarter[0].length, quarter[0], quarter[0]);
  return findBareGroupWord(text, folded, at);
}

function findBareGroupWord(text: string, folded: string, at: number): FoundGroupWord | null {
  const priority = PRIORITY.execAt(text, at);
  if (priority)
    return group(
      text,
      'priority',
      at,
      priority[0].length,
      priority[1] === undefined ? null : `P${priority[1]}`,
      null,
    );
  const alone = matchAt(groupPatterns().alone, folded, at);
  const kind = alone?.[1] === undefined ? undefined : words().groups.get(wordKey(alone[1]));
  return alone && kind ? group(text, kind, at, alone[0].length, null, null) : null;
}

function group(
  text: string,
  kind: FoundGroupWord['kind'],
  at: number,
  length: number,
  number: string | null,
  id: string | null,
): FoundGroupWord {
  const span = { from: at, to: at + length };
  const written = text.slice(span.from, span.to).trim();
  const ending = finish(text, written, span, 'word', null);
  return {
    kind,
    id: id ?? (number === null ? null : written),
    number: number === null ? null : number.trim(),
    span,
    end: ending.end,
    separated: ending.separated || ending.end >= text.length,
  };
}
