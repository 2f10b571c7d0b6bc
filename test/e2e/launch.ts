// Runs the mocha suite of test/e2e/suite inside the extension host of a real editor:
//   node --import tsx test/e2e/launch.ts
// `scripts/test.mjs e2e` prepares what it needs and hands it over in environment variables.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { startServer } from '../../scripts/lib/server.mjs';
import { editor, environment, launchBrowser, writeSettings } from './support/editor.ts';
import { followRecord } from './support/follow.ts';
import { makeWorkspace } from './support/workspace.ts';

interface Run {
  readonly folder: string;
  readonly extension: string;
  readonly suite: string;
  readonly record: string;
  readonly data: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A suite that has not ended by then never will. */
const limit = 5 * 60_000;

const temporary = await mkdtemp(path.join(os.tmpdir(), 'roadgate-e2e-'));
try {
  const workspace = await makeWorkspace(path.resolve('examples'), temporary);
  const data = path.join(temporary, 'data');
  await writeSettings(data, {});
  const record = environment('ROADGATE_RECORD');
  const run: Run = {
    folder: workspace.folder,
    extension: environment('ROADGATE_EXTENSION'),
    suite: environment('ROADGATE_SUITE'),
    record,
    data,
    env: { ...process.env, ROADGATE_REMOTE: workspace.remote },
  };
  const desktop = process.env['ROADGATE_DESKTOP'];
  process.exitCode = (await (desktop === undefined ? runInServer(run) : runOnDesktop(run, desktop))) ? 0 : 1;
} finally {
  await rm(temporary, { recursive: true, force: true });
}

async function runOnDesktop(run: Run, executable: string): Promise<boolean> {
  const following = followRecord(run.record, limit);
  const ended = runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: run.extension,
    extensionTestsPath: run.suite,
    extensionTestsEnv: run.env,
    launchArgs: [run.folder, '--user-data-dir', path.join(run.data, 'data'), '--disable-extensions'],
  });
  void ended.then(following.close, following.close);
  return following.result;
}

async function runInServer(run: Run): Promise<boolean> {
  const server = await startServer(editor(), { data: run.data, env: run.env });
  const browser = await launchBrowser();
  const messages: string[] = [];
  try {
    const remote = (file: string): string => `vscode-remote://localhost:${server.port}${file}`;
    const payload = JSON.stringify([
      ['extensionDevelopmentPath', remote(run.extension)],
      ['extensionTestsPath', remote(run.suite)],
    ]);
    const following = followRecord(run.record, limit);
    const page = await browser.newPage();
    page.on('console', (message) => messages.push(message.text()));
    page.on('crash', following.close);
    void server.exited.then(following.close);
    await page.goto(`${server.origin}/?folder=${run.folder}&payload=${encodeURIComponent(payload)}`);
    const passed = await following.result;
    if (!following.complete()) {
      console.log(
        `The window said:\n${messages.slice(-40).join('\n')}\nThe server said:\n${server.log().slice(-4000)}`,
      );
    }
    return passed;
  } finally {
    await browser.close();
    await server.stop();
  }
}
