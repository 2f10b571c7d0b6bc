import { fileURLToPath } from 'node:url';
import { openWindow } from '../support/window.ts';

const source = fileURLToPath(new URL('../../fixtures/no-roadmap', import.meta.url));

describe('The view of tasks without a roadmap', () => {
  it('says what it looks for, and starts a roadmap', async () => {
    await using window = await openWindow({ source });
    await window.openView('Roadgate');
    await window.page.getByText('No roadmap found in this workspace').waitFor();
    await window.page.getByRole('button', { name: 'Why Is This Not a Task?' }).waitFor();
    await window.screenshot('welcome');
    await window.page.getByRole('button', { name: 'New Roadmap' }).click();
    await window.lens('Task 1.1', '0 of 2 criteria met').waitFor();
    await window.screenshot('new-roadmap');
  });
});
