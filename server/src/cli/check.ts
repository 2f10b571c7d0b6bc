import { checkDocument } from '../core/analysis/check.ts';
import { gatherFacts, neededFacts, type FactSource } from '../core/analysis/facts.ts';
import type { RelatedPlace } from '../core/analysis/finding.ts';
import { gatherHistory, type HistorySources } from '../core/analysis/history.ts';
import type { RoadmapDocument } from '../core/model/document.ts';
import type { Workspace } from '../core/model/workspace.ts';
import { createFactSource, NodeFileSystem } from '../host/files.ts';
import { GitHistory } from '../host/gitHistory.ts';
import { choose, type CliCommand, type ExitStatus } from './command.ts';
import { displayPath, loadProjects, type LoadedProject } from './load.ts';
import { writeJson } from './report/json.ts';
import { writePretty } from './report/pretty.ts';
import { summarize, type CheckReport, type FileReport, type ReportedPlace } from './report/report.ts';

/** `roadgate check [PATH...]`: findings of the files named and of all Markdown files below directories. */
export const checkCommand: CliCommand = {
  usage: 'check [...paths]',
  description: 'Report what is wrong in roadmaps',
  options: [['--format <name>', 'pretty (the default) or json']],
  async run(input, terminal) {
    const format = choose(input, 'format', ['pretty', 'json']);
    const files = new NodeFileSystem({ processes: true });
    const paths = input.args.length > 0 ? input.args : ['.'];
    const { projects, unreadable } = await loadProjects(paths, terminal, files);
    const checked = await Promise.all(projects.map((project) => checkProject(project, terminal.cwd, files)));
    const report: CheckReport = { files: checked.flat().sort((a, b) => (a.path < b.path ? -1 : 1)) };
    terminal.out(format === 'json' ? writeJson(report) : writePretty(report, terminal.colors));
    return unreadable ? 2 : exitStatus(report);
  },
};

async function checkProject(
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

function exitStatus(report: CheckReport): ExitStatus {
  const { error, warning } = summarize(report);
  return error + warning > 0 ? 1 : 0;
}
