import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { dayOf } from '../../server/src/core/calendar/days.ts';
import { BoardPage, boardOf, closeBrowser, historyOf } from './boardPage.ts';

const PLAN = `
  # Plan
  ## Phase 1: Base
  ### A-1: Store
  **Status:** done
  ### A-2: Search
  **Depends on:** A-1
  **Status:** in progress
  **Effort:** 2-3 hours

  **Acceptance Criteria:**
  - [x] It finds
  - [x] It sorts
  - [x] It ends
  - [ ] It is fast
  - [ ] It is short
  ### A-3: Show
  **Depends on:** A-2
  **Effort:** 4 hours
  **Status:** todo
  ## Phase 2: Top
  ### B-1: Page
  **Depends on:** A-1 (recommended, not blocking)
  **Status:** blocked
  ### B-2: Early
  **Depends on:** A-3
  **Status:** done
  ### B-3: Hen
  **Depends on:** B-4
  ### B-4: Egg
  **Depends on:** B-3
`;

describe('What the board draws', function () {
  this.timeout(60_000);
  let board: BoardPage;
  before(async () => {
    board = await BoardPage.open({ width: 1500, height: 800 });
    const search = boardOf(PLAN).board.graph.tasks[1]?.key;
    const run = { outcome: 'failed', fresh: true, commit: null, start: '2026-01-05T12:00:00Z' } as const;
    await board.tell(boardOf(PLAN, { results: (_, task) => (task === search ? run : undefined) }));
    await board.card('B-4').waitFor();
  });
  after(async () => {
    assert.deepEqual(board.complaints, []);
    await board[Symbol.asyncDispose]();
    await closeBrowser();
  });

  const placeOf = async (name: string) => {
    const box = await board.card(name).boundingBox();
    assert(box, name);
    return box;
  };

  it('says on a card what it is, how far it is, what it takes and how its gate ended', async () => {
    const texts = await board.card('A-2').locator('text').allTextContents();
    for (const text of ['A-2', 'Search', '2-3 hours', '3/5']) assert(texts.includes(text), texts.join());
    const name = (await board.card('A-2').getAttribute('aria-label')) ?? '';
    assert.match(name, /^A-2 Search, in progress, 3 of 5 criteria met, effort 2-3 hours, gate failed,/);
  });

  it('has a shape of its own for each status', async () => {
    const shapes = new Set<string>();
    for (const name of ['A-1', 'A-2', 'A-3', 'B-1']) {
      const parts = await board.card(name).locator('g[stroke-linejoin]').first().locator('*').all();
      const forms = parts.flatMap((part) => [part.getAttribute('d'), part.getAttribute('r')]);
      shapes.add((await Promise.all(forms)).join());
    }
    assert.equal(shapes.size, 4);
  });

  it('has a band for each phase, around its tasks', async () => {
    assert.equal(await board.page.locator('.band').count(), 2);
    const band = await board.page.locator('.band').first().locator('rect').first().boundingBox();
    assert(band);
    for (const name of ['A-1', 'A-2', 'A-3']) {
      const card = await placeOf(name);
      assert(card.y >= band.y && card.y + card.height <= band.y + band.height, name);
    }
    assert((await placeOf('B-1')).y >= band.y + band.height);
  });

  it('goes from left to right, in an order that a worker has found', async () => {
    const [one, two, three] = [await placeOf('A-1'), await placeOf('A-2'), await placeOf('A-3')];
    assert(one.x + one.width < two.x && two.x + two.width < three.x);
    assert.equal(board.workers, 1);
  });

  it('tells soft edges from hard ones, and marks what cannot be right', async () => {
    const edges = board.page.locator('.edge');
    assert.equal(await edges.count(), 6);
    assert.equal(await edges.locator('path[stroke-dasharray]').count(), 1);
    assert.equal(await edges.locator('circle').count(), 3, 'two of a round, and one that is done too early');
    const early = (await board.card('B-2').getAttribute('aria-label')) ?? '';
    assert.match(early, /done/);
  });

  it('draws out the critical path, with its earliest and latest end', async () => {
    await board.page.getByText('A-2 → A-3, 6–7 h').waitFor();
    const colour = 'var(--rg-critical)';
    assert.equal(await board.page.locator(`.edge[stroke="${colour}"]`).count(), 1);
    await board.page.getByLabel('Table').check();
    await board.page.getByRole('row', { name: /A-3.*yes.*6–7 h/ }).waitFor();
    await board.page.getByLabel('Table').uncheck();
  });
});

const WEEKS = `
  # Plan
  Start: 2026-01-05
  ## Phase 1: Base (Weeks 1-2)
  ### T-1: Store
  **Effort:** 100 hours
  **Acceptance Criteria:**
  - [x] It stores
  - [ ] It forgets
  - It rests
  ## Phase 2: Top (Weeks 2-3)
  ### T-2: Page
  **Effort:** 2 days
  **Status:** done
`;

describe('Timeline and burn-down in the board', function () {
  this.timeout(60_000);
  after(closeBrowser);

  it('show today, what overlaps and what is too much', async () => {
    await using board = await BoardPage.open({ state: { tab: 'timeline' } });
    await board.tell(boardOf(WEEKS, { today: dayOf('2026-01-14') ?? undefined }));
    const title = (text: RegExp) => board.page.locator('#view svg title', { hasText: text });
    await title(/^Today$/).waitFor({ state: 'attached' });
    await title(/^Phase 1: Base.*more than the 80 hours of its time.*at the same time as Phase 2/).waitFor({
      state: 'attached',
    });
    await board.page.getByText('Phase 1 needs 100 hours; its time has room for 80.').waitFor();
    assert.deepEqual(board.complaints, []);
  });

  it('keep zoom, selection and what is folded while the document is edited, and over a restart', async () => {
    await using board = await BoardPage.open({ state: { tab: 'timeline' } });
    await board.tell(boardOf(WEEKS));
    const chart = board.page.locator('.plot-row svg[role=img]');
    const width = async (): Promise<number> => (await chart.boundingBox())?.width ?? 0;
    await chart.waitFor();
    const narrow = await width();
    await board.page.getByRole('button', { name: 'Zoom in' }).click();
    await board.page.locator('.plot-scroll').focus();
    for (const key of ['Home', 'ArrowDown', 'ArrowDown', 'ArrowLeft']) await board.page.keyboard.press(key);
    await board.tell(boardOf(WEEKS.replace('T-2: Page', 'T-2: Pages\n  ### T-3: More')));
    await board.page
      .getByRole('status')
      .getByText('Phase 2: Top, in progress')
      .waitFor({ state: 'attached' });
    assert((await width()) > narrow * 1.3);
    assert.equal(await board.page.locator('[data-name]', { hasText: 'T-2' }).count(), 0);
    const state = await board.state();
    await using again = await BoardPage.open({ state });
    await again.tell(boardOf(WEEKS));
    await again.page.locator('[data-name]', { hasText: 'T-1' }).waitFor();
    assert.equal(await again.page.locator('[data-name]', { hasText: 'T-2' }).count(), 0);
    assert.deepEqual([...board.complaints, ...again.complaints], []);
  });

  it('count by criteria, where what has no record is never unmet', async () => {
    await using board = await BoardPage.open({ state: { tab: 'burndown' } });
    await board.tell(boardOf(WEEKS));
    await board.wish('burndown');
    await board.tell(historyOf([WEEKS.replace('- [x]', '- [ ]'), WEEKS]));
    await board.page.getByLabel('Measure').selectOption('Criteria');
    await board.page.getByText('1 of 3 criteria met, no record for 1').first().waitFor();
    await board.page.locator('.plot-legend text', { hasText: 'no record' }).waitFor();
    assert.deepEqual(board.complaints, []);
  });

  for (const [tab, mermaid, first] of [
    ['timeline', /^gantt\n/, /^Name,Status,/],
    ['burndown', /^xychart-beta\n/, /^Day,Commit,/],
  ] as const) {
    it(`are saved, sorted and copied: ${tab}`, async () => {
      await using board = await BoardPage.open({ state: { tab } });
      await board.tell(boardOf(WEEKS));
      if (tab === 'burndown') {
        await board.wish('burndown');
        await board.tell(historyOf([WEEKS, WEEKS]));
      }
      const save = async (name: string): Promise<string> => {
        board.wishes.length = 0;
        await board.page.getByRole('button', { name: 'Export' }).click();
        await board.page.getByRole('menuitem', { name: `Save as ${name}…` }).click();
        return (await board.wish('save')).content;
      };
      const svg = await save('SVG');
      assert.match(svg, /^<svg /);
      assert.doesNotMatch(svg, /var\(|color-mix/);
      assert.match(Buffer.from(await save('PNG'), 'base64').toString('latin1'), /^.PNG/);
      assert.match(await save('Mermaid'), mermaid);
      assert.match(await save('CSV'), first);
      assert.equal(typeof JSON.parse(await save('JSON')), 'object');
      await board.page.getByLabel('Table').check();
      const cells = board.page.locator('tbody tr > :first-child');
      const sorted = (await cells.allTextContents()).sort().reverse();
      for (let left = 2; left > 0; left--) await board.page.locator('thead button').first().click();
      await board.page.locator('th[aria-sort=descending]').waitFor();
      assert.deepEqual(await cells.allTextContents(), sorted);
      await board.page.getByRole('button', { name: 'Copy' }).click();
      const { text } = await board.wish('copy');
      assert.deepEqual(
        text
          .split('\n')
          .slice(1, -1)
          .map((line) => line.split('\t')[0]),
        sorted,
      );
      assert.deepEqual(board.complaints, []);
    });
  }
});

describe('The page of the board, as a guest in the editor', function () {
  this.timeout(60_000);
  after(closeBrowser);

  it('runs its own script and nothing else, and loads nothing', async () => {
    await using board = await BoardPage.open();
    await board.show(PLAN);
    const refused = await board.page.evaluate<string[]>(TRIES);
    assert.deepEqual(refused, ['eval', 'script', 'attribute', 'fetch', 'image']);
    const policy = await board.page.locator('meta[http-equiv]').getAttribute('content');
    assert.match(policy ?? '', /default-src 'none'; script-src 'nonce-of-the-test';/);
    assert.doesNotMatch(policy ?? '', /unsafe/);
  });

  it('has no colour of its own, and is small', async () => {
    const style = await readFile('client/webview/board.css', 'utf8');
    assert.doesNotMatch(style, /#[0-9a-f]{3,8}\b|\b(rgba?|hsla?)\(/i);
    const script = await readFile('dist/webview/board.js');
    const css = await readFile('dist/webview/board-style.css');
    assert(script.length + css.length <= 250_000, `${script.length + css.length} bytes`);
  });
});

/** Runs in the page: the names of what the policy refuses. As text, since compilers add to functions what a page lacks. */
const TRIES = `(async () => {
  const refused = [];
  // What a test runs may evaluate; what runs later is the page's own.
  await new Promise((resolve) => setTimeout(() => {
    try { (0, eval)('window.evaluated = true'); } catch { refused.push('eval'); }
    resolve();
  }));
  const script = document.createElement('script');
  script.textContent = 'window.ran = true';
  document.body.append(script);
  if (!window.ran) refused.push('script');
  const button = document.createElement('button');
  button.setAttribute('onclick', 'window.clicked = true');
  document.body.append(button);
  button.click();
  if (!window.clicked) refused.push('attribute');
  await fetch('/board.js').catch(() => refused.push('fetch'));
  await new Promise((resolve) => {
    const image = new Image();
    image.onload = resolve;
    image.onerror = () => { refused.push('image'); resolve(); };
    image.src = '/board.js';
  });
  return refused;
})()`;
