import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../support/until.ts';
import { open, roadmap } from './support.ts';

const run = (command: string): Thenable<unknown> => vscode.commands.executeCommand(command);

describe('A file that is moved in the editor', () => {
  it('takes the references of roadmaps along that were confirmed in the preview', async () => {
    const document = await open(roadmap);
    const before = document.getText();
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert(folder);
    const from = vscode.Uri.joinPath(folder, 'src/store.js');
    const to = vscode.Uri.joinPath(folder, 'src/parcels.js');
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(from, to);
    const moved = vscode.workspace.applyEdit(edit);
    await until('the preview shows the first change', async () => {
      await focusFirstChange();
      await run('list.select');
      return vscode.window.tabGroups.all.some(({ tabs }) =>
        tabs.some(({ label }) => label.startsWith('Refactor Preview')),
      );
    });
    assert.equal(document.getText(), before);
    await focusFirstChange();
    await run('refactorPreview.toggleCheckedState');
    await run('refactorPreview.apply');
    await moved;
    assert(before.includes('src/store.js:17-23'));
    await until('the references follow', () => document.getText().includes('src/parcels.js:17-23'));
    // The other tests find everything as it was.
    await vscode.workspace.fs.rename(to, from);
    await document.save();
    await vscode.workspace.fs.writeFile(document.uri, Buffer.from(before));
    await until('the text is the old one', () => document.getText() === before);
  });
});

async function focusFirstChange(): Promise<void> {
  await run('refactorPreview.groupByFile');
  await run('refactorPreview.focus');
  await run('list.focusFirst');
}
