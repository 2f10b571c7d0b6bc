import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { until } from '../support/until.ts';
import { openWindow } from '../support/window.ts';

describe('A status file', () => {
  it('is shown as it will be, and written when somebody says so', async () => {
    await using window = await openWindow();
    const file = path.join(window.workspace.folder, 'docs/STATUS.md');
    const before = await readFile(file, 'utf8');
    await window.openFile('docs/ROADMAP.md', 63);
    await window.lens('Issue #12', '2 of 4 criteria met').waitFor();

    await window.runCommand('Roadgate: Update Status File…');
    await window.page.locator('.quick-input-list .monaco-list-row', { hasText: 'docs/STATUS.md' }).click();
    await window.page.locator('.monaco-diff-editor .modified', { hasText: 'tasks done' }).first().waitFor();
    await window.screenshot('status-preview');
    assert.equal(await readFile(file, 'utf8'), before);

    await window.page
      .locator('.editor-actions')
      .getByRole('button', { name: 'Write the Status File' })
      .click();
    const after = await until('the file is written', async () => {
      const text = await readFile(file, 'utf8');
      return text.includes('<!-- /roadgate-status -->') && text;
    });
    assert(after.startsWith(before.trimEnd()));
    assert.match(after, /\*\*\[Parcel Tracker: Roadmap to 1\.0\]\(ROADMAP\.md\)\*\*: 3 of 11 tasks done/);
  });
});
