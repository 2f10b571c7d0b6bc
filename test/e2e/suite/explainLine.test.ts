import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../support/until.ts';
import { find, open, roadmap } from './support.ts';

describe('Why is this not a task?', () => {
  after(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('opens a text beside the roadmap that says how the line was read, and follows the cursor', async () => {
    await explain('- [ ] Read the issue to its end');
    const shown = await explanation(/^# Line 21 is no task/);
    assert.match(shown, /\*\*Why:\*\* It stands below “Before Starting an Issue”/);
    assert.match(shown, /docs\/ROADMAP\.md, line 21\n$/);
    assert.equal(vscode.window.activeTextEditor?.document.uri.scheme, 'file');

    const editor = vscode.window.activeTextEditor;
    assert(editor);
    const task = find(editor.document, '#### Issue #12');
    editor.selection = new vscode.Selection(task, task);
    const followed = await explanation(/^# Line \d+ is the task `#12`/);
    assert.match(followed, /\*\*Branch:\*\* `feature\/scan-history`/);
  });

  it('leads from its lines to those of the roadmap', async () => {
    await explain('**Effort:** 6-8 hours');
    await explanation(/the field “Effort”/);
    const view = vscode.window.visibleTextEditors.find(({ document }) => isExplanation(document));
    assert(view);
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      view.document.uri,
    );
    assert(
      links.length > 1 && links.every(({ target }) => target?.scheme === 'command'),
      `${links.length} links`,
    );
  });

  it('shows nothing of Roadgate in the explanation itself', async () => {
    await explain('#### Issue #12');
    await explanation(/^# Line \d+ is the task `#12`/);
    const view = vscode.window.visibleTextEditors.find(({ document }) => isExplanation(document));
    assert(view);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      view.document.uri,
    );
    assert.deepEqual(lenses, []);
    assert.deepEqual(vscode.languages.getDiagnostics(view.document.uri), []);
  });
});

/** Puts the cursor on the line of the roadmap that holds `text`, and asks. */
async function explain(text: string): Promise<void> {
  const document = await open(roadmap);
  const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  const position = find(document, text);
  editor.selection = new vscode.Selection(position, position);
  await vscode.commands.executeCommand('roadgate.explainLine');
}

function isExplanation({ uri }: vscode.TextDocument): boolean {
  return uri.scheme === 'roadgate-explanation';
}

/** The text of the explanation that is shown, once it is as wished. */
function explanation(wished: RegExp): Promise<string> {
  return until(`the explanation is ${wished.source}`, () => {
    const shown = vscode.window.visibleTextEditors.find(({ document }) => isExplanation(document));
    const text = shown?.document.getText() ?? '';
    return Promise.resolve(wished.test(text) && text);
  });
}
