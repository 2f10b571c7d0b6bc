import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { BoardInWindow } from '../support/board.ts';
import { until } from '../support/until.ts';
import { type EditorWindow, openWindow } from '../support/window.ts';

/** The line of issue #15. */
const LATE = 139;

describe('Working with the board', () => {
  let window: EditorWindow;
  let board: BoardInWindow;
  before(async () => {
    window = await openWindow();
    board = new BoardInWindow(window);
    await board.open();
  });
  after(() => window[Symbol.asyncDispose]());

  for (const [format, content] of [
    ['SVG', /^<svg /],
    ['PNG', /^\uFFFDPNG/],
    ['Mermaid', /^flowchart LR\n/],
    ['CSV', /^Id,Title,/],
    ['JSON', /^\{\n/],
  ] as const) {
    it(`saves ${format} where the dialog says`, async () => {
      const name = `board.${format === 'Mermaid' ? 'mmd' : format.toLowerCase()}`;
      await board.page.getByRole('button', { name: 'Export' }).click();
      await board.page.getByRole('menuitem', { name: `Save as ${format}…` }).click();
      const input = window.page.locator('.quick-input-widget input.input');
      await until('the dialog proposes a place beside the roadmap', async () =>
        (await input.inputValue()).includes('/docs/Parcel-Tracker'),
      );
      const target = path.join(window.workspace.folder, name);
      await input.fill(target);
      if (format === 'SVG') await window.screenshot('board-save');
      const written = await until('the file is written', async () => {
        // The dialog takes no answer while it looks at what was typed.
        if (await input.isVisible()) await input.press('Enter');
        await input.waitFor({ state: 'hidden', timeout: 5000 }).catch(() => undefined);
        return readFile(target, 'utf8').catch(() => undefined);
      });
      assert.match(written, content);
    });
  }

  it('selects the task at the cursor', async () => {
    await window.openFile('docs/ROADMAP.md', LATE);
    await window.runCommand('Roadgate: Reveal Task in Board');
    await board.page.locator('.card[aria-label^="#15 "][aria-current="true"]').waitFor();
    await window.screenshot('board-reveal');
  });

  it('changes a status by keys', async () => {
    await board.card('#13').focus();
    await window.page.keyboard.press('s');
    await board.page.getByRole('menuitemradio', { name: 'In progress', checked: true }).waitFor();
    await window.screenshot('board-status-menu');
    await window.page.keyboard.press('ArrowDown');
    await window.page.keyboard.press('Enter');
    await board.page.locator('.card[aria-label^="#13 "][aria-label*=", in review"]').waitFor();
    await window.page.locator('.tab.dirty', { hasText: 'ROADMAP.md' }).first().waitFor();
  });

  it('is there again after the window was loaded again', async () => {
    const filter = board.page.getByLabel('Filter by text');
    await filter.fill('parcel');
    await board.page.getByText(/ of 11 tasks/).waitFor();
    // The editor does so now and then, and not when the window is left.
    await until(
      'the editor has written down what is open',
      async () => (await window.storedEditors()).includes('parcel\\'),
      120_000,
    );
    await window.page.reload();
    await until(
      'the filter is still there',
      async () => (await filter.count()) > 0 && (await filter.inputValue()) === 'parcel',
    );
    await board.page.getByRole('button', { name: 'Clear' }).click();
    await board.page.locator('.card[aria-label^="#13 "][aria-current="true"]').waitFor();
  });

  it('has room in a side bar', async () => {
    await window.page.setViewportSize({ width: 420, height: 800 });
    await board.card('#13').waitFor();
    await window.screenshot('board-narrow');
    await window.page.setViewportSize({ width: 1280, height: 800 });
  });
});

describe('Opening the board', () => {
  it('is offered by the title of the view and by that of a roadmap’s editor, and opens one board', async () => {
    await using window = await openWindow();
    const board = new BoardInWindow(window);
    await window.openView('Roadgate');
    await window.row('Tracking').hover();
    // By itself in its container, the view has its actions in the title of that, too.
    const inView = window.page.locator('.part.sidebar').getByRole('button', { name: 'Open Board' }).first();
    await inView.click();
    await board.card('#12').waitFor();
    await window.openFile('docs/ROADMAP.md');
    const inEditor = window.page.locator('.editor-actions a.action-label[aria-label="Open Board"]');
    await inEditor.waitFor();
    await window.screenshot('board-opening');
    await inEditor.click();
    await board.card('#12').waitFor();
    assert.equal(await window.page.locator('.tab', { hasText: 'Board: ROADMAP.md' }).count(), 1);
    await window.openFile('README.md');
    await inEditor.waitFor({ state: 'detached' });
  });
});

describe('The board in Restricted Mode', () => {
  it('shows the plan, and says why there is no history', async () => {
    await using window = await openWindow({ trusted: false });
    const board = new BoardInWindow(window);
    await board.open();
    await board.tab('Burn-down');
    await board.page.getByText(/trust/).waitFor();
    await window.screenshot('board-restricted');
  });
});
