import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../support/until.ts';
import { find, open, roadmap, symbols } from './support.ts';

describe('Navigation in a roadmap', () => {
  it('outlines phases, epics and tasks', async () => {
    const document = await open(roadmap);
    const outline = await until('the outline has phases', async () => {
      const roots = await symbols(document);
      return roots.some(({ name }) => name.startsWith('PHASE 1')) && roots;
    });
    const phase = outline.find(({ name }) => name.startsWith('PHASE 1'));
    assert.deepEqual(
      phase?.children.map(({ name }) => name.replace(/^Epic: /, '')),
      ['Storage', 'Estimates'],
    );
    assert.deepEqual(
      phase.children[0]?.children.map(({ name }) => name),
      [
        '#11 Keep parcels in a store of their own',
        '#12 Show where a parcel has been',
        '#13 Accept every valid parcel number',
      ],
    );
  });

  it('leads from a dependency to its task', async () => {
    const document = await open(roadmap);
    const [target] = await definition(document, '**Depends on:** #|14');
    assert.equal(target?.file, 'ROADMAP.md');
    assert.match(target.line, /Issue #14: Tell when a parcel arrives/);
  });

  it('leads from a reference to its line', async () => {
    const document = await open(roadmap);
    const [target] = await definition(document, 'src/store|.js:17-23');
    assert.equal(target?.file, 'store.js');
    assert.equal(target.number, 17);
  });

  it('selects the lines of a reference that is clicked', async () => {
    const document = await open(roadmap);
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      document.uri,
    );
    const at = find(document, 'src/store|.js:17-23');
    const link = links.find(({ range, target }) => range.contains(at) && target?.fragment !== '');
    assert(link?.target);
    await vscode.commands.executeCommand('vscode.open', link.target);
    const editor = await until('the file is open', () => {
      const active = vscode.window.activeTextEditor;
      return Promise.resolve(active?.document.uri.path.endsWith('store.js') && active);
    });
    const { start, end } = editor.selection;
    const last = editor.document.lineAt(22).range.end;
    assert.deepEqual([start.line, start.character, end.line, end.character], [16, 0, 22, last.character]);
  });

  it('tells about a task and about a reference on hover', async () => {
    const document = await open(roadmap);
    assert.match(await hover(document, '**Depends on:** #|14'), /Tell when a parcel arrives/);
    assert.match(await hover(document, 'src/store|.js:17-23'), /recordScan|scan/);
  });
});

interface Target {
  readonly file: string;
  /** 1-based. */
  readonly number: number;
  readonly line: string;
}

async function definition(document: vscode.TextDocument, text: string): Promise<Target[]> {
  const found = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
    'vscode.executeDefinitionProvider',
    document.uri,
    find(document, text),
  );
  return Promise.all(
    found.map(async (location) => {
      const [uri, range] =
        'targetUri' in location
          ? [location.targetUri, location.targetSelectionRange ?? location.targetRange]
          : [location.uri, location.range];
      const target = await vscode.workspace.openTextDocument(uri);
      const file = uri.path.slice(uri.path.lastIndexOf('/') + 1);
      return { file, number: range.start.line + 1, line: target.lineAt(range.start.line).text };
    }),
  );
}

async function hover(document: vscode.TextDocument, text: string): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    find(document, text),
  );
  const contents = hovers.flatMap((one) => one.contents);
  return contents
    .flatMap((content) => (content instanceof vscode.MarkdownString ? [content.value] : []))
    .join('\n');
}
