import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type EditorWindow, openWindow, type Theme } from '../support/window.ts';

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

    it('counts a step as done once it was', async () => {
      await window.openFile('docs/ROADMAP.md', 50);
      await window.lens('Issue #12', '2 of 4 criteria met').waitFor();
      await openWalkthrough(window);
      for (const title of STEPS.slice(0, 2)) await step(title).locator('.codicon.complete').waitFor();
      assert.equal(await step('Run a gate').locator('.codicon.complete').count(), 0);
    });
  });
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
