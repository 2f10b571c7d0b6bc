import { graphData } from '../../server/src/board/data/graph.ts';
import type { GraphData } from '../../server/src/protocol/graph.ts';
import { workspaceFrom } from '../support/workspace.ts';

/** The graph of the first document of a fixture. */
export function graphOf(markup: string): GraphData {
  const { workspace } = workspaceFrom(markup);
  const [document] = workspace.documents.values();
  if (!document) throw new Error('The fixture has no document.');
  return graphData(workspace, document, () => null);
}
