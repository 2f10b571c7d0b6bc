import path from 'node:path';
import type { Locator } from 'playwright-core';
import { Film } from '../support/film.ts';
import { type EditorWindow, isUpdating, openWindow, type Theme } from '../support/window.ts';

/** The first line of issue #12, which has a bit of everything. */
const issue = 50;

/** The reference to a line that is not there, and the task whose gate passes. */
const LINES = { reference: 103, gate: 114 };

for (const theme of ['dark', 'light'] satisfies Theme[]) {
  describe(`Pictures in the ${theme} theme`, () => {
    let window: EditorWindow;
    before(async () => {
      window = await openWindow({ theme });
    });
    after(() => window[Symbol.asyncDispose]());

    it('shows the tree, the lenses and the findings', async () => {
      await window.openFile('docs/ROADMAP.md', issue);
      await window.lens('Issue #12', '2 of 4 criteria met').waitFor();
      await window.openView('Roadgate');
      await window.row('#12').waitFor();
      await window.runCommand('Problems: Focus on Problems View');
      await window.page.locator('.markers-panel .monaco-list-row', { hasText: 'roadgate' }).first().waitFor();
      await window.picture(`overview-${theme}`);
    });
  });
}

describe('The animated picture', () => {
  it('goes from a finding over its fix and a criterion to a gate', async () => {
    await using window = await openWindow({ settings: { 'editor.minimap.enabled': false } });
    const { page } = window;
    const film = new Film(window);
    await window.openView('Roadgate');
    await window.row('#13').waitFor();
    await expand(window.row('#13'));
    await window.openFile('docs/ROADMAP.md', LINES.reference);
    await window.lens('Issue #13', '1 of 3 criteria met').waitFor();
    const problem = page.locator('.monaco-editor .squiggly-warning').first();
    await problem.waitFor();
    await page.locator('.monaco-editor.focused').waitFor();
    await film.shoot(1800);

    await page.keyboard.press('F8');
    await page.getByText('there is no line 240').first().waitFor();
    await film.shoot(2200);
    await page.keyboard.press('Escape');
    await page.locator('.monaco-editor.focused').waitFor();
    await page.keyboard.press('ControlOrMeta+.');
    await page.locator('.action-widget .monaco-list-row').first().waitFor();
    await film.shoot(1800);
    await page.keyboard.press('Enter');
    await page.locator('.view-line', { hasText: 'src/server.js:240' }).waitFor({ state: 'detached' });
    await film.shoot(1800);

    const box = window.row('accepted as the last character').getByRole('checkbox');
    await box.click();
    await window.lens('Issue #13', '2 of 3 criteria met').waitFor();
    await film.shoot(2000);

    await window.openFile('docs/ROADMAP.md', LINES.gate);
    await window.lens('Issue #14', 'Run gate').waitFor();
    await film.shoot(1500);
    await window.lens('Issue #14', 'Run gate').click();
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    await film.shoot(2400);
    await dialog.getByRole('button', { name: 'Run', exact: true }).click();
    await window.lens('Issue #14', 'gate passed').waitFor();
    await film.shoot(3200);
    if (isUpdating) await film.save(path.resolve('docs/images/roadgate.gif'));
  });
});

/** Opens a collapsed row. */
async function expand(row: Locator): Promise<void> {
  if ((await row.getAttribute('aria-expanded')) === 'false') await row.locator('.monaco-tl-twistie').click();
}
