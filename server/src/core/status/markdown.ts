import type { BlockContent, ListItem, Paragraph, PhrasingContent, Table, TableCell, Text } from 'mdast';
import { remarkGfm, remarkStringify, unified } from '../markdown/remark.ts';
import type { RoadmapDocument, Task } from '../model/document.ts';
import { sumPhrase } from '../model/effort.ts';
import type { DocumentStatus, GroupStatus, PlanStatus, TaskPlace } from './plan.ts';
import { percentDone, type PlanProgress, type TaskCounts } from './progress.ts';

/** How a task's gates came out the last time. */
export interface TaskResult {
  readonly outcome: 'passed' | 'failed' | 'errored';
  /** Abbreviated; null outside a repository. */
  readonly commit: string | null;
  /** ISO 8601. */
  readonly start: string;
}

export interface StatusContext {
  /** Where a document lies, seen from the file that is written; with `/`, not encoded. */
  readonly pathTo: (document: RoadmapDocument) => string;
  /** Null: the task has gates that were not run. Undefined: it has no gates. */
  readonly resultOf: (document: RoadmapDocument, task: Task) => TaskResult | null | undefined;
}

/**
 * The status of a plan as Markdown with `\n` line ends. Equal plans and evidence give equal text: nothing in it
 * depends on when it is written.
 */
export function statusMarkdown(status: PlanStatus, context: StatusContext): string {
  const several = status.documents.length > 1;
  const blocks = [
    ...(several ? [paragraph(strong('Everything'), text(`: ${summary(status.total)}`))] : []),
    ...status.documents.flatMap((document) => documentBlocks(document, context)),
    ...list('Failed gates', failed(status, context), context, ({ result }) => resultText(result)),
    ...list('Blocked', status.blocked, context, blockedText),
    ...list('Next', status.ready, context, nextText),
  ];
  return writer.stringify({ type: 'root', children: blocks });
}

/** Cells are not padded: a number that grows by a digit must not rewrite the whole table. */
const writer = unified().use(remarkGfm, { tablePipeAlign: false }).use(remarkStringify, { bullet: '-' });

/** More than a reader takes in; what is left out is counted. */
const MOST_LISTED = 10;

function documentBlocks(status: DocumentStatus, context: StatusContext): BlockContent[] {
  const { document, progress, groups } = status;
  const path = context.pathTo(document);
  const title = oneLine(document.title ?? path);
  const head: PhrasingContent[] = [
    { type: 'strong', children: [{ type: 'link', url: encodePath(path), children: [text(title)] }] },
    text(`: ${summary(progress)}`),
  ];
  const gates = gateSummary(status, context);
  return [
    paragraph(...head),
    ...(gates === null ? [] : [paragraph(text(gates))]),
    ...(groups.length === 0 ? [] : [groupTable(status, context)]),
    ...(status.milestones.length === 0 ? [] : [milestoneTable(status)]),
  ];
}

/** `12 of 20 tasks done (60 %), 2 in progress, 1 blocked; 31 of 45 criteria met; effort: 40 h done, 22 h left.` */
function summary({ tasks, criteria, effort }: PlanProgress): string {
  const all = tasks.done + tasks.started + tasks.todo + tasks.blocked;
  const states = [
    `${tasks.done} of ${counted(all, 'task')} done (${percentDone(tasks)} %)`,
    ...(tasks.started > 0 ? [`${tasks.started} in progress`] : []),
    ...(tasks.blocked > 0 ? [`${tasks.blocked} blocked`] : []),
    ...(tasks.dropped > 0 ? [`${tasks.dropped} dropped`] : []),
  ].join(', ');
  const recorded = criteria.met + criteria.unmet;
  const parts = [
    states,
    ...(recorded > 0
      ? [`${criteria.met} of ${counted(recorded, 'recorded criterion', 'recorded criteria')} met`]
      : []),
    ...(effort.done.counted + effort.left.counted > 0
      ? [`effort: ${effortText(effort.done)} done, ${effortText(effort.left)} left`]
      : []),
  ];
  return `${parts.join('; ')}.`;
}

function gateSummary({ document }: DocumentStatus, context: StatusContext): string | null {
  const results = document.tasks
    .map((task) => context.resultOf(document, task))
    .filter((result) => result !== undefined);
  const ran = results.filter((result) => result !== null);
  const newest = ran.reduce<TaskResult | null>((a, b) => (a !== null && a.start >= b.start ? a : b), null);
  if (results.length === 0) return null;
  if (newest === null) return `Gates: ${counted(results.length, 'task')} with gates, none run yet.`;
  const passed = ran.filter(({ outcome }) => outcome === 'passed').length;
  const missing = results.length - ran.length;
  const parts = [
    `${passed} of ${counted(results.length, 'task')} passed`,
    ...(ran.length > passed ? [`${ran.length - passed} failed`] : []),
    ...(missing > 0 ? [`${missing} not run`] : []),
  ];
  return `Gates: ${parts.join(', ')}; last run ${whenAndWhere(newest)}.`;
}

function groupTable({ document, groups }: DocumentStatus, context: StatusContext): Table {
  const header = ['', 'Tasks', 'Criteria', 'Effort done', 'Effort left', 'Progress'];
  const rows = groups.map((status) => groupCells(document, status, context));
  const cells = [header.map((title) => cell(text(title))), ...rows];
  return {
    type: 'table',
    align: [null, 'right', 'right', null, null, null],
    children: cells.map((children) => ({ type: 'tableRow', children })),
  };
}

function milestoneTable({ milestones }: DocumentStatus): Table {
  const header = ['Milestone', 'Due', 'Tasks', 'Criteria', 'Effort left', 'Progress'];
  const rows = milestones.map(({ title, due, progress }) => {
    const { tasks, criteria, left, share } = progressTexts(progress);
    return [oneLine(title), oneLine(due ?? ''), tasks, criteria, left, share];
  });
  const cells = [header, ...rows].map((texts) => texts.map((value) => cell(text(value))));
  return {
    type: 'table',
    align: [null, null, 'right', 'right', null, null],
    children: cells.map((children) => ({ type: 'tableRow', children })),
  };
}

function groupCells(document: RoadmapDocument, status: GroupStatus, context: StatusContext): TableCell[] {
  const { group, depth, progress } = status;
  const { tasks, criteria, done, left, share } = progressTexts(progress);
  const name =
    group.id === null || group.title.startsWith(group.id) ? group.title : `${group.id}: ${group.title}`;
  const link = linkTo(document, group.line, oneLine(name.replace(/: $/, '')), context);
  return [
    cell(...(depth === 0 ? [link] : [text('– '), link])),
    ...[tasks, criteria, done, left, share].map((value) => cell(text(value))),
  ];
}

/** What cells say; empty where nothing is known. */
function progressTexts({
  tasks,
  criteria,
  effort,
}: PlanProgress): Readonly<Record<'tasks' | 'criteria' | 'done' | 'left' | 'share', string>> {
  const all = tasks.done + tasks.started + tasks.todo + tasks.blocked;
  const recorded = criteria.met + criteria.unmet;
  return {
    tasks: `${tasks.done}/${all}`,
    criteria: recorded === 0 ? '' : `${criteria.met}/${recorded}`,
    done: effort.done.counted === 0 ? '' : effortText(effort.done),
    left: effort.left.counted === 0 ? '' : effortText(effort.left),
    share: `${bar(tasks)} ${percentDone(tasks)} %`,
  };
}

/** Ten cells: full ones for each tenth that is done. */
function bar(tasks: TaskCounts): string {
  const full = Math.floor(percentDone(tasks) / 10);
  return '█'.repeat(full) + '░'.repeat(10 - full);
}

type WithResult = TaskPlace & { readonly result: TaskResult };

function failed({ documents }: PlanStatus, context: StatusContext): WithResult[] {
  return documents.flatMap(({ document }) =>
    document.tasks.flatMap((task): WithResult[] => {
      const result = context.resultOf(document, task);
      return result && result.outcome !== 'passed' ? [{ document, task, result }] : [];
    }),
  );
}

function list<T extends TaskPlace>(
  label: string,
  places: readonly T[],
  context: StatusContext,
  remark: (place: T) => string,
): BlockContent[] {
  if (places.length === 0) return [];
  const items = places.slice(0, MOST_LISTED).map((place) => {
    const { document, task } = place;
    const name = task.id === null ? task.title : `${task.id}: ${task.title}`;
    return item(linkTo(document, task.line, oneLine(name), context), text(remark(place)));
  });
  const more = places.length - items.length;
  const children = more > 0 ? [...items, item(text(`and ${more} more`))] : items;
  return [paragraph(strong(label)), { type: 'list', ordered: false, spread: false, children }];
}

function resultText(result: TaskResult): string {
  return ` ${result.outcome === 'failed' ? 'failed' : 'could not run'} ${whenAndWhere(result)}`;
}

function blockedText({ waitsFor }: { readonly waitsFor: readonly string[] }): string {
  return waitsFor.length === 0
    ? ' says that it is blocked'
    : ` waits for ${waitsFor.map(oneLine).join(', ')}`;
}

function nextText({ task }: TaskPlace): string {
  const assignees = task.assignees.length === 0 ? [] : [task.assignees.map(oneLine).join(', ')];
  const parts = [...(task.effort === null ? [] : [oneLine(task.effort.text)]), ...assignees];
  return parts.length === 0 ? '' : ` (${parts.join('; ')})`;
}

/** The day in UTC, so that it is the same for everybody. */
function whenAndWhere({ start, commit }: TaskResult): string {
  return `on ${start.slice(0, 10)}${commit === null ? '' : ` at ${commit}`}`;
}

function effortText(sum: PlanProgress['effort']['done']): string {
  const phrase = sumPhrase(sum);
  return phrase === '' ? 'none' : phrase;
}

/** To the heading of a line, or to the nearest one above it. */
function linkTo(
  document: RoadmapDocument,
  line: number,
  label: string,
  context: StatusContext,
): PhrasingContent {
  const heading = document.headings.findLast((each) => each.line <= line);
  const anchor = heading === undefined || heading.slug === '' ? '' : `#${encodeURIComponent(heading.slug)}`;
  return { type: 'link', url: encodePath(context.pathTo(document)) + anchor, children: [text(label)] };
}

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function oneLine(value: string): string {
  return value.replace(/\s+/g, ' ').trim();
}

function item(...children: PhrasingContent[]): ListItem {
  return { type: 'listItem', spread: false, children: [paragraph(...children)] };
}

function paragraph(...children: PhrasingContent[]): Paragraph {
  return { type: 'paragraph', children };
}

function strong(value: string): PhrasingContent {
  return { type: 'strong', children: [text(value)] };
}

function cell(...children: PhrasingContent[]): TableCell {
  return { type: 'tableCell', children };
}

function text(value: string): Text {
  return { type: 'text', value };
}
