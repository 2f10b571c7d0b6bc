import assert from 'node:assert/strict';
import type { FrameLocator, Locator } from 'playwright-core';
import { until } from '../support/until.ts';
import { type EditorWindow, openWindow, type Theme } from '../support/window.ts';

for (const theme of ['dark', 'light'] satisfies Theme[]) {
  describe(`The board in the ${theme} theme`, () => {
    let window: EditorWindow;
    let page: FrameLocator;
    before(async () => {
      window = await openWindow({ theme });
      await window.openFile('docs/ROADMAP.md');
      await window.runCommand('Roadgate: Open Board');
      page = window.page.frameLocator('iframe.webview.ready').frameLocator('iframe');
      await card('#12').waitFor();
    });
    after(() => window[Symbol.asyncDispose]());

    const card = (id: string): Locator => page.locator(`.card[aria-label^="${id} "]`);

    it('shows the tasks of the roadmap in sight, and what they depend on', async () => {
      assert.match((await page.locator('footer').textContent()) ?? '', /^11 tasks/);
      await (theme === 'dark' ? window.picture('board-dark') : window.screenshot('board-light'));
    });

    it('leads to the line of a task, and back from the line to the task', async () => {
      await card('#12').click();
      await window.page.locator('.view-line', { hasText: 'Issue #12: Show where' }).waitFor();
      await until(
        'the card is selected',
        async () => (await card('#12').getAttribute('aria-current')) === 'true',
      );
      await window.screenshot(`board-beside-${theme}`);
    });

    it('changes a status in the document, which undo takes back', async () => {
      await card('#13').click({ button: 'right', position: { x: 40, y: 30 } });
      await page.getByRole('menuitemradio', { name: 'Done' }).click();
      await page.locator('.card[aria-label^="#13 "][aria-label*=", done"]').waitFor();
      const unsaved = window.page.locator('.tab.dirty', { hasText: 'ROADMAP.md' });
      await unsaved.first().waitFor();
      await window.page.locator('.editor-instance .view-lines').first().click();
      await window.page.keyboard.press('ControlOrMeta+Z');
      await page.locator('.card[aria-label^="#13 "][aria-label*=", in progress"]').waitFor();
      await unsaved.first().waitFor({ state: 'detached' });
    });
  });
}
