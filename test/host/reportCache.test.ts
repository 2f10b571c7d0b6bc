import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { ReportCache } from '../../server/src/host/reportCache.ts';
import { TestFolder } from '../support/repository.ts';

const VALUE = { documents: new Map([['file:///a.md', { findings: ['one', 'zwei'] }]]) };

describe('The cache of reports', () => {
  let folder: TestFolder;
  let directory: string;

  beforeEach(() => {
    folder = new TestFolder();
    directory = path.join(folder.path, 'home', 'roadgate', 'reports');
  });

  afterEach(() => folder.remove());

  const open = (build = 'one'): ReportCache => new ReportCache({ directory, build });

  it('has for the next process what was written last', () => {
    assert.equal(open().read('a'), undefined);
    open().write('a', { documents: new Map() });
    open().write('a', VALUE);
    assert.deepEqual(open().read('a'), VALUE);
  });

  it('has nothing under another name, or of another build', () => {
    open().write('a', VALUE);
    assert.equal(open().read('b'), undefined);
    assert.equal(open('two').read('a'), undefined);
  });

  it('believes nothing that is damaged', () => {
    open().write('a', VALUE);
    const [name = ''] = fs.readdirSync(directory);
    const file = path.join(directory, name);
    const bytes = fs.readFileSync(file);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    fs.writeFileSync(file, bytes);
    assert.equal(open().read('a'), undefined);
  });

  it('fails nothing where it cannot be written', () => {
    folder.write('home', 'a file, and no folder');
    open().write('a', VALUE);
    assert.equal(open().read('a'), undefined);
  });
});
