import assert from 'node:assert/strict';
import type { InlayHint } from 'vscode-languageserver/node';
import { fileUri, scanned, TestServer } from '../support/languageServer.ts';
import { TestFolder } from '../support/repository.ts';

const PLAN = `# Plan
## Phase 1 (10 hours)
- [ ] T001 Store (1 day)
- [ ] T002 Cache (4h)
`;

describe('Inlay hints over the wire', () => {
  let folder: TestFolder;
  let server: TestServer;
  let settings: unknown;

  beforeEach(async () => {
    folder = new TestFolder();
    settings = {};
    server = await TestServer.start({
      folders: [folder.path],
      settings: () => settings,
      capabilities: { workspace: { configuration: true, inlayHint: { refreshSupport: true } } },
    });
  });

  afterEach(async () => {
    await server.stop();
    folder.remove();
  });

  it('follow the settings, and the editor is told to ask again', async () => {
    const textDocument = { uri: fileUri(folder.path, 'plan.md') };
    const range = { start: { line: 0, character: 0 }, end: { line: 4, character: 0 } };
    const labels = async () => {
      const hints = await server.request<InlayHint[]>('textDocument/inlayHint', { textDocument, range });
      return hints.map(({ label }) => label);
    };
    await server.open(textDocument.uri, PLAN);
    await scanned(server);
    assert.deepEqual(await labels(), ['= 12 h']);
    const change = async (value: unknown) => {
      settings = value;
      const seen = server.requests.length;
      await server.notify('workspace/didChangeConfiguration', { settings: null });
      const isRefresh = (method: string) => method === 'workspace/inlayHint/refresh';
      await server.until(() => server.requests.slice(seen).find(isRefresh), 'a refresh');
    };
    await change({ effort: { hoursPerDay: 6 }, inlayHints: { groups: true } });
    assert.deepEqual(await labels(), ['0/2', '= 10 h']);
    await change({ inlayHints: { totals: false } });
    assert.deepEqual(await labels(), []);
  });
});
