import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('The packaged extension', () => {
  it('is the one that runs', () => {
    const extension = vscode.extensions.getExtension('roadgate.roadgate');
    assert(extension, 'The editor does not know the extension.');
  });
});
