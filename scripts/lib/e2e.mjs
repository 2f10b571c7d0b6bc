// Everything the tests in the real editor need, handed to them in environment variables.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { cacheRoot } from './cache.mjs';
import { ensureEmulator, ensureServer } from './editor.mjs';
import { root, say } from './process.mjs';
import { scratch } from './scratch.mjs';
import { unpackVsix } from './vsix.mjs';

/** Where the stage `package` leaves the extension for the stages after it. */
export function vsixFile() {
  return scratch('roadgate.vsix');
}

/** Starts fetching the editor, the browser and the forge emulator, without waiting for them. */
export function fetchTools() {
  // Whoever needs a tool awaits it and hears of a failure; until then it must not end the process.
  for (const ensure of [ensureServer, ensureEmulator, ensureBrowser]) ensure().catch(() => undefined);
}

/** @returns {Promise<Record<string, string>>} how tests find the forge emulator */
export async function emulatorEnvironment() {
  const { node, module } = await ensureEmulator();
  return { ROADGATE_NODE24: node, ROADGATE_EMULATE: module };
}

/**
 * Fetches the editor, unpacks the package of the extension and compiles the suite that runs in the editor.
 * @returns {Promise<Record<string, string>>}
 */
export function prepareEditor() {
  prepared ??= prepare();
  return prepared;
}

let prepared;

async function prepare() {
  const [server, browser] = await Promise.all([ensureServer(), ensureBrowser()]);
  // The tests run this copy, never the sources.
  const extension = scratch('extension');
  const suite = scratch('suite');
  await unpackVsix(vsixFile(), extension);
  await compileSuite(suite);
  const desktop = await findDesktop();
  return {
    ...(await emulatorEnvironment()),
    ROADGATE_SERVER_NODE: server.node,
    ROADGATE_SERVER_MAIN: server.main,
    ROADGATE_BROWSER: browser,
    ROADGATE_EXTENSION: extension,
    ROADGATE_SUITE: path.join(suite, 'index.cjs'),
    ROADGATE_VSIX: vsixFile(),
    ...(desktop ? { ROADGATE_DESKTOP: desktop } : {}),
  };
}

async function compileSuite(outdir) {
  const { build } = await import('esbuild');
  const source = path.join(root, 'test/e2e/suite');
  const files = (await readdir(source)).filter((name) => name.endsWith('.ts'));
  await build({
    entryPoints: files.map((name) => path.join(source, name)),
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}

/**
 * The executable of a desktop VS Code, fetched by @vscode/test-electron; undefined where there is no display to
 * show it on or it cannot be fetched.
 */
export async function findDesktop() {
  const display = process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY;
  if (process.platform === 'linux' && !display) return undefined;
  const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
  try {
    return await downloadAndUnzipVSCode({ cachePath: path.join(cacheRoot, 'vscode'), timeout: 10_000 });
  } catch (error) {
    say(`VS Code cannot be downloaded (${error.message}); the VS Code server takes its place.`);
    return undefined;
  }
}
