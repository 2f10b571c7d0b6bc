import { checkDocument } from '../core/analysis/check.ts';
import { gatherFacts, neededFacts, type FactSource } from '../core/analysis/facts.ts';
import type { RelatedPlace } from '../core/analysis/finding.ts';
import { gatherHistory, type HistorySources } from '../core/analysis/history.ts';
import type { RoadmapDocument } from '../core/model/document.ts';
import type { Workspace } from '../core/model/workspace.ts';
import { createFactSource, type NodeFileSystem } from '../host/files.ts';
import { GitHistory } from '../host/gitHistory.ts';
import { displayPath, type LoadedProject } from './load.ts';
import type { FileReport, ReportedPlace } from './report/report.ts';

/** The findings of the documents of a project that the caller asked about. */
export async function checkProject(
  { workspace, uris, root }: LoadedProject,
  cwd: string,
  files: NodeFileSystem,
): Promise<readonly FileReport[]> {
  const source = createFactSource(files, root);
  const history = { port: new GitHistory().portFor(root), files: source, pause: () => Promise.resolve() };
  const sources = { facts: source, history };
  const documents = uris.flatMap((uri) => workspace.documents.get(uri) ?? []);
  return Promise.all(documents.map((document) => checkFile(workspace, document, sources, cwd)));
}

interface Sources {
  readonly facts: FactSource;
  readonly history: HistorySources;
}

async function checkFile(
  workspace: Workspace,
  document: RoadmapDocument,
  sources: Sources,
  cwd: string,
): Promise<FileReport> {
  const history = await gatherHistory(workspace, document.uri, sources.history);
  const facts = await gatherFacts(neededFacts(workspace, document.uri), sources.facts, history);
  const findings = checkDocument(workspace, document.uri, facts);
  return {
    uri: document.uri,
    path: displayPath(document.uri, cwd),
    source: document.source,
    roadmap: document.roadmap,
    tasks: document.tasks.length,
    findings: findings.map((finding) => ({
      ...finding,
      related: finding.related.flatMap((place) => toReportedPlace(workspace, place, cwd)),
    })),
  };
}

function toReportedPlace(workspace: Workspace, place: RelatedPlace, cwd: string): readonly ReportedPlace[] {
  const file = displayPath(place.uri, cwd);
  if (place.lines) return [{ file, line: place.lines[0], column: 1, message: place.message }];
  const start = workspace.documents.get(place.uri)?.source.placeAt(place.span.from);
  if (start === undefined) return [];
  return [{ file, line: start.line + 1, column: start.character + 1, message: place.message }];
}
