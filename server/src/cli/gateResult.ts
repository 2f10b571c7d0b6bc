import { treeStateOf, type WorkingTree } from '../gates/coverage.ts';
import type { Evidence } from '../gates/evidence.ts';
import { lastResults, type CurrentGate, type CurrentTask } from '../gates/results.ts';
import type { GateResult } from '../protocol/gates.ts';
import type { GateProject, GateTask } from './gateSelection.ts';

/** A project's gates with what is known of earlier runs. */
export interface GateListing {
  readonly project: GateProject;
  readonly history: readonly Evidence[];
  /** Undefined outside a repository. */
  readonly tree: WorkingTree | undefined;
}

/** The last result of each task of a project that has one. */
export type ProjectResults = ReadonlyMap<GateTask, GateResult>;

export async function readResults({ project, history, tree }: GateListing): Promise<ProjectResults> {
  const results = new Map<GateTask, GateResult>();
  if (history.length === 0) return results;
  for (const document of new Set(project.tasks.map((task) => task.document))) {
    const tasks = project.tasks.filter((task) => task.document === document);
    const current = await Promise.all(tasks.map((task) => currentTask(task, tree)));
    const found = lastResults({ uri: document, document, tasks: current }, history);
    const byKey = new Map(found.map((result) => [result.task, result]));
    for (const task of tasks) {
      const result = byKey.get(task.key);
      if (result) results.set(task, result);
    }
  }
  return results;
}

async function currentTask(
  { key, gates, source }: GateTask,
  tree: WorkingTree | undefined,
): Promise<CurrentTask> {
  const current = gates.map(async (gate): Promise<CurrentGate> => {
    return { key: gate.key, digest: gate.digest, tree: await treeStateOf(tree, gate.plan.coverage) };
  });
  return { key, gates: await Promise.all(current), shared: source !== 'task' };
}
