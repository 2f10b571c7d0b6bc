import assert from 'node:assert/strict';
import type { SemanticTokens, SemanticTokensDelta } from 'vscode-languageserver/node';
import { fileUri, scanned, TestServer } from '../support/languageServer.ts';
import { TestFolder } from '../support/repository.ts';

const PLAN = '# Plan\n- [ ] T001 Store `src/a.ts:3`\n- [ ] T002 Cache\n';

describe('Semantic tokens over the wire', () => {
  let folder: TestFolder;
  let server: TestServer;
  let textDocument: { uri: string };

  beforeEach(async () => {
    folder = new TestFolder();
    textDocument = { uri: fileUri(folder.path, 'plan.md') };
    server = await TestServer.start({
      folders: [folder.path],
      capabilities: {
        workspace: {
          semanticTokens: { refreshSupport: true },
          didChangeWatchedFiles: { dynamicRegistration: true },
        },
      },
    });
    await server.open(textDocument.uri, PLAN);
  });

  afterEach(async () => {
    await server.stop();
    folder.remove();
  });

  const full = () => server.request<SemanticTokens>('textDocument/semanticTokens/full', { textDocument });
  const since = (previousResultId: string | undefined) =>
    server.request<SemanticTokens | SemanticTokensDelta>('textDocument/semanticTokens/full/delta', {
      textDocument,
      previousResultId,
    });

  it('come whole, by range, and as what an edit changed', async () => {
    const before = await full();
    assert.equal(before.data.length, 4 * 5);
    const range = { start: { line: 2, character: 0 }, end: { line: 3, character: 0 } };
    const part = await server.request<SemanticTokens>('textDocument/semanticTokens/range', {
      textDocument,
      range,
    });
    assert.equal(part.data.length, 5);
    const at = { line: 2, character: 0 };
    await server.change(textDocument.uri, 2, [{ range: { start: at, end: at }, text: '\n' }]);
    const delta = await since(before.resultId);
    assert('edits' in delta);
    const patched = [...before.data];
    for (const { start, deleteCount, data = [] } of delta.edits) patched.splice(start, deleteCount, ...data);
    assert.equal(delta.edits.length, 1);
    assert.deepEqual(patched, (await full()).data);
  });

  it('come whole to an editor that has others', async () => {
    const before = await full();
    await full();
    const answer = await since(before.resultId);
    assert('data' in answer);
    assert.equal(answer.data.length, before.data.length);
  });

  it('are asked for again when files come', async () => {
    await scanned(server);
    const before = await full();
    const seen = server.requests.length;
    folder.write('src/a.ts', 'a\n');
    await server.filesChanged([{ uri: fileUri(folder.path, 'src/a.ts'), type: 1 }]);
    const isRefresh = (method: string) => method === 'workspace/semanticTokens/refresh';
    await server.until(() => server.requests.slice(seen).find(isRefresh), 'a refresh');
    assert.notDeepEqual((await full()).data, before.data);
  });
});
