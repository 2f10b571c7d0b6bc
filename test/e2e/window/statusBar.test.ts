import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { BoardInWindow } from '../support/board.ts';
import { until } from '../support/until.ts';
import { type EditorWindow, openWindow, type Theme } from '../support/window.ts';

for (const theme of ['dark', 'light'] satisfies Theme[]) {
  describe(`Progress at a glance in the ${theme} theme`, () => {
    let window: EditorWindow;
    before(async () => {
      window = await openWindow({ theme });
    });
    after(() => window[Symbol.asyncDispose]());

    const item = () => window.page.locator('.statusbar-item[id="roadgate.roadgate.roadgate.progress"]');

    /** What is drawn again below the mouse loses its tooltip: the mouse comes again. */
    async function showTooltip(of: Locator, tooltip: Locator): Promise<void> {
      await until('the tooltip is shown', async () => {
        await window.page.mouse.move(700, 300);
        await of.hover();
        return tooltip.waitFor({ timeout: 4000 }).then(
          () => true,
          () => undefined,
        );
      });
    }

    it('counts the tasks of the roadmap in front, and tells its phases', async () => {
      await window.openFile('docs/ROADMAP.md');
      await item().getByText('3/11').waitFor();
      await item().locator('.codicon-checklist').waitFor();
      const label = await item().locator('a').getAttribute('aria-label');
      assert.equal(label, 'Parcel Tracker: Roadmap to 1.0: 3 of 11 tasks done');
      const tooltip = window.page.locator('.monaco-hover:visible', { hasText: 'of 11 tasks done' });
      await showTooltip(item(), tooltip.getByText('PHASE 1: Tracking'));
      await window.screenshot(`status-bar-${theme}`);
    });

    it('opens the board; the badge of the view tells what is left', async () => {
      await item().locator('a').click();
      await window.page.locator('.tab.active', { hasText: 'Board' }).waitFor();
      await item().getByText('3/11').waitFor();
      // A page that is just being loaded takes the keys that a list of commands waits for.
      await new BoardInWindow(window).page.locator('.card').first().waitFor();
      await until('all editors are closed', async () => {
        await window.runCommand('View: Close All Editors in Group');
        const last = window.page.locator('.editor .tab').first();
        return last.waitFor({ state: 'detached', timeout: 4000 }).then(
          () => true,
          () => undefined,
        );
      });
      await item()
        .getByText(/^ *\d+\/24$/)
        .waitFor();
      await window.runCommand('Roadgate: Open Board');
      await item().getByText('3/11').waitFor();
      await window.openView('Roadgate');
      await window.row('Tracking').waitFor();
      const badge = window.page.locator('.activitybar .action-item:has(.badge-content)', {
        has: window.page.locator('[aria-label*="Roadgate"]'),
      });
      await badge.waitFor();
      const tooltip = window.page.locator('.monaco-hover:visible', { hasText: '2 of 5 tasks done' });
      await showTooltip(window.row('Tracking'), tooltip);
      await tooltip.getByText(/^━+$/).first().waitFor();
      await window.screenshot(`tree-tooltip-${theme}`);
    });
  });
}
