import assert from 'node:assert/strict';
import { openWindow } from '../support/window.ts';

describe('A window in Restricted Mode', () => {
  it('opens the workspace untrusted', async () => {
    await using window = await openWindow({ trusted: false });
    await window.page.getByText('Restricted Mode').first().waitFor();
    assert.equal(await window.page.locator('.monaco-workbench').count(), 1);
  });
});
