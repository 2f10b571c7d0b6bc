import { branchNameOf, branchTemplate } from '../core/branches/states.ts';
import type { GitPort } from '../core/ports.ts';
import {
  describeRoute,
  preparePullRequest,
  sendPullRequest,
  type Outcome,
  type PullRequestPlan,
  type PullRequestTask,
} from '../forge/openPullRequest.ts';
import { dependenciesFirst, nameOfTask } from '../forge/openSeveral.ts';
import type { Refusal } from '../forge/plan.ts';
import type { ForgeRepository } from '../forge/remote.ts';
import { pullRequestText } from '../forge/pullRequestText.ts';
import { assessTasks, type Readiness } from '../forge/readiness.ts';
import { prepareUpdate, sendUpdate } from '../forge/updatePullRequest.ts';
import { findRepositoryRoot, openGit } from '../host/git.ts';
import { createGitPort } from '../host/gitPort.ts';
import { type CommandInput, type ExitStatus, UsageError } from './command.ts';
import { type NamedTask, readTasks, taskNamed } from './namedTasks.ts';
import { chooseTemplate, marksFor, type PullRequestOptions, readOptions } from './prOptions.ts';
import { Progress } from './progress.ts';
import { PullRequestTasks } from './prTasks.ts';
import { connectFromEnvironment, tokenAdvice } from './prToken.ts';
import type { Terminal } from './terminal.ts';

/** Opens (or updates) a pull request for each of the tasks that are named; the worst exit status counts. */
export async function openPullRequests(input: CommandInput, terminal: Terminal): Promise<ExitStatus> {
  const root = findRepositoryRoot(terminal.cwd);
  if (root === undefined) throw new UsageError('There is no git repository here: a pull request needs one.');
  const options = readOptions(input, terminal);
  const given = { git: createGitPort(openGit(root)), options, terminal };
  const sources = new PullRequestTasks(root);
  const chosen = options.ready
    ? await readyTasks(await readTasks(input, terminal), sources, given)
    : await makeAll(await chooseTasks(input, terminal, given.git), sources);
  let status: ExitStatus = options.ready && chosen.length === 0 ? 1 : 0;
  for (const task of dependenciesFirst(chosen)) {
    if (chosen.length > 1) terminal.err(`${nameOfTask(task)}:`);
    const ended = await (options.update ? updateOne(task, given) : openOne(task, given));
    status = ended > status ? ended : status;
  }
  return status;
}

interface Given {
  readonly git: GitPort;
  readonly options: PullRequestOptions;
  readonly terminal: Terminal;
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
  // A branch that a task's field names is that task's, whatever the template makes of others.
  const named = tasks.filter(({ task }) => task.branch !== null && task.branch === branch);
  const own = named.length > 0 ? named : tasks.filter((one) => isBranchOf(one, branch));
  if (own.length === 1) return own;
  throw new UsageError(
    'The branch that is checked out is not that of a single task: name the task, as in `roadgate pr 12`.',
  );
}

function isBranchOf({ project, document, task }: NamedTask, branch: string | undefined): boolean {
  const template = branchTemplate(project.workspace, document.uri);
  return branch !== undefined && branchNameOf(task, template) === branch;
}

async function makeAll(
  tasks: readonly NamedTask[],
  sources: PullRequestTasks,
): Promise<readonly PullRequestTask[]> {
  return Promise.all(tasks.map((task) => sources.of(task)));
}

/** Says of the others why they are not ready; of tasks without any work it says nothing. */
async function readyTasks(
  tasks: readonly NamedTask[],
  sources: PullRequestTasks,
  { git, terminal }: Given,
): Promise<readonly PullRequestTask[]> {
  const progress = new Progress(terminal);
  const made = await makeAll(tasks, sources);
  const onTask = (_: PullRequestTask, index: number): void =>
    progress.show(`Looking at task ${index + 1} of ${made.length}…`);
  const assessed = await assessTasks(made, git, connectFromEnvironment, { onTask });
  progress.end();
  for (const { task, readiness } of assessed) {
    const reason = whyNot(readiness);
    if (reason !== undefined) terminal.err(`${nameOfTask(task)}: ${reason}`);
  }
  const ready = assessed.flatMap(({ task, readiness }) => (readiness.kind === 'ready' ? [task] : []));
  if (ready.length === 0) terminal.err('No task is ready for a pull request.');
  return ready;
}

function whyNot(readiness: Readiness): string | undefined {
  switch (readiness.kind) {
    case 'ready':
      return undefined;
    case 'doubtful':
      return `${readiness.reasons.join(', ')}.`;
    case 'existing':
      return `pull request #${readiness.pullRequest.number} is open.`;
    case 'impossible':
      return readiness.reason === 'no branch yet' ? undefined : readiness.reason.replace(/\.?$/, '.');
  }
}

async function openOne(task: PullRequestTask, given: Given): Promise<ExitStatus> {
  const { git, options, terminal } = given;
  const prepared = await preparePullRequest(task, git, connectFromEnvironment, { base: options.base });
  if (prepared.kind === 'refused') return tellRefusal(prepared, terminal);
  if (prepared.kind === 'existing') return tellExisting(prepared, terminal);
  const count = prepared.leftOut.length;
  if (count > 0) {
    terminal.err(`Uncommitted changes stay out: ${count === 1 ? '1 file' : `${count} files`}.`);
  }
  for (const note of prepared.notes) terminal.err(note);
  const title = options.title?.trim() ?? prepared.title;
  const body = options.body ?? (await composeText(prepared, given));
  const marks = marksFor(prepared, options);
  if (options.dryRun) {
    const set = [...marks.labels, ...marks.milestones.slice(0, 1), ...marks.assignees, ...marks.reviewers];
    if (set.length > 0) terminal.err(`Labels, milestone and people: ${set.join(', ')}.`);
    terminal.out(`${describeRoute(prepared)}\n${title}\n\n${body}`);
    return 0;
  }
  const draft = options.draft || task.source.draft;
  const sent = await sendPullRequest(prepared, { title, draft, body, marks }, git);
  return tell(sent, terminal, prepared.target.base);
}

async function composeText(plan: PullRequestPlan, { git, options, terminal }: Given): Promise<string> {
  const template = chooseTemplate(plan, options, terminal);
  const { markdown, unknown } = await pullRequestText(plan, git, template);
  if (unknown.length > 0) {
    const names = unknown.map((name) => `{${name}}`).join(', ');
    terminal.err(`${names} in the template is no placeholder: it stays in the text.`);
  }
  return markdown;
}

async function updateOne(task: PullRequestTask, { git, options, terminal }: Given): Promise<ExitStatus> {
  const prepared = await prepareUpdate(task, git, connectFromEnvironment);
  if (prepared.kind === 'refused') return tellRefusal(prepared, terminal);
  for (const note of prepared.notes) terminal.err(note);
  const { number, url } = prepared.pullRequest;
  if (prepared.kind === 'current') {
    terminal.err(`Pull request #${number} is up to date.`);
    return 0;
  }
  if (prepared.body !== null)
    terminal.err(`The evidence in pull request #${number} is older than what is known now.`);
  if (prepared.base !== null) {
    terminal.err(`"${prepared.pullRequest.base}" is merged: #${number} goes into "${prepared.base}" now.`);
  }
  if (options.dryRun) {
    if (prepared.body !== null) terminal.out(prepared.body);
    return 0;
  }
  const sent = await sendUpdate(prepared, { body: true, base: true });
  if (sent.kind === 'ok') terminal.out(`${url}\n`);
  else terminal.err(sent.error.message);
  return sent.kind === 'ok' ? 0 : 2;
}

/** Failures of git and of the forge are not an answer but trouble. */
function tellRefusal({ why, message }: Refusal, terminal: Terminal): ExitStatus {
  terminal.err(message);
  return why === 'git' || why === 'forge' ? 2 : 1;
}

function tellExisting(
  { pullRequest: { number, url } }: Extract<Outcome, { kind: 'existing' }>,
  terminal: Terminal,
): ExitStatus {
  terminal.err(`Pull request #${number} is open for this branch already.`);
  terminal.out(`${url}\n`);
  return 0;
}

function tell(outcome: Outcome, terminal: Terminal, repository: ForgeRepository): ExitStatus {
  switch (outcome.kind) {
    case 'created':
      for (const note of outcome.notes) terminal.err(note);
      terminal.out(`${outcome.pullRequest.url}\n`);
      return 0;
    case 'existing':
      return tellExisting(outcome, terminal);
    case 'pushed':
      terminal.err(pushedOnly(repository));
      if (outcome.url !== null) terminal.out(`${outcome.url}\n`);
      return 0;
    case 'failed':
      terminal.err(outcome.message);
      if (outcome.url !== null) terminal.err(`It can be opened by hand: ${outcome.url}`);
      return 2;
  }
}

/** For a forge without an adapter no token would help. */
function pushedOnly(repository: ForgeRepository): string {
  const isHopeless = WITHOUT_ADAPTER.has(repository.kind);
  const advice = isHopeless ? 'The' : `Without a token (${tokenAdvice(repository)}) the`;
  return `The branch is pushed. ${advice} pull request is opened by hand.`;
}

const WITHOUT_ADAPTER: ReadonlySet<string> = new Set(['bitbucket', 'bitbucket-server', 'azure-devops']);
