import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { until } from '../support/until.ts';
import { type EditorWindow, type Theme, openWindow } from '../support/window.ts';

/** The first line of issue #12. */
const issue = 50;
const branch = 'feature/scan-history';

for (const theme of ['dark', 'light'] satisfies Theme[]) {
  describe(`Branches of tasks, in the ${theme} theme`, () => {
    let window: EditorWindow;
    let prompt: Locator;
    const git = (...args: string[]): string =>
      execFileSync('git', args, { cwd: window.workspace.folder, encoding: 'utf8' }).trim();

    before(async () => {
      window = await openWindow({ theme });
      prompt = window.page.locator('.quick-input-widget');
    });
    after(() => window[Symbol.asyncDispose]());

    it('shows what a branch can be made from, stops before changes, and takes them along', async () => {
      const notes = path.join(window.workspace.folder, 'notes.txt');
      writeFileSync(notes, 'not committed\n');
      git('switch', '--quiet', '--create', 'wip');
      await window.openFile('docs/ROADMAP.md', issue);
      await window.lens('Issue #12', 'Start work').waitFor();
      await window.runCommand('Roadgate: Start Work on Task');
      await prompt.getByPlaceholder(`${branch}: new`).waitFor();
      for (const text of ['Start Work on #12', 'From main', 'the default branch', 'From wip', 'worktree'])
        await prompt.getByText(text).first().waitFor();
      await window.screenshot(`start-work-${theme}`);
      await prompt.locator('.monaco-list-row', { hasText: 'From main' }).first().click();
      await prompt.getByPlaceholder('1 file is not committed: notes.txt.').waitFor();
      await prompt.getByText('Take Them Along').waitFor();
      await prompt.getByText('Make a Worktree Instead').waitFor();
      await window.screenshot(`start-work-dirty-${theme}`);
      await prompt.locator('.monaco-list-row', { hasText: 'Stop' }).first().click();
      await prompt.waitFor({ state: 'hidden' });
      assert.equal(git('branch', '--show-current'), 'wip');
      await window.runCommand('Roadgate: Start Work on Task');
      await prompt.locator('.monaco-list-row', { hasText: 'From main' }).first().click();
      await prompt.locator('.monaco-list-row', { hasText: 'Take Them Along' }).first().click();
      await until('the branch is checked out', () => git('branch', '--show-current') === branch);
      assert.equal(readFileSync(notes, 'utf8'), 'not committed\n');
      assert.equal(git('rev-parse', branch), git('rev-parse', 'main'));
    });

    it('tells in the lens and the tree how the branches are', async () => {
      await window.lens('Issue #12', 'checked out, no commits yet').waitFor();
      git('commit', '--quiet', '--allow-empty', '--message', 'Keep scans in order');
      await window.lens('Issue #12', 'checked out, ↑1').waitFor();
      await window.openView('Roadgate');
      await window.row('#12').getByText('checked out, ↑1').waitFor();
      git('switch', '--quiet', 'main');
      git('merge', '--quiet', '--no-ff', '--no-edit', branch);
      await window.row('#12').getByText('merged').waitFor();
      await window.lens('Issue #12', 'merged').waitFor();
      await window.screenshot(`branches-${theme}`);
    });
  });
}

describe('Starting work in Restricted Mode', () => {
  it('is refused, with the reason', async () => {
    await using window = await openWindow({
      trusted: false,
      settings: { 'editor.stickyScroll.enabled': false },
    });
    await window.openFile('docs/ROADMAP.md', issue);
    await window.lens('Issue #12', 'Start work').click();
    await window.page.getByText('No branches in Restricted Mode').first().waitFor();
  });
});
