import * as vscode from 'vscode';
import { TaskArgument } from '../../../server/src/protocol/lenses.ts';
import type { Roadmaps } from '../roadmaps.ts';

/** From the progress lens: a peek over the unmet criteria of a task or phase, or all of them if none is unmet. */
export function registerShowCriteria(roadmaps: Roadmaps): vscode.Disposable {
  return vscode.commands.registerCommand('roadgate.showCriteria', async (argument: unknown) => {
    const { uri, task: key } = TaskArgument.parse(argument);
    const owner = roadmaps.task(uri, key) ?? roadmaps.group(uri, key);
    if (!owner) return;
    const unmet = owner.criteria.filter((criterion) => criterion.checked === false);
    const document = vscode.Uri.parse(uri);
    const places = (unmet.length > 0 ? unmet : owner.criteria).map(
      ({ range: { start, end } }) =>
        new vscode.Location(document, new vscode.Range(start.line, start.character, end.line, end.character)),
    );
    const from = new vscode.Position(owner.nameRange.start.line, owner.nameRange.start.character);
    await vscode.commands.executeCommand('editor.action.goToLocations', document, from, places, 'peek', '');
  });
}
