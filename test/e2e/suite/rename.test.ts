import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../support/until.ts';
import { find, open, roadmap } from './support.ts';

describe('Renaming a task id', () => {
  it('knows the id, and says why where there is none', async () => {
    const document = await open(roadmap);
    const prepared = await prepare(document, 'Issue #|14: Tell when');
    assert.equal(document.getText(prepared.range), '#14');
    assert.equal(prepared.placeholder, '#14');
    await assert.rejects(prepare(document, '**Depends on|:** #14'), /no id of a task here/);
  });

  it('leaves the heading alone if the id is taken', async () => {
    const document = await open(roadmap);
    const edit = await rename(document, 'Issue #|14: Tell when', '#12');
    assert.equal(edit.size, 0);
  });

  it('changes the roadmap and the status page', async () => {
    const document = await open(roadmap);
    const status = await open('docs/STATUS.md');
    const before = [document.getText(), status.getText()];
    const edit = await until('the whole workspace is read', async () => {
      const found = await rename(document, 'Issue #|14: Tell when', '#44');
      return found.size > 1 && found;
    });
    assert.deepEqual(
      edit.entries().map(([uri]) => uri.path.replace(/^.*\//, '')),
      ['ROADMAP.md', 'STATUS.md'],
    );

    assert(await vscode.workspace.applyEdit(edit));
    assert.match(document.getText(), /#### Issue #44: Tell when a parcel arrives/);
    assert.match(document.getText(), /\*\*Depends on:\*\* #44, #19/);
    assert.match(document.getText(), /-> #44 \(estimate\) ->/);
    assert.match(status.getText(), /\| #44 \| Tell when a parcel arrives \|/);
    assert.doesNotMatch(document.getText() + status.getText(), /#14\b/);

    for (const [index, each] of [document, status].entries()) {
      await vscode.window.showTextDocument(each);
      await vscode.commands.executeCommand('workbench.action.files.revert');
      assert.equal(each.getText(), before[index]);
    }
  });
});

interface Prepared {
  readonly range: vscode.Range;
  readonly placeholder: string;
}

async function prepare(document: vscode.TextDocument, text: string): Promise<Prepared> {
  return vscode.commands.executeCommand<Prepared>('vscode.prepareRename', document.uri, find(document, text));
}

async function rename(
  document: vscode.TextDocument,
  text: string,
  name: string,
): Promise<vscode.WorkspaceEdit> {
  return vscode.commands.executeCommand<vscode.WorkspaceEdit>(
    'vscode.executeDocumentRenameProvider',
    document.uri,
    find(document, text),
    name,
  );
}
