import type { Effort, GroupKind, Status } from '../../model/document.ts';
import { compileIdTemplate } from './idTemplate.ts';
import { chinese } from './zh.ts';
import { dutch } from './nl.ts';
import { english } from './en.ts';
import { french } from './fr.ts';
import { german } from './de.ts';
import { indonesian } from './id.ts';
import { italian } from './it.ts';
import { japanese } from './ja.ts';
import { korean } from './ko.ts';
import { polish } from './pl.ts';
import { portuguese } from './pt.ts';
import { russian } from './ru.ts';
import { spanish } from './es.ts';
import { traditionalChinese } from './zhHant.ts';
import { turkish } from './tr.ts';
import type { ColumnName, FieldName, RootWords, Vocabulary } from './vocabulary.ts';

export type { ColumnName, FieldName, Vocabulary } from './vocabulary.ts';

/** By their codes (ISO 639-1, with a script where there are two), in the order in which a word that two of them share is understood. */
export const LANGUAGES: ReadonlyMap<string, Vocabulary> = new Map([
  ['en', english],
  ['zh', chinese],
  ['zh-Hant', traditionalChinese],
  ['ja', japanese],
  ['ko', korean],
  ['de', german],
  ['es', spanish],
  ['fr', french],
  ['pt', portuguese],
  ['it', italian],
  ['ru', russian],
  ['pl', polish],
  ['id', indonesian],
  ['tr', turkish],
  ['nl', dutch],
]);

const VOCABULARIES: readonly Vocabulary[] = [...LANGUAGES.values()];

/**
 * The form in which words are compared: lower case, without accents, typographic quotes and no-break
 * blanks made plain. Every character keeps its place, so offsets in the result are those of the text.
 */
export function fold(text: string): string {
  if (text !== lastText) {
    const lower = text.replace(DOTTED_I, 'i').toLowerCase();
    const base = lower.length === text.length ? lower : text;
    lastFolded = base.replace(NOT_ASCII, foldCharacter);
    lastText = text;
  }
  return lastFolded;
}

/** One line is asked for ids, groups and states, one after the other. */
let lastText = '';
let lastFolded = '';

const NOT_ASCII = /[^\u0000-\u007f]/g;

/** Its lower case has two characters. The Turkish ı is one letter with it here, as ILK may be of either. */
const DOTTED_I = /İ/g;

function foldCharacter(character: string): string {
  if (character === 'ı') return 'i';
  if (character === '’' || character === '‘') return "'";
  if (character === '\u00a0' || character === '\u3000') return ' ';
  if (character === '：') return ':';
  if (character === '（') return '(';
  if (character === '）') return ')';
  const bare = character.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
  return bare.length === 1 ? bare : character;
}

/** Folded, and with single blanks: the key under which a word or phrase is found. */
export function wordKey(text: string): string {
  return fold(text).replace(/\s+/g, ' ').trim();
}

/** The language that most of these words belong to; English where none decides. */
export function languageOf(written: Iterable<string>): Vocabulary {
  const words = [...written].map((word) => word.toLowerCase());
  let best = english;
  let most = 0;
  for (const [language, known] of languageWords()) {
    // With its accents a word is of fewer languages than without them.
    const count = words.reduce(
      (sum, word) => sum + (known.has(word) ? 2 : known.has(wordKey(word)) ? 1 : 0),
      0,
    );
    if (count > most) [best, most] = [language, count];
  }
  return best;
}

let wordsByLanguage: ReadonlyMap<Vocabulary, ReadonlySet<string>> | undefined;

function languageWords(): ReadonlyMap<Vocabulary, ReadonlySet<string>> {
  return (wordsByLanguage ??= new Map(
    VOCABULARIES.map((language) => {
      const lists = [...Object.values(language.fields), ...Object.values(language.status)];
      return [language, new Set(lists.flat().flatMap((word) => [word.toLowerCase(), wordKey(word)]))];
    }),
  ));
}

/** What a project adds to the vocabulary in its `.roadgate.yaml`. Its words win over the built-in ones. */
export interface UserWords {
  readonly status?: Vocabulary['status'];
  readonly fields?: Vocabulary['fields'];
  readonly groups?: Vocabulary['groups'];
  readonly tasks?: readonly string[];
  /** Forms of ids, as in `RG-{n}`; see `compileIdTemplate`. */
  readonly ids?: readonly string[];
}

/** All words that a document is read with, by their `wordKey`. Compiled once, then shared by many documents. */
export interface Words {
  readonly status: ReadonlyMap<string, Status>;
  readonly topics: ReadonlySet<string>;
  readonly fields: ReadonlyMap<string, FieldName>;
  /** Fields only with a date behind them. */
  readonly dated: ReadonlySet<string>;
  readonly groups: ReadonlyMap<string, Exclude<GroupKind, 'section'>>;
  readonly tasks: ReadonlySet<string>;
  readonly steps: ReadonlySet<string>;
  readonly columns: ReadonlyMap<string, ColumnName>;
  /** Matches an id of the project's own forms, `y` and `u`; null where it has none. */
  readonly ids: RegExp | null;
}

/** Makes the words of a project ready for use. Takes milliseconds: keep the result. */
export function compileWords(user: UserWords): Words {
  const own: Vocabulary = {
    status: user.status ?? {},
    fields: user.fields ?? {},
    groups: user.groups ?? {},
    tasks: user.tasks ?? [],
    steps: [],
    reports: [],
    plans: [],
    otherDocuments: [],
    units: {},
    nothing: [],
    soft: [],
    columns: columnsOf(user.fields ?? {}),
    roots: { labels: [], paths: [], before: [], behind: [] },
  };
  const languages = [own, ...VOCABULARIES];
  return {
    status: index(languages, (language) => language.status),
    topics: wordSet((language) => language.topics),
    fields: index(languages, (language) => language.fields),
    dated: wordSet((language) => language.dated),
    groups: index(languages, (language) => language.groups),
    tasks: new Set([...own.tasks.map(wordKey), ...wordSet((language) => language.tasks)]),
    steps: wordSet((language) => language.steps),
    columns: index([...languages, ...FIELD_COLUMNS], (language) => language.columns),
    ids: compileIds(user.ids ?? []),
  };
}

/** Who does it and how long it takes are asked in a column with the words of the label. */
const FIELD_COLUMNS = VOCABULARIES.map(({ fields: { effort, assignee } }) => ({
  columns: columnsOf({ ...(effort && { effort }), ...(assignee && { assignee }) }),
}));

/** A table may have a column for what a label names elsewhere. */
function columnsOf(fields: Vocabulary['fields']): Vocabulary['columns'] {
  const { status, effort, dependsOn, priority, criteria, files, branch, labels, assignee } = fields;
  const columns = { status, effort, dependsOn, priority, criteria, files, branch, labels, owner: assignee };
  return Object.fromEntries(Object.entries(columns).filter(([, words]) => words !== undefined));
}

function compileIds(templates: readonly string[]): RegExp | null {
  const sources = templates
    .map(compileIdTemplate)
    .flatMap((read) => (read.kind === 'ok' ? [read.source] : []));
  return sources.length > 0 ? new RegExp(`(?:${sources.join('|')})(?![\\p{L}\\p{N}])`, 'uy') : null;
}

function index<Language, Name extends string>(
  languages: readonly Language[],
  pick: (vocabulary: Language) => Partial<Record<Name, readonly string[]>>,
): ReadonlyMap<string, Name> {
  const words = new Map<string, Name>();
  for (const language of languages)
    for (const [name, list] of Object.entries<readonly string[] | undefined>(pick(language)))
      for (const word of list ?? []) if (!words.has(wordKey(word))) words.set(wordKey(word), name as Name);
  return words;
}

function wordSet(pick: (vocabulary: Vocabulary) => readonly string[] | undefined): ReadonlySet<string> {
  return new Set(VOCABULARIES.flatMap((language) => (pick(language) ?? []).map(wordKey)));
}

export const UNIT_WORDS: ReadonlyMap<string, Effort['unit']> = index(
  VOCABULARIES,
  (language) => language.units,
);
/** What the words for small numbers mean. */
export const NUMERALS: ReadonlyMap<string, number> = new Map(
  VOCABULARIES.flatMap(({ numerals = [] }) => numerals.map((word, index) => [wordKey(word), index + 2])),
);
export const REPORT_WORDS = wordSet((language) => language.reports);
export const PLAN_WORDS = wordSet((language) => language.plans);
export const OTHER_DOCUMENT_WORDS = wordSet((language) => language.otherDocuments);
export const COMPANION_WORDS = wordSet((language) => language.companions);
export const NOTHING_WORDS = wordSet((language) => language.nothing);
/** The word for a task itself, the first of each language. */
export const TASK_WORDS = wordSet((language) => language.tasks.slice(0, 1));
export const SOFT_WORDS = wordSet((language) => language.soft);
/** As the languages write them. */
export const ROOT_WORDS: RootWords = {
  labels: VOCABULARIES.flatMap(({ roots }) => roots.labels),
  paths: VOCABULARIES.flatMap(({ roots }) => roots.paths),
  before: VOCABULARIES.flatMap(({ roots }) => roots.before),
  behind: VOCABULARIES.flatMap(({ roots }) => roots.behind),
};

/** The words of a document whose project adds none. */
export const BUILT_IN_WORDS: Words = compileWords({});

let current = BUILT_IN_WORDS;

/** The words of the document that is being read: those of the innermost `readWith`. */
export function words(): Words {
  return current;
}

/**
 * Reads with these words. Reading never waits, so that two documents are never read at once: what is deep in
 * the parser asks `words()` instead of being handed them through every function. `read` must be synchronous
 * and may leave nothing behind that asks later.
 */
export function readWith<T>(own: Words, read: () => T): T {
  const before = current;
  current = own;
  try {
    return read();
  } finally {
    current = before;
  }
}

/** Something made of the words (patterns, mostly), made once for each set of them. */
export function madeOfWords<T extends object>(make: (own: Words) => T): () => T {
  const made = new WeakMap<Words, T>();
  return () => {
    let value = made.get(current);
    if (value === undefined) made.set(current, (value = make(current)));
    return value;
  };
}

/**
 * Source of a pattern for any of the words, longest first. Words of scripts that write words apart must
 * stand alone; Chinese, Japanese and Korean ones may stand anywhere. Apply it to folded text.
 */
export function anyOf(words: Iterable<string>): string {
  const sorted = [...words].sort((a, b) => b.length - a.length).map(escapeForPattern);
  const apart = sorted.filter((word) => !JOINED_SCRIPT.test(word));
  const joined = sorted.filter((word) => JOINED_SCRIPT.test(word));
  const alternatives = [
    apart.length > 0 ? `(?<![\\p{L}\\p{N}])(?:${apart.join('|')})(?![\\p{L}\\p{N}])` : '',
    joined.length > 0 ? `(?:${joined.join('|')})` : '',
  ].filter((alternative) => alternative !== '');
  return `(?:${alternatives.join('|')})`;
}

const JOINED_SCRIPT = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** A word as a pattern that matches it, with any blanks between its words. */
export function escapeForPattern(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/ /g, '\\s+');
}
