// Starts the VS Code server and stops it again.
import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { endOnSignals, endTogether, run } from './process.mjs';

/**
 * Starts the VS Code server on a free port and waits until it listens; see server.d.mts.
 */
export async function startServer(editor, options) {
  const { data, trusted = true, env = process.env } = options;
  const temporary = path.join(data, 'tmp');
  await mkdir(temporary, { recursive: true });
  const child = spawn(editor.node, [editor.main, ...serverArguments(options, trusted)], {
    env: { ...env, TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: hasGroups,
  });
  const exited = new Promise((resolve) => child.once('exit', () => resolve()));
  endOnSignals();
  endTogether(child, () => killTree(child));
  let output = '';
  const port = await new Promise((resolve, reject) => {
    const read = (chunk) => {
      output += chunk;
      const match = /listening on (\d+)/.exec(output);
      if (match) resolve(Number(match[1]));
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', reject);
    void exited.then(() => reject(new Error(`The VS Code server ended before it listened:\n${output}`)));
  });
  const stop = async () => {
    killTree(child);
    await exited;
  };
  return { origin: `http://localhost:${port}`, port, log: () => output, exited, stop };
}

function serverArguments({ data, port = 0, extensions, folder }, trusted) {
  return [
    ...['--host', '127.0.0.1', '--port', String(port), '--server-data-dir', data],
    ...['--without-connection-token', '--accept-server-license-terms', '--disable-telemetry'],
    // Without this the workbench ignores the `payload` that names an extension under development and its tests.
    '--enable-smoke-test-driver',
    ...(trusted ? ['--disable-workspace-trust'] : []),
    ...(extensions ? ['--extensions-dir', extensions] : []),
    ...(folder ? ['--default-folder', folder] : []),
  ];
}

/** Extension hosts outlive a server that is killed alone, waiting for it; as a group they end together. */
const hasGroups = process.platform !== 'win32';

function killTree(child) {
  try {
    if (hasGroups) process.kill(-child.pid);
    else child.kill();
  } catch {
    // It has ended already.
  }
}

/** Installs a packaged extension into a folder of extensions. */
export async function installExtension(editor, { vsix, extensions, data }) {
  const folders = ['--extensions-dir', extensions, '--server-data-dir', data];
  const args = [editor.main, '--install-extension', vsix, ...folders, '--accept-server-license-terms'];
  const { code, output } = await run(editor.node, args, { quiet: true });
  if (code !== 0 || !output.includes('successfully installed')) {
    throw new Error(`The editor refused the packaged extension:\n${output}`);
  }
}
