import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from '../support/until.ts';
import { openWindow } from '../support/window.ts';

const source = fileURLToPath(new URL('../../fixtures/two-folders', import.meta.url));

describe('A window with several folders', () => {
  it('shows which roadmap is of which folder, and follows references between them', async () => {
    await using window = await openWindow({ source, folders: ['web', 'api'] });
    const { page, workspace } = window;
    const at = (...names: string[]) => path.join(workspace.folder, ...names);
    await window.openView('Roadgate');
    await window.row('D-1').waitFor();
    const labels = async () =>
      (await page.locator('.part.sidebar .monaco-list-row[aria-level="1"]').allTextContents()).map((text) =>
        text.trim(),
      );
    assert.deepEqual(await labels(), ['ROADMAP.mdweb', 'plan.mdweb/docs', 'ROADMAP.mdapi']);
    await window.screenshot('several-folders');

    // The file that the reference names is one of the other folder.
    await window.openFile('web/ROADMAP.md', 10);
    await window.lens('W-1', 'criteria met').waitFor();
    const squiggles = page.locator('.squiggly-warning');
    assert.equal(await squiggles.count(), 0);
    await page.keyboard.press('Home');
    for (let column = 0; column < 20; column++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('F12');
    await page.locator('.tab.active[data-resource-name="server.js"]').waitFor();

    // Watchers are there for a folder that was added later, and a change outside the editor is seen.
    await window.openFile('web/ROADMAP.md', 10);
    const { file } = workspace;
    assert(file);
    const both = await readFile(file, 'utf8');
    await writeFile(file, JSON.stringify({ folders: [{ path: at('web') }] }));
    await until('the other folder is gone', async () => (await window.row('A-1').count()) === 0);
    await writeFile(file, both);
    await window.row('A-1').waitFor();
    await rm(at('api', 'src', 'server.js'));
    await squiggles.first().waitFor();
    await window.screenshot('several-folders-missing');
  });

  it('runs a gate in the folder of its roadmap', async () => {
    await using window = await openWindow({ source, folders: ['web', 'api'] });
    const { page, workspace } = window;
    await window.openFile('api/ROADMAP.md', 5);
    await window.lens('A-1', 'Run gate').click();
    await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Run', exact: true }).click();
    await window.lens('A-1', 'gate passed').waitFor();
    const folder = path.join(workspace.folder, 'api');
    assert.equal(await readFile(path.join(folder, 'ran.log'), 'utf8'), `${folder}\n`);
  });
});
