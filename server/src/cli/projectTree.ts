import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { isMarkdown } from '../core/analysis/links.ts';
import { parseRoadmap } from '../core/parse/document.ts';
import { parseOptions } from '../core/parse/options.ts';
import { SourceText } from '../core/text/source.ts';
import type { WorkingTree } from '../gates/coverage.ts';
import { readWorkingTree } from '../host/digest.ts';
import { NodeFileSystem } from '../host/files.ts';
import type { LoadedProject } from './load.ts';

/**
 * What differs from the commit that is checked out, as evidence sees it: without roadmaps, whichever documents
 * the caller has asked about. Undefined outside a repository.
 */
export async function readProjectTree(project: LoadedProject): Promise<WorkingTree | undefined> {
  const tree = await readWorkingTree(project.root, []);
  if (tree === undefined) return undefined;
  const files = new NodeFileSystem({ processes: false });
  const kept = await Promise.all(
    tree.changed.map(async (file) => ((await isRoadmap(project, file.path, files)) ? [] : [file])),
  );
  return { ...tree, changed: kept.flat() };
}

async function isRoadmap(
  { root, workspace }: LoadedProject,
  file: string,
  files: NodeFileSystem,
): Promise<boolean> {
  if (!isMarkdown(file)) return false;
  const { href } = pathToFileURL(path.join(root, file));
  const known = workspace.documents.get(href);
  if (known) return known.roadmap;
  const text = await files.readText(path.join(root, file));
  const [folder] = workspace.folders;
  if (text === undefined || folder === undefined) return false;
  return parseRoadmap(href, new SourceText(text), parseOptions(folder.config, file)).roadmap;
}
