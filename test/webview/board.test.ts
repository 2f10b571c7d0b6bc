import assert from 'node:assert/strict';
import { checkAccess } from './access.ts';
import { BoardPage, boardOf, closeBrowser, type PageOptions } from './boardPage.ts';
import { THEMES } from './themes.ts';

const PLAN = `
  # Plan
  ## Phase 1: Base
  ### A-1: One
  **Status:** done
  **Labels:** \`api\`
  **Assignee:** @robin
  ### A-2: Two
  **Depends on:** A-1
  **Status:** todo
  **Effort:** 2-3 hours
  ### A-3: Three
  **Depends on:** A-2
  **Effort:** 4 hours
  **Status:** todo
  ## Phase 2: Top
  ### B-1: Four
  **Acceptance Criteria:**
  - It works
`;

describe('The page of the board', function () {
  this.timeout(90_000);
  let board: BoardPage;
  const open = async (options: PageOptions = {}, markup = PLAN): Promise<void> => {
    board = await BoardPage.open(options);
    await board.show(markup);
  };
  afterEach(async () => {
    assert.deepEqual(board.complaints, []);
    await board[Symbol.asyncDispose]();
  });
  after(closeBrowser);

  it('shows a card for each task, and what decides how long it takes', async () => {
    await open();
    assert.equal(await board.page.locator('.card').count(), 4);
    assert.match(
      (await board.page.locator('footer').textContent()) ?? '',
      /4 tasks, 2 ready now\. Critical path: A-2 → A-3, 6–7 h/,
    );
    assert.match(
      (await board.card('B-1').getAttribute('aria-label')) ?? '',
      /^B-1 Four, to do, ready to begin, no record for 1 criterion$/,
    );
  });

  it('leads to the line of a task', async () => {
    await open();
    await board.card('A-2').click();
    const line = boardOf(PLAN).board.graph.tasks[1]?.line;
    assert.deepEqual(await board.wish('reveal'), {
      kind: 'reveal',
      uri: 'file:///project/plan.md',
      line,
      keepFocus: true,
    });
  });

  it('is walked with the arrow keys, along dependencies', async () => {
    await open();
    await board.card('A-1').focus();
    await board.page.keyboard.press('ArrowRight');
    await board.focused('A-2');
    await board.page.keyboard.press('ArrowRight');
    await board.focused('A-3');
    await board.page.keyboard.press('ArrowLeft');
    await board.focused('A-2');
    await board.page.keyboard.press('Enter');
    assert.equal((await board.wish('reveal')).keepFocus, false);
  });

  it('changes a status by keys, and goes on when the document has changed', async () => {
    await open();
    await board.card('A-2').focus();
    await board.page.keyboard.press('s');
    const menu = board.page.getByRole('menu', { name: 'A-2: status' });
    await menu.getByRole('menuitemradio', { name: 'To do', checked: true }).waitFor();
    await board.page.keyboard.press('ArrowDown');
    await board.page.keyboard.press('Enter');
    const wish = await board.wish('setStatus');
    assert.deepEqual([wish.task, wish.status], [boardOf(PLAN).board.graph.tasks[1]?.key, 'in-progress']);
    await board.tell(boardOf(PLAN.replace('A-1\n  **Status:** todo', 'A-1\n  **Status:** in progress')));
    await board.page.locator('.card[aria-current=true][aria-label*="A-2 Two, in progress"]').waitFor();
  });

  it('says so where the document claims no status', async () => {
    await open();
    await board.card('B-1').click({ button: 'right' });
    await board.page.getByRole('menuitem', { name: 'The document claims no status here' }).waitFor();
    await board.page.keyboard.press('Escape');
    assert.equal(await board.page.getByRole('menu').count(), 0);
  });

  it('keeps the place and the selection while the document is edited', async () => {
    await open({ width: 600, height: 400 });
    await board.card('A-3').focus();
    await board.page.keyboard.press('+');
    await board.page.keyboard.press('ArrowLeft');
    await board.focused('A-2');
    const before = await board.card('A-2').boundingBox();
    await board.tell(
      boardOf(PLAN.replace('### A-1: One', '### A-0: New\n  **Status:** todo\n  ### A-1: One')),
    );
    await board.page.getByText('5 tasks').waitFor();
    const after = await board.card('A-2').boundingBox();
    assert(before && after && Math.abs(before.x - after.x) < 2 && Math.abs(before.y - after.y) < 2);
    assert.equal(await board.card('A-2').getAttribute('aria-current'), 'true');
  });

  it('scrolls a card that is partly hidden fully into sight when it is selected', async () => {
    await open();
    const canvas = await board.page.locator('svg.canvas').boundingBox();
    const place = async () => board.card('A-1').boundingBox();
    const before = await place();
    assert(canvas && before);
    await board.page.mouse.move(canvas.x + canvas.width / 2, canvas.y + canvas.height / 2);
    await board.page.mouse.wheel(before.x - canvas.x + before.width / 2, 0);
    await until(async () => ((await place())?.x ?? 0) < canvas.x);
    await board.page.mouse.click(canvas.x + 10, before.y + 20);
    await until(async () => ((await place())?.x ?? -1) >= canvas.x);
    assert.equal(await board.card('A-1').getAttribute('aria-current'), 'true');
  });

  it('filters by text, status, phase, label and assignee', async () => {
    await open();
    const shown = async (count: number): Promise<void> => {
      await board.page.getByText(count === 4 ? '4 tasks,' : `${count} of 4 tasks`).waitFor();
      await until(async () => (await board.page.locator('.card').count()) === count);
    };
    await board.page.getByLabel('Filter by text').fill('three');
    await shown(1);
    await board.page.getByRole('button', { name: 'Clear' }).click();
    await shown(4);
    await board.page.getByLabel('Status', { exact: true }).selectOption('Done');
    await shown(1);
    await board.page.getByRole('button', { name: 'Clear' }).click();
    await board.page.getByLabel('Phase', { exact: true }).selectOption('Phase 2: Top');
    await shown(1);
    await board.page.getByRole('button', { name: 'Clear' }).click();
    await board.page.getByLabel('Label').selectOption('api');
    await shown(1);
    await board.page.getByRole('button', { name: 'Clear' }).click();
    await board.page.getByLabel('Assignee').selectOption('robin');
    await shown(1);
    await board.page.getByLabel('Filter by text').fill('nothing like it');
    await board.page.getByText('No task is like this.').waitFor();
  });

  it('lets what is ready or critical stand out', async () => {
    await open();
    await board.page.getByLabel('Highlight').selectOption('Critical path');
    await board.page.locator('.card[opacity="1"][aria-label^="A-2"]').waitFor();
    assert.equal(await board.card('A-1').getAttribute('opacity'), '0.28');
    await board.page.getByLabel('Highlight').selectOption('Ready now');
    await board.page.locator('.card[opacity="1"][aria-label^="B-1"]').waitFor();
  });

  it('folds phases up and remembers it, with everything else, over a restart', async () => {
    await open();
    await board.page.getByRole('button', { name: /^Phase 1: Base/ }).click();
    await board.page.getByRole('button', { name: /^Phase 1: Base/, expanded: false }).waitFor();
    await board.card('B-1').click();
    await board.page.getByLabel('Filter by text').fill('o');
    await until(async () => JSON.stringify(await board.state()).includes('"text":"o"'));
    await until(async () => JSON.stringify(await board.state()).includes('"zoom"'));
    const state = await board.state();
    await board[Symbol.asyncDispose]();

    await open({ state });
    assert.equal((await board.wish('ready')).uri, 'file:///project/plan.md');
    assert.equal(await board.page.getByLabel('Filter by text').inputValue(), 'o');
    await board.page.getByRole('button', { name: /^Phase 1: Base/, expanded: false }).waitFor();
    assert.equal(await board.card('B-1').getAttribute('aria-current'), 'true');
  });

  it('shows the same as a table that can be sorted and copied', async () => {
    await open();
    await board.page.getByLabel('Table').check();
    const cells = board.page.locator('tbody th');
    assert.deepEqual(await cells.allTextContents(), ['A-1', 'A-2', 'A-3', 'B-1']);
    await board.page.getByRole('button', { name: 'Id' }).click();
    await board.page.getByRole('button', { name: 'Id' }).click();
    assert.deepEqual(await cells.allTextContents(), ['B-1', 'A-3', 'A-2', 'A-1']);
    await board.page.locator('th[aria-sort=descending]').waitFor();
    await board.page.getByRole('button', { name: 'Copy' }).click();
    assert.match((await board.wish('copy')).text, /^Id\tTitle\t.*\nB-1\tFour\t/);
    // No task has run a gate: a column without anything would only take room.
    assert.deepEqual(
      await board.page.locator('thead th').allTextContents(),
      'Id ▾,Title,Phase,Status,Effort,Criteria,Depends on,Ready,Critical path,Can end after,Labels,Assignees'.split(
        ',',
      ),
    );
    await board.page.getByRole('button', { name: 'A-3' }).click();
    assert.equal((await board.wish('reveal')).line, boardOf(PLAN).board.graph.tasks[2]?.line);
  });

  it('saves pictures and data', async () => {
    await open();
    const save = async (name: string): Promise<string> => {
      board.wishes.length = 0;
      await board.page.getByRole('button', { name: 'Export' }).click();
      await board.page.getByRole('menuitem', { name }).click();
      return (await board.wish('save')).content;
    };
    const svg = await save('Save as SVG…');
    assert.match(svg, /^<svg .*<title>Plan: dependencies<\/title>/s);
    assert.doesNotMatch(svg, /var\(|color-mix/);
    assert.equal(
      Buffer.from(await save('Save as PNG…'), 'base64')
        .subarray(1, 4)
        .toString(),
      'PNG',
    );
    assert.match(await save('Save as Mermaid…'), /^flowchart LR\n/);
    assert.match(await save('Save as CSV…'), /^Id,Title,/);
    assert.equal((JSON.parse(await save('Save as JSON…')) as { tasks: unknown[] }).tasks.length, 4);
  });

  it('takes hostile titles for text', async () => {
    const title =
      '`<img src=x onerror="document.title=1">` \\<script>document.title=2\\</script> ${1} "\' ]]>';
    await open(
      {},
      `# ${title}\n## Phase 1: ${title}\n### A-1: ${title}\n**Status:** todo\n**Labels:** \`<b>\`\n### A-2: Two\n**Status:** done\n`,
    );
    assert.equal(await board.page.title(), 'Roadgate');
    assert.equal(await board.page.locator('img').count(), 0);
    assert.equal(await board.page.locator('script').count(), 1);
    await board.page.getByLabel('Table').check();
    assert.equal(await board.page.locator('img, b').count(), 0);
  });

  it('counts one task as one', async () => {
    await open({}, '# Plan\n### A-1: One\n**Status:** todo\n');
    await board.page.getByText(/^1 task, 1 ready now/).waitFor();
  });

  it('says why there is nothing to see', async () => {
    board = await BoardPage.open();
    const nothing = { kind: 'nothing' as const, path: 'notes.md', roadmaps: [] };
    await board.tell({ ...nothing, why: 'no-roadmaps' });
    await board.page.getByRole('button', { name: 'New Roadmap' }).click();
    assert.equal((await board.wish('run')).command, 'new');
    await board.tell({ ...nothing, why: 'not-a-roadmap' });
    await board.page.getByRole('heading', { name: 'notes.md is no roadmap' }).waitFor();
    await board.tell({ ...nothing, why: 'failed' });
    await board.page.getByRole('button', { name: 'Restart the Language Server' }).waitFor();
    await checkAccess(board);
    await board.tell(boardOf(PLAN));
    await board.page.locator('.card').first().waitFor();
  });

  it('chooses between roadmaps', async () => {
    await open();
    await board.tell({
      ...boardOf(PLAN),
      roadmaps: [
        { uri: 'file:///project/plan.md', path: 'plan.md' },
        { uri: 'file:///project/other.md', path: 'other.md' },
      ],
    });
    await board.page.getByLabel('Roadmap').selectOption('other.md');
    assert.equal((await board.wish('open')).uri, 'file:///project/other.md');
  });

  for (const theme of Object.keys(THEMES) as (keyof typeof THEMES)[]) {
    it(`is open to everybody in the theme ${theme}`, async () => {
      await open({ theme, reducedMotion: 'reduce' });
      await checkAccess(board);
      await board.card('A-2').click({ button: 'right' });
      await board.page.getByRole('menu').waitFor();
      await checkAccess(board);
      await board.page.keyboard.press('Escape');
      await board.page.getByLabel('Table').check();
      await checkAccess(board);
    });
  }

  it('has room in a side bar, and at twice the size', async () => {
    await open({ width: 300, height: 500 });
    const fits = 'document.documentElement.scrollWidth <= innerWidth';
    assert.equal(await board.page.evaluate(fits), true);
    const canvas = await board.page.locator('svg.canvas').boundingBox();
    assert(canvas && canvas.height > 250, 'most of the height is the graph');
    await board.page.getByRole('button', { name: 'Filters' }).click();
    await board.page.getByLabel('Phase', { exact: true }).waitFor();
    await board[Symbol.asyncDispose]();
    await open({ width: 550, height: 350 });
    assert.equal(await board.page.evaluate(fits), true);
    await board.page.getByRole('button', { name: 'Filters' }).waitFor();
    assert.equal(await board.page.getByLabel('Phase', { exact: true }).isVisible(), false);
    const low = await board.page.locator('svg.canvas').boundingBox();
    assert(low && low.height > 200, 'most of the height is the graph');
  });

  it('draws only what is in sight of five hundred tasks', async () => {
    const tasks = Array.from(
      { length: 500 },
      (_, index) =>
        `### T-${index}: Task\n**Status:** todo\n${index > 0 ? `**Depends on:** T-${Math.floor(index / 2)}\n` : ''}`,
    );
    await open({}, `# Plan\n${tasks.join('\n')}`);
    const cards = board.page.locator('.card');
    assert((await cards.count()) < 100);
    await board.card('T-0').focus();
    await board.page.keyboard.press('0');
    await until(async () => (await cards.count()) === 500);
  });
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let left = 200; !(await holds()); left--) {
    assert(left > 0, 'it never came to be');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
