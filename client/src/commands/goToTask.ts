import * as vscode from 'vscode';
import * as z from 'zod';
import type { TreeNode } from '../views/treeModel.ts';

const Line = z.object({ uri: z.string(), line: z.int().min(0) });

/** Shows a line (0-based) of a roadmap, where that is in sight already; from the tree, or from an explanation. */
export function registerGoToTask(): vscode.Disposable {
  return vscode.commands.registerCommand('roadgate.goToTask', async (argument: unknown) => {
    const parsed = Line.safeParse(argument);
    const target = parsed.success ? parsed.data : lineOf(argument as TreeNode);
    const position = new vscode.Position(target.line, 0);
    const shown = vscode.window.visibleTextEditors.find(
      ({ document }) => document.uri.toString() === target.uri,
    );
    await vscode.window.showTextDocument(vscode.Uri.parse(target.uri), {
      ...(shown?.viewColumn === undefined ? {} : { viewColumn: shown.viewColumn }),
      selection: new vscode.Range(position, position),
    });
  });
}

/** Inline actions of a view get the node itself. */
function lineOf(node: TreeNode): z.infer<typeof Line> {
  const uri = node.roadmap.uri;
  switch (node.kind) {
    case 'document':
    case 'empty':
      return { uri, line: 0 };
    case 'group':
      return { uri, line: node.group.nameRange.start.line };
    case 'task':
      return { uri, line: node.task.nameRange.start.line };
    case 'criterion':
      return { uri, line: node.criterion.range.start.line };
  }
}
