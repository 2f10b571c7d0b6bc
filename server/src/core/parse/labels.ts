import { type Inline, readInlines } from '../markdown/inline.ts';
import type { MarkdownTree } from '../markdown/tree.ts';
import type { Milestone, RoadmapDocument, Task } from '../model/document.ts';
import type { Span } from '../text/source.ts';
import { coverage } from '../text/spans.ts';
import { decorationLength } from './marks.ts';
import type { TextPlace } from './places.ts';
import type { FoundName } from './properties.ts';
import { readPlainText } from './text.ts';
import { rowsOf } from './units.ts';
import type { DocumentView } from './view.ts';
import { type WordPattern, anyCase } from '../text/patterns.ts';

const LABEL_HEADING = anyCase`(?<!\p{L})(?:labels?|etiquetas|étiquettes|etiketten|schlagwörter|метки)(?!\p{L})|标签|ラベル|라벨|레이블`;
const MILESTONE_HEADING = anyCase`^(?:[\d.]+\s+)?(?:\p{L}+\s)?(?:milestones?|meilensteine|hitos|jalons|marcos|вехи)(?:\s*[:：]|\s+to create|\s*$)|^里程碑|マイルストーン|마일스톤`;
const DUE_HEADER = anyCase`date|due|target|when|week|deadline|termin|fecha|échéance|срок|日期|截止|期限`;
const DATE =
  /\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\bQ[1-4](?:\s*\/?\s*20\d\d)?\b|\b(?:end of |mid-)?(?:weeks?|month|sprint|woche|semana|semaine|day) \d+(?:\s*[-–]\s*\d+)?\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (?:\d{1,2}(?:, )?)?(?:20\d\d)?\b/iu;

/** Labels that the document declares in a section of its own, not those it puts on its tasks. */
export function findDeclaredLabels(view: DocumentView): Pick<RoadmapDocument, 'labels' | 'labelSpans'> {
  const found = new Map<string, Span>();
  for (const { name, span } of readParts(view, 'labels', readLabels))
    if (!found.has(name)) found.set(name, span);
  return { labels: [...found.keys()], labelSpans: [...found.values()] };
}

function readLabels(tree: MarkdownTree, places: readonly TextPlace[]): FoundName[] {
  return places
    .filter((place) => {
      if (!isUnder(place, LABEL_HEADING) || place.kind === 'heading') return false;
      return (
        (place.kind !== 'paragraph' || place.item !== null) && (place.cell === null || place.cell.row >= 0)
      );
    })
    .flatMap((place) => firstCodes(tree, place.content));
}

/** Milestones that a section lists, and groups that are milestones. */
export function findMilestones(view: DocumentView): Milestone[] {
  const milestones: Milestone[] = view.groups
    .filter((group) => group.kind === 'milestone')
    .map((group) => ({
      title: group.title || (group.id ?? ''),
      due: group.calendar?.text ?? null,
      line: group.line,
    }));
  return [...milestones, ...readParts(view, 'milestones', readMilestones)].sort((a, b) => a.line - b.line);
}

function readMilestones(
  tree: MarkdownTree,
  places: readonly TextPlace[],
  tasks: readonly Task[],
): Milestone[] {
  const taskLines = new Set(tasks.map((task) => task.line));
  return places.flatMap((place) => {
    const line = tree.source.lineAt(place.content.from) + 1;
    if (!isUnder(place, MILESTONE_HEADING) || taskLines.has(line)) return [];
    const milestone = place.cell ? rowMilestone(tree, place) : itemMilestone(tree, place);
    return milestone ? [{ ...milestone, line }] : [];
  });
}

/** Outside tasks: what stands in a task is about the task. */
function readParts<T>(
  view: DocumentView,
  name: string,
  read: (tree: MarkdownTree, places: readonly TextPlace[], tasks: readonly Task[]) => readonly T[],
): readonly T[] {
  const { tree } = view;
  return tree.memory.flatMap(name, [], rowsOf(view), ([part, , tasks]) => {
    const inTask = coverage(tasks.filter(({ form }) => form !== 'row').map(({ extent }) => extent));
    const places = part.places.filter((place) => place.kind !== 'fence');
    const outside = places.filter((place) => !inTask(place.content.from));
    return read(tree, outside, tasks);
  });
}

/** The nearest heading or the one above it, or the label over the list. */
function isUnder(place: TextPlace, pattern: WordPattern): boolean {
  const above = [...place.headings.slice(0, 2).map((heading) => heading.text), ...place.leads.slice(-1)];
  return above.some((text) => text.length < 50 && pattern.test(text));
}

/** `- **Type:** `bug`, `epic` - what each is for`: the codes up to the first other word. */
function firstCodes(tree: MarkdownTree, content: Span): FoundName[] {
  const codes: FoundName[] = [];
  for (const inline of readInlines(tree, content)) {
    if (inline.kind === 'code') codes.push(codeOf(tree, inline));
    else if (codes.length > 0 && /[^\s,;/|·&]/.test(tree.source.slice(inline.span))) break;
    else if (codes.length === 0 && !isCategory(tree, inline))
      return inline.kind === 'strong' ? strongCodes(tree, inline) : [];
  }
  return codes.filter(({ name }) => /^[^\s<>(){}][^<>(){}]{0,48}$/.test(name));
}

function isCategory(tree: MarkdownTree, inline: Inline): boolean {
  const text = tree.source.slice(inline.span);
  return inline.kind === 'strong'
    ? inline.children.every((child) => child.kind !== 'code')
    : /^[\s\p{P}\p{S}]*$|[:：]\s*$/u.test(text);
}

function strongCodes(tree: MarkdownTree, inline: Inline): FoundName[] {
  return inline.children.filter((child) => child.kind === 'code').map((child) => codeOf(tree, child));
}

function codeOf({ source }: MarkdownTree, { inner }: Inline): FoundName {
  const written = source.slice(inner);
  const from = inner.from + written.length - written.trimStart().length;
  const name = written.trim();
  return { name, span: { from, to: from + name.length } };
}

function itemMilestone(tree: MarkdownTree, place: TextPlace): Omit<Milestone, 'line'> | null {
  if (place.item === null || place.content.from !== place.item.content.from) return null;
  const text = readPlainText(tree, place.content);
  const from = decorationLength(text.text);
  const bold = text.marked.find((mark) => mark.kind === 'strong' && mark.from <= from && mark.to > from);
  const rest = text.text.slice(from);
  const head = bold
    ? text.text.slice(from, bold.to)
    : (/^[^([–—:：]+?(?=\s*(?:[([–—:：]|\s-\s|$))/u.exec(rest)?.[0] ?? rest);
  const title = head.replace(/[\s:：]+$/u, '').trim();
  return title === '' ? null : { title, due: DATE.exec(text.text)?.[0] ?? null };
}

function rowMilestone(tree: MarkdownTree, place: TextPlace): Omit<Milestone, 'line'> | null {
  const { cell } = place;
  if (!cell || cell.row < 0 || cell.column !== 0) return null;
  const title = readPlainText(tree, place.content).text.trim();
  const column = cell.table.header.cells.findIndex((header) => DUE_HEADER.test(tree.source.slice(header)));
  const due = column > 0 ? cell.table.rows[cell.row]?.cells[column] : undefined;
  return title === '' ? null : { title, due: due ? tree.source.slice(due).trim() || null : null };
}
