import { fileURLToPath } from 'node:url';
import { CONFIG_INVALID } from '../../core/analysis/pages.ts';
import { NodeFileSystem } from '../../host/files.ts';
import { reportCache } from '../../host/reportCache.ts';
import { type ConfigReport, displayPath, findProjects } from '../load.ts';
import { Progress } from '../progress.ts';
import type { FileReport, ReportedFinding } from '../report/report.ts';
import type { Terminal } from '../terminal.ts';
import { changedFiles } from './changed.ts';
import type { CheckOptions } from './options.ts';
import { checkProject } from './project.ts';

/** A project with what is wrong in its documents. */
export interface CheckedProject {
  /** The folder's absolute path. */
  readonly root: string;
  readonly files: readonly FileReport[];
}

export interface CheckRun {
  readonly projects: readonly CheckedProject[];
  /** What is wrong in project files. */
  readonly configs: readonly FileReport[];
  /** Something that was asked about could not be read; it was named on standard error. */
  readonly unreadable: boolean;
}

/** Reads what was asked about and checks it. */
export async function runCheck(options: CheckOptions, terminal: Terminal): Promise<CheckRun> {
  const cache = options.cache ? reportCache() : undefined;
  const files = new NodeFileSystem({ processes: true, once: true });
  const progress = new Progress(terminal);
  let read = 0;
  const configs: FileReport[] = [];
  const changed =
    options.changedSince === undefined
      ? undefined
      : await changedFiles(options.paths, options.changedSince, terminal.cwd);
  const { projects, unreadable } = await findProjects(options.paths, progress.above(terminal), files, {
    ...(changed === undefined ? {} : { isWanted: (file: string) => changed.has(file) }),
    onConfigProblems: (report) => configs.push(toFileReport(report, terminal.cwd)),
  });
  const all = projects.reduce((sum, { texts }) => sum + texts.length, 0);
  const onRead = (): void => progress.show(`Read ${++read} of ${all}`);
  let done = 0;
  const onChecked = (): void => progress.show(`Checked ${++done} of ${all}`);
  const checked = await Promise.all(
    projects.map(async (project): Promise<CheckedProject> => {
      const context = { cwd: terminal.cwd, files, cache, onRead, onChecked };
      return { root: project.root, files: await checkProject(project, context) };
    }),
  );
  progress.end();
  if (all === 0 && !unreadable && changed === undefined) {
    const where = options.paths.map((name) => (name === '.' ? 'here' : `in ${name}`));
    terminal.err(`There is no Markdown file ${where.join(', ')}.`);
  }
  return { projects: checked, configs, unreadable };
}

/** The absolute path of the file that a report is about. */
export function fileOf({ uri }: FileReport): string {
  return fileURLToPath(uri);
}

function toFileReport({ uri, source, problems }: ConfigReport, cwd: string): FileReport {
  const findings = problems.map(({ line, column, message }): ReportedFinding => {
    const from = source.offsetAt({ line: line - 1, character: column - 1 });
    const span = { from, to: Math.max(from, source.lineSpan(line - 1).to) };
    return { code: CONFIG_INVALID, severity: 'warning', message, span, related: [], fixes: [] };
  });
  return { uri, path: displayPath(uri, cwd), source, roadmap: false, tasks: 0, findings };
}
