import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { TestFolder } from '../support/repository.ts';

const SCRIPT = fileURLToPath(new URL('../../scripts/prepare.mjs', import.meta.url));

/** What npm runs behind an installation, as pre-commit makes one from the repository. */
describe('scripts/prepare.mjs', () => {
  let folder: TestFolder;

  beforeEach(() => {
    folder = new TestFolder();
    mkdirSync(path.join(folder.path, 'scripts'));
    copyFileSync(SCRIPT, path.join(folder.path, 'scripts/prepare.mjs'));
    folder.write(
      'scripts/build.mjs',
      "import { writeFileSync } from 'node:fs';\nwriteFileSync('built', '');\n",
    );
  });
  afterEach(() => folder.remove());

  function prepare(env: Readonly<Record<string, string>> = {}): { built: boolean; status: number | null } {
    const { status } = spawnSync(process.execPath, ['scripts/prepare.mjs'], {
      cwd: folder.path,
      env: { PATH: process.env.PATH, ...env },
    });
    return { built: existsSync(path.join(folder.path, 'built')), status };
  }

  const addBuilder = (): void => {
    folder.write('node_modules/esbuild/package.json', '{"name": "esbuild", "main": "main.js"}');
    folder.write('node_modules/esbuild/main.js', '');
  };

  it('builds what is not built', () => {
    addBuilder();
    assert.deepEqual(prepare(), { built: true, status: 0 });
  });

  it('leaves alone what is built', () => {
    addBuilder();
    folder.write('dist/cli.cjs', '');
    assert.deepEqual(prepare(), { built: false, status: 0 });
  });

  it('is well without anything to build with', () =>
    assert.deepEqual(prepare(), { built: false, status: 0 }));

  it('installs what it needs here where npm was called for the whole machine', () => {
    const esbuild = 'node_modules/esbuild';
    folder.write(
      'npm.cjs',
      `const { mkdirSync, writeFileSync } = require('node:fs');
      mkdirSync('${esbuild}', { recursive: true });
      writeFileSync('${esbuild}/index.js', '');
      writeFileSync('words', process.argv.slice(2).join(' '));`,
    );
    const npm = path.join(folder.path, 'npm.cjs');
    assert.deepEqual(prepare({ npm_config_global: 'true', npm_execpath: npm }), { built: true, status: 0 });
    const words = readFileSync(path.join(folder.path, 'words'), 'utf8');
    assert.match(words, /^ci --global=false --include=dev --ignore-scripts /);
  });

  it('fails where that fails, so that nobody runs what is not there', () => {
    folder.write('npm.cjs', 'process.exitCode = 1;');
    const npm = path.join(folder.path, 'npm.cjs');
    const { built, status } = prepare({ npm_config_global: 'true', npm_execpath: npm });
    assert.equal(built, false);
    assert.notEqual(status, 0);
  });
});
