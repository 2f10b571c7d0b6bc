import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ScriptedForge } from '../../support/scriptedForge.ts';
import { until } from '../support/until.ts';
import { type EditorWindow, type Theme, openWindow } from '../support/window.ts';
import { placesWith } from '../support/written.ts';

const WORN_OUT = 'glpat-wornoutsecret';
const TOKEN = 'glpat-verysecret';
const PROJECT = '/api/v4/projects/acme%2Ftools%2Fplans';

for (const theme of ['dark', 'light'] satisfies Theme[]) {
  describe(`Syncing states with GitLab, in the ${theme} theme`, () => {
    let window: EditorWindow;
    let forge: ScriptedForge;

    before(async () => {
      forge = new ScriptedForge();
      const apiUrl = `${await forge.start()}/api/v4`;
      const issues = [
        issue(12, 'Show where a parcel has been', 'closed'),
        issue(14, 'Tell when a parcel arrives', 'opened'),
      ];
      forge.on(
        `GET ${PROJECT}/issues`,
        { status: 401, body: { message: '401 Unauthorized' } },
        { status: 200, body: issues },
      );
      forge.on(`GET ${PROJECT}/merge_requests`, { status: 200, body: [] });
      forge.on(`PUT ${PROJECT}/issues/14`, { status: 200, body: issue(14, 'Tell when', 'closed') });
      window = await openWindow({ theme, settings: { 'roadgate.forge.apiUrl': apiUrl } });
      const url = 'https://gitlab.example.org/acme/tools/plans.git';
      execFileSync('git', ['config', 'remote.origin.url', url], { cwd: window.workspace.folder });
    });

    after(async () => {
      await window[Symbol.asyncDispose]();
      await forge.stop();
    });

    it('asks again for a token that is refused, settles row by row and previews the edit', async () => {
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
      await enterToken(WORN_OUT);
      await prompt.getByText('did not accept the token').waitFor();
      await window.screenshot(`sync-refused-${theme}`);
      await enterToken(TOKEN);

      await prompt.getByText('There: #12 is closed').waitFor();
      const used = forge.requests.map(({ authorization }) => authorization);
      assert.deepEqual([...new Set(used)], [`Bearer ${WORN_OUT}`, `Bearer ${TOKEN}`]);
      for (const said of ['There: #12 is closed', 'There: #14 is open']) await prompt.getByText(said).click();
      await window.screenshot(`sync-rows-${theme}`);
      await page.keyboard.press('Enter');
      await prompt.getByText('close #14; reopen #12').waitFor();
      await window.screenshot(`sync-side-${theme}`);
      await prompt.getByText('Decide row by row').click();
      await prompt.getByText('Row 1 of 2: #12').waitFor();
      await window.screenshot(`sync-row-${theme}`);
      await prompt.getByText('The forge is right').click();
      await prompt.getByText('Row 2 of 2: #14').waitFor();
      await prompt.getByText('The roadmap is right').click();

      await page.getByText('Refactor Preview').first().waitFor();
      await window.screenshot(`sync-preview-${theme}`);
      assert.equal(readFileSync(file, 'utf8'), text);
      const changes = forge.requests.filter(({ line }) => line.startsWith('PUT '));
      assert.deepEqual(
        changes.map(({ line, body }) => [line, body]),
        [[`PUT ${PROJECT}/issues/14`, { state_event: 'close' }]],
      );
    });

    it('leaves the tokens nowhere but in the secret storage', async () => {
      // The log is written after a moment.
      await until('the log tells of the sign-in', async () => {
        const places = await placesWith('Signed in to gitlab.example.org with a token', window);
        return places.some((place) => place.endsWith('.log'));
      });
      for (const token of [WORN_OUT, TOKEN]) {
        assert.deepEqual(await placesWith(token, window), []);
        const sent = JSON.stringify(forge.requests.map(({ line, body }) => [line, body]));
        assert.ok(!sent.includes(token));
      }
    });

    async function enterToken(token: string): Promise<void> {
      await window.page.keyboard.press('ControlOrMeta+A');
      await window.page.keyboard.type(token);
      await window.page.keyboard.press('Enter');
    }
  });
}

function issue(iid: number, title: string, state: string): object {
  return {
    ...{ id: 500 + iid, iid, title, state, description: null, labels: [], milestone: null, assignees: [] },
    web_url: `https://gitlab.example.org/acme/tools/plans/-/issues/${iid}`,
  };
}
