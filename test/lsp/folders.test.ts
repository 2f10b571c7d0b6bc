import assert from 'node:assert/strict';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { createConnection } from 'vscode-languageserver/node';
import { NodeFileSystem } from '../../server/src/host/files.ts';
import { Reader } from '../../server/src/host/reader.ts';
import { Baselines } from '../../server/src/lsp/baselines.ts';
import { readClient } from '../../server/src/lsp/client.ts';
import { Documents } from '../../server/src/lsp/documents.ts';
import { Folders } from '../../server/src/lsp/folders.ts';
import { Settings } from '../../server/src/lsp/settings.ts';
import { fileUri } from '../support/languageServer.ts';
import { TestFolder } from '../support/repository.ts';

function fail(message: string): never {
  throw new Error(message);
}

const logger = { info: fail, warn: fail, error: fail };

describe('The folders of a workspace', () => {
  let project: TestFolder;
  beforeEach(() => {
    project = new TestFolder();
  });
  afterEach(() => project.remove());

  it('are listed, then open documents are checked, then the others are read', async () => {
    project.write('a.md', '# A\n');
    project.write('docs/b.md', '# B\n');
    const uri = fileUri(project.path, '');
    const events: string[] = [];
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- The type wants it.
    const client = readClient({ processId: null, rootUri: null, capabilities: {} }, fail);
    const disk = new NodeFileSystem({ processes: false, logger });
    const documents = new Documents(logger, (one) => events.push(`read ${path.basename(one)}`));
    const folders = new Folders({
      documents,
      baselines: new Baselines(),
      settings: new Settings(createConnection(new PassThrough(), new PassThrough()), client),
      logger,
      files: () => disk,
      reader: new Reader(),
      checked: async () => {
        events.push(folders.indexed.isGiven ? 'check' : 'too early');
        // Long enough for all files to be read meanwhile, were this not waited for.
        for (let i = 0; i < 30; i++) await disk.readText(path.join(project.path, 'a.md'));
        events.push('checked');
      },
      onChanged: () => undefined,
      onComplete: () => events.push('complete'),
      onConfigProblems: () => undefined,
    });
    await folders.change([{ uri }], []);
    assert.deepEqual(events, ['check', 'checked', 'read a.md', 'read b.md', 'complete']);
  });
});
