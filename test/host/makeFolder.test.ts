import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { makeFolder } from '../../server/src/host/makeFolder.ts';

describe('A folder that is made', () => {
  let root: string;
  const at = (name: string): string => path.join(root, name);
  const isFolder = async (name: string): Promise<boolean> => (await stat(at(name))).isDirectory();

  beforeEach(async () => {
    root = await mkdtemp(path.join(os.tmpdir(), 'roadgate-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  it('comes with those above it, as often as it is asked for', async () => {
    // Whoever is told that one is missing may find that another made it since.
    for (let round = 0; round < 60; round++) {
      const folders = ['a/b/c', 'a/b/d', 'a/b/c'].map((name) => `${round}/${name}`);
      await Promise.all(folders.map((name) => makeFolder(at(name))));
      for (const name of folders) assert(await isFolder(name));
    }
    await makeFolder(at('0/a/b'));
    if (process.platform === 'win32') return;
    await makeFolder(at('own/er'), 0o700);
    assert.equal((await stat(at('own/er'))).mode & 0o777, 0o700);
  });

  it('is not made below a file, or in place of one', async () => {
    await writeFile(at('file'), '');
    await assert.rejects(makeFolder(at('file')), { code: 'EEXIST' });
    await assert.rejects(makeFolder(at('file/a/b')), { code: /^(ENOTDIR|ENOENT)$/ });
  });

  it('may be behind a link', async function () {
    if (process.platform === 'win32') this.skip();
    await mkdir(at('real'));
    await symlink('real', at('link'));
    await symlink('nowhere', at('dangling'));
    await makeFolder(at('link'));
    await makeFolder(at('link/a'));
    assert(await isFolder('real/a'));
    await assert.rejects(makeFolder(at('dangling/a')));
  });

  it('is refused, not waited for, where a system says that what is above it is missing', async function () {
    if (process.platform !== 'linux') this.skip();
    await assert.rejects(makeFolder('/proc/roadgate/logs'), { code: 'ENOENT' });
  });
});
