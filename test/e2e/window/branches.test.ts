import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { until } from '../support/until.ts';
import { type EditorWindow, type Theme, openWindow } from '../support/window.ts';

/** The first lines of issues #12 and #13. */
const [twelve, thirteen] = [50, 95];

const NEXT = `# Next

### Issue #31: Weigh parcels

**Branch:** \`feature/weigh parcels\`
**Effort:** 2 hours

- [ ] A parcel has a weight

### Issue #32: Print the weight

**Depends on:** #31
**Effort:** 1 hour

- [ ] The label says it
`;

for (const theme of ['dark', 'light'] satisfies Theme[]) {
  describe(`Starting work, in the ${theme} theme`, () => {
    let window: EditorWindow;
    let prompt: Locator;

    before(async () => {
      window = await openWindow({ theme });
      prompt = window.page.locator('.quick-input-widget');
      write('docs/NEXT.md', NEXT);
      git('add', '--all');
      git('commit', '--quiet', '--message', 'Say what comes next');
      // What #12 depends on is not merged yet.
      git('switch', '--quiet', '--create', 'feature/parcel-store');
      git('commit', '--quiet', '--allow-empty', '--message', 'Keep parcels');
      git('switch', '--quiet', 'main');
      write('README.md', 'not committed\n');
    });
    after(() => window[Symbol.asyncDispose]());

    it('asks what the branch is made from, and what becomes of changes that are not committed', async () => {
      await startAt('docs/ROADMAP.md', twelve, 'Issue #12');
      await prompt.getByText('Start Work on #12').first().waitFor();
      await prompt.getByText('which this task needs and which is not merged yet').first().waitFor();
      await prompt.getByText('the default branch').first().waitFor();
      await window.screenshot(`start-base-${theme}`);
      await prompt.getByText('From feature/parcel-store').first().click();
      await prompt.getByText('Take Them Along').waitFor();
      await window.screenshot(`start-dirty-${theme}`);
      assert.equal(current(), 'main');
      await prompt.getByText('Take Them Along').click();
      await until('the branch is checked out', () => current() === 'feature/scan-history');
      assert.equal(git('merge-base', 'HEAD', 'feature/parcel-store'), git('rev-parse', 'HEAD'));
      assert.equal(read('README.md'), 'not committed\n');
    });

    it('makes a worktree, and leaves this folder as it is', async () => {
      await startAt('docs/ROADMAP.md', thirteen, 'Issue #13');
      await prompt.getByText('in a worktree of its own').first().waitFor();
      const row = prompt.locator('.monaco-list-row', { hasText: 'From main' });
      await row.last().click();
      await prompt.getByText('Folder of the worktree').waitFor();
      await window.screenshot(`start-worktree-${theme}`);
      await window.page.keyboard.press('Enter');
      const folder = `${window.workspace.folder}.worktrees/fix-check-digit-x`;
      await until('the worktree is there', () => existsSync(path.join(folder, 'docs/ROADMAP.md')));
      assert.equal(current(), 'feature/scan-history');
    });

    it('offers a name that git takes, and shows the edit that writes it into the task', async () => {
      await startAt('docs/NEXT.md', 3, 'Issue #31');
      await prompt.getByText('it contains a blank').waitFor();
      assert.equal(await prompt.locator('input.input').inputValue(), 'feature/weigh-parcels');
      await window.screenshot(`start-name-${theme}`);
      await window.page.keyboard.press('Enter');
      await prompt.getByText('From main').first().click();
      await prompt.getByText('Take Them Along').click();
      await window.page.getByText('Refactor Preview').first().waitFor();
      await window.screenshot(`start-name-preview-${theme}`);
      assert.equal(current(), 'feature/weigh-parcels');
      assert.equal(read('docs/NEXT.md'), NEXT);

      // What has to be confirmed is not chosen by itself, and can be applied only then.
      const row = window.page.locator('.bulk-edit-panel .monaco-list-row', { hasText: 'weigh' }).first();
      await row.locator('input[type="checkbox"], .edit-checkbox').first().click();
      await window.screenshot(`start-name-ticked-${theme}`);
      await window.page.getByRole('button', { name: 'Apply' }).first().click();
      const line = window.page.locator('.lines-content .view-line');
      await window.openFile('docs/NEXT.md', 5);
      await line.filter({ hasText: 'feature/weigh-parcels' }).first().waitFor();
      await window.screenshot(`start-name-applied-${theme}`);
      await window.page.locator('.monaco-editor.focused').first().waitFor();
      await window.page.keyboard.press('ControlOrMeta+Z');
      await line.filter({ hasText: 'feature/weigh parcels' }).first().waitFor();
      assert.equal(read('docs/NEXT.md'), NEXT);
    });

    async function startAt(file: string, line: number, heading: string): Promise<void> {
      await window.openFile(file, line);
      await window.lens(heading, 'Start work').waitFor();
      await window.runCommand('Roadgate: Start Work on Task');
    }

    function git(...args: string[]): string {
      return execFileSync('git', args, { cwd: window.workspace.folder, encoding: 'utf8' }).trim();
    }

    function current(): string {
      return git('branch', '--show-current');
    }

    function write(file: string, text: string): void {
      writeFileSync(path.join(window.workspace.folder, file), text);
    }

    function read(file: string): string {
      return readFileSync(path.join(window.workspace.folder, file), 'utf8');
    }
  });
}

describe('Starting work in Restricted Mode', () => {
  it('is refused, with the reason', async () => {
    await using window = await openWindow({
      trusted: false,
      settings: { 'editor.stickyScroll.enabled': false },
    });
    await window.openFile('docs/ROADMAP.md', twelve);
    await window.lens('Issue #12', 'Start work').click();
    await window.page.getByText('No branches in Restricted Mode').first().waitFor();
  });
});
