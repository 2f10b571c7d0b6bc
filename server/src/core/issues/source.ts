import { effectiveGates } from '../analysis/effectiveGates.ts';
import { mentionedFiles } from '../analysis/taskContext.ts';
import { findById, normalizeId } from '../index/ids.ts';
import type { Dependency, Group, RoadmapDocument, Status, Task } from '../model/document.ts';
import { KeyMaker, slug } from '../model/keys.ts';
import { effectiveStatus } from '../model/status.ts';
import { locate, type Workspace } from '../model/workspace.ts';
import type { BoardConfig } from './board.ts';
import { describeUnit } from './description.ts';
import { declaredLabels, type DeclaredLabel } from './labels.ts';
import { planMilestones, readStart, type SourceMilestone } from './milestones.ts';
import { splitNumber } from './number.ts';

/** What of a roadmap becomes issues, labels and milestones of a forge: plain data, made of one document. */
export interface IssueSource {
  readonly title: string | null;
  readonly labels: readonly DeclaredLabel[];
  readonly milestones: readonly SourceMilestone[];
  /** The day on which week 1 begins (`2026-01-05`), where the document says so. */
  readonly start: string | null;
  /** Where issues get a column; null: nowhere. */
  readonly board: BoardConfig | null;
  /** In document order, so that what is above others comes before them. */
  readonly items: readonly IssueItem[];
}

/** One issue to be: a task, or an epic above tasks. */
export interface IssueItem {
  /**
   * Names the item within its document: its id, else its title. It survives moves within the document, and
   * the number of its issue behind its title.
   */
  readonly key: string;
  readonly kind: 'task' | 'epic';
  readonly id: string | null;
  /** Without the number of an issue behind it. */
  readonly title: string;
  /** 1-based. */
  readonly line: number;
  /** Key of the item above it. */
  readonly parent: string | null;
  /** Title of the group around it. */
  readonly group: string | null;
  readonly status: Status;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  /** Title of one of `milestones`. */
  readonly milestone: string | null;
  readonly priority: string | null;
  /** As written. */
  readonly effort: string | null;
  readonly dependsOn: readonly IssueDependency[];
  /** Markdown of its own section or item, without what becomes labels or other issues. */
  readonly text: string;
  /** What checks it, where that stands outside of `text`. */
  readonly gates: readonly IssueGate[];
  /** Paths, as written. */
  readonly files: readonly string[];
  /** The number of an issue behind the title: `Split the client (#57)`. */
  readonly number: number | null;
  /** The offset at which that number goes; null where there is no place for it (rows of tables). */
  readonly numberAt: number | null;
}

export interface IssueDependency {
  /** Key of an item of this document; null: it is elsewhere, or nowhere. */
  readonly key: string | null;
  /** As written. */
  readonly text: string;
}

export interface IssueGate {
  readonly name: string;
  readonly commands: readonly string[];
}

/** @param document one of the workspace, with the offsets of its file. */
export function issueSource(workspace: Workspace, document: RoadmapDocument): IssueSource {
  const units = chooseUnits(document);
  const milestones = planMilestones(document);
  const context: Context = {
    workspace,
    document,
    milestoneAt: milestones.of,
    keys: makeKeys(units),
    parents: parentsOf(document),
  };
  return {
    title: document.title,
    labels: declaredLabels(document),
    milestones: milestones.all,
    start: readStart(document),
    board: locate(workspace, document.uri)?.folder.config.board ?? null,
    items: units.map((unit) => toItem(unit, context)),
  };
}

type Unit = Task | Group;

interface Context {
  readonly workspace: Workspace;
  readonly document: RoadmapDocument;
  /** Title of the milestone of a group, by the line of the group. */
  readonly milestoneAt: ReadonlyMap<number, string>;
  /** Keys by line. */
  readonly keys: ReadonlyMap<number, string>;
  readonly parents: ReadonlyMap<number, Unit>;
}

/** Tasks, and the epics that hold some. */
function chooseUnits({ groups, tasks }: RoadmapDocument): readonly Unit[] {
  const epics = groups.filter(
    ({ kind, extent }) =>
      kind === 'epic' &&
      tasks.some((task) => extent.from <= task.extent.from && task.extent.from < extent.to),
  );
  return [...epics, ...tasks].sort((a, b) => a.line - b.line);
}

/** The keys under which issues name the tasks and epics of a document, by the (1-based) line of each. */
export function issueKeys(document: RoadmapDocument): ReadonlyMap<number, string> {
  return makeKeys(chooseUnits(document));
}

function makeKeys(units: readonly Unit[]): ReadonlyMap<number, string> {
  const maker = new KeyMaker();
  return new Map(
    units.map((unit) => {
      const own = unit.id === null ? slug(splitNumber(unit.title).title) : slug(normalizeId(unit.id));
      return [unit.line, maker.make(isTask(unit) ? null : 'epic', own)];
    }),
  );
}

function toItem(unit: Unit, context: Context): IssueItem {
  const { document, keys } = context;
  const { title, number } = splitNumber(unit.title);
  const written = document.source.slice(unit.nameSpan);
  const above = [...enclosing(unit, context)];
  const holders = [unit, ...above].map(({ line }) => line);
  const around = above.find((one) => !isTask(one));
  const parent = above.find(({ line }) => keys.has(line));
  const milestone = holders.map((line) => context.milestoneAt.get(line)).find((name) => name !== undefined);
  return {
    key: keys.get(unit.line) ?? '',
    kind: isTask(unit) ? 'task' : 'epic',
    id: unit.id,
    title: title === '' ? (unit.id ?? 'Roadmap task') : title,
    line: unit.line,
    parent: parent === undefined ? null : (keys.get(parent.line) ?? null),
    group: around === undefined ? null : splitNumber(around.title).title,
    status: isTask(unit) ? effectiveStatus(unit) : (unit.status ?? 'todo'),
    labels: unit.labels,
    assignees: unit.assignees,
    milestone: milestone ?? null,
    priority: isTask(unit) ? unit.priority : null,
    effort: unit.effort?.text ?? null,
    dependsOn: unit.dependsOn.map((dependency) => toDependency(dependency, unit, context)),
    text: describeUnit(document, unit, [...keys.keys()]),
    gates: isTask(unit) ? sharedGates(unit, context) : [],
    files: isTask(unit) ? mentionedFiles(document, unit) : [],
    number: number ?? numberBehind(written),
    numberAt: numberPlace(document, unit),
  };
}

function isTask(unit: Unit): unit is Task {
  return 'form' in unit;
}

/** Also behind a state that ends the title: `Split the client ✅ (#57)`; with or without a link. */
function numberBehind(written: string): number | null {
  const number = /[([]\[?#(\d{1,9})(?:\]\([^()\s]*\))?[)\]][\s*_]*$/.exec(written)?.[1];
  return number === undefined ? null : Number(number);
}

/** Behind the title where that can be found as it is written, else behind all that the heading says. */
function numberPlace({ source }: RoadmapDocument, unit: Unit): number | null {
  if (isTask(unit) && (unit.form === 'row' || unit.form === 'file')) return null;
  const written = source.slice(unit.nameSpan);
  const at = written.lastIndexOf(unit.title);
  const end = at < 0 || unit.title === '' ? written.trimEnd().length : at + unit.title.length;
  return unit.nameSpan.from + end;
}

function parentsOf({ groups, tasks }: RoadmapDocument): ReadonlyMap<number, Unit> {
  return new Map([...groups, ...tasks].map((unit) => [unit.line, unit]));
}

/** The innermost first. */
function* enclosing(unit: Unit, { parents }: Context): Iterable<Unit> {
  for (let at = unit.parent; at !== null;) {
    const parent: Unit | undefined = parents.get(at);
    if (parent === undefined) return;
    yield parent;
    // A parent stands above its child; anything else would be a circle.
    at = parent.parent !== null && parent.parent < at ? parent.parent : null;
  }
}

function toDependency({ id, raw }: Dependency, from: Unit, context: Context): IssueDependency {
  const { workspace, document, keys } = context;
  const found = findById(workspace, document, id, isTask(from) ? from : undefined);
  const own = found.find((place) => place.document.uri === document.uri);
  if (own === undefined) return { key: null, text: raw };
  const line = own.kind === 'task' ? own.task.line : own.group.line;
  return { key: keys.get(line) ?? null, text: raw };
}

/** The gates of the task's own section are in its text already. */
function sharedGates(task: Task, { document, workspace }: Context): readonly IssueGate[] {
  const config = locate(workspace, document.uri)?.folder.config;
  const found = effectiveGates(document, task, config?.gates ?? []);
  if (found === undefined || found.source === 'task') return [];
  return found.gates.map((gate) => ({
    name: gate.name,
    commands: 'run' in gate ? [gate.run] : gate.commands,
  }));
}
