import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import type { Editor } from '../../../scripts/lib/server.mjs';

/** The value of an environment variable that `scripts/test.mjs` sets for the tests in the editor. */
export function environment(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set; run \`node scripts/test.mjs e2e\`.`);
  return value;
}

/** The VS Code server under test. */
export function editor(): Editor {
  return { node: environment('ROADGATE_SERVER_NODE'), main: environment('ROADGATE_SERVER_MAIN') };
}

/** Writes the user's settings of an editor whose data lies in `data`. */
export async function writeSettings(
  data: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  const quiet = {
    // The VS Code server saves after a moment unless told otherwise.
    'files.autoSave': 'off',
    'git.autofetch': false,
    'extensions.autoCheckUpdates': false,
    'telemetry.telemetryLevel': 'off',
    'workbench.startupEditor': 'none',
    'workbench.tips.enabled': false,
    'window.commandCenter': false,
    'chat.disableAIFeatures': true,
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'window.title': '${activeEditorShort}${separator}${rootName}',
  };
  // Settings of a machine count only where the machine has its own.
  for (const folder of ['data/User', 'data/Machine'].map((name) => path.join(data, name))) {
    await mkdir(folder, { recursive: true });
    await writeFile(
      path.join(folder, 'settings.json'),
      JSON.stringify({ ...quiet, ...settings }, undefined, 2),
    );
  }
}

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: environment('ROADGATE_BROWSER'),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
