import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { until } from '../support/until.ts';
import { type EditorWindow, openWindow } from '../support/window.ts';

describe('The view of tasks', () => {
  let window: EditorWindow;
  before(async () => {
    window = await openWindow();
    await window.openView('Roadgate');
  });
  after(() => window[Symbol.asyncDispose]());

  it('shows phases and tasks with their progress', async () => {
    await window.row('Tracking').waitFor();
    await expand(window.row('#12'));
    assert.match((await window.row('#12').textContent()) ?? '', /2\/4/);
  });

  it('ticks a criterion of a closed document and saves it', async () => {
    await expand(window.row('#13'));
    await checkbox(window, 'accepted as the last character').click();
    await until('the file on disk is ticked', async () =>
      (await roadmapText(window)).includes('- [x] An `X` is accepted'),
    );
    // The tree shows it, too: it is not drawn anew while the next test clicks.
    await checkbox(window, 'accepted as the last character')
      .and(window.page.locator('[aria-checked="true"]'))
      .waitFor();
  });

  it('ticks a criterion of an open document, leaves it unsaved, and undo takes it back', async () => {
    await window.openFile('docs/ROADMAP.md');
    const box = checkbox(window, 'A wrong last character');
    const dirty = window.page.locator('.tab.dirty', { hasText: 'ROADMAP.md' });
    await until('the document is edited', async () => {
      // A row that is drawn anew under the pointer swallows the click; ticking twice changes nothing more.
      if ((await box.getAttribute('aria-checked')) === 'false') await box.click();
      await dirty.waitFor({ timeout: 5000 }).catch(() => undefined);
      return (await dirty.count()) > 0;
    });
    assert((await roadmapText(window)).includes('- [ ] A wrong last character'));
    await window.page.locator('.editor-instance .view-lines').first().click();
    await window.page.keyboard.press('ControlOrMeta+Z');
    await dirty.waitFor({ state: 'detached' });
  });
});

function roadmapText(window: EditorWindow): Promise<string> {
  return readFile(path.join(window.workspace.folder, 'docs/ROADMAP.md'), 'utf8');
}

function checkbox(window: EditorWindow, text: string): Locator {
  return window.row(text).getByRole('checkbox');
}

/** Opens a collapsed row. */
async function expand(row: Locator): Promise<void> {
  await row.waitFor();
  if ((await row.getAttribute('aria-expanded')) === 'false') await row.locator('.monaco-tl-twistie').click();
}
