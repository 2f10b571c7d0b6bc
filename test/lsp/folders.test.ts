import assert from 'node:assert/strict';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { createConnection } from 'vscode-languageserver/node';
import { DEFAULT_CONFIG } from '../../server/src/core/config.ts';
import { DocumentCache } from '../../server/src/host/documentCache.ts';
import { parseRoadmap } from '../../server/src/core/parse/document.ts';
import { SourceText } from '../../server/src/core/text/source.ts';
import { NodeFileSystem } from '../../server/src/host/files.ts';
import { Reader } from '../../server/src/host/reader.ts';
import { Baselines } from '../../server/src/lsp/baselines.ts';
import { readClient } from '../../server/src/lsp/client.ts';
import { Documents } from '../../server/src/lsp/documents.ts';
import { Folders, type FolderServices } from '../../server/src/lsp/folders.ts';
import { Settings } from '../../server/src/lsp/settings.ts';
import { fileUri } from '../support/languageServer.ts';
import { TestFolder } from '../support/repository.ts';

function fail(message: string): never {
  throw new Error(message);
}

const logger = { info: fail, warn: fail, error: fail };
const disk = new NodeFileSystem({ processes: false, logger });

/** All that folders need, of which nothing is told to anybody. */
function servicesOf(documents: Documents): FolderServices {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- The type wants it.
  const client = readClient({ processId: null, rootUri: null, capabilities: {} }, fail);
  return {
    documents,
    baselines: new Baselines(),
    settings: new Settings(createConnection(new PassThrough(), new PassThrough()), client),
    logger,
    files: () => disk,
    reader: new Reader(),
    cache: undefined,
    checked: () => Promise.resolve(),
    onChanged: () => undefined,
    onComplete: () => undefined,
    onConfigProblems: () => undefined,
  };
}

describe('The folders of a workspace', () => {
  let project: TestFolder;
  let uri: string;
  beforeEach(() => {
    project = new TestFolder();
    uri = fileUri(project.path, '');
  });
  afterEach(() => project.remove());

  it('are listed, then open documents are checked, then the others are read', async () => {
    project.write('a.md', '# A\n');
    project.write('docs/b.md', '# B\n');
    const events: string[] = [];
    const documents = new Documents(logger, (one) => events.push(`read ${path.basename(one)}`));
    const folders: Folders = new Folders({
      ...servicesOf(documents),
      checked: async () => {
        events.push(folders.indexed.isGiven ? 'check' : 'too early');
        // Long enough for all files to be read meanwhile, were this not waited for.
        for (let i = 0; i < 30; i++) await disk.readText(path.join(project.path, 'a.md'));
        events.push('checked');
      },
      onComplete: () => events.push('complete'),
    });
    await folders.change([{ uri }], []);
    assert.deepEqual(events, ['check', 'checked', 'read a.md', 'read b.md', 'complete']);
  });

  it('take in long documents last, when nobody has opened or edited anything for a moment', async () => {
    project.write('a.md', `# A\n\n${'- [ ] T-1: a\n'.repeat(4_000)}`);
    project.write('b.md', '# B\n');
    const events: string[] = [];
    const documents: Documents = new Documents(logger, (one) => {
      const isCalm = performance.now() - documents.lastTouched > 900;
      events.push(`${path.basename(one)}${isCalm ? ' in peace' : ''}`);
    });
    documents.open(fileUri(project.path, 'c.md'), 1, '# C\n');
    await new Folders(servicesOf(documents)).change([{ uri }], []);
    assert.deepEqual(
      events.filter((event) => !event.startsWith('c.md')),
      ['b.md', 'a.md in peace'],
    );
  });

  it('take documents that an earlier server read, unless an editor has them open', async () => {
    const text = '# Plan\n\n- [ ] T-1: a\n';
    project.write('a.md', text);
    project.write('b.md', text);
    const directory = path.join(project.path, '.cache', 'roadgate', 'documents');
    const open = (): DocumentCache => new DocumentCache({ directory, build: 'one' });
    const start = async (opened?: string): Promise<readonly (string | null | undefined)[]> => {
      const documents = new Documents(logger, () => undefined);
      if (opened !== undefined) documents.open(opened, 1, text);
      await new Folders({ ...servicesOf(documents), cache: open() }).change([{ uri }], []);
      return uris.map((each) => documents.workspace.documents.get(each)?.title);
    };
    const uris = ['a.md', 'b.md'].map((name) => fileUri(project.path, name));
    assert.deepEqual(await start(), ['Plan', 'Plan']);
    for (const [index, each] of uris.entries()) {
      const place = [each, text, DEFAULT_CONFIG, path.basename(each)] as const;
      const kept = open().read(...place);
      assert.ok(kept);
      open().write(...place, { ...kept, title: `As it was kept, ${index}` });
    }
    assert.deepEqual(await start(uris[1]), ['As it was kept, 0', 'Plan']);
  });

  it('keep what is open as its text is, for whoever opens it next', async () => {
    const directory = path.join(project.path, '.cache', 'roadgate', 'documents');
    const cache = new DocumentCache({ directory, build: 'one' });
    const opened = fileUri(project.path, 'a.md');
    const documents = new Documents(logger, () => undefined);
    const folders = new Folders({ ...servicesOf(documents), cache });
    await folders.change([{ uri }], []);
    documents.open(opened, 1, '# Plan\n\n- [ ] T-1: a\n- [ ] T-3: c\n');
    assert.equal(documents.workspace.documents.get(opened)?.tasks.length, 2);
    const place = { start: { line: 3, character: 0 }, end: { line: 3, character: 0 } };
    documents.edit(opened, 2, [{ range: place, text: '- [x] T-2: b\n' }]);
    folders.keepOpen();
    const text = '# Plan\n\n- [ ] T-1: a\n- [x] T-2: b\n- [ ] T-3: c\n';
    const kept = cache.read(opened, text, DEFAULT_CONFIG, 'a.md');
    const read = parseRoadmap(opened, new SourceText(text));
    assert.ok(kept);
    assert.deepEqual({ ...kept, source: kept.source.text }, { ...read, source: text });
  });
});
