import assert from 'node:assert/strict';
import type { CodeAction, TextDocumentEdit } from 'vscode-languageserver/node';
import { fileUri, TestServer } from '../support/languageServer.ts';
import { TestFolder } from '../support/repository.ts';

const PLAN = [
  '# Roadmap',
  '- [ ] T001 The operation â€” tested',
  '<!-- roadgate-disable-next-line total/effort -- once it was wrong -->',
  '- [ ] T002 b',
  '- [ ] T002 c',
  '- [x] T003 Split `src/store.js` into `src/list.js`',
  '',
].join('\n');

describe('Code actions over the wire', () => {
  let folder: TestFolder;
  let server: TestServer;
  let plan: string;

  beforeEach(async () => {
    folder = new TestFolder();
    folder.init();
    folder.write('plan.md', PLAN);
    folder.write('src/store.js', 'x\n');
    folder.write('.roadgate.yaml', 'rules:\n  id/duplicat: off\n');
    folder.commit('first');
    plan = fileUri(folder.path, 'plan.md');
    server = await TestServer.start({ folders: [folder.path] });
    await server.open(plan, PLAN, 3);
    await server.diagnostics(plan, (_, { diagnostics }) =>
      diagnostics.some(({ code }) => code === 'suppression/unused'),
    );
  });
  afterEach(async () => {
    await server.stop();
    folder.remove();
  });

  async function actions(only: readonly string[], line: number): Promise<readonly CodeAction[]> {
    const end = { line, character: 60 };
    return server.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: plan },
      range: { start: { line, character: 6 }, end },
      context: { diagnostics: [], only },
    });
  }

  function editsOf(action: CodeAction | undefined): readonly string[] {
    const [change] = (action?.edit?.documentChanges ?? []) as TextDocumentEdit[];
    assert.equal(change?.textDocument.version, 3);
    return change.edits.map((edit) => {
      const { start, end } = edit.range;
      const text = 'newText' in edit ? edit.newText : '';
      return `${start.line}:${start.character}-${end.line}:${end.character} ${text}`;
    });
  }

  it('fix all takes the safe answers of the whole document, and no others', async () => {
    const found = await actions(['source.fixAll'], 0);
    assert.deepEqual(
      found.map(({ kind }) => kind),
      ['source.fixAll.roadgate'],
    );
    assert.deepEqual(editsOf(found[0]), ['1:25-1:28 —', '2:0-3:0 ']);
  });

  it('silences one line by a comment that asks for a reason', async () => {
    const found = await actions(['quickfix'], 4);
    const silence = found.find(({ title }) => title === 'Silence id/duplicate on this line');
    assert.deepEqual(editsOf(silence), ['4:12-4:12  <!-- roadgate-disable-line id/duplicate -- why -->']);
    assert.notEqual(silence?.isPreferred, true);
  });

  it('makes the file that is missing', async () => {
    const found = await actions(['quickfix'], 5);
    const create = found.find(({ title }) => title === 'Create src/list.js');
    assert.deepEqual(create?.edit?.documentChanges, [
      { kind: 'create', uri: fileUri(folder.path, 'src/list.js'), options: { ignoreIfExists: true } },
    ]);
  });

  it('shows on the project file what is wrong in it', async () => {
    const config = fileUri(folder.path, '.roadgate.yaml');
    const { diagnostics } = await server.diagnostics(config, (_, told) => told.diagnostics.length > 0);
    assert.deepEqual(
      diagnostics.map(({ code, message, range }) => [code, message, range.start]),
      [
        [
          'config/invalid',
          'There is no rule id/duplicat; id/duplicate is the nearest.',
          { line: 1, character: 2 },
        ],
      ],
    );
  });
});
