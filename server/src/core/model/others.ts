import { areSame, memoryOf } from '../remember.ts';
import type { RoadmapDocument } from './document.ts';
import type { Workspace } from './workspace.ts';

/** All documents of the workspace but one: the same value as long as none of them changes. */
export function otherDocuments(
  { documents }: Workspace,
  document: RoadmapDocument,
): readonly RoadmapDocument[] {
  return memoryOf(document).derive(
    'other documents',
    [documents],
    () => [...documents.values()].filter(({ uri }) => uri !== document.uri),
    areSame,
  );
}
