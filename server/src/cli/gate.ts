import path from 'node:path';
import { readDuration } from '../core/parse/gateAttributes.ts';
import { readEnvFile } from '../host/envFile.ts';
import { EVIDENCE_FILE, EvidenceStore } from '../host/evidenceStore.ts';
import { NodeFileSystem } from '../host/files.ts';
import {
  choose,
  type CliCommand,
  type CommandInput,
  type ExitStatus,
  optionText,
  UsageError,
} from './command.ts';
import { askApproval, type Approval } from './gateApproval.ts';
import { type ProjectResults, readResults } from './gateResult.ts';
import { runGates } from './gateRun.ts';
import { collectGates, selectTasks, type GateProject } from './gateSelection.ts';
import { readInput } from './input.ts';
import { findProjectRoot, loadProjects } from './load.ts';
import { writeDigests, writeGateList, writeGateListJson } from './report/gateList.ts';
import type { Terminal } from './terminal.ts';

/** `roadgate gate list` and `roadgate gate run [ID...]`: the gates of a project, and running them. */
export const gateCommand: CliCommand = {
  usage: 'gate <action> [...names]',
  description:
    'List the gates of tasks, phases and documents, or run them and record evidence (action: list or run)',
  options: [
    ['--all', 'Run all gates'],
    ['--roadmap <path>', 'Only what stands in this document'],
    ['--own', 'Of phases and documents only their own gates, without those of what stands in them'],
    ['--yes', 'Run without asking'],
    ['--approve <file>', 'Run what this file of digests approves, without asking'],
    ['--fail-fast', 'Stop after the first gate that does not pass'],
    ['--resume', 'Leave out what has passed already, with nothing changed since'],
    ['--jobs <n>', 'Run so many gates at once (default: 1)'],
    ['--timeout <duration>', 'Stop gates that say nothing else after 90s, 10m, 1h'],
    // Not `--env-file`: Node 20 takes that for its own wherever it stands, and then leaves nothing out of the file.
    ['--dotenv <file>', 'Variables for the gates, as in .env'],
    ['--log-dir <folder>', 'Keep the whole output of each run there'],
    ['--junit <file>', 'Also write the results as JUnit XML'],
    ['--format <name>', 'List: pretty (the default), json, or digests for --approve'],
  ],
  async run(input, terminal) {
    const [action, ...names] = input.args;
    const projects = await loadGates(terminal);
    const roadmap = optionText(input, 'roadmap');
    const selection = { names, roadmap, own: input.options.own === true };
    if (action === 'list') return list(input, selectTasks(projects, selection, terminal.cwd), terminal);
    if (action !== 'run') throw new UsageError(`There is no \`gate ${action}\`: it is list or run.`);
    if (names.length === 0 && input.options.all !== true && roadmap === undefined) {
      throw new UsageError('Name the tasks or phases whose gates to run, or --all.');
    }
    const selected = selectTasks(projects, selection, terminal.cwd);
    if (input.options.resume !== true) return run(input, selected, terminal);
    const left = await Promise.all(selected.map(withoutPassed));
    if (selected.some(({ tasks }) => tasks.length > 0) && left.every(({ tasks }) => tasks.length === 0)) {
      terminal.err('All of these gates have passed, and nothing changed since.');
      return 0;
    }
    return run(input, left, terminal);
  },
};

/** All gates of the project around the current directory: what is a roadmap decides what evidence covers. */
async function loadGates(terminal: Terminal): Promise<readonly GateProject[]> {
  const root = findProjectRoot(terminal.cwd, terminal.cwd);
  const files = new NodeFileSystem({ processes: true });
  const { projects } = await loadProjects([root], terminal, files);
  return Promise.all(projects.map(collectGates));
}

async function list(
  input: CommandInput,
  projects: readonly GateProject[],
  terminal: Terminal,
): Promise<ExitStatus> {
  const format = choose(input, 'format', ['pretty', 'json', 'digests']);
  if (format === 'digests') {
    terminal.out(writeDigests(projects));
    return 0;
  }
  const listings = await Promise.all(
    projects.map(async (project) => ({ project, results: await knownResults(project) })),
  );
  terminal.out(format === 'json' ? writeGateListJson(listings) : writeGateList(listings, terminal.colors));
  return 0;
}

async function knownResults(project: GateProject): Promise<ProjectResults> {
  const history = await new EvidenceStore(path.join(project.root, EVIDENCE_FILE)).read();
  return readResults({ project, history, tree: await project.readTree() });
}

/** A project with the tasks whose gates are not known to pass. */
async function withoutPassed(project: GateProject): Promise<GateProject> {
  const results = await knownResults(project);
  const tasks = project.tasks.filter((task) => {
    const result = results.get(task);
    return result?.outcome !== 'passed' || !result.fresh;
  });
  return { ...project, tasks };
}

async function run(
  input: CommandInput,
  projects: readonly GateProject[],
  terminal: Terminal,
): Promise<ExitStatus> {
  const jobs = optionNumber(input, 'jobs') ?? 1;
  if (projects.every(({ tasks }) => tasks.length === 0)) {
    terminal.err('None of these has a gate.');
    return 0;
  }
  const approval: Approval = {
    yes: input.options.yes === true,
    file: optionText(input, 'approve'),
  };
  if (!(await askApproval(projects, approval, terminal))) return 2;
  return runGates(
    projects,
    {
      jobs,
      failFast: input.options.failFast === true,
      junit: optionText(input, 'junit'),
      timeout: optionDuration(input, 'timeout'),
      env: await optionEnv(input, terminal.cwd),
      logFolder: optionText(input, 'logDir'),
    },
    terminal,
  );
}

function optionDuration(input: CommandInput, name: string): number | null {
  const text = optionText(input, name);
  if (text === undefined) return null;
  const duration = readDuration(text);
  if (duration !== null) return duration;
  throw new UsageError(`--${name} takes a duration: 90s, 10m or 1h.`);
}

async function optionEnv(input: CommandInput, cwd: string): Promise<Readonly<Record<string, string>>> {
  const file = optionText(input, 'dotenv');
  if (file === undefined) return {};
  const read = readInput(cwd, file);
  if (read.kind === 'unreadable') throw new UsageError(read.reason);
  return readEnvFile(path.resolve(cwd, file));
}

function optionNumber(input: CommandInput, name: string): number | undefined {
  const value = input.options[name];
  if (value === undefined) return undefined;
  const number = Number(value);
  if (Number.isInteger(number) && number > 0) return number;
  throw new UsageError(`--${name} takes a number from 1.`);
}
