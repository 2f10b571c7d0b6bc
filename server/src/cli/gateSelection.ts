import path from 'node:path';
import { effectiveGates, type EffectiveGates } from '../core/analysis/effectiveGates.ts';
import type { GateAttributes, RoadmapDocument, Task } from '../core/model/document.ts';
import { gateKeys } from '../core/model/gateKeys.ts';
import { locate } from '../core/model/workspace.ts';
import type { WorkingTree } from '../gates/coverage.ts';
import { gateDigest } from '../gates/digest.ts';
import { planGate, type GatePlan, type GateSettings } from '../gates/plan.ts';
import { UsageError } from './command.ts';
import type { LoadedProject } from './load.ts';
import { readProjectTree } from './projectTree.ts';

/** A project with those of its tasks that have gates. */
export interface GateProject {
  /** Absolute path. */
  readonly root: string;
  /** What differs from the commit now; see `readProjectTree`. */
  readonly readTree: () => Promise<WorkingTree | undefined>;
  readonly tasks: readonly GateTask[];
}

export interface GateTask {
  /** Path of the document relative to the project, with `/`. */
  readonly document: string;
  readonly key: string;
  readonly id: string | null;
  readonly aliases: readonly string[];
  readonly title: string;
  /** 1-based. */
  readonly line: number;
  readonly source: EffectiveGates['source'];
  readonly gates: readonly PlannedGate[];
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

/**
 * The tasks that the caller names, in document order; all of them without a name.
 * @param roadmap a path: only tasks of this document.
 * @throws UsageError for a name that no task has, or tasks of several documents.
 */
export function selectTasks(
  projects: readonly GateProject[],
  ids: readonly string[],
  roadmap: string | undefined,
  cwd: string,
): readonly GateProject[] {
  const scoped = roadmap === undefined ? projects : withinDocument(projects, path.resolve(cwd, roadmap));
  if (roadmap !== undefined && scoped.every(({ tasks }) => tasks.length === 0)) {
    throw new UsageError(`${roadmap} is no roadmap of this project with gates.`);
  }
  if (ids.length === 0) return scoped;
  const chosen = new Set(ids.flatMap((id) => tasksNamed(scoped, id)));
  return scoped.map((project) => ({ ...project, tasks: project.tasks.filter((task) => chosen.has(task)) }));
}

function withinDocument(projects: readonly GateProject[], file: string): GateProject[] {
  return projects.map((project) => ({
    ...project,
    tasks: project.tasks.filter(({ document }) => path.join(project.root, document) === file),
  }));
}

function tasksNamed(projects: readonly GateProject[], id: string): readonly GateTask[] {
  const wanted = normalize(id);
  const named = projects.flatMap(({ tasks }) =>
    tasks.filter((task) => [task.id ?? '', ...task.aliases].some((name) => normalize(name) === wanted)),
  );
  if (named.length === 0) {
    throw new UsageError(`No task ${id} has a gate; \`roadgate gate list\` shows those that do.`);
  }
  const documents = new Set(named.map(({ document }) => document));
  if (documents.size > 1) {
    throw new UsageError(`${id} is a task in ${[...documents].join(', ')}: name one with --roadmap.`);
  }
  return named;
}

/** People leave out the `#`, which a shell takes for a comment. */
function normalize(id: string): string {
  return id.trim().replace(/^#/, '').toLowerCase();
}

async function tasksOf(project: LoadedProject, document: RoadmapDocument): Promise<GateTask[]> {
  const place = locate(project.workspace, document.uri);
  const settings = settingsFor(project.root);
  const tasks = document.tasks.map(async (task): Promise<GateTask | undefined> => {
    const effective = effectiveGates(document, task, place?.folder.config.gates ?? []);
    if (effective === undefined) return undefined;
    return gateTask(place?.path ?? document.uri, task, effective, settings);
  });
  return (await Promise.all(tasks)).filter((task) => task !== undefined);
}

async function gateTask(
  document: string,
  { key, id, aliases, title, line }: Task,
  effective: EffectiveGates,
  settings: GateSettings,
): Promise<GateTask> {
  const inputs = inputsOf(effective);
  const keys = gateKeys(inputs.map(({ text }) => text));
  const gates = await Promise.all(inputs.map((input, index) => planned(keys[index] ?? '', input, settings)));
  return { document, key, id, aliases, title, line, source: effective.source, gates };
}

type GateInput = Parameters<typeof planGate>[0] & { readonly line: number | null };

function inputsOf(effective: EffectiveGates): GateInput[] {
  if (effective.source !== 'project')
    return effective.gates.map(({ attributes, ...gate }) => ({ ...gate, ...inputAttributes(attributes) }));
  return effective.gates.map(({ name, run, shell, cwd }) => ({
    name,
    language: shell ?? null,
    text: run.trim(),
    ...(cwd === undefined ? {} : { cwd }),
    line: null,
  }));
}

function inputAttributes(attributes: GateAttributes | null): Partial<GateInput> {
  const { cwd, timeout, covers, problem } = attributes ?? {};
  return {
    ...(cwd === undefined ? {} : { cwd }),
    ...(timeout === undefined ? {} : { timeout }),
    ...(covers === undefined ? {} : { covers: [...covers] }),
    ...(problem === undefined ? {} : { problem }),
  };
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
