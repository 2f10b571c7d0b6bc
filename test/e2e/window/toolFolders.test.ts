import assert from 'node:assert/strict';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type EditorWindow, openWindow } from '../support/window.ts';

const DIALECTS = path.resolve('test/core/dialects');

describe('The view of tasks of a project that a tool plans', () => {
  let source: string;
  let window: EditorWindow;
  before(async () => {
    source = await mkdtemp(path.join(os.tmpdir(), 'roadgate-tools-'));
    await project(source);
    window = await openWindow({ source, theme: 'light' });
    await window.openView('Roadgate');
  });
  after(async () => {
    await window[Symbol.asyncDispose]();
    await rm(source, { recursive: true, force: true });
  });

  it('shows the roadmap in a hidden folder with its phases, and nothing that lies beside it', async () => {
    await window.row('ROADMAP.md').waitFor();
    await window.row('Calendar').waitFor();
    assert.match((await window.row('Calendar').textContent()) ?? '', /1\/3/);
    await window.row('tracks.md').waitFor();
    assert.equal(await window.row('SUMMARY').count(), 0);
    await window.screenshot('tool-folders');
  });

  it('shows the todos of a plan in the front matter, and opens one at its line', async () => {
    await window.row('reading_room').click();
    await window.row('Search: list the tables that are free').click();
    await window.cursor(9).waitFor();
    await window.screenshot('tool-todos');
  });
});

/** What GSD, Conductor and Cursor keep in a project. */
async function project(folder: string): Promise<void> {
  const phase = path.join(folder, '.planning/phases/02-calendar');
  await mkdir(phase, { recursive: true });
  await mkdir(path.join(folder, 'conductor'));
  await mkdir(path.join(folder, '.cursor/plans'), { recursive: true });
  await copyFile(path.join(DIALECTS, 'gsd.md'), path.join(folder, '.planning/ROADMAP.md'));
  await copyFile(path.join(DIALECTS, 'conductor-tracks.md'), path.join(folder, 'conductor/tracks.md'));
  await copyFile(
    path.join(DIALECTS, 'cursor-plan.md'),
    path.join(folder, '.cursor/plans/reading_room_1a2b3c4d.plan.md'),
  );
  const done =
    '# Phase 2 Plan 1: Firings Summary\n\n## Performance\n\n- **Duration:** 8 min\n\n- [x] Firings\n';
  await writeFile(path.join(phase, '02-01-SUMMARY.md'), done);
}
