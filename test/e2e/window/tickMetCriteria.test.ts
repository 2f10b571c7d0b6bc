import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { until } from '../support/until.ts';
import { openWindow } from '../support/window.ts';

const ROADMAP = 'docs/ROADMAP.md';
/** A criterion of issue #11 that its gate decides. */
const CRITERION = '`node --test test/store.test.js` passes';

describe('Ticking what evidence meets', () => {
  it('shows the edit first, and undo takes it back', async () => {
    await using window = await openWindow();
    const { page, workspace } = window;
    const file = path.join(workspace.folder, ROADMAP);
    const open = (await readFile(file, 'utf8')).replace(`- [x] ${CRITERION}`, `- [ ] ${CRITERION}`);
    await writeFile(file, open);
    await window.openFile(ROADMAP, 35);
    await window.lens('Issue #11', 'Run gate').click();
    await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Run', exact: true }).click();
    await window.lens('Issue #11', 'gate passed').waitFor();

    await window.runCommand('Roadgate: Tick Criteria That Evidence Meets…');
    const preview = page.locator('.bulk-edit-panel');
    const row = preview.locator('.monaco-list-row', { hasText: 'node --test' }).first();
    await row.waitFor();
    await window.screenshot('tick-preview');
    assert.equal(await readFile(file, 'utf8'), open);
    // What has to be confirmed is not chosen by itself.
    const box = row.locator('input[type="checkbox"], .edit-checkbox').first();
    if (!(await box.isChecked())) await box.click();
    await page.getByRole('button', { name: 'Apply' }).first().click();
    await window.lens('Issue #11', '3 of 3 criteria met').waitFor();
    await window.screenshot('tick-applied');

    await window.openFile(ROADMAP, 35);
    await page.locator('.monaco-editor.focused').waitFor();
    await page.keyboard.press('ControlOrMeta+Z');
    await window.lens('Issue #11', '2 of 3 criteria met').waitFor();
  });
});

describe('Exit criteria of a phase', () => {
  it('are gates of the phase, and ticked by what these showed', async () => {
    await using window = await openWindow();
    const { page, workspace } = window;
    const file = path.join(workspace.folder, ROADMAP);
    const criteria = '- [ ] `test -d docs` passes\n- [ ] The harbour master agrees\n';
    const plan = `# Harbour\n\n## Phase 1: Quay\n\n### Task 1.1: Piles\n\n- [x] Driven\n\n### Exit Criteria\n\n${criteria}`;
    await writeFile(file, plan);
    await window.openFile(ROADMAP, 3);
    await window.lens('## Phase 1', 'Run gates').click();
    await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Run', exact: true }).click();
    await window.lens('## Phase 1', 'passed').waitFor();

    await window.openView('Roadgate');
    await window.row('PHASE 1').waitFor();
    await window.chooseFromMenu('PHASE 1', 'Tick Criteria That Evidence Meets…');
    const row = page.locator('.bulk-edit-panel .monaco-list-row', { hasText: 'test -d docs' }).first();
    await row.waitFor();
    await window.screenshot('tick-phase');
    const box = row.locator('input[type="checkbox"], .edit-checkbox').first();
    if (!(await box.isChecked())) await box.click();
    await page.getByRole('button', { name: 'Apply' }).first().click();
    const line = page.locator('.view-line', { hasText: 'test -d docs' }).first();
    await until('the box is ticked', async () => /\[x\]/.test((await line.textContent()) ?? ''));
    await window.lens('## Phase 1', '1 of 2 criteria met').click();
    // It leads to the only one that is left.
    await window.cursor(12, 1).waitFor();
  });
});

describe('The gates of a phase', () => {
  it('run in order up to the first failure', async () => {
    await using window = await openWindow();
    const { page } = window;
    await window.openView('Roadgate');
    await window.row('PHASE 1').waitFor();
    await window.chooseFromMenu('PHASE 1', 'Run Gates up to the First Failure');
    const dialog = page.locator('.monaco-dialog-box');
    const run = dialog.getByRole('button', { name: 'Run', exact: true });
    await until('the failing gate is told', async () => {
      if (await run.isVisible()) await run.click().catch(() => undefined);
      return window.row('✗ gate').isVisible();
    });
    assert.match((await window.row('✗ gate').textContent()) ?? '', /#13/);
    await window.row('✓ gate').waitFor();
    await window.screenshot('phase-run');
  });
});
