import { fileURLToPath, pathToFileURL } from 'node:url';
import { checkDocument } from '../../server/src/core/analysis/check.ts';
import { gatherFacts, neededFacts } from '../../server/src/core/analysis/facts.ts';
import type { Finding } from '../../server/src/core/analysis/finding.ts';
import { gatherHistory } from '../../server/src/core/analysis/history.ts';
import { FileIndex } from '../../server/src/core/index/files.ts';
import {
  createFolder,
  EMPTY_WORKSPACE,
  uriIn,
  withComplete,
  withDocuments,
  withFolder,
} from '../../server/src/core/model/workspace.ts';
import { parseRoadmap } from '../../server/src/core/parse/document.ts';
import { SourceText } from '../../server/src/core/text/source.ts';
import { createFactSource, NodeFileSystem } from '../../server/src/host/files.ts';
import type { GitHistory } from '../../server/src/host/gitHistory.ts';

/** The findings of one document of a folder on disk, with all that its history tells. */
export async function checkOnDisk(
  root: string,
  document: string,
  history: GitHistory,
): Promise<{ readonly text: string; readonly findings: readonly Finding[] }> {
  const disk = new NodeFileSystem({ processes: true });
  const folder = createFolder(pathToFileURL(root).href, { files: FileIndex.from(await disk.list(root)) });
  const uri = uriIn(folder, document);
  const text = (await disk.readText(fileURLToPath(uri))) ?? '';
  const parsed = parseRoadmap(uri, new SourceText(text));
  const workspace = withComplete(withDocuments(withFolder(EMPTY_WORKSPACE, folder), [parsed]), true);
  const files = createFactSource(disk, root);
  const sources = { port: history.portFor(root), files, pause: () => Promise.resolve() };
  const known = await gatherHistory(workspace, uri, sources);
  const facts = { ...(await gatherFacts(neededFacts(workspace, uri), files)), history: known };
  return { text, findings: checkDocument(workspace, uri, facts) };
}
