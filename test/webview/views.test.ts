import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { checkAccess } from './access.ts';
import { BoardPage, boardOf, closeBrowser, historyOf, type PageOptions } from './boardPage.ts';
import { THEMES } from './themes.ts';

const HOSTILE = '`<img src=x onerror=alert(1)>` "</title>" & \\<b\\> [x](javascript:alert)';

/** Two phases on their weeks, the first of which is too full; a round, work done too early, and criteria of all kinds. */
const PLAN = `//- /ROADMAP.md
# Plan ${HOSTILE}

## Phase 1: Base ${HOSTILE} (Weeks 1-2)

### T-1: Store that has a name so long that no card and no column of names has room for it ${HOSTILE}
**Status:** done
**Effort:** 40 hours
**Assignee:** @robin

**Acceptance Criteria:**
- [x] It stores
- [ ] It forgets

### T-2: Search
**Status:** in progress
**Effort:** 60-80 hours
**Depends on:** T-1
**Assignee:** @alex

**Acceptance Criteria:**
- It finds

### T-3: Cache
**Status:** blocked
**Effort:** 8 hours
**Depends on:** T-4

### T-4: Queue
**Status:** in review
**Depends on:** T-3

## Phase 2: Top (Weeks 2-3)

### T-5: Page
**Status:** done
**Effort:** 2 days
**Depends on:** T-2

### T-6: Help
**Status:** cancelled

### T-7: Later
**Status:** deferred
`;

const HISTORY = [
  PLAN.replaceAll('**Status:** done', '**Status:** todo').replace(/## Phase 2[^]*/, ''),
  PLAN.replaceAll('**Status:** done', '**Status:** todo'),
  PLAN.replace('### T-6: Help', '### T-6: Help\n**Effort:** 1 hour\n'),
  PLAN,
];

const VIEWS = ['graph', 'timeline', 'burndown'] as const;

describe('Every view of the board', function () {
  this.timeout(120_000);
  after(closeBrowser);

  /** The board with a plan that has everything, at one of its tabs. */
  async function open(view: (typeof VIEWS)[number], options: PageOptions): Promise<BoardPage> {
    const board = await BoardPage.open({ ...options, state: { tab: view } });
    await board.tell(boardOf(PLAN));
    if (view === 'burndown') {
      await board.wish('burndown');
      await board.tell(historyOf(HISTORY));
    }
    await board.page.locator('#view svg').first().waitFor();
    return board;
  }

  for (const theme of Object.keys(THEMES) as (keyof typeof THEMES)[]) {
    for (const view of VIEWS) {
      it(`is open to everybody, as picture and table: ${view}, ${theme}`, async () => {
        await using board = await open(view, { theme });
        await look(board, `${view}-${theme}`);
        await checkAccess(board);
        await board.page.getByLabel('Table').check();
        await board.page.locator('tbody tr').first().waitFor();
        await checkAccess(board);
        assert.deepEqual(board.complaints, []);
      });
    }
  }

  for (const view of VIEWS) {
    for (const [what, size] of [
      ['a side bar of 300 pixels', { width: 300, height: 700 }],
      ['a window at twice its size', { width: 640, height: 400 }],
    ] as const) {
      it(`has room in ${what}: ${view}`, async () => {
        await using board = await open(view, size);
        await look(board, `${view}-${size.width}`);
        const outside = `[...document.querySelectorAll('.bar button, .bar select, .bar input, [role=tab], footer')]
          .filter((element) => element.getBoundingClientRect().right > innerWidth + 1).map(({ outerHTML }) => outerHTML)`;
        assert.deepEqual(await board.page.evaluate(outside), []);
        const lines = `new Set([...document.querySelectorAll('[role=tab]')].map((tab) => tab.getBoundingClientRect().top)).size`;
        assert.equal(await board.page.evaluate(lines), 1, 'the tabs stand beside each other');
        assert.equal(await board.page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true);
        const texts = `[...document.querySelectorAll('.plot-legend text')]
          .filter((text) => text.getBoundingClientRect().right > text.closest('svg').getBoundingClientRect().right + 1)
          .map(({ textContent }) => textContent)`;
        assert.deepEqual(await board.page.evaluate(texts), []);
        await checkAccess(board);
      });
    }

    it(`moves nothing where people want no motion: ${view}`, async () => {
      await using board = await open(view, { reducedMotion: 'reduce' });
      const moving = `[...document.querySelectorAll('*')].filter((element) => {
        const { transitionDuration, animationName } = getComputedStyle(element);
        return animationName !== 'none' || transitionDuration.split(', ').some((each) => parseFloat(each) > 0);
      }).map(({ outerHTML }) => outerHTML.slice(0, 100))`;
      assert.deepEqual(await board.page.evaluate(moving), []);
      assert.equal(await board.page.evaluate('document.getAnimations().length'), 0);
    });

    it(`takes hostile titles for text: ${view}`, async () => {
      await using board = await open(view, {});
      for (const isTable of [false, true]) {
        await board.page.getByLabel('Table').setChecked(isTable);
        assert.equal(await board.page.locator('#view img, #view b, #view a, #view script').count(), 0);
      }
      assert.equal(await board.page.title(), 'Roadgate');
      assert.deepEqual(board.complaints, []);
    });
  }
});

/** Keeps a picture of what was tested, to be looked at. */
async function look({ page }: BoardPage, name: string): Promise<void> {
  await mkdir('out/screenshots', { recursive: true });
  await page.screenshot({ path: `out/screenshots/view-${name}.png` });
}
