import type { Workspace } from '../model/workspace.ts';
import type { Facts } from './facts.ts';
import type { Finding } from './finding.ts';

/**
 * What is wrong in one document of the workspace, sorted by place. Pure: the same workspace and facts give
 * the same findings. A document that is no roadmap, or is unknown, has none.
 */
export function checkDocument(workspace: Workspace, uri: string, facts: Facts): readonly Finding[] {
  void facts;
  if (workspace.documents.get(uri)?.roadmap !== true) return [];
  return [];
}
