import { openWindow } from '../support/window.ts';

describe('A window in Restricted Mode', () => {
  it('still shows what a roadmap says', async () => {
    await using window = await openWindow({ trusted: false });
    await window.page.getByText('Restricted Mode').first().waitFor();
    await window.openFile('docs/ROADMAP.md', 50);
    await window.lens('Issue #12', '2 of 4 criteria met').waitFor();
    await window.page.locator('.monaco-editor .squiggly-info').first().waitFor();
  });
});
