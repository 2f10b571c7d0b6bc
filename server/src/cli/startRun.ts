import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { carryOut, guardTree, type StartChoice, type TreeGuard } from '../core/branches/carryOut.ts';
import { startSubject } from '../core/branches/source.ts';
import {
  baseNamed,
  describeFiles,
  planStart,
  type StartBase,
  type StartExisting,
  type StartFacts,
  type StartNew,
  type StartPlan,
  type StartSubject,
} from '../core/branches/start.ts';
import { branchNameOf, branchTemplate } from '../core/branches/states.ts';
import type { SwitchPort } from '../core/ports.ts';
import { planStatus } from '../core/status/plan.ts';
import { BranchReader } from '../host/branchStates.ts';
import { findRepositoryRoot, type Git, openGit } from '../host/git.ts';
import { createGitPort } from '../host/gitPort.ts';
import { createSwitchPort } from '../host/switchPort.ts';
import { type CommandInput, type ExitStatus, optionText, UsageError } from './command.ts';
import { type NamedTask, readTasks, taskNamed } from './namedTasks.ts';
import type { Terminal } from './terminal.ts';

/** Runs `roadgate start`. @returns 1 where the task cannot be started as things are, 2 where git fails. */
export async function startWork(input: CommandInput, terminal: Terminal): Promise<ExitStatus> {
  const root = findRepositoryRoot(terminal.cwd);
  if (root === undefined) throw new UsageError('There is no git repository here: a branch needs one.');
  const tasks = await readTasks(input, terminal);
  const [id] = input.args;
  if (id === undefined) throw new UsageError(`Name a task, as in \`roadgate start 12\`.${nextTasks(tasks)}`);
  const { project, document, task } = taskNamed(tasks, id);
  const subject = startSubject(project.workspace, document, task);
  const template = branchTemplate(project.workspace, document.uri);
  const git = openGit(root);
  const facts = await readFacts(git, subject, template);
  if (typeof facts === 'string') {
    terminal.err(facts);
    return 2;
  }
  const plan = planStart(subject, facts, template);
  if (plan.kind !== 'new' && plan.kind !== 'existing') return tell(plan, terminal);
  const choice = choose(plan, facts, input, terminal);
  const port = createSwitchPort(git);
  return (await obstacle(choice, facts, port, input, terminal)) ?? start(choice, port, input, terminal);
}

/** What is known of the repository, or why nothing is. */
async function readFacts(git: Git, subject: StartSubject, template: string): Promise<StartFacts | string> {
  const names = [branchNameOf(subject, template), ...subject.dependencies.map(({ branch }) => branch)];
  const [repository, states] = await Promise.all([
    createGitPort(git).facts(),
    new BranchReader(git).read(names.filter((name) => name !== null)),
  ]);
  if (repository.kind === 'failed') return `Git says: ${repository.output}`;
  return { repository: repository.value, states };
}

function tell(plan: Exclude<StartPlan, StartNew | StartExisting>, terminal: Terminal): ExitStatus {
  switch (plan.kind) {
    case 'refused': {
      const instead =
        plan.suggestion === null ? '' : ` "${plan.suggestion}" would be one: write it into the task.`;
      terminal.err(`${plan.message}${instead}`);
      return 1;
    }
    case 'current':
      terminal.err(`"${plan.branch}" is checked out already.`);
      return 0;
    case 'elsewhere':
      terminal.err(`"${plan.branch}" is checked out in another folder: work there.`);
      terminal.out(`${plan.folder}\n`);
      return 0;
  }
}

function choose(
  plan: StartNew | StartExisting,
  { repository }: StartFacts,
  input: CommandInput,
  terminal: Terminal,
): StartChoice {
  const folder = optionText(input, 'worktree');
  const worktree = folder === undefined ? null : freeFolder(path.resolve(terminal.cwd, folder));
  const named = optionText(input, 'base');
  if (plan.kind === 'existing') {
    if (named !== undefined) terminal.err(`"${plan.branch}" is there already, so --base says nothing.`);
    return { plan, base: null, worktree };
  }
  for (const note of plan.notes) terminal.err(note);
  if (named === undefined) return { plan, base: onlyBase(plan), worktree };
  const base = baseNamed(named, plan, repository);
  if (base === undefined) throw new UsageError(`There is no branch ${named}. ${basesOf(plan)}`);
  return { plan, base, worktree };
}

/** Where several branches that are not merged are needed, a person has to say which comes first. */
function onlyBase(plan: StartNew): StartBase {
  const needed = plan.bases.filter(({ kind }) => kind === 'dependency');
  if (needed.length < 2) return plan.bases[0];
  throw new UsageError(`Say with --base what to start from. ${basesOf(plan)}`);
}

function basesOf({ bases }: StartNew): string {
  return `There is ${bases.map(({ name, reason }) => `${name} (${reason})`).join('; ')}.`;
}

function freeFolder(folder: string): string {
  if (!existsSync(folder) || isEmptyFolder(folder)) return folder;
  throw new UsageError(`${folder} is there already: name a folder that is not.`);
}

function isEmptyFolder(folder: string): boolean {
  try {
    return readdirSync(folder).length === 0;
  } catch {
    return false;
  }
}

/** What keeps the working tree from being switched; undefined if nothing does. */
async function obstacle(
  choice: StartChoice,
  { repository }: StartFacts,
  port: SwitchPort,
  input: CommandInput,
  terminal: Terminal,
): Promise<ExitStatus | undefined> {
  if (choice.worktree !== null) return undefined;
  const guard = await guardTree(choice, repository, port);
  if (guard.kind === 'clean' || (guard.kind === 'dirty' && input.options.takeAlong === true))
    return undefined;
  terminal.err(whyNot(guard));
  return guard.kind === 'failed' ? 2 : 1;
}

function whyNot(guard: Exclude<TreeGuard, { kind: 'clean' }>): string {
  switch (guard.kind) {
    case 'dirty':
      return `${describeFiles(guard.files, 'not committed')} Commit them, take them along with --take-along, or leave them here with --worktree DIR.`;
    case 'blocked':
      return `${describeFiles(guard.files, 'in the way')} Switching would overwrite what nobody committed: commit or move it, or use --worktree DIR.`;
    case 'busy':
      return `There is ${guard.operation} under way: finish it first, or use --worktree DIR.`;
    case 'failed':
      return `Git says: ${guard.output}`;
  }
}

async function start(
  choice: StartChoice,
  port: SwitchPort,
  input: CommandInput,
  terminal: Terminal,
): Promise<ExitStatus> {
  const { plan, base, worktree } = choice;
  const from = base === null ? '' : `, from ${base.name} (${base.reason})`;
  const place = worktree === null ? '' : `, in ${worktree}`;
  if (input.options.dryRun === true) {
    terminal.out(`${plan.branch} (${plan.kind === 'new' ? 'new' : 'there'}${from}${place})\n`);
    return 0;
  }
  const done = await carryOut(choice, port);
  if (done.kind === 'failed') {
    terminal.err(`Git did not do it, and nothing of yours was touched: ${done.output}`);
    return 2;
  }
  terminal.err(`${plan.kind === 'new' ? 'Made' : 'Switched to'} ${plan.branch}${from}${place}.`);
  terminal.out(`${worktree ?? plan.branch}\n`);
  return 0;
}

/** What could be started now, for somebody who did not say. */
function nextTasks(tasks: readonly NamedTask[]): string {
  const [first] = tasks;
  if (first === undefined) return ' There is no task in the roadmaps of this project.';
  const { workspace, uris } = first.project;
  const next = planStatus(workspace, uris, undefined)
    .ready.filter(({ task }) => task.id !== null)
    .slice(0, MOST_NEXT);
  if (next.length === 0) return '';
  return ` Next ${next.length === 1 ? 'is' : 'are'} ${next.map(({ task }) => `${task.id} (${task.title})`).join(', ')}.`;
}

const MOST_NEXT = 5;
