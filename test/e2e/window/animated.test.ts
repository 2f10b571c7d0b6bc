import path from 'node:path';
import { BoardInWindow } from '../support/board.ts';
import { Film } from '../support/film.ts';
import { isUpdating, openWindow } from '../support/window.ts';

/** The line of the reference that is out of date, and that of issue #14, whose gate passes. */
const LINES = { reference: 103, gate: 120 };

describe('The animated picture', () => {
  it('goes from a finding over a gate to the board', async () => {
    await using window = await openWindow({ settings: { 'editor.minimap.enabled': false } });
    const { page } = window;
    const film = new Film(window);
    await window.openView('Roadgate');
    await window.row('#13').waitFor();
    await window.openFile('docs/ROADMAP.md', LINES.reference);
    await window.lens('Issue #13', '1 of 3 criteria met').waitFor();
    await page.locator('.monaco-editor .squiggly-warning').first().waitFor();
    await page.locator('.monaco-editor.focused').waitFor();
    await film.shoot(1800);

    await page.keyboard.press('F8');
    await page.locator('.marker-widget').first().waitFor();
    await film.shoot(2600);
    await page.keyboard.press('Escape');

    await window.openFile('docs/ROADMAP.md', LINES.gate);
    const run = window.lens('Issue #14', 'Run gate');
    await run.waitFor();
    await run.click();
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    await film.shoot(2600);
    await dialog.getByRole('button', { name: 'Run', exact: true }).click();
    await window.lens('Issue #14', 'gate passed').waitFor();
    await film.shoot(2600);

    const board = new BoardInWindow(window);
    await window.runCommand('Roadgate: Open Board');
    await board.card('#12').waitFor();
    await film.shoot(2600);
    await board.tab('Timeline');
    await board.page.locator('.plot-row').waitFor();
    await film.shoot(2800);
    if (isUpdating) await film.save(path.resolve('docs/images/roadgate.gif'));
  });
});
