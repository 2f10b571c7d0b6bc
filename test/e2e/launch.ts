// Runs the mocha suite of test/e2e/suite inside the extension host of a real editor:
//   node --import tsx test/e2e/launch.ts
// `scripts/test.mjs e2e` prepares what it needs and hands it over in environment variables.
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { type Server, startServer } from '../../scripts/lib/server.mjs';
import { editor, environment, launchBrowser, writeSettings } from './support/editor.ts';
import { type RunOutcome, followRecord } from './support/follow.ts';
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
const limit = 10 * 60_000;

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
  const outcome = await (desktop === undefined ? runInServer(run) : runOnDesktop(run, desktop));
  if (outcome !== 'passed') await printLog(data);
  process.exitCode = outcome === 'passed' ? 0 : 1;
} finally {
  await rm(temporary, { recursive: true, force: true });
}

/** Prints what the extension wrote to its output channel. */
async function printLog(folder: string): Promise<void> {
  const files = await readdir(folder, { recursive: true });
  for (const file of files.filter((name) => path.basename(name).endsWith('Roadgate.log'))) {
    console.log(
      `\nThe log of the extension:\n${(await readFile(path.join(folder, file), 'utf8')).slice(-4000)}`,
    );
  }
}

async function runOnDesktop(run: Run, executable: string): Promise<RunOutcome> {
  const over = runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: run.extension,
    extensionTestsPath: run.suite,
    extensionTestsEnv: run.env,
    launchArgs: [run.folder, '--user-data-dir', path.join(run.data, 'data'), '--disable-extensions'],
  });
  const outcome = await followRecord(run.record, over, limit);
  await over.catch(() => undefined);
  return outcome;
}

async function runInServer(run: Run): Promise<RunOutcome> {
  const server = await startServer(editor(), { data: run.data, env: run.env });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const messages: string[] = [];
    page.on('console', (message) => messages.push(message.text()));
    const crash = new Promise((resolve) => page.on('crash', resolve));
    await page.goto(testAddress(server, run));
    const outcome = await followRecord(run.record, Promise.race([server.exited, crash]), limit);
    if (outcome === 'broken-off') {
      console.log(`The window said:\n${messages.slice(-40).join('\n')}`);
      console.log(`The server said:\n${server.log().slice(-4000)}`);
    }
    return outcome;
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** The address of a window that loads the extension and runs the suite in its extension host. */
function testAddress(server: Server, run: Run): string {
  const remote = (file: string): string => `vscode-remote://localhost:${server.port}${file}`;
  const payload = JSON.stringify([
    ['extensionDevelopmentPath', remote(run.extension)],
    ['extensionTestsPath', remote(run.suite)],
  ]);
  return `${server.origin}/?folder=${run.folder}&payload=${encodeURIComponent(payload)}`;
}
