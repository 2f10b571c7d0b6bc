import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver/node';
import { fileUri, scanned, TestServer, type ServerOptions } from '../support/languageServer.ts';
import { TestFolder } from '../support/repository.ts';

const PLAN = '# Plan\n### P1-1: Parse\n**Status:** Open\n### P1-2: Print\n**Depends on:** P1-1\n';
const OTHER = '# Other plan\r\n### X-1: Ship\r\n**Depends on:** P1-1\r\n';
const GUIDE = '# Guide\n\nSee [parsing](plan.md#p1-1-parse).\n';

describe('Rename over the wire', () => {
  let folder: TestFolder;
  let server: TestServer;
  let plan: string;

  beforeEach(() => {
    folder = new TestFolder();
    folder.write('plan.md', PLAN);
    folder.write('other.md', OTHER);
    folder.write('guide.md', GUIDE);
    plan = fileUri(folder.path, 'plan.md');
  });

  afterEach(async () => {
    await server.stop();
    folder.remove();
  });

  /** With the plan open at version 3 and everything read. */
  async function start(options: ServerOptions = {}): Promise<void> {
    server = await TestServer.start({ folders: [folder.path], ...options });
    await server.open(plan, PLAN, 3);
    await scanned(server);
  }

  const at = { line: 1, character: 5 };

  function rename(newName: string, position = at): Promise<WorkspaceEdit> {
    const textDocument = { uri: plan };
    return server.request<WorkspaceEdit>('textDocument/rename', { textDocument, position, newName });
  }

  function prepare(position: typeof at): Promise<unknown> {
    return server.request('textDocument/prepareRename', { textDocument: { uri: plan }, position });
  }

  it('changes open documents at their version, and closed ones', async () => {
    await start();
    const edit = await rename('P1-7');
    const changes = (edit.documentChanges ?? []) as TextDocumentEdit[];
    assert.deepEqual(
      changes.map(({ textDocument: { uri, version }, edits }) => [
        path.basename(uri),
        version,
        edits.map((each) => `${each.range.start.line}: ${'newText' in each ? each.newText : ''}`),
      ]),
      [
        ['other.md', null, ['2: P1-7']],
        ['plan.md', 3, ['1: P1-7', '4: P1-7']],
        ['guide.md', null, ['2: p1-7-parse']],
      ],
    );
  });

  it('says what would be renamed, or why nothing can be', async () => {
    await start();
    assert.deepEqual(await prepare(at), {
      range: { start: { line: 1, character: 4 }, end: { line: 1, character: 8 } },
      placeholder: 'P1-1',
    });
    await assert.rejects(prepare({ line: 2, character: 14 }), /There is no id of a task here/);
    await assert.rejects(rename('P1-2'), /^Error: P1-2 is taken: “Print” in line 4 has it\.$/);
    assert.deepEqual(server.initialized.capabilities.renameProvider, { prepareProvider: true });
  });

  it('is refused where a document has bytes that are no UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from(OTHER), Buffer.from([0xe9, 0x0a])]);
    writeFileSync(path.join(folder.path, 'other.md'), bytes);
    await start();
    await assert.rejects(rename('P1-7'), /Line 4 of other\.md has bytes that are not UTF-8/);
  });

  it('is refused where a file is protected', async () => {
    chmodSync(path.join(folder.path, 'other.md'), 0o444);
    await start();
    await assert.rejects(rename('P1-7'), /other\.md is protected against writing/);
  });

  it('reads closed documents again that are not what was read', async () => {
    await start();
    folder.write('other.md', `# Other plan\n\n${OTHER.slice(14)}`);
    const changes = ((await rename('P1-7')).documentChanges ?? []) as TextDocumentEdit[];
    assert.deepEqual(
      changes.map(({ edits }) => edits.map(({ range }) => range.start.line)),
      [[3], [1, 4], [2]],
    );
  });

  it('serves an editor that knows neither versions nor preparing', async () => {
    await start({ capabilities: {} });
    assert.equal(server.initialized.capabilities.renameProvider, true);
    const { changes, documentChanges } = await rename('P1-7');
    assert.equal(documentChanges, undefined);
    assert.deepEqual(
      Object.keys(changes ?? {}).map((uri) => path.basename(uri)),
      ['other.md', 'plan.md', 'guide.md'],
    );
  });
});
