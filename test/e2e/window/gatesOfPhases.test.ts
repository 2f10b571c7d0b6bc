import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { type EditorWindow, openWindow } from '../support/window.ts';
import { until } from '../support/until.ts';

const ROADMAP = 'docs/ROADMAP.md';
const fence = (command: string): string => `\`\`\`bash\n${command}\n\`\`\`\n`;
const task = (id: string, gate: string): string =>
  `### Issue #${id}: Step ${id}\n\n**Status:** in progress\n\n**Validate:**\n\n${fence(gate)}\n`;

// Each task has a gate of its own, so that nobody but phase and document can run theirs.
const PLAN = `# Harbour

## Phase 1: Quay

**Validate:**

${fence('echo quay >>ran.log')}
${task('1', 'echo one >>ran.log')}${task('2', 'echo two >>ran.log')}
## Validation Commands Reference

${fence('echo harbour >>ran.log')}`;

// The panel would hide what the lenses stand above.
const QUIET = { 'testing.automaticallyOpenTestResults': 'neverOpen' };

describe('Gates of a phase and of the document in the window', () => {
  it('run from their fences, with their phase and in the Test Explorer, and keep their results', async () => {
    await using window = await openWindow({ settings: QUIET });
    const { page } = window;
    await writeFile(path.join(window.workspace.folder, ROADMAP), PLAN);
    await writeFile(path.join(window.workspace.folder, '.git/info/exclude'), 'ran.log\n');

    await window.openFile(ROADMAP, 3);
    await window.lens('## Phase 1', 'Run gates of 2 tasks and the phase').waitFor();
    await page.locator('.codelens-decoration a:text-is("▷ Run"):visible').first().click();
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    assert.match(await dialog.innerText(), /Run this gate of Phase 1 Quay\?/);
    await allow(window);
    await window.lens('echo quay', '✓ passed').waitFor();
    assert.equal(await ran(window), 'quay');

    await window.lens('## Phase 1', 'Run gates of 2 tasks and the phase: 1 passed').click();
    await until('the tasks have passed', async () => {
      await allow(window);
      return window.lens('## Phase 1', '✓ gates of 2 tasks and the phase passed').isVisible();
    });
    assert.equal(await ran(window), 'quay one two');
    await window.screenshot('gates-of-phase');

    await window.openView('Testing');
    const row = (text: string) => page.locator('.test-explorer .monaco-list-row', { hasText: text }).first();
    for (const name of [ROADMAP, 'Phase 1']) {
      await row(name).waitFor();
      if ((await row(name).getAttribute('aria-expanded')) === 'false')
        await row(name).locator('.monaco-tl-twistie').click();
    }
    await row('echo quay').waitFor();
    await row('echo harbour').hover();
    await row('echo harbour').locator('.codicon-testing-run-icon').first().click();
    await until('the gate of the document has passed', async () => {
      await allow(window);
      return row('echo harbour').locator('.codicon-testing-passed-icon').isVisible();
    });
    assert.equal(await ran(window), 'quay one two harbour');
    await window.openView('Roadgate');
    await window.row('ROADMAP.md').filter({ hasText: '✓ gate' }).waitFor();
    await window.row('Phase 1').filter({ hasText: '✓ gate' }).waitFor();
    await window.screenshot('gates-of-document');

    // Another window, which has not seen them run.
    await reload(window);
    await window.openFile(ROADMAP, 30);
    await window.lens('echo harbour', '✓ passed').waitFor();
    await window.openFile(ROADMAP, 3);
    await window.lens('echo quay', '✓ passed').waitFor();
  });
});

describe('Tags in the Test Explorer', () => {
  it('filter gates by whose they are, and by the state of their task', async () => {
    await using window = await openWindow({ settings: QUIET });
    const { page } = window;
    const done = task('3', 'echo three').replace('in progress', 'done');
    await writeFile(
      path.join(window.workspace.folder, ROADMAP),
      PLAN.replace('## Validation', `${done}## Validation`),
    );
    await window.openView('Testing');
    const rows = page.locator('.test-explorer .monaco-list-row');
    const gates = async (): Promise<string> => {
      // Rows come as the editor asks for them, and those that it has not asked for yet are closed.
      const closed = page.locator(
        '.test-explorer .monaco-list-row[aria-expanded="false"] .monaco-tl-twistie',
      );
      // A row that moves away under the pointer is there again at the next look.
      if ((await closed.count()) > 0)
        await closed
          .first()
          .click({ timeout: 2_000 })
          .catch(() => undefined);
      const texts = await rows.filter({ hasText: /echo / }).allInnerTexts();
      return texts.map((text) => /echo .*/.exec(text.replaceAll('\u00a0', ' '))?.[0].trim()).join(', ');
    };
    const filter = async (tag: string): Promise<void> => {
      await page.locator('.testing-filter-action-item .view-line').first().click();
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.type(tag, { delay: 10 });
    };
    // A filter knows only what was opened before.
    await until('all gates are listed', async () => (await gates()).split(', ').length === 5);
    for (const [tag, expected] of [
      ['@roadgate:gate-of-phase', 'echo quay >>ran.log'],
      ['@roadgate:gate-of-document', 'echo harbour >>ran.log'],
      ['@roadgate:done', 'echo three'],
      ['@roadgate:in-progress', 'echo one >>ran.log, echo two >>ran.log'],
    ] as const) {
      await filter(tag);
      let seen = '';
      await until(`${tag} leaves ${expected}`, async () => (seen = await gates()) === expected).catch(
        async (error: unknown) => {
          await window.screenshot('test-tags-failed');
          throw new Error(`${String(error)} Seen: ${seen}`, { cause: error });
        },
      );
      await window.screenshot(`test-tags-${tag.slice(10)}`);
    }
  });
});

describe('The host of extensions, killed in the middle of a run', () => {
  it('takes the whole gate with it, and no earlier evidence', async () => {
    await using window = await openWindow({ settings: QUIET });
    const { workspace } = window;
    const pids = path.join(workspace.folder, 'pids.log');
    const slow = 'echo $$ >>pids.log\nsleep 1000 &\necho $! >>pids.log\nwait';
    await writeFile(
      path.join(workspace.folder, ROADMAP),
      `# Harbour\n\n## Phase 1: Quay\n\n${task('1', 'echo one')}${task('2', slow)}`,
    );
    await writeFile(path.join(workspace.folder, '.git/info/exclude'), 'pids.log\n');
    await window.openFile(ROADMAP, 5);
    await runGate(window, '### Issue #1').click();
    await until('the first gate has passed', async () => {
      await allow(window);
      return window.lens('### Issue #1', '✓ gate passed').isVisible();
    });
    await runGate(window, '### Issue #2').click();
    const processes = await until('the second gate has started its child', async () => {
      await allow(window);
      const text = existsSync(pids) ? await readFile(pids, 'utf8') : '';
      const found = text.trim().split('\n').map(Number);
      return found.length === 2 && found;
    });
    const [shell = 0] = processes;
    const supervisor = await parentOf(shell);
    const host = await parentOf(supervisor);
    assert.match(await readFile(`/proc/${host}/cmdline`, 'utf8'), /type=extensionHost/);

    process.kill(host, 'SIGKILL');
    await until('nothing of the gate is left', () => ![...processes, supervisor].some(isAlive));
    await reload(window);
    await window.openFile(ROADMAP, 5);
    await window.lens('### Issue #1', '✓ gate passed').waitFor();
    await runGate(window, '### Issue #2').waitFor();
    await window.screenshot('gate-after-kill');
  });
});

/** The lens of a task alone: that of its phase begins with the same words. */
function runGate({ page }: EditorWindow, heading: string): Locator {
  const line = `.lines-content .view-line:has-text("${heading}")`;
  return page.locator(`.codelens-decoration a:text-is("▷ Run gate"):above(${line}):visible`).first();
}

async function reload({ page }: EditorWindow): Promise<void> {
  await page.reload();
  await page.locator('.monaco-workbench .part.statusbar').waitFor();
}

/** Answers the question for approval, if one is there. */
async function allow({ page }: EditorWindow): Promise<void> {
  const run = page.locator('.monaco-dialog-box').getByRole('button', { name: 'Run', exact: true });
  if (await run.isVisible()) await run.click().catch(() => undefined);
}

/** What ran, in order. */
async function ran({ workspace }: EditorWindow): Promise<string> {
  const text = await readFile(path.join(workspace.folder, 'ran.log'), 'utf8');
  return text.trim().split('\n').join(' ');
}

async function parentOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^PPid:\s*(\d+)$/m.exec(status)?.[1]);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
