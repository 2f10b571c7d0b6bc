import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../support/until.ts';
import { open, roadmap } from './support.ts';

describe('A file that is moved in the editor', () => {
  // In this host the editor takes what follows without asking; window/movedFiles.test.ts answers its question.
  it('takes the references of roadmaps along', async () => {
    const document = await open(roadmap);
    const before = document.getText();
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert(folder);
    const from = vscode.Uri.joinPath(folder, 'src/store.js');
    const to = vscode.Uri.joinPath(folder, 'src/parcels.js');
    assert(before.includes('src/store.js:17-23'));
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(from, to);
    assert(await vscode.workspace.applyEdit(edit));
    await until('the references follow', () => document.getText().includes('src/parcels.js:17-23'));
    // The other tests find everything as it was.
    await vscode.workspace.fs.rename(to, from);
    await document.save();
    await vscode.workspace.fs.writeFile(document.uri, Buffer.from(before));
    await until('the text is the old one', () => document.getText() === before);
  });
});
