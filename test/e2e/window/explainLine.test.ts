import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openWindow } from '../support/window.ts';

const source = fileURLToPath(new URL('../../fixtures/no-roadmap', import.meta.url));

describe('The question why a line is not a task', () => {
  it('is answered beside the line', async () => {
    await using window = await openWindow();
    await window.openFile('docs/ROADMAP.md', 63);
    await window.lens('Issue #12', '2 of 4 criteria met').waitFor();
    await window.runCommand('Roadgate: Why Is This Not a Task?');
    const view = window.page.locator('.editor-group-container', { hasText: 'How this line was read' }).last();
    await view.getByText('Line 63 is').first().waitFor();
    await window.screenshot('explain-line');
    await window.openFile('docs/API.md', 3);
    await view.getByText('Line 3 is no task').first().waitFor();
    await window.screenshot('explain-no-roadmap');
  });

  it('is offered where a roadmap has no tasks', async () => {
    await using window = await openWindow({ source });
    const file = path.join(window.workspace.folder, 'PLAN.md');
    await writeFile(file, '<!-- roadgate: on -->\n# Plan\n\n- Paint the door\n');
    await window.openFile('PLAN.md', 4);
    await window.openView('Roadgate');
    await window.row('No tasks found').click();
    const view = window.page.locator('.editor-group-container', { hasText: 'How this line was read' }).last();
    await view.getByText('is no task').first().waitFor();
    await window.screenshot('explain-no-tasks');
  });
});
