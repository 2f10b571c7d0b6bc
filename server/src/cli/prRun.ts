import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { effectiveGates } from '../core/analysis/effectiveGates.ts';
import { pullRequestFacts } from '../core/analysis/pullRequestFacts.ts';
import type { RoadmapDocument, Task } from '../core/model/document.ts';
import { locate } from '../core/model/workspace.ts';
import type { GitPort } from '../core/ports.ts';
import type { GateReport } from '../forge/evidence.ts';
import { DEFAULT_CONFIG } from '../core/config.ts';
import {
  describeRoute,
  preparePullRequest,
  sendPullRequest,
  type Outcome,
  type PullRequestTask,
} from '../forge/openPullRequest.ts';
import { pullRequestText } from '../forge/pullRequestText.ts';
import type { Refusal } from '../forge/plan.ts';
import { EVIDENCE_FILE, EvidenceStore } from '../host/evidenceStore.ts';
import { findRepositoryRoot, openGit } from '../host/git.ts';
import { createGitPort } from '../host/gitPort.ts';
import { type CommandInput, type ExitStatus, UsageError } from './command.ts';
import { readResults } from './gateResult.ts';
import { collectGates } from './gateSelection.ts';
import type { LoadedProject } from './load.ts';
import { documentName, type NamedTask, readTasks, taskNamed } from './namedTasks.ts';
import { connectFromEnvironment } from './prToken.ts';
import type { Terminal } from './terminal.ts';

/** Opens a pull request for each of the tasks that are named; the worst exit status counts. */
export async function openPullRequests(input: CommandInput, terminal: Terminal): Promise<ExitStatus> {
  const root = findRepositoryRoot(terminal.cwd);
  if (root === undefined) throw new UsageError('There is no git repository here: a pull request needs one.');
  const git = createGitPort(openGit(root));
  let status: ExitStatus = 0;
  for (const { project, document, task } of await chooseTasks(input, terminal, git)) {
    const given = await toPullRequestTask(project, document, task, root);
    const ended = await openOne(given, git, input, terminal);
    status = ended > status ? ended : status;
  }
  return status;
}

async function chooseTasks(
  input: CommandInput,
  terminal: Terminal,
  git: GitPort,
): Promise<readonly NamedTask[]> {
  const tasks = await readTasks(input, terminal);
  if (input.args.length > 0) return input.args.map((id) => taskNamed(tasks, id));
  const facts = await git.facts();
  const branch =
    facts.kind === 'ok' && facts.value.head.kind === 'branch' ? facts.value.head.name : undefined;
  const own = tasks.filter(({ task }) => task.branch !== null && task.branch === branch);
  if (own.length === 1) return own;
  throw new UsageError(
    'No single task names the branch that is checked out: name the task, as in `roadgate pr 12`.',
  );
}

async function openOne(
  task: PullRequestTask,
  git: GitPort,
  input: CommandInput,
  terminal: Terminal,
): Promise<ExitStatus> {
  const prepared = await preparePullRequest(task, git, connectFromEnvironment);
  if (prepared.kind === 'refused') return tellRefusal(prepared, terminal);
  if (prepared.kind === 'existing') return tell(prepared, terminal);
  const count = prepared.leftOut.length;
  if (count > 0) {
    terminal.err(`Uncommitted changes stay out: ${count === 1 ? '1 file' : `${count} files`}.`);
  }
  if (input.options.dryRun === true) {
    const { markdown: text } = await pullRequestText(prepared, git);
    terminal.out(`${describeRoute(prepared)}\n${prepared.title}\n\n${text}`);
    return 0;
  }
  const choices = {
    title: prepared.title,
    draft: input.options.draft === true || prepared.task.source.draft,
  };
  return tell(await sendPullRequest(prepared, choices, git), terminal);
}

/** Failures of git and of the forge are not an answer but trouble. */
function tellRefusal({ why, message }: Refusal, terminal: Terminal): ExitStatus {
  terminal.err(message);
  return why === 'git' || why === 'forge' ? 2 : 1;
}

function tell(outcome: Outcome, terminal: Terminal): ExitStatus {
  switch (outcome.kind) {
    case 'created':
      terminal.out(`${outcome.pullRequest.url}\n`);
      return 0;
    case 'existing':
      terminal.err(`Pull request #${outcome.pullRequest.number} is open for this branch already.`);
      terminal.out(`${outcome.pullRequest.url}\n`);
      return 0;
    case 'pushed':
      terminal.err(PUSHED);
      if (outcome.url !== null) terminal.out(`${outcome.url}\n`);
      return 0;
    case 'failed':
      terminal.err(outcome.message);
      if (outcome.url !== null) terminal.err(`It can be opened by hand: ${outcome.url}`);
      return 2;
  }
}

const PUSHED =
  'The branch is pushed. Without a token (GITHUB_TOKEN, or `gh auth login`) the pull request is opened by hand.';

async function toPullRequestTask(
  project: LoadedProject,
  document: RoadmapDocument,
  task: Task,
  repository: string,
): Promise<PullRequestTask> {
  const file = path.relative(repository, fileURLToPath(document.uri)).split(path.sep).join('/');
  const criteria = task.items.filter(({ role }) => role === 'criterion');
  const config = locate(project.workspace, document.uri)?.folder.config ?? DEFAULT_CONFIG;
  return {
    source: {
      task: { id: task.id, title: task.title, branch: task.branch, line: task.line, criteria },
      ...pullRequestFacts(document, task, config),
    },
    documentPath: file.startsWith('../') ? null : file,
    gates: await gateReports(project, document, task),
  };
}

/** From the evidence that the repository keeps; none where a gate of the task was never run. */
async function gateReports(
  project: LoadedProject,
  document: RoadmapDocument,
  task: Task,
): Promise<readonly GateReport[]> {
  const name = documentName(project, document);
  const gates = await collectGates(project);
  const known = gates.tasks.find((candidate) => candidate.document === name && candidate.key === task.key);
  if (known === undefined) return [];
  const history = await new EvidenceStore(path.join(gates.root, EVIDENCE_FILE)).read();
  if (history.length === 0) return [];
  const tree = await gates.readTree();
  const result = (await readResults({ project: gates, history, tree })).get(known);
  if (result === undefined || result.outcome === 'running' || result.outcome === 'incomplete') return [];
  const { outcome, commit, duration, fresh } = result;
  const title = known.gates.map(({ plan }) => plan.name).join(', ');
  return [{ name: title, commands: commandsOf(project, document, task), outcome, commit, duration, fresh }];
}

function commandsOf(project: LoadedProject, document: RoadmapDocument, task: Task): readonly string[] {
  const shared = locate(project.workspace, document.uri)?.folder.config.gates ?? [];
  const gates = effectiveGates(document, task, shared)?.gates ?? [];
  return gates.flatMap((gate) => ('run' in gate ? [gate.run] : gate.commands));
}
