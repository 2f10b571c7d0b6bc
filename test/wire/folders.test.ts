import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import {
  FileChangeType,
  type Hover,
  type LocationLink,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { RoadmapRequest } from '../../server/src/protocol/outline.ts';
import { becomes, fileUri, scanned, TestServer, type ServerOptions } from '../support/languageServer.ts';
import { TestFolder } from '../support/repository.ts';

const PLAN =
  '# Plan\n### Issue #4: A\n**Status:** Open\n\nSee `src/app.js:1`, `src/log.js:1` and `src/gone.js:1`.\n';

/** Two folders beside each other, as a window has them that works on two projects. */
describe('Several workspace folders over the wire', () => {
  let base: TestFolder;
  let server: TestServer;

  beforeEach(() => {
    base = new TestFolder();
    for (const name of ['web', 'api']) {
      base.write(`${name}/plan.md`, PLAN);
      base.write(`${name}/src/app.js`, `${name}\n`);
      base.write(`${name}/src/log.js`, `${name}\n`);
    }
  });
  afterEach(async () => {
    await server.stop();
    base.remove();
  });

  const uriOf = (...segments: string[]): string => fileUri(base.path, ...segments);
  const folderOf = (name: string) => ({ uri: uriOf(name), name });

  async function start(names: readonly string[] = ['web', 'api'], options: ServerOptions = {}) {
    server = await TestServer.start({ folders: names.map((name) => path.join(base.path, name)), ...options });
  }

  const foldersChange = (added: readonly string[], removed: readonly string[]) =>
    server.notify('workspace/didChangeWorkspaceFolders', {
      event: { added: added.map(folderOf), removed: removed.map(folderOf) },
    });

  const hasOnly =
    (...wished: string[]) =>
    (found: string[]): boolean =>
      JSON.stringify(found) === JSON.stringify(wished);

  async function openBoth(): Promise<void> {
    await server.open(uriOf('web', 'plan.md'), PLAN);
    await server.open(uriOf('api', 'plan.md'), PLAN);
  }

  it('holds the settings of each folder for its own documents', async () => {
    base.write('web/.roadgate.yaml', 'rules: { reference/missing: off }\n');
    await start();
    await openBoth();
    await server.diagnostics(uriOf('api', 'plan.md'), hasOnly('reference/missing'));
    await server.diagnostics(uriOf('web', 'plan.md'), hasOnly());
    base.write('api/.roadgate.yaml', 'rules: { reference/missing: off }\n');
    await server.filesChanged([{ uri: uriOf('api', '.roadgate.yaml'), type: FileChangeType.Created }]);
    await server.diagnostics(uriOf('api', 'plan.md'), hasOnly());
  });

  it('asks the editor for the settings of each folder', async () => {
    const rules = { 'reference/missing': 'off' };
    await start(undefined, { settings: (scope) => (scope === uriOf('web') ? { rules } : {}) });
    await openBoth();
    await server.diagnostics(uriOf('api', 'plan.md'), hasOnly('reference/missing'));
    await server.diagnostics(uriOf('web', 'plan.md'), hasOnly());
  });

  it('takes the baseline of each folder for its own documents', async () => {
    const known = { code: 'reference/missing', text: 'src/gone.js', count: 1 };
    base.write(
      'api/.roadgate-baseline.json',
      JSON.stringify({ version: 1, findings: { 'plan.md': [known] } }),
    );
    await start();
    await openBoth();
    await server.diagnostics(uriOf('web', 'plan.md'), hasOnly('reference/missing'));
    await server.diagnostics(uriOf('api', 'plan.md'), hasOnly());
  });

  it('gives each roadmap the gates of its own folder', async () => {
    base.write('web/.roadgate.yaml', 'gates:\n  - { name: Web, run: npm test, cwd: src }\n');
    base.write('api/.roadgate.yaml', 'gates:\n  - { name: Api, run: make check }\n');
    await start();
    await scanned(server);
    const gates = async (name: string) => {
      const answer = await server.request(RoadmapRequest.method, { uri: uriOf(name, 'plan.md') });
      return RoadmapRequest.result
        .parse(answer)
        ?.tasks.flatMap((task) => task.gates.map((gate) => [gate.name, gate.cwd ?? '']));
    };
    assert.deepEqual([await gates('web'), await gates('api')], [[['Web', 'src']], [['Api', '']]]);
  });

  for (const [what, repositories] of [
    ['each in a repository of its own', ['web', 'api']],
    ['both in one repository', ['']],
  ] as const) {
    it(`knows the history of folders, ${what}`, async () => {
      for (const each of repositories) base.init(each);
      base.write('web/src/gone.js', 'a\nb\n');
      base.write('api/src/gone.js', 'c\nd\n');
      for (const each of repositories) base.commit('first', each);
      rmSync(path.join(base.path, 'api/src/gone.js'));
      for (const each of repositories) base.commit('second', each);
      await start();
      await openBoth();
      const { diagnostics } = await server.diagnostics(uriOf('api', 'plan.md'), (_, { diagnostics: all }) =>
        all.some(({ message }) => JSON.stringify(message).includes('it was deleted in ')),
      );
      assert.equal(diagnostics.length, 1);
      await server.diagnostics(uriOf('web', 'plan.md'), hasOnly());
    });
  }

  it('reads a folder that is added, and follows its files from then on', async () => {
    await start(['web']);
    await openBoth();
    await server.diagnostics(uriOf('web', 'plan.md'), hasOnly('reference/missing'));
    // It belongs to no folder: nobody can say what is missing.
    await server.diagnostics(uriOf('api', 'plan.md'), hasOnly());
    await foldersChange(['api'], []);
    await server.diagnostics(uriOf('api', 'plan.md'), hasOnly('reference/missing'));
    base.write('api/src/gone.js', 'x\n');
    await server.filesChanged([{ uri: uriOf('api', 'src/gone.js'), type: FileChangeType.Created }]);
    await server.diagnostics(uriOf('api', 'plan.md'), hasOnly());
    assert(hasOnly('reference/missing')(codesOf('web')));
  });

  it('forgets all of a folder that is removed', async () => {
    base.write('api/.roadgate.yaml', 'rules: { no/rule: off }\n');
    await start(undefined, { settings: () => ({ diagnostics: 'workspace' }) });
    await server.open(uriOf('web', 'plan.md'), PLAN);
    await server.diagnostics(uriOf('api', 'plan.md'), hasOnly('reference/missing'));
    await server.diagnostics(uriOf('api', '.roadgate.yaml'), hasOnly('config/invalid'));
    await foldersChange([], ['api']);
    await server.diagnostics(uriOf('api', 'plan.md'), hasOnly());
    await server.diagnostics(uriOf('api', '.roadgate.yaml'), hasOnly());
    await server.diagnostics(uriOf('web', 'plan.md'), hasOnly('reference/missing'));
    await becomes(server, async () => (await scanned(server)).roadmaps.map(({ uri }) => uri), [
      uriOf('web', 'plan.md'),
    ]);
  });

  it('leaves a document open whose folder is removed, and says nothing of its files', async () => {
    await start();
    await openBoth();
    await server.diagnostics(uriOf('api', 'plan.md'), hasOnly('reference/missing'));
    await foldersChange([], ['api']);
    await server.diagnostics(uriOf('api', 'plan.md'), hasOnly());
    await foldersChange(['api'], []);
    await server.diagnostics(uriOf('api', 'plan.md'), hasOnly('reference/missing'));
  });

  it('lets the roadmaps of the right folder follow files that move, several at once', async () => {
    await start();
    await openBoth();
    await scanned(server);
    const move = (from: string, to: string) => ({ oldUri: uriOf(from), newUri: uriOf(to) });
    const edit = await server.request<WorkspaceEdit | null>('workspace/willRenameFiles', {
      files: [move('api/src/app.js', 'api/lib/app.js'), move('api/src/log.js', 'api/lib/log.js')],
    });
    assert.deepEqual(edited(edit), [[uriOf('api', 'plan.md'), ['lib/app.js', 'lib/log.js']]]);
  });

  it('lets roadmaps follow what moves in another folder, and between folders', async () => {
    const plan = '# Plan\n### Issue #4: A\n**Status:** Open\n\nSee `api/src/app.js:1` and `src/log.js:1`.\n';
    base.write('web/plan.md', plan);
    await start();
    await server.open(uriOf('web', 'plan.md'), plan);
    await scanned(server);
    const edit = await server.request<WorkspaceEdit | null>('workspace/willRenameFiles', {
      files: [
        { oldUri: uriOf('api/src'), newUri: uriOf('api/lib') },
        { oldUri: uriOf('web/src/log.js'), newUri: uriOf('api/log.js') },
      ],
    });
    assert.deepEqual(edited(edit), [
      [uriOf('web', 'plan.md'), ['api/lib/app.js', 'api/log.js']],
      [uriOf('api', 'plan.md'), ['lib/app.js', 'lib/log.js']],
    ]);
  });

  it('follows references into another folder, and what changes there', async () => {
    const plan =
      '# Plan\n### Issue #4: A\n**Status:** Open\n\nSee `../api/src/app.js:2`, `api/src/app.js:1`, `src/app.js:1`, `src/log.js`.\n';
    await start();
    const uri = uriOf('web', 'plan.md');
    await server.open(uri, plan);
    const { diagnostics } = await server.diagnostics(uri, hasOnly());
    assert.deepEqual(diagnostics, []);
    const at = { textDocument: { uri }, position: { line: 4, character: 30 } };
    const links = await server.request<LocationLink[]>('textDocument/definition', at);
    assert.deepEqual(
      links.map(({ targetUri }) => targetUri),
      [uriOf('api', 'src/app.js')],
    );
    const hover = await server.request<Hover>('textDocument/hover', at);
    assert.match(JSON.stringify(hover.contents), /in another folder of the workspace.*javascript\\napi/s);
    rmSync(path.join(base.path, 'api/src/app.js'));
    await server.filesChanged([{ uri: uriOf('api', 'src/app.js'), type: FileChangeType.Deleted }]);
    await server.diagnostics(uri, hasOnly('reference/missing', 'reference/missing'));
    base.write('api/src/app.js', '\n'.repeat(3));
    await server.filesChanged([{ uri: uriOf('api', 'src/app.js'), type: FileChangeType.Created }]);
    await server.diagnostics(uri, hasOnly());
    base.write('api/src/app.js', '');
    await server.filesChanged([{ uri: uriOf('api', 'src/app.js'), type: FileChangeType.Changed }]);
    await server.diagnostics(uri, hasOnly('reference/line-out-of-range'));
  });

  it('knows the tasks of all folders', async () => {
    const plan = '# Plan\n### Issue #9: B\n**Status:** Open\n**Depends on:** #4, #5\n';
    rmSync(path.join(base.path, 'web/plan.md'));
    await start();
    await scanned(server);
    await server.open(uriOf('web', 'other.md'), plan);
    const { diagnostics } = await server.diagnostics(uriOf('web', 'other.md'), hasOnly('dependency/unknown'));
    assert.deepEqual(
      diagnostics.map(({ message }) => message),
      ['No document has a task #5.'],
    );
  });

  function codesOf(name: string): string[] {
    const { diagnostics = [] } = server.latest(uriOf(name, 'plan.md')) ?? {};
    return diagnostics.map(({ code }) => String(code));
  }
});

function edited(edit: WorkspaceEdit | null): unknown {
  const changes = (edit?.documentChanges ?? []) as TextDocumentEdit[];
  return changes.map(({ textDocument: { uri }, edits }) => [
    uri,
    edits.map((each) => ('newText' in each ? each.newText : '')),
  ]);
}
