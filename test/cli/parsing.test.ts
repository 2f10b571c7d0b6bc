import assert from 'node:assert/strict';
import path from 'node:path';
import { withParser } from '../../server/src/cli/parsing.ts';
import { DEFAULT_CONFIG } from '../../server/src/core/config.ts';
import { DocumentCache } from '../../server/src/host/documentCache.ts';
import { TestFolder } from '../support/repository.ts';

const TEXT = '# Roadmap\n\n- [ ] T-1: a\n- [x] T-2: b\n';

describe('Documents that a command reads', () => {
  let folder: TestFolder;
  beforeEach(() => {
    folder = new TestFolder();
  });
  afterEach(() => folder.remove());

  it('are read once by all processes', async () => {
    const directory = path.join(folder.path, 'home', 'roadgate', 'documents');
    const open = (): DocumentCache => new DocumentCache({ directory, build: 'one' });
    const place = ['file:///a.md', TEXT, DEFAULT_CONFIG, 'a.md'] as const;
    const read = (): Promise<string | null> =>
      withParser([], async (parse) => (await parse(...place)).title, open());
    assert.equal(await read(), 'Roadmap');
    const kept = open().read(...place);
    assert.ok(kept);
    open().write(...place, { ...kept, title: 'As it was kept' });
    assert.equal(await read(), 'As it was kept');
  });
});
