import { subjectOf, type Subject } from '../analysis/totals/subject.ts';
import { findById, type IdPlace } from '../index/ids.ts';
import type { Dependency, Group, RoadmapDocument, Task } from '../model/document.ts';
import { USUAL_WORK_TIME, type WorkTime } from '../model/effort.ts';
import { startingIn, unitsAround } from '../model/nesting.ts';
import { effectiveStatus } from '../model/status.ts';
import { locate, type Workspace } from '../model/workspace.ts';
import { groupsOfMilestone, isOfMilestone, milestonesOf } from './milestone.ts';
import { isLeft, planProgress, type PlanProgress } from './progress.ts';

/** Where the work of some roadmaps stands: what STATUS.md shows. */
export interface PlanStatus {
  readonly documents: readonly DocumentStatus[];
  readonly total: PlanProgress;
  /** Tasks that say they are blocked, or that wait for others, in the order of the documents. */
  readonly blocked: readonly BlockedTask[];
  /** Open tasks that wait for nothing; those in progress first. */
  readonly ready: readonly TaskPlace[];
}

export interface DocumentStatus {
  readonly document: RoadmapDocument;
  /** The groups that are shown, each with its depth below the outermost: 0, 1. */
  readonly groups: readonly GroupStatus[];
  /** The milestones that the document lists, as far as groups belong to them; none where one of them was asked for. */
  readonly milestones: readonly MilestoneStatus[];
  readonly progress: PlanProgress;
}

export interface MilestoneStatus {
  readonly title: string;
  /** As written: `Week 3`. */
  readonly due: string | null;
  readonly progress: PlanProgress;
}

export interface GroupStatus {
  readonly group: Group;
  readonly depth: number;
  readonly progress: PlanProgress;
}

export interface TaskPlace {
  readonly document: RoadmapDocument;
  readonly task: Task;
}

export interface BlockedTask extends TaskPlace {
  /** Ids as the task writes them; empty: it says itself that it is blocked. */
  readonly waitsFor: readonly string[];
}

/** What of a roadmap is asked for: the whole of it, or the groups of a milestone. */
interface Selection {
  readonly document: RoadmapDocument;
  /** Null: the whole document. */
  readonly groups: readonly Group[] | null;
}

/**
 * Where the roadmaps among `uris` stand, in the order of `uris`; those without a task are left out.
 * @param milestone only what belongs to it; see `groupsOfMilestone`.
 */
export function planStatus(
  workspace: Workspace,
  uris: readonly string[],
  milestone: string | undefined,
): PlanStatus {
  const selections = roadmapsAmong(workspace, uris).flatMap((document) => select(document, milestone));
  const tasks = selections.flatMap(placesIn).filter(({ task }) => isLeft(effectiveStatus(task)));
  const blocked = tasks.flatMap((place) => blockedTask(workspace, place));
  return {
    documents: selections.map((selection) => documentStatus(workspace, selection)),
    total: planProgress(selections.flatMap(subjectsOf), workTime(workspace, selections[0]?.document)),
    blocked,
    ready: readyTasks(workspace, tasks, new Set(blocked.map(({ task }) => task))),
  };
}

/** Why there is nothing to show, as a sentence; undefined where there is. See `planStatus`. */
export function whyEmpty(
  workspace: Workspace,
  uris: readonly string[],
  milestone: string | undefined,
): { readonly reason: string } | undefined {
  const documents = roadmapsAmong(workspace, uris);
  if (documents.length === 0) return { reason: 'No roadmap with tasks is among these files.' };
  if (milestone === undefined || documents.some((document) => select(document, milestone).length > 0)) return;
  const names = [...new Set(documents.flatMap(milestonesOf))];
  const known = names.length === 0 ? 'no roadmap names one' : `there is ${names.join(', ')}`;
  return { reason: `There is no milestone ${milestone}: ${known}.` };
}

/** Whether a file of this name repeats what a roadmap says: counted with it, every task would be there twice. */
export function isStatusFile(name: string): boolean {
  return name.toLowerCase() === 'status.md';
}

function roadmapsAmong(workspace: Workspace, uris: readonly string[]): readonly RoadmapDocument[] {
  return uris
    .flatMap((uri) => workspace.documents.get(uri) ?? [])
    .filter(({ roadmap, tasks }) => roadmap && tasks.length > 0);
}

function select(document: RoadmapDocument, milestone: string | undefined): Selection[] {
  if (milestone === undefined) return [{ document, groups: null }];
  const groups = groupsOfMilestone(document, milestone);
  if (groups.length > 0) return [{ document, groups }];
  return isOfMilestone(document, milestone) ? [{ document, groups: null }] : [];
}

function subjectsOf({ document, groups }: Selection): Subject[] {
  return groups === null ? [subjectOf(document, null)] : groups.map((group) => subjectOf(document, group));
}

function placesIn(selection: Selection): TaskPlace[] {
  const { document } = selection;
  return subjectsOf(selection).flatMap(({ tasks }) => tasks.map((task) => ({ document, task })));
}

function documentStatus(workspace: Workspace, selection: Selection): DocumentStatus {
  const { document, groups } = selection;
  const time = workTime(workspace, document);
  const shown = shownGroups(document, groups ?? document.groups.filter(({ parent }) => parent === null));
  return {
    document,
    groups: shown.map(({ group, depth }) => ({
      group,
      depth,
      progress: planProgress([subjectOf(document, group)], time),
    })),
    milestones: groups === null ? listedMilestones(document, time) : [],
    progress: planProgress(subjectsOf(selection), time),
  };
}

function listedMilestones(document: RoadmapDocument, time: WorkTime): MilestoneStatus[] {
  return document.milestones.flatMap(({ title, due }) => {
    const groups = groupsOfMilestone(document, title);
    if (groups.length === 0) return [];
    const subjects = groups.map((group) => subjectOf(document, group));
    return [{ title, due, progress: planProgress(subjects, time) }];
  });
}

/** The groups asked for and those right below them, as far as they have tasks. */
function shownGroups(document: RoadmapDocument, groups: readonly Group[]): { group: Group; depth: number }[] {
  const hasTasks = ({ extent }: Group): boolean => startingIn(document.tasks, extent).length > 0;
  return groups
    .filter(hasTasks)
    .flatMap((group) => [
      { group, depth: 0 },
      ...document.groups
        .filter((inner) => inner.parent === group.line && hasTasks(inner))
        .map((inner) => ({ group: inner, depth: 1 })),
    ]);
}

function workTime(workspace: Workspace, document: RoadmapDocument | undefined): WorkTime {
  const place = document && locate(workspace, document.uri);
  return place?.folder.config.effort ?? USUAL_WORK_TIME;
}

function blockedTask(workspace: Workspace, place: TaskPlace): BlockedTask[] {
  const waitsFor = openDependencies(workspace, place.document, place.task);
  if (waitsFor.length === 0 && effectiveStatus(place.task) !== 'blocked') return [];
  return [{ ...place, waitsFor: waitsFor.map(({ id }) => id) }];
}

/** What a task or group waits for. */
function openDependencies(
  workspace: Workspace,
  document: RoadmapDocument,
  unit: Task | Group,
): readonly Dependency[] {
  return unit.dependsOn.filter(({ id, soft }) => {
    if (soft) return false;
    // What no document has cannot be waited for; the rule `dependency/unknown` speaks of it.
    const [found] = findById(workspace, document, id, 'form' in unit ? unit : undefined);
    return found !== undefined && isOpen(found);
  });
}

function isOpen(place: IdPlace): boolean {
  if (place.kind === 'task') return isPending(place.task);
  const { group, document } = place;
  if (group.status !== null) return group.status !== 'done' && group.status !== 'cancelled';
  return startingIn(document.tasks, group.extent).some(isPending);
}

/** A deferred task is not left to be done now, and yet nobody can build on it. */
function isPending(task: Task): boolean {
  const status = effectiveStatus(task);
  return status !== 'done' && status !== 'cancelled';
}

/** Tasks in which others lie are done by doing those. What a phase waits for, its tasks wait for until somebody has begun them. */
function readyTasks(
  workspace: Workspace,
  tasks: readonly TaskPlace[],
  blocked: ReadonlySet<Task>,
): TaskPlace[] {
  const waiting = new Map<Group, boolean>();
  const waits = (document: RoadmapDocument, group: Group): boolean => {
    const known = waiting.get(group) ?? openDependencies(workspace, document, group).length > 0;
    waiting.set(group, known);
    return known;
  };
  const isHeldUp = ({ document, task }: TaskPlace): boolean =>
    unitsAround(document, task.extent.from).groups.some((group) => waits(document, group));
  const isLeaf = ({ document, task }: TaskPlace): boolean =>
    !startingIn(document.tasks, { from: task.extent.from + 1, to: task.extent.to }).some((inner) =>
      isLeft(effectiveStatus(inner)),
    );
  const isStarted = ({ task }: TaskPlace): boolean => effectiveStatus(task) !== 'todo';
  const ready = tasks.filter(
    (place) => !blocked.has(place.task) && isLeaf(place) && (isStarted(place) || !isHeldUp(place)),
  );
  return [...ready.filter(isStarted), ...ready.filter((place) => !isStarted(place))];
}
