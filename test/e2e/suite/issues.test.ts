import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TestApi } from '../../../client/src/extension.ts';
import type { IssuesResult } from '../../../client/src/issues/flow.ts';
import { type ForgeEmulator, startForgeEmulator } from '../../support/forgeEmulator.ts';
import { PARCELS } from '../../support/issuePlans.ts';
import { largeRoadmap } from '../../support/largeRoadmap.ts';

describe('Issues in the editor', () => {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
  const plan = vscode.Uri.joinPath(folder, 'docs', 'issues-plan.md');
  let api: TestApi;
  let project: string;
  let emulator: ForgeEmulator;

  before(async () => {
    emulator = await startForgeEmulator();
    const forge = vscode.workspace.getConfiguration('roadgate.forge');
    await forge.update('apiUrl', emulator.url, vscode.ConfigurationTarget.Global);
    const extension = vscode.extensions.getExtension<TestApi>('roadgate.roadgate');
    assert(extension);
    api = await extension.activate();
    project = extension.extensionPath;
    api.issues.token = () => Promise.resolve(emulator.token);
    api.issues.choose = ({ issues }) => issues.map(({ item }) => item.key);
  });

  after(async () => {
    api.issues.token = api.issues.choose = api.issues.confirm = api.issues.writeNumbers = undefined;
    const forge = vscode.workspace.getConfiguration('roadgate.forge');
    await forge.update('apiUrl', undefined, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.workspace.fs.delete(plan);
    await emulator.close();
  });

  async function run(): Promise<IssuesResult | undefined> {
    return vscode.commands.executeCommand<IssuesResult | undefined>('roadgate.createIssues', plan);
  }

  async function issues(): Promise<readonly unknown[]> {
    const address = `${emulator.url}/repos/acme/parcel-tracker/issues?state=all&per_page=100`;
    const answer = await fetch(address, { headers: { authorization: `token ${emulator.token}` } });
    return (await answer.json()) as readonly unknown[];
  }

  it('are shown as a plan, asked about, made, numbered, and made once', async function () {
    this.timeout(120_000);
    const text = largeRoadmap(project) ?? PARCELS;
    const count = text === PARCELS ? 4 : 57;
    await vscode.workspace.fs.writeFile(plan, new TextEncoder().encode(text));
    const document = await vscode.workspace.openTextDocument(plan);
    await vscode.window.showTextDocument(document);
    let question = '';
    api.issues.confirm = (asked) => {
      question = asked;
      return false;
    };
    assert.equal((await run())?.kind, 'dismissed');
    assert.equal(question, `Create ${count} issues in acme/parcel-tracker?`);
    assert.match(vscode.window.activeTextEditor?.document.getText() ?? '', /^To create: .* issues\.$/m);
    assert.deepEqual(await issues(), []);

    api.issues.confirm = () => true;
    api.issues.writeNumbers = true;
    const made = await run();
    assert.equal(made?.kind, 'applied', JSON.stringify(made));
    assert.equal(made.outcome.created.length, count);
    assert.equal((await issues()).length, count);
    assert.match(document.getText(), /Issue #1: .* \(#\d+\)$/m);

    assert.equal((await run())?.kind, 'nothing');
    assert.equal((await issues()).length, count);
  });
});
