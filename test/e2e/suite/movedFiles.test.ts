import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../support/until.ts';
import { find, open, roadmap } from './support.ts';

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
    await until('the reference leads to the new place', () => leadsTo(document, to));
    // The other tests find everything as it was.
    await vscode.workspace.fs.rename(to, from);
    await document.save();
    await vscode.workspace.fs.writeFile(document.uri, Buffer.from(before));
    await until('the text is the old one', () => document.getText() === before);
    await until('the reference leads to the old place', () => leadsTo(document, from));
  });
});

/** Whether the reference to the lines of a file leads there. */
async function leadsTo(document: vscode.TextDocument, file: vscode.Uri): Promise<boolean> {
  const name = file.path.slice(file.path.lastIndexOf('/') + 1);
  if (!document.getText().includes(`src/${name}:17-23`)) return false;
  const found = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
    'vscode.executeDefinitionProvider',
    document.uri,
    find(document, `src/|${name}:17-23`),
  );
  return found.some((location) => {
    const { path } = 'targetUri' in location ? location.targetUri : location.uri;
    return path === file.path;
  });
}
