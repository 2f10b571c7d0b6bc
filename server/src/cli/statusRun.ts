import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { relativePath } from '../core/index/paths.ts';
import type { RoadmapDocument, Task } from '../core/model/document.ts';
import { applyChanges, type BlockContent, type BlockUpdate, updateBlocks } from '../core/status/block.ts';
import { statusMarkdown, type StatusContext, type TaskResult } from '../core/status/markdown.ts';
import { isStatusFile, planStatus, type PlanStatus, whyEmpty } from '../core/status/plan.ts';
import { decided } from '../gates/results.ts';
import { EVIDENCE_FILE, EvidenceStore } from '../host/evidenceStore.ts';
import { NodeFileSystem } from '../host/files.ts';
import { replaceFile } from '../host/replaceFile.ts';
import { choose, type CommandInput, type ExitStatus, optionText, UsageError } from './command.ts';
import { readResults } from './gateResult.ts';
import { collectGates } from './gateSelection.ts';
import { readInput } from './input.ts';
import { displayPath, findProjectRoot, loadProjects, type LoadedProject } from './load.ts';
import { statusJson } from './report/status.ts';
import type { Terminal } from './terminal.ts';

/** Runs `roadgate status`. @returns 1 if `--check` finds the block out of date. */
export async function showStatus(input: CommandInput, terminal: Terminal): Promise<ExitStatus> {
  const format = choose(input, 'format', ['markdown', 'json']);
  const target = targetOf(input, terminal);
  const files = new NodeFileSystem({ processes: true });
  const paths = input.args.length > 0 ? input.args : [findProjectRoot(terminal.cwd, terminal.cwd)];
  const { projects, unreadable } = await loadProjects(paths, terminal, files);
  const named = new Set(input.args.map((name) => path.resolve(terminal.cwd, name)));
  const project = onlyProject(projects, paths);
  const uris = project.uris.filter((uri) => isWanted(fileURLToPath(uri), target, named));
  const milestone = optionText(input, 'milestone');
  const context = await contextFor(project, target === undefined ? terminal.cwd : path.dirname(target));
  const statusOf = (name: string | undefined): PlanStatus | { readonly reason: string } =>
    whyEmpty(project.workspace, uris, name) ?? planStatus(project.workspace, uris, name);
  const status = statusOf(milestone);
  if ('reason' in status) throw new UsageError(status.reason);
  if (format === 'json') terminal.out(statusJson(status, context));
  if (target !== undefined) {
    const contentOf: BlockContent = (name) => {
      const of = statusOf(name);
      return 'reason' in of ? of : { markdown: statusMarkdown(of, context) };
    };
    return update(target, (text) => updateBlocks(text, milestone, contentOf), input, terminal);
  }
  if (format === 'markdown') terminal.out(statusMarkdown(status, context));
  return unreadable ? 2 : 0;
}

/** The absolute path of the file to write; undefined: none. */
function targetOf(input: CommandInput, terminal: Terminal): string | undefined {
  const write = optionText(input, 'write');
  if (write === undefined && input.options.check === true)
    throw new UsageError('--check needs --write: name the file to check.');
  return write === undefined ? undefined : path.resolve(terminal.cwd, write);
}

function onlyProject(projects: readonly LoadedProject[], paths: readonly string[]): LoadedProject {
  const [project, other] = projects;
  if (project === undefined) throw new UsageError(`There is no Markdown file in ${paths.join(', ')}.`);
  if (other !== undefined) throw new UsageError('These files belong to several projects: name those of one.');
  return project;
}

function isWanted(file: string, target: string | undefined, named: ReadonlySet<string>): boolean {
  return file !== target && (named.has(file) || !isStatusFile(path.basename(file)));
}

async function contextFor(project: LoadedProject, directory: string): Promise<StatusContext> {
  const gates = await collectGates(project);
  const history = await new EvidenceStore(path.join(project.root, EVIDENCE_FILE)).read();
  // Whether a result is fresh depends on what is checked out, which would make every commit change the file.
  const results = await readResults({ project: gates, history, tree: undefined });
  const tasks = new Map(gates.tasks.map((task) => [`${task.document} ${task.key}`, task]));
  const toProject = (file: string): string => path.relative(project.root, file).replaceAll(path.sep, '/');
  return {
    pathTo: ({ uri }) => relativePath(toProject(directory), toProject(fileURLToPath(uri))),
    resultOf: ({ uri }: RoadmapDocument, { key }: Task): TaskResult | null | undefined => {
      const task = tasks.get(`${toProject(fileURLToPath(uri))} ${key}`);
      return task === undefined ? undefined : decided(results.get(task));
    },
  };
}

async function update(
  target: string,
  toUpdate: (text: string) => BlockUpdate,
  input: CommandInput,
  terminal: Terminal,
): Promise<ExitStatus> {
  const name = displayPath(pathToFileURL(target).href, terminal.cwd);
  const read = existsSync(target) ? readInput(terminal.cwd, name) : undefined;
  // Bytes that are no UTF-8 would be lost by being written again.
  const problem = read?.kind === 'unreadable' ? read.reason : read?.warning;
  if (problem !== undefined) return refuse(problem, terminal);
  const before = read?.kind === 'text' ? read.text : undefined;
  const start = before ?? '# Status\n';
  const updated = toUpdate(start);
  if (updated.kind === 'refused') return refuse(`${name}: ${updated.reason}`, terminal);
  if (before !== undefined && updated.changes.length === 0) return 0;
  if (input.options.check === true) {
    terminal.err(`${name} is out of date: run the same command without --check.`);
    return 1;
  }
  const failure = await write(target, before, applyChanges(start, updated.changes));
  if (failure !== undefined) return refuse(`${name} ${failure}`, terminal);
  terminal.err(`${before === undefined ? 'Wrote' : 'Updated'} ${name}.`);
  return 0;
}

/** @returns what went wrong, to follow the file's name; undefined if the file is written. */
async function write(target: string, before: string | undefined, text: string): Promise<string | undefined> {
  try {
    const isDone = await replaceFile(target, before, text);
    return isDone ? undefined : 'changed while its status was computed: run the command again.';
  } catch (error) {
    return `cannot be written: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function refuse(reason: string, terminal: Terminal): ExitStatus {
  terminal.err(reason);
  return 2;
}
