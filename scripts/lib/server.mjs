// Starts the VS Code server and stops it again.
import { spawn } from 'node:child_process';
import { run } from './process.mjs';

/**
 * Starts the VS Code server on a free port and waits until it listens.
 * @param {{node: string, main: string}} editor
 * @param {{data: string, port?: number, trusted?: boolean, extensions?: string, folder?: string,
 *   env?: Record<string, string | undefined>}} options
 *   `data` holds settings and state; `trusted: false` starts windows in Restricted Mode; `extensions` is a
 *   folder of installed extensions; `folder` opens when the address names none.
 * @returns {Promise<{origin: string, port: number, log: () => string, exited: Promise<void>, stop: () => Promise<void>}>}
 */
export async function startServer(editor, options) {
  const { data, port = 0, trusted = true, extensions, folder, env = process.env } = options;
  const args = [
    editor.main,
    ...['--host', '127.0.0.1', '--port', String(port), '--server-data-dir', data],
    ...['--without-connection-token', '--accept-server-license-terms', '--disable-telemetry'],
    // Without this the workbench ignores the `payload` that names an extension under development and its tests.
    '--enable-smoke-test-driver',
    ...(trusted ? ['--disable-workspace-trust'] : []),
    ...(extensions ? ['--extensions-dir', extensions] : []),
    ...(folder ? ['--default-folder', folder] : []),
  ];
  const child = spawn(editor.node, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const exited = new Promise((resolve) => child.once('exit', () => resolve()));
  const listening = new Promise((resolve, reject) => {
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
  const actual = await listening;
  const stop = async () => {
    child.kill();
    await exited;
  };
  return { origin: `http://localhost:${actual}`, port: actual, log: () => output, exited, stop };
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
