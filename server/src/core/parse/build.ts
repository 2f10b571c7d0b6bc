import type { Dependency, Group, GroupCriterion, Item, Task } from '../model/document.ts';
import { KeyMaker, slug } from '../model/keys.ts';
import { type Memory, Remembered, isEqual } from '../remember.ts';
import type { Span } from '../text/source.ts';
import {
  AskedIds,
  type KnownIds,
  collectIds,
  readDependencies,
  readDependenciesInText,
  readOnlyIds,
} from './dependencies.ts';
import type { CriterionDraft, GroupDraft, ItemDraft, ParseContext, TaskDraft } from './drafts.ts';
import {
  type FoundName,
  readBranch,
  readBranchField,
  readBranchInProse,
  readCalendar,
  readTaskCalendar,
  readEffortField,
  readNames,
  readSectionStatus,
  splitNames,
} from './properties.ts';
import type { KeptPlan } from './repeats.ts';
import { isTodo } from '../model/todo.ts';
import { readPlainText, sourceSpan } from './text.ts';
import { fold } from './vocabulary/index.ts';

export interface Built {
  readonly groups: readonly Group[];
  readonly tasks: readonly Task[];
  readonly criteria: readonly GroupCriterion[];
}

/** Turns drafts into the model: keys, parents, and everything that needs to know the other ids. */
export function buildModel(context: ParseContext, plan: KeptPlan): Built {
  const { memory } = context.tree;
  const ids = collectIds(memory, plan.tasks, plan.groups);
  const units = [...plan.groups, ...plan.tasks].sort((a, b) => a.line - b.line);
  const places = placesOf(memory, plan, units);
  return {
    groups: memory.map('groups', [ids], places.groups, (placed) => groupOf(context, placed, ids)),
    // Rules look at the text of a task: where that changed, it is another one.
    tasks: memory.map('tasks', [ids], places.tasks, (placed) => taskOf(context, placed, ids), Object.is),
    criteria: buildCriteria(plan, units, places),
  };
}

/** A unit with its key and the line of what it stands in. */
type Placed<T> = readonly [unit: T, key: string, parent: number | null];

interface Places {
  readonly groups: readonly Placed<GroupDraft>[];
  readonly tasks: readonly Placed<TaskDraft>[];
  readonly keys: UnitKeys;
}

/** The key of each unit, and who made them. */
interface UnitKeys {
  readonly list: readonly string[];
  readonly maker: KeyMaker;
}

/** Where units stand and what they are called, the same values where that did not change. */
function placesOf(memory: Memory, plan: KeptPlan, units: readonly (GroupDraft | TaskDraft)[]): Places {
  const slugs = memory.map('slugs of units', [], units, (unit) => slug(nameOf(unit)));
  const parents = units.map((unit) => plan.parentOf(unit));
  const keys = keysOf(memory, slugs, memory.keep('parents', indexesOf(units, parents), Object.is));
  const groups: [GroupDraft[], string[], (number | null)[]] = [[], [], []];
  const tasks: [TaskDraft[], string[], (number | null)[]] = [[], [], []];
  for (const [index, unit] of units.entries()) {
    if (unit.type === 'group') groups[0].push(unit);
    else tasks[0].push(unit);
    const [, ownKeys, lines] = unit.type === 'group' ? groups : tasks;
    ownKeys.push(keys.list[index] ?? '');
    lines.push(parents[index]?.line ?? null);
  }
  return {
    groups: memory.rows<Placed<GroupDraft>>('placed groups', groups),
    tasks: memory.rows<Placed<TaskDraft>>('placed tasks', tasks),
    keys,
  };
}

/** For each unit the index of what it stands in; -1 at the top. */
function indexesOf(
  units: readonly (GroupDraft | TaskDraft)[],
  parents: readonly (GroupDraft | TaskDraft | null)[],
): number[] {
  const indexes = new Map<GroupDraft | TaskDraft | null, number>();
  for (const parent of parents) if (parent) indexes.set(parent, -1);
  if (indexes.size === 0) return units.map(() => -1);
  for (const [index, unit] of units.entries()) if (indexes.has(unit)) indexes.set(unit, index);
  return parents.map((parent) => indexes.get(parent) ?? -1);
}

/** @param parents indexes of what the units stand in, which comes before them; -1 at the top. */
function keysOf(memory: Memory, slugs: readonly string[], parents: readonly number[]): UnitKeys {
  return memory.derive('keys', [slugs, parents], () => {
    const maker = new KeyMaker();
    const list: string[] = [];
    for (const [index, own] of slugs.entries())
      list.push(maker.make(list[parents[index] ?? -1] ?? null, own));
    return { list, maker };
  });
}

const knownSlugs = new Remembered<ItemDraft, string>();

function slugOf(item: ItemDraft): string {
  return knownSlugs.read(item, [], () => slug(item.text));
}

function nameOf(unit: TaskDraft | GroupDraft): string {
  if (unit.type === 'task') return unit.id ?? unit.title;
  return unit.headline.group?.id ?? unit.headline.id?.id ?? unit.headline.title;
}

function buildGroup(context: ParseContext, [group, key, parent]: Placed<GroupDraft>, ids: KnownIds): Group {
  const { headline, fields, section } = group;
  const { own, other } = readSectionStatus(headline, fields, context.legend);
  return {
    key,
    kind: headline.group?.kind ?? 'section',
    id: headline.group?.id ?? headline.id?.id ?? null,
    title: headline.title,
    line: group.line,
    endLine: lastLine(context, section.span.to),
    parent,
    status: own?.status ?? null,
    statusClaim: own?.claim ?? null,
    otherStatus: other,
    effort: readEffortField(fields),
    ...labelsOf(readNames(fields, 'labels')),
    assignees: textsOf(readNames(fields, 'assignee')),
    dependsOn: readDependencies(fields, [], ids),
    gates: [],
    calendar: readCalendar(headline.text.text, fields),
    nameSpan: sourceSpan(headline.text, headline.name),
    extent: section.span,
  };
}

function lastLine(context: ParseContext, to: number): number {
  return context.tree.source.lineAt(Math.max(0, to - 1)) + 1;
}

/** Other ids than before make another unit only where it names some of them. */
function rememberingIds<Unit extends GroupDraft | TaskDraft, Built>(
  build: (context: ParseContext, placed: Placed<Unit>, ids: KnownIds) => Built,
): typeof build {
  const knownUnits = new WeakMap<Placed<Unit>, { readonly asked: AskedIds; readonly built: Built }>();
  return (context, placed, ids) => {
    const known = knownUnits.get(placed);
    if (known?.asked.areAnswersOf(ids)) return known.built;
    const asked = new AskedIds(ids);
    const now = build(context, placed, asked);
    const built = known && isEqual(known.built, now) ? known.built : now;
    knownUnits.set(placed, { asked, built });
    return built;
  };
}

const groupOf = rememberingIds(buildGroup);
const taskOf = rememberingIds(buildTask);

function buildTask(context: ParseContext, [task, key, parent]: Placed<TaskDraft>, ids: KnownIds): Task {
  const { body, values } = task;
  const own =
    task.form === 'item' ? readPlainText(context.tree, withCodeMarks(context, task.nameSpan)) : null;
  const branch =
    (values.branch ? readBranch(values.branch) : null) ??
    readBranchField(body.fields) ??
    readBranchInProse(own ? [own, ...body.prose] : body.prose);
  const fromFields =
    isTodo(task) && values.dependsOn
      ? readOnlyIds(values.dependsOn, ids)
      : readDependencies(body.fields, values.dependsOn ? [values.dependsOn] : [], ids);
  const inText = own ? readDependenciesInText(own, ids) : [];
  const itemKeys = new KeyMaker();
  return {
    key,
    id: task.id,
    aliases: task.aliases,
    title: task.title,
    line: task.line,
    endLine: lastLine(context, task.extent.to),
    form: task.form,
    parent,
    status: task.status,
    effort: task.effort,
    priority: task.priority,
    branch: branch?.name ?? null,
    ...labelsOf(values.labels ? splitNames(values.labels) : readNames(body.fields, 'labels')),
    assignees: textsOf(values.assignee ? splitNames(values.assignee) : readNames(body.fields, 'assignee')),
    dependsOn: [...fromFields, ...inText].filter(
      (dependency, index, all) =>
        (!isOwnId(task, dependency.id) || (fromFields.length === 1 && index === 0 && isWhole(dependency))) &&
        all.findIndex((other) => other.id === dependency.id) === index,
    ),
    items: body.items.map((item) => withKey(item, itemKeys, key)),
    gates: [],
    calendar: readTaskCalendar(context.tree.source.slice(task.nameSpan), body.fields),
    nameSpan: task.nameSpan,
    idSpan: task.idSpan,
    extent: task.extent,
    statusClaim: task.statusClaim,
    otherStatus: task.otherStatus,
    branchSpan: branch?.span ?? null,
    pullRequestTemplate:
      body.fields.find((field) => field.name === 'template' && field.fence !== null)?.fence ?? null,
  };
}

/** A name that begins or ends with code, and the marks around that. */
function withCodeMarks({ tree }: ParseContext, { from, to }: Span): Span {
  const { source } = tree;
  const before = source.slice({ from: source.lineSpan(source.lineAt(from)).from, to: from });
  const after = source.slice({ from: to, to: source.lineSpan(source.lineAt(to)).to });
  const marksBefore = /`*$/.exec(before)?.[0].length ?? 0;
  const marksAfter = /^`*/.exec(after)?.[0].length ?? 0;
  return { from: from - marksBefore, to: to + marksAfter };
}

function labelsOf(names: readonly FoundName[]): Pick<Task, 'labels' | 'labelSpans'> {
  return { labels: textsOf(names), labelSpans: names.map(({ span }) => span) };
}

function textsOf(names: readonly FoundName[]): string[] {
  return names.map(({ name }) => name);
}

function isOwnId(task: TaskDraft, id: string): boolean {
  return task.id === id || task.aliases.includes(id);
}

/** The id itself: a range, and a list of neighbours, leave out the task they stand in; a number may count something. */
function isWhole({ id, raw }: Dependency): boolean {
  return raw === id && /[\p{L}#]/u.test(id);
}

function withKey(item: ItemDraft, keys: KeyMaker, parent: string | null): Item {
  return { key: keys.make(parent, slugOf(item)), ...item };
}

function buildCriteria(
  plan: KeptPlan,
  units: readonly (TaskDraft | GroupDraft)[],
  { keys }: Places,
): GroupCriterion[] {
  if (plan.criteria.length === 0) return [];
  const ids = plan.groups.flatMap((group) => {
    const id = group.headline.group?.id;
    return id == null ? [] : [{ group, id: fold(id) }];
  });
  const keyOf = new Map(units.map((unit, index) => [unit, keys.list[index] ?? '']));
  const maker = new KeyMaker(keys.maker);
  return plan.criteria.map((criterion) => {
    const owner = ownerOf(criterion, plan, ids);
    const key = owner ? (keyOf.get(owner) ?? null) : null;
    return { ...withKey(criterion.item, maker, key), group: owner?.line ?? null };
  });
}

/** The group that the label names (`**Phase 1 Complete:**`), else the one it stands in. */
function ownerOf(
  criterion: CriterionDraft,
  plan: KeptPlan,
  ids: readonly { readonly group: GroupDraft; readonly id: string }[],
): GroupDraft | null {
  if (criterion.about !== null) {
    const about = fold(criterion.about);
    const named = ids.find(({ id }) => about.startsWith(id));
    if (named) return named.group;
  }
  const parent = plan.parentOf(criterion);
  return parent?.type === 'group' ? parent : null;
}
