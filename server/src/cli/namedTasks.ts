import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RoadmapDocument, Task } from '../core/model/document.ts';
import { NodeFileSystem } from '../host/files.ts';
import { type CommandInput, optionText, UsageError } from './command.ts';
import { findProjectRoot, loadProjects, type LoadedProject } from './load.ts';
import type { Terminal } from './terminal.ts';

/** A task of the project that the command line is about. */
export interface NamedTask {
  readonly project: LoadedProject;
  readonly document: RoadmapDocument;
  readonly task: Task;
}

/**
 * All tasks of the project around the current directory; with `--roadmap`, those of that document.
 * @throws UsageError if that document has none.
 */
export async function readTasks(input: CommandInput, terminal: Terminal): Promise<readonly NamedTask[]> {
  const files = new NodeFileSystem({ processes: true });
  const root = findProjectRoot(terminal.cwd, terminal.cwd);
  const { projects } = await loadProjects([root], terminal, files);
  const roadmap = optionText(input, 'roadmap');
  const only = roadmap === undefined ? null : path.resolve(terminal.cwd, roadmap);
  const tasks = projects.flatMap((project) =>
    project.uris
      .filter((uri) => only === null || fileURLToPath(uri) === only)
      .flatMap((uri) => project.workspace.documents.get(uri) ?? [])
      .flatMap((document) => document.tasks.map((task): NamedTask => ({ project, document, task }))),
  );
  if (roadmap !== undefined && tasks.length === 0)
    throw new UsageError(`${roadmap} is no roadmap of this project with tasks.`);
  return tasks;
}

/** The one task with this id. @throws UsageError if there is none, or if several are meant. */
export function taskNamed(tasks: readonly NamedTask[], id: string): NamedTask {
  const named = tasks.filter(({ task }) =>
    [task.id ?? '', ...task.aliases].some((name) => normalize(name) === normalize(id)),
  );
  // A status page repeats the tasks of a plan; the plan is where the branch is named.
  const branched = named.filter(({ task }) => task.branch !== null);
  const [first, ...others] = branched.length === 1 ? branched : named;
  if (first === undefined) throw new UsageError(`There is no task ${id} in the roadmaps of this project.`);
  if (others.length === 0) return first;
  const places = named.map(
    ({ project, document, task }) => `${documentName(project, document)}:${task.line}`,
  );
  throw new UsageError(
    `${id} is more than one task (${places.join(', ')}): name the document with --roadmap.`,
  );
}

/** The path of a document relative to its project, with `/`. */
export function documentName({ root }: LoadedProject, { uri }: RoadmapDocument): string {
  return path.relative(root, fileURLToPath(uri)).split(path.sep).join('/');
}

/** People leave out the `#`, which a shell takes for a comment. */
function normalize(id: string): string {
  return id.trim().replace(/^#/, '').toLowerCase();
}
