import * as vscode from 'vscode';
import { AddGateRequest, type EditAnswer } from '../../../server/src/protocol/edits.ts';
import type { RoadgateClient } from '../client.ts';
import { applyAnswer } from '../setChecked.ts';
import { taskOf } from './runGate.ts';

/** Adds an empty validation fence to a task and puts the cursor into it. */
export function registerAddGate(client: RoadgateClient, log: vscode.LogOutputChannel): vscode.Disposable {
  return vscode.commands.registerCommand('roadgate.addGate', async (argument: unknown) => {
    const target = taskOf(argument);
    if (!target) return;
    // Open in an editor the document stays unsaved: undo takes the fence away again.
    const editor = await vscode.window.showTextDocument(vscode.Uri.parse(target.uri));
    let inserted: vscode.Position | undefined;
    const applied = await applyAnswer(log, editor.document.uri, async () => {
      const answer = await client.request(AddGateRequest, target);
      inserted = insideFence(answer);
      return answer;
    });
    if (!applied || !inserted) return;
    const { range } = editor.document.lineAt(inserted.line);
    editor.selection = new vscode.Selection(range.end, range.end);
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  });
}

/** The empty line between the marks of the fence that an answer inserts. */
function insideFence(answer: EditAnswer): vscode.Position | undefined {
  const edit = answer.kind === 'edits' ? answer.edits[0] : undefined;
  if (!edit) return undefined;
  const fence = edit.newText.split(/\r\n|\r|\n/).findIndex((line) => line.trimStart().startsWith('```'));
  return new vscode.Position(edit.range.start.line + fence + 1, 0);
}
