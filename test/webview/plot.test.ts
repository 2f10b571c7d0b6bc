import assert from 'node:assert/strict';
import { BoardPage, boardOf, closeBrowser, historyOf } from './boardPage.ts';

const PLAN = `//- /ROADMAP.md
# Plan

## Phase 1: Base (Weeks 1-2)

### T-1: \`<img src=x onerror=alert(1)>\`
**Effort:** 4 hours

### T-2: Search
**Effort:** 2 days
**Depends on:** T-1
`;

describe('The timeline and the burn-down in the board', function () {
  this.timeout(60_000);
  after(closeBrowser);

  it('is walked by keys, and leads to lines', async () => {
    await using page = await BoardPage.open();
    await page.tell(boardOf(PLAN));
    await page.page.click('#tab-timeline');
    await page.page.locator('.plot-scroll').focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter']) await page.page.keyboard.press(key);
    await page.page
      .getByText('T-2 Search, to do, week 1 (scheduled), 16 hours')
      .last()
      .waitFor({ state: 'attached' });
    assert.deepEqual(page.wishes.at(-1), {
      kind: 'reveal',
      uri: 'file:///project/ROADMAP.md',
      line: 8,
      keepFocus: false,
    });
    assert.equal(await page.page.locator('img').count(), 0);
    assert.deepEqual(page.complaints, []);
  });

  it('says by whom the work is scheduled, and marks a phase that holds more than its time', async () => {
    await using page = await BoardPage.open({ state: { tab: 'timeline' } });
    await page.tell(boardOf(PLAN.replace('2 days', '80-160 hours')));
    await page.page.getByText('Scheduled for one person (nothing says how many) of 8 hours a day').waitFor();
    const bar = page.page.locator('.plot-row [data-row] title', { hasText: /^Phase 1: Base/ });
    assert.match((await bar.textContent()) ?? '', /more than the 80 hours of its time/);
    const range = page.page.locator('.plot-row [data-row] title', { hasText: /^T-2 Search/ });
    assert.match((await range.textContent()) ?? '', /at most .* 80–160 hours, .*too late/);
    assert.deepEqual(page.complaints, []);
  });

  it('tells what was done from what was added, for the whole and for each phase', async () => {
    const second = `${PLAN}\n## Phase 2: Top\n\n### T-3: Page\n**Effort:** 1 hour\n**Status:** done\n`;
    await using page = await BoardPage.open({ state: { tab: 'burndown' } });
    await page.tell(boardOf(second));
    await page.wish('burndown');
    await page.tell(historyOf([PLAN, second]));
    const title = (text: string) => page.page.locator('#view svg title', { hasText: text });
    await page.page.getByText('1 of 21 hours done').first().waitFor();
    await title('scope grew from 20 to 21').waitFor({ state: 'attached' });
    await title('Phase 1: Base: 0 of 20 hours done').waitFor({ state: 'attached' });
    await title('Phase 2: Top: 1 of 1 hours done').waitFor({ state: 'attached' });
    await page.page.locator('.plot-scroll').focus();
    await page.page.keyboard.press('End');
    await page.page.getByText('2026-01-12, Week 2: completed T-3; added T-3').waitFor();
    assert.deepEqual(page.complaints, []);
  });

  it('asks for the history once while it is read, and again if the roadmap changed meanwhile', async () => {
    await using page = await BoardPage.open({ state: { tab: 'burndown' } });
    const asked = (): number => page.wishes.filter(({ kind }) => kind === 'burndown').length;
    await page.tell(boardOf(PLAN));
    await page.wish('burndown');
    for (const hours of [5, 6, 7]) await page.tell(boardOf(PLAN.replace('4 hours', `${hours} hours`)));
    assert.equal(asked(), 1);
    page.wishes.length = 0;
    await page.tell(historyOf([PLAN, PLAN.replace('4 hours', '7 hours')]));
    await page.page.getByText('0 of 23 hours done').first().waitFor();
    await page.wish('burndown');
    assert.equal(asked(), 1);
    assert.deepEqual(page.complaints, []);
  });

  it('says that nobody waits for a history any more when its view is left, and only then', async () => {
    await using page = await BoardPage.open({ state: { tab: 'burndown' } });
    await page.tell(boardOf(PLAN));
    await page.wish('burndown');
    await page.page.click('#tab-timeline');
    await page.wish('stopBurndown');
    page.wishes.length = 0;
    await page.page.click('#tab-burndown');
    await page.wish('burndown');
    await page.tell(historyOf([PLAN]));
    await page.page.getByText('There is one version so far').waitFor();
    await page.page.click('#tab-graph');
    await page.page.locator('.card').first().click();
    await page.wish('reveal');
    assert.deepEqual(
      page.wishes.map(({ kind }) => kind),
      ['burndown', 'reveal'],
    );
    assert.deepEqual(page.complaints, []);
  });

  it('explains the shapes that are there, and no others', async () => {
    await using page = await BoardPage.open({ state: { tab: 'timeline' } });
    const legend = () => page.page.locator('.plot-legend text').allTextContents();
    await page.tell(boardOf(PLAN));
    await page.page.locator('.plot-legend text').first().waitFor();
    assert.deepEqual(await legend(), ['to do']);
    const hard = PLAN.replace('**Effort:** 4 hours', '**Effort:** 80-90 hours\n**Status:** blocked')
      .replace('2 days', '2 days\n**Status:** in progress')
      .concat('\n### T-3: Cache\n\n## Phase 2: Top (Weeks 2-3)\n\n### T-4: Page\n**Status:** done\n');
    await page.tell(boardOf(hard));
    await page.page.locator('.plot-legend text', { hasText: 'blocked' }).waitFor();
    assert.deepEqual(await legend(), [
      'done',
      'begun',
      'blocked',
      'at most',
      'somewhere within',
      'same time',
      'too much, too late',
    ]);
    await page.page.click('#tab-burndown');
    await page.wish('burndown');
    await page.tell(historyOf([PLAN, hard]));
    await page.page.locator('.plot-legend text').first().waitFor();
    assert.deepEqual(await legend(), ['done', 'scope', 'scope grew', 'from least to most']);
    assert.deepEqual(page.complaints, []);
  });

  it('shows nothing but what to do where nothing says when', async () => {
    await using page = await BoardPage.open({ state: { tab: 'timeline' } });
    await page.tell(boardOf('# Plan\n\n- [ ] T-1: One\n- [ ] T-2: Two\n'));
    await page.page.getByText('Add weeks or dates to its phases').waitFor();
    assert.equal(await page.page.getByRole('button', { name: /Zoom|Export/ }).count(), 0);
    assert.deepEqual(page.complaints, []);
  });

  it('shows the history of which it is told, and why there is none', async () => {
    await using page = await BoardPage.open({ width: 300 });
    const shown = boardOf(PLAN);
    await page.tell(shown);
    await page.page.click('#tab-burndown');
    await page.page.getByText('Reading the history').waitFor();
    // Who has not asked yet may not listen yet.
    await page.wish('burndown');
    const { uri } = shown.board;
    await page.tell({ kind: 'burndown', uri, answer: { kind: 'none', reason: 'Commit it first.' } });
    await page.page.getByText('Commit it first.').waitFor();
    assert.deepEqual(page.complaints, []);
  });
});
