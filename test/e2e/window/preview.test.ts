import assert from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';
import { until } from '../support/until.ts';
import { type EditorWindow, openWindow, type Theme } from '../support/window.ts';

const ROADMAP = 'docs/ROADMAP.md';
/** The lines of issue #11, #12 and the status of #13. */
const LINES = { done: 35, started: 50, stated: 97 };

for (const theme of ['dark', 'light', 'high contrast', 'high contrast light'] satisfies Theme[]) {
  describe(`The preview of a roadmap in the ${theme} theme`, () => {
    let window: EditorWindow;
    before(async () => {
      window = await openWindow({ theme });
    });
    after(() => window[Symbol.asyncDispose]());

    it('shows states, progress and references', async () => {
      const preview = await openPreview(window, ROADMAP, LINES.done);
      const heading = preview.locator('h4', { hasText: 'Issue #11' });
      await heading.locator('.roadgate-done', { hasText: 'Done' }).waitFor();
      await heading.getByRole('progressbar', { name: '3 of 3 criteria met' }).waitFor();
      const phase = preview.locator('h2', { hasText: 'PHASE 1' });
      await phase.getByRole('progressbar', { name: '2 of 5 tasks done' }).waitFor();
      const broken = preview.locator('.roadgate-problem', { hasText: '240' }).first();
      assert.match((await broken.getAttribute('title')) ?? '', /no line 240/);
      await window.screenshot(`preview-${theme.replaceAll(' ', '-')}`);
    });
  });
}

describe('The preview of a roadmap', () => {
  it('opens the file of a reference at its line', async () => {
    await using window = await openWindow();
    const preview = await openPreview(window, ROADMAP, LINES.done);
    await preview.locator('a.roadgate-reference', { hasText: 'src/store.js:6-10' }).click();
    await window.page.locator('.tab.active[data-resource-name="store.js"]').waitFor();
    await window.page
      .locator('.statusbar')
      .getByText(/^Ln 10, .*selected/)
      .waitFor();
  });

  it('keeps the lines that scrolling goes by, and its chips where text moves', async () => {
    await using window = await openWindow();
    const preview = await openPreview(window, ROADMAP, LINES.started);
    const heading = preview.locator('h4', { hasText: 'Issue #12' });
    await heading.locator('.roadgate-in-progress').waitFor();
    assert.equal(await heading.getAttribute('data-line'), String(LINES.started - 1));
    await window.page.locator('.editor-instance .view-lines').first().click();
    await window.page.locator('.monaco-editor.focused').waitFor();
    await window.page.keyboard.press('ControlOrMeta+Home');
    await window.page.keyboard.type('\n\n');
    await heading.locator('.roadgate-in-progress').waitFor();
  });

  it('follows a status that is edited, in place', async () => {
    await using window = await openWindow();
    const preview = await openPreview(window, ROADMAP, LINES.stated);
    const heading = preview.locator('h4', { hasText: 'Issue #13' });
    await heading.locator('.roadgate-in-progress', { hasText: 'In progress' }).waitFor();
    const body = preview.locator('body');
    const mark = (): Promise<void> =>
      body.evaluate('document.body.dataset.seen = "yes"').then(() => undefined);
    await window.page.locator('.editor-instance .view-lines').first().click();
    await window.openFile(ROADMAP, LINES.stated);
    const states = [
      ['Blocked', '.roadgate-blocked'],
      ['Done', '.roadgate-done'],
    ] as const;
    await until('a chip changes in a page that was not loaded anew', async () => {
      for (const [word, chip] of states) {
        await mark();
        await window.page.keyboard.press('End');
        await window.page.keyboard.press('Shift+Home');
        await window.page.keyboard.insertText(`**Status:** ${word}`);
        await heading.locator(chip).waitFor();
        if ((await body.getAttribute('data-seen')) === 'yes') return true;
      }
      return undefined;
    });
  });

  it('adds nothing to a document that is no roadmap, nor where it is switched off', async () => {
    await using window = await openWindow({ settings: { 'roadgate.preview.enabled': false } });
    const off = await openPreview(window, ROADMAP, LINES.done);
    await off.locator('h4', { hasText: 'Issue #11' }).waitFor();
    await window.openView('Roadgate');
    await window.row('Tracking').waitFor();
    assert.equal(await off.locator('[class*="roadgate"]').count(), 0);
  });
});

/** Opens a document and its preview beside it. */
async function openPreview(window: EditorWindow, file: string, line: number): Promise<FrameLocator> {
  await window.openFile(file, line);
  // By its keys: the command palette chooses the locked preview first, whose name holds the same words.
  await window.page.locator('.monaco-editor.focused').waitFor();
  await window.page.keyboard.press('ControlOrMeta+K');
  await window.page.keyboard.press('V');
  const preview = window.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  await preview.locator('.markdown-body').waitFor();
  return preview;
}
