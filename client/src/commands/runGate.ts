import * as vscode from 'vscode';
import { RoadmapRequest, TaskArgument, type TaskOutline } from '../../../server/src/protocol/messages.ts';
import type { RoadgateClient } from '../client.ts';
import type { GateHistory } from '../gates/gateHistory.ts';
import { placeOf } from '../gates/place.ts';
import type { GateTests } from '../gates/testExplorer.ts';
import { showFailure } from '../log.ts';
import { offerExplanation } from './explainLine.ts';
import type { TreeNode } from '../views/treeModel.ts';

/** Runs the gates of a task: from its lens, the tree, or the palette for the task at the cursor. */
export function registerRunGate(
  client: RoadgateClient,
  tests: GateTests,
  history: GateHistory,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const run = async (find: () => Promise<TaskArgument | undefined>): Promise<void> => {
    try {
      const target = await find();
      if (!target) return;
      if (history.isRunning(target.uri, target.task)) {
        await vscode.commands.executeCommand('testing.showMostRecentOutput');
      } else {
        await tests.runTask(target.uri, target.task);
      }
    } catch (error) {
      void showFailure(log, vscode.l10n.t('The gate could not be run.'), error);
    }
  };
  return vscode.Disposable.from(
    vscode.commands.registerCommand('roadgate.runGate', (argument: unknown) =>
      run(() => Promise.resolve(taskOf(argument))),
    ),
    vscode.commands.registerCommand('roadgate.runPhase', async (node: TreeNode | undefined) => {
      if (node?.kind !== 'group' && node?.kind !== 'document') return;
      try {
        await tests.runPhase(node.roadmap.uri, node.kind === 'group' ? node.group.key : null);
      } catch (error) {
        void showFailure(log, vscode.l10n.t('The gates could not be run.'), error);
      }
    }),
    vscode.commands.registerCommand('roadgate.runGateAtCursor', () => run(() => taskAtCursor(client))),
  );
}

/** Lenses give the address of a task, the tree gives its node. */
export function taskOf(argument: unknown): TaskArgument | undefined {
  const parsed = TaskArgument.safeParse(argument);
  if (parsed.success) return parsed.data;
  const node = argument as TreeNode | undefined;
  return node?.kind === 'task' ? { uri: node.roadmap.uri, task: node.task.key } : undefined;
}

async function taskAtCursor(client: RoadgateClient): Promise<TaskArgument | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const uri = editor.document.uri.toString();
  const roadmap = await client.request(RoadmapRequest, { uri });
  const task = innermost(roadmap?.tasks ?? [], editor.selection.active.line);
  if (task && task.gates.length > 0) return { uri, task: task.key };
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

/** The task whose text holds a line (0-based); of tasks within tasks the one that starts last. */
export function innermost(tasks: readonly TaskOutline[], line: number): TaskOutline | undefined {
  return tasks.findLast(({ range }) => range.start.line <= line && line <= lastLine(range));
}

/** A range that ends at the start of a line does not reach into it. */
function lastLine({ start, end }: TaskOutline['range']): number {
  return end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
}
