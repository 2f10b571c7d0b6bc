import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import type { Locator } from 'playwright-core';
import { ScriptedForge } from '../../support/scriptedForge.ts';
import { until } from '../support/until.ts';
import { type EditorWindow, type Theme, openWindow } from '../support/window.ts';
import { placesWith } from '../support/written.ts';

/** The first line of issue #12. */
const issue = 50;
const branch = 'feature/scan-history';
const TOKEN = 'ghp_somethingsecret';
/** Not github.com, whose accounts are VS Code's own: here a token is entered. */
const REMOTE = 'https://git.example.org/acme/parcel-tracker.git';
const API = '/repos/acme/parcel-tracker';
const PULL = {
  ...{ number: 5, html_url: 'https://git.example.org/acme/parcel-tracker/pull/5', title: 'Mine' },
  ...{ body: '', draft: false, state: 'open', merged_at: null },
  ...{ head: { ref: branch, label: `acme:${branch}` }, base: { ref: 'main' } },
};

for (const theme of ['dark', 'light'] satisfies Theme[]) {
  describe(`The text of a pull request, in the ${theme} theme`, () => {
    let window: EditorWindow;
    let forge: ScriptedForge;
    let prompt: Locator;

    before(async () => {
      forge = new ScriptedForge();
      const apiUrl = await forge.start();
      forge.on(`GET ${API}`, { status: 200, body: { default_branch: 'main', parent: null } });
      forge.on(`GET ${API}/pulls`, { status: 200, body: [] });
      forge.on(`POST ${API}/pulls`, { status: 500, body: { message: 'Oops' } }, { status: 201, body: PULL });
      window = await openWindow({ theme, settings: { 'roadgate.forge.apiUrl': apiUrl } });
      prompt = window.page.locator('.quick-input-widget');
      const git = (...args: string[]): unknown => execFileSync('git', args, { cwd: window.workspace.folder });
      git('config', 'remote.origin.url', REMOTE);
      git('switch', '--quiet', '--create', branch);
      git('commit', '--quiet', '--allow-empty', '--message', 'Keep scans in order');
      git('switch', '--quiet', 'main');
    });

    after(async () => {
      await window[Symbol.asyncDispose]();
      await forge.stop();
    });

    it('says which tasks are ready, and why others are not', async () => {
      await window.openFile('docs/ROADMAP.md', issue);
      await window.lens('Issue #12', 'Open pull request').waitFor();
      await window.runCommand('Roadgate: Open Pull Requests for Ready Tasks');
      await signIn();
      await prompt.getByText('Open Pull Requests for Ready Tasks').waitFor();
      await prompt.getByText('Not ready, but possible').waitFor();
      await prompt.getByText('2 of 4 criteria met').first().waitFor();
      await window.screenshot(`pull-requests-ready-${theme}`);
      await window.page.keyboard.press('Escape');
      await prompt.waitFor({ state: 'hidden' });
      assert.equal(pushed(), '');
    });

    it('is written in an editor, and survives a failed request and a window that is loaded again', async () => {
      const { page } = window;
      await ask();
      await prompt.getByText('Edit Title and Text in an Editor').click();
      await page.locator('.tab.active', { hasText: 'Pull request 12.md' }).waitFor();
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.type('# Mine\n\nMy own words.');
      await window.screenshot(`pull-request-text-${theme}`);
      await page.keyboard.press('ControlOrMeta+S');
      await window.runCommand('Roadgate: Create Pull Request from This Text');
      await create().waitFor();
      await window.screenshot(`pull-request-written-${theme}`);
      await create().click();
      await until('the forge was asked', () => posts().length === 1);
      assert.notEqual(pushed(), '');

      // The editor does so now and then, and not when the window is left.
      await until(
        'the editor has written down what is open',
        async () => (await window.storedEditors()).includes('roadgate-pull-request'),
        120_000,
      );
      await page.reload();
      await page.locator('.monaco-workbench .part.statusbar').waitFor();
      await page.locator('.tab', { hasText: 'Pull request 12.md' }).first().click();
      await page.locator('.view-line', { hasText: 'My own words.' }).first().waitFor();
      await window.screenshot(`pull-request-reloaded-${theme}`);
      await window.openFile('docs/ROADMAP.md', issue);
      await window.lens('Issue #12', 'Open pull request').waitFor();
      await ask();
      await prompt.getByText('Mine').first().waitFor();
      await window.screenshot(`pull-request-survived-${theme}`);
      await create().click();
      await signIn();
      await until('the pull request is made', () => posts().length === 2);
      assert.deepEqual(
        posts().map(({ title, body }) => [title, body?.trim()]),
        [
          ['Mine', 'My own words.'],
          ['Mine', 'My own words.'],
        ],
      );
      assert.deepEqual(await placesWith(TOKEN, window), []);
    });

    /** The row that sends; it says where to. */
    function create(): Locator {
      return prompt.locator('.monaco-list-row', { hasText: 'push and open at' }).first();
    }

    async function ask(): Promise<void> {
      await window.openFile('docs/ROADMAP.md', issue);
      await window.runCommand('Roadgate: Open Pull Request for a Task');
      await create().waitFor();
    }

    /** A window without a keyring forgets its secrets when it is loaded again. */
    async function signIn(): Promise<void> {
      await prompt.getByText('Sign In to git.example.org').waitFor();
      await window.page.keyboard.type(TOKEN);
      await window.page.keyboard.press('Enter');
    }

    function posts(): { title?: string; body?: string }[] {
      const sent = forge.requests.filter(({ line }) => line === `POST ${API}/pulls`);
      return sent.map(({ body }) => body as { title?: string; body?: string });
    }

    function pushed(): string {
      return execFileSync('git', ['branch', '--list', branch], { cwd: window.workspace.remote }).toString();
    }
  });
}
