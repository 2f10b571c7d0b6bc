import type { Dependency, GroupKind } from '../model/document.ts';
import { type Memory, isEqual } from '../remember.ts';
import type { Span } from '../text/source.ts';
import type { FieldEntry, GroupDraft, TaskDraft } from './drafts.ts';
import { idKey } from './headline.ts';
import { CAPITALS, NOT_AN_ID, REQUIREMENT } from './ids.ts';
import { valuesOf } from './properties.ts';
import { type PlainText, sourceSpan } from './text.ts';
import { NOTHING_WORDS, SOFT_WORDS, anyOf, fold, madeOfWords, wordKey, words } from './vocabulary/index.ts';
import { WordPattern, anyCase, compile } from '../text/patterns.ts';

/** Every id of the document, as it is written where it is defined. */
export interface KnownIds {
  byKey(key: string): string | undefined;
  /** The id of the only unit with a title that a dependency field names; it is folded. */
  byTitle(title: string): string | undefined;
  /** Whether an id begins with these letters, before its first digit. */
  hasPrefix(prefix: string): boolean;
  /** Whether an id is a code of capitals and a number with this sign between them, or consists of numbers with these dots. */
  hasSeparator(sign: string): boolean;
  /** In document order: what lies between the ends of a range. */
  readonly ordered: readonly string[];
}

/**
 * Passes on the ids of a document, and remembers what was asked: what was read with them stays true of other
 * ids that give the same answers.
 */
export class AskedIds implements KnownIds {
  /** The newest of those that give these answers. */
  #ids: KnownIds;
  #asked: (readonly [question: Question, key: string, answer: unknown])[] | undefined;
  #isOrderAsked = false;

  constructor(ids: KnownIds) {
    this.#ids = ids;
  }

  byKey(key: string): string | undefined {
    return this.#noted('byKey', key, this.#ids.byKey(key));
  }

  byTitle(title: string): string | undefined {
    return this.#noted('byTitle', title, this.#ids.byTitle(title));
  }

  hasPrefix(prefix: string): boolean {
    return this.#noted('hasPrefix', prefix, this.#ids.hasPrefix(prefix));
  }

  hasSeparator(sign: string): boolean {
    return this.#noted('hasSeparator', sign, this.#ids.hasSeparator(sign));
  }

  get ordered(): readonly string[] {
    this.#isOrderAsked = true;
    return this.#ids.ordered;
  }

  /** Whether other ids give the answers that were given. */
  areAnswersOf(ids: KnownIds): boolean {
    if (ids === this.#ids) return true;
    if (this.#isOrderAsked) return false;
    const areSame = this.#asked?.every(([question, key, answer]) => ids[question](key) === answer) ?? true;
    if (areSame) this.#ids = ids;
    return areSame;
  }

  #noted<T>(question: Question, key: string, answer: T): T {
    (this.#asked ??= []).push([question, key, answer]);
    return answer;
  }
}

type Question = 'byKey' | 'byTitle' | 'hasPrefix' | 'hasSeparator';

/** The same value as for the last version of the document if no id changed. */
export function collectIds(
  memory: Memory,
  tasks: readonly TaskDraft[],
  groups: readonly GroupDraft[],
): KnownIds {
  const ofTasks = memory.flatMap('ids in drafts', NOTHING, tasks, ({ id, aliases }) =>
    id === null ? aliases : [id, ...aliases],
  );
  const ofGroups = groups.flatMap(({ headline }) => headline.group?.id ?? []);
  const named = namedTitles(memory, tasks, groups);
  return memory.derive('ids', [ofTasks, named, ...ofGroups], () =>
    indexIds([...ofTasks, ...ofGroups], named),
  );
}

const NOTHING: readonly never[] = [];

/**
 * The titles that dependency fields name, and the id of the only unit called so; null if there are more. The same
 * value while these are: other titles may change as they like.
 */
function namedTitles(
  memory: Memory,
  tasks: readonly TaskDraft[],
  groups: readonly GroupDraft[],
): ReadonlyMap<string, string | null> {
  const inTasks = memory.flatMap('names in tasks', NOTHING, tasks, ({ body }) => namesIn(body.fields));
  const inGroups = memory.flatMap('names in groups', NOTHING, groups, ({ fields }) => namesIn(fields));
  if (inTasks.length + inGroups.length === 0) return NO_TITLES;
  const ofTasks = memory.map('named tasks', NOTHING, tasks, ({ title, id }) => [title, id] as const);
  const ofGroups = memory.map(
    'named groups',
    NOTHING,
    groups,
    ({ headline }) => [headline.title, headline.group?.id ?? null] as const,
  );
  return memory.derive(
    'named titles',
    [inTasks, inGroups, ofTasks, ofGroups],
    () => indexTitles(new Set([...inTasks, ...inGroups]), [...ofTasks, ...ofGroups]),
    isEqual,
  );
}

const NO_TITLES: ReadonlyMap<string, string | null> = new Map();

function indexTitles(
  wanted: ReadonlySet<string>,
  units: readonly (readonly [title: string, id: string | null])[],
): ReadonlyMap<string, string | null> {
  const named = new Map<string, string | null>();
  for (const [title, id] of units) {
    if (id === null) continue;
    const key = fold(title);
    if (wanted.has(key)) named.set(key, named.has(key) ? null : id);
  }
  return named;
}

function namesIn(fields: readonly FieldEntry[]): string[] {
  return fields.flatMap((field) =>
    field.name === 'dependsOn'
      ? valuesOf(field).flatMap((value) => partsOf(value.text).map(({ key }) => key))
      : [],
  );
}

interface Part extends Span {
  /** Folded. */
  readonly key: string;
}

/** What stands between commas, without remarks in brackets: `Sign-in (required), Mail`. */
function partsOf(text: string): Part[] {
  const outside = blankBrackets(text);
  return Array.from(outside.matchAll(/[^,;，；、\n]+/gu), ({ 0: part, index }) => {
    const name = part.trim();
    const from = index + part.indexOf(name);
    return { key: fold(name), from, to: from + name.length };
  }).filter(({ key }) => /\p{L}{2}/u.test(key));
}

function indexIds(ids: readonly string[], named: ReadonlyMap<string, string | null>): KnownIds {
  const byKey = new Map<string, string>();
  const ordered: string[] = [];
  const prefixes = new Set<string>();
  const separators = new Set<string>();
  for (const id of ids) {
    if (byKey.has(idKey(id))) continue;
    byKey.set(idKey(id), id);
    ordered.push(id);
    const prefix = /^[\p{L}][\p{L}_-]*(?=\d)/u.exec(id)?.[0];
    if (prefix !== undefined) prefixes.add(prefix);
    const separator = PLAN_CODE.exec(id)?.[1] ?? dotsOf(id);
    if (separator !== undefined) separators.add(separator);
  }
  return {
    byKey: (key) => byKey.get(key),
    byTitle: (title) => named.get(title) ?? undefined,
    hasPrefix: (prefix) => prefixes.has(prefix),
    hasSeparator: (sign) => separators.has(sign),
    ordered,
  };
}

/** The ids that a task's or group's dependency fields name. */
export function readDependencies(
  fields: readonly FieldEntry[],
  extra: readonly PlainText[],
  ids: KnownIds,
): Dependency[] {
  const found: Dependency[] = [];
  for (const field of fields)
    if (field.name === 'dependsOn')
      for (const value of valuesOf(field))
        found.push(...readTitles(value, ids), ...readIdList(value, ids, true));
  for (const value of extra) found.push(...readIdList(value, ids, true));
  return withoutRepeats(found);
}

/** `user sign-in, Mail`: units named by their titles. */
function readTitles(value: PlainText, ids: KnownIds): Dependency[] {
  return partsOf(value.text).flatMap(({ key, from, to }) => {
    const id = ids.byTitle(key);
    if (id === undefined) return [];
    const raw = value.text.slice(from, to);
    return [{ id, raw, soft: isSoft(value.text, to), span: sourceSpan(value, { from, to }) }];
  });
}

/** The ids of a list that holds nothing else, whatever they look like: also those that no unit has. */
export function readOnlyIds(value: PlainText, ids: KnownIds): Dependency[] {
  const found = Array.from(value.text.matchAll(/[^,]+/gu), ({ 0: part, index }) => {
    const raw = part.trim();
    const from = index + part.indexOf(raw);
    const span = sourceSpan(value, { from, to: from + raw.length });
    return { id: ids.byKey(idKey(raw)) ?? raw, raw, soft: false, span };
  });
  return withoutRepeats(found.filter(({ raw }) => raw !== ''));
}

const IN_TEXT =
  /(?:depends\s+on|dependent\s+on|blocked\s+by|depend[es]\s+(?:de|da|di)|dépend\s+de|hängt\s+ab\s+von|abhängig\s+von|зависит\s+от|依赖于?|requires|after|deps?:|依存)\s*[:：]?\s*/giu;

/** To the end of a sentence or bracket; the full stops of `1.1` and `T1..T3` end none. */
const TO_THE_END = /^(?:[^.;)\]\n]|\.(?=[.\d])|(?<=\.)\.)*/u;

/**
 * Where the ids begin that somebody is about to write: behind `(depends on ` at the end of what stands before
 * a cursor. Null: no dependency is begun there.
 */
export function openDependencies(before: string): number | null {
  const match = [...before.matchAll(IN_TEXT)].at(-1);
  if (!match || UNENDED.test(match[0])) return null;
  if (COMMON.test(match[0]) && !/[(（]$/.test(before.slice(0, match.index))) return null;
  const from = match.index + match[0].length;
  return TO_THE_END.exec(before.slice(from))?.[0].length === before.length - from ? from : null;
}

/** A word that may go on: `depends on` is also how `depends once` begins. */
const UNENDED = /[\p{Script=Latin}\p{Script=Cyrillic}]$/u;
/** Words of any sentence, which speak of ids where a bracket begins with them: `(after T001)`. */
const COMMON = /^(?:after|requires)/i;

/** `(depends on T012)` within the text of an item: only ids that the document has. */
export function readDependenciesInText(text: PlainText, ids: KnownIds): Dependency[] {
  const found: Dependency[] = [];
  const said = blankDenials(text.text);
  for (const match of said.matchAll(IN_TEXT)) {
    const from = match.index + match[0].length;
    const rest = TO_THE_END.exec(said.slice(from))?.[0] ?? '';
    const value = slice(text, from, from + rest.length);
    for (const dependency of readIdList(value, ids, false)) found.push(dependency);
  }
  return withoutRepeats(found);
}

function slice(text: PlainText, from: number, to: number): PlainText {
  const runs = [{ at: 0, source: sourceSpan(text, { from, to }).from }];
  for (const run of text.runs)
    if (run.at > from && run.at < to) runs.push({ at: run.at - from, source: run.source });
  return { text: text.text.slice(from, to), marked: [], runs };
}

function withoutRepeats(dependencies: readonly Dependency[]): Dependency[] {
  const seen = new Set<string>();
  return dependencies.filter(({ id }) => {
    const isNew = !seen.has(idKey(id));
    seen.add(idKey(id));
    return isNew;
  });
}

const CODE = `#\\d+[a-z]?|[A-Za-z${CAPITALS}][A-Za-z${CAPITALS}0-9]{0,11}(?:[-_][A-Za-z${CAPITALS}][A-Za-z${CAPITALS}0-9]*)*[-_]\\d+(?:[.]\\d+)*[a-z]?(?:-[A-Z]+)*|[A-Z]{1,4}\\d+(?:[.:-]?[A-Z]{0,3}\\d+)*[a-z]?|\\d+(?:\\.\\d+)*[a-z]?`;
const PLURALS = [
  'tasks',
  'issues',
  'stories',
  'features',
  'phases',
  'epics',
  'steps',
  'sprints',
  'milestones',
  'items',
  'tareas',
  'tâches',
  'aufgaben',
  'fases',
  'bugs',
  'tickets',
];
// An id list: an optional kind word, then ids joined by commas, dashes and "and".
const mentions = madeOfWords(({ tasks, groups, ids }) => {
  const word = anyOf([...tasks, ...groups.keys(), ...PLURALS]);
  const codes = `${anyOf(tasks)}[-_]\\d+(?:[.]\\d+)*|${CODE}`;
  const code = ids === null ? codes : `${ids.source}|${codes}`;
  const list = `(?:(${word})\\s*|(?<![\\p{L}\\p{N}.]))(${code})(?![\\p{L}\\p{N}%]|\\.\\d)(?:\\s*(-|–|—|[âa]€[“”–—]|\\.\\.|~|to|through|thru|bis|a|至|到)\\s*(?:${word}\\s*)?(${code})(?![\\p{L}\\p{N}%]|\\.\\d))?`;
  return {
    // The forms of a project's own ids may name classes of characters that only `u` knows.
    list: ids === null ? compile(list, 'dgi') : new RegExp(list, 'dgiu'),
    first: new RegExp(`^\\s*(${code})`, 'u'),
  };
});

function readIdList(value: PlainText, ids: KnownIds, isField: boolean): Dependency[] {
  const said = blankDenials(value.text);
  const outside = blankBrackets(said);
  if (isField && outside !== said && NOTHING_WORDS.has(wordKey(outside))) return [];
  const found = readMentions(value, outside, ids, isField);
  return found.length > 0 || !isField ? found : readMentions(value, said, ids, false);
}

const DENIAL = new WordPattern(
  String.raw`(?<!\p{L})(?:(?:not|no longer|never|doesn['’]t|don['’]t|isn['’]t|aren['’]t)\s+(?:\p{L}+\s+){0,2}?(?:blocked by|depend(?:s|ent|ing)? on|requir(?:es?|ing)|needs?|wait(?:s|ing)? for)|no dependenc(?:y|ies) on|independent(?:ly)? of|unabhängig von|nicht (?:blockiert durch|abhängig von)|no depende de|sin depender de|ne dépend pas de|indépendante? de|не зависит от|不依赖|parallel (?:to|with|zu|mit))(?!\p{L})(?:[^.;\n]|\.(?=\d))*|可(?:以)?(?:与|和|同)[^。；;\n]{0,40}并行`,
  'g',
);

/** `Not blocked by D7/D11` and `in parallel with D8` name what nobody waits for: it is blanked up to the end of its sentence. */
function blankDenials(text: string): string {
  return DENIAL.blankFrom(text);
}

/** Remarks in brackets explain an id: they are blanked, so that offsets stay. */
function blankBrackets(text: string): string {
  return text.replace(/[([（][^)\]）]*[)\]）]/gu, (match) => ' '.repeat(match.length));
}

function readMentions(value: PlainText, text: string, ids: KnownIds, isField: boolean): Dependency[] {
  const found: Dependency[] = [];
  // Every id but those of a project's own forms has a digit.
  if (words().ids === null && !/\d/.test(text)) return found;
  let word: string | null = null;
  let lastEnd = -1;
  for (const match of fold(text).matchAll(mentions().list)) {
    const at = match.index;
    const joined =
      lastEnd >= 0 && /^[\s,;&+/]*(?:and|und|y|et|и|と|和|、)?[\s,]*$/u.test(fold(text.slice(lastEnd, at)));
    const own = match[1] === undefined ? null : wordKey(match[1]);
    word = own ?? (joined ? word : null);
    const end = at + match[0].length;
    const codeAt = at + (match[1]?.length ?? 0);
    const first = mentions().first.exec(text.slice(codeAt, end))?.[1];
    if (first === undefined) continue;
    const alone = joined || standsAlone(text, at, end);
    const [start, last] = endsOf(text, match) ?? endsWithin(first, ids) ?? [];
    const mention: Mention = { id: start ?? first, word, alone, isField };
    const expanded = last === undefined ? [resolve(mention, ids)] : resolveRange(mention, last, ids);
    const resolved = expanded.filter((id) => id !== null);
    if (resolved.length === 0) continue;
    lastEnd = end;
    const soft = isSoft(value.text, end) || SOFT_BEFORE.test(value.text.slice(0, at));
    const raw = value.text.slice(at, end);
    for (const id of resolved) found.push({ id, raw, soft, span: sourceSpan(value, { from: at, to: end }) });
  }
  return found;
}

/** The ends of a range as written; undefined where it is none. */
function endsOf(text: string, { indices }: RegExpMatchArray): readonly (string | undefined)[] | undefined {
  const [, , first, , last] = indices ?? [];
  return last === undefined ? undefined : [first, last].map((place) => place && text.slice(...place));
}

/** `T016-T023`, `CN-07-CN-09`: ids may hold dashes, so that a range without spaces reads like one id. */
function endsWithin(code: string, ids: KnownIds): readonly (string | undefined)[] | undefined {
  if (ids.byKey(idKey(code)) !== undefined) return undefined;
  const [, start, , end] = /^((\p{L}[\p{L}_-]*)\d+)[-–—](\2\d+)$/u.exec(code) ?? [];
  return start === undefined ? undefined : [start, end];
}

interface Mention {
  readonly id: string;
  readonly word: string | null;
  readonly alone: boolean;
  readonly isField: boolean;
}

/** The id as the document writes it, if it is one of its ids or can be nothing else. */
function resolve({ id, word, alone, isField }: Mention, ids: KnownIds): string | null {
  const kind = word === null ? undefined : groupNamed(word);
  if (kind !== undefined && word !== null) {
    const container = `${word.replace(/s$/, '')} ${id}`;
    return ids.byKey(idKey(container)) ?? ids.byKey(idKey(id)) ?? (isField ? capitalized(container) : null);
  }
  const known = ids.byKey(idKey(id)) ?? byOtherForm(word, id, ids);
  if (/^\d/.test(id)) {
    if (word !== null) return known ?? (isField ? id : null);
    if (!alone) return null;
    if (known !== undefined) return isField || id.includes('.') ? known : null;
    const dots = dotsOf(id);
    return isField && dots !== undefined && ids.hasSeparator(dots) ? id : null;
  }
  if (known !== undefined) return known;
  if (!isField) return null;
  if (word !== null || id.startsWith('#') || isOwnForm(id)) return id;
  const prefix = /^[\p{L}][\p{L}_-]*(?=\d)/u.exec(id)?.[0];
  if (prefix !== undefined && ids.hasPrefix(prefix)) return id;
  // Of another plan, where the document's own ids are like it; else it may be a name (GPT-4).
  const separator =
    alone && !NOT_AN_ID.test(id) && !REQUIREMENT.test(id) ? PLAN_CODE.exec(id)?.[1] : undefined;
  return separator !== undefined && ids.hasSeparator(separator) ? id : null;
}

/** `Task-2` for what is called `Task 2`, and the other way round. */
function byOtherForm(word: string | null, id: string, ids: KnownIds): string | undefined {
  if (word !== null) return /^\d/.test(id) ? ids.byKey(idKey(`${word.replace(/s$/, '')}-${id}`)) : undefined;
  const [, kind = '', number = ''] = /^(\p{L}+)[-_](\d[\d.]*)$/u.exec(id) ?? [];
  return words().tasks.has(wordKey(kind)) ? ids.byKey(idKey(number)) : undefined;
}

/** `F-2`, `API-UI-12`, `DB_3`. */
const PLAN_CODE = compile(String.raw`^[${CAPITALS}][${CAPITALS}\d]{0,9}(?:-[${CAPITALS}]{1,10})*([-_])\d+$`);

/** `.` of `1.2`, `..` of `1.2.3`: numbers of a plan have as many parts as its others; undefined for other ids. */
function dotsOf(id: string): string | undefined {
  return /^\d+(?:\.\d+)+$/.test(id) ? id.replace(/\d+/g, '') : undefined;
}

function groupNamed(word: string): GroupKind | undefined {
  const { groups } = words();
  return groups.get(word.replace(/s$/, '')) ?? groups.get(word);
}

function isOwnForm(id: string): boolean {
  const { ids } = words();
  if (ids === null) return false;
  ids.lastIndex = 0;
  return ids.exec(id)?.[0].length === id.length;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function standsAlone(text: string, from: number, to: number): boolean {
  return (
    /(?:^|[,;:&+/、])\s*$/u.test(text.slice(0, from)) &&
    /^\s*(?:$|[,;&+/.、]|and\b|und\b|y\b|et\b)/u.test(text.slice(to))
  );
}

/** `T005-T010`, `Tasks 2.1-2.3`, `#3-#5`: both ends and what lies between. */
function resolveRange(mention: Mention, last: string, ids: KnownIds): (string | null)[] {
  const start = resolve(mention, ids);
  const end =
    /^\d/.test(last) && mention.word === null && !/^\d/.test(mention.id)
      ? shortened(mention.id, last, ids)
      : resolve({ ...mention, id: last }, ids);
  if (start === null) return [];
  if (end === null || end === start) return [start];
  const from = ids.ordered.indexOf(start);
  const to = ids.ordered.indexOf(end);
  const counted = countUp(start, end);
  if (counted) return counted;
  return from >= 0 && to > from ? ids.ordered.slice(from, to + 1) : [start, end];
}

/** `AB-003~008`: of the second end only the number is written, as wide as that of the first. */
function shortened(first: string, last: string, ids: KnownIds): string | null {
  const [, prefix, digits] = /^(.*?\D)(\d{2,})$/u.exec(first) ?? [];
  if (prefix === undefined || digits?.length !== last.length) return null;
  return ids.byKey(idKey(prefix + last)) ?? null;
}

const LONGEST_RANGE = 200;

/** The ids from one to another that differs in its last number alone; null for others, and for too many. */
export function countUp(start: string, end: string): string[] | null {
  const a = /^(.*?)(\d+)$/u.exec(start);
  const b = /^(.*?)(\d+)$/u.exec(end);
  if (!a?.[2] || !b?.[2] || fold(a[1] ?? '') !== fold(b[1] ?? '')) return null;
  const first = Number(a[2]);
  const count = Number(b[2]) - first;
  if (count <= 0 || count > LONGEST_RANGE) return null;
  const width = a[2].length;
  return Array.from(
    { length: count + 1 },
    (_, index) => `${a[1] ?? ''}${String(first + index).padStart(width, '0')}`,
  );
}

const SOFT = compile(anyOf(SOFT_WORDS));
/** `ideally after D3/D7`: said before them, in the same sentence. */
const SOFT_BEFORE = anyCase`(?<!\p{L})(?:ideally|preferably|optionally|idealerweise|idealmente|idéalement)(?!\p{L})(?:[^.;()\n]|\.(?=\d))*$`;

/** Said behind the id, before the next one: `#38 (recommended, not blocking)`. */
function isSoft(text: string, from: number): boolean {
  const rest = fold(text.slice(from));
  const bracketed = /^\s*[([（]([^)\]）]*)/u.exec(rest);
  if (bracketed) return SOFT.test(bracketed[1] ?? '');
  return SOFT.test(/^[^,;#\n]*/u.exec(rest)?.[0] ?? '');
}
