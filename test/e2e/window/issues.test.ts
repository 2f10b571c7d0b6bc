import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { IssueServer } from '../../support/issueServer.ts';
import { type EditorWindow, type Theme, openWindow } from '../support/window.ts';

/** Not github.com, whose accounts are VS Code's own: here a token is entered. */
const REMOTE = 'https://git.example.org/acme/parcel-tracker.git';

for (const theme of ['dark', 'light'] satisfies Theme[]) {
  describe(`Issues from a roadmap, in the ${theme} theme`, () => {
    let window: EditorWindow;
    let server: IssueServer;

    before(async () => {
      server = new IssueServer();
      const settings = { 'roadgate.forge.apiUrl': await server.start() };
      window = await openWindow({ theme, settings });
      execFileSync('git', ['config', 'remote.origin.url', REMOTE], { cwd: window.workspace.folder });
    });

    after(async () => {
      await window[Symbol.asyncDispose]();
      await server.stop();
    });

    it('are planned, chosen, agreed to and made', async () => {
      const { page } = window;
      await window.openFile('docs/ROADMAP.md', 1);
      await window.runCommand('Roadgate: Create Issues from This Roadmap');
      const prompt = page.locator('.quick-input-widget');
      await prompt.getByText('Leave it empty for milestones without dates').waitFor();
      await page.keyboard.type('2026-01-05');
      await prompt.getByText(/Week \d+ ends on 2026-/).waitFor();
      await page.keyboard.press('Enter');
      await prompt.locator('input[type=password]').waitFor();
      await page.keyboard.type('ghp_notasecret');
      await page.keyboard.press('Enter');
      await prompt.getByText('Which Issues Shall Be Created or Updated?').waitFor();
      await page.getByText('Issues of docs/ROADMAP.md in acme/parcel-tracker').first().waitFor();
      await window.screenshot(`issues-choose-${theme}`);
      await page.keyboard.press('Enter');
      const dialog = page.locator('.monaco-dialog-box');
      await dialog.getByText(/Create \d+ issues in acme\/parcel-tracker\?/).waitFor();
      await window.screenshot(`issues-confirm-${theme}`);
      assert.deepEqual(server.issues, []);
      await dialog.getByText('Create', { exact: true }).click();
      await page.getByText('relations were made').first().waitFor();
      await window.screenshot(`issues-made-${theme}`);
      assert.ok(server.issues.length > 3);
    });
  });
}

describe('Issues whose project names a board', () => {
  it('get cards in the columns of their tasks, as the plan says', async () => {
    const server = new IssueServer();
    const settings = { 'roadgate.forge.apiUrl': await server.start() };
    await using window = await openWindow({ settings, gitHubTokens: ['gho_robin'] });
    try {
      const { page, workspace } = window;
      await writeFile(path.join(workspace.folder, '.roadgate.yaml'), 'issues:\n  board: acme/7\n');
      await window.openFile('docs/ROADMAP.md', 1);
      await window.runCommand('Roadgate: Create Issues from This Roadmap');
      const prompt = page.locator('.quick-input-widget');
      await prompt.getByText('Leave it empty for milestones without dates').waitFor();
      await page.keyboard.press('Enter');
      const dialog = page.locator('.monaco-dialog-box');
      await dialog.getByText('Allow', { exact: true }).click();
      await prompt.getByText('Which Issues Shall Be Created or Updated?').waitFor();
      await window.screenshot('issues-board-choose');
      await page.keyboard.press('Enter');
      await dialog.getByText(/Create \d+ issues in acme\/parcel-tracker/).waitFor();
      await window.screenshot('issues-board-confirm');
      assert.deepEqual(server.board.cards, []);
      await dialog.getByText('Create', { exact: true }).click();
      await page.getByText('relations were made').first().waitFor();
      await window.screenshot('issues-board-made');
      const columnOf = (title: string): string | null | undefined => {
        const issue = server.issues.find((one) => one.title.includes(title));
        return server.board.cards.find((card) => card.issue === issue?.number)?.column;
      };
      assert.equal(columnOf('Show where a parcel has been'), 'In Progress');
      assert.equal(columnOf('Warn the desk'), 'Todo');
    } finally {
      await server.stop();
    }
  });
});
