import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { until } from '../support/until.ts';
import { type EditorWindow, openWindow } from '../support/window.ts';

describe('Completion in a roadmap', () => {
  let window: EditorWindow;
  before(async () => {
    window = await openWindow();
  });
  after(() => window[Symbol.asyncDispose]());

  it('names tasks while a dependency is typed, and writes the one that is accepted', async () => {
    await goToEndOf('**Depends on:** #11\n**Branch:** `fix/check-digit-x`');
    await type(', ');
    await suggestion('#14').filter({ hasText: '✓ done' }).waitFor();
    await type('desk');
    await suggestion('#15').and(focused()).waitFor();
    await window.page.keyboard.press('Enter');
    await written('**Depends on:** #11, #15').waitFor();
  });

  it('goes on from the name of a field to its value', async () => {
    const line = await goToEndOf('**Depends on:** #11\n\n**Goal:**');
    await newLine(line);
    await type('**St');
    await suggestion('Status').and(focused()).waitFor();
    await window.page.keyboard.press('Enter');
    await suggestion('In review').waitFor();
    await type('in re');
    await suggestion('In review').and(focused()).waitFor();
    await window.page.keyboard.press('Enter');
    await written('**Status:** In review').waitFor();
  });

  it('goes from a folder to a file to its lines', async () => {
    await goToEndOf('**Effort:** 4 hours\n\nThe HTTP handler');
    await type(', see `src/');
    await suggestion('store.js').waitFor();
    await type('sto');
    await suggestion('store.js').and(focused()).waitFor();
    await window.page.keyboard.press('Enter');
    await type(':recordSc');
    await suggestion('recordScan(number, scan)').and(focused()).waitFor();
    await window.page.keyboard.press('Enter');
    await written('**Effort:** 4 hours, see `src/store.js:17').waitFor();
  });

  /**
   * Opens the roadmap with the cursor at the end of the line on which `text` begins.
   * @returns that line, 1-based.
   */
  async function goToEndOf(text: string): Promise<number> {
    const roadmap = await readFile(path.join(window.workspace.folder, 'docs/ROADMAP.md'), 'utf8');
    const lines = roadmap.slice(0, roadmap.indexOf(text)).split('\n').length;
    await window.openFile('docs/ROADMAP.md', lines);
    await window.lens('Issue', 'criteria').waitFor();
    await window.page.keyboard.press('End');
    await window.cursor(lines, 1).waitFor({ state: 'detached' });
    return lines;
  }

  /** Right after a list was closed, the editor may not take this key. */
  async function newLine(line: number): Promise<void> {
    await until('a new line begins', async () => {
      await window.page.keyboard.press('Enter');
      return window
        .cursor(line + 1, 1)
        .waitFor({ timeout: 8000 })
        .then(
          () => true,
          () => false,
        );
    });
  }

  /** As fast as a person, so that each key finds the editor ready. */
  function type(text: string): Promise<void> {
    return window.page.keyboard.type(text, { delay: 40 });
  }

  function suggestion(text: string): Locator {
    return window.page.locator('.suggest-widget.visible .monaco-list-row', { hasText: text }).first();
  }

  function focused(): Locator {
    return window.page.locator('.suggest-widget.visible .monaco-list-row.focused');
  }

  /** A line of the editor; it shows blanks as no-break ones. */
  function written(text: string): Locator {
    const words = text.split(' ').map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return window.page
      .locator('.view-line')
      .filter({ hasText: new RegExp(`^\\s*${words.join('\\s')}\\s*$`) });
  }
});
