import { branchNameProblem } from '../branch.ts';
import type { Calendar, Effort, StatusClaim } from '../model/document.ts';
import type { Span } from '../text/source.ts';
import type { FieldEntry } from './drafts.ts';
import { MONEY, readEffort } from './effort.ts';
import type { Headline } from './headline.ts';
import { NO_LEGEND } from './legend.ts';
import { type Legend, findStatusWord, readStatusValue } from './status.ts';
import { type PlainText, sourceSpan } from './text.ts';
import { type FieldName, NOTHING_WORDS, anyOf, fold, madeOfWords, wordKey } from './vocabulary/index.ts';
import { anyCase, compile } from '../text/patterns.ts';

const NEEDS_VALUE: ReadonlySet<FieldName> = new Set<FieldName>(['labels', 'assignee', 'priority']);

/** What a labelled line says of a task; null if its value is none: `Time: Mondays at 9` is no estimate. */
export function taskField({ name, value }: Pick<FieldEntry, 'name' | 'value'>): FieldName | null {
  if (name === 'status') return value && readStatusValue(value.text, NO_LEGEND) ? name : null;
  if (name === 'effort') return value && readEffort(value.text, 'pt') ? name : null;
  return name !== null && NEEDS_VALUE.has(name) && !value ? null : name;
}

/** The first field of that name that says something. */
export function firstField(fields: readonly FieldEntry[], name: FieldName): FieldEntry | undefined {
  return fields.find((field) => field.name === name && valuesOf(field).length > 0);
}

/** The texts that a field's value consists of: its own line, then the list below it. */
export function valuesOf(field: FieldEntry): PlainText[] {
  return [...(field.value ? [field.value] : []), ...field.list];
}

export interface ReadStatus {
  readonly claim: StatusClaim;
  readonly status: NonNullable<ReturnType<typeof readStatusValue>>['status'];
}

/** The status that a status field claims, or a label such as `status: ready`. */
export function readStatusField(fields: readonly FieldEntry[], legend: Legend): ReadStatus | null {
  for (const field of fields) {
    if (field.name !== 'status') continue;
    const [value, ...others] = valuesOf(field);
    const found = value ? readStatusValue(value.text, legend) : null;
    // `Current status` over a list of results: the mark of one is no state of the whole.
    const isOfOne = found?.kind === 'mark' && others.length > 0;
    if (value && found && !isOfOne)
      return { status: found.status, claim: { kind: 'field', span: sourceSpan(value, found) } };
  }
  return readStatusLabel(fields, legend);
}

/** What a place claims, and what else it claims with less weight. */
export interface PlaceStatus {
  readonly own: ReadStatus | null;
  readonly other: ReadStatus | null;
}

/** What a section claims: a word in its heading, else its field, else a mark in its heading. */
export function readSectionStatus(
  { text, status: edge }: Headline,
  fields: readonly FieldEntry[],
  legend: Legend,
): PlaceStatus {
  const inHeading = edge && {
    status: edge.status,
    claim: { kind: edge.kind, span: sourceSpan(text, edge) },
  };
  const field = readStatusField(fields, legend);
  return edge?.kind === 'word' || field === null
    ? { own: inHeading, other: inHeading ? field : null }
    : { own: field, other: inHeading };
}

const STATUS_LABEL = /\bstatus\s*[:/]\s*([\w-]+(?: [\w-]+)?)/iu;

function readStatusLabel(fields: readonly FieldEntry[], legend: Legend): ReadStatus | null {
  for (const field of fields) {
    if (field.name !== 'labels') continue;
    for (const value of valuesOf(field)) {
      const match = STATUS_LABEL.exec(value.text);
      const found = match?.[1] === undefined ? null : readStatusValue(match[1].replace(/-/g, ' '), legend);
      if (!match?.[1] || !found) continue;
      const from = match.index + match[0].length - match[1].length;
      return {
        status: found.status,
        claim: { kind: 'label', span: sourceSpan(value, { from, to: from + match[1].length }) },
      };
    }
  }
  return null;
}

const POINTS_LABEL = anyCase`points|puntos|pontos|punti|баллы|ポイント|点数`;
const HOURS_LABEL = /^(?:estimated\s+)?hours$/iu;

/** The first estimate of the first effort field that has one. */
export function readEffortField(fields: readonly FieldEntry[]): Effort | null {
  for (const field of fields) {
    if (field.name !== 'effort') continue;
    const unit = POINTS_LABEL.test(field.label) ? 'pt' : HOURS_LABEL.test(field.label) ? 'h' : null;
    for (const value of valuesOf(field)) {
      if (MONEY.test(value.text)) continue;
      const found = readEffort(value.text, unit);
      if (found) return found.effort;
    }
  }
  return null;
}

export function readTextField(fields: readonly FieldEntry[], name: FieldName): string | null {
  const field = firstField(fields, name);
  const text = field ? valuesOf(field)[0]?.text.trim() : undefined;
  return text === undefined || text === '' || NOTHING_WORDS.has(wordKey(text)) ? null : text;
}

export function readBranchField(fields: readonly FieldEntry[]): FoundName | null {
  for (const field of fields) {
    if (field.name !== 'branch') continue;
    // What stands below a value that is no name is not about branches.
    const isSaid = field.value !== null && !/(?:^|:)\s*$/u.test(field.value.text);
    for (const value of isSaid ? [field.value] : valuesOf(field)) {
      const branch = readBranch(value);
      if (branch) return branch;
    }
  }
  return null;
}

/** The first inline code on the first line of a value, else its first word. */
export function readBranch(value: PlainText): FoundName | null {
  const line = /^\s*[^\r\n]*/.exec(value.text)?.[0].length ?? 0;
  const code = value.marked.find(({ kind, from }) => kind === 'code' && from < line);
  const range = code ?? firstWord(value.text);
  if (!range) return null;
  const name = value.text.slice(range.from, range.to).trim();
  if (!isBranchName(name) && !(code && isMeantAsBranch(name))) return null;
  if (!code && (NOTHING_WORDS.has(wordKey(name)) || saysNothing(value.text.slice(0, line)))) return null;
  return { name, span: sourceSpan(value, range) };
}

/** `Branch: not started`: words about the branch, none of them its name. */
function saysNothing(text: string): boolean {
  const [first = ''] = text.trim().split(/\s/u);
  if (/[/\d_-]/.test(first)) return false;
  return (
    NOTHING_WORDS.has(wordKey(text)) || findStatusWord(text)?.from === text.length - text.trimStart().length
  );
}

function firstWord(text: string): Span | null {
  const match = /\S+/.exec(text);
  return match ? { from: match.index, to: match.index + match[0].replace(/[.,;]$/, '').length } : null;
}

function isBranchName(name: string): boolean {
  return name !== '' && !/[\s~^:?*[\]\\{}<>]/.test(name) && /[\p{L}\d]/u.test(name);
}

/** `feature/my branch`: git would not take it, but it is no command and has no blank to fill in. */
function isMeantAsBranch(name: string): boolean {
  return /^[\p{L}\d][\p{L}\d._-]*\/[^*[\]{}<>|&;"'`()]+$/u.test(name) && !/\s-|:\/\/|\.{3}/.test(name);
}

const besideBranch = madeOfWords(({ fields }) => {
  const word = anyOf([...fields].filter(([, name]) => name === 'branch').map(([label]) => label));
  return {
    before: compile(`${word}[^\\p{L}]{0,8}(?:(?:named|name|called|is)\\s*)?$`),
    behind: compile(`^\\s+${word}`),
  };
});

/** Inline code beside the word branch: ``Work on branch `feat/x` ``, `` `feat/x` branch``. */
export function readBranchInProse(prose: readonly PlainText[]): FoundName | null {
  for (const text of prose) {
    for (const mark of text.marked) {
      if (mark.kind !== 'code') continue;
      const before = text.text.slice(Math.max(0, mark.from - 24), mark.from);
      const after = text.text.slice(mark.to, mark.to + 12);
      if (!besideBranch().before.test(fold(before)) && !besideBranch().behind.test(fold(after))) continue;
      const name = text.text.slice(mark.from, mark.to);
      if (
        isBranchName(name) &&
        branchNameProblem(name) === undefined &&
        !/^(?:main|master|develop|trunk|if|else|elif|then|case|default|catch|finally|true|false)$/.test(name)
      )
        return { name, span: sourceSpan(text, mark) };
    }
  }
  return null;
}

/** A branch, a label or a person, and where it stands. */
export interface FoundName {
  readonly name: string;
  readonly span: Span;
}

/** Labels or people, each once: each inline code if there is any, else the parts between commas. */
export function readNames(fields: readonly FieldEntry[], name: 'labels' | 'assignee'): FoundName[] {
  const found = new Map<string, FoundName>();
  for (const field of fields) {
    if (field.name !== name) continue;
    for (const value of valuesOf(field))
      for (const each of splitNames(value)) if (!found.has(each.name)) found.set(each.name, each);
  }
  return [...found.values()];
}

export function splitNames(value: PlainText): FoundName[] {
  const codes = value.marked.filter(({ kind }) => kind === 'code');
  const parts = codes.length > 0 ? codes : [...value.text.matchAll(/[^,，、;|]+/gu)].map(spanOfMatch);
  return parts.flatMap(({ from, to }) => {
    const part = value.text.slice(from, to);
    const start = from + (/^[\s@*_[\]]+/.exec(part)?.[0].length ?? 0);
    const name = value.text.slice(start, to).replace(/[\s*_[\].]+$/, '');
    if (name === '' || NOTHING_WORDS.has(wordKey(name))) return [];
    return [{ name, span: sourceSpan(value, { from: start, to: start + name.length }) }];
  });
}

function spanOfMatch(match: RegExpExecArray): Span {
  return { from: match.index, to: match.index + match[0].length };
}

const COUNTED_SOURCE = String.raw`(?:weeks?|days?|months?|wochen?|woche|tage?|semanas?|semaines?|sprints?|недел\p{L}+)\s*\d+(?:\s*(?:-|–|—|to|bis|a|à|до)\s*\d+)?|第?[\d一二三四]+(?:\s*[-–—~]\s*\d+)?\s*[周週]|\b(?:week|day|month)s?\s+\d+(?:\s*[-–—]\s*\d+)?|\bq[1-4](?:\s*[-–—/]\s*q[1-4])?(?:\s*(?:20)\d\d)?`;
const COUNTED_TIME = anyCase`${COUNTED_SOURCE}`;
const SPAN_OF_TIME = anyCase`${COUNTED_SOURCE}|(?:19|20)\d\d[-/.]\d{1,2}(?:[-/.]\d{1,2})?`;
const ISO_DATE = /(?:19|20)\d\d-\d{2}-\d{2}/gu;

/** When a group is to happen: from its heading (`(Weeks 1-3)`), else from its calendar fields. */
export function readCalendar(heading: string, fields: readonly FieldEntry[]): Calendar | null {
  const inHeading = bracketed(heading).find((text) => SPAN_OF_TIME.test(text));
  return inHeading === undefined ? readCalendarFields(fields) : calendarOf(inHeading);
}

/** `Weeks 1-3`, `Q3 2030`, and no other number. */
export function isSpanOfTime(text: string): boolean {
  const rest = SPAN_OF_TIME.removeFrom(text);
  return rest !== text && !/\d/.test(rest);
}

/**
 * When a task is to happen: from its calendar fields, else from its name (`(Week 2)`). A date in its name
 * is mostly that of a record: `(2026-01-05)` behind a done task.
 */
export function readTaskCalendar(name: string, fields: readonly FieldEntry[]): Calendar | null {
  const inFields = readCalendarFields(fields);
  if (inFields) return inFields;
  const inName = bracketed(name).find((text) => COUNTED_TIME.test(text));
  return inName === undefined ? null : calendarOf(inName);
}

function bracketed(text: string): readonly string[] {
  return [...text.matchAll(/[(（]([^()（）]+)[)）]/gu)].map((match) => match[1] ?? '');
}

/** `Start: 2026-01-05` and `Due: 2026-01-16` say together what `Dates: 2026-01-05 – 2026-01-16` says. */
function readCalendarFields(fields: readonly FieldEntry[]): Calendar | null {
  const said = fields.flatMap((field) => {
    const text = field.name === 'calendar' ? readTextField([field], 'calendar') : null;
    return text === null ? [] : [{ ...calendarOf(text), label: field.label }];
  });
  const [first] = said;
  if (first === undefined) return null;
  const start = said.find(({ label, from, to }) => from !== null && to === null && START_LABEL.test(label));
  const end = said.find(({ label, from, to }) => from !== null && to === null && END_LABEL.test(label));
  if (!start && !end) return { text: first.text, from: first.from, to: first.to };
  const texts = [start, end].flatMap((each) => (each ? [each.text] : []));
  return { text: texts.join(' – '), from: start?.from ?? null, to: end?.from ?? null };
}

const START_LABEL = anyCase`start|begin|kick|inicio|début|inizio|начал|开始|開始|시작`;
const END_LABEL = anyCase`(?<!\p{L})end|due|deadline|target|finish|fällig|frist|termin|ziel|límite|plazo|(?<!\p{L})fin|échéance|délai|objetivo|scadenza|срок|截止|締切|終了|期限|마감|기한|종료|tenggat`;

function calendarOf(text: string): Calendar {
  const dates = [...text.matchAll(ISO_DATE)].map((match) => match[0]);
  return { text, from: dates[0] ?? null, to: dates[1] ?? null };
}
