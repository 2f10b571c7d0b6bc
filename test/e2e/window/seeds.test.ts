import assert from 'node:assert/strict';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { BoardInWindow, commitOn } from '../support/board.ts';
import { type EditorWindow, openWindow, type Theme } from '../support/window.ts';

/** Roadmaps of real projects, where a corpus lies beside this one. */
const SEEDS = path.resolve('../shared/corpus/seeds');

describe('The board of real roadmaps', () => {
  if (!existsSync(SEEDS)) {
    it('is not looked at: there is no corpus beside the project', () => undefined);
    return;
  }
  let source: string;
  before(async () => {
    source = await mkdtemp(path.join(os.tmpdir(), 'roadgate-seeds-'));
    await cp(SEEDS, source, { recursive: true });
  });
  after(() => rm(source, { recursive: true, force: true }));

  for (const theme of ['dark', 'light'] satisfies Theme[]) {
    it(`is legible in each view, in the ${theme} theme`, async () => {
      await using window = await openWindow({ theme, source });
      const names = (await readdir(source)).filter((name) => name.endsWith('.md')).sort();
      await work(window.workspace.folder, names);
      const board = new BoardInWindow(window);
      await board.open(names[0] ?? '');
      await window.runCommand('View: Toggle Primary Side Bar Visibility');
      for (const [index, name] of names.entries()) {
        if (index > 0) await choice(board).selectOption(name);
        await look(window, board, `seed-${index}`, theme);
      }
    });
  }
});

function choice({ page }: BoardInWindow): Locator {
  return page.getByRole('combobox', { name: 'Roadmap' });
}

/** Two weeks of work on each: every third box is ticked. */
async function work(folder: string, names: readonly string[]): Promise<void> {
  await commitOn('2026-02-06', folder, 'Plan', true);
  for (const name of names) {
    const file = path.join(folder, name);
    let box = 0;
    const text = (await readFile(file, 'utf8')).replace(/- \[ \]/g, (each) => (box++ % 3 ? each : '- [x]'));
    await writeFile(file, text);
  }
  await commitOn('2026-02-20', folder, 'Two weeks of work');
}

async function look(window: EditorWindow, board: BoardInWindow, name: string, theme: Theme): Promise<void> {
  for (const tab of ['Dependencies', 'Timeline', 'Burn-down'] as const) {
    // Of both themes what differs most: it takes long enough.
    if (theme === 'light' && tab === 'Burn-down') continue;
    await board.tab(tab);
    const [picture, table, nothing] = ['#view svg text', '#view tbody tr', '#view .nothing'];
    const shown = board.page.locator(`${picture}, ${nothing}:not(:text("Reading"))`).first();
    await shown.waitFor();
    await window.screenshot(`${name}-${tab.toLowerCase()}-${theme}`);
    await board.checkTexts();
    if (theme === 'light') continue;
    await board.page.getByLabel('Table').check();
    const row = board.page.locator(`${table}, ${nothing}`).first();
    await row.waitFor();
    assert.notEqual((await row.textContent())?.trim(), '');
    await window.screenshot(`${name}-${tab.toLowerCase()}-table`);
    await board.page.getByLabel('Table').uncheck();
  }
}
