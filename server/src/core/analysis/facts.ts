import type { Workspace } from '../model/workspace.ts';

/** What rules must know of the files around a document. Read beforehand, so that rules stay pure. */
export interface Facts {
  /** How many lines a file has; undefined if it cannot be read as text. Paths relative to the folder. */
  lineCount(path: string): number | undefined;
  /** Whether something stands at a path that the file index does not list (git ignores it, say). */
  exists(path: string): boolean;
  /** The anchors of a Markdown file that is not in the workspace's documents. */
  anchors(path: string): ReadonlySet<string> | undefined;
}

/** What a host must read before `checkDocument`; paths relative to the document's folder. */
export interface FactNeeds {
  readonly lineCounts: readonly string[];
  readonly stats: readonly string[];
  readonly anchors: readonly string[];
}

/** How a host answers; each asks the disk (or a cache) once. Paths relative to the document's folder. */
export interface FactSource {
  lineCount(path: string): Promise<number | undefined>;
  exists(path: string): Promise<boolean>;
  /** The text of a Markdown file. */
  readText(path: string): Promise<string | undefined>;
}

/** Facts of a host that can read nothing: no finding rests on a file's content. */
export const NO_FACTS: Facts = {
  lineCount: () => undefined,
  exists: () => false,
  anchors: () => undefined,
};

/** What must be read before the document at `uri` can be checked. */
export function neededFacts(workspace: Workspace, uri: string): FactNeeds {
  void workspace;
  void uri;
  return { lineCounts: [], stats: [], anchors: [] };
}

/** Reads what is needed. */
export async function gatherFacts(needs: FactNeeds, source: FactSource): Promise<Facts> {
  const lineCounts = await readAll(needs.lineCounts, (path) => source.lineCount(path));
  const stats = await readAll(needs.stats, (path) => source.exists(path));
  return {
    lineCount: (path) => lineCounts.get(path),
    exists: (path) => stats.get(path) ?? false,
    anchors: () => undefined,
  };
}

async function readAll<T>(
  paths: readonly string[],
  read: (path: string) => Promise<T>,
): Promise<Map<string, T>> {
  return new Map(await Promise.all(paths.map(async (path) => [path, await read(path)] as const)));
}
