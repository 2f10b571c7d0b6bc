import type { CodeLens, Command } from 'vscode-languageserver-types';
import { type BranchState, branchStateOf, branchTemplate, NO_BRANCHES } from '../core/branches/states.ts';
import { branchPhrase } from '../core/branches/words.ts';
import { effectiveGates } from '../core/analysis/effectiveGates.ts';
import type { RoadmapDocument, Task } from '../core/model/document.ts';
import { effectiveStatus, isDropped } from '../core/model/status.ts';
import { type PullRequestStanding, pullRequestPhrase } from '../core/pullRequestWords.ts';
import { DOCUMENT_KEY } from '../core/model/gateKeys.ts';
import { locate } from '../core/model/workspace.ts';
import {
  type GateArgument,
  LensCommands,
  LensData,
  type PhaseArgument,
  type TaskArgument,
} from '../protocol/lenses.ts';
import { toRange } from './convert.ts';
import { criteriaOf, groupProgress, taskProgress } from './criteria.ts';
import { fenceLenses, fenceTitle, phaseLenses, phaseTitle, type PlacedLens } from './gateLenses.ts';
import type { Snapshot, TaskPullRequests, TaskResult, TaskResults } from './snapshot.ts';
import { progressPhrase, resultPhrase } from './words.ts';

type TaskLensData = Exclude<LensData, { kind: 'phase' | 'phaseProgress' } | { kind: 'fence' }>;

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
 * Phases and the fences of gates have a lens that runs them and shows their last result.
 *
 * Unless the client wants whole lenses they come without their texts, and `resolveCodeLens` writes those for
 * the ones on the screen.
 */
export function provideCodeLenses(
  snapshot: Snapshot,
  results: TaskResults,
  options: LensOptions,
): CodeLens[] {
  const { source } = snapshot.document;
  return placedLenses(snapshot, options).map(({ at, data }) => {
    const range = toRange(source, { from: at, to: at });
    if (!options.wholeLenses) return { range, data };
    return { range, command: lensCommand(data, snapshot, results, options) };
  });
}

/** On each phase that has criteria of its own: how many are met. */
function phaseProgressLenses({ uri, groups, criteria }: RoadmapDocument): readonly PlacedLens[] {
  const lines = new Set(criteria.map(({ group }) => group));
  return groups
    .filter(({ line }) => lines.has(line))
    .map(({ key, nameSpan }) => ({ at: nameSpan.from, data: { kind: 'phaseProgress', uri, group: key } }));
}

/** The lens with its text. A lens whose task is gone has none; the editor asks for new ones anyway. */
export function resolveCodeLens(
  lens: CodeLens,
  snapshot: Snapshot,
  results: TaskResults,
  options: LensOptions,
): CodeLens {
  return { ...lens, command: lensCommand(LensData.parse(lens.data), snapshot, results, options) };
}

const NOTHING: Command = { title: '', command: '' };

function placedLenses(snapshot: Snapshot, options: LensOptions): readonly PlacedLens[] {
  const { document } = snapshot;
  const { commands } = options;
  const ofTasks = document.tasks.flatMap((task) =>
    lensKinds(snapshot, task, options).map((kind): PlacedLens => {
      return { at: task.nameSpan.from, data: { kind, uri: document.uri, task: task.key } };
    }),
  );
  return [
    ...ofTasks,
    ...(commands.has(LensCommands.runPhase) ? phaseLenses(snapshot) : []),
    ...phaseProgressLenses(document),
    ...(commands.has(LensCommands.runGate) ? fenceLenses(snapshot) : []),
  ];
}

function lensKinds(
  snapshot: Snapshot,
  task: Task,
  { commands, pullRequests }: LensOptions,
): TaskLensData['kind'][] {
  const { workspace, document } = snapshot;
  const projectGates = locate(workspace, document.uri)?.folder.config.gates ?? [];
  const kinds: TaskLensData['kind'][] = [];
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
  snapshot: Snapshot,
  results: TaskResults,
  { commands, pullRequests }: LensOptions,
): Command {
  const command = anyCommand(data, snapshot, results, pullRequests) ?? NOTHING;
  // An empty command makes a text that cannot be clicked.
  return commands.has(command.command) ? command : { ...command, command: '' };
}

/** Undefined where what the lens stood on is gone. */
function anyCommand(
  data: LensData,
  snapshot: Snapshot,
  results: TaskResults,
  pullRequests: TaskPullRequests | undefined,
): Command | undefined {
  const { tasks, groups } = snapshot.document;
  if ('group' in data) {
    const { kind, uri, group: key } = data;
    const group = groups.find((each) => each.key === key);
    if (group === undefined) return undefined;
    if (kind === 'phase')
      return command(phaseTitle(snapshot, group, results), LensCommands.runPhase, { uri, group: key });
    const progress = progressPhrase(groupProgress(snapshot.document, group));
    return command(progress, LensCommands.showCriteria, { uri, task: key });
  }
  const task = tasks.find(({ key }) => key === data.task);
  if (data.kind === 'fence') {
    const { uri, task: key, gate } = data;
    if (!task && key !== DOCUMENT_KEY && !groups.some((group) => group.key === key)) return undefined;
    return command(fenceTitle(results(uri, key), gate), LensCommands.runGate, { uri, task: key, gate });
  }
  return task && taskCommand(data, task, snapshot, results, pullRequests?.(data.uri, data.task));
}

function taskCommand(
  { kind, uri, task: key }: TaskLensData,
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

function command(title: string, id: string, argument: GateArgument | PhaseArgument): Command {
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
