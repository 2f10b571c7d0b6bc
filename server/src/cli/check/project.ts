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
import { SourceText } from '../../core/text/source.ts';
import type { Evidence } from '../../gates/evidence.ts';
import { BranchReader } from '../../host/branchStates.ts';
import { EVIDENCE_FILE, EvidenceStore } from '../../host/evidenceStore.ts';
import { createFactSource, type NodeFileSystem } from '../../host/files.ts';
import { findRepositoryRoot, openGit } from '../../host/git.ts';
import { GitHistory } from '../../host/gitHistory.ts';
import type { ReportCache } from '../../host/reportCache.ts';
import { readResults } from '../gateResult.ts';
import { collectGates } from '../gateSelection.ts';
import { displayPath, type FoundProject, loadProject, type LoadedProject } from '../load.ts';
import type { FileReport, ReportedPlace } from '../report/report.ts';
import { type Findings, type KeptReport, KeptReports, stillTrue } from './keptReports.ts';
import { type Asked, digestOf, namesIn, ObservedDocuments, Observer, Surroundings } from './surroundings.ts';

/** How a project is checked. */
export interface CheckContext {
  readonly cwd: string;
  readonly files: NodeFileSystem;
  /** Where what was found is kept for the next check; undefined: nowhere. */
  readonly cache: ReportCache | undefined;
  /** Told each time when one more document is read. */
  readonly onRead: () => void;
  /** Told each time when it is known of one more document what is wrong in it. */
  readonly onChecked: () => void;
}

/**
 * The findings of the documents of a project that the caller asked about. Those that an earlier check found and that
 * still hold are not looked for again.
 */
export async function checkProject(
  found: FoundProject,
  context: CheckContext,
): Promise<readonly FileReport[]> {
  const { root, texts } = found;
  const { cwd, files, cache, onChecked } = context;
  const facts = createFactSource(files, root);
  const record = await new EvidenceStore(path.join(root, EVIDENCE_FILE)).read();
  // What gates have shown holds for one state of all files: nothing is kept of that.
  const kept = cache && record.length === 0 ? await KeptReports.open(cache, found, cwd, files) : undefined;
  const candidates = kept?.candidates() ?? NOTHING;
  const known =
    kept && candidates.size > 0 ? await recall(candidates, found, facts, await kept.texts()) : NOTHING;
  known.forEach(onChecked);
  let reports: ReadonlyMap<string, Findings> = known;
  if (known.size < texts.length) {
    const project = await loadProject(found, files, context.onRead);
    const wanted = project.uris.filter((uri) => !known.has(uri));
    const checked = await checkDocuments(project, wanted, record, facts, context);
    reports = new Map<string, Findings>([...known, ...checked]);
    const repeatable = [...checked].flatMap(([uri, { asked, ...report }]): [string, KeptReport][] =>
      asked === undefined ? [] : [[uri, { ...report, asked }]],
    );
    kept?.keep(new Map([...known, ...repeatable]), project.workspace.documents.size > texts.length);
  }
  return texts.flatMap(({ uri, text }) => {
    const report = reports.get(uri);
    if (report === undefined) return [];
    const { roadmap, tasks, findings } = report;
    const source = new SourceText(text);
    return [{ uri, path: displayPath(uri, cwd), source, roadmap, tasks, findings }];
  });
}

const NOTHING: ReadonlyMap<string, KeptReport> = new Map();

/** Those of the candidates that a check would find again. */
async function recall(
  candidates: ReadonlyMap<string, KeptReport>,
  { root }: FoundProject,
  facts: FactSource,
  texts: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, KeptReport>> {
  const asked = new Set([...candidates.values()].flatMap((kept) => kept.asked));
  const names = [...asked].flatMap(({ question, about }) => (question === 'branches' ? namesIn(about) : []));
  const branches = await readBranches(root, names);
  return stillTrue(candidates, new Surroundings({ root, facts, texts, branches }));
}

interface CheckedDocument extends Findings {
  readonly text: string;
  /** What the findings rest on; undefined if that may change without being noticed. */
  readonly asked: readonly Asked[] | undefined;
}

async function checkDocuments(
  project: LoadedProject,
  uris: readonly string[],
  record: readonly Evidence[],
  facts: FactSource,
  { cwd, onChecked }: CheckContext,
): Promise<ReadonlyMap<string, CheckedDocument>> {
  const { workspace, root } = project;
  const documents = uris.flatMap((uri) => workspace.documents.get(uri) ?? []);
  const names = new Map(documents.map(({ uri }) => [uri, namesOf(workspace, uri)]));
  const [runs, branches] = await Promise.all([
    readRuns(project, record),
    readBranches(root, [...names.values()].flat()),
  ]);
  const texts = new Map([...workspace.documents].map(([uri, { source }]) => [uri, digestOf(source.text)]));
  const surroundings = new Surroundings({ root, facts, texts, branches });
  const port = new GitHistory().portFor(root);
  // While git is asked about one document, others are checked; more at a time would forget what is known of each (`memoryOf`).
  const limit = pLimit(AT_ONCE);
  const checked = await limit.map(documents, async (document): Promise<[string, CheckedDocument]> => {
    const observer = new Observer(surroundings);
    const source = observer.facts(facts);
    const history = { port: observer.history(port), files: source, pause: () => Promise.resolve() };
    const gates = runs.get(relativePath(root, document.uri)) ?? NO_RUNS;
    const observed = new ObservedDocuments(workspace.documents, document.uri);
    const sources = { facts: source, history, gates, branches };
    const findings = await checkFile({ ...workspace, documents: observed }, document, sources, cwd);
    await Promise.all(observed.seen.map((uri) => observer.note('document', uri)));
    const own = names.get(document.uri) ?? [];
    if (own.length > 0) await observer.note('branches', JSON.stringify(own));
    onChecked();
    return [document.uri, { text: texts.get(document.uri) ?? '', asked: observer.asked, ...findings }];
  });
  return new Map(checked);
}

const AT_ONCE = 4;

/** The names of the branches that the tasks of a document may have. */
function namesOf(workspace: Workspace, uri: string): readonly string[] {
  const document = workspace.documents.get(uri);
  return document === undefined ? [] : branchNames(workspace, document).filter((name) => name !== null);
}

async function readBranches(root: string, names: readonly string[]): Promise<BranchStates> {
  const repository = findRepositoryRoot(root);
  // Most documents hold no task.
  if (repository === undefined || names.length === 0) return NO_BRANCHES;
  return new BranchReader(openGit(repository)).read(names);
}

interface Sources {
  readonly facts: FactSource;
  readonly history: HistorySources;
  readonly gates: DocumentRuns;
  readonly branches: BranchStates;
}

/** What the repository's record says of the gates, by the document's path relative to the project. */
async function readRuns(
  project: LoadedProject,
  history: readonly Evidence[],
): Promise<ReadonlyMap<string, DocumentRuns>> {
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
): Promise<Findings> {
  const history = await gatherHistory(workspace, document.uri, sources.history);
  const gathered = await gatherFacts(neededFacts(workspace, document.uri), sources.facts);
  const facts = { ...gathered, history, gates: sources.gates, branches: sources.branches };
  const findings = checkDocument(workspace, document.uri, facts);
  return {
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
