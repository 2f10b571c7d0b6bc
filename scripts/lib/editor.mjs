// The VS Code server, the Node it needs, and the forge emulator: npm packages, kept in the cache folder.
import path from 'node:path';
import { cached, cacheRoot } from './cache.mjs';
import { Problem, run, say } from './process.mjs';

const nodeVersion = '24.21.0';
const serverVersion = '4.139.1';
const emulatorVersion = '0.12.2';

/**
 * Node 24, which the VS Code server and the forge emulator insist on.
 * @returns {Promise<{home: string, executable: string}>}
 */
const ensureNode24 = once(async () => {
  const platform = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const folder = await cached(`node-${nodeVersion}-${platform}`, async (target) => {
    say(`Fetching Node ${nodeVersion}, which the VS Code server needs, into ${cacheRoot}…`);
    await npm(
      target,
      ['install', '--prefix', target, `node-${platform}@${nodeVersion}`],
      `Node ${nodeVersion}`,
    );
  });
  const home = path.join(folder, 'node_modules', `node-${platform}`);
  const executable = path.join(home, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return { home, executable };
});

/**
 * The VS Code server with its workbench.
 * @returns {Promise<{node: string, main: string}>} the Node to start it with, and its entry point
 */
export const ensureServer = once(async () => {
  const node = await ensureNode24();
  const folder = await cached(`code-server-${serverVersion}`, async (target) => {
    say(`Fetching the VS Code server ${serverVersion} into ${cacheRoot} (about a minute)…`);
    await installServer(target, node);
  });
  return { node: node.executable, main: path.join(folder, serverFolder, 'out/server-main.js') };
});

const serverFolder = 'node_modules/code-server/lib/vscode';

async function installServer(target, node) {
  // The headers come with that Node, so that compiling needs no download.
  const env = { ...withNode(node), npm_config_nodedir: node.home };
  const what = 'The VS Code server';
  await npm(
    target,
    ['install', '--prefix', target, `code-server@${serverVersion}`, '--ignore-scripts'],
    what,
    env,
  );
  const inner = path.join(target, serverFolder);
  await npm(inner, ['install', '--omit=dev', '--ignore-scripts'], what, env);
  // These carry no ready-made binaries; the server does not start without them.
  const compiled = ['@vscode/spdlog', '@vscode/native-watchdog', '@vscode/deviceid'];
  await npm(inner, ['rebuild', ...compiled], `${what} (compiling it needs make, g++ and python3)`, env);
}

/**
 * A local, stateful GitHub API for the tests.
 * @returns {Promise<{node: string, module: string}>} the Node to run it with, and its module file
 */
export const ensureEmulator = once(async () => {
  const node = await ensureNode24();
  const folder = await cached(`emulate-${emulatorVersion}`, async (target) => {
    say(`Fetching the forge emulator into ${cacheRoot}…`);
    const args = ['install', '--prefix', target, `emulate@${emulatorVersion}`, '--ignore-scripts'];
    await npm(target, args, 'The forge emulator', withNode(node));
  });
  return { node: node.executable, module: path.join(folder, 'node_modules/emulate/dist/api.js') };
});

/** Several ask for the same tool at the same time; they share one promise. */
function once(make) {
  let made;
  return () => (made ??= make());
}

function withNode(node) {
  return { ...process.env, PATH: `${path.dirname(node.executable)}${path.delimiter}${process.env.PATH}` };
}

async function npm(cwd, args, what, env = process.env) {
  const { code, output } = await run('npm', [...args, '--no-audit', '--no-fund'], { cwd, env, quiet: true });
  if (code === 0) return;
  throw new Problem(
    `${output.trimEnd()}\n\n${what} could not be installed into ${cacheRoot}: \`npm ${args[0]}\` failed, see above. ` +
      'Check that the npm registry can be reached (`npm ping`) and run the same command again.',
  );
}
