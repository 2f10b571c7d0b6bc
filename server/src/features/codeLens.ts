import type { CodeLens, Command } from 'vscode-languageserver-types';
import { type BranchState, branchStateOf, branchTemplate, NO_BRANCHES } from '../core/branches/states.ts';
import { branchPhrase } from '../core/branches/words.ts';
import { effectiveGates } from '../core/analysis/effectiveGates.ts';
import type { Task } from '../core/model/document.ts';
import { effectiveStatus, isDropped } from '../core/model/status.ts';
import { type PullRequestStanding, pullRequestPhrase } from '../core/pullRequestWords.ts';
import { locate } from '../core/model/workspace.ts';
import { LensCommands, LensData, type TaskArgument } from '../protocol/messages.ts';
import { toRange } from './convert.ts';
import { criteriaOf, taskProgress } from './criteria.ts';
import type { Snapshot, TaskPullRequests, TaskResult, TaskResults } from './snapshot.ts';
import { progressPhrase, resultPhrase } from './words.ts';

/** Which commands the client has registered: a lens whose command nobody knows would be a dead button. */
export interface LensOptions {
  readonly commands: ReadonlySet<string>;
  /** Lenses come with their texts at once. */
  readonly wholeLenses: boolean;
  readonly pullRequests?: TaskPullRequests;
}

/**
 * Above each task: `▷ Run gate` (later its last result), `2 of 5 criteria met`, and where the task names a branch
 * `Start work` (once there is one, how it is) and `Open pull request`. A task without any of these has no lens.
 *
 * Unless the client wants whole lenses they come without their texts, and `resolveCodeLens` writes those for
 * the ones on the screen.
 */
export function provideCodeLenses(
  snapshot: Snapshot,
  results: TaskResults,
  options: LensOptions,
): CodeLens[] {
  const { document } = snapshot;
  return document.tasks.flatMap((task) => {
    const range = toRange(document.source, { from: task.nameSpan.from, to: task.nameSpan.from });
    return lensKinds(snapshot, task, options).map((kind) => {
      const data: LensData = { kind, uri: document.uri, task: task.key };
      return options.wholeLenses
        ? { range, command: lensCommand(data, task, snapshot, results, options) }
        : { range, data };
    });
  });
}

/** The lens with its text. A lens whose task is gone has none; the editor asks for new ones anyway. */
export function resolveCodeLens(
  lens: CodeLens,
  snapshot: Snapshot,
  results: TaskResults,
  options: LensOptions,
): CodeLens {
  const data = LensData.parse(lens.data);
  const task = snapshot.document.tasks.find(({ key }) => key === data.task);
  return { ...lens, command: task ? lensCommand(data, task, snapshot, results, options) : NOTHING };
}

const NOTHING: Command = { title: '', command: '' };

function lensKinds(
  snapshot: Snapshot,
  task: Task,
  { commands, pullRequests }: LensOptions,
): LensData['kind'][] {
  const { workspace, document } = snapshot;
  const projectGates = locate(workspace, document.uri)?.folder.config.gates ?? [];
  const kinds: LensData['kind'][] = [];
  if (commands.has(LensCommands.runGate) && effectiveGates(document, task, projectGates)) kinds.push('gate');
  if (criteriaOf(task).length > 0) kinds.push('progress');
  if (commands.has(LensCommands.startWork) && (canStart(task) || stateOf(snapshot, task)))
    kinds.push('branch');
  if (
    commands.has(LensCommands.openPullRequest) &&
    (task.branch !== null || pullRequests?.(document.uri, task.key))
  )
    kinds.push('pullRequest');
  return kinds;
}

function canStart(task: Task): boolean {
  const status = effectiveStatus(task);
  return task.branch !== null && status !== 'done' && !isDropped(status);
}

function stateOf(
  { workspace, document, branches = NO_BRANCHES }: Snapshot,
  task: Task,
): BranchState | undefined {
  return branchStateOf(branches, task, branchTemplate(workspace, document.uri));
}

function lensCommand(
  data: LensData,
  task: Task,
  snapshot: Snapshot,
  results: TaskResults,
  options: LensOptions,
): Command {
  const { commands, pullRequests } = options;
  const command = anyCommand(data, task, snapshot, results, pullRequests?.(data.uri, data.task));
  // An empty command makes a text that cannot be clicked.
  return commands.has(command.command) ? command : { ...command, command: '' };
}

function anyCommand(
  { kind, uri, task: key }: LensData,
  task: Task,
  snapshot: Snapshot,
  results: TaskResults,
  known: PullRequestStanding | undefined,
): Command {
  const argument: TaskArgument = { uri, task: key };
  switch (kind) {
    case 'gate':
      return command(gateTitle(results(uri, key)), LensCommands.runGate, argument);
    case 'progress':
      return command(progressPhrase(taskProgress(task)), LensCommands.showCriteria, argument);
    case 'branch':
      return command(branchTitle(stateOf(snapshot, task)), LensCommands.startWork, argument);
    case 'pullRequest':
      return command(pullRequestTitle(known), LensCommands.openPullRequest, argument);
  }
}

function command(title: string, id: string, argument: TaskArgument): Command {
  return { title, command: id, arguments: [argument] };
}

function branchTitle(state: BranchState | undefined): string {
  return state === undefined ? 'Start work' : `⎇ ${branchPhrase(state)}`;
}

function pullRequestTitle(standing: PullRequestStanding | undefined): string {
  return standing === undefined ? 'Open pull request' : pullRequestPhrase(standing);
}

function gateTitle(result: TaskResult | undefined): string {
  const phrase = result ? resultPhrase(result) : '';
  return phrase === '' ? '▷ Run gate' : phrase;
}
