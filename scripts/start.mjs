// Installs, builds, checks the example project and opens it in an editor with the extension loaded:
//   npm start [-- --no-open] [-- --port 8123]
// Needs nothing but Node and npm; what is missing is fetched.
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './lib/dependencies.mjs';
import { Problem, root, run, runMain, say, which } from './lib/process.mjs';

const examples = path.join(root, 'examples');

await runMain(async () => {
  const options = readArguments();
  await ensureDependencies();
  say('Building…');
  const built = await run(process.execPath, ['scripts/build.mjs']);
  if (built.code !== 0) throw new Problem('The build failed, see above.');
  await printFindings();
  if (options['no-open']) return 0;
  return (await openInstalled()) ?? (await openDownloaded()) ?? (await openServed(options));
});

function readArguments() {
  try {
    const { values } = parseArgs({
      options: { 'no-open': { type: 'boolean', default: false }, port: { type: 'string', default: '0' } },
    });
    if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65535)
      throw new Error('The port is no port number.');
    return values;
  } catch (error) {
    throw new Problem(`${error.message}\nUsage: npm start [-- --no-open] [-- --port NUMBER]`);
  }
}

async function printFindings() {
  say('\nWhat `roadgate check examples` says:\n');
  // 1 means that there are findings, which is what the example project is for.
  const { code } = await run(process.execPath, ['dist/cli.cjs', 'check', 'examples']);
  if (code > 1) throw new Problem('The example project could not be checked, see above.');
}

/** Opens the example project in a VS Code that is installed; undefined if none is. */
async function openInstalled() {
  const code = await which('code');
  // As root VS Code refuses to start.
  if (!code || process.getuid?.() === 0) return undefined;
  say('\nOpening examples in VS Code with Roadgate loaded.');
  const opened = await run(code, ['--new-window', `--extensionDevelopmentPath=${root}`, examples]);
  return opened.code;
}

/** The same in a VS Code that @vscode/test-electron downloads; undefined where that cannot work. */
async function openDownloaded() {
  const { findDesktop } = await import('./lib/e2e.mjs');
  const executable = await findDesktop();
  if (!executable) return undefined;
  const { cacheRoot } = await import('./lib/cache.mjs');
  const data = path.join(cacheRoot, 'vscode-data');
  say('\nOpening examples in VS Code with Roadgate loaded; close its window to end this.');
  const args = [`--extensionDevelopmentPath=${root}`, `--user-data-dir=${data}`, '--no-sandbox', examples];
  const opened = await run(executable, args, { quiet: true });
  return opened.code;
}

/** The same in the VS Code server, in a browser, until Ctrl-C. */
async function openServed({ port }) {
  const { ensureServer } = await import('./lib/editor.mjs');
  const { installExtension, startServer } = await import('./lib/server.mjs');
  const { packageVsix } = await import('./lib/vsix.mjs');
  const editor = await ensureServer();
  const vsix = path.join(root, 'out/roadgate.vsix');
  const packaged = await packageVsix(vsix);
  if (packaged.code !== 0)
    throw new Problem(`${packaged.output}\nThe extension could not be packaged, see above.`);
  const data = path.join(root, 'out/start');
  const extensions = path.join(data, 'extensions');
  await writeFirstSettings(data);
  await installExtension(editor, { vsix, extensions, data });
  const server = await startServer(editor, { data, extensions, folder: examples, port: Number(port) });
  say(`\nOpen ${server.origin}/ in a browser: the example project, with Roadgate loaded. Ctrl-C ends it.`);
  await server.exited;
  return 0;
}

/** Settings of the served editor, written once so that what a person changes there stays. */
async function writeFirstSettings(data) {
  const file = path.join(data, 'data/User/settings.json');
  if (existsSync(file)) return;
  await mkdir(path.dirname(file), { recursive: true });
  const settings = {
    'chat.disableAIFeatures': true,
    // As on the desktop, so that an edit by Roadgate can be looked at, and undone, before it is saved.
    'files.autoSave': 'off',
    'git.autofetch': false,
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'workbench.startupEditor': 'none',
  };
  await writeFile(file, JSON.stringify(settings, undefined, 2));
}
