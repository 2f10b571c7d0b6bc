import type { Group, Heading, RoadmapDocument, Task, Total } from '../../model/document.ts';
import { atLine, outermost, startingIn, unitsAround } from '../../model/nesting.ts';
import { TOTAL_WORD } from '../../parse/totals.ts';
import { Remembered } from '../../remember.ts';
import { lowerBound } from '../../text/spans.ts';
import { isNamed, namedGroup, namesDocument } from './names.ts';
import { anyCase } from '../../text/patterns.ts';

/** What a stated total is the total of. The same value as long as nothing in it changes. */
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
  /** The likeliest first; each is made when it is asked for. */
  readonly all: readonly (() => Subject)[];
  /** The first is meant, whatever it comes to. */
  readonly isSure: boolean;
}

/**
 * The group or document that a total speaks of; null where a reader could not say. A total is named
 * (`P2 (Medium): 100 h`), or speaks of the place where it stands.
 */
export function subjectsOf(document: RoadmapDocument, total: Total): Subjects | null {
  const own = atLine(document.groups, total.line);
  if (own) return sure(() => subjectOfGroup(document, own));
  const around = [...unitsAround(document, total.span.from).groups].reverse();
  if (!isNamed(document, total)) return subjectsAround(document, total, around);
  const named = namedGroup(document, total, around);
  if (named) return sure(() => subjectOfGroup(document, named));
  return namesDocument(document, total) ? sure(() => subjectOfDocument(document)) : null;
}

function sure(subject: () => Subject): Subjects {
  return { all: [subject], isSure: true };
}

/** @param around the groups around the total, the innermost first. */
function subjectsAround(document: RoadmapDocument, total: Total, around: readonly Group[]): Subjects | null {
  const offset = total.span.from;
  if (unitsAround(document, offset).tasks.length > 0 || isFieldOfSomething(document, total)) return null;
  const [group] = around;
  const heading = headingAbove(document, total.line);
  const isPlain =
    heading === undefined || heading.level === 1 || heading.line === group?.line || isGeneric(heading.text);
  // Below a rule at the end of another chapter stands what concerns the whole document.
  if (!isPlain && (group || !isSetOff(document, heading, total))) return null;
  const whole = (): Subject => subjectOfDocument(document);
  if (!group) return sure(whole);
  const inner = (): Subject => subjectOfGroup(document, group);
  const [first] = startingIn(document.tasks, group.extent);
  if (first === undefined || first.extent.from > offset) return sure(inner);
  if (!isSum(document, total)) return null;
  const outer = around.slice(1).map((each) => () => subjectOfGroup(document, each));
  // Behind the last task of all, nobody can say of how many it speaks.
  const isSure = (document.tasks.at(-1)?.extent.from ?? 0) > offset;
  return { all: [inner, ...outer, whole], isSure };
}

/** Everything in a group, or in the whole document. */
export function subjectOf(document: RoadmapDocument, group: Group | null): Subject {
  return group === null ? subjectOfDocument(document) : subjectOfGroup(document, group);
}

const knownWholes = new Remembered<RoadmapDocument['tasks'], Subject>();

function subjectOfDocument({ groups, tasks }: RoadmapDocument): Subject {
  return knownWholes.read(tasks, [groups], () => ({ group: null, groups, tasks, parts: partsOf(tasks) }));
}

const knownSubjects = new Remembered<Group, Subject>();

function subjectOfGroup(document: RoadmapDocument, group: Group): Subject {
  const tasks = startingIn(document.tasks, group.extent);
  const groups = startingIn(document.groups, group.extent).filter((other) => other !== group);
  return knownSubjects.read(group, [...tasks, ...groups], () => ({
    group,
    groups,
    tasks,
    parts: partsOf(tasks),
  }));
}

/** Without what stands in another task, and without rows that say by their ids what the row of 1.1 consists of: 1.1.1, 1.1.2. */
function partsOf(tasks: readonly Task[]): readonly Task[] {
  const parts = outermost(tasks);
  const estimated = new Set(
    parts.flatMap(({ form, id, effort }) => (form === 'row' && effort !== null ? (id ?? []) : [])),
  );
  return parts.filter(
    ({ form, id }) => form !== 'row' || !prefixesOf(id ?? '').some((prefix) => estimated.has(prefix)),
  );
}

/** `1.2.3` → `1.2`, `1`. */
function prefixesOf(id: string): readonly string[] {
  const parts = id.split('.');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('.'));
}

/** The tasks right below a task. */
export function childrenOf({ tasks }: Subject, task: Task): readonly Task[] {
  return outermost(startingIn(tasks, { from: task.extent.from + 1, to: task.extent.to }));
}

const knownSums = new Remembered<Total, boolean>();

function isSum({ source }: RoadmapDocument, total: Total): boolean {
  return knownSums.read(total, [], () => TOTAL_WORD.test(source.slice(total.span)));
}

/** `- Estimated effort: 20 minutes` below each of several things that are no tasks to the model. */
function isFieldOfSomething(document: RoadmapDocument, total: Total): boolean {
  if (total.effort === null || isSum(document, total)) return false;
  const { source } = document;
  if (/^\s+(?:[-*+]|\d+[.)])\s/.test(source.lineText(source.lineAt(total.span.from)))) return true;
  return (fieldsByPlace(document).get(placeOf(document, total)) ?? 0) > 1;
}

const knownFields = new Remembered<RoadmapDocument['totals'], ReadonlyMap<string, number>>();

/** How many totals, by heading and scope, are fields of their place and no sums. */
function fieldsByPlace(document: RoadmapDocument): ReadonlyMap<string, number> {
  const { totals, headings } = document;
  return knownFields.read(totals, [headings], () => {
    const fields = new Map<string, number>();
    for (const total of totals) {
      if (total.effort === null || isSum(document, total) || isNamed(document, total)) continue;
      const place = placeOf(document, total);
      fields.set(place, (fields.get(place) ?? 0) + 1);
    }
    return fields;
  });
}

function placeOf(document: RoadmapDocument, { line, scope }: Total): string {
  return `${headingAbove(document, line)?.line ?? 0} ${scope}`;
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

const GENERIC = anyCase`(?<!\p{L})(?:summary|overview|totals?|statistics|stats|metrics|estimates?|estimation|efforts?|progress|at a glance|zusammenfassung|übersicht|überblick|gesamt\p{L}*|aufwand|statistik|resumen|resumo|résumé|riepilogo|podsumowanie|ringkasan|итого?|сводка|обзор)(?!\p{L})|摘要|概览|概述|总结|总览|统计|まとめ|概要|サマリー|集計|요약|개요`;
