import assert from 'node:assert/strict';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cacheFolder } from '../../server/src/host/cacheFolder.ts';
import { CodeCache } from '../../server/src/host/codeCache.ts';

describe('The cache of compiled code', () => {
  let folder: string;
  let cache: string;
  let bundle: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(fs.realpathSync(tmpdir()), 'roadgate-code-'));
    cache = path.join(folder, 'home', 'roadgate', 'code');
    bundle = path.join(folder, 'main.cjs');
    fs.writeFileSync(
      bundle,
      `'use strict';
       const path = require('node:path');
       exports.name = path.basename(__filename);
       exports.twice = require('./other.cjs').twice(21);
       exports.again = require('./other.cjs') === require('./other.cjs');`,
    );
    fs.writeFileSync(path.join(folder, 'other.cjs'), 'exports.twice = (number) => number * 2;');
  });

  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  const EXPORTS = { name: 'main.cjs', twice: 42, again: true };

  /** What a process with this cache folder sees, and the names of the files it left there. */
  function start(directory: string | undefined = cache): { loaded: unknown; kept: readonly string[] } {
    const codeCache = new CodeCache(directory);
    const loaded = codeCache.load(bundle);
    codeCache.save();
    const kept = directory !== undefined && fs.existsSync(directory) ? fs.readdirSync(directory) : [];
    return { loaded, kept: kept.map((name) => name.replace(/-[0-9a-f]{32}/, '')).sort() };
  }

  /** Puts a mark into each kept file; false if a later start wrote the file anew. */
  function changeKept(change: (bytes: Buffer) => Buffer): () => boolean {
    const files = fs.readdirSync(cache).map((name) => path.join(cache, name));
    const changed = files.map((file) => {
      const bytes = change(fs.readFileSync(file));
      fs.writeFileSync(file, bytes);
      return bytes;
    });
    return () => files.every((file, index) => changed[index]?.equals(fs.readFileSync(file)));
  }

  it('is written by the first process, for nobody else to see, and used by the next', () => {
    assert.deepEqual(start(), { loaded: EXPORTS, kept: ['main.cjs.v8', 'other.cjs.v8'] });
    assert.equal(fs.statSync(cache).mode & 0o777, 0o700);
    for (const name of fs.readdirSync(cache))
      assert.equal(fs.statSync(path.join(cache, name)).mode & 0o777, 0o600);
    const isAsItWas = changeKept((bytes) => bytes);
    assert.deepEqual(start().loaded, EXPORTS);
    assert.ok(isAsItWas());
  });

  it('is made anew for a bundle that changed', () => {
    start();
    fs.appendFileSync(bundle, '\nexports.twice = 43;');
    assert.deepEqual(start(), {
      loaded: { ...EXPORTS, twice: 43 },
      kept: ['main.cjs.v8', 'main.cjs.v8', 'other.cjs.v8'],
    });
  });

  for (const [what, change] of [
    ['damaged', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 100), Buffer.alloc(bytes.length - 100)])],
    ['cut off', (bytes: Buffer) => bytes.subarray(0, 20)],
    ['empty', () => Buffer.alloc(0)],
  ] as const)
    it(`is made anew where it is ${what}`, () => {
      start();
      const isAsItWas = changeKept(change);
      assert.deepEqual(start().loaded, EXPORTS);
      assert.equal(isAsItWas(), false);
    });

  // Windows gives each user a folder of their own.
  const itWithOwners = process.platform === 'win32' ? () => undefined : it;

  itWithOwners('is not used where others may write', () => {
    start();
    fs.chmodSync(cache, 0o777);
    const isAsItWas = changeKept(() => Buffer.alloc(10));
    assert.deepEqual(start().loaded, EXPORTS);
    assert.ok(isAsItWas());
  });

  itWithOwners('is not used where it belongs to somebody else', () => {
    start();
    // Only root can give a folder away; for others, that of the system is somebody else's.
    if (process.getuid?.() === 0) fs.chownSync(cache, 65534, 65534);
    else cache = '/usr';
    const before = fs.readdirSync(cache);
    assert.deepEqual(start().loaded, EXPORTS);
    assert.deepEqual(fs.readdirSync(cache), before);
  });

  itWithOwners('is not looked for behind a link', () => {
    start();
    const elsewhere = path.join(folder, 'elsewhere');
    fs.renameSync(cache, elsewhere);
    fs.symlinkSync(elsewhere, cache);
    const isAsItWas = changeKept(() => Buffer.alloc(10));
    assert.deepEqual(start().loaded, EXPORTS);
    assert.ok(isAsItWas());
  });

  it('is done without where it cannot be written', () => {
    fs.writeFileSync(path.join(folder, 'home'), 'a file');
    assert.deepEqual(start(), { loaded: EXPORTS, kept: [] });
    assert.deepEqual(start('/proc/nowhere/roadgate/code'), { loaded: EXPORTS, kept: [] });
    assert.deepEqual(start(undefined), { loaded: EXPORTS, kept: [] });
  });

  it('does not grow without end', () => {
    for (let number = 0; number < 30; number++) {
      fs.appendFileSync(bundle, `\n// ${number}`);
      start();
    }
    assert.equal(start().kept.length, 24);
  });

  it('stands where the system keeps such files', () => {
    const at = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string | undefined =>
      cacheFolder('code', platform, env, '/home/me');
    assert.equal(at('linux', {}), '/home/me/.cache/roadgate/code');
    assert.equal(at('linux', { XDG_CACHE_HOME: '/cache' }), '/cache/roadgate/code');
    assert.equal(at('linux', { XDG_CACHE_HOME: 'here' }), undefined);
    assert.equal(at('darwin', {}), '/home/me/Library/Caches/roadgate/code');
    assert.equal(at('win32', {}), undefined);
  });
});
