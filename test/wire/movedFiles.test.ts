import assert from 'node:assert/strict';
import path from 'node:path';
import type { TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver/node';
import { fileUri, scanned, TestServer, type ServerOptions } from '../support/languageServer.ts';
import { TestFolder } from '../support/repository.ts';

const PLAN = '# Plan\n### P1-1: Parse\n**Status:** Open\n\nSee `src/auth/login.js:1`.\n';
const OTHER = '# Other plan\r\n### X-1: Ship\r\n**Status:** Open\r\n\r\nSee [it](../src/auth/login.js).\r\n';

describe('Moved files over the wire', () => {
  let folder: TestFolder;
  let server: TestServer;

  beforeEach(() => {
    folder = new TestFolder();
    folder.write('plan.md', PLAN);
    folder.write('docs/other.md', OTHER);
    folder.write('src/auth/login.js', 'x\n');
  });

  afterEach(async () => {
    await server.stop();
    folder.remove();
  });

  /** With the plan open at version 3 and everything read. */
  async function start(options: ServerOptions = {}): Promise<void> {
    server = await TestServer.start({ folders: [folder.path], ...options });
    await server.open(fileUri(folder.path, 'plan.md'), PLAN, 3);
    await scanned(server);
  }

  function move(from: string, to: string): Promise<WorkspaceEdit | null> {
    const files = [{ oldUri: fileUri(folder.path, from), newUri: fileUri(folder.path, to) }];
    return server.request<WorkspaceEdit | null>('workspace/willRenameFiles', { files });
  }

  function edited(edit: WorkspaceEdit | null): unknown {
    const changes = (edit?.documentChanges ?? []) as TextDocumentEdit[];
    return changes.map(({ textDocument: { uri, version }, edits }) => [
      path.basename(uri),
      version,
      edits.map((each) => ('newText' in each ? each.newText : '')),
    ]);
  }

  it('let open and closed roadmaps follow, chosen beforehand in a preview', async () => {
    const workspace = {
      configuration: true,
      workspaceEdit: { documentChanges: true, changeAnnotationSupport: { groupsOnLabel: true } },
    };
    await start({ capabilities: { workspace } });
    const edit = await move('src/auth', 'src/account');
    assert.deepEqual(edited(edit), [
      ['other.md', null, ['../src/account/login.js']],
      ['plan.md', 3, ['src/account/login.js']],
    ]);
    const [annotation, ...others] = Object.values(edit?.changeAnnotations ?? {});
    assert.deepEqual(
      [annotation?.label, annotation?.needsConfirmation, others.length],
      ['Update references in roadmaps', undefined, 0],
    );
    assert.equal(await move('src/other', 'src/more'), null);
  });

  it('leave links to an editor that follows them itself', async () => {
    await start({ settings: () => ({ enabled: 'prompt' }) });
    assert.deepEqual(edited(await move('src/auth/login.js', 'src/login.js')), [
      ['plan.md', 3, ['src/login.js']],
    ]);
  });

  it('read a closed roadmap again that has just changed', async () => {
    await start();
    folder.write('docs/other.md', `Some words.\r\n\r\n${OTHER}`);
    const edit = await move('src/auth/login.js', 'src/login.js');
    const [other] = (edit?.documentChanges ?? []) as TextDocumentEdit[];
    assert.equal(other?.edits[0]?.range.start.line, 6);
  });
});
