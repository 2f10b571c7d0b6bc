import type { Effort, GroupKind, Status } from '../../model/document.ts';
import { chinese } from './zh.ts';
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
import type { ColumnName, FieldName, Vocabulary } from './vocabulary.ts';

export type { ColumnName, FieldName } from './vocabulary.ts';

/** In the order in which a word that two languages share is understood. */
const LANGUAGES: readonly Vocabulary[] = [
  english,
  chinese,
  japanese,
  korean,
  german,
  spanish,
  french,
  portuguese,
  italian,
  russian,
  polish,
  indonesian,
];

/**
 * The form in which words are compared: lower case, without accents, typographic quotes and no-break
 * blanks made plain. Every character keeps its place, so offsets in the result are those of the text.
 */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  const base = lower.length === text.length ? lower : text;
  return base.replace(NOT_ASCII, foldCharacter);
}

const NOT_ASCII = /[^\u0000-\u007f]/g;

function foldCharacter(character: string): string {
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

function index<Name extends string>(
  pick: (vocabulary: Vocabulary) => Partial<Record<Name, readonly string[]>>,
): ReadonlyMap<string, Name> {
  const words = new Map<string, Name>();
  for (const language of LANGUAGES)
    for (const [name, list] of Object.entries<readonly string[] | undefined>(pick(language)))
      for (const word of list ?? []) if (!words.has(wordKey(word))) words.set(wordKey(word), name as Name);
  return words;
}

function wordSet(pick: (vocabulary: Vocabulary) => readonly string[] | undefined): ReadonlySet<string> {
  return new Set(LANGUAGES.flatMap((language) => (pick(language) ?? []).map(wordKey)));
}

export const STATUS_WORDS: ReadonlyMap<string, Status> = index((language) => language.status);
export const TOPIC_WORDS = wordSet((language) => language.topics);
export const FIELD_WORDS: ReadonlyMap<string, FieldName> = index((language) => language.fields);
export const GROUP_WORDS: ReadonlyMap<string, Exclude<GroupKind, 'section'>> = index(
  (language) => language.groups,
);
export const UNIT_WORDS: ReadonlyMap<string, Effort['unit']> = index((language) => language.units);
export const COLUMN_WORDS: ReadonlyMap<string, ColumnName> = index((language) => language.columns);
export const TASK_WORDS = wordSet((language) => language.tasks);
export const REPORT_WORDS = wordSet((language) => language.reports);
export const PLAN_WORDS = wordSet((language) => language.plans);
export const OTHER_DOCUMENT_WORDS = wordSet((language) => language.otherDocuments);
export const NOTHING_WORDS = wordSet((language) => language.nothing);
export const SOFT_WORDS = wordSet((language) => language.soft);

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

function escapeForPattern(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/ /g, '\\s+');
}
