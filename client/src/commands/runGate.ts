import * as vscode from 'vscode';
import { gateOwners } from '../../../server/src/gates/owners.ts';
import { GateArgument, PhaseArgument, TaskArgument } from '../../../server/src/protocol/lenses.ts';
import {
  type RoadmapOutline,
  RoadmapRequest,
  type TaskOutline,
} from '../../../server/src/protocol/outline.ts';
import type { RoadgateClient } from '../client.ts';
import type { GateHistory } from '../gates/gateHistory.ts';
import type { GateRunner, RunView } from '../gates/gateRunner.ts';
import { placeOf } from '../gates/place.ts';
import { GateTerminals } from '../gates/terminalRun.ts';
import type { GateTests } from '../gates/testExplorer.ts';
import { showFailure } from '../log.ts';
import { offerExplanation } from './explainLine.ts';
import type { TreeNode } from '../views/treeModel.ts';

/** Runs gates: from the lens of a task, fence or phase, from the tree, or from the palette for the task at the cursor. */
export function registerRunGate(
  client: RoadgateClient,
  tests: GateTests,
  history: GateHistory,
  runner: GateRunner,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const terminals = new GateTerminals();
  const run = async (find: () => Promise<GateArgument | undefined>): Promise<void> => {
    try {
      const target = await find();
      if (!target) return;
      if (history.isRunning(target.uri, target.task)) {
        await vscode.commands.executeCommand('testing.showMostRecentOutput');
      } else {
        await tests.runTask(target);
      }
    } catch (error) {
      void showFailure(log, vscode.l10n.t('The gate could not be run.'), error);
    }
  };
  return vscode.Disposable.from(
    terminals,
    vscode.commands.registerCommand('roadgate.runGate', (argument: unknown) =>
      run(() => Promise.resolve(gateOf(argument))),
    ),
    vscode.commands.registerCommand('roadgate.runPhase', async (argument: unknown) => {
      const phase = phaseOf(argument);
      if (!phase) return;
      try {
        await tests.runPhase(phase.uri, phase.group);
      } catch (error) {
        void showFailure(log, vscode.l10n.t('The gates could not be run.'), error);
      }
    }),
    vscode.commands.registerCommand('roadgate.runGateInTerminal', async (argument: unknown) => {
      try {
        const target = gateOf(argument) ?? (await taskAtCursor(client));
        if (target) await runInTerminal(target, runner, terminals);
      } catch (error) {
        void showFailure(log, vscode.l10n.t('The gate could not be run.'), error);
      }
    }),
    vscode.commands.registerCommand('roadgate.runGateAtCursor', () => run(() => taskAtCursor(client))),
  );
}

/** Runs gates where people can watch them and answer; what they showed is told by the lens. */
async function runInTerminal(
  { uri, task, gate }: GateArgument,
  runner: GateRunner,
  terminals: GateTerminals,
): Promise<void> {
  const reasons = new Set<string>();
  const view: RunView = {
    enqueued: () => undefined,
    skipped: (_, reason) => void reasons.add(reason),
    started: () => undefined,
    output: () => undefined,
    ended: (_, { outcome, reason }) => {
      if (reason !== null && (outcome === 'cancelled' || outcome === 'errored')) reasons.add(reason);
    },
  };
  const run = { uri, task, ...(gate === undefined ? {} : { gates: new Set([gate]) }) };
  const cancellation = new vscode.CancellationTokenSource();
  try {
    const options = { mayAsk: true, execute: terminals.run };
    const refusal = await runner.run([run], () => view, cancellation.token, options);
    if (refusal?.reason !== undefined) reasons.add(refusal.reason);
  } finally {
    cancellation.dispose();
  }
  for (const reason of reasons) void vscode.window.showInformationMessage(reason);
}

/** The lens of a fence names one gate; otherwise all gates of a task are meant. */
function gateOf(argument: unknown): GateArgument | undefined {
  return GateArgument.safeParse(argument).data ?? taskOf(argument);
}

/** Lenses give the address of a phase, the tree its node or that of a document, which has no phase. */
export function phaseOf(
  argument: unknown,
): { readonly uri: string; readonly group: string | null } | undefined {
  const parsed = PhaseArgument.safeParse(argument);
  if (parsed.success) return parsed.data;
  const node = argument as TreeNode | undefined;
  if (node?.kind === 'document') return { uri: node.roadmap.uri, group: null };
  return node?.kind === 'group' ? { uri: node.roadmap.uri, group: node.group.key } : undefined;
}

/** Lenses give the address of a task, the tree gives its node. */
export function taskOf(argument: unknown): TaskArgument | undefined {
  const parsed = TaskArgument.safeParse(argument);
  if (parsed.success) return parsed.data;
  const node = argument as TreeNode | undefined;
  return node?.kind === 'task' ? { uri: node.roadmap.uri, task: node.task.key } : undefined;
}

async function taskAtCursor(client: RoadgateClient): Promise<GateArgument | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const uri = editor.document.uri.toString();
  const roadmap = await client.request(RoadmapRequest, { uri });
  const { line } = editor.selection.active;
  const task = innermost(roadmap?.tasks ?? [], line);
  if (task && task.gates.length > 0) return { uri, task: task.key };
  const gate = roadmap ? gateAround(roadmap, line) : undefined;
  if (gate) return { uri, ...gate };
  const place = placeOf(editor.document.uri);
  if (place.kind !== 'refused' && !task) {
    void offerExplanation(vscode.l10n.t('There is no task at the cursor.'));
    return undefined;
  }
  void vscode.window.showInformationMessage(
    place.kind === 'refused'
      ? place.reason
      : vscode.l10n.t('This task has no gate: add one from its context menu in the Roadgate view.'),
  );
  return undefined;
}

/** The gate of a phase or of the document whose text holds a line (0-based). */
function gateAround(roadmap: RoadmapOutline, line: number): Omit<GateArgument, 'uri'> | undefined {
  for (const { level, key, gates } of gateOwners(roadmap)) {
    const gate = gates.find(({ range }) => range && range.start.line <= line && line <= range.end.line);
    if (gate && level !== 'task') return { task: key, gate: gate.key };
  }
  return undefined;
}

/** The task whose text holds a line (0-based); of tasks within tasks the one that starts last. */
export function innermost(tasks: readonly TaskOutline[], line: number): TaskOutline | undefined {
  return tasks.findLast(({ range }) => range.start.line <= line && line <= lastLine(range));
}

/** A range that ends at the start of a line does not reach into it. */
function lastLine({ start, end }: TaskOutline['range']): number {
  return end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
}
