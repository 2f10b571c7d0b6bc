import path from 'node:path';
import type { EffectiveGates } from '../core/analysis/effectiveGates.ts';
import { gatedDocument, gatedGroup, gatedTask, type GateOwner } from '../core/analysis/gateOwners.ts';
import { gatePlaces, type GatePlace } from '../core/analysis/gatePlace.ts';
import { neededKeys } from '../core/analysis/plan/plan.ts';
import type { Group, RoadmapDocument, Task } from '../core/model/document.ts';
import { gateKeys } from '../core/model/gateKeys.ts';
import { unitsAround } from '../core/model/nesting.ts';
import { locate } from '../core/model/workspace.ts';
import type { WorkingTree } from '../gates/coverage.ts';
import { gateDigest } from '../gates/digest.ts';
import { inRunOrder, type OrderedUnit } from '../gates/order.ts';
import { planGate, type GatePlan, type GateSettings } from '../gates/plan.ts';
import { UsageError } from './command.ts';
import type { LoadedProject } from './load.ts';
import { readProjectTree } from './projectTree.ts';

/** A project with those of its tasks, phases and documents that have gates. */
export interface GateProject {
  /** Absolute path. */
  readonly root: string;
  /** What differs from the commit now; see `readProjectTree`. */
  readonly readTree: () => Promise<WorkingTree | undefined>;
  /** Each document's in the order of the text, the document itself behind them. */
  readonly tasks: readonly GateTask[];
}

/** A task with gates, or a phase or document with some of its own. */
export interface GateTask {
  readonly level: GateOwner['level'];
  /** Path of the document relative to the project, with `/`. */
  readonly document: string;
  /** See `GateOwner`. */
  readonly key: string;
  readonly id: string | null;
  readonly aliases: readonly string[];
  /** The phases that it is or stands in. */
  readonly phases: readonly Pick<Group, 'key' | 'id' | 'title'>[];
  readonly title: string;
  /** 1-based. */
  readonly line: number;
  readonly source: EffectiveGates['source'];
  readonly gates: readonly PlannedGate[];
  /** Tasks of its document with a lower one run before it, as it may depend on them. */
  readonly rank: number;
}

export interface PlannedGate {
  /** As in the outline of its task. */
  readonly key: string;
  readonly plan: GatePlan;
  readonly digest: string;
  /** 1-based line in the document; null for a gate of the project file. */
  readonly line: number | null;
}

export async function collectGates(project: LoadedProject): Promise<GateProject> {
  const documents = project.uris
    .flatMap((uri) => project.workspace.documents.get(uri) ?? [])
    .filter((document) => document.roadmap);
  const tasks = await Promise.all(documents.map((document) => tasksOf(project, document)));
  return {
    root: project.root,
    readTree: () => readProjectTree(project),
    tasks: tasks.flat(),
  };
}

/** What the caller of a command says about the gates that are meant. */
export interface GateSelection {
  /** Of tasks or phases, or paths of documents; none: everything. */
  readonly names: readonly string[];
  /** A path: only this document. */
  readonly roadmap: string | undefined;
  /** Of phases and documents only the gates of their own, without those of what stands in them. */
  readonly own: boolean;
}

/**
 * What the caller names, in document order: a task, or a phase or document with all that stands in it.
 * @throws UsageError for a name that nothing with gates has, or that stands in several documents.
 */
export function selectTasks(
  projects: readonly GateProject[],
  { names, roadmap, own }: GateSelection,
  cwd: string,
): readonly GateProject[] {
  const scoped = roadmap === undefined ? projects : withinDocument(projects, path.resolve(cwd, roadmap));
  if (roadmap !== undefined && scoped.every(({ tasks }) => tasks.length === 0)) {
    throw new UsageError(`${roadmap} is no roadmap of this project with gates.`);
  }
  if (names.length === 0) return own ? scoped.map((project) => only(project, isOwn)) : scoped;
  const chosen = new Set(names.flatMap((name) => tasksNamed(scoped, { name, own, cwd })));
  return scoped.map((project) => only(project, (task) => chosen.has(task)));
}

function only(project: GateProject, isWanted: (task: GateTask) => boolean): GateProject {
  return { ...project, tasks: project.tasks.filter(isWanted) };
}

function isOwn({ level }: GateTask): boolean {
  return level !== 'task';
}

function withinDocument(projects: readonly GateProject[], file: string): GateProject[] {
  return projects.map((project) => ({
    ...project,
    tasks: project.tasks.filter(({ document }) => path.join(project.root, document) === file),
  }));
}

interface Name {
  readonly name: string;
  readonly own: boolean;
  readonly cwd: string;
}

function tasksNamed(projects: readonly GateProject[], { name, own, cwd }: Name): readonly GateTask[] {
  const wanted = normalize(name);
  const all = projects.flatMap(({ tasks }) => tasks);
  const tasks = all.filter((task) =>
    [task.id ?? '', ...task.aliases].some((each) => each !== '' && normalize(each) === wanted),
  );
  const named = firstOf([
    () => tasks.filter(({ level }) => level === 'task'),
    () => all.filter((task) => isInPhase(task, wanted, own)),
    () => inDocument(projects, path.resolve(cwd, name), own),
  ]);
  if (named.length === 0) {
    throw new UsageError(`No task or phase ${name} has a gate; \`roadgate gate list\` shows those that do.`);
  }
  const documents = new Set(named.map(({ document }) => document));
  if (documents.size > 1) {
    throw new UsageError(`${name} is in ${[...documents].join(', ')}: name one with --roadmap.`);
  }
  return named;
}

/** @param own only the document itself, not what stands in it. */
function inDocument(projects: readonly GateProject[], file: string, own: boolean): readonly GateTask[] {
  const found = withinDocument(projects, file).flatMap(({ tasks }) => tasks);
  return own ? found.filter(({ level }) => level === 'document') : found;
}

/** The first that finds anything. */
function firstOf(finders: readonly (() => readonly GateTask[])[]): readonly GateTask[] {
  for (const find of finders) {
    const found = find();
    if (found.length > 0) return found;
  }
  return [];
}

/** @param own only the phase itself, not what stands in it. */
function isInPhase({ level, key, phases }: GateTask, wanted: string, own: boolean): boolean {
  return phases.some(({ key: phase, id, title }) => {
    if (own && !(level === 'phase' && key === phase)) return false;
    return [id ?? '', title, `${id} ${title}`].some((each) => each !== '' && normalize(each) === wanted);
  });
}

/** People leave out the `#`, which a shell takes for a comment, and the colon behind a phase's id. */
function normalize(id: string): string {
  return id
    .trim()
    .replace(/^#/, '')
    .replace(/\s*[:：]\s*|\s+/g, ' ')
    .toLowerCase();
}

async function tasksOf(project: LoadedProject, document: RoadmapDocument): Promise<GateTask[]> {
  const place = locate(project.workspace, document.uri);
  const settings = settingsFor(project.root);
  const ranks = ranksOf(document);
  const owners = ownersIn(document, place?.folder.config.gates ?? []).map(async ({ owner, ...named }) => {
    const places = gatePlaces(place?.folder, document, owner);
    return {
      ...named,
      level: owner.level,
      document: place?.path ?? document.uri,
      key: owner.key,
      source: owner.effective.source,
      gates: await gatesOf(owner, places, settings),
      // The document itself runs behind all that stands in it.
      rank: ranks.get(owner.key) ?? ranks.size,
    };
  });
  return Promise.all(owners);
}

type NamedOwner = Pick<GateTask, 'id' | 'aliases' | 'title' | 'line' | 'phases'> & {
  readonly owner: GateOwner;
};

/** In the order of the text. */
function ownersIn(
  document: RoadmapDocument,
  projectGates: Parameters<typeof gatedTask>[2],
): readonly NamedOwner[] {
  const named = (unit: Task | Group, owner: GateOwner | undefined): readonly NamedOwner[] => {
    if (owner === undefined) return [];
    const phases = unitsAround(document, unit.nameSpan.to).groups;
    const aliases = 'aliases' in unit ? unit.aliases : [];
    return [{ owner, id: unit.id, aliases, title: unit.title, line: unit.line, phases }];
  };
  const units = [
    ...document.groups.flatMap((group) => named(group, gatedGroup(group))),
    ...document.tasks.flatMap((task) => named(task, gatedTask(document, task, projectGates))),
  ].sort((a, b) => a.line - b.line);
  const whole = gatedDocument(document);
  if (whole === undefined) return units;
  const title = document.title ?? 'The document itself';
  const line = document.gates[0]?.line ?? 1;
  return [...units, { owner: whole, id: null, aliases: [], title, line, phases: [] }];
}

/** Where each task and phase stands, by its key, once they are in the order of a run. */
function ranksOf(document: RoadmapDocument): ReadonlyMap<string, number> {
  const keys = new Map([...document.groups, ...document.tasks].map(({ line, key }) => [line, key]));
  const unit = (each: Task | Group): OrderedUnit => ({
    key: each.key,
    parent: each.parent === null ? null : (keys.get(each.parent) ?? null),
    dependsOn: neededKeys(document, each),
  });
  const ordered = inRunOrder(document.tasks.map(unit), document.groups.map(unit));
  return new Map(ordered.map(({ key }, index) => [key, index]));
}

function gatesOf(
  { effective }: GateOwner,
  places: readonly GatePlace[],
  settings: GateSettings,
): Promise<readonly PlannedGate[]> {
  const inputs = inputsOf(effective, places);
  const keys = gateKeys(inputs.map(({ text }) => text));
  return Promise.all(inputs.map((input, index) => planned(keys[index] ?? '', input, settings)));
}

type GateInput = Parameters<typeof planGate>[0] & { readonly line: number | null };

function inputsOf(effective: EffectiveGates, places: readonly GatePlace[]): GateInput[] {
  const gates: readonly GateInput[] =
    effective.source === 'project'
      ? effective.gates.map(({ name, run, shell }) => {
          return { name, language: shell ?? null, text: run.trim(), line: null };
        })
      : effective.gates.map(({ name, language, text, line }) => ({ name, language, text, line }));
  return gates.map((gate, index) => ({ ...gate, ...places[index] }));
}

async function planned(key: string, input: GateInput, settings: GateSettings): Promise<PlannedGate> {
  const plan = planGate(input, settings);
  return { key, plan, digest: await gateDigest(plan), line: input.line };
}

function settingsFor(root: string): GateSettings {
  return {
    platform: process.platform,
    shell: null,
    userShell: process.env.SHELL ?? null,
    root,
    env: {},
    timeout: null,
  };
}
