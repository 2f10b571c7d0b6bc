import assert from 'node:assert/strict';
import { type EditorWindow, openWindow, type Theme } from '../support/window.ts';

for (const theme of ['dark', 'light'] satisfies Theme[]) {
  describe(`Progress at a glance in the ${theme} theme`, () => {
    let window: EditorWindow;
    before(async () => {
      window = await openWindow({ theme });
    });
    after(() => window[Symbol.asyncDispose]());

    const item = () => window.page.locator('.statusbar-item[id="roadgate.roadgate.roadgate.progress"]');

    it('counts the tasks of the roadmap in front, and tells its phases', async () => {
      await window.openFile('docs/ROADMAP.md');
      await item().getByText('3/11').waitFor();
      const label = await item().locator('a').getAttribute('aria-label');
      assert.equal(label, 'Parcel Tracker: Roadmap to 1.0: 3 of 11 tasks done');
      await item().hover();
      const tooltip = window.page.locator('.monaco-hover:visible', { hasText: 'of 11 tasks done' });
      await tooltip.getByText('PHASE 1: Tracking').waitFor();
      await window.screenshot(`status-bar-${theme}`);
    });

    it('opens the board; the badge of the view tells what is left', async () => {
      await item().locator('a').click();
      await window.page.locator('.tab.active', { hasText: 'Board' }).waitFor();
      await window.openView('Roadgate');
      await window.row('Tracking').waitFor();
      const badge = window.page.locator('.activitybar .action-item:has(.badge-content)', {
        has: window.page.locator('[aria-label*="Roadgate"]'),
      });
      await badge.waitFor();
      await window.row('Tracking').hover();
      await window.page.locator('.monaco-hover:visible', { hasText: '2 of 5 tasks done' }).waitFor();
      await window.screenshot(`tree-tooltip-${theme}`);
    });
  });
}
