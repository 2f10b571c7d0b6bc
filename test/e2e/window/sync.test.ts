import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ScriptedForge } from '../../support/scriptedForge.ts';
import { type EditorWindow, type Theme, openWindow } from '../support/window.ts';

const TOKEN = 'glpat-verysecret';
const PROJECT = '/api/v4/projects/acme%2Ftools%2Fplans';

for (const theme of ['dark', 'light'] satisfies Theme[]) {
  describe(`Syncing states with GitLab, in the ${theme} theme`, () => {
    let window: EditorWindow;
    let forge: ScriptedForge;

    before(async () => {
      forge = new ScriptedForge();
      const apiUrl = `${await forge.start()}/api/v4`;
      const issue = (iid: number, title: string, state: string): object => ({
        ...{
          id: 500 + iid,
          iid,
          title,
          state,
          description: null,
          labels: [],
          milestone: null,
          assignees: [],
        },
        web_url: `https://gitlab.example.org/acme/tools/plans/-/issues/${iid}`,
      });
      forge.on(`GET ${PROJECT}/issues`, {
        status: 200,
        body: [issue(12, 'Show where a parcel has been', 'closed')],
      });
      forge.on(`GET ${PROJECT}/merge_requests`, { status: 200, body: [] });
      window = await openWindow({ theme, settings: { 'roadgate.forge.apiUrl': apiUrl } });
      const url = 'https://gitlab.example.org/acme/tools/plans.git';
      execFileSync('git', ['config', 'remote.origin.url', url], { cwd: window.workspace.folder });
    });

    after(async () => {
      await window[Symbol.asyncDispose]();
      await forge.stop();
    });

    it('asks for a token once, shows what disagrees and previews the edit', async () => {
      const { page } = window;
      const file = path.join(window.workspace.folder, 'docs/ROADMAP.md');
      const text = readFileSync(file, 'utf8');
      await window.openFile('docs/ROADMAP.md', 50);
      await window.lens('Issue #12', 'Open pull request').waitFor();
      await window.runCommand('Roadgate: Sync States');
      const prompt = page.locator('.quick-input-widget');
      await prompt.getByText('Sign In to gitlab.example.org').waitFor();
      await page.keyboard.type('short');
      await page.keyboard.press('Enter');
      await prompt.getByText('This is no token').waitFor();
      await window.screenshot(`sync-sign-in-${theme}`);
      assert.equal(await prompt.locator('input.input').getAttribute('type'), 'password');
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.type(TOKEN);
      await page.keyboard.press('Enter');
      await prompt.getByText('There: #12 is closed').waitFor();
      assert.deepEqual(
        [...new Set(forge.requests.map(({ authorization }) => authorization))],
        [`Bearer ${TOKEN}`],
      );
      await prompt.locator('.quick-input-list .monaco-list-row').last().click();
      await window.screenshot(`sync-rows-${theme}`);
      await page.keyboard.press('Enter');
      await prompt.getByText('reopen #12').waitFor();
      await window.screenshot(`sync-side-${theme}`);
      await page.keyboard.press('Enter');
      await page.getByText('Refactor Preview').first().waitFor();
      await window.screenshot(`sync-preview-${theme}`);
      assert.equal(readFileSync(file, 'utf8'), text);
    });
  });
}
