import { type EditorWindow, openWindow, type Theme } from '../support/window.ts';

/** The first line of issue #12, which has a bit of everything. */
const issue = 50;

for (const theme of ['dark', 'light'] satisfies Theme[]) {
  describe(`Pictures in the ${theme} theme`, () => {
    let window: EditorWindow;
    before(async () => {
      window = await openWindow({ theme });
    });
    after(() => window[Symbol.asyncDispose]());

    it('shows the tree, the lenses and the findings', async () => {
      await window.openFile('docs/ROADMAP.md', issue);
      await window.lens('Issue #12', '2 of 4 criteria met').waitFor();
      await window.openView('Roadgate');
      // The epic of the first phase, and nothing of the second one.
      await window.row('Storage').waitFor();
      await window.row('#12').waitFor();
      await window.runCommand('Problems: Focus on Problems View');
      await window.page.locator('.markers-panel .monaco-list-row', { hasText: 'roadgate' }).first().waitFor();
      await window.picture(`overview-${theme}`);
    });
  });
}
