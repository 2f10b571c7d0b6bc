import assert from 'node:assert/strict';
import { IssueServer } from '../../support/issueServer.ts';
import { type EditorWindow, openWindow } from '../support/window.ts';

describe('A GitHub account whose sign-in GitHub refuses', () => {
  let server: IssueServer;
  let window: EditorWindow;

  beforeEach(async () => {
    server = new IssueServer();
    server.refusedToken = 'gho_revoked';
    const settings = { 'roadgate.forge.apiUrl': await server.start() };
    window = await openWindow({ settings, gitHubTokens: ['gho_revoked', 'gho_valid'] });
  });

  afterEach(async () => {
    await window[Symbol.asyncDispose]();
    await server.stop();
  });

  /** Asks for issues, signs in for the first time, and waits for the question that the refusal leads to. */
  async function untilRefused(): Promise<void> {
    const { page } = window;
    await window.openFile('docs/ROADMAP.md', 1);
    await window.runCommand('Roadgate: Create Issues from This Roadmap');
    const prompt = page.locator('.quick-input-widget');
    await prompt.getByText('Leave it empty for milestones without dates').waitFor();
    await page.keyboard.press('Enter');
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.getByText("'Roadgate' wants to sign in using GitHub").waitFor();
    await window.screenshot('github-sign-in');
    await dialog.getByText('Allow', { exact: true }).click();
    await dialog.getByText('github.com did not accept the sign-in that this window has.').waitFor();
    await window.screenshot('github-refused');
  }

  it('is asked for again, and what was wanted goes on from there', async () => {
    const { page } = window;
    await untilRefused();
    await page.locator('.monaco-dialog-box').getByText('Allow', { exact: true }).click();
    await page
      .locator('.quick-input-widget')
      .getByText('Which Issues Shall Be Created or Updated?')
      .waitFor();
    assert.deepEqual(server.issues, []);
  });

  it('is told of where the person turns away', async () => {
    const { page } = window;
    await untilRefused();
    await page.keyboard.press('Escape');
    await page.getByText('GitHub did not accept the sign-in').first().waitFor();
    await window.screenshot('github-turned-away');
    assert.deepEqual(server.issues, []);
  });
});
