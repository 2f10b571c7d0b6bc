import { branchNameProblem } from '../branch.ts';
import type { RoadmapDocument } from '../model/document.ts';
import type { EditResult } from './items.ts';

/** Writes another name into the branch field of the task with this key; a task without the field gets none. */
export function nameBranch(document: RoadmapDocument, key: string, name: string): EditResult {
  const task = document.tasks.find((candidate) => candidate.key === key);
  if (task === undefined)
    return { kind: 'refused', reason: 'There is no such task in this document any more.' };
  if (task.branchSpan === null)
    return { kind: 'refused', reason: 'The task names no branch: there is nothing to change.' };
  const problem = name.includes('`') ? 'it contains "`"' : branchNameProblem(name);
  if (problem !== undefined)
    return { kind: 'refused', reason: `The name cannot be written into the task: ${problem}.` };
  return { kind: 'edits', edits: [{ uri: document.uri, span: task.branchSpan, newText: name }] };
}
