import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../support/until.ts';
import { open, roadmap } from './support.ts';

describe('The packaged extension', () => {
  it('is active once a roadmap is open', async () => {
    const extension = vscode.extensions.getExtension('roadgate.roadgate');
    assert(extension, 'The editor does not know the extension.');
    await open(roadmap);
    await until('the extension is active', () => extension.isActive);
  });

  it('has every command of its manifest', async () => {
    const extension = vscode.extensions.getExtension('roadgate.roadgate');
    assert(extension);
    await extension.activate();
    const manifest = extension.packageJSON as { contributes: { commands: { command: string }[] } };
    const wanted = manifest.contributes.commands.map((command) => command.command);
    const known = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      wanted.filter((command) => !known.has(command)),
      [],
    );
  });
});
