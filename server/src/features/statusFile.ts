import { effectiveGates } from '../core/analysis/effectiveGates.ts';
import { relativePath } from '../core/index/paths.ts';
import { locate } from '../core/model/workspace.ts';
import { type BlockContent, updateBlocks } from '../core/status/block.ts';
import { statusMarkdown, type StatusContext } from '../core/status/markdown.ts';
import { isStatusFile, planStatus, whyEmpty } from '../core/status/plan.ts';
import { decided } from '../gates/results.ts';
import type { EditAnswer } from '../protocol/edits.ts';
import type { GateResult } from '../protocol/gates.ts';
import { toRange } from './convert.ts';
import type { Snapshot } from './snapshot.ts';

/** Finds the last result of a task's gates by the task's key. */
export type GateResultOf = (uri: string, taskKey: string) => GateResult | undefined;

/**
 * The edits that make the generated blocks of a status file say where the roadmaps of its folder stand. A file
 * without a block gets that of everything.
 */
export function provideStatusUpdate(snapshot: Snapshot, results: GateResultOf): EditAnswer {
  const { workspace, document, version } = snapshot;
  const uris = roadmapsBeside(snapshot);
  const context = contextOf(snapshot, results);
  const contentOf: BlockContent = (milestone) =>
    whyEmpty(workspace, uris, milestone) ?? {
      markdown: statusMarkdown(planStatus(workspace, uris, milestone), context),
    };
  const update = updateBlocks(document.source.text, undefined, contentOf);
  if (update.kind === 'refused') return update;
  const edits = update.changes.map(({ from, to, text }) => ({
    range: toRange(document.source, { from, to }),
    newText: text,
  }));
  return { kind: 'edits', version, edits };
}

/** The roadmaps of the same folder by path, other status files left out. */
function roadmapsBeside({ workspace, document }: Snapshot): readonly string[] {
  const folder = locate(workspace, document.uri)?.folder.uri;
  return [...workspace.documents.keys()]
    .flatMap((uri) => {
      const place = locate(workspace, uri);
      const isOther = uri !== document.uri && place?.folder.uri === folder;
      return isOther && !isStatusFile(nameOf(place?.path ?? uri)) ? [{ uri, path: place?.path ?? uri }] : [];
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ uri }) => uri);
}

function contextOf({ workspace, document }: Snapshot, results: GateResultOf): StatusContext {
  const here = locate(workspace, document.uri)?.path ?? '';
  const directory = here.slice(0, Math.max(0, here.lastIndexOf('/')));
  const projectGates = locate(workspace, document.uri)?.folder.config.gates ?? [];
  return {
    pathTo: ({ uri }) => relativePath(directory, locate(workspace, uri)?.path ?? uri),
    resultOf: (roadmap, task) => {
      if (effectiveGates(roadmap, task, projectGates) === undefined) return undefined;
      return decided(results(roadmap.uri, task.key));
    },
  };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
