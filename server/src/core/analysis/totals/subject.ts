import type { Group, Heading, RoadmapDocument, Task, Total } from '../../model/document.ts';
import { outermost, startingIn } from '../../model/nesting.ts';
import { TOTAL_WORD } from '../../parse/totals.ts';
import { Remembered } from '../../remember.ts';
import { coverage, lowerBound } from '../../text/spans.ts';

/** What a stated total is the total of. */
export interface Subject {
  /** Null: the whole document. */
  readonly group: Group | null;
  /** Groups within it. */
  readonly groups: readonly Group[];
  /** Everything below, in the order of the text. */
  readonly tasks: readonly Task[];
  /** Those that stand in no other of them. */
  readonly parts: readonly Task[];
}

/** What a total may be the total of. */
export interface Subjects {
  /** The likeliest first; never empty. */
  readonly all: readonly Subject[];
  /** The first is meant, whatever it comes to. */
  readonly isSure: boolean;
}

/**
 * The group or document that a total speaks of; null where a reader could not say. A total is named
 * (`P2 (Medium): 100 h`), or speaks of the place where it stands.
 */
export function subjectsOf(document: RoadmapDocument, total: Total): Subjects | null {
  const own = document.groups.find(({ line }) => line === total.line);
  if (own) return sure(subjectOfGroup(document, own));
  if (!isNamed(document, total)) return subjectsAround(document, total);
  const named = namedSubject(document, total);
  return named && sure(named);
}

function sure(subject: Subject): Subjects {
  return { all: [subject], isSure: true };
}

function subjectsAround(document: RoadmapDocument, total: Total): Subjects | null {
  if (isInTask(document)(total.span.from) || isFieldOfSomething(document, total)) return null;
  const around = enclosingGroups(document, total);
  const [group] = around;
  const heading = headingAbove(document, total.line);
  const isPlain =
    heading === undefined || heading.level === 1 || heading.line === group?.line || isGeneric(heading.text);
  // Below a rule at the end of another chapter stands what concerns the whole document.
  if (!isPlain && (group || !isSetOff(document, heading, total))) return null;
  const whole = subjectOfDocument(document);
  if (!group) return sure(whole);
  const inner = subjectOfGroup(document, group);
  const isLead = inner.tasks.every(({ extent }) => extent.from > total.span.from);
  if (isLead) return sure(inner);
  if (!isSum(document, total)) return null;
  const outer = around.slice(1).map((each) => subjectOfGroup(document, each));
  // Behind the last tasks of all, nobody can say of how many of them it speaks.
  const isSure = document.tasks.some(({ extent }) => extent.from > total.span.from);
  return { all: [inner, ...outer, whole], isSure };
}

function isSum({ source }: RoadmapDocument, { span }: Total): boolean {
  return TOTAL_WORD.test(source.slice(span));
}

/** `- Estimated effort: 20 minutes` below each of several things that are no tasks to the model. */
function isFieldOfSomething(document: RoadmapDocument, total: Total): boolean {
  if (total.effort === null || isSum(document, total)) return false;
  const { source, totals } = document;
  if (/^\s+(?:[-*+]|\d+[.)])\s/.test(source.lineText(source.lineAt(total.span.from)))) return true;
  return totals.some((other) => other !== total && other.effort !== null && isLike(document, total, other));
}

function isLike(document: RoadmapDocument, total: Total, other: Total): boolean {
  if (other.scope !== total.scope || isNamed(document, other) || isSum(document, other)) return false;
  return headingAbove(document, other.line) === headingAbove(document, total.line);
}

function subjectOfDocument({ groups, tasks }: RoadmapDocument): Subject {
  return { group: null, groups, tasks, parts: outermost(tasks) };
}

function subjectOfGroup(document: RoadmapDocument, group: Group): Subject {
  const tasks = startingIn(document.tasks, group.extent);
  const groups = startingIn(document.groups, group.extent).filter((other) => other !== group);
  return { group, groups, tasks, parts: outermost(tasks) };
}

/** The tasks right below a task. */
export function childrenOf({ tasks }: Subject, task: Task): readonly Task[] {
  return outermost(startingIn(tasks, { from: task.extent.from + 1, to: task.extent.to }));
}

/** The total's own words say what it sums. */
function isNamed({ source }: RoadmapDocument, { scope, span }: Total): boolean {
  const name = keyOf(scope);
  return name !== '' && keyOf(source.slice(span)).includes(name);
}

/** A group around the total with this name, else the only one that has it. */
function namedSubject(document: RoadmapDocument, total: Total): Subject | null {
  const names = namesIn(total.scope);
  const around = enclosingGroups(document, total);
  for (const name of names) {
    const named = groupsByName(document).get(name) ?? [];
    const near = around.find((group) => named.includes(group));
    const [only] = named;
    const found = near ?? (named.length === 1 ? only : undefined);
    if (found) return subjectOfGroup(document, found);
    if (named.length > 0) return null;
  }
  return document.title !== null && names.has(keyOf(document.title)) ? subjectOfDocument(document) : null;
}

const knownNames = new Remembered<RoadmapDocument['groups'], ReadonlyMap<string, readonly Group[]>>();

function groupsByName({ groups, headings }: RoadmapDocument): ReadonlyMap<string, readonly Group[]> {
  return knownNames.read(groups, [headings], () => {
    const byName = new Map<string, Group[]>();
    const texts = new Map(headings.map(({ line, text }) => [line, text]));
    for (const group of groups) {
      const names = new Set([
        ...namesIn(group.id ?? ''),
        ...namesIn(group.title),
        ...namesIn(texts.get(group.line) ?? ''),
      ]);
      for (const name of names) byName.set(name, [...(byName.get(name) ?? []), group]);
    }
    return byName;
  });
}

/** What `P2 (Medium)` may be called: whole, without brackets, what is in them, and by its first part. */
function namesIn(text: string): Set<string> {
  const bare = text.replace(/[([（][^)\]）]*[)\]）]/gu, ' ');
  const first = bare.split(/\s[-–—]\s|[:：]/u)[0] ?? '';
  const priorities = [...text.matchAll(/(?<![\p{L}\p{N}])P[0-5](?![\p{L}\p{N}])/gu)].map(([name]) => name);
  const names = [text, bare, first].flatMap((each) => [keyOf(each), keyOf(each.replace(PRIORITY_NOUN, ' '))]);
  return new Set([...names, ...priorities.map(keyOf)].filter((name) => name !== ''));
}

const PRIORITY_NOUN = /(?<!\p{L})(?:priority|priorities|issues?|tasks?|items?)(?!\p{L})/giu;

function keyOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The innermost first. */
function enclosingGroups({ groups }: RoadmapDocument, { span }: Total): Group[] {
  return groups.filter(({ extent }) => extent.from <= span.from && span.from < extent.to).reverse();
}

const knownCoverage = new Remembered<RoadmapDocument['tasks'], (offset: number) => boolean>();

function isInTask({ tasks }: RoadmapDocument): (offset: number) => boolean {
  return knownCoverage.read(tasks, [], () => coverage(tasks.map(({ extent }) => extent)));
}

function headingAbove({ headings }: RoadmapDocument, line: number): Heading | undefined {
  return headings[lowerBound(headings, (heading) => heading.line, line + 1) - 1];
}

/** A thematic break stands between the heading and the total. */
function isSetOff({ source }: RoadmapDocument, heading: Heading, total: Total): boolean {
  for (let line = total.line - 1; line > heading.line; line--)
    if (RULE.test(source.lineText(line - 1)) && source.lineText(line - 2).trim() === '') return true;
  return false;
}

const RULE = /^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$/;

/** A chapter that looks at the whole of what is around it. */
function isGeneric(heading: string): boolean {
  return GENERIC.test(heading);
}

const GENERIC =
  /(?<!\p{L})(?:summary|overview|totals?|statistics|stats|metrics|estimates?|estimation|efforts?|progress|at a glance|zusammenfassung|übersicht|überblick|gesamt\p{L}*|aufwand|statistik|resumen|resumo|résumé|riepilogo|podsumowanie|ringkasan|итого?|сводка|обзор)(?!\p{L})|摘要|概览|概述|总结|总览|统计|まとめ|概要|サマリー|集計|요약|개요/iu;
