import * as vscode from 'vscode';
import { TaskArgument } from '../../../server/src/protocol/lenses.ts';
import type { Roadmaps } from '../roadmaps.ts';

/** From the progress lens: a peek over the task's unmet criteria, or all of them if none is unmet. */
export function registerShowCriteria(roadmaps: Roadmaps): vscode.Disposable {
  return vscode.commands.registerCommand('roadgate.showCriteria', async (argument: unknown) => {
    const { uri, task: key } = TaskArgument.parse(argument);
    const task = roadmaps.task(uri, key);
    if (!task) return;
    const unmet = task.criteria.filter((criterion) => criterion.checked === false);
    const document = vscode.Uri.parse(uri);
    const places = (unmet.length > 0 ? unmet : task.criteria).map(
      ({ range: { start, end } }) =>
        new vscode.Location(document, new vscode.Range(start.line, start.character, end.line, end.character)),
    );
    const from = new vscode.Position(task.nameRange.start.line, task.nameRange.start.character);
    await vscode.commands.executeCommand('editor.action.goToLocations', document, from, places, 'peek', '');
  });
}
