import assert from 'node:assert/strict';
import { BoardPage, boardOf, closeBrowser } from './boardPage.ts';

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

  it('shows the history of which it is told, and why there is none', async () => {
    await using page = await BoardPage.open({ width: 300 });
    const shown = boardOf(PLAN);
    await page.tell(shown);
    await page.page.click('#tab-burndown');
    await page.page.getByText('Reading the history').waitFor();
    const { uri } = shown.board;
    await page.tell({ kind: 'burndown', uri, answer: { kind: 'none', reason: 'Commit it first.' } });
    await page.page.getByText('Commit it first.').waitFor();
    assert.deepEqual(page.complaints, []);
  });
});
