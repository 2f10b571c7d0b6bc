import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../support/until.ts';
import { findings, named, open, roadmap } from './support.ts';

describe('Fixing all on save', () => {
  it('takes the safe answers, and leaves the rest as it is', async () => {
    const document = await open(roadmap);
    const before = document.getText();
    const settings = vscode.workspace.getConfiguration('editor', document);
    await settings.update(
      'codeActionsOnSave',
      { 'source.fixAll': 'explicit' },
      vscode.ConfigurationTarget.Workspace,
    );
    const added = '\n<!-- roadgate-disable-next-line total/effort -->\n\nThe end.\n';
    try {
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, document.positionAt(before.length), added);
      assert(await vscode.workspace.applyEdit(edit));
      await until('the comment is told to be unused', () =>
        findings(document).some((finding) => named(finding).endsWith(' suppression/unused')),
      );
      // The editor does not wait long for what is done on save: on a busy machine it once saved without.
      await until('the comment is gone when the document is saved', async () => {
        const again = new vscode.WorkspaceEdit();
        const at = document.positionAt(document.getText().lastIndexOf('The end.'));
        again.replace(document.uri, new vscode.Range(at, at.translate(0, 8)), 'The end.');
        assert(await vscode.workspace.applyEdit(again));
        assert(await document.save());
        return !document.getText().includes('roadgate-disable-next-line total/effort');
      });
      assert(document.getText().endsWith('The end.\n'));
    } finally {
      await settings.update('codeActionsOnSave', undefined, vscode.ConfigurationTarget.Workspace);
      const whole = new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));
      const undo = new vscode.WorkspaceEdit();
      undo.replace(document.uri, whole, before);
      await vscode.workspace.applyEdit(undo);
      await document.save();
    }
    assert.equal(document.getText(), before);
  });
});
