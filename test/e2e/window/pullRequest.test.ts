import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { type EditorWindow, type Theme, openWindow } from '../support/window.ts';

/** The first line of issue #12. */
const issue = 50;
const branch = 'feature/scan-history';

for (const theme of ['dark', 'light'] satisfies Theme[]) {
  describe(`The question before a pull request, in the ${theme} theme`, () => {
    let window: EditorWindow;
    before(async () => {
      window = await openWindow({ theme });
      const git = (...args: string[]): unknown => execFileSync('git', args, { cwd: window.workspace.folder });
      git('switch', '--quiet', '--create', branch);
      git('commit', '--quiet', '--allow-empty', '--message', 'Keep scans in order');
      writeFileSync(path.join(window.workspace.folder, 'notes.txt'), 'not committed\n');
    });
    after(() => window[Symbol.asyncDispose]());

    it('shows what would be sent, and sends nothing when it is turned away', async () => {
      await window.openFile('docs/ROADMAP.md', issue);
      await window.lens('Issue #12', 'Open pull request').waitFor();
      await window.runCommand('Roadgate: Open Pull Request for a Task');
      const prompt = window.page.locator('.quick-input-widget');
      for (const text of [
        'Pull Request for #12 Show where a parcel has been',
        'Create Pull Request',
        'Create Draft',
        'Edit Title',
        branch,
        'acme/parcel-tracker',
        '2 of 4 criteria met',
        'Gate not run',
        'notes.txt',
      ]) {
        await prompt.getByText(text).first().waitFor();
      }
      await window.screenshot(`pull-request-${theme}`);
      await window.page.keyboard.press('Escape');
      await prompt.waitFor({ state: 'hidden' });
      const pushed = execFileSync('git', ['branch', '--list', branch], { cwd: window.workspace.remote });
      assert.equal(pushed.toString(), '');
    });
  });
}

describe('A pull request in Restricted Mode', () => {
  it('is refused, with the reason', async () => {
    await using window = await openWindow({
      trusted: false,
      settings: { 'editor.stickyScroll.enabled': false },
    });
    await window.openFile('docs/ROADMAP.md', issue);
    await window.lens('Issue #12', 'Open pull request').click();
    await window.page.getByText('No pull requests in Restricted Mode').first().waitFor();
  });
});
