import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { find, open, roadmap } from './support.ts';

describe('Lenses above tasks', () => {
  it('count the criteria of a task and offer to run its gate', async () => {
    const titles = await lenses('#### Issue #12');
    assert(titles.includes('2 of 4 criteria met'), titles.join(' | '));
    assert(
      titles.some((title) => title.includes('Run gate')),
      titles.join(' | '),
    );
  });

  it('offer a pull request where the task has a branch', async () => {
    const titles = await lenses('#### Issue #12');
    assert(titles.includes('Open pull request'), titles.join(' | '));
    const without = await lenses('#### P1-1: Log');
    assert(!without.includes('Open pull request'), without.join(' | '));
  });

  it('carry only commands that exist', async () => {
    const document = await open(roadmap);
    const all = await provide(document);
    const known = new Set(await vscode.commands.getCommands(true));
    const carried = all.flatMap(({ command }) =>
      command && command.command !== '' ? [command.command] : [],
    );
    assert(carried.length > 0);
    assert.deepEqual(
      carried.filter((command) => !known.has(command)),
      [],
    );
  });
});

/** The titles of the lenses above the line that starts with `heading`. */
async function lenses(heading: string): Promise<string[]> {
  const document = await open(roadmap);
  const line = find(document, heading).line;
  const here = (await provide(document)).filter(({ range }) => range.start.line === line);
  // An icon in front of a title is for the eye.
  return here.map(({ command }) => command?.title.replace(/^(\$\([\w-]+\)|▷)\s*/, '') ?? '');
}

function provide(document: vscode.TextDocument): Thenable<vscode.CodeLens[]> {
  return vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    document.uri,
    500,
  );
}
