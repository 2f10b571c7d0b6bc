import assert from 'node:assert/strict';
import type { CompletionItem, CompletionList } from 'vscode-languageserver/node';
import { fileUri, type ServerOptions, TestServer } from '../support/languageServer.ts';
import { TestFolder } from '../support/repository.ts';

const TASK = '# Plan\n### P1-1: Round prices\n**Status:** Open\n';

describe('Completion over the wire', () => {
  let folder: TestFolder;
  let server: TestServer;

  beforeEach(() => {
    folder = new TestFolder();
  });

  afterEach(async () => {
    await server.stop();
    folder.remove();
  });

  async function start(options: ServerOptions = {}): Promise<void> {
    server = await TestServer.start({ folders: [folder.path], ...options });
  }

  /** Opens a document and completes at its end. */
  async function complete(text: string, name = 'plan.md'): Promise<readonly CompletionItem[]> {
    const uri = fileUri(folder.path, name);
    await server.open(uri, text);
    const lines = text.split('\n');
    const list = await server.request<CompletionList | null>('textDocument/completion', {
      textDocument: { uri },
      position: { line: lines.length - 1, character: (lines.at(-1) ?? '').length },
      context: { triggerKind: 1 },
    });
    return list?.items ?? [];
  }

  function labels(items: readonly CompletionItem[]): string[] {
    return items.map(({ label }) => label);
  }

  it('knows the branches of the repository, and the template of the settings', async () => {
    folder.init();
    folder.commit('Start');
    folder.git(['branch', 'fix/mail']);
    await start({ settings: () => ({ branch: { template: 'work/{id}' } }) });
    const names = labels(await complete(`${TASK}**Branch:** `));
    assert.equal(names[0], 'work/P1-1');
    assert.deepEqual(names.slice(1).sort(), ['fix/mail', 'main']);
  });

  it('starts no git in a folder that is not trusted', async () => {
    folder.init();
    folder.commit('Start');
    await start({ initializationOptions: { trusted: false } });
    assert.deepEqual(labels(await complete(`${TASK}**Branch:** `)), ['task/P1-1-round-prices']);
  });

  it('reads lines of the disk, and of a file that is open as it is there', async () => {
    folder.write('src/price.js', 'function onDisk() {\n}\n');
    await start();
    const [first] = await complete(`${TASK}\nSee \`src/price.js:`);
    assert.equal(first?.labelDetails?.detail, ' function onDisk() {');
    await server.open(fileUri(folder.path, 'src/price.js'), 'function inEditor() {\n}\n');
    const [changed] = await complete(`${TASK}\nSee \`src/price.js:`, 'other.md');
    assert.equal(changed?.labelDetails?.detail, ' function inEditor() {');
  });

  it('names no file that git ignores', async () => {
    folder.init();
    folder.write('.gitignore', 'out/\n');
    folder.write('src/a.js', '');
    folder.write('out/b.js', '');
    await start();
    assert.deepEqual(labels(await complete(`${TASK}\nSee \`src/`)), ['a.js']);
    assert.deepEqual(labels(await complete(`${TASK}\nSee \`out/`, 'other.md')), []);
  });

  it('leaves links to an editor that completes them', async () => {
    folder.write('a.md', '# A\n');
    await start({ settings: () => ({ enabled: true }) });
    assert.deepEqual(await complete(`${TASK}\n[x](`), []);
  });

  it('sends whole edits to an editor that knows neither common ranges nor a choice', async () => {
    await start({ capabilities: {} });
    const [item] = await complete(`${TASK}### P1-2: B\n**Depends on:** P`);
    assert.deepEqual(item, {
      label: 'P1-1',
      kind: 18,
      sortText: '00000',
      filterText: 'P1-1 Round prices',
      detail: 'Round prices · to do',
      data: item?.data as unknown,
      textEdit: {
        newText: 'P1-1',
        range: { start: { line: 4, character: 16 }, end: { line: 4, character: 17 } },
      },
    });
  });
});
