import assert from 'node:assert/strict';
import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { replaceFile } from '../../server/src/host/replaceFile.ts';
import { TestFolder } from '../support/repository.ts';

describe('replacing a file', () => {
  let folder: TestFolder;
  beforeEach(() => (folder = new TestFolder()));
  afterEach(() => folder.remove());

  const at = (name: string): string => path.join(folder.path, name);

  it('writes the new text and leaves nothing else behind', async () => {
    folder.write('a.md', 'old');
    assert.equal(await replaceFile(at('a.md'), 'old', 'new'), true);
    assert.deepEqual([readFileSync(at('a.md'), 'utf8'), readdirSync(folder.path)], ['new', ['a.md']]);
  });

  it('makes a file, and its folders', async () => {
    assert.equal(await replaceFile(at('a/b/c.md'), undefined, 'new'), true);
    assert.equal(readFileSync(at('a/b/c.md'), 'utf8'), 'new');
  });

  it('writes nothing where the file is another one by now', async () => {
    folder.write('a.md', 'theirs');
    assert.equal(await replaceFile(at('a.md'), 'old', 'new'), false);
    assert.equal(await replaceFile(at('a.md'), undefined, 'new'), false);
    assert.equal(await replaceFile(at('b.md'), 'old', 'new'), false);
    assert.deepEqual([readFileSync(at('a.md'), 'utf8'), readdirSync(folder.path)], ['theirs', ['a.md']]);
  });

  it('keeps permissions and symbolic links', async function () {
    if (process.platform === 'win32') return;
    folder.write('a.md', 'old');
    chmodSync(at('a.md'), 0o640);
    symlinkSync('a.md', at('link.md'));
    assert.equal(await replaceFile(at('link.md'), 'old', 'new'), true);
    assert.equal(lstatSync(at('link.md')).isSymbolicLink(), true);
    assert.deepEqual([readFileSync(at('a.md'), 'utf8'), statSync(at('a.md')).mode & 0o777], ['new', 0o640]);
  });
});
