// The packaged extension: made, measured and unpacked.
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import JSZip from 'jszip';
import { root, run } from './process.mjs';

const megabyte = 1_000_000;

/**
 * Packages the extension from what is in dist/ into `file`.
 * @returns {Promise<{code: number, output: string}>}
 */
export async function packageVsix(file) {
  await mkdir(path.dirname(file), { recursive: true });
  const vsce = path.join(root, 'node_modules/@vscode/vsce/vsce');
  const args = ['package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
  return run(process.execPath, [vsce, ...args, '--out', file], { quiet: true });
}

/** Unpacks the extension of the package `file`, without the package's own metadata, into `folder`. */
export async function unpackVsix(file, folder) {
  for (const [name, content] of await readVsix(file)) {
    if (!name.startsWith('extension/')) continue;
    const target = path.join(folder, name.slice('extension/'.length));
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, content);
  }
}

/**
 * What must hold for every package that is published.
 * @returns {Promise<{title: string, problem: string | undefined}[]>}
 */
export async function checkVsix(file) {
  const files = await readVsix(file);
  const packed = (await stat(file)).size;
  const bundles = ['extension', 'languageClient', 'server', 'serverMain'].map(
    (name) => `extension/dist/${name}.cjs`,
  );
  const bundled = bundles.reduce((sum, name) => sum + (files.get(name)?.length ?? 0), 0);
  const page = [...files].filter(([name]) => name.startsWith('extension/dist/webview/'));
  const pageSize = page.reduce((sum, [, content]) => sum + content.length, 0);
  const required = [
    ...bundles,
    'extension/dist/parser.cjs',
    'extension/dist/webview/board.js',
    'extension/dist/webview/board-style.css',
    'extension/package.json',
    'extension/package.nls.json',
    'extension/examples/docs/ROADMAP.md',
    'extension/examples/.roadgate.yaml',
    'extension/readme.md',
  ];
  const missing = required.filter((name) => !files.has(name));
  // The example project has sources of its own.
  const own = [...files.keys()].filter((name) => !name.startsWith('extension/examples/'));
  const foreign = own.filter((name) => /(^|\/)(node_modules|test|src|\.git)\/|\.ts$|\.map$/.test(name));
  return [
    check(
      'the extension, its language client and the server are together at most 1.85 MB',
      bundled <= 1.85 * megabyte,
      `${bundled} bytes`,
    ),
    check('the page of the board is at most 250 KB', pageSize <= 250_000, `${pageSize} bytes`),
    check('the package is at most 1.5 MB', packed <= 1.5 * megabyte, `${packed} bytes`),
    check(
      'the package holds what the extension needs',
      missing.length === 0,
      `missing: ${missing.join(', ')}`,
    ),
    check('the package holds no sources and no node_modules', foreign.length === 0, foreign.join(', ')),
  ];
}

function check(title, holds, problem) {
  return { title, problem: holds ? undefined : problem };
}

/** The files of the package with their content, by name. */
async function readVsix(vsix) {
  const zip = await JSZip.loadAsync(await readFile(vsix));
  const files = Object.values(zip.files).filter((file) => !file.dir);
  return new Map(await Promise.all(files.map(async (file) => [file.name, await file.async('nodebuffer')])));
}
