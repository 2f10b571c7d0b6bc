import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Frame, FrameLocator, Locator } from 'playwright-core';
import { until } from './until.ts';
import type { EditorWindow } from './window.ts';

const exec = promisify(execFile);
const ROADMAP = 'docs/ROADMAP.md';

/** The board in a window of the real editor. */
export class BoardInWindow {
  /** What is drawn. */
  readonly page: FrameLocator;
  readonly #window: EditorWindow;

  constructor(window: EditorWindow) {
    this.#window = window;
    this.page = window.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  /** Opens the board of a roadmap, the example's unless told otherwise, and waits until it is drawn. */
  async open(roadmap = ROADMAP): Promise<void> {
    await this.#window.openFile(roadmap);
    await this.#window.runCommand('Roadgate: Open Board');
    await this.page.locator('.card').first().waitFor();
  }

  /** The card of the task with this id. */
  card(id: string): Locator {
    return this.page.locator(`.card[aria-label^="${id} "]`);
  }

  async tab(name: 'Dependencies' | 'Timeline' | 'Burn-down'): Promise<void> {
    await this.page.getByRole('tab', { name }).click();
    await this.page.getByText('Reading the history').waitFor({ state: 'hidden' });
  }

  /** Fails where texts of a picture lie on each other. */
  async checkTexts(): Promise<void> {
    const frame = await until('the page of the board is there', () => this.#frame());
    assert.deepEqual(await frame.evaluate<string[]>(TEXTS_ON_TEXTS), []);
  }

  /** Fails where the page is wider than its place, or texts of a picture lie on each other. */
  async checkRoom(): Promise<void> {
    const frame = await until('the page of the board is there', () => this.#frame());
    assert.equal(await frame.evaluate('Math.max(0, document.documentElement.scrollWidth - innerWidth)'), 0);
    await this.checkTexts();
  }

  /** Fails with what axe-core finds in the page as it is. */
  async checkAccess(): Promise<void> {
    const frame = await until('the page of the board is there', () => this.#frame());
    await frame.evaluate(await AXE);
    const found = await frame.evaluate<string[]>(
      `axe.run(document.body).then(({ violations }) => violations.map(({ id, nodes }) =>
        id + ': ' + nodes.map(({ html, failureSummary }) => html.slice(0, 200) + failureSummary).join('; ')))`,
    );
    assert.deepEqual(found, []);
  }

  async #frame(): Promise<Frame | undefined> {
    for (const frame of this.#window.page.frames())
      if ((await frame.locator('#view').count()) > 0) return frame;
    return undefined;
  }
}

/** Runs in the page. As text, since compilers add to functions what a page lacks. */
const TEXTS_ON_TEXTS = `[...document.querySelectorAll('#view svg')].flatMap((svg) => {
  const texts = [...svg.querySelectorAll('text')].map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }));
  return texts.flatMap((a, index) => texts.slice(index + 1).flatMap((b) => {
    const x = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
    const y = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
    // Boxes of letters are higher than the letters.
    const isHidden = a.text === '' || b.text === '';
    return !isHidden && x > 1 && y > 0.4 * Math.min(a.box.height, b.box.height) ? [a.text + ' / ' + b.text] : [];
  }));
})`;

const AXE = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Makes the history of a folder one of a few weeks of work on the example's roadmap: boxes are ticked, issues finished and some are
 * added. What is checked out in the end is the roadmap as it was, so that tests find it as they know it.
 */
export async function makeHistory(folder: string): Promise<void> {
  const file = path.join(folder, ROADMAP);
  const last = await readFile(file, 'utf8');
  const undone = last.replaceAll('- [x]', '- [ ]').replaceAll(/ (?:✅ DONE|🔄 IN PROGRESS)/gu, '');
  const first = undone.replace(/#### P1-2: Limit requests[^]*?(?=## PHASE 3)/, '');
  const texts = [
    first,
    first.replace('in a store of their own', 'in a store of their own ✅ DONE'),
    first
      .replace('in a store of their own', 'in a store of their own ✅ DONE')
      .replace('- [ ] A number is used once', '- [x] A number is used once')
      .replace('when a parcel arrives', 'when a parcel arrives ✅ DONE'),
    undone
      .replace('in a store of their own', 'in a store of their own ✅ DONE')
      .replace('when a parcel arrives', 'when a parcel arrives ✅ DONE'),
    last,
  ];
  for (const [index, text] of texts.entries()) {
    await writeFile(file, text);
    await commitOn(DAYS[index] ?? '', folder, `Week ${index + 1}`, index === 0);
  }
}

/** Commits all changes as if it were another day, `2026-02-06`. @param isFirst instead of the last commit. */
export async function commitOn(day: string, folder: string, message: string, isFirst = false): Promise<void> {
  const date = `${day}T12:00:00Z`;
  const env = { ...process.env, GIT_COMMITTER_DATE: date, GIT_AUTHOR_DATE: date };
  const how = isFirst ? ['--amend'] : [];
  await exec('git', ['commit', '--quiet', '--all', ...how, '--message', message], { cwd: folder, env });
}

const DAYS = ['2026-02-06', '2026-02-13', '2026-02-20', '2026-02-27', '2026-03-06'];
