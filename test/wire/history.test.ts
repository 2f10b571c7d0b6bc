import assert from 'node:assert/strict';
import { renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type CodeAction, FileChangeType, type TextDocumentEdit } from 'vscode-languageserver/node';
import { UpdateLineReferencesRequest } from '../../server/src/protocol/edits.ts';
import { TrustGranted } from '../../server/src/protocol/session.ts';
import { fileUri, TestServer, type ServerOptions } from '../support/languageServer.ts';
import { TestFolder } from '../support/repository.ts';

const PLAN = '# Plan\n### Issue #4: A\n**Status:** Open\n\nSee `src/store.js:2` and `lib/other.js`.\n';
const STORE = Array.from({ length: 12 }, (_, index) => `export const value${index} = ${index * 7};\n`).join(
  '',
);

describe('History over the wire', () => {
  let folder: TestFolder;
  let server: TestServer;
  let plan: string;

  beforeEach(() => {
    folder = new TestFolder();
    plan = fileUri(folder.path, 'plan.md');
    folder.init();
    folder.write('plan.md', PLAN);
    folder.write('src/store.js', STORE);
    folder.write('src/server.js', 'x\n');
    folder.write('lib/other.js', 'x\n');
    folder.commit('first');
  });

  afterEach(async () => {
    await server.stop();
    folder.remove();
  });

  async function start(options: ServerOptions = {}): Promise<void> {
    server = await TestServer.start({ folders: [folder.path], ...options });
  }

  function moveStore(): void {
    renameSync(path.join(folder.path, 'src/store.js'), path.join(folder.path, 'lib/shop.js'));
    folder.commit('second');
  }

  const told = (message: string) =>
    server.diagnostics(plan, (_, { diagnostics }) =>
      diagnostics.some((diagnostic) => JSON.stringify(diagnostic.message).startsWith(`"${message}`)),
    );

  const MOVED = 'There is no file src/store.js: it was moved to lib/shop.js in ';

  it('says later where a missing file was moved, and writes its new path', async () => {
    moveStore();
    await start();
    await server.open(plan, PLAN, 7);
    const { diagnostics } = await told(MOVED);
    const [diagnostic] = diagnostics;
    assert(diagnostic);
    const [related] = diagnostic.relatedInformation ?? [];
    assert.equal(related?.location.uri, fileUri(folder.path, 'lib/shop.js'));
    assert.match(related?.message ?? '', /^[0-9a-f]{7} moved it here: second$/);
    const actions = await server.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: plan },
      range: diagnostic.range,
      context: { diagnostics, only: ['quickfix'] },
    });
    const [change] = (actions[0]?.edit?.documentChanges ?? []) as TextDocumentEdit[];
    assert.deepEqual(
      [actions[0]?.isPreferred, change?.textDocument.version, change?.edits],
      [true, 7, [{ range: diagnostic.range, newText: 'lib/shop.js' }]],
    );
  });

  it('says where lines moved once the file is saved, and stops when the reference is written anew', async () => {
    await start();
    await server.open(plan, PLAN);
    await server.diagnostics(plan, (found) => found.length === 0);
    folder.write('src/store.js', `// new\n${STORE}`);
    await server.filesChanged([{ uri: fileUri(folder.path, 'src/store.js'), type: FileChangeType.Changed }]);
    const { diagnostics } = await told('Line 2 of src/store.js moved to line 3 since ');
    const range = diagnostics[0]?.range;
    assert.ok(range);
    assert.deepEqual(diagnostics[0]?.relatedInformation?.[0]?.location, {
      uri: fileUri(folder.path, 'src/store.js'),
      range: { start: { line: 2, character: 0 }, end: { line: 2, character: 0 } },
    });
    await server.change(plan, 2, [{ range, text: '3' }]);
    await server.diagnostics(plan, (found, { version }) => version === 2 && found.length === 0);
  });

  it('updates all line references at once, also before it has told of them', async () => {
    const lines =
      '# Plan\n### Issue #4: A\n**Status:** Open\n\nSee `src/store.js:2` and `src/store.js:5-6`.\n';
    folder.write('plan.md', lines);
    folder.commit('second');
    folder.write('src/store.js', `// new\n${STORE}`);
    await start();
    await server.open(plan, lines, 3);
    const answer = UpdateLineReferencesRequest.result.parse(
      await server.request(UpdateLineReferencesRequest.method, { uri: plan }),
    );
    assert.equal(answer.kind, 'edits');
    assert.deepEqual(
      answer.kind === 'edits' && [answer.version, answer.edits.map(({ newText }) => newText)],
      [3, ['3', '6-7']],
    );
    const [action] = await server.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: plan },
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      context: { diagnostics: [], only: ['source.updateLineReferences'] },
    });
    const [change] = (action?.edit?.documentChanges ?? []) as TextDocumentEdit[];
    assert.equal(action?.kind, 'source.updateLineReferences.roadgate');
    assert.deepEqual(change?.edits, answer.kind === 'edits' && answer.edits);
  });

  it('says it when the commit is made', async () => {
    await start();
    await server.open(plan, PLAN);
    await server.diagnostics(plan, (found) => found.length === 0);
    moveStore();
    await server.filesChanged([
      { uri: fileUri(folder.path, 'src/store.js'), type: FileChangeType.Deleted },
      { uri: fileUri(folder.path, '.git/logs/HEAD'), type: FileChangeType.Changed },
    ]);
    await told(MOVED);
  });

  it('asks no git before the folder is trusted', async () => {
    rmSync(path.join(folder.path, 'src/store.js'));
    folder.commit('second');
    await start({ initializationOptions: { trusted: false } });
    await server.open(plan, PLAN);
    await server.diagnostics(plan, (found) => found.includes('reference/missing'));
    assert.deepEqual(
      server.latest(plan)?.diagnostics.map(({ message }) => message),
      ['There is no file src/store.js.'],
    );
    await server.notify(TrustGranted.method, {});
    await told('There is no file src/store.js: it was deleted in ');
  });
});
