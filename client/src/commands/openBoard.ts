import * as vscode from 'vscode';
import { BoardPanel, type BoardServices, PANEL_TYPE, taskAt } from '../board/panel.ts';

/** "Open Board" and "Reveal Task in Board"; one board at a time, which survives a restart of the editor. */
export function registerOpenBoard(services: BoardServices): vscode.Disposable {
  const boards = new Boards(services);
  return vscode.Disposable.from(
    boards,
    vscode.window.registerWebviewPanelSerializer(PANEL_TYPE, boards),
    vscode.commands.registerCommand('roadgate.openBoard', (argument: unknown) => {
      const uri = argument instanceof vscode.Uri ? argument.toString() : roadmapInSight(services);
      boards.open(uri);
    }),
    vscode.commands.registerCommand('roadgate.revealInBoard', () => {
      const editor = vscode.window.activeTextEditor;
      if (!editor) return;
      const uri = editor.document.uri.toString();
      boards.open(uri, taskAt(services.roadmaps, uri, editor.selection.active.line));
    }),
  );
}

/** That of the active editor; undefined: whichever there is. */
function roadmapInSight({ roadmaps }: BoardServices): string | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri.toString();
  return uri !== undefined && roadmaps.get(uri) ? uri : undefined;
}

class Boards implements vscode.WebviewPanelSerializer, vscode.Disposable {
  readonly #services: BoardServices;
  #board: BoardPanel | undefined;

  constructor(services: BoardServices) {
    this.#services = services;
  }

  open(uri: string | undefined, task?: string): void {
    if (this.#board) return this.#board.open(uri, task);
    const panel = vscode.window.createWebviewPanel(
      PANEL_TYPE,
      vscode.l10n.t('Board'),
      vscode.ViewColumn.Active,
    );
    this.#adopt(panel, uri, task);
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    // The page knows which roadmap it showed.
    if (this.#board) panel.dispose();
    else this.#adopt(panel, undefined, undefined);
    return Promise.resolve();
  }

  dispose(): void {
    this.#board?.dispose();
  }

  #adopt(panel: vscode.WebviewPanel, uri: string | undefined, task: string | undefined): void {
    const board = new BoardPanel(panel, this.#services, uri, task);
    this.#board = board;
    panel.onDidDispose(() => {
      board.dispose();
      if (this.#board === board) this.#board = undefined;
    });
  }
}
