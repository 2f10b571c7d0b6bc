import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { BoardInWindow } from '../support/board.ts';
import { until } from '../support/until.ts';
import { type EditorWindow, openWindow, type Theme } from '../support/window.ts';

const source = fileURLToPath(new URL('../../fixtures/no-roadmap', import.meta.url));
const VIEWS = ['Dependencies', 'Timeline', 'Burn-down'] as const;

for (const theme of ['dark', 'light'] satisfies Theme[]) {
  describe(`The board where there is little room, in the ${theme} theme`, () => {
    let window: EditorWindow;
    let board: BoardInWindow;
    before(async () => {
      window = await openWindow({ theme });
      board = new BoardInWindow(window);
      await board.open();
    });
    after(() => window[Symbol.asyncDispose]());

    it('shows each view in the side bar’s width of 300 pixels', async () => {
      // The bars of the editor take the rest.
      await window.runCommand('View: Close Primary Side Bar');
      await window.page.setViewportSize({ width: 360, height: 800 });
      for (const view of VIEWS) {
        await board.tab(view);
        await board.checkRoom();
        await window.screenshot(`board-300-${view}-${theme}`);
      }
      await window.page.setViewportSize({ width: 1280, height: 800 });
    });

    it('shows each view with the window zoomed to 200 %', async () => {
      // As the editor’s zoom on the desktop, half the pixels have to do.
      await window.page.setViewportSize({ width: 640, height: 400 });
      for (const view of VIEWS) {
        await board.tab(view);
        await board.checkRoom();
        await window.screenshot(`board-200-${view}-${theme}`);
      }
      await window.page.setViewportSize({ width: 1280, height: 800 });
    });

    it('says what to do where there is nothing to see', async () => {
      await board.tab('Dependencies');
      const text = '# Notes\n\nNothing is planned here.\n';
      await writeFile(path.join(window.workspace.folder, 'docs/ROADMAP.md'), text);
      await board.page.getByRole('heading', { level: 1 }).or(board.page.locator('h2')).first().waitFor();
      await until('the board has no cards', async () => (await board.page.locator('.card').count()) === 0);
      await window.screenshot(`board-empty-${theme}`);
      await board.checkAccess();
    });
  });
}

for (const theme of ['dark', 'light'] satisfies Theme[]) {
  describe(`The board without a roadmap, in the ${theme} theme`, () => {
    it('offers to make one, and says when the server is gone and how to go on', async () => {
      await using window = await openWindow({ theme, source });
      const board = new BoardInWindow(window);
      await window.openView('Roadgate');
      await window.runCommand('Roadgate: Open Board');
      await board.page.getByRole('button', { name: 'New Roadmap' }).waitFor();
      await window.screenshot(`board-no-roadmaps-${theme}`);
      await board.checkAccess();

      // A server that ends is started again, until it has ended too often.
      const restart = board.page.getByRole('button', { name: 'Restart the Language Server' });
      await until('the server is told to be gone', async () => {
        for (const pid of await serversOf(window)) process.kill(pid, 'SIGKILL');
        return restart.isVisible();
      });
      await window.screenshot(`board-failed-${theme}`);
      await until('it is back', async () => {
        if (await restart.isVisible()) await restart.click({ timeout: 2000 }).catch(() => undefined);
        return board.page.getByRole('button', { name: 'New Roadmap' }).isVisible();
      });
    });
  });
}

describe('A hostile roadmap', () => {
  it('runs nothing, neither in the board nor in the preview', async () => {
    await using window = await openWindow();
    const { page, workspace } = window;
    // Both would be seen by the pages around.
    const attack = (name: string): string =>
      `top.postMessage('attack ${name}', '*'); document.title = 'attack ${name}'; document.body.dataset.attack = '${name}'`;
    const html = (name: string): string =>
      `<img src=x onerror="${attack(name)}"><script>${attack(name)}</script><svg onload="${attack(name)}"></svg>`;
    const text = `# Plan ${html('title')}\n\n## Phase 1: ${html('phase')}\n\n${html('block')}\n\n### Issue #1: ${html('task')}\n\n**Status:** todo\n\n- [ ] ${html('criterion')}\n- [ ] [link](javascript:alert(1))\n`;
    await writeFile(path.join(workspace.folder, 'docs/ROADMAP.md'), text);
    const attacked = async (): Promise<string[]> => {
      const seen = await Promise.all(
        page
          .frames()
          .map((frame) =>
            frame
              .evaluate<string>(
                '(document.body?.dataset.attack ?? "") + (document.title.includes("attack") ? document.title : "")',
              )
              .catch(() => ''),
          ),
      );
      return seen.filter((each) => each !== '');
    };
    const board = new BoardInWindow(window);
    await board.open();
    for (const view of VIEWS) await board.tab(view);
    await board.tab('Dependencies');
    await window.screenshot('board-hostile');
    assert.equal(await board.page.locator('#view img, #view script').count(), 0);
    assert.deepEqual(await attacked(), []);

    await window.openFile('docs/ROADMAP.md', 1);
    await page.locator('.monaco-editor.focused').waitFor();
    await page.keyboard.press('ControlOrMeta+K');
    await page.keyboard.press('V');
    const preview = await until('the preview shows the phase', async () => {
      for (const frame of page.frames())
        if ((await frame.locator('h2', { hasText: 'Phase 1' }).count()) > 0) return frame;
      return undefined;
    });
    await preview.locator('h3', { hasText: 'Issue #1' }).waitFor();
    await window.screenshot('preview-hostile');
    assert.deepEqual(await attacked(), []);
    // Had something run, it would have been seen.
    await preview.evaluate(`document.body.dataset.attack = 'seen'`);
    assert.deepEqual(await attacked(), ['seen']);
  });
});

/** The language servers of a window’s folder, by their process ids. */
async function serversOf({ workspace }: EditorWindow): Promise<readonly number[]> {
  const servers: number[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const read = (file: string): Promise<string> => readFile(`/proc/${name}/${file}`, 'utf8').catch(() => '');
    // The folder for temporary files is the window's own.
    const isOurs = (await read('environ')).includes(path.dirname(workspace.folder));
    if (isOurs && /\/dist\/server\.cjs/.test(await read('cmdline'))) servers.push(Number(name));
  }
  return servers;
}
