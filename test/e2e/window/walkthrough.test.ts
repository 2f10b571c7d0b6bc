import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { BoardInWindow } from '../support/board.ts';
import { type EditorWindow, openWindow, type Theme } from '../support/window.ts';

/** The line of issue #14, whose gate passes. */
const GATE = 120;

const STEPS = [
  'Open a roadmap',
  'See what does not hold',
  'Run a gate',
  'Open the board',
  'Open a pull request',
];

for (const theme of ['dark', 'light', 'high contrast'] satisfies Theme[]) {
  describe(`The walkthrough in the ${theme} theme`, () => {
    let window: EditorWindow;
    before(async () => {
      window = await openWindow({ theme });
    });
    after(() => window[Symbol.asyncDispose]());

    const step = (title: string) => window.page.locator('.getting-started-step', { hasText: title }).first();

    it('has a picture for each step', async () => {
      // Where there is little room, pictures are left out.
      await window.page.keyboard.press('ControlOrMeta+B');
      await openWalkthrough(window);
      for (const title of STEPS) {
        await step(title).click();
        const picture = window.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
        await picture.locator('svg[role="img"]').waitFor();
        await window.screenshot(`walkthrough-${theme.replaceAll(' ', '-')}-${STEPS.indexOf(title) + 1}`);
      }
    });
  });
}

describe('The walkthrough', () => {
  it('counts each step as done once it was, and not before', async () => {
    await using window = await openWindow();
    await checkDone(window, 0);
    await window.openFile('docs/ROADMAP.md', GATE);
    const run = window.lens('Issue #14', 'Run gate');
    await run.waitFor();
    // Opened, and the findings in it are seen.
    await checkDone(window, 2);
    await window.openFile('docs/ROADMAP.md', GATE);
    await run.click();
    await window.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Run', exact: true }).click();
    await window.lens('Issue #14', 'gate passed').waitFor();
    await checkDone(window, 3);
    await window.runCommand('Roadgate: Open Board');
    await new BoardInWindow(window).card('#12').waitFor();
    await checkDone(window, 4);
    await window.openFile('docs/ROADMAP.md', GATE);
    await window.runCommand('Roadgate: Open Pull Request for a Task');
    await window.page.locator('.quick-input-widget').waitFor();
    await window.page.keyboard.press('Escape');
    await checkDone(window, 5);
    await window.screenshot('walkthrough-done');
  });
});

/** The walkthrough counts the first `count` steps as done. */
async function checkDone(window: EditorWindow, count: number): Promise<void> {
  await openWalkthrough(window);
  for (const [index, title] of STEPS.entries()) {
    const step = window.page.locator('.getting-started-step', { hasText: title }).first();
    await step.waitFor();
    if (index < count) await step.locator('.codicon.complete').waitFor();
    else assert.equal(await step.locator('.codicon.complete').count(), 0, title);
  }
}

describe('The example', () => {
  it('opens as a copy in a window of its own, with its roadmap', async () => {
    await using window = await openWindow();
    const opened = window.page.context().waitForEvent('page');
    await window.runCommand('Roadgate: Open Example');
    const page = await opened;
    page.setDefaultTimeout(90_000);
    await page.locator('.monaco-workbench .part.statusbar').waitFor();
    await page.locator('.tab.active[data-resource-name="ROADMAP.md"]').waitFor();
    const folder = new URL(page.url()).searchParams.get('folder') ?? '';
    assert.match(folder, /globalStorage\/roadgate\.roadgate\/example\/parcel-tracker$/);
    assert.notEqual(folder, window.workspace.folder);
    const copied = await readFile(path.join(folder, 'docs/ROADMAP.md'), 'utf8');
    assert.equal(copied, await readFile('examples/docs/ROADMAP.md', 'utf8'));
  });
});

async function openWalkthrough(window: EditorWindow): Promise<void> {
  await window.runCommand('Welcome: Open Walkthrough...');
  await window.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Roadgate' }).first().click();
}
