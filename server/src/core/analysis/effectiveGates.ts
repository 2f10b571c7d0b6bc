import type { ProjectGate } from '../config.ts';
import type { Gate, Group, RoadmapDocument, Task } from '../model/document.ts';

/** What a run of one task executes, and whose text it is. */
export type EffectiveGates =
  /** `task`: the task's own. `phase`: those of the nearest enclosing task or group. `document`: its validation section. */
  | { readonly source: 'task' | 'phase' | 'document'; readonly gates: readonly Gate[] }
  | { readonly source: 'project'; readonly gates: readonly ProjectGate[] };

/**
 * The gates that a run of `task` executes: the first of its own, those of what encloses it from the inside
 * out, those of the document, and those of the project that has any. Only gates of class `check` count: an
 * installation beside a task does not stop its phase's tests from being asked. Undefined if there are none.
 */
export function effectiveGates(
  document: RoadmapDocument,
  task: Task,
  projectGates: readonly ProjectGate[],
): EffectiveGates | undefined {
  const own = checks(task.gates);
  if (own.length > 0) return { source: 'task', gates: own };
  for (const owner of enclosing(document, task)) {
    const gates = checks(owner.gates);
    if (gates.length > 0) return { source: 'phase', gates };
  }
  const shared = checks(document.gates);
  if (shared.length > 0) return { source: 'document', gates: shared };
  return projectGates.length > 0 ? { source: 'project', gates: projectGates } : undefined;
}

/** Those that a run executes. */
export function checks(gates: readonly Gate[]): readonly Gate[] {
  return gates.filter((gate) => gate.class === 'check');
}

/** The tasks and groups around a task, the innermost first. */
function* enclosing(document: RoadmapDocument, task: Task): Iterable<Task | Group> {
  let line = task.parent;
  while (line !== null) {
    const owner = ownerAt(document, line);
    if (owner === undefined) return;
    yield owner;
    // A parent stands above its child; anything else would be a circle.
    line = owner.parent !== null && owner.parent < line ? owner.parent : null;
  }
}

function ownerAt(document: RoadmapDocument, line: number): Task | Group | undefined {
  return findByLine(document.tasks, line) ?? findByLine(document.groups, line);
}

/** Tasks and groups are in document order. */
function findByLine<T extends { readonly line: number }>(owners: readonly T[], line: number): T | undefined {
  let low = 0;
  let high = owners.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const owner = owners[middle];
    if (owner === undefined || owner.line === line) return owner;
    if (owner.line < line) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}
