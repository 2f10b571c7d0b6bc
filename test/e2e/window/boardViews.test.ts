import { BoardInWindow, makeHistory } from '../support/board.ts';
import { type EditorWindow, openWindow, type Theme } from '../support/window.ts';

for (const theme of ['dark', 'light', 'high contrast', 'high contrast light'] satisfies Theme[]) {
  describe(`The views of the board in the ${theme} theme`, () => {
    let window: EditorWindow;
    let board: BoardInWindow;
    before(async () => {
      window = await openWindow({
        theme,
        settings: { 'roadgate.timeline.start': '2026-02-02', 'roadgate.timeline.people': 2 },
      });
      await makeHistory(window.workspace.folder);
      board = new BoardInWindow(window);
      await board.open();
    });
    after(() => window[Symbol.asyncDispose]());

    const look = async (view: string): Promise<void> => {
      await window.screenshot(`board-${view}-${theme.replaceAll(' ', '-')}`);
      await board.checkAccess();
    };

    it('shows dependencies, and the same as a table', async () => {
      await look('graph');
      await board.page.getByLabel('Table').check();
      await board.page.getByRole('row', { name: 'Show where a parcel has been' }).waitFor();
      await look('graph-table');
      await board.page.getByLabel('Table').uncheck();
    });

    it('shows the weeks that the roadmap states, and the same as a table', async () => {
      await board.tab('Timeline');
      await board.page
        .getByRole('img', { name: /weeks?/ })
        .first()
        .waitFor();
      await board.page.getByText('Scheduled for 2 people').waitFor();
      await look('timeline');
      await board.page.getByLabel('Table').check();
      await board.page.getByRole('row', { name: 'Show where a parcel has been' }).waitFor();
      await look('timeline-table');
      await board.page.getByLabel('Table').uncheck();
    });

    it('shows progress over the commits, and the same as a table', async () => {
      await board.tab('Burn-down');
      await board.page
        .getByText(/ of .* hours done/)
        .first()
        .waitFor();
      await look('burndown');
      await board.page.getByLabel('Table').check();
      await board.page.getByRole('row', { name: 'Week 3' }).waitFor();
      await look('burndown-table');
    });
  });
}
