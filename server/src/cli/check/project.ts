import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pLimit from 'p-limit';
import { branchNames, type BranchStates, NO_BRANCHES } from '../../core/branches/states.ts';
import { checkDocument } from '../../core/analysis/check.ts';
import { gatherFacts, neededFacts, type FactSource } from '../../core/analysis/facts.ts';
import type { RelatedPlace } from '../../core/analysis/finding.ts';
import { type DocumentRuns, NO_RUNS, type TaskRuns } from '../../core/analysis/gateRuns.ts';
import { gatherHistory, type HistorySources } from '../../core/analysis/history.ts';
import type { RoadmapDocument } from '../../core/model/document.ts';
import type { Workspace } from '../../core/model/workspace.ts';
import { BranchReader } from '../../host/branchStates.ts';
import { EVIDENCE_FILE, EvidenceStore } from '../../host/evidenceStore.ts';
import { createFactSource, type NodeFileSystem } from '../../host/files.ts';
import { findRepositoryRoot, openGit } from '../../host/git.ts';
import { GitHistory } from '../../host/gitHistory.ts';
import { readResults } from '../gateResult.ts';
import { collectGates } from '../gateSelection.ts';
import { displayPath, type LoadedProject } from '../load.ts';
import type { FileReport, ReportedPlace } from '../report/report.ts';

/**
 * The findings of the documents of a project that the caller asked about.
 * @param onChecked told each time when one more document is checked.
 */
export async function checkProject(
  project: LoadedProject,
  cwd: string,
  files: NodeFileSystem,
  onChecked: () => void,
): Promise<readonly FileReport[]> {
  const { workspace, uris, root } = project;
  const source = createFactSource(files, root);
  const history = { port: new GitHistory().portFor(root), files: source, pause: () => Promise.resolve() };
  const sources = { facts: source, history };
  const documents = uris.flatMap((uri) => workspace.documents.get(uri) ?? []);
  const [runs, branches] = await Promise.all([readRuns(project), readBranches(project, documents)]);
  // While git is asked about one document, others are checked; more at a time would forget what is known of each (`memoryOf`).
  const limit = pLimit(AT_ONCE);
  return limit.map(documents, async (document) => {
    const gates = runs.get(relativePath(root, document.uri)) ?? NO_RUNS;
    const report = await checkFile(workspace, document, { ...sources, gates, branches }, cwd);
    onChecked();
    return report;
  });
}

const AT_ONCE = 4;

interface Sources {
  readonly facts: FactSource;
  readonly history: HistorySources;
  readonly gates: DocumentRuns;
  readonly branches: BranchStates;
}

async function readBranches(
  { root, workspace }: LoadedProject,
  documents: readonly RoadmapDocument[],
): Promise<BranchStates> {
  const repository = findRepositoryRoot(root);
  if (repository === undefined) return NO_BRANCHES;
  const names = documents
    .flatMap((document) => branchNames(workspace, document))
    .filter((name) => name !== null);
  // Most documents hold no task.
  if (names.length === 0) return NO_BRANCHES;
  return new BranchReader(openGit(repository)).read(names);
}

/** What the repository's record says of the gates, by the document's path relative to the project. */
async function readRuns(project: LoadedProject): Promise<ReadonlyMap<string, DocumentRuns>> {
  const history = await new EvidenceStore(path.join(project.root, EVIDENCE_FILE)).read();
  // Most projects have no record; git need not be asked for them.
  if (history.length === 0) return new Map();
  const gates = await collectGates(project);
  const results = await readResults({ project: gates, history, tree: await gates.readTree() });
  const runs = new Map<string, Map<string, TaskRuns>>();
  for (const [{ document, key }, result] of results) {
    const tasks = runs.get(document) ?? new Map<string, TaskRuns>();
    runs.set(document, tasks.set(key, new Map(result.gates.map((run) => [run.key, run]))));
  }
  return runs;
}

function relativePath(root: string, uri: string): string {
  return path.relative(root, fileURLToPath(uri)).split(path.sep).join('/');
}

async function checkFile(
  workspace: Workspace,
  document: RoadmapDocument,
  sources: Sources,
  cwd: string,
): Promise<FileReport> {
  const history = await gatherHistory(workspace, document.uri, sources.history);
  const gathered = await gatherFacts(neededFacts(workspace, document.uri), sources.facts, history);
  const facts = { ...gathered, gates: sources.gates, branches: sources.branches };
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
