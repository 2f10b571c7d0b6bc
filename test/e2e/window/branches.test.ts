import { openWindow } from '../support/window.ts';

/** The first line of issue #12. */
const issue = 50;

describe('Starting work', () => {
  it('asks before anything is made', async () => {
    await using window = await openWindow();
    await window.openFile('docs/ROADMAP.md', issue);
    await window.lens('Issue #12', 'Start work').waitFor();
    await window.runCommand('Roadgate: Start Work on Task');
    await window.page.locator('.quick-input-widget').getByText('Start Work on #12').first().waitFor();
  });
});

describe('Starting work in Restricted Mode', () => {
  it('is refused, with the reason', async () => {
    await using window = await openWindow({
      trusted: false,
      settings: { 'editor.stickyScroll.enabled': false },
    });
    await window.openFile('docs/ROADMAP.md', issue);
    await window.lens('Issue #12', 'Start work').click();
    await window.page.getByText('No branches in Restricted Mode').first().waitFor();
  });
});
