import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { type EditorWindow, openWindow } from '../support/window.ts';
import { until } from '../support/until.ts';

const ROADMAP = 'docs/ROADMAP.md';
const PHASE = '## PHASE 1: Tracking';
const PASSING = '#### Issue #14';
const FAILING = '#### Issue #13';
const FAILING_GATE = 'node --test test/parcel-number.test.js';
const GATE = 'node --test test/estimate.test.js';

describe('A gate in the window', () => {
  it('is shown verbatim, asked for once, and its result stands in the lens', async () => {
    await using window = await openWindow();
    const { page, workspace } = window;
    const lens = (title: string): Locator => window.lens(PASSING, title);
    const ran = path.join(workspace.folder, 'ran.log');
    // Its own text, so that the test can tell whether it ran.
    const document = path.join(workspace.folder, ROADMAP);
    const text = await readFile(document, 'utf8');
    await writeFile(document, text.replace(GATE, `${GATE}\necho ran >>ran.log`));
    await openTask(window, PASSING);

    await lens('Run gate').click();
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    const shown = (await dialog.innerText()).replaceAll('\u00a0', ' ');
    assert.match(shown, /Run this gate of #14 Tell when a parcel arrives\?/);
    assert(shown.includes(`${GATE}\necho ran >>ran.log\n`), shown);
    assert.match(shown, /Shell: .*bash\s+Directory: .*parcel-tracker\s+Document: docs\/ROADMAP\.md/);
    await window.screenshot('gate-approval');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    assert.equal(existsSync(ran), false);

    await lens('Run gate').click();
    await dialog.getByRole('button', { name: 'Run', exact: true }).click();
    await lens('gate passed').waitFor();
    assert.equal(await readFile(ran, 'utf8'), 'ran\n');
    await window.screenshot('gate-passed');

    await lens('gate passed').click();
    await until(
      'it ran again, without a question',
      async () => (await readFile(ran, 'utf8')) === 'ran\nran\n',
    );
    assert.equal(await dialog.count(), 0);
  });

  it('tells in the Test Explorer and the test results how it failed', async () => {
    await using window = await openWindow({ theme: 'light' });
    const { page } = window;
    // A shell that tells which command failed.
    const document = path.join(window.workspace.folder, ROADMAP);
    const text = await readFile(document, 'utf8');
    const three = `bash\nnode --version\n${FAILING_GATE}\nnode --help`;
    await writeFile(document, text.replace(`sh\n${FAILING_GATE}`, three));
    await openTask(window, FAILING);
    await window.lens(FAILING, 'Run gate').click();
    await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Run', exact: true }).click();
    await window.lens(FAILING, 'gate failed').waitFor();
    // The output of the run, in the panel that opened with it.
    await page.locator('.panel .xterm-rows', { hasText: 'Line 2 failed (exit code 1)' }).waitFor();
    await window.openView('Testing');
    const rows = (text: string) => page.locator('.test-explorer .monaco-list-row', { hasText: text });
    const row = (text: string) => rows(text).first();
    for (const name of ['docs/ROADMAP.md', 'PHASE 1', 'Storage', '#13']) {
      await row(name).waitFor();
      if ((await row(name).getAttribute('aria-expanded')) === 'false') {
        await row(name).locator('.monaco-tl-twistie').click();
      }
    }
    await row('Validate').waitFor();
    await row('Validate').locator('.monaco-tl-twistie').click();
    for (const [command, state] of [
      ['node --version', 'passed'],
      [FAILING_GATE, 'failed'],
      ['node --help', 'skipped'],
    ] as const) {
      // The row of the gate, above, names its first command as well.
      await rows(command).last().locator(`.codicon-testing-${state}-icon`).waitFor();
    }
    await window.screenshot('gate-failed');
  });

  for (const theme of ['dark', 'light'] as const) {
    it(`runs from its fence, and from its phase with the others (${theme})`, async () => {
      await using window = await openWindow({ theme });
      const { page } = window;
      const run = page.locator('.monaco-dialog-box').getByRole('button', { name: 'Run', exact: true });
      await openTask(window, PASSING);
      await window.lens(GATE, 'Run').click();
      await run.click();
      await window.lens(PASSING, '✓ gate passed').waitFor();
      // The panel that opened with the results hides it.
      await openTask(window, GATE);
      await window.lens(GATE, '✓ passed').waitFor();
      await window.screenshot(`gate-fence-${theme}`);
      await openTask(window, PHASE);
      await window.lens(PHASE, 'Run gates of 5 tasks: 1 passed').click();
      await until('the failing gate is told', async () => {
        if (await run.isVisible()) await run.click().catch(() => undefined);
        return window.lens(PHASE, '✗ gates of 1 of 5 tasks failed').isVisible();
      });
      await window.screenshot(`gate-phase-${theme}`);
    });
  }

  it('is asked for again once its approval is taken back', async () => {
    await using window = await openWindow();
    const { page } = window;
    const dialog = page.locator('.monaco-dialog-box');
    await openTask(window, PASSING);
    await window.lens(PASSING, 'Run gate').click();
    await dialog.getByRole('button', { name: 'Run', exact: true }).click();
    await window.lens(PASSING, 'gate passed').waitFor();
    await window.runCommand('Roadgate: Manage Approved Gates');
    const approved = page.locator('.quick-input-list .monaco-list-row', { hasText: GATE });
    await approved.waitFor();
    assert.match((await approved.innerText()).replaceAll('\u00a0', ' '), /bash · \.\s+docs\/ROADMAP\.md/);
    await window.screenshot('gate-approvals');
    await approved.click();
    await page.locator('.quick-input-widget').getByRole('button', { name: 'OK' }).click();
    await window.lens(PASSING, 'gate passed').click();
    await dialog.getByText('Run this gate of #14').waitFor();
  });

  it('does not run in Restricted Mode, which says why', async () => {
    await using window = await openWindow({ trusted: false });
    await openTask(window, PASSING);
    await window.lens(PASSING, 'Run gate').click();
    await window.page.getByText('Gates run nothing in Restricted Mode').first().waitFor();
    assert.equal(await window.page.locator('.monaco-dialog-box').count(), 0);
    await window.screenshot('gate-restricted');
  });
});

describe('A gate in a terminal without shell integration', () => {
  it('is said to leave no result, and that its timeout does not end it', async () => {
    await using window = await openWindow({
      settings: { 'terminal.integrated.shellIntegration.enabled': false },
    });
    const { page } = window;
    await openTask(window, PASSING);
    await window.lens(PASSING, 'Run gate').waitFor();
    await page.keyboard.press('ArrowRight');
    await window.runCommand('Roadgate: Run Gate in Terminal');
    await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Run', exact: true }).click();
    const told = page.getByText('without shell integration').first();
    await told.waitFor();
    assert.match((await told.textContent()) ?? '', /leaves no result, and its timeout does not end it/);
    await window.screenshot('gate-terminal-silent');
  });
});

/** Opens the roadmap at the line that starts with `heading`, alone in the window's view. */
async function openTask(window: EditorWindow, heading: string): Promise<void> {
  const lines = (await readFile(path.join(window.workspace.folder, ROADMAP), 'utf8')).split('\n');
  const line = lines.findIndex((one) => one.startsWith(heading)) + 1;
  await window.openFile(ROADMAP, line);
}
