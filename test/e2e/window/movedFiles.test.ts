import type { Locator } from 'playwright-core';
import { type EditorWindow, openWindow } from '../support/window.ts';

describe('The question what follows a file that is renamed', () => {
  let window: EditorWindow;
  beforeEach(async () => {
    window = await openWindow();
    await window.openFile('docs/ROADMAP.md', 60);
    await window.lens('Issue', 'criteria').waitFor();
    await window.openFile('src/store.js');
    await renameTo('parcels.js');
  });
  afterEach(() => window[Symbol.asyncDispose]());

  it('is answered at once', async () => {
    await button('OK').click();
    await seeChange();
  });

  it('is answered in a preview, in which all is chosen', async () => {
    await button('Show Preview').click();
    const row = window.page.locator('.bulk-edit-panel .monaco-list-row', { hasText: ':17-23' }).first();
    await row.locator('.monaco-custom-toggle, input[type=checkbox]').first().waitFor();
    await window.screenshot('moved-file-preview');
    await window.page.locator('.bulk-edit-panel').getByText('Apply', { exact: true }).click();
    await seeChange();
  });

  async function renameTo(name: string): Promise<void> {
    await window.runCommand('File: Reveal Active File in Explorer View');
    // A click leaves the keys with the row, and opens its file beside it.
    await window.row('store.js').click();
    await window.page.keyboard.press('F2');
    const box = window.page.locator('.explorer-item-edited input');
    await box.fill(name);
    await box.press('Enter');
  }

  function button(label: string): Locator {
    return window.page.locator('.monaco-dialog-box .monaco-button', { hasText: label });
  }

  async function seeChange(): Promise<void> {
    await window.openFile('docs/ROADMAP.md', 60);
    await window.page.locator('.view-line', { hasText: 'src/parcels.js:17-23' }).first().waitFor();
  }
});
