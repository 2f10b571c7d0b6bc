import { inherited, lastResult, type Evidence, type GateOwner, type TreeState } from '../gates/evidence.ts';
import type { GateResult } from '../protocol/messages.ts';
import type { GateProject, GateTask } from './gateSelection.ts';

/** A project's gates with what is known of earlier runs. */
export interface GateListing {
  readonly project: GateProject;
  readonly history: readonly Evidence[];
  readonly now: TreeState;
}

/** The last result of a task of the project; undefined as long as a gate of it was not run and none failed. */
export function lastResultOf({ project, history, now }: GateListing, task: GateTask): GateResult | undefined {
  const { document } = task;
  const owners = project.tasks.filter((each) => each.document === document).map(ownerOf);
  const { gates, shared } = ownerOf(task);
  const own = inherited(history, document, owners);
  return lastResult({ uri: document, document, task, gates, shared }, own, now);
}

function ownerOf({ key, gates, source }: GateTask): GateOwner {
  return { key, gates: gates.map(({ digest }) => digest), shared: source !== 'task' };
}
